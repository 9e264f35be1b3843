// axe-core finds nothing in any state, in light and dark, wide and narrow; and nothing needs sideways scrolling.

import { accessible, assert, story } from "./support.mjs";
import { reach, sizes, states } from "./states.mjs";

for (const state of states) {
  for (const [size, colorScheme] of [["wide", "light"], ["wide", "dark"], ["narrow", "light"], ["zoomed", "dark"]]) {
    if (state.only && state.only !== size) continue;
    story(`${state.name}, ${size}, ${colorScheme}`, { ...sizes[size], colorScheme, reducedMotion: "reduce" }, async (page) => {
      await reach(page, state);
      await accessible(page, state.name);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `the page is ${overflow} px wider than its window`);
    });
  }
}
