// Takes a picture of each state in light and dark, wide, narrow and zoomed, into target/shots/. Arguments choose
// states by name. Animations are off, so that two runs give the same pictures.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../../../tests/browser/chromium.mjs";
import { serve } from "../../../tests/browser/server.mjs";
import { reach, sizes, states } from "../../../tests/browser/states.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const folder = join(root, "target/shots");
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !states.some((state) => state.name === name));
if (unknown.length > 0) {
  console.error(`no state ${unknown.join(", ")}; there are ${states.map((state) => state.name).join(", ")}`);
  process.exit(2);
}

await mkdir(folder, { recursive: true });
const server = await serve(process.env.STANDPOINT_DIST || join(root, "dist"));
const browser = await launch();
const failed = [];
for (const state of states.filter((state) => wanted.length === 0 || wanted.includes(state.name))) {
  for (const [size, options] of Object.entries(sizes)) {
    if (state.only && state.only !== size) continue;
    for (const colorScheme of ["light", "dark"]) {
      const name = `${state.name}-${size}-${colorScheme}`;
      const context = await browser.newContext({ ...options, colorScheme, reducedMotion: "reduce" });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      try {
        await page.goto(server.url);
        await reach(page, state);
      } catch (error) {
        failed.push(`${name}: ${error.message.split("\n")[0]}`);
      }
      // Taken of a failed state too: it shows what was in the way.
      await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", caret: "initial" });
      console.log(`target/shots/${name}.png`);
      await context.close();
    }
  }
}
await browser.close();
await server.close();
if (failed.length > 0) {
  console.error(`These states were not reached:\n  ${failed.join("\n  ")}`);
  process.exit(1);
}
