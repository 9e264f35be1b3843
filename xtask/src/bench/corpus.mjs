// Measures a coder's day in a large corpus, 100 articles of 40 KB: how long the page's thread is busy in one go in each
// kind of work, which must be less than 50 ms, and how much memory that takes. Beside it, a toggled class. Prints rows
// as `measure.mjs` says.

import { collectGarbage, introduce, keyTimes, longestDuring, median, ms, now, pause, privateBytes, root, row, start } from "./measure.mjs";
import { manyArticles } from "./text.mjs";

const ARTICLES = 100;
const BYTES = 40_000;
const TAGGED = 60;
const LONGEST_MS = 50;
const MOST_MB = 250;

/// A person's pause between two keys, in milliseconds; in the pause of a work the page stores the whole project.
const KEY_MS = 60;
const REST_MS = 3_500;

const { browser, site, peers, open, close } = await start();
const during = (page, act) => longestDuring(browser, act);

const until = (page, condition, argument) => page.waitForFunction(condition, argument);
const shown = (page, selector, text = "") => page.evaluate(([one, text]) => probe.shown(one, text), [selector, text]);
const gone = (page, selector) => until(page, (one) => !document.querySelector(one), selector);

/// Waits until the list of articles has this many and none is being read.
const allRead = (page, n) =>
  until(page, (n) => {
    const list = document.querySelector("nav.corpus");
    return list?.querySelectorAll(".entry").length >= n && !list.textContent.includes("reading…");
  }, n);

async function press(page, ...keys) {
  for (const key of keys) {
    await page.keyboard.press(key);
    await pause(KEY_MS);
  }
}

/// A list of the palette's kind: opened by a key, a query typed letter by letter, and left.
async function typeInto(page, key, query) {
  await page.keyboard.press(key);
  await shown(page, "dialog [role=combobox]");
  await press(page, ...query);
  await until(page, () => !document.querySelector("dialog [role=status]")?.textContent.includes("Searching"));
  await page.keyboard.press("Escape");
  await gone(page, "dialog[open]");
}

const mb = (bytes) => (bytes / 1e6).toFixed(0);
const longestRow = (what, found) => row(`  longest task while ${what}`, found.longest.toFixed(0), "ms", "", `<=${LONGEST_MS}`);

// What a class costs that a key toggles, in the same browser.
const toggle = await open(`${peers.url}toggle.html`);
await toggle.page.evaluate(() => probe.firstMention);
const toggled = median(await keyTimes(toggle.page, ["1"]));
await collectGarbage(toggle.page);
const emptyBytes = await privateBytes(browser);
await toggle.close();

const { page, close: leave } = await open(site.url);
await page.evaluate(() => probe.answers());
await site.workerLoaded(page);
await allRead(page, 5);
await introduce(page);
await page.keyboard.press("Control+z");
await pause(REST_MS);

// 1. In: one file with all articles is dropped.
const articles = await manyArticles(root, ARTICLES, BYTES);
await page.evaluate((json) => {
  window.data = new DataTransfer();
  window.data.items.add(new File([json], "articles.json", { type: "application/json" }));
}, JSON.stringify({ articles }));
const read = await during(page, async () => {
  const from = await page.evaluate(() => {
    const event = new DragEvent("drop", { dataTransfer: window.data, bubbles: true, cancelable: true });
    const from = probe.now();
    document.querySelector("main").dispatchEvent(event);
    return from;
  });
  const first = await page.evaluate(() => probe.shown("[data-sentence]", "Report ", "[data-mention]"));
  await allRead(page, ARTICLES);
  const read = now() - from;
  await pause(REST_MS);
  return { first: first - from, read };
});
row(`${ARTICLES} articles of ${BYTES / 1000} KB dropped: first screen with names`, ms(read.answer.first), "ms");
row("  until all are read", ms(read.answer.read), "ms");
longestRow("they are read and stored", read);

// 2. Reading.
await page.mouse.move(720, 450);
const scrolled = await during(page, async () => {
  for (let nth = 0; nth < 40; nth += 1) {
    await page.mouse.wheel(0, 500);
    await pause(30);
  }
});
longestRow("an article is scrolled", scrolled);
const turned = await during(page, async () => {
  for (let nth = 0; nth < 10; nth += 1) {
    const title = await page.evaluate(() => document.querySelector("main h1").textContent);
    await page.keyboard.press("]");
    await until(page, (title) => document.querySelector("main h1").textContent !== title, title);
    await pause(400);
  }
});
longestRow("going to the next article", turned);

// 3. Tagging: a target, then a sentiment and a stance for each sentence.
await typeInto(page, "t", "sanc");
await page.keyboard.press("t");
await shown(page, "dialog [role=combobox]");
await page.keyboard.press("Enter");
await gone(page, "dialog[open]");
const tag = (nth) => [String(1 + (nth % 3)), nth % 2 === 0 ? "f" : "a", "j"];
// As the toggled class is timed: a trace is work of its own for the browser.
const times = await keyTimes(page, [0, 1, 2, 3, 4, 5].flatMap(tag));
row("  key to paint while sentences are tagged; a toggled class beside it", ms(median(times)), "ms", ms(toggled), "x1.5");
row("  the slowest key", ms(Math.max(...times)), "ms", "", "<=50");
const tagged = await during(page, async () => {
  for (let nth = 0; nth < TAGGED; nth += 1) await press(page, ...tag(nth));
  await pause(REST_MS);
});
longestRow("they are tagged and stored", tagged);

// 4. Lists.
longestRow("a target is typed", await during(page, () => typeInto(page, "t", "putzin")));
longestRow("a word is looked for", await during(page, () => typeInto(page, "/", "sanctions")));

// 5. Names.
const names = async (act) => {
  const found = await during(page, act);
  await pause(500);
  return found;
};
longestRow("the Entities view opens", await names(async () => {
  await page.keyboard.press("l");
  await shown(page, "tr[data-entity]");
}));
const rows = () => page.evaluate(() => document.querySelector(".entity-tools [role=status]").textContent);
const other = (text) => until(page, (text) => document.querySelector(".entity-tools [role=status]").textContent !== text, text);
longestRow("a name is typed there", await names(async () => {
  await page.evaluate(() => document.querySelector(".entity-tools input").focus());
  await press(page, ..."putin");
  for (const _ of "putin") await press(page, "Backspace");
}));
const n = await rows();
await page.evaluate(() => [...document.querySelectorAll("tr[data-entity] input")].slice(0, 2).forEach((box) => box.click()));
await pause(500);
await page.evaluate(() => document.querySelector("tr[data-entity] button").focus());
longestRow("two names of every article are merged", await names(async () => {
  await page.keyboard.press("Shift+m");
  await other(n);
}));
const merged = await rows();
longestRow("that is undone", await names(async () => {
  await page.keyboard.press("Control+z");
  await other(merged);
}));

// 6. History.
longestRow("the history opens", await names(async () => {
  await page.keyboard.press("Shift+d");
  // It is the last part of its view, under the fold.
  await until(page, () => document.querySelector(".history li"));
}));
longestRow("it is left for the text", await names(async () => {
  await page.keyboard.press("Backspace");
  await shown(page, "[data-sentence]");
}));

await collectGarbage(page);
await pause(REST_MS);
row("  private memory of the page and its worker; a plain page beside it", mb(await privateBytes(browser)), "MB", mb(emptyBytes), `<=${MOST_MB}`);

// 7. Coming back.
const back = await during(page, async () => {
  const from = now();
  await page.reload({ waitUntil: "commit" });
  const first = await page.evaluate(() => probe.shown("[data-sentence]", "", "[data-mention]"));
  await allRead(page, ARTICLES);
  const read = now() - from;
  await pause(REST_MS);
  return { first: first - from, read };
});
row("  loaded again: first screen with names", ms(back.answer.first), "ms");
row("  until all are read", ms(back.answer.read), "ms");
longestRow("they are read again", back);
await leave();
await close();
