// The manual stands beside the page: the help leads to it, and every link and picture in it leads somewhere.

import { accessible, assert, story } from "./support.mjs";
import { keys, sentence } from "./parts.mjs";

story("the help leads to the manual, and no link in it is dead", async (page) => {
  await sentence(page, 0).waitFor();
  await keys(page, "?");
  const link = page.getByRole("dialog").getByRole("link", { name: "The manual" });
  const [manual] = await Promise.all([page.waitForEvent("popup"), link.click()]);
  await manual.getByRole("heading", { name: "The manual", level: 1 }).waitFor();
  const first = manual.url();
  const known = new Set([first]);
  for (const url of known) {
    const answer = await manual.goto(url);
    assert.equal(answer.status(), 200, url);
    assert.equal(await manual.getByRole("heading", { level: 1 }).count(), 1, url);
    await accessible(manual, url);
    const found = await manual.locator("main a[href], img[src]").evaluateAll((all) => all.map((one) => one.href ?? one.src));
    const pictures = found.filter((one) => one.endsWith(".png"));
    for (const picture of pictures) assert.equal((await manual.request.get(picture)).status(), 200, picture);
    const own = new URL(".", first).href;
    found.filter((one) => one.startsWith(own) && !one.endsWith(".png")).forEach((one) => known.add(one.split("#")[0]));
  }
  assert.ok(known.size >= 7, `only ${[...known]}`);
});
