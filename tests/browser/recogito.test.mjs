// Our W3C file as browser tools write it (UTF-16), loaded into Recogito's text annotator: each quote is highlighted
// where it should be. The annotator and the texts are in a blank page; ours is not opened.

import { after } from "node:test";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "./chromium.mjs";
import { assert, root, test, until } from "./support.mjs";

const at = (path) => readFile(join(root, path), "utf8");

let browser;
after(() => browser?.close());

test("Recogito highlights every quote of our W3C file where it should be", { timeout: 120_000 }, async () => {
  browser = await launch();
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  await page.setContent("<!DOCTYPE html><meta charset=utf-8><title>Recogito</title>");
  await page.addStyleTag({ content: await at("node_modules/@recogito/text-annotator/dist/text-annotator.css") });
  // Its bundle asks what bundlers put in place of this.
  await page.addScriptTag({ content: 'window.process = { env: { NODE_ENV: "production" } };' });
  await page.addScriptTag({ content: await at("node_modules/@recogito/text-annotator/dist/text-annotator.umd.js") });
  const all = JSON.parse(await at("tests/golden/w3c-utf16.jsonld"));
  const { articles } = JSON.parse(await at("tests/golden/project.json"));
  let n = 0;
  for (const { id, text } of articles) {
    const source = `urn:${id}`;
    // A stretch of nothing, as what is said of a whole article, is none that could be highlighted.
    const isStretch = (row) => {
      const place = row.target.selector?.find((selector) => selector.type === "TextPositionSelector");
      return row.target.source === source && place && place.start < place.end;
    };
    const rows = all.filter(isStretch);
    const seen = await page.evaluate(
      ([text, source, rows]) => {
        window.annotator?.destroy();
        document.querySelector("article")?.remove();
        const article = document.body.appendChild(document.createElement("article"));
        article.style.whiteSpace = "pre-wrap";
        article.textContent = text;
        const { createTextAnnotator, W3CTextFormat } = window.RecogitoJS;
        const adapter = W3CTextFormat(source, article);
        const annotator = createTextAnnotator(article, { adapter, renderer: "SPANS" });
        annotator.setAnnotations(rows);
        const ranges = annotator.state.store.all().map(({ id, target }) => {
          const selector = target.selector[0];
          return { id, start: selector.start, quote: selector.quote, text: selector.range.toString() };
        });
        const written = annotator.getAnnotations();
        window.annotator = annotator;
        return { ranges, written };
      },
      [text, source, rows],
    );
    assert.equal(seen.ranges.length, rows.length, `annotations of ${id}`);
    for (const row of rows) {
      const [quote, place] = row.target.selector;
      const found = seen.ranges.find((range) => range.id === row.id);
      assert.equal(found?.text, quote.exact, `${row.id} in ${id}`);
      assert.equal(found.start, place.start);
      assert.equal(text.slice(place.start, place.end), quote.exact);
      // As it would save them.
      const again = seen.written.find((written) => written.id === row.id);
      const selectors = [again.target].flat()[0].selector;
      assert.equal(selectors.find((selector) => selector.type === "TextQuoteSelector").exact, quote.exact);
      n += 1;
    }
    // It draws a moment later, a box over each line of a quote. Which quotes have boxes, all of them inside of the
    // rectangle of our own offsets, to a few pixels:
    const placed = (rows) => {
      const node = document.querySelector("article").firstChild;
      return rows.filter(({ id, target }) => {
        const place = target.selector[1];
        const range = document.createRange();
        range.setStart(node, place.start);
        range.setEnd(node, place.end);
        const ours = range.getBoundingClientRect();
        const boxes = [...document.querySelectorAll(`[data-annotation="${id}"]`)].map((box) => box.getBoundingClientRect());
        const isInside = (box) =>
          box.left > ours.left - 4 && box.right < ours.right + 4 && box.top > ours.top - 4 && box.bottom < ours.bottom + 4;
        return boxes.length > 0 && boxes.every(isInside);
      }).length;
    };
    const n_placed = () => page.evaluate(placed, rows);
    await until(async () => (await n_placed()) === rows.length, `the highlights of ${id}`);
  }
  assert.ok(n > 30, `${n} quotes`);
  assert.deepEqual(faults, []);
});
