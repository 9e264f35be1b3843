// A coder at work, counted: sixty sentences of the bundled articles get a sentiment and a stance each, by keyboard
// alone, after a plan made beforehand. Says how many keys that took, moving on and choosing targets included, and
// whether the file that comes out holds what was planned.

import { assert, button, corpus, download, inspector, keys, sentence } from "./support.mjs";

const SENTENCES = 60;
const TONES = ["negative", "neutral", "positive"];
const POSITIONS = ["favor", "against", "neutral", "unclear"];
const POSITION_KEYS = ["f", "a", "n", "u"];

/// So many sentences in a row are about one target, as an article keeps to its subject for a while.
const RUN = 12;

/// Targets, as a coder begins to type them; a target that was chosen before is on a digit.
const TARGETS = [
  { typed: "sanc", name: "Sanctions on Russia" },
  { typed: "cease", name: "Ceasefire" },
];

/// A number from 0 to n - 1, the same ones in each run (Lehmer's generator).
function chance() {
  let state = 20250815;
  return (n) => ((state = (state * 48271) % 2147483647), state % n);
}

/// Tags on a fresh page. Answers { presses, wrong }: all key presses, and what in the file is not as planned.
export async function tagSixty(page) {
  let presses = 0;
  const press = async (...names) => {
    presses += names.length;
    await keys(page, ...names);
  };
  await sentence(page, 0).waitFor();
  await sayWho(page);

  const next = chance();
  const plan = [];
  let recent = [];
  await press("Space");
  let { articleIx, left } = await place(page, 0);
  for (let n = 0; n < SENTENCES; n += 1) {
    if (left === 0) {
      await press("]");
      ({ articleIx, left } = await place(page, articleIx + 1));
    }
    const target = TARGETS[Math.floor(n / RUN) % TARGETS.length];
    if (n % RUN === 0) {
      await press("t");
      const box = page.getByRole("combobox", { name: "Target of the stance" });
      await box.waitFor();
      const digit = recent.indexOf(target.name) + 1;
      if (digit > 0) await press(String(digit));
      else await press(...target.typed, "Enter");
      await box.waitFor({ state: "detached" });
      recent = [target.name, ...recent.filter((name) => name !== target.name)];
    }
    const [tone, position] = [next(TONES.length), next(POSITIONS.length)];
    plan.push({ articleIx, tone: TONES[tone], position: POSITIONS[position], target: target.name });
    await press(String(tone + 1), POSITION_KEYS[position]);
    left -= 1;
  }

  const { text } = await download(page, button(corpus(page), "Download JSON"));
  return { presses, sentences: SENTENCES, wrong: compare(plan, JSON.parse(text)) };
}

/// The page asks once who is tagging, at the first tag, which is then given and here taken back.
async function sayWho(page) {
  await keys(page, "1");
  const box = page.getByRole("textbox", { name: "Your name" });
  await box.fill("Ana");
  await keys(page, "Enter", "Control+z");
  await box.waitFor({ state: "detached" });
}

/// Which article is open, and how many sentences it has.
async function place(page, articleIx) {
  const where = inspector(page).getByText(/^Sentence 1 of \d+$/);
  await where.waitFor();
  return { articleIx, left: Number((await where.innerText()).match(/of (\d+)/)[1]) };
}

/// What in the file is not as planned, a line each.
function compare(plan, file) {
  const name = (target) => file.codebook.targets.find((one) => (target.entity ? one.entity === target.entity : one.id === target.concept))?.name;
  const of = (type) => file.annotations.filter((a) => a.type === type);
  // By article as they came, then by place: the order in which they were tagged.
  const articles = [...new Set(of("sentiment").sort((a, b) => a.created.localeCompare(b.created)).map((a) => a.article))];
  const ordered = (type) => of(type).sort((a, b) => articles.indexOf(a.article) - articles.indexOf(b.article) || a.start - b.start);
  const [tones, stances] = [ordered("sentiment"), ordered("stance")];
  assert.equal(tones.length, plan.length, "one sentiment a sentence");
  assert.equal(stances.length, plan.length, "one stance a sentence");
  return plan.flatMap((meant, n) => {
    const [tone, stance] = [tones[n], stances[n]];
    const got = { articleIx: articles.indexOf(tone.article), tone: tone.value, position: stance.position, target: name(stance.target) };
    const same = tone.start === stance.start && tone.article === stance.article && JSON.stringify(got) === JSON.stringify(meant);
    return same ? [] : [`sentence ${n + 1}: ${JSON.stringify(meant)} was meant, ${JSON.stringify(got)} is there`];
  });
}
