// A person without a mouse: keys alone, and after each step a look at what has the focus.

import { accessible, assert, keys, sentence, until } from "./support.mjs";

/// More controls than any view has before one that is looked for.
const MOST_TABS = 250;

/// What has the focus, as assistive technology is told: { role, name }.
export async function focused(page) {
  page.debug ??= await page.context().newCDPSession(page);
  const { result } = await page.debug.send("Runtime.evaluate", { expression: "document.activeElement" });
  if (result.subtype === "null") return { role: "nothing", name: "" };
  const { nodes } = await page.debug.send("Accessibility.getPartialAXTree", { objectId: result.objectId, fetchRelatives: false });
  const [node] = nodes;
  return { role: node?.role?.value ?? "nothing", name: node?.name?.value ?? "" };
}

/// Fails where the focus is on nothing, or on something without a name.
export async function held(page, when) {
  let at;
  const isHeld = async () => {
    at = await focused(page);
    return at.name !== "" && !["nothing", "RootWebArea", "generic"].includes(at.role);
  };
  await until(isHeld, `the focus to be on something with a name ${when}`, 3000).catch((error) => {
    throw new assert.AssertionError({ message: `${error.message}; it is on ${at.role} “${at.name}”` });
  });
  return at;
}

/// Waits until a control has the focus.
export const onto = (control) => control.and(control.page().locator(":focus")).waitFor();

/// Presses Tab, or Shift+Tab, until a control has the focus, and fails if anything on the way has no name.
export async function tabTo(page, control, key = "Tab") {
  await control.waitFor({ state: "attached" });
  const has = () => control.evaluateAll((all) => all.includes(document.activeElement));
  const passed = [];
  for (let nth = 0; nth <= MOST_TABS; nth += 1) {
    if (await has()) return;
    await keys(page, key);
    const at = await focused(page);
    // Behind the last control comes the browser's own frame.
    if (!(await page.evaluate(() => document.activeElement === document.body))) assert.notEqual(at.name, "", `${at.role} has no name, after ${passed.at(-1)}`);
    passed.push(`${at.role} “${at.name}”`);
  }
  throw new assert.AssertionError({ message: `${MOST_TABS} times ${key} did not lead to ${control}: ${passed.slice(0, 60).join(", ")}` });
}

/// Types over what the focused field holds.
export async function type(page, text) {
  await keys(page, "Control+a");
  await page.keyboard.type(text);
}

/// Goes to a control and presses it.
export async function push(page, control, key = "Enter") {
  await tabTo(page, control);
  await keys(page, key);
}

/// A tag, and the answer to who is tagging; the first sentence has the focus before and after.
export async function begin(page, name = "Ana") {
  await sentence(page, 0).waitFor();
  await keys(page, "1");
  await onto(page.getByRole("textbox", { name: "Your name" }));
  await page.keyboard.type(name);
  await keys(page, "Enter");
  await onto(page.getByRole("group", { name: /^Sentence 1/ }));
}

/// A state that a person can go on from: the focus is held, and axe-core finds nothing.
export async function settled(page, state) {
  await held(page, state);
  await accessible(page, state);
}
