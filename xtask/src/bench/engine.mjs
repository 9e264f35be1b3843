// Measures the engine as WebAssembly in Chromium beside its peers in the same page and on the same text, taking turns.
// `cargo xtask bench engine` puts the module and the text into the folder that is its argument. Prints rows as
// browser.mjs does; speeds are millions of bytes of UTF-8 a second, from a string to what was found in it.

import { copyFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../../../tests/browser/chromium.mjs";
import { serve } from "../../../tests/browser/server.mjs";
import { script } from "./commonjs.mjs";

const [folder] = process.argv.slice(2);
const root = fileURLToPath(new URL("../../../", import.meta.url));
const RUNS = Number(process.env.STANDPOINT_RUNS || 9);
const LEAST = 10;

/// Who reads, and how many bytes: as many as take a second or less. Each is a function of the page, by name.
const READERS = [
  { name: "engine", bytes: 1_000_000 },
  { name: "segmenter", bytes: 1_000_000, what: "Intl.Segmenter, sentences alone" },
  { name: "wink", bytes: 1_000_000, what: "wink-nlp with wink-eng-lite-web-model, sentences and entities" },
  { name: "compromise", bytes: 50_000, what: "compromise, sentences and topics" },
];

/// Runs in the page: makes the readers, each a function of a text that returns how much it found.
async function makeReaders(glue) {
  const { default: init } = await import(glue);
  await init();
  const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
  // Only the steps that are asked for.
  const wink = winkNLP(winkModel, ["sbd", "ner"]);
  window.readers = {
    engine: (text) => standpointAnalyze(text),
    segmenter: (text) => {
      let sentences = 0;
      for (const _ of segmenter.segment(text)) sentences += 1;
      return [sentences, 0];
    },
    wink: (text) => {
      const doc = wink.readDoc(text);
      return [doc.sentences().length(), doc.entities().length()];
    },
    compromise: (text) => {
      const doc = nlp(text);
      return [doc.sentences().length, doc.topics().length];
    },
  };
}

/// Runs in the page: one reading of a text of so many bytes; milliseconds, and what was found.
function read([name, text]) {
  const from = performance.now();
  const found = readers[name](text);
  return { ms: performance.now() - from, found: [...found] };
}

/// The beginning of a text, up to the end of the last line that fits.
function beginning(text, bytes) {
  const buffer = Buffer.from(text);
  if (buffer.length <= bytes) return text;
  return buffer.subarray(0, buffer.lastIndexOf("\n", bytes - 1) + 1).toString();
}

function row(what, value, unit, peer = "", limit = "") {
  console.log(["row", what, value, unit, peer, limit].join("\t"));
}

await writeFile(join(folder, "index.html"), "<!doctype html><html lang=en><title>Engine</title><link rel=icon href=data:,>");
await copyFile(join(root, "node_modules/compromise/builds/compromise.js"), join(folder, "compromise.js"));
const winkPackages = { winkNLP: "wink-nlp", winkModel: "wink-eng-lite-web-model" };
await writeFile(join(folder, "wink.js"), await script(winkPackages, join(root, "package.json")));
const whole = await readFile(join(folder, "news.txt"), "utf8");

const site = await serve(folder);
const browser = await launch();
const page = await browser.newPage();
await page.goto(site.url);
for (const file of ["compromise.js", "wink.js"]) await page.addScriptTag({ url: `${site.url}${file}` });
await page.evaluate(makeReaders, `${site.url}engine_wasm.js`);

for (const reader of READERS) {
  reader.text = beginning(whole, reader.bytes);
  reader.speeds = [];
}
// The first two rounds let the browser compile what runs often.
for (let run = -2; run < RUNS; run += 1) {
  for (const reader of READERS) {
    const { ms, found } = await page.evaluate(read, [reader.name, reader.text]);
    if (!(found[0] > 0)) throw new Error(`${reader.name} found no sentence`);
    reader.found = found;
    if (run >= 0) reader.speeds.push(Buffer.byteLength(reader.text) / 1000 / ms);
  }
}
await browser.close();
await site.close();

const speed = (value) => value.toFixed(3);
for (const { speeds } of READERS) speeds.sort((a, b) => a - b);
const median = ({ speeds }) => speed(speeds[Math.floor(speeds.length / 2)]);
const [engine, ...peers] = READERS;
row(`engine, WebAssembly in Chromium: 1 MB of news, median of ${RUNS}`, median(engine), "MB/s", "", `>=${LEAST}`);
row("  the best of them", speed(engine.speeds.at(-1)), "MB/s");
for (const peer of peers) {
  const length = peer.bytes < engine.bytes ? `, on ${peer.bytes / 1000} KB` : "";
  row(`  beside ${peer.what}${length}`, median(engine), "MB/s", median(peer));
}
