// Counts what a first visitor downloads: every file of dist/ as a good host sends it, brotli at its best.
// Prints one line `name<TAB>bytes<TAB>brotli bytes` a file.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const [dist] = process.argv.slice(2);
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
for (const entry of (await readdir(dist, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())) {
  const bytes = await readFile(join(entry.parentPath, entry.name));
  const packed = brotliCompressSync(bytes, { params: { ...params, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  console.log([entry.name, bytes.length, packed.length].join("\t"));
}
