// Nothing is lost: the browser killed right after the page says so, storage full, refused, emptied or damaged, a second
// tab, a newer version of the page. Each has a defined behaviour and a plain message.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assert, button, corpus, download, keys, open, openOn, site, test, until } from "./support.mjs";

/// The profile dies by SIGKILL so often; STANDPOINT_KILLS asks for more or fewer.
const N_KILLS = Number(process.env.STANDPOINT_KILLS || 50);

const PATIENCE = { timeout: 300_000 };

const says = (page, text) => page.getByRole("banner").getByRole("status").filter({ hasText: text }).waitFor();
const saved = (page) => says(page, "Saved on this device");
const notice = (page, text) => page.getByText(text).first().waitFor();

/// What the list of articles says of each, once all are read: sentences tagged, and sentences in all.
async function progress(page) {
  await corpus(page).waitFor();
  await until(async () => (await corpus(page).getByText("reading…").count()) === 0, "the articles to be read");
  return corpus(page).locator("progress").evaluateAll((bars) => bars.map(({ value, max }) => ({ value, max })));
}

/// Sentences tagged in all articles.
async function nTagged(page) {
  const bars = await progress(page);
  assert.ok(bars.length > 0, "the corpus lists its articles");
  return bars.reduce((sum, { value }) => sum + value, 0);
}

/// Opens the article with the most sentences, so that there is always a next one to tag.
async function openLongest(page) {
  const lengths = (await progress(page)).map(({ max }) => max);
  await corpus(page).getByRole("listitem").getByRole("button").nth(lengths.indexOf(Math.max(...lengths))).click();
}

/// Tags the next untagged sentence.
async function tag(page, value = "3") {
  await keys(page, "Shift+J", value);
}

/// Answers, after the first tag, who is tagging.
async function sayWho(page, name = "Ana") {
  const box = page.getByRole("textbox", { name: "Your name" });
  await box.fill(name);
  await page.keyboard.press("Enter");
  await box.waitFor({ state: "detached" });
}

/// A fresh profile with a tag in it that is saved.
async function begun(context) {
  const page = await open(context);
  await tag(page);
  await sayWho(page);
  await until(async () => (await nTagged(page)) === 1, "the first tag");
  await saved(page);
  return page;
}

/// A test in a profile of its own; `walk` gets the context.
function profile(name, walk) {
  test(name, { timeout: 120_000 }, async () => {
    const context = await (await site()).browser.newContext({ viewport: { width: 1440, height: 900 } });
    try {
      await walk(context);
    } finally {
      await context.close();
    }
  });
}

async function reloaded(page) {
  await page.reload();
  await corpus(page).waitFor();
}

/// Changes the stored records from outside: `change(stores, keys of the journal)` runs in the page.
async function tamper(page, what) {
  await page.evaluate(
    (what) =>
      new Promise((done, failed) => {
        const request = indexedDB.open("standpoint");
        request.onerror = () => failed(request.error);
        request.onsuccess = () => {
          const tx = request.result.transaction(["journal", "snapshot"], "readwrite");
          const journal = tx.objectStore("journal");
          const all = journal.getAllKeys();
          all.onsuccess = () => {
            if (what === "snapshot") return tx.objectStore("snapshot").put("{", "json");
            const key = what === "last" ? all.result.at(-1) : all.result.at(-2);
            const record = journal.get(key);
            record.onsuccess = () => journal.put(record.result.slice(0, -20), key);
          };
          tx.oncomplete = () => (request.result.close(), done());
          tx.onabort = () => failed(tx.error);
        };
      }),
    what,
  );
}

test(`nothing is lost when the browser is killed after "saved", ${N_KILLS} times`, PATIENCE, async () => {
  const folder = await mkdtemp(join(tmpdir(), "standpoint-kill-"));
  let running;
  try {
    for (let round = 0; round < N_KILLS; round++) {
      running = await openOn(folder);
      const { page, kill } = running;
      assert.equal(await nTagged(page), round, `tagged sentences after ${round} kills`);
      await openLongest(page);
      await tag(page, String((round % 3) + 1));
      if (round === 0) await sayWho(page);
      // The page may say "saved" of the change before; so first that the tag is there, then that all is saved.
      await until(async () => (await nTagged(page)) === round + 1, `tag ${round + 1}`);
      await saved(page);
      await kill();
    }
    running = await openOn(folder);
    await corpus(running.page).waitFor();
    const { text } = await download(running.page, button(running.page, "Download JSON"));
    const values = JSON.parse(text).annotations.filter(({ type }) => type === "sentiment").map(({ value }) => value);
    const scale = ["negative", "neutral", "positive"];
    const given = Array.from({ length: N_KILLS }, (_, round) => scale[round % 3]);
    assert.deepEqual(values, given, "every tag, in the order of the text");
  } finally {
    // After a kill there is nothing left to close.
    await running?.close().catch(() => {});
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

for (const [how, refuse] of [
  ["missing", () => Object.defineProperty(window, "indexedDB", { value: undefined })],
  ["refused", () => (IDBFactory.prototype.open = () => { throw new DOMException("not here", "SecurityError"); })],
]) {
  profile(`with storage ${how} the page works, says that nothing is saved, and asks before it closes`, async (context) => {
    await context.addInitScript(refuse);
    const page = await open(context);
    await tag(page);
    await sayWho(page);
    await until(async () => (await nTagged(page)) === 1, "the tag");
    await says(page, "Not saved");
    assert.match(await page.getByRole("banner").getByRole("status").getAttribute("title"), /download your work/);
    const { text } = await download(page, button(page, "Download JSON"));
    assert.equal(JSON.parse(text).annotations.length, 1);
    const asked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    assert.equal((await asked).type(), "beforeunload");
    await (await asked).accept();
  });
}

profile("with a full storage the work waits and is saved when there is space again", async (context) => {
  const { server } = await site();
  const blank = await context.newPage();
  const devtools = await context.newCDPSession(blank);
  const origin = new URL(server.url).origin;
  await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1000 });
  const page = await open(context);
  await says(page, "Not saved");
  await tag(page);
  await sayWho(page);
  await until(async () => (await nTagged(page)) === 1, "the tag");
  await says(page, "Not saved");
  assert.match(await page.getByRole("banner").getByRole("status").getAttribute("title"), /storage is full/);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin });
  await saved(page);
  await reloaded(page);
  assert.equal(await nTagged(page), 1);
});

profile("when the browser empties the storage under the page, everything is written again", async (context) => {
  const page = await begun(context);
  const devtools = await context.newCDPSession(page);
  const origin = new URL((await site()).server.url).origin;
  await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
  await tag(page);
  await until(async () => (await nTagged(page)) === 2, "the second tag");
  await saved(page);
  await reloaded(page);
  assert.equal(await nTagged(page), 2);
});

profile("a damaged last record is set aside and everything before it stands", async (context) => {
  const page = await begun(context);
  await tag(page);
  await until(async () => (await nTagged(page)) === 2, "the second tag");
  await saved(page);
  await tamper(page, "last");
  await reloaded(page);
  await notice(page, "The last change could not be read and was set aside; everything before it is here.");
  assert.equal(await nTagged(page), 1);
  // The way is free again: work goes on, and the next boot has nothing to say.
  await tag(page);
  await until(async () => (await nTagged(page)) === 2, "another tag");
  await saved(page);
  await reloaded(page);
  assert.equal(await nTagged(page), 2);
  assert.equal(await page.getByText("set aside").count(), 0);
});

profile("a damaged record in the middle costs itself and no later work on other sentences", async (context) => {
  const page = await begun(context);
  for (const n of [2, 3]) {
    await tag(page);
    await until(async () => (await nTagged(page)) === n, `tag ${n}`);
    await saved(page);
  }
  await tamper(page, "middle");
  await reloaded(page);
  await notice(page, /Saved changes that could not be read: 1\./);
  assert.equal(await nTagged(page), 2);
});

profile("a damaged snapshot is kept aside, is downloadable, and a new project begins", async (context) => {
  const page = await begun(context);
  await tamper(page, "snapshot");
  await reloaded(page);
  await notice(page, /The saved project could not be read\. All of it was set aside/);
  assert.equal(await nTagged(page), 0);
  await saved(page);
  const raw = await rawData(page);
  assert.ok(raw.stores.meta.some(({ key }) => key.endsWith("snapshot")), "the snapshot is there as it was");
  assert.ok(raw.stores.meta.some(({ value }) => value.includes("sentiment")), "so is the tag");
});

profile("a second tab is read-only, follows the first and takes over when it closes", async (context) => {
  const first = await begun(context);
  const second = await open(context);
  await says(second, "Read-only");
  assert.match(await second.getByRole("banner").getByRole("status").getAttribute("title"), /Another tab/);
  assert.equal(await nTagged(second), 1);
  await tag(second);
  const refusal = second.getByRole("region", { name: "Notices" }).getByText(/^Nothing was changed: Another tab/);
  await refusal.waitFor();
  await tag(first);
  await until(async () => (await nTagged(second)) === 2, "the first tab's tag in the second");
  await first.close();
  await saved(second);
  await refusal.waitFor({ state: "detached" });
  await tag(second);
  await until(async () => (await nTagged(second)) === 3, "a tag in the second tab");
  await saved(second);
  await reloaded(second);
  assert.equal(await nTagged(second), 3);
});

profile("without Web Locks a second tab is read-only all the same", async (context) => {
  await context.addInitScript(() => Object.defineProperty(navigator, "locks", { value: undefined }));
  const first = await begun(context);
  const second = await open(context);
  await says(second, "Read-only");
  await first.close();
  await saved(second);
});

profile("storage of a newer version is shown read-only and left alone", async (context) => {
  const page = await begun(context);
  // What a newer page in another tab would do: it asks this one to let go.
  const other = await context.newPage();
  await other.goto((await site()).server.url + "start-worker.js");
  await other.evaluate(
    () =>
      new Promise((done, failed) => {
        const request = indexedDB.open("standpoint", 2);
        request.onblocked = () => failed(new Error("the page did not let go"));
        request.onerror = () => failed(request.error);
        request.onsuccess = () => (request.result.close(), done());
      }),
  );
  await says(page, "Read-only");
  assert.match(await page.getByRole("banner").getByRole("status").getAttribute("title"), /newer version/);
  await reloaded(page);
  await says(page, "Read-only");
  assert.equal(await nTagged(page), 1);
  await tag(page);
  await reloaded(page);
  assert.equal(await nTagged(page), 1);
});

profile("a journal record of a newer version is neither read nor touched", async (context) => {
  const page = await begun(context);
  const before = await page.evaluate(async () => {
    const body = '{"anything":"new"}';
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(`2:${body}`));
    const sum = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, 16);
    const record = `{"v":2,"sum":"${sum}","body":${body}}`;
    return new Promise((done) => {
      const request = indexedDB.open("standpoint");
      request.onsuccess = () => {
        const tx = request.result.transaction("journal", "readwrite");
        tx.objectStore("journal").add(record);
        tx.oncomplete = () => (request.result.close(), done(record));
      };
    });
  });
  await reloaded(page);
  await says(page, "Read-only");
  await notice(page, /saved by a newer version/);
  assert.equal(await nTagged(page), 1);
  assert.equal((await rawData(page)).stores.journal.at(-1).value, before);
});

test("after a panic the dialog offers what is stored, and a reload brings it back", { timeout: 120_000 }, async () => {
  const context = await (await site()).browser.newContext({ acceptDownloads: true });
  const page = await begun(context);
  await page.evaluate(() => window.dispatchEvent(new CustomEvent("standpoint-crash", { detail: "a made-up fault" })));
  const dialog = page.getByRole("dialog", { name: "Standpoint has stopped" });
  await dialog.getByText("a made-up fault").waitFor();
  const { name, text } = await download(page, button(dialog, "Download the stored data"));
  assert.equal(name, "standpoint-raw-data.json");
  const { stores } = JSON.parse(text);
  assert.ok(stores.journal.some(({ value }) => value.includes('"sentiment"')), "the tag is in it");
  assert.ok(stores.articles.every(({ value }) => typeof value === "string" && value.length > 100), "so are the texts");
  await Promise.all([page.waitForEvent("load"), button(dialog, "Load the page again").click()]);
  await corpus(page).waitFor();
  assert.equal(await nTagged(page), 1);
  await context.close();
});

/// Everything stored, as crash.js downloads it.
async function rawData(page) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.evaluate(() => window.standpointDownloadRaw())]);
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}
