// Joins a CommonJS package with all it requires into one script for a page, which has no `require`. For packages that
// name their parts by plain strings; no more of a bundler than the measurements need.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const REQUIRE = /\brequire\(\s*(["'])([^"']+)\1\s*\)/g;

/// A script that leaves the exports of each entry on `window` under its name; `entries` is { name: package }.
export async function script(entries, from) {
  const resolve = createRequire(from).resolve;
  const modules = new Map();

  async function add(path) {
    if (modules.has(path)) return;
    const text = await readFile(path, "utf8");
    const isData = path.endsWith(".json");
    const parts = {};
    modules.set(path, { body: isData ? `module.exports = ${text};` : text, parts });
    if (isData) return;
    for (const [, , name] of text.matchAll(REQUIRE)) {
      // A name in a comment, such as the package's own in an example, need not be there.
      try {
        parts[name] = createRequire(path).resolve(name);
      } catch {
        continue;
      }
      await add(parts[name]);
    }
  }

  const names = Object.entries(entries).map(([name, wanted]) => [name, resolve(wanted)]);
  for (const [, path] of names) await add(path);
  const list = [...modules].map(
    ([path, { body, parts }]) =>
      `${JSON.stringify(path)}: [${JSON.stringify(parts)}, function (module, exports, require) {\n${body}\n}]`,
  );
  return `(() => {
const modules = {${list.join(",\n")}};
const loaded = {};
function load(path) {
  if (!loaded[path]) {
    const [parts, body] = modules[path];
    const module = (loaded[path] = { exports: {} });
    body.call(module.exports, module, module.exports, (name) => load(parts[name]));
  }
  return loaded[path].exports;
}
${names.map(([name, path]) => `window[${JSON.stringify(name)}] = load(${JSON.stringify(path)});`).join("\n")}
})();
`;
}
