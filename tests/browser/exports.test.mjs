// Files for other tools: chosen, written with a report, and saved.

import { article, assert, button, download, keys, story } from "./support.mjs";

/// The first tag, and the answer to who is tagging.
async function begin(page) {
  await keys(page, "j", "2");
  await page.getByRole("textbox", { name: "Your name" }).fill("Ana");
  await keys(page, "Enter");
}

const format = (page) => page.getByRole("combobox", { name: "Format" });
const outcome = (page) => page.getByRole("region", { name: "For other tools" });

story("a file for doccano holds the sentence's tags, and says what it leaves out", async (page) => {
  await begin(page);
  await keys(page, "Shift+d");
  await format(page).selectOption("doccano, sentences with tags");
  await outcome(page).getByText("UTF-16 code units").waitFor();
  await button(page, "Write the file").click();
  await outcome(page).getByText(/^Written: .*1 sentiment/).waitFor();
  await outcome(page).getByText("Every tag is in it.").waitFor();
  // The file was read again before it is offered.
  const proof = await outcome(page).getByText(/^Read again: /).textContent();
  const [, n_equal, n_units] = proof.match(/^Read again: (\d+) of (\d+) units equal\. Offsets count UTF-16 code units\.$/);
  assert.equal(n_equal, n_units);
  assert.ok(Number(n_units) > 1, proof);
  const { name, text } = await download(page, button(page, /^Save standpoint-/));
  assert.match(name, /^standpoint-[\d-]+-doccano-sentences\.jsonl$/);
  const rows = text.trim().split("\n").map((line) => JSON.parse(line));
  assert.ok(rows.some((row) => row.cats.some((cat) => cat.startsWith("sentiment="))), JSON.stringify(rows[0]));

  // Spans alone have no place for it, and the list leads to where it is.
  await format(page).selectOption("doccano, sequence labelling");
  await outcome(page).getByText(/^Written:/).waitFor({ state: "detached" });
  await button(page, "Write the file").click();
  await outcome(page).getByText(/^1 sentiment: /).click();
  await outcome(page).getByRole("list").getByRole("button").click();
  await article(page).waitFor();
  // What was written is still there, and says that it is of before.
  await keys(page, "1", "Shift+d");
  await outcome(page).getByText("The project has changed since.").waitFor();
  await button(page, /^Save standpoint-.*doccano\.jsonl$/).waitFor();
});

story("the page's own files are read again before they are saved", { acceptDownloads: true }, async (page) => {
  await begin(page);
  await keys(page, "Shift+d");
  const out = page.getByRole("region", { name: "Files out" });
  for (const [label, ending] of [["Download JSON", "json"], ["Download CSV", "csv"], ["Download my tags", "json"]]) {
    const { name } = await download(page, button(out, label));
    assert.ok(name.endsWith(ending), name);
    const line = await out.getByText(`${name}: Read again: `).textContent();
    const [, n_equal, n_units] = line.match(/: Read again: (\d+) of (\d+) units equal\.( Offsets count Unicode code points\.)?$/);
    assert.equal(n_equal, n_units);
    assert.ok(Number(n_units) >= 1, line);
  }
  assert.equal(await page.getByRole("region", { name: "Notices" }).count(), 0);
});

story("several files come as one zip", async (page) => {
  await begin(page);
  await keys(page, "Shift+d");
  await format(page).selectOption("brat standoff");
  await button(page, "Write the file").click();
  const proof = await outcome(page).getByText(/^Read again: /).textContent();
  assert.match(proof, /^Read again: (\d+) of \1 units equal\. Offsets count Unicode code points\.$/);
  const { text } = await download(page, button(page, /^Save standpoint-.*brat\.zip$/));
  assert.ok(text.startsWith("PK") && text.includes("annotation.conf") && text.includes(".ann"));
});

story("another coder's tags are counted and not told", async (page) => {
  await begin(page);
  await keys(page, "w");
  await page.getByRole("combobox").fill("Ben");
  await keys(page, "Enter", "Shift+d");
  await format(page).selectOption("doccano, sequence labelling");
  await button(page, "Write the file").click();
  await outcome(page).getByText(/^1 sentiment: /).waitFor();
  assert.equal(await outcome(page).getByRole("group").count(), 0);
});
