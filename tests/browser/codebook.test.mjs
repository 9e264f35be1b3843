// The codebook as somebody lives with it: choose one, change it by keyboard alone, decide about the tags it touched,
// answer its questions, take it along as a file.

import { accessible, assert, button, download, inspector, keys, sentence, story, until } from "./support.mjs";

const view = (page) => page.getByRole("main", { name: "Codebook" });
const row = (page, name) => view(page).getByRole("button", { name });

/// Ana labels the first word of the first sentence as blame.
async function labelled(page) {
  await sentence(page, 0).waitFor();
  // Words can be selected as soon as the engine has read the text.
  await until(async () => {
    await keys(page, "s");
    return inspector(page).getByText("Selected words").isVisible();
  }, "span mode");
  await keys(page, "b");
  await page.getByRole("textbox", { name: "Your name" }).fill("Ana");
  await keys(page, "Enter");
  await inspector(page).getByText("Blame").waitFor();
}

story("a label is renamed, moved and merged by keyboard, and its tags are decided by one key each", async (page) => {
  await labelled(page);
  await keys(page, "b");
  await row(page, /^Blame .*1 tag$/).focus();
  await keys(page, "Enter");
  const form = view(page).getByRole("group", { name: "Edit Blame" });
  await form.getByRole("textbox", { name: "Name", exact: true }).fill("Reproach");
  await keys(page, "Enter");
  await view(page).getByRole("heading", { name: /^Blame is now Reproach \(version 2\): 1 tag/ }).waitFor();
  await accessible(page, "a tag waits");

  // The focus is on the row again.
  await row(page, /^Reproach/).and(page.locator(":focus")).waitFor();
  await keys(page, "Alt+ArrowUp");
  await row(page, /^Reproach/).and(page.locator(":focus")).waitFor();
  await view(page).getByRole("group", { name: "Tag to decide about" }).focus();
  await keys(page, "k");
  await view(page).getByText(/^Nothing waits/).waitFor();
  await keys(page, "Control+z");
  await view(page).getByRole("heading", { name: /^Blame is now Reproach/ }).waitFor();
  await keys(page, "Control+Shift+z");
  await view(page).getByText(/^Nothing waits/).waitFor();

  await row(page, /^Reproach/).click();
  const reproach = view(page).getByRole("group", { name: "Edit Reproach" });
  await accessible(page, "a form is open");
  await reproach.getByRole("combobox", { name: "Merge Reproach into" }).selectOption({ label: "Opinion" });
  await button(reproach, "Merge").click();
  await view(page).getByRole("heading", { name: /^Reproach was merged into Opinion/ }).waitFor();
  await view(page).getByRole("group", { name: "Tag to decide about" }).focus();
  await keys(page, "1");
  await view(page).getByText(/^Nothing waits/).waitFor();
  await keys(page, "Backspace");
  await inspector(page).getByText("Opinion").waitFor();
});

story("another codebook is chosen and its questions are answered", { hash: "#/codebook" }, async (page) => {
  await button(view(page), "Media frames").click();
  await button(view(page), "Media frames").and(page.locator("[aria-pressed=true]")).waitFor();
  await row(page, /^Conflict frame/).waitFor();
  await view(page).getByRole("textbox", { name: "New variable" }).fill("Irony");
  await keys(page, "Enter");
  await row(page, /^Irony/).waitFor();

  const file = await download(page, button(view(page), "Export codebook"));
  const book = JSON.parse(file.text);
  assert.equal(file.name, "media-frames.v3.json");
  assert.equal(book.variables.at(-1).id, "v:irony");
  await button(view(page), "Sentiment alone").click();
  await row(page, /^very negative/).waitFor();
  await view(page).getByLabel("Import codebook").setInputFiles({ name: "mine.json", mimeType: "application/json", buffer: Buffer.from(file.text) });
  await row(page, /^Irony/).waitFor();

  await keys(page, "Backspace");
  await sentence(page, 0).waitFor();
  const irony = inspector(page).getByRole("group", { name: "Irony" });
  await button(irony, "no").click();
  await page.getByRole("textbox", { name: "Your name" }).fill("Ana");
  await keys(page, "Enter");
  await button(irony, "no").and(page.locator("[aria-pressed=true]")).waitFor();
  await keys(page, "q");
  await page.getByRole("combobox").fill("conflict yes");
  await keys(page, "Enter");
  const frame = inspector(page).getByRole("group", { name: "Conflict frame" });
  await button(frame, "yes").and(page.locator("[aria-pressed=true]")).waitFor();
  await accessible(page, "questions in the inspector");

  await button(irony, "no").focus();
  await keys(page, "g");
  await page.getByRole("dialog").getByText("At this sentence").waitFor();
  await accessible(page, "what the codes mean");
  await keys(page, "Escape", "Shift+g");
  await inspector(page).getByRole("heading", { name: "Coding frames" }).waitFor();
  await accessible(page, "guidelines beside the text");
});

story("a file that is none changes nothing and says why", { hash: "#/codebook" }, async (page) => {
  await view(page).getByLabel("Import codebook").setInputFiles({ name: "odd.json", mimeType: "application/json", buffer: Buffer.from('{"version": 1,\n "labels": 5}') });
  await page.getByRole("region", { name: "Notices" }).getByText(/^odd.json did not come in: line 2, column 12/).waitFor();
  await row(page, /^Loaded language/).waitFor();
});
