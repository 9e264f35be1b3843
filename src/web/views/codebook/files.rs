//! What the codebook is called, and codebooks as files: one's own, and those that come with the page.

use super::Shown;
use super::form::{to_part, value_of};
use crate::app::codebook::{BookStep, edit};
use crate::app::ids::slug;
use crate::app::update::Action;
use crate::format;
use crate::web::download::save_text;
use crate::web::store::Store;
use crate::web::views::control::Button;
use js_sys::JsString;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The head of the view: name and version, files, and the codebooks to begin with.
pub(super) fn head(shown: &Shown) -> Html {
    let store = shown.store.clone();
    let rename = Callback::from(move |event: Event| {
        store.dispatch(edit(BookStep::Name(value_of(&event).into())));
    });
    let export = {
        let codebook = shown.codebook.clone();
        Callback::from(move |_: MouseEvent| {
            let name = if codebook.name.is_empty() { "codebook".into() } else { slug(&codebook.name) };
            save_text(&format!("{name}.v{}.json", codebook.version), &format::codebook::write(&codebook));
        })
    };
    let import = {
        let store = shown.store.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.item(0)) {
                let (store, name) = (store.clone(), file.name());
                spawn_local(async move {
                    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.dyn_into::<JsString>().ok());
                    replace(&store, &name, &text.map(String::from).unwrap_or_default());
                });
            }
            // The same file can be chosen again once it is mended.
            input.set_value("");
        })
    };
    html! {
        <div class="book-head">
            <label class="field">
                { "Name of the codebook" }
                <input type="text" autocomplete="off" value={shown.codebook.name.to_string()} onchange={rename} />
            </label>
            <p class="lead">
                { format!("Version {}. Every change makes a new one, tags keep theirs, and Ctrl Z takes any change \
                           back.", shown.codebook.version) }
            </p>
            <div class="book-files">
                { Button::default().draw(export, "Export codebook".into()) }
                <label class="as-button">
                    { "Import codebook" }<input type="file" accept=".json" onchange={import} />
                </label>
            </div>
            <div class="book-files" role="group" aria-label="Begin with">
                <span>{ "Or begin with" }</span>
                { for format::codebook::all_bundled().map(|book| {
                    let is_this = book.name == shown.codebook.name;
                    let name = book.name.to_string();
                    let step = BookStep::Replace(Rc::new(book));
                    Button::pressed(is_this).draw(shown.store.on(edit(step)), name.into())
                }) }
            </div>
        </div>
    }
}

/// Puts the codebook of a file in the place of the present one.
fn replace(store: &Store, name: &str, text: &str) {
    match format::codebook::read(text) {
        Ok(codebook) => {
            store.dispatch(edit(BookStep::Replace(Rc::new(codebook))));
            to_part("book-queue");
        }
        Err(error) => {
            let text = format!("{name} did not come in: {error}. Nothing was changed.");
            store.dispatch(Action::Notice(text.into()));
        }
    }
}
