//! What texts are named after: their digests, by the browser where it can.

use crate::format::hash;
use crate::model::ArticleId;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Texts above this many bytes are announced by what their first part holds.
pub(super) const HEAD_ABOVE_BYTES: usize = 128 << 10;

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

/// The name of a text while it is read. A long one gets its digest afterwards, from [`digest`]; until then a sum that
/// tells it from others in its file will do (as FNV-1a, draft-eastlake-fnv, but eight bytes at a time).
pub(super) fn first_id(text: &str) -> ArticleId {
    if text.len() <= HEAD_ABOVE_BYTES {
        return hash::article_id(text);
    }
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    let words = words.iter().map(|word| u64::from_le_bytes(*word)).chain(rest.iter().map(|byte| u64::from(*byte)));
    let add = |sum: u64, word: u64| (sum ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29);
    ArticleId::new(format!("{:x} {}", words.fold(0xcbf2_9ce4_8422_2325, add), text.len()))
}
