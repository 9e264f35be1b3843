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
