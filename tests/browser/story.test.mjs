// The main story, as a person lives it: open, read, tag with keys alone, undo, reload, download, open in a fresh
// profile, compare. By role and accessible name; what only a browser can show.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { article, assert, button, corpus, inspector, keys, mentions, mounted, open, root, sentence, story, until } from "./support.mjs";
import { sizes } from "./states.mjs";

const require = createRequire(import.meta.url);

const saved = (page) => page.getByText("Saved on this device", { exact: true }).waitFor();
const pressed = (scope, name) => scope.getByRole("button", { name, pressed: true });

/// Ana sits down: the first tag asks for her name.
async function begin(page) {
  await sentence(page, 0).waitFor();
  await keys(page, "1");
  await page.getByRole("textbox", { name: "Your name" }).fill("Ana");
  await keys(page, "Enter");
  await pressed(inspector(page), /Negative/).waitFor();
}

/// Chooses a target by typing the beginning of its name.
async function aim(page, text) {
  await keys(page, "t");
  await page.getByRole("combobox").fill(text);
  await keys(page, "Enter");
  await page.getByRole("combobox").waitFor({ state: "detached" });
}

async function download(page, name) {
  const [file] = await Promise.all([page.waitForEvent("download"), button(corpus(page), name).click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

story("the first article is open with its names highlighted", async (page) => {
  await sentence(page, 0).waitFor();
  assert.ok((await mentions(page, "PERSON").count()) > 3);
  assert.ok((await mentions(page, "GPE").count()) > 3);
  assert.equal(await corpus(page).getByRole("button", { name: /tagged$/ }).count(), 8);
});

story("tags with keys alone, undoes, and finds everything after a reload", async (page) => {
  await begin(page);
  await aim(page, "cease");
  await keys(page, "a", "Enter", "3", "f", "Enter");
  await inspector(page).getByText(/Sentence 3 of/).waitFor();
  await keys(page, "k");
  await pressed(inspector(page), "Favor").waitFor();
  await keys(page, "Control+z");
  await pressed(inspector(page), "Favor").waitFor({ state: "detached" });
  await keys(page, "Control+Shift+z");
  await pressed(inspector(page), "Favor").waitFor();
  await saved(page);
  await page.waitForURL(/\/2$/);
  const address = page.url();
  await page.reload();
  await mounted(page);
  assert.equal(page.url(), address, "the place is kept");
  await pressed(inspector(page), "Favor").waitFor();
  await pressed(inspector(page), /Positive/).waitFor();
  await keys(page, "Control+z");
  await pressed(inspector(page), "Favor").waitFor({ state: "detached" });
});

story("a tag draws one sentence again and moves no word", async (page) => {
  await begin(page);
  await keys(page, "]", "j", "j");
  await sentence(page, 2).waitFor();
  // A short article is drawn whole soon after it was opened; until then an empty box stands for the rest.
  await until(async () => (await page.locator(".body .room").count()) === 0, "the whole article");
  const before = await sentence(page, 3).boundingBox();
  await page.evaluate(() => {
    window.drawn = new Set();
    new MutationObserver((records) => {
      for (const record of records) {
        const unit = (record.target.nodeType === 1 ? record.target : record.target.parentElement)?.closest(".unit");
        if (unit) window.drawn.add(unit.querySelector("[data-sentence]").dataset.sentence);
      }
    }).observe(document.querySelector(".body"), { subtree: true, childList: true, attributes: true, characterData: true });
  });
  await keys(page, "3");
  await pressed(inspector(page), /Positive/).waitFor();
  assert.deepEqual(await page.evaluate(() => [...window.drawn]), ["2"]);
  assert.deepEqual(await sentence(page, 3).boundingBox(), before);
});

story("downloads a file that fits its schema and restores a fresh profile", { acceptDownloads: true }, async (page, { context, url }) => {
  await begin(page);
  await aim(page, "sanc");
  await keys(page, "a", "j", "2", "s", "Shift+ArrowRight", "l", "j", "!", "c");
  await page.getByRole("textbox", { name: "Comment" }).fill("Who says so?\n“Nobody” – 😀");
  await keys(page, "Control+Enter");
  await saved(page);
  const json = await download(page, "Download JSON");
  assert.match(json.name, /^standpoint-\d{4}-\d\d-\d\d\.json$/);
  const file = JSON.parse(json.text);

  const Ajv = require("ajv/dist/2020").default;
  const schema = JSON.parse(await readFile(join(root, "schema/standpoint-1.schema.json"), "utf8"));
  const ajv = new Ajv({ strict: false, validateFormats: false });
  const validate = ajv.compile(schema);
  const isPlaced = ajv.compile({ $ref: `${schema.$id}#/$defs/placed` });
  assert.ok(validate(file), JSON.stringify(validate.errors?.slice(0, 3)));
  assert.deepEqual(file.annotations.map((a) => a.type).sort(), ["comment", "flag", "sentiment", "sentiment", "span", "stance"]);
  for (const a of file.annotations) {
    assert.ok(isPlaced(a), JSON.stringify(isPlaced.errors));
    const text = file.articles.find((x) => x.id === a.article).text;
    assert.equal([...text].slice(a.start, a.end).join(""), a.quote);
    assert.equal(text.slice(a.start_utf16, a.end_utf16), a.quote);
  }

  const csv = await download(page, "Download CSV");
  assert.match(csv.text, /\r\n/);
  assert.match(csv.text, /Ana/);

  const fresh = await (await context.browser().newContext({ acceptDownloads: true })).newPage();
  await fresh.goto(url);
  await mounted(fresh);
  await button(corpus(fresh), "Add articles").click();
  await fresh.getByLabel("Choose files").setInputFiles({ name: "ana.json", mimeType: "application/json", buffer: Buffer.from(json.text) });
  await button(fresh, "Back to work").click();
  await fresh.getByRole("button", { name: "Ana" }).waitFor();
  await pressed(inspector(fresh), /Negative/).waitFor();
  const again = JSON.parse((await download(fresh, "Download JSON")).text);
  assert.deepEqual(again.annotations, file.annotations);
  assert.deepEqual(again.articles, file.articles);

  await button(corpus(fresh), "Add articles").click();
  await fresh.getByLabel("Choose files").setInputFiles({ name: "ana.json", mimeType: "application/json", buffer: Buffer.from(json.text) });
  await fresh.getByText(/^\d+ annotations?: \d+ here already\.$/).waitFor();
  await button(fresh, "Back to work").click();
  const twice = JSON.parse((await download(fresh, "Download JSON")).text);
  assert.deepEqual(twice.annotations, file.annotations, "merging twice changes nothing");
  await fresh.context().close();
});

story("asks the network for nothing after it has loaded", { acceptDownloads: true }, async (page, { server, requests }) => {
  await begin(page);
  // The worker starts when the page is at rest; it is part of the load.
  await server.workerLoaded(page);
  const n_before = requests.length;
  await keys(page, "j", "1", "]", "2");
  await button(corpus(page), "Add articles").click();
  await page.getByRole("textbox", { name: "Or paste the text of an article" }).fill("Ana Diaz praised the dam. Greens oppose it.");
  await button(page, "Add pasted text").click();
  await article(page).getByRole("heading", { name: "Ana Diaz praised the dam." }).waitFor();
  await download(page, "Download JSON");
  await saved(page);
  assert.equal(requests.length, n_before, JSON.stringify(requests.slice(n_before)));
});

story("finds a pattern", async (page) => {
  await begin(page);
  await keys(page, "/");
  const box = page.getByRole("combobox", { name: "Find in all articles" });
  await box.fill("/Trump (and|met)/");
  const options = page.getByRole("listbox", { name: "Find in all articles" }).getByRole("option");
  await options.first().waitFor();
  for (const text of await options.allInnerTexts()) assert.match(text, /trump (and|met)/i);
  await box.fill("/(/");
  await page.getByText(/no valid pattern/).waitFor();
  await box.fill("/Anchorage/");
  await page.getByRole("status").filter({ hasText: /^\d+ found/ }).waitFor();
  await keys(page, "Enter");
  await box.waitFor({ state: "detached" });
});

story("does all of it without a worker", { acceptDownloads: true, query: "?worker=off" }, async (page) => {
  await begin(page);
  await button(corpus(page), "Add articles").click();
  await page.getByRole("textbox", { name: "Or paste the text of an article" }).fill("Ana Diaz praised the dam. Greens oppose it.");
  await button(page, "Add pasted text").click();
  await article(page).getByRole("heading", { name: "Ana Diaz praised the dam." }).waitFor();
  assert.equal(page.workers().length, 0);
  const file = JSON.parse((await download(page, "Download JSON")).text);
  assert.equal(file.articles.length, 9);
  await keys(page, "/");
  await page.getByRole("combobox", { name: "Find in all articles" }).fill("/greens .ppose/");
  await page.getByRole("status").filter({ hasText: "1 found" }).waitFor();
});

story("goes on when the worker cannot be had", async (page, { context, url }) => {
  for (const lose of [
    () => delete window.Worker,
    () => (window.Worker = class extends Worker { constructor(address, options) { super(address.replace("start", "no"), options); } }),
  ]) {
    const alone = await context.newPage();
    await alone.addInitScript(lose);
    await alone.goto(url);
    await mounted(alone);
    await keys(alone, "/");
    await alone.getByRole("combobox", { name: "Find in all articles" }).fill("/Anchorage/");
    await alone.getByRole("status").filter({ hasText: /^\d+ found/ }).waitFor();
    await alone.close();
  }
});

story("reports bad rows and takes the good ones", async (page) => {
  await sentence(page, 0).waitFor();
  await button(corpus(page), "Add articles").click();
  const csv = "title,text,outlet\nGood,The dam stands. It is old.,Herald\nBad\nAlso good,Rain fell. Snow too.,Herald\n";
  await page.getByLabel("Choose files").setInputFiles({ name: "rows.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  const report = page.getByRole("dialog", { name: "What the opened files brought" });
  await report.getByText("2 articles: 2 new.").waitFor();
  await report.getByText(/^Line 3/).waitFor();
  await button(report, "Back to work").click();
  await corpus(page).getByRole("heading", { name: "Herald" }).waitFor();
  assert.equal(await corpus(page).getByRole("button", { name: /tagged$/ }).count(), 10);
  await keys(page, "Control+z");
  await corpus(page).getByRole("heading", { name: "Herald" }).waitFor({ state: "detached" });
});

story("words selected with the mouse are labelled, a name opens its mentions", async (page) => {
  await begin(page);
  const box = await mentions(page, "PERSON").first().boundingBox();
  await page.mouse.move(box.x + 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 1, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await inspector(page).getByRole("heading", { name: "Selected words" }).waitFor();
  await button(inspector(page), /^Loaded language/).click();
  await inspector(page).getByRole("listitem").filter({ hasText: "Loaded language" }).waitFor();
  await mentions(page, "PERSON").first().click();
  await page.getByRole("dialog").getByRole("heading", { name: /mentions?$/ }).waitFor();
  await keys(page, "Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  assert.ok(await sentence(page, 0).evaluate((element) => element === document.activeElement));
});

story("dropped lines can be seen", async (page) => {
  await sentence(page, 0).waitFor();
  await button(article(page), /lines? left out/).click();
  // The dialog's code may come a moment after the click.
  await page.getByRole("dialog").getByRole("row").nth(1).waitFor();
});

story("on a phone the list of articles lies over the text until one is chosen", sizes.narrow, async (page) => {
  await sentence(page, 0).waitFor();
  await button(corpus(page), /^Articles/).click();
  await button(corpus(page), /tagged$/).nth(1).click();
  await corpus(page).getByRole("heading").first().waitFor({ state: "hidden" });
  const title = await article(page).getByRole("heading", { level: 1 }).innerText();
  assert.match(title, /Security first/);
  await keys(page, "j");
  await page.waitForFunction(() => document.activeElement?.dataset?.sentence === "1");
});

story("no article is wider than a phone", sizes.narrow, async (page) => {
  await sentence(page, 0).waitFor();
  const n = Number((await button(corpus(page), /^Articles/).innerText()).match(/\d+/)[0]);
  for (let nth = 1; nth <= n; nth += 1) {
    const title = await article(page).getByRole("heading", { level: 1 }).innerText();
    const width = await article(page).evaluate(async (main) => {
      // A long text is drawn in pieces, and those out of sight are given their room frames later.
      for (let n = 0; n < 30; n += 1) await new Promise((done) => requestAnimationFrame(done));
      return main.scrollWidth;
    });
    assert.equal(width, sizes.narrow.viewport.width, title);
    if (nth === n) break;
    await keys(page, "]");
    await until(async () => (await article(page).getByRole("heading", { level: 1 }).innerText()) !== title, "the next article");
  }
});

story("keys bring the sentence into sight wherever the focus is", async (page) => {
  await sentence(page, 0).waitFor();
  const entry = button(corpus(page), /live|convened/i).first();
  await entry.click();
  await until(() => entry.evaluate((one) => one === document.activeElement), "the focus on the list");
  const isInSight = () => page.locator(".unit.now [data-sentence]").evaluate((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  for (const key of ["End", "k", "Home"]) {
    await keys(page, key);
    await until(isInSight, `the sentence that ${key} leads to`);
  }
  await inspector(page).getByText(/Sentence 1 of/).waitFor();
});

story("Back returns to the article before, and an address opens its place", async (page, { context, url }) => {
  await sentence(page, 0).waitFor();
  await keys(page, "j", "j");
  await page.waitForURL(/\/3$/);
  const first = page.url();
  await keys(page, "]");
  await page.waitForFunction((before) => location.href !== before, first);
  await page.goBack();
  await page.waitForFunction((before) => location.href === before, first);
  await inspector(page).getByText(/Sentence 3 of/).waitFor();
  const other = await context.newPage();
  await other.goto(url + new URL(first).hash);
  await mounted(other);
  assert.match(await inspector(other).innerText(), /Sentence 3 of/);
});
