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

/// Does something and answers how long the longest task of the page's thread took meanwhile, in milliseconds of the
/// thread's own time, so that what else runs on the machine does not count. Tasks come from the browser's own trace,
/// since a page is told only of those over 50 ms.
export async function longestDuring(browser, act) {
  await browser.startTracing(undefined, { categories: ["toplevel", "__metadata"] });
  const answer = await act();
  const { traceEvents } = JSON.parse(await browser.stopTracing());
  const thread = ({ pid, tid }) => `${pid} ${tid}`;
  const isMain = (event) => event.name === "thread_name" && event.args.name === "CrRendererMain";
  const mains = new Set(traceEvents.filter(isMain).map(thread));
  const isTask = (event) => event.name.endsWith("RunTask") && mains.has(thread(event));
  const tasks = traceEvents.filter(isTask).map((event) => (event.tdur ?? event.dur ?? 0) / 1000);
  if (tasks.length === 0) throw new Error("the trace has no task of the page's thread");
  if (process.env.STANDPOINT_TASKS) console.error(tasks.filter((one) => one > 16).map((one) => one.toFixed(0)).join(" "));
  return { answer, longest: Math.max(...tasks) };
}

/// The private memory of all renderers, in bytes: scripts, documents, WebAssembly, the worker's too. Linux only.
export async function privateBytes(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const sizes = processInfo.filter(({ type }) => type === "renderer").map(async ({ id }) => {
    const rollup = await readFile(`/proc/${id}/smaps_rollup`, "utf8");
    const kilobytes = [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB/gm)].map((found) => Number(found[1]));
    return 1024 * kilobytes.reduce((sum, one) => sum + one, 0);
  });
  return (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0);
}

export async function collectGarbage(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.detach();
}

/// Does something and answers how much private memory the renderers had at most meanwhile, asked twice a second.
export async function peakDuring(browser, act) {
  let peak = 0;
  let isOver = false;
  const watch = (async () => {
    while (!isOver) {
      peak = Math.max(peak, await privateBytes(browser));
      await pause(500);
    }
  })();
  try {
    return { answer: await act(), peak: Math.max(peak, await privateBytes(browser)) };
  } finally {
    isOver = true;
    await watch;
  }
}
