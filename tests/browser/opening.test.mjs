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

story("an XMI file in Windows-1252 comes in with its layers, and says what it was in", async (page) => {
  await sentence(page, 0).waitFor();
  await keys(page, "i");
  const xmi = `<?xml version="1.0"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
    xmlns:c="http:///webanno/custom.ecore" xmi:version="2.0"><c:Actor xmi:id="2" sofa="1" begin="0" end="10" value="PER"/>
    <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="Mayor Díaz backs the dam."/></xmi:XMI>`;
  const buffer = Buffer.from(xmi, "latin1");
  await page.getByLabel("Choose files").setInputFiles({ name: "a.xmi", mimeType: "application/xml", buffer });
  const report = page.getByRole("dialog", { name: "What the opened files brought" });
  await report.getByText("1 annotation: 1 added.").waitFor();
  await report.getByText(/read as Windows-1252/).waitFor();
  await button(report, "Back to work").click();
  const file = JSON.parse((await download(page, button(corpus(page), "Download JSON"))).text);
  const [span] = file.annotations;
  assert.deepEqual([span.label, span.quote], ["l:per", "Mayor Díaz"]);
});

/// A zip of stored files, without checksums: a page that reads it says that they are wrong.
function zip(files) {
  const [parts, directory] = [[], []];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text);
    const head = Buffer.alloc(22);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(content.length, 14);
    head.writeUInt32LE(content.length, 18);
    const length = Buffer.alloc(4);
    length.writeUInt16LE(name.length, 0);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), head, length, Buffer.from(name), content]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), head, length, place, Buffer.from(name)]));
    parts.push(local);
    at += local.length;
  }
  const rest = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(rest.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, rest, Buffer.from("PK\x05\x06"), end]);
}

story("a word processor's document comes in, and what its zip has wrong is said", async (page) => {
  await sentence(page, 0).waitFor();
  await keys(page, "i");
  const paragraph = (style, text) => `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
  const body = paragraph("Title", "Dam breaks above the village") + paragraph("x", "The dam broke on Monday.");
  const buffer = zip({ "word/document.xml": `<w:document><w:body>${body}</w:body></w:document>` });
  await page.getByLabel("Choose files").setInputFiles({ name: "dam.docx", mimeType: "application/zip", buffer });
  await page.getByText(/its checksum is not the one that the zip says/).first().waitFor();
  await keys(page, "Escape");
  const file = JSON.parse((await download(page, button(corpus(page), "Download JSON"))).text);
  const found = file.articles.find(({ title }) => title === "Dam breaks above the village");
  assert.equal(found.text, "The dam broke on Monday.");
});

story("a Factiva export comes in with its articles, and what is wrong with one is said", async (page) => {
  await sentence(page, 0).waitFor();
  await keys(page, "i");
  const one = (title, day, text, end) => `${title}\n12 words\n${day}\nHill Gazette\nHILL\nEnglish\n\n${text}\n\n${end}\n\n`;
  const text = one("Dam breaks above the village", "15 August 2025", "The dam broke on Monday.", "Document HILL000020250815el8f000xx")
    + one("Rain again", "one day", "It rained in the valley.", "Document HILL000020250816el8g000yy");
  await page.getByLabel("Choose files").setInputFiles({ name: "export.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.getByText(/expected a day below the number of words/).first().waitFor();
  await keys(page, "Escape");
  const file = JSON.parse((await download(page, button(corpus(page), "Download JSON"))).text);
  const found = file.articles.filter(({ outlet }) => outlet === "Hill Gazette");
  assert.deepEqual(found.map(({ title, date, lang, text }) => [title, date, lang, text]), [
    ["Dam breaks above the village", "2025-08-15", "en", "The dam broke on Monday."],
    ["Rain again", "one day", "en", "It rained in the valley."],
  ]);
});

story("a PDF comes in as the browser printed it", async (page, { context }) => {
  const title = "Dam breaks above the village";
  const paragraphs = [
    "The dam broke on Monday, and the water came to the village in the night. “We had warned them,” said Ana Díaz, the mayor, whose house stood nearest to the river when it rose above its banks.",
    "It rained on Tuesday – more than in any August before – and nobody could say when the road to Žižkov would be open again for the lorries that bring bread, petrol and €3 million in aid.",
  ];
  const source = await context.newPage();
  const lines = Array.from({ length: 30 }, () => paragraphs.map((text) => `<p>${text}</p>`).join("")).join("");
  await source.setContent(`<title>${title}</title><style>p { margin: 0 0 1em; text-align: justify }</style><h1>${title}</h1>${lines}`);
  const buffer = await source.pdf({ format: "A4", displayHeaderFooter: true, margin: { top: "20mm", bottom: "20mm" }, headerTemplate: "<p style='font-size:8px'>Hill Gazette</p>", footerTemplate: "<p style='font-size:8px'>Page <span class='pageNumber'></span></p>" });
  await source.close();
  await sentence(page, 0).waitFor();
  await keys(page, "i");
  await page.getByLabel("Choose files").setInputFiles({ name: "dam.pdf", mimeType: "application/pdf", buffer });
  await page.getByText(/its day is the one when the document was made/).first().waitFor();
  await keys(page, "Escape");
  const file = JSON.parse((await download(page, button(corpus(page), "Download JSON"))).text);
  const found = file.articles.find((article) => article.title === title);
  const expected = Array.from({ length: 30 }, () => paragraphs).flat().join("\n");
  assert.equal(found.text, expected);
});
