// Several people in one browser: they change seats in one step, find no trace of each other, work through what is
// assigned to them, and do not see an outlet before they have locked its article.

import { accessible, article, assert, button, corpus, inspector, keys, sentence, story, until } from "./support.mjs";

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
  const [file] = await Promise.all([page.waitForEvent("download"), keys(page, "Control+s")]);
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  const project = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  assert.deepEqual(project.annotations.map((a) => [a.type, a.blind ?? false]).sort(), [["lock", false], ["sentiment", true]]);
  assert.equal(project.plan.outlets, "hidden-until-locked");
});
