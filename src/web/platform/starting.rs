//! How the worker's module is had: in a worker, or by the address under which the page itself loads it.

use wasm_bindgen::JsValue;
use web_sys::{Worker, WorkerOptions, WorkerType};

/// Starts a worker.
pub(super) fn spawn() -> Result<Worker, JsValue> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&start_script(), &options)
}

/// The address of `start-worker.js`, with the version that the build wrote into the page, so that no cache mixes the
/// page of one build with the worker of another.
pub(super) fn start_script() -> String {
    let app = gloo_utils::document().query_selector("meta[name=standpoint-app]").ok().flatten();
    let version = app.and_then(|app| app.get_attribute("data-version")).unwrap_or_default();
    format!("./start-worker.js?{version}")
}
