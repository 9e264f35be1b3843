// Counts what a visitor downloads: every file of dist/ as a good host sends it, brotli at its best.
// Prints one line `name<TAB>bytes<TAB>brotli bytes<TAB>when` a file: `load`, or `idle` for what comes after the first
// article is on the screen and the page is at rest.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [dist] = process.argv.slice(2);
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
for (const entry of (await readdir(dist, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())) {
  const bytes = await readFile(join(entry.parentPath, entry.name));
  const packed = brotliCompressSync(bytes, { params: { ...params, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  const when = /^(start-)?worker[._]/.test(entry.name) ? "idle" : "load";
  console.log([entry.name, bytes.length, packed.length, when].join("\t"));
}
