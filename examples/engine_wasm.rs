//! The engine alone as a WebAssembly module, for `cargo xtask bench engine`: compiled like the page's worker, measured
//! in a browser. Not part of the page.
//!
//! It leaves one function on the global object, so that no export and with it no attribute of wasm-bindgen is needed.

use js_sys::{Array, Reflect};
use standpoint::find::analyze;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// `standpointAnalyze(text)` returns the numbers of sentences and of names.
const NAME: &str = "standpointAnalyze";

fn main() {
    let read = Closure::<dyn Fn(String) -> Array>::new(|text: String| {
        let document = analyze(&text);
        let counts = [document.sentences.len(), document.mentions.len()];
        counts.into_iter().map(|count| JsValue::from(count as u32)).collect::<Array>()
    });
    let is_set = Reflect::set(&js_sys::global(), &NAME.into(), read.as_ref().unchecked_ref());
    assert!(is_set.is_ok(), "the global object takes a new name");
    // The page calls it as long as it is open.
    read.forget();
}
