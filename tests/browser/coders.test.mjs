// Several people in one browser: they change seats in one step, find no trace of each other, work through what is
// assigned to them, and do not see an outlet before they have locked its article.

import { accessible, article, assert, button, corpus, download, inspector, keys, sentence, story, until } from "./support.mjs";

const dialog = (page) => page.getByRole("dialog");

/// Somebody sits down, by name.
async function sit(page, name) {
  await keys(page, "w");
  await page.getByRole("combobox").or(page.getByRole("textbox", { name: "Your name" })).fill(name);
  await keys(page, "Enter");
  await dialog(page).waitFor({ state: "detached" });
}

story("two coders share a browser and see each other's tags only on request", async (page) => {
  await sentence(page, 0).waitFor();
  await sit(page, "Ana");
  await keys(page, "1");
  await inspector(page).getByRole("button", { name: /Negative/, pressed: true }).waitFor();
  await sit(page, "Ben");
  await inspector(page).getByRole("button", { name: /Negative/, pressed: false }).waitFor();
  await button(corpus(page), /^.*0 of \d+ sentences tagged$/).first().waitFor();
  await keys(page, "w");
  await page.getByRole("option", { name: /Someone else/ }).waitFor();
  await page.getByRole("option", { name: "Ana", exact: true }).click();
  await inspector(page).getByRole("button", { name: /Negative/, pressed: true }).waitFor();
  await sit(page, "Ben");
  await button(inspector(page), /Show all coders/).click();
  const row = inspector(page).getByRole("row", { name: /Ana/ });
  assert.match(await row.textContent(), /Negative/);
  await accessible(page, "all coders' tags");
});

/// The project as it is downloaded.
async function downloaded(page) {
  const [file] = await Promise.all([page.waitForEvent("download"), keys(page, "Control+s")]);
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString("utf8"));
}

/// Ben's file about the open article: a sentence in its place, one elsewhere, words that stand nowhere, and no row.
async function bensFile(page) {
  const [first, second] = await Promise.all([0, 1].map(async (ix) => (await sentence(page, ix).textContent()).trim()));
  const { id, text } = (await downloaded(page)).articles.find((article) => article.text.includes(second));
  const row = (name, start, quote) => ({
    id: name, type: "sentiment", article: id, unit: "sentence", start, end: start + [...quote].length, quote,
    value: "negative", coder: "c:ben", created: "2026-01-01T10:00:00Z",
  });
  const at = [...text.slice(0, text.indexOf(first))].length;
  const annotations = [row("a:1", at, first), row("a:2", at + 3, second), row("a:3", at, "These words stand nowhere."), {}];
  const file = { format: "standpoint/1", coders: [{ id: "c:ben", name: "Ben" }], annotations };
  return { name: "ben.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(file, null, 1)) };
}

story("a report says what became of a colleague's file, and leads to its sentences", async (page) => {
  await sentence(page, 0).waitFor();
  await sit(page, "Ana");
  const file = await bensFile(page);
  await keys(page, "i");
  await page.getByLabel("Choose files").setInputFiles(file);
  const report = page.getByRole("dialog", { name: "What the opened files brought" });
  await report.getByText("3 annotations: 2 added, 1 not placed.").waitFor();
  await report.getByText("These words stand nowhere.").waitFor();
  await report.getByText(/^Line \d+, column \d+$/).waitFor();
  await accessible(page, "the report of opened files");
  await button(report, /tagged by Ben$/).click();
  await report.waitFor({ state: "detached" });
  await page.locator('[data-sentence="1"][aria-current="true"]').waitFor();
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await button(page, "What the opened files brought").click();
  await button(report, "Put the report away").click();
  await report.waitFor({ state: "detached" });
  await page.locator("button:disabled", { hasText: "What the opened files brought" }).waitFor();
});

story("a coder's own file has no texts, is the same twice, and is merged where the articles are", async (page, { context, url }) => {
  await sentence(page, 0).waitFor();
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await page.locator("button:disabled", { hasText: "Download my tags" }).waitFor();
  await page.getByRole("link", { name: "Tag", exact: true }).click();
  await sit(page, "Ana");
  await keys(page, "1");
  await page.getByRole("link", { name: "Data", exact: true }).click();
  const own = () => download(page, button(page, "Download my tags"));
  const file = await own();
  assert.equal(file.name, "ana.json");
  assert.deepEqual(await own(), file, "the same tags make the same file");
  const { articles, annotations } = JSON.parse(file.text);
  assert.deepEqual([articles.length, annotations.map((a) => [a.coder, a.type])], [0, [["c:ana", "sentiment"]]]);
  const fresh = await (await context.browser().newContext()).newPage();
  await fresh.goto(url);
  await sentence(fresh, 0).waitFor();
  await sit(fresh, "Ben");
  await keys(fresh, "i");
  const buffer = Buffer.from(file.text);
  await fresh.getByLabel("Choose files").setInputFiles({ name: file.name, mimeType: "application/json", buffer });
  await dialog(fresh).getByText("1 annotation: 1 added.").waitFor();
  await fresh.context().close();
});

story("articles are assigned, coded in a queue, and locked", async (page) => {
  await sentence(page, 0).waitFor();
  await sit(page, "Ana");
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await page.getByRole("textbox", { name: "Another coder" }).fill("Ben");
  await keys(page, "Enter");
  await page.getByRole("checkbox", { name: "Ben", exact: true }).waitFor();
  await page.getByText(/^Not applied yet: Ana 5 articles, Ben 5 articles; 2 articles to several/).waitFor();
  await accessible(page, "a draft of the assignments");
  await button(page, "Apply assignments").click();
  await page.getByText(/^Assigned: Ana 5 articles/).waitFor();
  await page.getByRole("link", { name: "Tag", exact: true }).click();
  await corpus(page).getByRole("heading", { name: "Your queue: 0 of 5 locked" }).waitFor();
  await keys(page, "Shift+N", "Shift+L");
  await corpus(page).getByRole("heading", { name: "Your queue: 1 of 5 locked" }).waitFor();
  await button(article(page), /Locked: open again/).waitFor();
});

story("an outlet is hidden until its article is locked, and the file says which tags were made blind", async (page) => {
  await sentence(page, 0).waitFor();
  await sit(page, "Ana");
  await keys(page, "d");
  const word = (await sentence(page, 0).textContent()).trim().split(" ")[0];
  await page.getByRole("textbox", { name: "Outlet" }).fill(word);
  await keys(page, "Enter");
  await dialog(page).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "Data", exact: true }).click();
  await button(page, "Hide outlets until articles are locked").click();
  await page.getByRole("link", { name: "Tag", exact: true }).click();
  await article(page).getByText("Outlet hidden").waitFor();
  const text = () => sentence(page, 0).textContent();
  await until(async () => (await text()).trim().startsWith("█".repeat(word.length)), "the covered word");
  assert.ok(!(await article(page).innerHTML()).includes(`${word} Prime`));
  await accessible(page, "an article with its outlet hidden");
  await keys(page, "1", "Shift+L");
  await until(async () => (await text()).trim().startsWith(word), "the word again");
  const project = await downloaded(page);
  assert.deepEqual(project.annotations.map((a) => [a.type, a.blind ?? false]).sort(), [["lock", false], ["sentiment", true]]);
  assert.equal(project.plan.outlets, "hidden-until-locked");
});

story("what a locked article refuses is seen, and a dialog that the browser closed leaves nothing dead", async (page) => {
  await sentence(page, 0).waitFor();
  await sit(page, "Ana");
  await keys(page, "Shift+L");
  await button(article(page), /Locked: open again/).waitFor();
  const refusal = page.getByRole("region", { name: "Notices" }).getByText(/^This article is locked/);
  await keys(page, "c");
  await refusal.waitFor();
  assert.equal(await dialog(page).count(), 0);
  await keys(page, "Shift+L");
  await refusal.waitFor({ state: "detached" });
  await keys(page, "c");
  await page.getByRole("textbox", { name: "Comment" }).fill("quite so");
  // As a second Escape does.
  await page.evaluate(() => document.querySelector("dialog").close());
  await dialog(page).waitFor({ state: "detached" });
  await inspector(page).getByText("quite so").waitFor();
  await keys(page, "j");
  await inspector(page).getByText(/^Sentence 2 of/).waitFor();
});
