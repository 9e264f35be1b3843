// Shows the dialog #crash when the page's program has died, with what helps without it: reload, and a download of
// everything this browser has stored. Plain JavaScript on purpose: it must work when nothing else does.
"use strict";
(() => {
  const DB_NAME = "standpoint";

  const whole = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  // Opens whatever version is there, and makes none if there is none.
  const open = () => {
    const request = indexedDB.open(DB_NAME);
    request.onupgradeneeded = () => request.transaction.abort();
    return whole(request);
  };

  const readable = (value) => (value instanceof Uint8Array ? new TextDecoder().decode(value) : value);

  async function rawData() {
    const db = await open();
    try {
      const data = { about: "Everything Standpoint has stored in this browser, as stored.", stores: {} };
      const names = [...db.objectStoreNames];
      const tx = db.transaction(names, "readonly");
      await Promise.all(
        names.map(async (name) => {
          const store = tx.objectStore(name);
          const [keys, values] = await Promise.all([whole(store.getAllKeys()), whole(store.getAll())]);
          data.stores[name] = keys.map((key, ix) => ({ key, value: readable(values[ix]) }));
        }),
      );
      return JSON.stringify(data, null, 1);
    } finally {
      db.close();
    }
  }

  function download(text) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = "standpoint-raw-data.json";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  function show(message) {
    const dialog = document.getElementById("crash");
    if (!dialog || dialog.open) return;
    const detail = document.getElementById("crash-detail");
    if (detail) detail.textContent = message;
    dialog.showModal();
  }

  function bind() {
    const on = (id, act) => document.getElementById(id)?.addEventListener("click", act);
    on("crash-reload", () => location.reload());
    on("crash-download", async () => {
      const status = document.getElementById("crash-status");
      try {
        download(await rawData());
        if (status) status.textContent = "The stored data were downloaded.";
      } catch (error) {
        if (status) status.textContent = `The stored data could not be read: ${error?.message ?? "nothing is stored"}.`;
      }
    });
  }

  window.addEventListener("standpoint-crash", (event) => show(String(event.detail)));
  // Traps that pass by the panic hook, such as a full memory or stack.
  const ofTrap = (reason) => reason instanceof WebAssembly.RuntimeError && show(String(reason.message));
  if (typeof WebAssembly === "object") {
    window.addEventListener("error", (event) => ofTrap(event.error));
    window.addEventListener("unhandledrejection", (event) => ofTrap(event.reason));
  }
  // The Data view offers the same download while the page is well.
  window.standpointDownloadRaw = async () => download(await rawData());
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", bind);
  else bind();
})();
