// How long the page is busy for each letter typed into find, with 10 MB of articles: the longest stretch in which
// nothing else got a turn, from the letter to its answer. Prints rows as browser.mjs does.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../../../tests/browser/chromium.mjs";
import { serve } from "../../../tests/browser/server.mjs";
import { longText } from "./text.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const BYTES = 10_000_000;
const ARTICLES = 50;
const LIMIT_MS = 16;

const site = await serve(process.env.STANDPOINT_DIST || join(root, "dist"));
const browser = await launch();
const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
page.setDefaultTimeout(120_000);
await page.goto(site.url);
await page.locator("[data-sentence='0']").first().waitFor();
await page.keyboard.press("i");
const part = await longText(root, BYTES / ARTICLES, "Nelson Mandela opened this measurement in Alaska.");
const files = Array.from({ length: ARTICLES }, (_, n) => ({
  name: `long-${n}.txt`,
  mimeType: "text/plain",
  // No two texts are the same, or they would be one article.
  buffer: Buffer.from(`Measurement ${n} began in Oslo.\n\n${part}`),
}));
await page.getByLabel("Choose files").setInputFiles(files);
await page.getByRole("navigation", { name: "Corpus" }).getByRole("heading", { name: /^5\d articles/ }).waitFor();
await page.waitForFunction(() => !document.querySelector('nav[aria-label="Corpus"]').innerText.includes("reading"));

/// Types a query letter by letter; for each the longest pause between two turns until the count line says a number.
async function type(query) {
  await page.keyboard.press("/");
  const box = page.getByRole("combobox", { name: "Find in all articles" });
  await box.fill("");
  const times = [];
  for (const letter of query) {
    await page.evaluate(() => {
      const channel = new MessageChannel();
      window.longest = 0;
      let before = performance.now();
      channel.port1.onmessage = () => {
        const now = performance.now();
        window.longest = Math.max(window.longest, now - before);
        before = now;
        if (!window.isOver) channel.port2.postMessage(0);
      };
      window.isOver = false;
      channel.port2.postMessage(0);
    });
    await page.keyboard.type(letter);
    const line = page.getByRole("dialog").getByRole("status");
    await line.filter({ hasNotText: "Searching" }).waitFor();
    // The answer's own frame is part of it.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    times.push(await page.evaluate(() => ((window.isOver = true), window.longest)));
  }
  await page.keyboard.press("Escape");
  await box.waitFor({ state: "detached" });
  return times;
}

await type("warm up");
for (const [query, limit] of [
  ["sanctions", `<=${LIMIT_MS}`],
  ["untagged trump -putin", ""],
  ["the", ""],
]) {
  const times = (await type(query)).sort((a, b) => a - b);
  const median = times[Math.floor(times.length / 2)];
  console.log(["row", `find in 10 MB: page busy for a letter of "${query}"`, median.toFixed(1), "ms", "", limit].join("\t"));
  console.log(["row", `  the longest of them`, times.at(-1).toFixed(1), "ms", "", ""].join("\t"));
}
await browser.close();
await site.close();
