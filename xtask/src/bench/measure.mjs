// What the measurements in Chromium share: the pages that are served, a page in a new profile with the probe in it, and
// rows `row<TAB>what<TAB>value<TAB>unit<TAB>peer<TAB>limit`, which `bench.rs` makes into a table; a limit is `<=N`,
// `>=N` or `xN` (times the peer).

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../../../tests/browser/chromium.mjs";
import { serve } from "../../../tests/browser/server.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const KEYS = 40;
const VIEWPORT = { width: 1440, height: 900 };

export const root = fileURLToPath(new URL("../../../", import.meta.url));
/// How often a thing is measured.
export const RUNS = Number(process.env.STANDPOINT_RUNS || 11);

export const now = () => performance.timeOrigin + performance.now();
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));
export const ms = (value) => value.toFixed(1);

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

export function row(what, value, unit, peer = "", limit = "") {
  console.log(["row", what, value, unit, peer, limit].join("\t"));
}

/// The built page and its peers, served, and one browser for all: { browser, site, peers, open, close }. `open` asks for
/// a page in a new profile, with the probe in it.
export async function start() {
  const probe = await readFile(join(here, "probe.js"), "utf8");
  const site = await serve(process.env.STANDPOINT_DIST || join(root, "dist"));
  const peers = await serve(join(here, "peers"));
  const browser = await launch();
  async function open(url) {
    const context = await browser.newContext({ viewport: VIEWPORT });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.addInitScript({ content: probe });
    const asked = now();
    await page.goto(url, { waitUntil: "commit" });
    return { page, asked, close: () => context.close() };
  }
  async function close() {
    await browser.close();
    await Promise.all([site.close(), peers.close()]);
  }
  return { browser, site, peers, open, close };
}

/// The page asks once who is tagging, at the first tag.
export async function introduce(page) {
  await page.keyboard.press("2");
  const name = page.getByRole("textbox", { name: "Your name" });
  await name.fill("Bench");
  await page.keyboard.press("Enter");
  await name.waitFor({ state: "detached" });
}

/// Presses keys at random moments of a frame; times from each key to the paint of what it changed in the text.
export async function keyTimes(page, keys) {
  await page.evaluate(() => (window.times = probe.keyToPaint(document.querySelector("main"))));
  for (let n = 0; n < KEYS; n += 1) {
    await pause(30 + Math.random() * 34);
    await page.keyboard.press(keys[n % keys.length]);
    await page.waitForFunction((n) => window.times.length > n, n);
  }
  // The first ones warm the page up.
  return (await page.evaluate(() => window.times)).slice(5);
}
