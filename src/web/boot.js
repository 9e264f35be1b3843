// Loads the app: the glue and the module whose hashed names the build wrote into <meta name="standpoint-app">.
// A file and not an inline script, so that the page's Content-Security-Policy allows no inline script at all.
// What it does not do: draw. It only takes the loading line away, or says in it why the app did not start.

const app = document.querySelector('meta[name="standpoint-app"]');
const boot = document.getElementById("boot");

try {
  if (typeof WebAssembly !== "object") {
    throw new Error("this browser has no WebAssembly, or it is turned off");
  }
  const glue = await import(new URL(app.dataset.glue, document.baseURI).href);
  await glue.default({ module_or_path: new URL(app.dataset.wasm, document.baseURI).href });
  // The app first reads what is stored, so it draws some time after its start.
  const root = document.getElementById("app");
  const drawn = () => root.childElementCount > 0 && (boot.remove(), true);
  if (!drawn()) new MutationObserver((_, observer) => drawn() && observer.disconnect()).observe(root, { childList: true });
} catch (error) {
  boot.textContent = `Standpoint could not start: ${error.message}. Load the page again, or use a current browser.`;
  throw error;
}
