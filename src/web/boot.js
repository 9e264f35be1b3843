// Loads the app: the glue and the module whose hashed names the build wrote into <meta name="standpoint-app">.
// A file and not an inline script, so that the page's Content-Security-Policy allows no inline script at all.
// What it does not do: draw. It only takes the loading line away, or says in it why the app did not start.

const app = document.querySelector('meta[name="standpoint-app"]');
const boot = document.getElementById("boot");
const address = (name) => new URL(app.dataset[name], document.baseURI).href;

// The browser takes its time over a database, so it opens it while the program is on its way; src/web/platform/db.rs
// goes on with it. The version goes up when stores change.
const database = new Promise((answer) => {
  const request = indexedDB.open("standpoint", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("journal", { autoIncrement: true });
    for (const name of ["articles", "snapshot", "meta"]) request.result.createObjectStore(name);
  };
  request.onsuccess = request.onerror = request.onblocked = answer;
});
// The program says what it means when there is none.
database.catch(() => {});
window.standpointDatabase = database;

try {
  if (typeof WebAssembly !== "object") {
    throw new Error("this browser has no WebAssembly, or it is turned off");
  }
  // Compiled while it arrives, beside the glue; a host that does not call it WebAssembly has it fetched by the glue.
  const compiled = WebAssembly.compileStreaming(fetch(address("wasm"))).catch(() => address("wasm"));
  const glue = await import(address("glue"));
  await glue.default({ module_or_path: compiled });
  // The app first reads what is stored, so it draws some time after its start.
  const root = document.getElementById("app");
  const drawn = () => root.childElementCount > 0 && (boot.remove(), true);
  if (!drawn()) new MutationObserver((_, observer) => drawn() && observer.disconnect()).observe(root, { childList: true });
} catch (error) {
  boot.textContent = `Standpoint could not start: ${error.message}. Load the page again, or use a current browser.`;
  throw error;
}
