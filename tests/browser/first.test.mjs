// The first screen, which is in index.html before any program: it is what the program draws in its place, to the
// pixel; it is shown to those only for whom it is right; and what is done on it is not lost.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { article, assert, dist, inspector, keys, mentions, mounted, open, sentence, site, test, until } from "./support.mjs";
import { sizes } from "./states.mjs";

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
const loading = (page) => page.getByText("Standpoint is loading…");

/// A page whose program is held up until `release`.
async function held(t, options = {}, hash = "") {
  const { browser } = await site();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  t.after(() => context.close());
  const page = await heldIn(context, hash);
  return { context, page, release: page.release };
}

async function heldIn(context, hash = "") {
  let release;
  const hold = new Promise((done) => (release = done));
  await context.route("**/*.wasm", async (route) => (await hold, await route.continue()));
  const page = await open(context, { hash, ready: false });
  page.release = async () => (release(), await mounted(page), await context.unroute("**/*.wasm"));
  return page;
}

/// What the article's heading, legend and first piece of text consist of, and where the sentences in view stand.
const drawn = (page) =>
  page.evaluate(() => {
    const lines = [];
    const tell = (node) => {
      if (node.nodeType === Node.TEXT_NODE) lines.push(node.data);
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      const attributes = [...node.attributes].map(({ name, value }) => {
        return `${name}=${name === "class" ? value.split(" ").sort().join(" ") : value}`;
      });
      lines.push([node.localName, ...attributes.sort()].join(" "));
      node.childNodes.forEach(tell);
      lines.push("/");
    };
    const main = document.querySelector("main");
    // Two texts side by side are one to a reader, and to the parser.
    main.normalize();
    [main.querySelector(".sheet > header"), main.querySelector(".legend"), main.querySelector(".chunk")].forEach(tell);
    const boxes = [...main.querySelectorAll(".chunk:first-child [data-sentence]")].map((one) => {
      const { x, y, width, height } = one.getBoundingClientRect();
      return [x, y, width, height];
    });
    return { lines, boxes: boxes.filter(([, y]) => y < innerHeight), sheet: main.querySelector(".sheet").className };
  });

for (const [name, options] of Object.entries({ ...sizes, phone, dark: { colorScheme: "dark" } })) {
  test(`the program draws what the page began with: ${name}`, async (t) => {
    const { page, release } = await held(t, options);
    const before = await drawn(page);
    assert.ok(before.boxes.length > 0 && before.lines.some((line) => line.includes("data-mention")));
    await release();
    const after = await drawn(page);
    assert.deepEqual(after.lines, before.lines);
    assert.equal(after.sheet, before.sheet);
    assert.equal(after.boxes.length, before.boxes.length);
    after.boxes.forEach((box, ix) => {
      const moved = box.map((side, nth) => Math.abs(side - before.boxes[ix][nth]));
      assert.ok(Math.max(...moved) < 1, `sentence ${ix}: ${before.boxes[ix]} became ${box}`);
    });
    page.faults.check();
  });
}

test("who was here before, or has an address, does not see it", async (t) => {
  const { page, context, release } = await held(t);
  await mentions(page).first().waitFor();
  await release();
  await keys(page, "j");
  await page.waitForURL(/\/2$/);
  const hash = new URL(page.url()).hash;
  // The place is kept once what the key did is on the screen.
  await page.waitForFunction(() => localStorage.getItem("standpoint-place") !== null);
  await page.close();

  const again = await heldIn(context);
  await loading(again).waitFor();
  assert.equal(await mentions(again).count(), 0);
  await again.release();
  await inspector(again).getByText(/Sentence 2 of/).waitFor();
  again.faults.check();

  const { page: other, release: releaseOther } = await held(t, {}, hash);
  await loading(other).waitFor();
  assert.equal(await mentions(other).count(), 0);
  await releaseOther();
  await inspector(other).getByText(/Sentence 2 of/).waitFor();
  other.faults.check();
});

test("keys and clicks before the program is there are not lost", async (t) => {
  const { page, release } = await held(t);
  // Left alone by screen readers, as soon as boot.js is there.
  await page.locator("#app[aria-busy=true]").waitFor();
  const { right, bottom } = await sentence(page, 3).evaluate((one) => [...one.getClientRects()].at(-1));
  await page.mouse.click(right - 4, bottom - 8);
  await keys(page, "j", "j");
  await release();
  await page.locator('[data-sentence="5"][aria-current]').waitFor();
  assert.equal(await page.locator("#app[aria-busy]").count(), 0);
  // Each once.
  await keys(page, "k");
  await page.locator('[data-sentence="4"][aria-current]').waitFor();
  page.faults.check();
});

test("who has read on stays where he is", async (t) => {
  const { page, release } = await held(t, { viewport: { width: 720, height: 450 } });
  const scrolled = () => article(page).evaluate((main) => main.scrollTop);
  await article(page).hover();
  await page.mouse.wheel(0, 330);
  await until(async () => (await scrolled()) === 330, "the text to scroll");
  await release();
  // The first sentence has the focus, without being brought into sight.
  await page.locator('[data-sentence="0"]:focus').waitFor();
  await inspector(page).waitFor();
  assert.equal(await scrolled(), 330);
  await keys(page, "j", "k");
  await until(async () => (await scrolled()) < 330, "the sentence to come into sight");
  page.faults.check();
});

test("without a program the text can be read, and the page says what is amiss", async (t) => {
  const { browser } = await site();
  for (const options of [{ javaScriptEnabled: false }, { ...phone, javaScriptEnabled: false }]) {
    const context = await browser.newContext(options);
    t.after(() => context.close());
    const page = await open(context, { ready: false });
    assert.ok(await mentions(page).first().isVisible());
    assert.match(await page.locator("noscript").innerText(), /needs JavaScript/);
    assert.ok(!(await loading(page).isVisible()));
    assert.equal(await article(page).getByRole("button").count(), 0, "no button that does nothing");
    const line = await page.locator("noscript").boundingBox();
    const text = await article(page).boundingBox();
    assert.ok(line.y >= 0 && line.y + line.height <= text.y, "the line stands above the text");
  }
  const context = await browser.newContext();
  t.after(() => context.close());
  await context.route("**/*.wasm", (route) => route.abort());
  const page = await open(context, { ready: false });
  await page.getByText("Standpoint could not start").waitFor();
  assert.ok(await mentions(page).first().isVisible());
  assert.equal(await page.locator("#app[aria-busy]").count(), 0);
});

test("some two screens of text are sent ahead, no more", async () => {
  const html = await readFile(join(dist, "index.html"), "utf8");
  assert.match(html, /data-mention/);
  assert.ok(html.length < 24_000, `index.html has ${html.length} characters`);
});
