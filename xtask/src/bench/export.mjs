// Measures the largest corpus that is promised, 10,000 articles of 10 KB: it is opened as one file and exported as
// JSONL. No task of the page's thread may take 50 ms, neither while the articles come in nor while the file is written
// and read again, and memory has a bound. The export is timed; how long the engine takes over 100 MB is no part of the
// promise. Prints rows as `measure.mjs` says.

import { createWriteStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { collectGarbage, longestDuring, now, pause, peakDuring, privateBytes, root, row, start } from "./measure.mjs";
import { manyArticles } from "./text.mjs";

const ARTICLES = Number(process.env.STANDPOINT_ARTICLES || 10_000);
const BYTES = 10_000;
const LONGEST_MS = 50;
/// Sixteen times the texts: the page and the worker have them, the page what the engine found in each, and while the file
/// is read the worker has that too.
const MOST_MB = 1_500;
const REST_MS = 3_500;
const PATIENCE_MS = 1_800_000;

const { browser, site, open, close } = await start();
const folder = await mkdtemp(join(tmpdir(), "standpoint-bench-"));
const path = join(folder, "articles.jsonl");
const file = createWriteStream(path);
for (const article of await manyArticles(root, ARTICLES, BYTES)) file.write(`${JSON.stringify(article)}\n`);
file.end();
await finished(file);

const { page, close: leave } = await open(site.url);
page.setDefaultTimeout(PATIENCE_MS);
await page.evaluate(() => probe.answers());
await site.workerLoaded(page);
await page.keyboard.press("i");

const measured = (act) => longestDuring(browser, () => peakDuring(browser, act));
const mb = (bytes) => (bytes / 1e6).toFixed(0);
const seconds = (from) => ((now() - from) / 1000).toFixed(1);
const rows = (what, { answer, longest }) => {
  row(`  longest task while ${what}`, longest.toFixed(0), "ms", "", `<=${LONGEST_MS}`);
  row(`  most private memory while ${what}`, mb(answer.peak), "MB", "", `<=${MOST_MB}`);
};

const read = await measured(async () => {
  const from = now();
  await page.getByLabel("Choose files").setInputFiles(path);
  await page.waitForFunction((n) => {
    const corpus = document.querySelector("nav.corpus");
    return corpus.querySelectorAll(".entry").length >= n && !corpus.textContent.includes("reading…");
  }, ARTICLES, { polling: 1_000 });
  const took = seconds(from);
  // In the pause the project is stored as a whole.
  await pause(REST_MS);
  return took;
});
row(`${ARTICLES} articles of ${BYTES / 1000} KB opened: until all are read`, read.answer.answer, "s");
rows("they are read and stored", read);
await collectGarbage(page);

await page.keyboard.press("Shift+d");
await page.getByLabel("Format").selectOption({ label: "Sentences (JSON Lines)" });
const written = await measured(async () => {
  const from = now();
  await page.getByRole("button", { name: "Write the file" }).click();
  const save = page.getByRole("button", { name: /^Save / });
  await save.or(page.getByText("The file was not written")).waitFor();
  const took = seconds(from);
  const download = page.waitForEvent("download");
  await save.click();
  const { size } = await stat(await (await download).path());
  return { took, size };
});
const proof = await page.getByRole("status").filter({ hasText: "Written:" }).textContent();
if (!proof.includes("Read again: ")) console.log(`note\tThe export was not proved: ${proof}`);
row("they are exported as JSONL: until it can be saved", written.answer.answer.took, "s");
row("  the file", mb(written.answer.answer.size), "MB");
rows("it is written, read again and saved", written);
await collectGarbage(page);
await pause(REST_MS);
row("  private memory after it", mb(await privateBytes(browser)), "MB", "", `<=${MOST_MB}`);
await leave();
await close();
await rm(folder, { recursive: true });
