// Measures the page in Chromium beside its peers, all in one browser run, taking turns so that a busy machine hurts
// all alike. Medians of STANDPOINT_RUNS runs. Prints rows as `measure.mjs` says. Work in a large corpus is `corpus.mjs`.

import { RUNS, introduce, keyTimes, median, ms, now, pause, root, row, start } from "./measure.mjs";
import { longText } from "./text.mjs";

const LONG_BYTES = 5_000_000;
const FIRST = "Nelson Mandela opened this measurement in Alaska.";

const { site, peers, open, close } = await start();

/// The median time from a key to its paint.
const keyToPaint = async (page, keys) => median(await keyTimes(page, keys));

const appUrl = site.url;
const emptyUrl = `${peers.url}empty.html`;
const toggleUrl = `${peers.url}toggle.html`;
const windowedUrl = `${peers.url}windowed.html`;

/// From asking for the page to its first name on the screen, and to the program that answers keys: each seen from
/// outside, and from the page's own start. An empty page has no program.
async function coldLoad(url, hasProgram) {
  const { page, asked, close } = await open(url);
  const [origin, ...shown] = await page.evaluate(
    (hasProgram) => Promise.all([performance.timeOrigin, probe.firstMention, hasProgram && probe.answers()]),
    hasProgram,
  );
  await close();
  const [read, answers] = shown.map((at) => ({ outside: at - asked, inside: at - origin }));
  return { read, answers };
}

/// The article with the most sentences, by the counts that the corpus shows.
async function openLongest(page) {
  await page.evaluate(() => probe.answers());
  const entries = page.getByRole("navigation", { name: "Corpus" }).locator("[aria-current], button, a").filter({ hasText: /\d+ \/ \d+/ });
  // The list stands a frame after the text, and its counts when all articles are read.
  await page.waitForFunction(() => {
    const list = document.querySelector('nav[aria-label="Corpus"]')?.innerText ?? "";
    return /\d+ \/ \d+/.test(list) && !list.includes("reading");
  });
  const counts = (await entries.allInnerTexts()).map((text) => Number(text.match(/\d+ \/ (\d+)/)[1]));
  const longest = counts.indexOf(Math.max(...counts));
  await entries.nth(longest).click();
  await page.evaluate(() => probe.shown("[data-sentence] [data-mention]"));
  return counts[longest];
}

/// Puts a long text into a page as a dropped file or as a paste, and times its first screen: text, then names.
async function bringIn(page, text, how) {
  await page.evaluate(
    async ([text, how]) => {
      const data = new DataTransfer();
      if (how === "drop") data.items.add(new File([text], "long.txt", { type: "text/plain" }));
      else data.setData("text/plain", text);
      probe.tasks.length = 0;
      window.bringIn = { data, from: 0 };
    },
    [text, how],
  );
  await pause(300);
  return page.evaluate(
    async ([how, first]) => {
      const { data } = window.bringIn;
      const target = document.querySelector("main") ?? document.body;
      const event =
        how === "drop"
          ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      const from = probe.now();
      target.dispatchEvent(event);
      const text = probe.shown("[data-sentence]", first).then((at) => at - from);
      const names = probe.shown("[data-sentence]", first, "[data-mention]").then((at) => at - from);
      return { text: await text, names: await names };
    },
    [how, FIRST],
  );
}

/// Waits until the corpus shows the article as read to its end; the counts replace a word while it is not.
const readToTheEnd = (page) =>
  page.waitForFunction(() => /\d+ \/ \d{4,}/.test(document.querySelector('nav [aria-current="true"]')?.innerText ?? ""));

// 1. Cold load.
const cold = { empty: [], app: [] };
for (let run = 0; run <= RUNS; run += 1) {
  const [empty, app] = [await coldLoad(emptyUrl, false), await coldLoad(appUrl, true)];
  // The first of each warms the browser and the disk's cache.
  if (run > 0) (cold.empty.push(empty), cold.app.push(app));
}
const of = (list, side) => median(list.map((one) => one[side]));
const coldRow = (what, moment, side, limit) => {
  const [app, empty] = [cold.app.map((one) => one[moment]), cold.empty.map((one) => one.read)];
  row(what, ms(of(app, side)), "ms", ms(of(empty, side)), limit);
};
coldRow("cold load to the first article highlighted, to be read; an empty page beside it", "read", "outside", "x3");
coldRow("  the same from the page's own start", "read", "inside", "");
coldRow("cold load until the page answers keys; an empty page beside it", "answers", "outside", "x3");
coldRow("  the same from the page's own start", "answers", "inside", "");

// 2. Key to paint on the longest bundled article; 4. the same on 5 MB, and 3. opening those.
const text = await longText(root, LONG_BYTES, FIRST);
const times = { toggle: [], bundled: [], long: [] };
const screens = { app: { drop: [], paste: [] }, peer: { drop: [], paste: [] } };
const longest = { task: 0, count: 0 };
for (let run = 0; run < Math.max(3, Math.round(RUNS / 3)); run += 1) {
  const toggle = await open(toggleUrl);
  await toggle.page.evaluate(() => probe.firstMention);
  times.toggle.push(await keyToPaint(toggle.page, ["1"]));
  await toggle.close();

  const bundled = await open(appUrl);
  const sentences = await openLongest(bundled.page);
  await introduce(bundled.page);
  times.bundled.push(await keyToPaint(bundled.page, ["1", "2", "3"]));
  await bundled.close();
  if (run === 0) row("sentences of the longest bundled article", sentences, "");

  for (const how of ["drop", "paste"]) {
    const peer = await open(windowedUrl);
    screens.peer[how].push(await bringIn(peer.page, text, how));
    if (run === 0 && how === "drop") row("names that the windowed page finds in 5 MB", await peer.page.evaluate(() => Number(document.documentElement.dataset.names)), "");
    await peer.close();

    const app = await open(appUrl);
    await app.page.evaluate(() => probe.answers());
    // Idle, as a person would find it: the worker has started.
    await site.workerLoaded(app.page);
    const before = site.requests.length;
    screens.app[how].push(await bringIn(app.page, text, how));
    await readToTheEnd(app.page);
    const tasks = await app.page.evaluate(() => probe.tasks.map((task) => task.duration));
    longest.task = Math.max(longest.task, ...tasks, 0);
    longest.count += tasks.length;
    // The browser fetches the icon when it likes; that is no doing of the page.
    const requests = site.requests.slice(before).filter((request) => !request.includes("favicon"));
    if (requests.length > 0) throw new Error(`an import asked for ${requests.join(", ")}`);
    if (how === "drop") {
      await introduce(app.page);
      times.long.push(await keyToPaint(app.page, ["1", "2", "3"]));
    }
    await app.close();
  }
}
row("key to paint, longest bundled article; a toggled class beside it", ms(median(times.bundled)), "ms", ms(median(times.toggle)), "x1.5");
row("key to paint, an imported article of 5 MB", ms(median(times.long)), "ms", ms(median(times.toggle)), "x1.5");
for (const how of ["drop", "paste"]) {
  const [app, peer] = [screens.app[how], screens.peer[how]];
  const what = how === "drop" ? "5 MB dropped" : "5 MB pasted";
  row(`${what}: first screen with names; a plain windowed page beside it`, ms(of(app, "names")), "ms", ms(of(peer, "names")), "x3");
  row("  the text alone", ms(of(app, "text")), "ms", ms(of(peer, "text")));
}
row("longest task on the page's thread while 5 MB are read", longest.task.toFixed(0), "ms", "", "<=50");
row("tasks over 50 ms in those imports", longest.count, "", "", "<=0");

await close();
