// What the first screen has no need of: it stays out of the first load, is waited for, and the page says so where it
// cannot be had.

import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { assert, button, corpus, dist, keys, open, root, sentence, site, test, until } from "./support.mjs";

/// The limit of the first load, brotli at its best, articles included.
const FIRST_LOAD_BYTES = 300_000;

/// The same with the engine.
const WITH_ENGINE_BYTES = 450_000;

// A page that was built to be developed is in one piece.
const isCut = (await readdir(dist)).some((name) => name.endsWith("_split_later.wasm"));
const options = { skip: isCut ? false : "this page was not built by `cargo xtask build`" };

test("the first load is small, and so is the engine", options, async () => {
  const script = join(root, "xtask/src/bench/payload.mjs");
  const { stdout } = await promisify(execFile)(process.execPath, [script, dist]);
  const files = stdout.split("\n").map((line) => line.split("\t")).filter(([kind]) => kind === "file");
  const sum = (...parts) => {
    const counted = files.filter(([, , , , when]) => parts.includes(when));
    assert.ok(counted.length > 3, `${counted.length} files of ${parts}`);
    return counted.reduce((bytes, [, , , packed]) => bytes + Number(packed), 0);
  };
  assert.ok(sum("load") <= FIRST_LOAD_BYTES, `${sum("load")} bytes`);
  assert.ok(sum("load", "engine") <= WITH_ENGINE_BYTES, `${sum("load", "engine")} bytes with the engine`);
});

test("a view that cannot be fetched is asked for again", options, async (t) => {
  const { browser } = await site();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  t.after(() => context.close());
  await context.route("**/*_split_later.wasm", (route) => route.abort());
  const page = await open(context);
  const notice = page.getByRole("region", { name: "Notices" }).getByText("could not be fetched").first();
  await keys(page, "b");
  await notice.waitFor();
  await keys(page, "Backspace");
  await sentence(page, 1).waitFor();
  await context.unroute("**/*_split_later.wasm");
  await keys(page, "b");
  await page.getByRole("heading", { name: "Sentiment" }).waitFor();
});

test("keys pressed before the code for them has come are done when it has, and before what was done after them", options, async (t) => {
  const { browser } = await site();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  t.after(() => context.close());
  let letCome;
  const mayCome = new Promise((resolve) => (letCome = resolve));
  const asked = new Promise((resolve) => {
    context.route("**/site-*_split_later.wasm", async (route) => {
      resolve();
      await mayCome;
      await route.continue();
    });
  });
  const page = await open(context);
  const articles = button(corpus(page), /of \d+ sentences tagged$/);
  const current = (ix) => page.locator(`[data-sentence="${ix}"][aria-current]`);
  await asked;
  await current(0).waitFor();
  await keys(page, "j", "j", "j");
  await articles.nth(1).click();
  await current(0).waitFor();
  assert.equal(await articles.nth(0).getAttribute("aria-current"), "true");
  letCome();
  await until(async () => (await articles.nth(1).getAttribute("aria-current")) === "true", "the second article");
  await current(0).waitFor();
  await articles.nth(0).click();
  await current(3).waitFor();
});

test("who comes again is told when the code for stored work cannot be fetched, and goes on when it can", options, async (t) => {
  const { browser } = await site();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  t.after(() => context.close());
  const page = await open(context);
  await keys(page, "j", "n");
  await page.getByText("Saved", { exact: false }).first().waitFor();
  await context.route("**/site-*_split_later.wasm", (route) => route.abort());
  await page.reload();
  await page.getByRole("status").getByText("could not be fetched").waitFor();
  await context.unroute("**/site-*_split_later.wasm");
  await sentence(page, 1).waitFor();
});

test("an import whose code cannot be fetched says so and is asked for again", options, async (t) => {
  const { browser } = await site();
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  t.after(() => context.close());
  await context.route("**/worker-*_split_later.wasm", (route) => route.abort());
  const page = await open(context);
  const paste = async () => {
    await button(corpus(page), "Add articles").click();
    await page.getByRole("textbox", { name: "Or paste the text of an article" }).fill("Ana Diaz praised the dam.");
    await button(page, "Add pasted text").click();
  };
  await paste();
  await page.getByRole("region", { name: "Notices" }).getByText("could not be fetched").first().waitFor();
  await context.unroute("**/worker-*_split_later.wasm");
  await paste();
  await page.getByRole("button", { name: /Ana Diaz praised the dam/ }).first().waitFor();
});
