// The texts that are measured: made of the bundled articles, so that they are news and of the length asked for.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/// The bundled documents in the order of their names.
export async function documents(root) {
  const folder = join(root, "seeds/articles");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".txt")).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") })));
}

/// One text of this many bytes or a little more. `first` is its first sentence, by which a page shows that it is open.
export async function longText(root, bytes, first) {
  const all = (await documents(root)).map(({ text }) => text.trim()).join("\n\n");
  const copies = Math.ceil(bytes / Buffer.byteLength(all));
  return `${first}\n\n${Array.from({ length: copies }, () => all).join("\n\n")}\n`;
}
