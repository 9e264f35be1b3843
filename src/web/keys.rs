//! One listener for all keys of the page.

use super::focus;
use super::store::Store;
use crate::app::command;
use crate::app::keymap::{Keymap, is_of_text_box};
use crate::app::update::Action;
use crate::text::lower;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_utils::document;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

thread_local! {
    /// The keys that views show where they are not the commands' own.
    static CHOSEN: RefCell<Vec<(String, &'static str)>> = const { RefCell::new(Vec::new()) };
}

/// Has views show these keys. Each key text is kept for good, so that showing one costs nothing; they are few, since a
/// person chooses them one by one.
pub fn show(keymap: &Keymap) {
    let keep = |(id, key): (&str, &str)| {
        let known = CHOSEN.with_borrow(|chosen| chosen.iter().map(|(_, key)| *key).find(|known| *known == key));
        (id.to_owned(), known.unwrap_or_else(|| &*String::leak(key.to_owned())))
    };
    let chosen = keymap.chosen().map(keep).collect();
    CHOSEN.set(chosen);
}

/// The key of a command that is shown; empty for one without.
pub fn key_of(command_id: &str) -> &'static str {
    let chosen = CHOSEN.with_borrow(|chosen| chosen.iter().find(|(id, _)| id == command_id).map(|(_, key)| *key));
    chosen.or_else(|| command::by_id(command_id)?.keys.first().copied()).unwrap_or("")
}

/// Listens until the page ends. On the document and not in a view, since keys work wherever the focus is.
pub fn listen(store: Store) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&document(), "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let Some(key) = key_name(event) else { return };
        if is_somebody_elses(event, &key) || store.read(|session| session.panel().is_some()) {
            return;
        }
        let is_ours = store.read(|session| {
            command::for_key(session, &key).is_some() || command::label_for_key(session, &key).is_some()
        });
        if is_ours {
            event.prevent_default();
            if let Some(code) = code_with_focus().filter(|_| key == GUIDE_KEY) {
                return store.dispatch(Action::Explain(code.into()));
            }
            store.dispatch(Action::Key(key));
        }
    })
    .forget();
}

/// What shows the guideline of the code that the control with the focus is about.
const GUIDE_KEY: &str = "g";

fn code_with_focus() -> Option<String> {
    document().active_element()?.get_attribute("data-code").filter(|code| !code.is_empty())
}

/// A key as the keymap writes it: `j`, `Shift+j`, `Mod+Shift+z`, `ArrowDown`, `?`.
///
/// Shift counts for letters and named keys only: `?` is itself wherever a layout puts it.
/// `None` with Alt, and while an input method composes.
pub fn key_name(event: &KeyboardEvent) -> Option<String> {
    if event.alt_key() || event.is_composing() {
        return None;
    }
    let key = event.key();
    let mut chars = key.chars();
    let only = chars.next().filter(|_| chars.next().is_none());
    let is_letter = only.is_some_and(char::is_alphabetic);
    let mut name = String::new();
    if event.ctrl_key() || event.meta_key() {
        name.push_str("Mod+");
    }
    if event.shift_key() && (is_letter || only.is_none()) {
        name.push_str("Shift+");
    }
    name.push_str(&if is_letter { key.chars().map(lower).collect() } else { key });
    Some(name)
}

/// Whether it has what the browser may take back; a list to choose from never has.
fn can_take_back(text_box: &Element) -> bool {
    let is_filled = js_sys::Reflect::get(text_box, &"value".into()).is_ok_and(|value| value.is_truthy());
    is_filled && text_box.tag_name() != "SELECT"
}

/// Whether the key belongs to the element with the focus: text to a text box, Enter and Space to a
/// button, arrows to a group of radio buttons.
fn is_somebody_elses(event: &KeyboardEvent, key: &str) -> bool {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return false };
    if focus::is_text_box(&target) {
        return is_of_text_box(key, || can_take_back(&target));
    }
    let is_on = |selector: &str| target.closest(selector).ok().flatten().is_some();
    match key {
        "Enter" | " " => is_on("button, a[href], summary, input"),
        "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" | "Home" | "End" => is_on("[role=radiogroup], input"),
        _ => false,
    }
}
