// Counts the key presses that a sentence with a sentiment and a stance costs, as `tests/browser/sixty.mjs` tags them,
// and fails if the tags are not those that were meant. Prints a row as browser.mjs does.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../../../tests/browser/chromium.mjs";
import { serve } from "../../../tests/browser/server.mjs";
import { tagSixty } from "../../../tests/browser/sixty.mjs";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const site = await serve(process.env.STANDPOINT_DIST || join(root, "dist"));
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
const page = await context.newPage();
await page.goto(site.url);
const { presses, sentences, wrong } = await tagSixty(page);
await browser.close();
await site.close();
if (wrong.length > 0) throw new Error(`the tags are not those that were meant:\n${wrong.join("\n")}`);
const what = `key presses a sentence, over ${sentences} sentences (${presses} in all)`;
console.log(["row", what, (presses / sentences).toFixed(2), "", "", "<=3"].join("\t"));
