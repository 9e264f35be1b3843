// Speed of hand: what a coder does with many sentences at once, with find, with keys of their own and with the history.

import { accessible, article, assert, button, inspector, keys, sentence, story, until } from "./support.mjs";
import { tagSixty } from "./sixty.mjs";

/// Ana sits down: the first tag asks for her name.
async function begin(page) {
  await sentence(page, 0).waitFor();
  await keys(page, "1");
  await page.getByRole("textbox", { name: "Your name" }).fill("Ana");
  await keys(page, "Enter");
  await inspector(page).getByRole("button", { name: /Negative/, pressed: true }).waitFor();
}

/// Clicks into the first line of a sentence with a key held down.
async function clickWith(page, index, key) {
  const { x, y } = await sentence(page, index).evaluate((element) => {
    const line = element.getClientRects()[0];
    return { x: line.x + line.width / 2, y: line.y + line.height / 2 };
  });
  await page.keyboard.down(key);
  await page.mouse.click(x, y);
  await page.keyboard.up(key);
}

story("sixty sentences with a sentiment and a stance cost at most three keys each", { acceptDownloads: true }, async (page) => {
  const { presses, sentences, wrong } = await tagSixty(page);
  assert.deepEqual(wrong, []);
  assert.ok(presses / sentences <= 3, `${presses} key presses for ${sentences} sentences`);
});

story("several sentences are chosen by keys and by mouse and tagged as one step", async (page) => {
  await begin(page);
  await keys(page, "j", "r", "j", "j", "3");
  await inspector(page).getByText("3 sentences selected").waitFor();
  const chosen = article(page).getByRole("group", { name: /selected$/ });
  await until(async () => (await chosen.count()) === 3, "three selected sentences");
  const tagged = page.locator(".unit.chosen.tagged");
  await until(async () => (await tagged.count()) === 3, "three tagged sentences");
  await accessible(page, "several sentences");
  await keys(page, "Control+z");
  await until(async () => (await tagged.count()) === 0, "none");
  await keys(page, "Escape");
  await button(inspector(page), /^Several sentences/).waitFor();
  await keys(page, "Home", "j");
  await clickWith(page, 4, "Shift");
  await inspector(page).getByText("4 sentences selected").waitFor();
  assert.equal(await page.evaluate(() => String(getSelection())), "", "the browser selects no words");
  await clickWith(page, 2, "Control");
  await inspector(page).getByText("3 sentences selected").waitFor();
});

story("finds by fields, marks the matches, goes through them and selects them all", async (page) => {
  await begin(page);
  await keys(page, "/");
  const box = page.getByRole("combobox", { name: "Find in all articles" });
  await box.fill("sentiment:blue");
  await page.getByText(/^No sentiment is called blue/).waitFor();
  await box.fill("outlet:russia putin -sentiment:negative");
  await page.getByRole("option").first().waitFor();
  await accessible(page, "find by fields");
  await keys(page, "Enter");
  await box.waitFor({ state: "detached" });
  await page.locator(".unit.now .found").first().waitFor();
  assert.match(await page.locator(".unit.now .found").first().innerText(), /putin/i);
  const before = await inspector(page).getByText(/^Sentence \d+ of/).innerText();
  await keys(page, "F3");
  await until(async () => (await inspector(page).getByText(/^Sentence \d+ of/).innerText()) !== before, "the next one");
  await keys(page, "/");
  await button(page.getByRole("dialog"), /^Select all \d+ sentences/).click();
  await inspector(page).getByText(/sentences selected/).waitFor();
  await keys(page, "Escape", "Escape");
  await page.locator(".found").first().waitFor({ state: "detached" });
});

story("the history tells every step and leads back to any", async (page) => {
  await begin(page);
  await keys(page, "j", "2", "j", "3", "Shift+d");
  const list = page.getByRole("main", { name: "Data" }).getByRole("list");
  const lines = list.getByRole("listitem");
  await lines.filter({ hasText: "Positive" }).waitFor();
  await accessible(page, "the history");
  await page.getByRole("searchbox", { name: /^Filter/ }).fill("negative");
  await until(async () => (await lines.count()) === 1, "one step");
  await lines.getByRole("button", { name: /^Go back to here/ }).click();
  await page.getByRole("searchbox", { name: /^Filter/ }).fill("");
  await lines.filter({ hasText: "Back to: Negative" }).waitFor();
  await keys(page, "Tab", "Control+z");
  await lines.filter({ hasText: "Undone: Back to: Negative" }).waitFor();
});

story("a key is changed in the help, and one that is taken is refused by name", async (page) => {
  await begin(page);
  await keys(page, "?");
  await button(page, /^Next untagged sentence: .*Change the key$/).click();
  const box = page.getByRole("textbox", { name: "Press the new key" });
  await box.waitFor();
  await keys(page, "t");
  await page.getByRole("alert").getByText("Choose the target").waitFor();
  await accessible(page, "a new key");
  await keys(page, "z");
  await button(page, "Next untagged sentence: z. Change the key").waitFor();
  await keys(page, "Escape", "z");
  await inspector(page).getByText(/^Sentence 2 of/).waitFor();
  await page.reload();
  await sentence(page, 1).waitFor();
  await keys(page, "k", "z");
  await inspector(page).getByText(/^Sentence 2 of/).waitFor();
});
