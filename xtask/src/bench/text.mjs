// The texts that are measured: made of the bundled articles, so that they are news and of the length asked for.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/// The bundled documents in the order of their names.
export async function documents(root) {
  const folder = join(root, "seeds/articles");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".txt")).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") })));
}

/// Lines shorter than this are headings, captions and page furniture, by which cleaning would split or drop.
const PROSE_CHARS = 80;

/// One article of this many bytes or a little more, of the prose of all documents. `first` is its first sentence, by
/// which a page shows that it is open.
export async function longText(root, bytes, first) {
  const lines = (await documents(root)).flatMap(({ text }) => text.split(/\r?\n/));
  const prose = lines.map((line) => line.trim()).filter((line) => line.length >= PROSE_CHARS).join("\n\n");
  const copies = Math.ceil(bytes / Buffer.byteLength(prose));
  return `${first}\n\n${Array.from({ length: copies }, () => prose).join("\n\n")}\n`;
}

/// A number from 0 to n - 1, the same ones in each run (Lehmer's generator).
function chance(seed) {
  let state = seed;
  return (n) => ((state = (state * 48271) % 2147483647), state % n);
}

const GIVEN = ["Anna", "Boris", "Clara", "Daniel", "Elena", "Felix", "Grace", "Hugo", "Ivan", "Julia", "Karl", "Laura"];
const BEGINNINGS = ["Bar", "Chel", "Dor", "Fen", "Gal", "Har", "Kel", "Lom", "Mor", "Nor", "Pel", "Ros", "Sor", "Tur"];
const MIDDLES = ["", "an", "en", "im", "or", "ul", "ast", "erm", "ind", "olt"];
const ENDS = ["berg", "dal", "ev", "field", "in", "man", "sen", "ski", "ton", "wick"];
const BODIES = ["Institute", "Ministry", "University", "Agency", "Committee", "Party"];
const OUTLETS = ["Northern Post", "The Daily Ledger", "Evening Courier", "Press Wire", "Morning Herald", "The Observer"];

/// So many articles of so many bytes or a little more: { title, outlet, date, text }. Each is prose of the bundled
/// articles in an order of its own, so that their names are everywhere, with sentences about people, bodies and places
/// that are made up, some thousands over all articles.
export async function manyArticles(root, n, bytes) {
  const lines = (await documents(root)).flatMap(({ text }) => text.split(/\r?\n/));
  const prose = lines.map((line) => line.trim()).filter((line) => line.length >= PROSE_CHARS);
  return Array.from({ length: n }, (_, nth) => {
    const next = chance(20250815 + nth);
    const one = (list) => list[next(list.length)];
    const surname = () => one(BEGINNINGS) + one(MIDDLES) + one(ENDS);
    const madeUp = () => {
      const name = surname();
      const said = `${one(GIVEN)} ${name} of the ${surname()} ${one(BODIES)} said on Friday that the talks were a step.`;
      return `${said} ${name} had come from ${one(["Oslo", "Madrid", "Lima", "Nairobi", "Hanoi"])} with ${one(GIVEN)} ${surname()}.`;
    };
    let text = `Report ${nth + 1} of this measurement begins in Alaska.`;
    for (let paragraph = 1; Buffer.byteLength(text) < bytes; paragraph += 1) {
      text += `\n\n${paragraph % 3 === 0 ? madeUp() : one(prose)}`;
    }
    const date = new Date(Date.UTC(2025, 7, 1 + (nth % 28))).toISOString().slice(0, 10);
    return { title: `Report ${nth + 1}`, outlet: OUTLETS[nth % OUTLETS.length], date, text };
  });
}
