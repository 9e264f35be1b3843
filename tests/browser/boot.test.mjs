// The page starts: from a path below the root, with its policy, without a request too many, and says so when it cannot.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { assert, dist, mounted, open, site, story, test } from "./support.mjs";

story("the app takes the place of the loading line", async (page) => {
  await mounted(page);
  assert.equal(await page.title(), "Standpoint");
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
});

story("the first load asks for each file of the page once, and for nothing else", async (page, { server }) => {
  const asked = await page.evaluate(() =>
    performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname.split("/").pop()),
  );
  // Folders beside them are the manual, for which nobody has asked yet.
  const shipped = await readdir(dist);
  for (const name of asked) assert.ok(shipped.includes(name), `${name} is not a file of the page`);
  const isLater = (name) => name.startsWith("worker") || name.endsWith("_split_later.wasm");
  for (const name of shipped.filter((name) => /\.(wasm|css)$/.test(name) && !isLater(name))) {
    assert.equal(asked.filter((other) => other === name).length, 1, `${name} once`);
  }
  // The later part and the worker's module come when the page is at rest, and once too.
  const since = server.requests.lastIndexOf("GET /some/where/");
  await server.workerLoaded(page);
  const all = server.requests.slice(since).map((request) => request.split("/").pop());
  for (const name of ["start-worker.js", ...shipped.filter(isLater)]) {
    assert.equal(all.filter((other) => other === name).length, 1, `${name} once`);
  }
});

test("the policy has no inline exception and no foreign host", async () => {
  const html = await readFile(join(dist, "index.html"), "utf8");
  const [, policy] = html.match(/content="([^"]*default-src[^"]*)"/) ?? [];
  assert.ok(policy, "there is a policy");
  assert.match(policy, /^default-src 'none';/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
});

story("the policy is enforced", { allow: [/inline|Content Security Policy/] }, async (page) => {
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.inlineRan = true";
    document.head.append(script);
    return window.inlineRan === true;
  });
  assert.equal(ran, false);
});

test("a module that does not arrive is told in words", async () => {
  const { browser } = await site();
  const context = await browser.newContext();
  await context.route("**/*.wasm", (route) => route.abort());
  const page = await open(context, { ready: false });
  await page.getByText("Standpoint could not start").waitFor();
  assert.ok(page.faults.all.length > 0, "and in the console");
  await context.close();
});

test("a host that has no name for WebAssembly, and a browser that cannot compile it on its way, will do", async () => {
  const { browser } = await site();
  const context = await browser.newContext();
  await context.route("**/*.wasm", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-type": "application/octet-stream" } });
  });
  (await open(context)).faults.check();
  // The later parts may still be on their way.
  await context.unrouteAll({ behavior: "wait" });
  await context.close();
  const old = await browser.newContext();
  await old.addInitScript(() => delete WebAssembly.compileStreaming);
  (await open(old)).faults.check();
  await old.close();
});

test("a page that could not start does not keep a newer one from the database", async () => {
  const { browser } = await site();
  const context = await browser.newContext();
  await context.route("**/*.wasm", (route) => route.abort());
  const page = await open(context, { ready: false });
  await page.getByText("Standpoint could not start").waitFor();
  const other = await context.newPage();
  await other.goto(page.url());
  const answer = await other.evaluate(
    () =>
      new Promise((done) => {
        const request = indexedDB.open("standpoint", 2);
        request.onblocked = () => done("blocked");
        request.onsuccess = () => done("open");
      }),
  );
  assert.equal(answer, "open");
  await context.close();
});

test("without JavaScript the page says what it needs", async () => {
  const { browser } = await site();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await open(context, { ready: false });
  assert.match(await page.locator("noscript").innerText(), /needs JavaScript/);
  await context.close();
});
