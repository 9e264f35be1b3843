// Names put right: a speaker corrected by a key and a pick, and the Entities view with merging, parting and the places
// behind a count. What the steps do to a project is tested natively; here is what only a browser can show.

import { article, assert, button, inspector, keys, sentence, story, until } from "./support.mjs";
import { sizes } from "./states.mjs";

const option = (page) => page.getByRole("option").first();
const row = (page, name) => page.getByRole("row").filter({ has: page.getByRole("button", { name, exact: true }) });

/// Ana sits down and is at the first sentence again.
async function begin(page) {
  await sentence(page, 0).waitFor();
  await keys(page, "1");
  await page.getByRole("textbox", { name: "Your name" }).fill("Ana");
  await keys(page, "Enter");
  await inspector(page).getByRole("button", { name: /Negative/, pressed: true }).waitFor();
}

/// The number of mentions in a row of the view.
const count = async (page, name) => Number(await row(page, name).getByRole("cell").nth(2).innerText());

story("a wrong speaker is corrected by one key and a pick, and is proposed as holder", async (page) => {
  await begin(page);
  const quoted = page.getByTitle(/^Said by /).first();
  await quoted.click();
  const said = (await quoted.getAttribute("title")).replace("Said by ", "");
  await button(inspector(page), new RegExp(`held by ${said}`)).waitFor();
  await keys(page, "Shift+q");
  await page.getByRole("combobox", { name: "Who speaks here?" }).fill(said === "Vladimir Putin" ? "trmup" : "vladmir");
  const name = (await option(page).innerText()).split("\n")[0];
  assert.notEqual(name, said);
  await keys(page, "Enter");
  await button(inspector(page), new RegExp(`said by ${name}.*set by hand`)).waitFor();
  await button(inspector(page), new RegExp(`held by ${name}`)).waitFor();
  await page.getByRole("group", { name: new RegExp(`said by ${name}$`) }).first().waitFor();
  await keys(page, "Control+z");
  await button(inspector(page), new RegExp(`held by ${said}`)).waitFor();
});

story("names are merged by keys, parted, and merged by dropping one on another", async (page) => {
  await sentence(page, 0).waitFor();
  await keys(page, "l");
  await row(page, "Donald Trump").waitFor();
  const [trump, putin] = [await count(page, "Donald Trump"), await count(page, "Vladimir Putin")];
  assert.ok(trump > 10 && putin > 10, `${trump} ${putin}`);
  await page.getByRole("checkbox", { name: "Mark Donald Trump" }).focus();
  await keys(page, "Space");
  await page.getByRole("checkbox", { name: "Mark Vladimir Putin" }).focus();
  await keys(page, "Space", "Shift+m");
  const whole = trump >= putin ? "Donald Trump" : "Vladimir Putin";
  const part = trump >= putin ? "Vladimir Putin" : "Donald Trump";
  await row(page, part).waitFor({ state: "detached" });
  assert.equal(await count(page, whole), trump + putin);
  await page.getByRole("heading", { name: whole }).waitFor();
  await button(page, `Part ${part}`).click();
  await row(page, part).waitFor();
  assert.equal(await count(page, whole), Math.max(trump, putin));

  await row(page, part).dragTo(row(page, whole));
  await row(page, part).waitFor({ state: "detached" });
  await keys(page, "Control+z");
  await row(page, part).waitFor();
});

story("a count leads to its places, and a form is taken out of a name", async (page) => {
  await sentence(page, 0).waitFor();
  await keys(page, "l");
  await page.getByRole("searchbox", { name: "Find a name" }).fill("trmup");
  await button(row(page, "Donald Trump"), "Donald Trump").click();
  const form = page.getByRole("row", { name: /^Trump / });
  const places = form.getByRole("button", { name: /^Trump, all outlets/ });
  const n = Number(await places.innerText());
  await places.click();
  await page.getByRole("dialog").getByRole("heading", { name: `${n} mentions` }).waitFor();
  await keys(page, "Escape");
  await form.getByRole("checkbox", { name: "Trump" }).check();
  await button(page, /Take chosen forms out/).click();
  await row(page, "Trump").waitFor();
  assert.equal(await count(page, "Trump"), n);
  await button(row(page, "Trump"), "Trump").click();
  await page.getByRole("button", { name: /^Trump, all outlets/ }).click();
  await page.getByRole("dialog").getByRole("listitem").first().getByRole("button").click();
  await article(page).waitFor();
  await until(async () => (await inspector(page).getByText("Trump").count()) > 0, "the place in the text");
});

story("on a phone the details of a name come into sight, and closing them leads back to its row", sizes.narrow, async (page) => {
  await sentence(page, 0).waitFor();
  await keys(page, "l");
  const name = page.getByRole("row").nth(40).getByRole("button");
  const title = await name.innerText();
  await name.click();
  const heading = page.getByRole("heading", { name: title, exact: true });
  await until(async () => heading.evaluate((element) => element === document.activeElement), "the focus on the heading");
  await button(page, "Close details").click();
  await heading.waitFor({ state: "detached" });
  assert.ok(await page.getByRole("button", { name: title, exact: true }).evaluate((element) => element === document.activeElement));
});
