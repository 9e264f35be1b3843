// Every view and state worth a look: `cargo xtask shots` takes their pictures, and the accessibility test visits them.
// A state is a name and the steps that lead to it from a fresh page, by keys, roles and accessible names. Add a line
// for each new view.

import { put, withFolder } from "./folder.mjs";
import { article, button, keys, mounted, sentence } from "./parts.mjs";

const asksWho = (page) => page.getByRole("textbox", { name: "Your name" });
const dialog = (page) => page.getByRole("dialog");

/// The first tag, and the answer to who is tagging.
async function begin(page) {
  await keys(page, "j", "2");
  await asksWho(page).fill("Ana");
  await keys(page, "Enter");
  await asksWho(page).waitFor({ state: "detached" });
}

/// Chooses a target by typing its beginning.
async function aim(page, text) {
  await keys(page, "t");
  await page.getByRole("combobox").fill(text);
  await keys(page, "Enter");
  await page.getByRole("combobox").waitFor({ state: "detached" });
}

async function tagged(page) {
  await begin(page);
  await aim(page, "Ru");
  await keys(page, "j", "1", "a", "j", "3", "f", "j", "2", "n", "j", "u");
}

/// Another coder sits down.
async function sit(page, name) {
  await keys(page, "w");
  await page.getByRole("combobox").fill(name);
  await keys(page, "Enter");
  await dialog(page).waitFor({ state: "detached" });
}

const pressed = (...names) => async (page) => {
  await keys(page, ...names);
  await dialog(page).waitFor();
};

export const states = [
  { name: "first-minute", steps: async () => {} },
  { name: "who", steps: async (page) => (await keys(page, "1"), await asksWho(page).waitFor()) },
  { name: "tagged", steps: tagged },
  {
    name: "suggestions",
    steps: async (page) => {
      await begin(page);
      await keys(page, "Shift+y", "j");
      await button(page, /^Accept /).first().waitFor();
    },
  },
  { name: "list", steps: async (page) => (await tagged(page), await keys(page, "v")) },
  { name: "clean", steps: async (page) => (await tagged(page), await keys(page, "x")) },
  { name: "target", steps: async (page) => (await begin(page), await pressed("t")(page)) },
  { name: "holder", steps: async (page) => (await begin(page), await pressed("h")(page)) },
  { name: "several", steps: async (page) => (await tagged(page), await keys(page, "r", "j", "j")) },
  { name: "history", steps: async (page) => (await tagged(page), await keys(page, "Shift+d")) },
  {
    name: "all-coders",
    steps: async (page) => {
      await tagged(page);
      await sit(page, "Ben");
      await keys(page, "2", "Shift+w");
      await page.getByRole("row", { name: /Ana/ }).waitFor();
    },
  },
  {
    name: "assignments",
    steps: async (page) => {
      await tagged(page);
      await sit(page, "Ben");
      await keys(page, "Shift+d");
      await button(page, "Apply assignments").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "folder",
    steps: async (page) => {
      await begin(page);
      await withFolder(page);
      await put(page, "dam.txt", "Rain fell on the dam. Nobody asked why.");
      await keys(page, "Shift+d");
      await button(page, "Open a folder…").click();
      await page.getByText("The folder peace is open, and all that was done here is in it.").waitFor();
      await button(page, "Stop using this folder").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "other-tools",
    steps: async (page) => {
      await tagged(page);
      await keys(page, "Shift+d");
      await page.getByRole("combobox", { name: "Format" }).selectOption("doccano, sequence labelling");
      await button(page, "Write the file").click();
      await page.getByText("What this format cannot hold").scrollIntoViewIfNeeded();
    },
  },
  {
    name: "outlet-hidden",
    steps: async (page) => {
      await tagged(page);
      await keys(page, "Shift+d");
      await button(page, "Hide outlets until articles are locked").click();
      await keys(page, "Backspace");
      await article(page).getByText("Outlet hidden").waitFor();
    },
  },
  {
    name: "new-key",
    steps: async (page) => {
      await pressed("?")(page);
      await button(dialog(page), /^Flag .*Change the key$/).click();
      await page.getByRole("textbox", { name: "Press the new key" }).waitFor();
    },
  },
  { name: "help", steps: pressed("?") },
  { name: "palette", steps: pressed("Control+k") },
  {
    name: "find",
    steps: async (page) => {
      await pressed("/")(page);
      await page.getByRole("combobox").fill("Putin");
      await page.getByRole("option").first().waitFor();
    },
  },
  { name: "comment", steps: async (page) => (await begin(page), await pressed("c")(page)) },
  {
    name: "span",
    steps: async (page) => {
      await begin(page);
      await keys(page, "s", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
    },
  },
  { name: "names", steps: pressed("e") },
  { name: "entity", steps: async (page) => (await pressed("e")(page), await keys(page, "1"), await button(dialog(page), "Not a name").waitFor()) },
  {
    name: "other-name",
    steps: async (page) => {
      await pressed("e")(page);
      await keys(page, "1");
      await button(dialog(page), /^Names something else/).click();
      await page.getByRole("combobox", { name: "What do these words name?" }).waitFor();
    },
  },
  {
    name: "speaker",
    steps: async (page) => {
      await begin(page);
      await pressed("Shift+q")(page);
    },
  },
  { name: "entities", steps: async (page) => (await keys(page, "l"), await page.getByRole("heading", { name: "Entities" }).waitFor()) },
  {
    name: "entities-open",
    steps: async (page) => {
      await keys(page, "l");
      await page.getByRole("checkbox", { name: "Mark Donald Trump" }).check();
      await page.getByRole("checkbox", { name: "Mark Vladimir Putin" }).check();
      await page.getByRole("button", { name: "Donald Trump", exact: true }).click();
      await page.getByRole("heading", { name: "What each outlet calls it" }).waitFor();
    },
  },
  { name: "codebook", steps: async (page) => (await keys(page, "b"), await page.getByRole("heading", { name: "Codebook" }).waitFor()) },
  { name: "left-out", steps: pressed("o") },
  { name: "details", steps: pressed("d") },
  { name: "add-articles", steps: pressed("i") },
  {
    name: "corpus-unfolded",
    only: "narrow",
    steps: async (page) => {
      const corpus = page.getByRole("navigation", { name: "Corpus" });
      await button(corpus, /^Articles/).click();
      // Not only there, but to be reached with a finger.
      await button(corpus, /tagged$/).nth(1).click({ trial: true });
    },
  },
  { name: "far-down", steps: async (page) => (await keys(page, "End"), await article(page).waitFor()) },
  {
    name: "crashed",
    steps: async (page) => {
      await page.evaluate(() => dispatchEvent(new CustomEvent("standpoint-crash", { detail: "a made-up fault" })));
      await page.getByRole("dialog", { name: "Standpoint has stopped" }).waitFor();
    },
  },
];

/// Sizes of the window: wide, a phone, and 200 % zoom of a laptop (half the CSS pixels, twice as dense).
export const sizes = {
  wide: { viewport: { width: 1440, height: 900 } },
  narrow: { viewport: { width: 360, height: 740 }, hasTouch: true },
  zoomed: { viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
};

/// Brings a fresh page into a state. The first sentence is there before any key is pressed.
export async function reach(page, state) {
  // Keys with Ctrl are the browser's own until the program is there.
  await mounted(page);
  await sentence(page, 0).waitFor();
  await state.steps(page);
}
