// What the page's worker answers: heard on its way to the page, and read by hand (`src/app/protocol`). For what the
// page shows only in part: whose words a quotation is, which entity a name is of, where everything stands in bytes.

/// What the frames of a document are, by the byte that they begin with, and how many numbers a row of a column has.
const COLUMNS = { 8: ["paragraphs", 4], 9: ["sentences", 3], 10: ["tokens", 2], 11: ["mentions", 4], 27: ["quotations", 5] };
const ENTITY_KEY = 13;
const ENTITY_NAME = 14;
const DOCUMENT = 16;

/// Has every page of a context that is opened from now on keep what its workers say.
export const listen = (context) =>
  context.addInitScript(() => {
    window.heard = [];
    const { Worker } = window;
    window.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        this.addEventListener("message", ({ data }) => {
          if (data?.[1] instanceof Uint8Array) window.heard.push(Array.from(data[1]));
        });
      }
    };
  });

/// The documents that were answered so far, by the id of their article.
export async function documents(page) {
  const messages = await page.evaluate(() => window.heard);
  const found = new Map();
  let document = {};
  for (const message of messages) {
    const bytes = Uint8Array.from(message);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < bytes.length; ) {
      const [kind, length] = [bytes[at], view.getUint32(at + 1, true)];
      const payload = bytes.subarray(at + 5, at + 5 + length);
      const text = () => new TextDecoder().decode(payload);
      if (COLUMNS[kind]) {
        const [name, width] = COLUMNS[kind];
        const numbers = Array.from({ length: length / 4 }, (_, nth) => view.getUint32(at + 5 + 4 * nth, true));
        const rows = Array.from({ length: numbers.length / width }, (_, nth) => numbers.slice(nth * width, (nth + 1) * width));
        document[name] = [...(document[name] ?? []), ...rows];
      } else if (kind === ENTITY_KEY) (document.keys ??= []).push(text());
      else if (kind === ENTITY_NAME) (document.names ??= []).push(text());
      else if (kind === DOCUMENT) {
        found.set(text(), document);
        document = {};
      }
      at += 5 + length;
    }
  }
  return found;
}
