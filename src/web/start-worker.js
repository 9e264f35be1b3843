// Starts the module of long and seldom needed work: as a worker's script, or as a script of the page where no worker
// can start. The version in this file's own address goes on to the others, so that no two builds mix in a cache.
const beside = (name) => new URL(name + new URL(import.meta.url).search, import.meta.url).href;
const { default: init } = await import(beside("worker.js"));
await init({ module_or_path: beside("worker_bg.wasm") });
