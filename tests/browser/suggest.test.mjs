// Suggestions, as a coder meets them: turned on, seen, accepted, taken back, refused by another tag, and learned from.

import { accessible, assert, button, inspector, keys, mounted, sentence, story, until } from "./support.mjs";

const section = (page) => page.getByRole("region", { name: /^Suggestions/ });
const rows = (page) => section(page).getByRole("listitem");
const pressed = (page, name) => inspector(page).getByRole("button", { name, pressed: true });

/// Turns suggestions on by key; the page asks first who is tagging.
async function turnOn(page) {
  await sentence(page, 0).waitFor();
  await keys(page, "Shift+y");
  await page.getByRole("textbox", { name: "Your name" }).fill("Ana");
  await keys(page, "Enter");
  await button(section(page), "Turn off suggestions").waitFor();
  await rows(page).first().waitFor();
}

story("a suggestion is seen, accepted by y, taken back, and refused by another tag", async (page) => {
  await sentence(page, 0).waitFor();
  await button(section(page), "Turn on suggestions").waitFor();
  assert.equal(await rows(page).count(), 0, "off to begin with");
  await turnOn(page);
  const first = rows(page).first();
  const value = await first.locator("b").innerText();
  const name = `Accept ${value}`;
  assert.match(await first.innerText(), /Suggested, \d+\u00a0% sure\. Word list: /);
  await accessible(page, "with a suggestion");
  const below = page.getByRole("region", { name: /^Notes/ });
  const [text, notes] = [await sentence(page, 3).boundingBox(), await below.boundingBox()];

  await keys(page, "y");
  await pressed(page, new RegExp(value)).waitFor();
  assert.deepEqual(await sentence(page, 3).boundingBox(), text, "no sentence moves");
  assert.equal((await below.boundingBox()).y, notes.y, "nor what stands below");
  await button(section(page), name).waitFor({ state: "detached" });
  await keys(page, "Control+z");
  await button(section(page), name).waitFor();
  assert.equal(await inspector(page).getByRole("button", { pressed: true, name: /Negative|Neutral|Positive/ }).count(), 0);

  // Another value than the one that is suggested.
  await keys(page, value === "Negative" ? "3" : "1");
  await button(section(page), name).waitFor({ state: "detached" });
});

story("the learner speaks after twenty tags, also after a reload, and leads to what it is unsure of", async (page) => {
  await turnOn(page);
  // Tags that the word list would not give to all of them, so that the learner becomes the surer one.
  for (let nth = 0; nth < 22; nth++) await keys(page, "1", "Shift+j");
  await until(async () => (await section(page).innerText()).includes("Your tags: "), "the learner");
  await page.getByText("Saved on this device", { exact: true }).waitFor();
  // Read when all is at rest: the last tags may still be on their way to the learner when it speaks first.
  const said = await section(page).innerText();
  await page.reload();
  await mounted(page);
  await until(async () => (await section(page).innerText()) === said, "the same words after a reload");
  const before = page.url();
  await button(section(page), /Most uncertain next/).click();
  await page.waitForURL((url) => url.href !== before);
});
