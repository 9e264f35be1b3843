// Files of other annotation tools: opened like project files, their tags placed by what their offsets count.

import { assert, button, corpus, download, keys, sentence, story } from "./support.mjs";

const TEXT = "😀 Mayor Díaz backs the dam. Greens oppose it.";

story("a doccano file comes in with its labels, and the report says what its offsets count", { acceptDownloads: true }, async (page) => {
  await sentence(page, 0).waitFor();
  await keys(page, "i");
  const row = { text: TEXT, label: [[2, 12, "PER"], [19, 26, "ISSUE"]], title: "The dam", username: "Eva" };
  const buffer = Buffer.from(`${JSON.stringify(row)}\nnot a row\n`);
  await page.getByLabel("Choose files").setInputFiles({ name: "all.jsonl", mimeType: "application/jsonl", buffer });
  const report = page.getByRole("dialog", { name: "What the opened files brought" });
  await report.getByText("2 annotations: 2 added.").waitFor();
  await report.getByText(/offsets fit the words as Unicode code points/).waitFor();
  await report.getByText("Line 2").waitFor();
  await button(report, "Back to work").click();
  const file = JSON.parse((await download(page, button(corpus(page), "Download JSON"))).text);
  const spans = file.annotations.filter((annotation) => annotation.type === "span");
  assert.deepEqual(spans.map(({ label, quote, coder }) => [label, quote, coder]), [["l:per", "Mayor Díaz", "c:eva"], ["l:issue", "the dam", "c:eva"]]);
  assert.ok(file.codebook.labels.some(({ id, name }) => id === "l:per" && name === "PER"));
  assert.ok(file.articles.some(({ title, text }) => title === "The dam" && text === TEXT));
});
