// What only a long article shows: that no more is drawn than what is near, that one can go anywhere in it all the same,
// and that a worker's death in the middle of it costs nothing else.

import { article, assert, button, corpus, keys, sentence, story, until } from "./support.mjs";

const N_SENTENCES = 9_000;

/// One paragraph of three sentences a line, some 600 KB.
const text = Array.from({ length: N_SENTENCES }, (_, n) => {
  const words = `Sentence number ${n} tells what Maria Lopez said about the dam in Berlin.`;
  return n % 3 === 2 ? `${words}\n` : `${words} `;
}).join("");

/// Pastes where no box has the focus.
const paste = (page, text) =>
  page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);

const counts = (page) => corpus(page).locator('[aria-current="true"]');

/// Pastes the long article and waits until the engine has read it to its end.
async function begin(page) {
  await sentence(page, 0).waitFor();
  await paste(page, text);
  await counts(page).filter({ hasText: `0 / ${N_SENTENCES}` }).waitFor();
}

/// Whether a sentence is on the screen.
const isInView = (page, ix) =>
  page.evaluate((ix) => {
    const box = document.querySelector(`[data-sentence="${ix}"]`)?.getBoundingClientRect();
    return !!box && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
  }, ix);

const nDrawn = (page) => page.locator("[data-sentence]").count();

story("a long article is drawn where one is, and Home, End, find and the wheel reach all of it", async (page) => {
  await begin(page);
  await until(() => isInView(page, 0), "the first sentence");
  await keys(page, "End");
  await until(() => isInView(page, N_SENTENCES - 1), "the last sentence");
  assert.ok((await nDrawn(page)) < 400, `${await nDrawn(page)} sentences are drawn`);

  await keys(page, "/");
  await page.getByRole("combobox").fill("number 4321 tells");
  await page.getByRole("option").first().waitFor();
  await keys(page, "Enter");
  await until(() => isInView(page, 4321), "the sentence that was found");
  assert.ok((await nDrawn(page)) < 400, `${await nDrawn(page)} sentences are drawn`);

  await keys(page, "Home");
  await until(() => isInView(page, 0), "the first sentence again");
  const box = await article(page).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + 400);
  await page.mouse.wheel(0, 40_000);
  // Text, and not an empty box, stands in the middle of the pane wherever one stops: a paragraph at one of three points,
  // since the first may fall between two.
  const middle = () =>
    page.evaluate(
      ([x, y]) => {
        const paragraph = [0, 20, 40].map((below) => document.elementFromPoint(x, y + below)?.closest(".para")).find(Boolean);
        return Number(paragraph?.querySelector("[data-sentence]")?.dataset.sentence ?? -1);
      },
      [box.x + box.width / 2, box.y + 400],
    );
  await until(async () => (await middle()) > 100, "text far below the first screen");
});

story(
  "a worker that dies while it reads costs that import, and the page takes its place",
  { allow: [/died/] },
  async (page, { server }) => {
    await sentence(page, 0).waitFor();
    await server.workerLoaded(page);
    const [worker] = page.workers();
    await worker.evaluate(() => {
      // What comes next finds it dead.
      onmessage = () => { throw new Error("died"); };
    });
    await paste(page, "Ana Diaz praised the dam. Greens oppose it.");
    await page.getByText("The engine stopped while it read this text.").waitFor();
    await button(page, "Put away").first().click();
    await paste(page, "Ana Diaz praised the dam. Greens oppose it.");
    await counts(page).filter({ hasText: "0 / 2" }).waitFor();
    assert.match(await sentence(page, 0).innerText(), /Ana Diaz praised the dam/);
  },
);
