// Loads the app: the glue and the module whose hashed names the build wrote into <meta name="standpoint-app">.
// A file and not an inline script, so that the page's Content-Security-Policy allows no inline script at all.
// What it does not do: draw. It only hands over from the first screen, which the build wrote into the page, to what the
// program draws in its place, takes the loading line away, or says in it why the app did not start.

const app = document.querySelector('meta[name="standpoint-app"]');
const address = (name) => new URL(app.dataset[name], document.baseURI).href;

// Opens the database, and makes its stores if there are none. The version goes up when stores change.
const open = () =>
  new Promise((answer) => {
    const request = indexedDB.open("standpoint", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("journal", { autoIncrement: true });
      for (const name of ["articles", "snapshot", "meta"]) request.result.createObjectStore(name);
    };
    request.onsuccess = (event) => {
      // A page that did not start must not stand in the way of a newer one.
      request.result.onversionchange = () => request.result.close();
      answer(event);
    };
    request.onerror = request.onblocked = answer;
  });

// What src/web/first.js remembers; nothing, where it decided against the first screen.
const first = window.standpointFirst;

// Lets the reader go on where he is in the text, and then do what he did already.
function handOver(root) {
  root.removeAttribute("aria-busy");
  if (!first) return;
  const text = root.querySelector("main");
  if (text && first.scrollTop > 0) {
    text.scrollTop = first.scrollTop;
    // src/web/focus.rs leaves the text where it is, until the reader does something.
    text.dataset.readAhead = "";
    for (const name of ["keydown", "pointerdown", "hashchange"]) {
      addEventListener(name, () => delete text.dataset.readAhead, { capture: true, once: true });
    }
  }
  const acts = first.end();
  // Once it is painted: before, nothing can be hit in a text with content-visibility.
  requestAnimationFrame(() => setTimeout(() => acts.forEach((act) => act())));
}

// The browser takes its time over it, so it begins while the program is on its way; src/web/platform/db.rs asks for
// the outcome, and opens it again if it is taken away.
let early = open();
// The program says what it means when there is none.
early.catch(() => {});
window.standpointDatabase = () => {
  const opened = early ?? open();
  early = null;
  return opened;
};

try {
  if (typeof WebAssembly !== "object") {
    throw new Error("this browser has no WebAssembly, or it is turned off");
  }
  // Compiled while it arrives, beside the glue. Where that cannot be, since the host does not call it WebAssembly or
  // the browser is old, the glue takes the file as it is.
  const compile = async () => WebAssembly.compileStreaming(fetch(address("wasm")));
  const compiled = compile().catch(() => fetch(address("wasm")));
  // Who comes again needs the later part before the text is there: src/web/parts.rs.
  if (!first) app.dataset.parts?.split(" ").forEach((name) => name && fetch(name).catch(() => {}));
  const glue = await import(address("glue"));
  // This script does not wait for the page, so that the program is on its way early; the program needs all of it: the
  // elements, the styles, and crash.js, which is to hear its last words.
  if (document.readyState === "loading") await new Promise((ready) => addEventListener("DOMContentLoaded", ready));
  const root = document.getElementById("app");
  if (!first) {
    root.replaceChildren();
    delete document.documentElement.dataset.start;
  }
  // Left alone by screen readers until it can be worked with.
  root.setAttribute("aria-busy", "true");
  const loaded = (element) => new Promise((ready) => (element.onload = element.onerror = ready));
  const styles = document.querySelector("link[rel=stylesheet]");
  if (!styles.sheet) await loaded(styles);
  if (!window.standpointDownloadRaw) await loaded(document.querySelector('script[src*="crash"]'));
  // The app first reads what is stored, so it draws some time after its start.
  const before = root.firstElementChild;
  new MutationObserver((_, observer) => {
    if ((root.firstElementChild ?? before) === before) return;
    observer.disconnect();
    document.getElementById("boot").remove();
    handOver(root);
  }).observe(root, { childList: true });
  await glue.default({ module_or_path: compiled });
} catch (error) {
  // The first screen stays, to be read.
  document.getElementById("app")?.removeAttribute("aria-busy");
  first?.end();
  document.getElementById("boot").textContent = `Standpoint could not start: ${error.message}. Load the page again, or use a current browser.`;
  throw error;
}
