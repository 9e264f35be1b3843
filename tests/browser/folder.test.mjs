// The project folder: what is in it comes in, each coder's own file in it is kept, and nobody's work is written over.

import { createHash } from "node:crypto";
import { accessible, assert, button, corpus, download, keys, open, sentence, story, until } from "./support.mjs";
import { all, put, remove, withFolder } from "./folder.mjs";

const TEXT = "Rain fell on the dam. “It must go,” Tom Reed said. Nobody asked him why.";
const ARTICLE = `sha256:${createHash("sha256").update(TEXT).digest("hex")}`;

const dialog = (page) => page.getByRole("dialog");
const saved = (page) => page.locator("header [role=status]");
const says = (page, text) => until(async () => (await saved(page).textContent()).endsWith(text), `“${text}” in the bar`);
const noticed = (page, text) => page.getByRole("region", { name: "Notices" }).getByText(text).waitFor();

/// A coder's file with a tone for some sentences of the article.
function file(name, rows) {
  const coder = `c:${name.toLowerCase()}`;
  const row = ([id, quote, value]) => ({
    id: `a:${id}`, type: "sentiment", article: ARTICLE, unit: "sentence", start: TEXT.indexOf(quote),
    end: TEXT.indexOf(quote) + quote.length, quote, value, coder, created: "2026-01-01T10:00:00Z",
  });
  const annotations = rows.map(row);
  return JSON.stringify({ format: "standpoint/1", coders: [{ id: coder, name }], annotations });
}

const RAIN = "Rain fell on the dam.";
const REED = "“It must go,” Tom Reed said.";
const WHY = "Nobody asked him why.";

const codebook = JSON.stringify({
  version: 7, name: "Dams", sentiment: { kind: "ordinal", values: ["negative", "neutral", "positive"] },
  positions: ["favor", "against", "neutral", "unclear"],
  targets: [{ id: "t:dam", name: "The dam", guideline: "" }], labels: [],
});

async function filled(page) {
  await withFolder(page);
  await put(page, "dam.txt", TEXT);
  await put(page, "README.md", "How we work.");
  await put(page, "codebook.json", codebook);
  await put(page, "annotations/ben.json", file("Ben", [["1", RAIN, "neutral"]]));
  await put(page, "annotations/cem.json", file("Cem", [["2", REED, "negative"]]));
}

/// Opens the folder under Data, and the report of what it brought is put away.
async function opened(page) {
  await sentence(page, 0).waitFor();
  await keys(page, "Shift+d");
  await button(page, "Open a folder…").click();
  await button(dialog(page), "Back to work").click();
  await dialog(page).waitFor({ state: "detached" });
}

async function toText(page) {
  await page.getByRole("link", { name: "Tag", exact: true }).click();
  await button(corpus(page), /Rain fell|^dam/).first().click();
  await sentence(page, 0).waitFor();
  await until(async () => (await sentence(page, 0).textContent()).includes(RAIN), "the folder's article");
}

const toData = (page) => page.getByRole("link", { name: "Data", exact: true }).click();

async function sit(page, name) {
  await keys(page, "w");
  await page.getByRole("combobox").or(page.getByRole("textbox", { name: "Your name" })).fill(name);
  await keys(page, "Enter");
  await dialog(page).waitFor({ state: "detached" });
}

/// The own file, once it is there and `holds`.
async function own(page, name, holds = () => true) {
  let text;
  await until(async () => (text = (await all(page))[`annotations/${name}.json`]) && holds(JSON.parse(text)), `${name}.json`);
  return text;
}

const n = (count) => (project) => project.annotations.length === count;

story("what is in a folder comes in, and one's own file is kept in it", { acceptDownloads: true }, async (page) => {
  await filled(page);
  const before = await all(page);
  await opened(page);
  assert.deepEqual(await all(page), before, "reading writes nothing");
  assert.equal(await page.getByRole("button", { name: "Who is tagging?" }).count(), 1, "nobody has become Ben or Cem");
  await page.getByText("Nothing is written before it is known who tags here.").waitFor();
  await says(page, "folder");
  await accessible(page, "an open folder");

  await toText(page);
  await keys(page, "2");
  await page.getByRole("textbox", { name: "Your name" }).fill("Ana");
  await keys(page, "Enter");
  await dialog(page).waitFor({ state: "detached" });
  await says(page, "· folder soon");
  const written = await own(page, "ana", n(1));
  await says(page, "· folder");
  await toData(page);
  const own_tags = await download(page, button(page, /^Download my tags/));
  assert.equal(own_tags.name, "ana.json");
  assert.equal(own_tags.text, written, "both write the same bytes");
  assert.equal(JSON.parse(written).codebook.name, "Dams");
  const after = await all(page);
  for (const path of Object.keys(before)) assert.equal(after[path], before[path], `${path} is another's`);

  await toText(page);
  await sit(page, "Dora");
  await keys(page, "1", "j", "3");
  await sit(page, "Ana");
  await keys(page, "j", "1");
  await own(page, "dora", n(2));
  await own(page, "ana", n(2));
  assert.deepEqual(Object.keys(await all(page)).filter((path) => !(path in before)).sort(), ["annotations/ana.json", "annotations/dora.json"]);
});

story("after a reload one press connects the folder again, and what others changed is read", async (page, { context }) => {
  await filled(page);
  await opened(page);
  await toText(page);
  await sit(page, "Ana");
  await keys(page, "2");
  const first = await own(page, "ana", n(1));
  await says(page, "· folder");

  await page.reload();
  await sentence(page, 0).waitFor();
  await says(page, "· folder not connected");
  await keys(page, "j", "1");
  await put(page, "annotations/ben.json", file("Ben", [["1", RAIN, "neutral"], ["3", REED, "positive"], ["4", WHY, "neutral"]]));
  await toData(page);
  await page.getByText("The folder peace is not connected yet").waitFor();
  await accessible(page, "a folder to be connected");
  assert.equal((await all(page))["annotations/ana.json"], first, "nothing is written before");
  await button(page, "Reconnect").click();
  await dialog(page).getByText("3 annotations: 2 added, 1 here already.").waitFor();
  assert.equal(await dialog(page).getByRole("heading", { name: "cem.json" }).count(), 0, "only what changed is read");
  await button(dialog(page), "Back to work").click();
  await own(page, "ana", n(2));
  await says(page, "· folder");

  await put(page, "annotations/cem.json", file("Cem", [["2", REED, "negative"], ["5", WHY, "negative"]]));
  await button(page, "Read the others' files again").click();
  await dialog(page).getByRole("heading", { name: "cem.json" }).waitFor();
  await button(dialog(page), "Back to work").click();
  await button(page, "Read the others' files again").click();
  await page.getByText("Nothing new in the folder").waitFor();
  await says(page, "· folder");

  const second = await open(context);
  await sentence(second, 0).waitFor();
  await toData(second);
  await second.getByText("The tab, or the version of this page, that saves the work keeps the folder too.").waitFor();
  assert.equal(await button(second, "Open a folder…").count(), 0);
  second.faults.check();
  await second.close();

  await button(page, "Stop using this folder").click();
  await button(page, "Open a folder…").waitFor();
  const left = await own(page, "ana", n(2));
  await toText(page);
  await keys(page, "j", "3");
  await page.reload();
  await sentence(page, 0).waitFor();
  await toData(page);
  await button(page, "Open a folder…").waitFor();
  assert.equal((await all(page))["annotations/ana.json"], left, "a folder that was left is left alone");
});

story("one's own file that was changed elsewhere is taken in before it is written", async (page) => {
  await filled(page);
  await opened(page);
  await toText(page);
  await sit(page, "Ana");
  await keys(page, "2");
  const here = await own(page, "ana", n(1));
  const project = JSON.parse(here);
  const elsewhere = JSON.parse(file("Ana", [["9", WHY, "positive"]])).annotations;
  await put(page, "annotations/ana.json", JSON.stringify({ ...project, annotations: [...project.annotations, ...elsewhere] }));
  await keys(page, "j", "1");
  await own(page, "ana", n(3));
  await noticed(page, /annotations\/ana\.json was changed at another place/);

  await put(page, "annotations/ana.json", `<<<<<<< mine\n${here}`);
  await keys(page, "k", "3", "c");
  const note = dialog(page).getByRole("textbox");
  await note.fill("Wet.");
  const isAside = (path) => /^annotations\/ana\.set-aside-[0-9a-f]{8}\.txt$/.test(path);
  await until(async () => Object.keys(await all(page)).some(isAside), "the damaged file to be kept aside");
  assert.equal(await note.inputValue(), "Wet.", "what somebody is at is left alone");
  await page.keyboard.press("Control+Enter");
  await own(page, "ana", (project) => project.annotations.some((row) => row.type === "comment"));
  await noticed(page, /Not all of annotations\/ana\.json could be read/);
  const aside = Object.entries(await all(page)).filter(([path]) => isAside(path));
  assert.deepEqual(aside.map(([, text]) => text), [`<<<<<<< mine\n${here}`]);
});

story("whoever sets a folder up writes what the others begin with", async (page, { url }) => {
  await withFolder(page);
  await put(page, "annotations/keep.txt", "not ours");
  await sentence(page, 0).waitFor();
  await keys(page, "i");
  await page.getByRole("textbox", { name: "Or paste the text of an article" }).fill(TEXT);
  await button(page, "Add pasted text").click();
  await toText(page);
  await sit(page, "Ana");
  await keys(page, "1");
  await toData(page);
  await page.getByRole("textbox", { name: "Another coder" }).fill("Ben");
  await keys(page, "Enter");
  await button(page, "Apply assignments").click();
  await page.getByText(/^Assigned: Ana \d articles/).waitFor();
  await button(page, "Open a folder…").click();
  await button(page, "Write project.json").click();
  await noticed(page, /^project\.json is in the folder now: \d articles, the codebook and the assignments\./);
  await own(page, "ana", n(1));
  const first = JSON.parse((await all(page))["project.json"]);
  assert.deepEqual([first.annotations.length, first.coders.length], [0, 2]);
  assert.ok(first.articles.some((row) => row.text === TEXT), "the pasted article is in it");

  // Ben opens the same folder at another machine.
  const there = await page.context().browser().newContext();
  const other = await open(there, { url });
  await withFolder(other);
  for (const [path, text] of Object.entries(await all(page))) await put(other, path, text);
  await opened(other);
  await toText(other);
  await sit(other, "Ben");
  await corpus(other).getByRole("heading", { name: /^Your queue: 0 of \d locked/ }).waitFor();
  other.faults.check();
  await there.close();

  // Over a file that somebody else put there, tags that it alone has are kept beside.
  const foreign = JSON.stringify({ ...first, coders: [...first.coders, { id: "c:cem", name: "Cem" }],
    annotations: JSON.parse(file("Cem", [["2", REED, "negative"]])).annotations });
  await put(page, "project.json", foreign);
  await button(page, "Write project.json").click();
  await noticed(page, /The tags in the project\.json that was there stay in the folder, as annotations\/project-[0-9a-f]{8}\.json\./);
  const after = await all(page);
  assert.deepEqual(JSON.parse(after["project.json"]).annotations, []);
  assert.equal(JSON.parse(after["project.json"]).coders.length, 3, "what was there has come in");
  const beside = Object.keys(after).find((path) => /^annotations\/project-[0-9a-f]{8}\.json$/.test(path));
  assert.equal(after[beside], foreign);
  assert.equal(after["annotations/keep.txt"], "not ours");
});

story("what is in the way is told, and it is written once that is over", async (page) => {
  await filled(page);
  await opened(page);
  await toText(page);
  await sit(page, "Ana");
  const failing = (name) =>
    page.evaluate((name) => {
      window.createWritable ??= FileSystemFileHandle.prototype.createWritable;
      FileSystemFileHandle.prototype.createWritable = name
        ? async () => { throw new DOMException("no", name); }
        : window.createWritable;
    }, name);
  await failing("QuotaExceededError");
  await keys(page, "2");
  await noticed(page, /its disk is full.*saved in this browser/);
  await says(page, "· folder not written");
  await failing(null);
  await toData(page);
  await button(page, "Read the others' files again").click();
  await own(page, "ana", n(1));
  await says(page, "· folder");
  await until(async () => (await page.getByText("its disk is full").count()) === 0, "the notice to go");

  await failing("NotAllowedError");
  await toText(page);
  await keys(page, "j", "2");
  await noticed(page, /no longer lets this page write there/);
  await failing(null);
  await toData(page);
  await button(page, "Reconnect").click();
  await own(page, "ana", n(2));
  await says(page, "· folder");
  const holdsFocus = (group) => group.contains(document.activeElement);
  const group = page.getByRole("group", { name: "Project folder" });
  assert.ok(await group.evaluate(holdsFocus), "the focus is where the pressed button was");

  await remove(page);
  await toText(page);
  await keys(page, "j", "2");
  await noticed(page, /not there any more/);
  await toData(page);
  await button(page, "Open a folder…").click();
  await own(page, "ana", n(3));
  await says(page, "· folder");
  await button(page, "Stop using this folder").click();
  await button(page, "Open a folder…").waitFor();
  await until(() => group.evaluate(holdsFocus), "the focus on what replaced the pressed button");
});

story("a browser that keeps no folder says how it goes by hand", async (page) => {
  await page.evaluate(() => delete window.showDirectoryPicker);
  await sentence(page, 0).waitFor();
  await keys(page, "Shift+d");
  await page.getByText("This browser does not let a page keep a folder.").waitFor();
  assert.equal(await button(page, "Open a folder…").count(), 0);
});
