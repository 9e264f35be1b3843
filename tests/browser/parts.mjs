// The parts of the page by role and accessible name, and what a person does with them.

/// The landmarks of the Tag view.
export const corpus = (page) => page.getByRole("navigation", { name: "Corpus" });
export const article = (page) => page.getByRole("main", { name: "Article" });
export const inspector = (page) => page.getByRole("complementary", { name: "Inspector" });

export const button = (scope, name) => scope.getByRole("button", { name });
export const sentence = (page, index) => page.locator(`[data-sentence="${index}"]`).first();
export const mentions = (page, kind) => page.locator(kind ? `[data-mention][data-kind="${kind}"]` : "[data-mention]");

/// Waits until the app has taken the place of the loading line.
export const mounted = (page) => page.locator("#boot").waitFor({ state: "detached" });

/// Presses keys one after the other, as a person would: each is let through to the page before the next.
export async function keys(page, ...names) {
  for (const name of names) await page.keyboard.press(name);
}
