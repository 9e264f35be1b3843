//! Files and pasted text on their way in. How they are opened is in [`super::opening`], which comes with the later
//! part.

use super::parts;
use super::platform::request::Input;
use super::store::Store;
use js_sys::JsString;

/// Imports chosen or dropped files.
pub fn files(store: &Store, files: &web_sys::FileList) {
    let inputs = (0..files.length()).filter_map(|ix| files.item(ix)).map(Input::File).collect();
    parts::open_files(store, inputs);
}

/// Imports pasted text.
pub fn pasted(store: &Store, text: impl Into<JsString>) {
    parts::open_paste(store, text.into());
}
