//! The digest that names a text, by whoever makes it fastest.

use crate::format::hash;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The SHA-256 of the bytes in hex: by the browser, which takes a tenth of the time, where it serves this page; a page
/// that came neither by https nor from this machine does it itself.
pub(super) async fn digest(bytes: &[u8]) -> String {
    let by_browser = async {
        let subtle = Reflect::get(&Reflect::get(&js_sys::global(), &"crypto".into())?, &"subtle".into())?;
        let digest: Function = Reflect::get(&subtle, &"digest".into())?.dyn_into()?;
        let promise = digest.call2(&subtle, &"SHA-256".into(), &Uint8Array::from(bytes))?;
        let buffer = JsFuture::from(Promise::from(promise)).await?;
        Ok::<_, JsValue>(Uint8Array::new(&buffer).to_vec())
    };
    match by_browser.await {
        Ok(sum) => hash::hex(&sum),
        Err(_) => hash::sha256_hex(bytes),
    }
}
