// Where the browser is and how it is started: without a sandbox (tests run as root in CI) and without the calls home
// that a closed network would refuse by the dozen.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const USUAL = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/// `cargo xtask` names the browser it found or installed in STANDPOINT_CHROMIUM.
export const executablePath = process.env.STANDPOINT_CHROMIUM || USUAL.find((path) => existsSync(path));

if (!executablePath) {
  throw new Error("no Chromium found: run `cargo xtask test browser`, or name one in STANDPOINT_CHROMIUM");
}

export const launchOptions = {
  executablePath,
  headless: true,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
  ],
};

/// A browser whose profiles live in memory.
export const launch = () => chromium.launch(launchOptions);

/// A browser with its profile in a folder, for what must survive it; returns Playwright's browser context.
export const launchOn = (folder, options = {}) =>
  chromium.launchPersistentContext(folder, { ...launchOptions, ...options });
