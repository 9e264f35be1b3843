// The engine in the page and the engine on the command line are one: the same sentences, names, entities, quotations
// and speakers at the same places of the same text.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { documents, listen } from "./answers.mjs";
import { assert, button, corpus, inspector, keys, mounted, root, sentence, story, until } from "./support.mjs";

/// What a text holds by the command line.
function byCommandLine(text) {
  const program = ["run", "--quiet", "--locked", "--no-default-features", "--bin", "standpoint", "--"];
  const row = JSON.stringify({ id: "a", text });
  const out = execFileSync("cargo", [...program, "analyze", "--jsonl", "-"], { cwd: root, input: row, encoding: "utf8" });
  return JSON.parse(out);
}

/// Its sentences with their names, as the page shows them.
function shownOf(text, { sentences, mentions }) {
  const points = [...text];
  const of = (start, end) => points.slice(start, end).join("");
  return sentences.map(([start, end]) => ({
    text: of(start, end),
    mentions: mentions.filter((m) => start <= m.start && m.end <= end).map((m) => `${m.text}|${m.kind}`),
  }));
}

/// All of it with places in bytes.
function inBytes(text, row) {
  const places = [0];
  for (const point of text) places.push(places.at(-1) + Buffer.byteLength(point));
  const place = (start, end) => [places[start], places[end]];
  return {
    sentences: row.sentences.map(([start, end]) => place(start, end)),
    tokens: row.tokens.map(([start, end]) => place(start, end)),
    mentions: row.mentions.map((m) => [...place(m.start, m.end), m.entity]),
    quotations: row.quotations.map((q) => [...place(q.start, q.end), q.kind, q.speaker, q.rule]),
    reported: row.reported.map((r) => [...place(r.start, r.end), r.speaker]),
  };
}

const KINDS = ["direct", "partial", "scare"];
const RULES = [
  "according-to",
  "verb-name",
  "name-verb",
  "name-apposition-verb",
  "pronoun",
  "role",
  "same-paragraph",
  "paragraph-before",
  "open-quotation",
  "name-colon",
];

/// The same of a document that the worker answered.
function answered({ sentences, tokens, mentions, quotations, keys, names }) {
  const touches = ([start, end]) => quotations.some((quotation) => quotation[0] < end && start < quotation[1]);
  return {
    sentences: sentences.map(([start, end]) => [start, end]),
    tokens,
    mentions: mentions.map(([start, end, , entity]) => [start, end, keys[entity]]),
    quotations: quotations.map(([start, end, kind, speaker, rule]) => [
      start,
      end,
      KINDS[kind],
      names[speaker - 1] ?? null,
      RULES[rule - 1] ?? null,
    ]),
    reported: sentences.filter((one) => one[2] && !touches(one)).map(([start, end, by]) => [start, end, names[by - 1]]),
  };
}

/// Every kind of thing that the engine looks at, and scripts that it does not know.
const TEXT = [
  "KYIV, Ukraine — “We will not wait,” President-elect María O'Neil-Díaz told the BBC on Monday, Aug. 18, 2025.",
  "The U.S. Senate met at 5 p.m. Mr. Baker, of the Ministry of Defence in London (MOD), asked for $3.5 billion — 12 %.",
  "Trump–Putin talks ended early. The Russian-US deal, he said on X, was “dead”. Who pays? Nobody knew.",
  "Об этом сказал г. Иванов. Он уехал в Москву. 😀 São Paulo's mayor, J. R. Ribeiro, came 200 km from Rio de Janeiro.",
  "外交部发言人表示，会谈很有成果。双方将继续对话。\u00a0Die Koalition tagt am 3. Oktober. Der Kanzler fehlt.",
  "Emmanuel Macron met Angela Merkel in Berlin. “We must act,” the French president said. “Never,” she replied. Moon Jae-in came.",
  "Judge Ann Stone spoke. “The dam is old and it leaks every year,” the judge said. “We will build another one there.",
  "“It will hold for a hundred years or more,” she added: N5bn, 5ft 10in, 2024-05-06, Rs 500 crore.",
  "BAKER: The so-called “peace plan” is dead. J. D. Vance of Harlow Foods Plc agreed; Harlow Foods paid. They won 3-2.She left.",
  "Baker did not answer. A spokesman for the Bank of England said the U.K. would act; the EU, NATO and the World Cup go on.",
].join("\n");

// Before anything is open: while the program is built, nothing here is served.
const row = byCommandLine(TEXT);
const expected = shownOf(TEXT, row);

story("finds in the page what the command line finds", async (page, { context }) => {
  assert.ok(expected.length > 15 && expected.flatMap((one) => one.mentions).length > 20);
  assert.ok(row.quotations.some((quotation) => quotation.speaker) && row.reported.length > 0);
  // The worker is there: a load that breaks off its arrival would be a fault.
  await inspector(page).getByText("How this was found").click();
  await inspector(page).getByText(/^the trained model/).first().waitFor();
  await listen(context);
  await page.reload();
  await mounted(page);
  await sentence(page, 0).waitFor();
  await button(corpus(page), "Add articles").click();
  await page.getByLabel("Choose files").setInputFiles({ name: "all.txt", mimeType: "text/plain", buffer: Buffer.from(TEXT) });
  await corpus(page).getByRole("button", { name: /all\.txt|KYIV/ }).first().waitFor();
  const shown = () =>
    page.locator("[data-sentence]").evaluateAll((elements) =>
      elements.map((element) => ({
        text: element.textContent,
        mentions: [...element.querySelectorAll("[data-mention]")].map((m) => `${m.textContent}|${m.dataset.kind}`),
      })),
    );
  await until(async () => (await shown()).some((one) => one.text.includes("Ribeiro")), "the article to be open");
  const found = await shown();
  assert.deepEqual(found, expected);
  const id = `sha256:${createHash("sha256").update(TEXT).digest("hex")}`;
  const document = (await documents(page)).get(id);
  assert.deepEqual(answered(document), inBytes(TEXT, row));
});

story("says how it found what is in a sentence", async (page) => {
  await sentence(page, 0).waitFor();
  const how = inspector(page).getByText("How this was found");
  await how.click();
  await inspector(page).getByText(/^the trained model.*%.sure$/).first().waitFor();
  await inspector(page).getByText("Ends here").waitFor();
  await keys(page, "j");
  await inspector(page).getByText(/a full stop|the line ends/).first().waitFor();
});
