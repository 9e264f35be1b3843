// What every browser test starts from: `story(name, options, walk)` opens the built page in a fresh profile, walks it
// and fails on anything the page should never do, whatever the walk asserts: a console error, an uncaught error, a
// refusal by the Content-Security-Policy, a failed request, a request to anywhere else.
//
// Controls are found by role and accessible name, so a control without a name fails its test. Nothing sleeps: wait
// with `until` for what is to be seen.

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import test, { after } from "node:test";
import assert from "node:assert/strict";
import { launch, launchOn } from "./chromium.mjs";
import { mounted } from "./parts.mjs";
import { serve } from "./server.mjs";

export { assert, test };
export * from "./parts.mjs";

export const root = fileURLToPath(new URL("../../", import.meta.url));
/// The page under test; STANDPOINT_DIST names another build.
export const dist = process.env.STANDPOINT_DIST || join(root, "dist");

/// How long a wait may take in all, in milliseconds. Generous, since nothing waits longer than it must.
const PATIENCE = 15_000;

let shared;

/// The server and the browser of this test file, started once.
export async function site() {
  if (!existsSync(join(dist, "index.html"))) throw new Error(`there is no page in ${dist}: run \`cargo xtask build\``);
  shared ??= Promise.all([serve(dist), launch()]).then(([server, browser]) => ({ server, browser }));
  return shared;
}

after(async () => {
  if (!shared) return;
  const { server, browser } = await shared;
  await browser.close();
  await server.close();
});

/// A test on one page in a fresh profile. `walk` gets the page, its fault list and the test's context.
///
/// options: `hash` and `query` (the address from the # and from the ? on), `allow` (patterns of faults that this story provokes), and whatever
/// Playwright's newContext takes (viewport, colorScheme, reducedMotion, acceptDownloads).
export function story(name, options, walk) {
  if (typeof options === "function") [options, walk] = [{}, options];
  const { hash = "", query = "", allow = [], ...contextOptions } = options;
  test(name, { timeout: 120_000 }, async (t) => {
    const { server, browser } = await site();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...contextOptions });
    const page = await open(context, { hash: query + hash, allow });
    try {
      await walk(page, { context, server, url: server.url, requests: server.requests, t });
      page.faults.check();
    } finally {
      await context.close();
    }
  });
}

/// Opens the page in a context (a profile) and waits until it is ready. `page.faults` collects what must not happen.
export async function open(context, { hash = "", allow = [], url, ready = true } = {}) {
  const address = (url ?? (await site()).server.url) + hash;
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.faults = watch(page, new URL(address).origin, allow);
  await page.goto(address, { waitUntil: "load" });
  if (ready) await mounted(page);
  return page;
}

/// A profile in a folder, for what must survive the browser: { context, page, kill, close }. `kill` is a SIGKILL.
export async function openOn(folder, options = {}) {
  const { hash, allow, ...contextOptions } = options;
  const context = await launchOn(folder, { viewport: { width: 1440, height: 900 }, ...contextOptions });
  const page = await open(context, { hash, allow });
  return { context, page, kill: () => kill(folder), close: () => context.close() };
}

/// Kills every browser process that uses the profile folder, without asking.
async function kill(folder) {
  const marked = `--user-data-dir=${folder}`;
  const killed = [];
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const line = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    if (!line.split("\0").includes(marked)) continue;
    try {
      process.kill(Number(pid), "SIGKILL");
      killed.push(pid);
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  }
  if (killed.length === 0) throw new Error(`no browser uses ${folder}`);
  await until(() => killed.every((pid) => !existsSync(`/proc/${pid}/cmdline`)), "the browser's processes to be gone");
}

/// Collects what a page must never do.
function watch(page, origin, allow) {
  const found = [];
  const note = (text) => allow.some((pattern) => text.match(pattern)) || found.push(text);
  page.on("console", (message) => {
    if (message.type() === "error") note(`console error: ${message.text()} (${message.location().url})`);
    // Chromium reports some refusals as warnings.
    else if (/Content Security Policy/i.test(message.text())) note(`policy: ${message.text()}`);
  });
  page.on("pageerror", (error) => note(`uncaught: ${error.stack ?? error}`));
  page.on("crash", () => note("the page's process died"));
  page.on("requestfailed", (request) => note(`request failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400) note(`HTTP ${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && !["data:", "blob:"].includes(url.protocol)) note(`foreign request: ${request.url()}`);
  });
  return {
    all: found,
    check: () => assert.deepEqual(found, [], "the page did what it never should"),
  };
}

/// Waits until `condition()` is truthy and returns its value; looks again as soon as the event loop is free.
export async function until(condition, what = "the condition", patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > end) throw new assert.AssertionError({ message: `waited ${patience} ms in vain for ${what}` });
    await new Promise((turn) => setImmediate(turn));
  }
}

/// Clicks what starts a download and returns { name, text }.
export async function download(page, control) {
  const [file] = await Promise.all([page.waitForEvent("download"), control.click()]);
  const stream = await file.createReadStream();
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString("utf8") };
}


const axeSource = () => readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/// Fails if axe-core finds anything in the page as it is now.
export async function accessible(page, state = "this state", options = {}) {
  // The debugger's evaluation passes by the page's policy, which forbids the page itself to do this.
  await page.evaluate(await axeSource());
  const results = await page.evaluate((options) => axe.run(document, { resultTypes: ["violations"], ...options }), options);
  const found = results.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n    ${nodes.map((node) => node.target.join(" ")).join("\n    ")}`,
  );
  assert.deepEqual(found, [], `axe-core, ${state}`);
}
