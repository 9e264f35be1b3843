// Counts what a visitor downloads: every file of dist/ as a good host sends it, brotli at its best, and what the
// modules consist of. Prints lines `kind<TAB>what<TAB>bytes<TAB>brotli bytes<TAB>when`; `when` is `load`, or `engine`
// and then `later` for what comes after the first article is on the screen and the page is at rest. The kinds are
// - `file`,
// - `share`: a part of that time's module. What is compressed alone is measured; code is what is left of the whole,
// - `knowledge`: some of the shares together, which have a limit,
// - `note`: a line for the reader.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const [dist] = process.argv.slice(2);
const root = fileURLToPath(new URL("../../../", import.meta.url));
const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
const packed = (bytes) =>
  brotliCompressSync(bytes, { params: { ...params, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
const print = (...fields) => console.log(fields.join("\t"));

/// The files of a folder of the project with that ending, in the order of their names.
async function files(folder, ending) {
  const names = (await readdir(join(root, folder))).filter((name) => name.endsWith(ending)).sort();
  return Promise.all(
    names.map(async (name) => ({ name: `${folder}/${name}`, bytes: await readFile(join(root, folder, name)) })),
  );
}

const size = (list) => ({ bytes: joined(list).length, packed: list.length > 0 ? packed(joined(list)) : 0 });
const joined = (list) => Buffer.concat(list.map(({ bytes }) => bytes));

const modules = {};
// The manual is read by who opens it.
const isPage = (entry) => entry.isFile() && !entry.parentPath.startsWith(join(dist, "docs"));
for (const entry of (await readdir(dist, { recursive: true, withFileTypes: true })).filter(isPage)) {
  const bytes = await readFile(join(entry.parentPath, entry.name));
  const isLater = /_split_\w+\.wasm$/.test(entry.name);
  const isEngine = !isLater && /^(start-)?worker[-.]/.test(entry.name);
  const when = isLater ? "later" : isEngine ? "engine" : "load";
  const file = { bytes, packed: packed(bytes) };
  if (entry.name.endsWith(".wasm") && !isLater) modules[when] = file;
  print("file", entry.name, bytes.length, file.packed, when);
}

/// Prints the shares of a module and what is left of it.
function divide(when, shares) {
  const module = modules[when];
  const rest = { bytes: module.bytes.length, packed: module.packed };
  for (const [what, share] of shares) {
    print("share", what, share.bytes, share.packed, when);
    rest.bytes -= share.bytes;
    rest.packed -= share.packed;
  }
  print("share", "code and the rest", rest.bytes, rest.packed, when);
}

// The articles are in the page's module as they are after cleaning, so theirs is an estimate.
divide("load", [["bundled articles (estimated from seeds/articles)", size(await files("seeds/articles", ".txt"))]]);

// A file that no called function names is not linked; one that is linked stands in the module byte for byte.
const known = [...(await files("models", ".bin")), ...(await files("seeds/lexicons", ".tsv"))];
const linked = known.filter(({ bytes }) => modules.engine.bytes.includes(bytes));
const of = (folder) => size(linked.filter(({ name }) => name.startsWith(folder)));
// Were this comparison ever to fail for another reason, the limit would hold for nothing.
if (!linked.some(({ name }) => name === "models/names.bin")) {
  throw new Error("models/names.bin is not in the engine's module; `cargo xtask build` makes dist/ anew");
}
const [models, lexicons] = [of("models/"), of("seeds/lexicons/")];
divide("engine", [["models", models], ["lexicons", lexicons]]);
print("knowledge", "models and lexicons together", models.bytes + lexicons.bytes, models.packed + lexicons.packed, "engine");
const left = known.filter((file) => !linked.includes(file)).map(({ name }) => name);
if (left.length > 0) print("note", `Not in the engine's module, and not counted: ${left.join(", ")}`, "", "", "engine");
