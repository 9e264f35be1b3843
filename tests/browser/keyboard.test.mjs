// The whole workbench by keyboard alone: no click, and nothing typed but into what has the focus. Each step says what
// has the focus after it, so that nobody is left on nothing.

import { article, button, corpus, inspector, keys, sentence, story, until } from "./support.mjs";
import { begin, held, onto, push, settled, tabTo, type } from "./keyboard.mjs";

const dialog = (page) => page.getByRole("dialog");
const view = (page, name) => page.getByRole("main", { name });
const box = (page, name) => page.getByRole("textbox", { name, exact: true });
const atSentence = (page, n) => onto(page.getByRole("group", { name: new RegExp(`^Sentence ${n}\\b`) }));

/// Chooses from an open list by typing.
async function choose(page, title, text) {
  await onto(page.getByRole("combobox", { name: title }));
  await page.keyboard.type(text);
  await page.getByRole("option").first().waitFor();
  await keys(page, "Enter");
  await dialog(page).waitFor({ state: "detached" });
}

/// Somebody else sits down.
async function sit(page, name) {
  await keys(page, "w");
  await choose(page, "Who is tagging?", name);
  await held(page, "after a change of seats");
}

story("by keys: a codebook is chosen and edited, and what it touched is decided about", async (page) => {
  await begin(page);
  await keys(page, "b");
  const book = view(page, "Codebook");
  await onto(book.getByRole("heading", { name: "Codebook" }));
  await push(page, button(book, "Media frames"));
  await onto(button(book, "Media frames").and(page.locator("[aria-pressed=true]")));
  await keys(page, "Shift+Tab", "Enter");
  await onto(button(book, "Stance on the summit").and(page.locator("[aria-pressed=true]")));

  await tabTo(page, box(book, "New target"));
  await page.keyboard.type("Peace talks");
  await keys(page, "Enter");
  const target = button(book, /^Peace talks/);
  await target.waitFor();
  await onto(box(book, "New target"));
  // The box is empty, so the last step is the page's.
  await keys(page, "Control+z");
  await target.waitFor({ state: "detached" });
  await keys(page, "Control+Shift+z");
  await target.waitFor();
  await onto(box(book, "New target"));
  await tabTo(page, target, "Shift+Tab");
  await keys(page, "Enter");
  await onto(target.and(page.locator("[aria-expanded=true]")));
  await tabTo(page, box(book, "Name"));
  await type(page, "Negotiations");
  await keys(page, "Enter");
  await onto(button(book, /^Negotiations/));
  await keys(page, "Alt+ArrowUp");
  await onto(button(book, /^Negotiations/));
  await settled(page, "an edited codebook");

  // A word of the first sentence is labelled, and the label gets another meaning.
  await keys(page, "Backspace");
  await atSentence(page, 1);
  await until(async () => {
    await keys(page, "s");
    return inspector(page).getByText("Selected words").isVisible();
  }, "span mode");
  await keys(page, "b");
  await inspector(page).getByText("Blame").waitFor();
  await held(page, "after a label");
  await keys(page, "b");
  await push(page, button(book, /^Blame .*1 tag$/));
  await tabTo(page, box(book, "Name"));
  await type(page, "Reproach");
  await keys(page, "Enter");
  await onto(button(book, /^Reproach/));
  const waiting = book.getByRole("group", { name: "Tag to decide about" });
  await waiting.waitFor();
  await tabTo(page, button(book, /^Recode queue/), "Shift+Tab");
  await keys(page, "Enter");
  await onto(waiting.getByRole("button", { name: /^Keep/ }).first());
  await keys(page, "k");
  await book.getByText(/^Nothing waits/).waitFor();
  await settled(page, "when the last tag is decided about");
  await keys(page, "Control+z");
  await waiting.waitFor();
  await held(page, "when the decision is taken back");
});

story("by keys: names are merged, parted, renamed, retyped, split and taken back", async (page) => {
  await begin(page);
  await keys(page, "l");
  const names = view(page, "Entities");
  await onto(names.getByRole("heading", { name: "Entities" }));
  const row = (name) => names.getByRole("row").filter({ has: page.getByRole("button", { name, exact: true }) });
  await row("Donald Trump").waitFor();
  await push(page, page.getByRole("checkbox", { name: "Mark Donald Trump" }), "Space");
  await push(page, page.getByRole("checkbox", { name: "Mark Vladimir Putin" }), "Space");
  await keys(page, "Shift+m");
  const part = page.getByRole("button", { name: /^Part / });
  await part.waitFor();
  const parted = (await part.getAttribute("aria-label")).replace("Part ", "");
  await row(parted).waitFor({ state: "detached" });
  await settled(page, "after a merge");
  await tabTo(page, part);
  await keys(page, "Enter");
  await row(parted).waitFor();
  await held(page, "after parting");
  await keys(page, "Control+z");
  await row(parted).waitFor({ state: "detached" });
  await keys(page, "Control+z");
  await row(parted).waitFor();
  await held(page, "when the merge is taken back");

  // The name itself: whoever opens it is at it, and closing leads back to its row.
  await tabTo(page, page.getByRole("searchbox", { name: "Find a name" }), "Shift+Tab");
  await page.keyboard.type("zelensky");
  await push(page, button(row("Volodymyr Zelensky"), "Volodymyr Zelensky"));
  await onto(names.getByRole("heading", { name: "Volodymyr Zelensky" }));
  await push(page, page.getByRole("button", { name: "Close details" }));
  await onto(button(row("Volodymyr Zelensky"), "Volodymyr Zelensky"));
  await keys(page, "Enter");
  await onto(names.getByRole("heading", { name: "Volodymyr Zelensky" }));
  await tabTo(page, box(names, "Name"));
  await type(page, "President Zelensky");
  await keys(page, "Enter");
  await names.getByRole("heading", { name: "President Zelensky" }).waitFor();
  await held(page, "after a new name");
  await tabTo(page, names.getByRole("region", { name: "President Zelensky" }).getByRole("combobox", { name: "Type" }));
  await keys(page, "o");
  await row("President Zelensky").getByText("organisation").waitFor();
  await settled(page, "after another type");
  await keys(page, "Tab");
  await push(page, names.getByRole("checkbox", { name: "Zelensky", exact: true }), "Space");
  await keys(page, "Shift+o");
  await row("Zelensky").waitFor();
  await held(page, "after a form was taken out");
  for (const _ of "abc") await keys(page, "Control+z");
  await row("Volodymyr Zelensky").getByText("person").waitFor();
  await held(page, "when all is taken back");
  await keys(page, "Backspace");
  await atSentence(page, 1);
});

story("by keys: a speaker is corrected, and suggestions come, are accepted and lead on", async (page) => {
  await begin(page);
  await keys(page, "Shift+q");
  await choose(page, "Who speaks here?", "vladmir");
  await page.getByRole("group", { name: "Sentence 1, said by Vladimir Putin" }).waitFor();
  await atSentence(page, 1);
  await keys(page, "Control+z", "Shift+y", "j");
  await atSentence(page, 2);
  const accept = button(inspector(page), /^Accept /);
  await accept.first().waitFor();
  const name = await accept.first().innerText();
  await settled(page, "with a suggestion");
  await keys(page, "y");
  // In one look: between two the button may go, and the second would wait for it.
  await until(async () => (await accept.allInnerTexts())[0] !== name, "it is accepted");
  await held(page, "after accepting");
  // By its button as well, which goes with the suggestion.
  await keys(page, "Control+z");
  await push(page, accept.first());
  await held(page, "after the button of a suggestion went");
  // The learner has something to say after twenty tags.
  for (let nth = 0; nth < 22; nth += 1) await keys(page, "1", "Shift+j");
  const before = page.url();
  await until(async () => {
    await keys(page, "Shift+u");
    return page.url() !== before;
  }, "the most uncertain sentence");
  await held(page, "at the most uncertain sentence");
});

story("by keys: several sentences at once, all mentions, the last tags again", async (page) => {
  await begin(page);
  await keys(page, "j", "r", "j", "j", "3");
  await until(async () => (await page.locator(".unit.chosen.tagged").count()) === 3, "three tagged sentences");
  await settled(page, "several sentences");
  await keys(page, "Escape", "j");
  await atSentence(page, 5);
  await keys(page, ".");
  await button(inspector(page), /Positive/).and(page.locator("[aria-pressed=true]")).waitFor();
  await held(page, "after repeating");

  await keys(page, "Home", "e");
  await onto(page.getByRole("combobox", { name: "Names of this sentence" }));
  await keys(page, "1");
  const all = button(dialog(page), "to all its mentions");
  await all.waitFor();
  await held(page, "in the dialog of a name");
  await push(page, all);
  await onto(all.and(page.locator("[aria-pressed=true]")));
  await push(page, button(dialog(page), "Not a name"));
  await dialog(page).waitFor({ state: "detached" });
  await atSentence(page, 1);
  const left = sentence(page, 0).locator("[data-mention]");
  const n = await left.count();
  await keys(page, "Control+z");
  await until(async () => (await left.count()) > n, "the name again");
  await held(page, "when that is taken back");
});

story("by keys: a key is changed, the palette runs a command, and find goes by fields", async (page) => {
  await begin(page);
  await keys(page, "?");
  const key = (now) => button(dialog(page), `Next untagged sentence: ${now}. Change the key`);
  await push(page, key("Shift J Shift ↓"));
  await onto(box(page, "Press the new key"));
  await keys(page, "t");
  await page.getByRole("alert").getByText("Choose the target").waitFor();
  await onto(box(page, "Press the new key"));
  await keys(page, "z");
  await onto(key("z"));
  await settled(page, "the keys, one of them changed");
  // Leaving without a change leads back too.
  await keys(page, "Enter");
  await onto(box(page, "Press the new key"));
  await keys(page, "Escape");
  await onto(key("z"));
  await keys(page, "Escape");
  await atSentence(page, 1);
  await keys(page, "z");
  await atSentence(page, 2);

  await keys(page, "Control+k");
  await choose(page, "Commands", "prose or list");
  await article(page).getByText("1", { exact: true }).first().waitFor();
  await atSentence(page, 2);
  await keys(page, "v");

  await keys(page, "/");
  const find = page.getByRole("combobox", { name: "Find in all articles" });
  await onto(find);
  await page.keyboard.type("outlet:russia putin -sentiment:negative");
  await page.getByRole("option").nth(1).waitFor();
  await keys(page, "ArrowDown");
  await page.getByRole("option").nth(1).and(page.locator("[aria-selected=true]")).waitFor();
  await settled(page, "find by fields");
  await keys(page, "Enter");
  await find.waitFor({ state: "detached" });
  await page.locator(".unit.now .found").first().waitFor();
  await held(page, "at a place that was found");
  await keys(page, "F3", "/");
  await onto(find);
  await push(page, button(dialog(page), /^Select all \d+ sentences/));
  await inspector(page).getByText(/sentences selected/).waitFor();
  await held(page, "with all that was found selected");
  await keys(page, "Escape", "Escape");
  await page.locator(".found").first().waitFor({ state: "detached" });
});

story("by keys: coders change seats, articles are assigned, hidden and locked", async (page) => {
  await begin(page);
  await sit(page, "Ben");
  await button(inspector(page), /Negative/).and(page.locator("[aria-pressed=false]")).waitFor();
  await keys(page, "Shift+w");
  await inspector(page).getByRole("row", { name: /Ana/ }).waitFor();
  await settled(page, "all coders' tags");
  await keys(page, "Shift+w");

  await keys(page, "Shift+d");
  const data = view(page, "Data");
  await onto(data.getByRole("heading", { name: "Data", exact: true }));
  await tabTo(page, box(data, "Another coder"));
  await page.keyboard.type("Cem");
  await keys(page, "Enter");
  await data.getByRole("checkbox", { name: "Cem", exact: true }).waitFor();
  await onto(box(data, "Another coder"));
  const percent = data.getByRole("spinbutton", { name: /per cent/ });
  await tabTo(page, percent);
  await type(page, "40");
  await push(page, button(data, "Apply assignments"));
  await data.getByText(/^Assigned: Ana \d+ articles/).waitFor();
  await settled(page, "when articles are assigned");
  await push(page, button(data, "Hide outlets until articles are locked"));
  await onto(button(data, "Hide outlets until articles are locked").and(page.locator("[aria-pressed=true]")));

  await keys(page, "Backspace");
  await article(page).getByText("Outlet hidden").waitFor();
  await held(page, "at a text whose outlet is hidden");
  await keys(page, "Shift+n");
  const queue = (n) => corpus(page).getByRole("heading", { name: new RegExp(`^Your queue: ${n} of`) });
  await queue(0).waitFor();
  await keys(page, "Shift+l");
  await queue(1).waitFor();
  await button(article(page), /Locked: open again/).waitFor();
  await settled(page, "at a locked article");
  await keys(page, "Shift+d");
  await push(page, button(data, "Take assignments away"));
  await data.getByText(/^Nothing is assigned/).first().waitFor();
  await held(page, "when nothing is assigned any more");
});

/// A file of Ben's: the first sentence of the open article is negative, and one tag stands nowhere.
async function bensFile(page) {
  const [file] = await Promise.all([page.waitForEvent("download"), keys(page, "Control+s")]);
  const chunks = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  const first = (await sentence(page, 0).textContent()).trim();
  const all = JSON.parse(Buffer.concat(chunks).toString("utf8")).articles;
  const { id, text } = all.find((article) => article.text.includes(first));
  const start = [...text.slice(0, text.indexOf(first))].length;
  const row = (name, quote) => ({
    id: name, type: "sentiment", article: id, unit: "sentence", start, end: start + [...quote].length, quote,
    value: "negative", coder: "c:ben", created: "2026-01-01T10:00:00Z",
  });
  const project = { format: "standpoint/1", coders: [{ id: "c:ben", name: "Ben" }] };
  const annotations = [row("a:1", first), row("a:2", "These words stand nowhere.")];
  return { name: "ben.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify({ ...project, annotations })) };
}

story("by keys: a colleague's file comes in, and the history leads back", { acceptDownloads: true }, async (page) => {
  // Long before the key, since the browser must be told that nobody is there to choose.
  const chooser = new Promise((done) => page.once("filechooser", done));
  await begin(page);
  const file = await bensFile(page);
  await keys(page, "i");
  await held(page, "in the dialog for new articles");
  await tabTo(page, page.getByLabel("Choose files"));
  await keys(page, "Enter");
  await (await chooser).setFiles(file);
  const report = page.getByRole("dialog", { name: "What the opened files brought" });
  await report.getByText("2 annotations: 1 added, 1 not placed.").waitFor();
  await settled(page, "the report of a merge");
  await push(page, button(report, "Back to work"));
  await atSentence(page, 1);
  await keys(page, "j", "2", "j", "3", "Shift+d");

  const data = view(page, "Data");
  const lines = data.getByRole("list").getByRole("listitem");
  await lines.filter({ hasText: "Positive" }).waitFor();
  const negative = lines.filter({ hasText: "Neutral" }).filter({ hasText: "Ana" });
  await push(page, button(negative, /^Name this point/));
  await onto(box(data, "Name of this point"));
  await page.keyboard.type("Before lunch");
  await keys(page, "Enter");
  await onto(button(negative, /^Rename/));
  await settled(page, "a named point");
  await keys(page, "Enter");
  await onto(box(data, "Name of this point"));
  await keys(page, "Escape");
  await onto(button(negative, /^Rename/));
  await tabTo(page, page.getByRole("searchbox", { name: /^Filter/ }), "Shift+Tab");
  await page.keyboard.type("lunch");
  await until(async () => (await lines.count()) === 2, "the point and its naming");
  await push(page, button(negative, /^Go back to here/));
  await held(page, "after going back");
  await tabTo(page, page.getByRole("searchbox", { name: /^Filter/ }), "Shift+Tab");
  await type(page, "back to");
  await lines.filter({ hasText: "Back to: Neutral" }).waitFor();
  await keys(page, "Tab", "Control+z");
  await lines.filter({ hasText: "Undone: Back to: Neutral" }).waitFor();
  await held(page, "when going back is taken back");
});
