//! Small things asked of the window: the address, the focus, the preferences.

use super::keys;
use crate::app::prefs::Prefs;
use crate::app::time_spent::TimeSpent;
use gloo_timers::callback::Timeout;
use gloo_utils::{document, window};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

const PREFS_KEY: &str = "standpoint-prefs";
const TIMES_KEY: &str = "standpoint-times";
const PLACE_KEY: &str = "standpoint-place";

thread_local! {
    /// The address on its way; a newer one takes its place.
    static ON_ITS_WAY: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Pause after which the address follows the sentence, in milliseconds. Chromium loads the page's icon anew at each
/// change of address, which costs more than the key press itself.
const ADDRESS_MS: u32 = 120;

/// Makes `hash` the address, as a step that Back returns from.
pub fn push_address(hash: &str) {
    settle_address();
    // An address that cannot be set costs only the address.
    let _ = window().history().and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(hash)));
}

/// Makes `hash` the address, in place of the present one, once keys pause.
pub fn replace_address(hash: &str) {
    let hash = hash.to_owned();
    let timer = Timeout::new(ADDRESS_MS, move || {
        // Safari refuses more than 100 of these in 30 seconds; the next one after that sets it right.
        let _ = window().history().and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(&hash)));
    });
    ON_ITS_WAY.set(Some(timer));
}

/// Forgets an address that is on its way: another page of the history is wanted.
pub fn settle_address() {
    ON_ITS_WAY.set(None);
}

/// The fragment of the address.
pub fn address() -> String {
    window().location().hash().unwrap_or_default()
}

/// Keeps the address of the current sentence for the next visit.
pub fn keep_place(hash: &str) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(PLACE_KEY, hash);
    }
}

/// Keeps the time spent on sentences.
pub fn keep_times(times: &TimeSpent) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(TIMES_KEY, &times.write());
    }
}

/// The kept times.
pub fn times() -> TimeSpent {
    let kept = window().local_storage().ok().flatten().and_then(|storage| storage.get_item(TIMES_KEY).ok().flatten());
    TimeSpent::read(&kept.unwrap_or_default())
}

/// The address to begin at: the page's own, else that of the last visit.
pub fn first_address() -> String {
    let here = address();
    if here.len() > 1 {
        return here;
    }
    let kept = window().local_storage().ok().flatten().and_then(|storage| storage.get_item(PLACE_KEY).ok().flatten());
    kept.unwrap_or_default()
}

/// Keeps preferences in localStorage; where that is refused they last as long as the page.
pub fn keep_prefs(prefs: &Prefs) {
    if let Ok(Some(storage)) = window().local_storage() {
        let _ = storage.set_item(PREFS_KEY, &prefs.write());
    }
    show_prefs(prefs);
}

/// The kept preferences.
pub fn prefs() -> Prefs {
    let kept = window().local_storage().ok().flatten().and_then(|storage| storage.get_item(PREFS_KEY).ok().flatten());
    Prefs::read(&kept.unwrap_or_default())
}

/// Tells the styles which theme to use, and the views which keys to show.
pub fn show_prefs(prefs: &Prefs) {
    keys::show(&prefs.keys);
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-theme", prefs.theme.word());
    }
}

/// The current sentence in the text.
const CURRENT: &str = ".unit.now [data-sentence]";

/// Gives the current sentence the focus and brings it into sight, moving the text no more than needed; whether there
/// is one.
pub fn to_current_sentence() -> bool {
    let sentence = document().query_selector(CURRENT).ok().flatten();
    sentence.inspect(to_sentence).is_some()
}

/// Gives the heading of the view the focus, so that a screen reader reads on from there.
pub fn to_heading() {
    let find = |selector| document().query_selector(selector).ok().flatten();
    // What is open in the view is where one was.
    let heading = find("main h2[tabindex]").or_else(|| find("main h1"));
    if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let _ = heading.focus();
    }
}

/// Gives the heading the focus if what had it is gone.
pub fn to_heading_if_lost() {
    if is_lost() {
        to_heading();
    }
}

/// Gives the first button in the element of this id the focus.
pub fn to_button_in(id: &str) {
    let button = document().get_element_by_id(id).and_then(|element| element.query_selector("button").ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

/// Whether what had the focus is gone.
pub fn is_lost() -> bool {
    document().active_element().is_none_or(|element| element.tag_name() == "BODY")
}

/// Gives a sentence the focus and brings it into sight; not where somebody has read on before the app was there, who
/// would lose the line (`boot.js`).
pub fn to_sentence(element: &web_sys::Element) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(html) = element.dyn_ref::<HtmlElement>() {
        let _ = html.focus_with_options(&options);
    }
    if !element.closest("[data-read-ahead]").is_ok_and(|main| main.is_some()) {
        to_sight(element);
    }
}

/// Keeps up with the current sentence, whichever it is.
pub fn follow_current() {
    if let Ok(Some(sentence)) = document().query_selector(CURRENT) {
        follow(&sentence);
    }
}

/// Keeps up with the current sentence: gives it the focus where that takes nothing from anybody, and brings it into
/// sight wherever the focus is, unless somebody is typing.
pub fn follow(sentence: &web_sys::Element) {
    if is_free() {
        to_sentence(sentence);
    } else if !document().active_element().is_some_and(|element| is_text_box(&element)) {
        to_sight(sentence);
    }
}

/// Brings an element into sight, moving what holds it no more than needed.
pub fn to_sight(element: &web_sys::Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Takes the focus from a sentence that is about to go: the browser would lay out what is drawn so far, if the focus
/// went with it.
pub fn leave_sentence() {
    let sentence = document().active_element().filter(|element| element.has_attribute("data-sentence"));
    if let Some(sentence) = sentence.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = sentence.blur();
    }
}

/// Whether the focus is where moving it does not take anything from the person.
pub fn is_free() -> bool {
    is_lost()
        || document()
            .active_element()
            .is_some_and(|element| element.closest("main").ok().flatten().is_some_and(|_| !is_text_box(&element)))
}

/// Whether keys typed here are text.
pub fn is_text_box(element: &web_sys::Element) -> bool {
    element
        .matches("textarea, select, [contenteditable], input:not([type=button]):not([type=checkbox]):not([type=radio])")
        .unwrap_or(false)
}
