// Starts the modules of long and seldom needed work: as a worker's script, or as a script of the page where no worker
// can start. The build writes their real names into this file, each with a word that differs between builds.
import init from "./worker.js";
await init({ module_or_path: new URL("./worker_bg.wasm", import.meta.url) });
