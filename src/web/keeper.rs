//! Keeps the focus where the work is when what had it goes: a button that was pressed and is no longer needed, a field
//! that was only there to be filled in. Without it whoever works by keys would begin at the top of the page again.
//!
//! It looks after such losses alone. Where the focus goes with a dialog or a view is theirs.

use super::focus;
use super::platform::later::later;
use super::store::Store;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_utils::document;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

thread_local! {
    /// What had the focus last, and what that was in, from the inside out; empty for a sentence of the text.
    static LAST: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
}

/// A change that a key makes is drawn in its own frame or in the one after.
const LOOKS: u32 = 2;

/// What can have the focus.
const CONTROLS: &str = "button:enabled, input:enabled, select:enabled, textarea:enabled, a[href], summary";

/// Looks after the focus until the page ends.
pub(super) fn begin(store: &Store) {
    let of_control = |event: &web_sys::Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let target = target.filter(|element| !element.has_attribute("data-sentence"));
        LAST.set(std::iter::successors(target, |element| element.parent_element()).collect());
    };
    EventListener::new(&document(), "focusin", of_control).forget();
    // Before those who keep such an event to themselves.
    for name in ["keydown", "click", "submit", "change"] {
        EventListener::new_with_options(&document(), name, EventListenerOptions::run_in_capture_phase(), |_| {
            look(LOOKS)
        })
        .forget();
    }
    // What goes by itself, as when the worker has an answer.
    store.listen(Rc::new(|| look(LOOKS)));
}

/// Looks so many frames from now on whether the focus was lost. Nothing is done while it is in the text, where most
/// keys are pressed.
fn look(n_more: u32) {
    if LAST.with_borrow(Vec::is_empty) {
        return;
    }
    later(Box::new(move || {
        if focus::is_lost() {
            restore();
        }
        if n_more > 0 {
            look(n_more - 1);
        }
    }));
}

/// Gives the focus to what is nearest to where it was. Who took it away on purpose, as by a click beside everything,
/// keeps it so: then what had it is still there.
fn restore() {
    let chain = LAST.with_borrow(Clone::clone);
    let Some(had) = chain.first() else { return };
    if had.is_connected() && !had.matches(":disabled").unwrap_or(false) {
        return;
    }
    let Some(around) = chain.iter().skip(1).position(|element| element.is_connected()) else { return };
    let is_in_dialog = chain.iter().any(|element| element.tag_name() == "DIALOG" && element.is_connected());
    if !is_in_dialog && focus::to_current_sentence() {
        return;
    }
    // What is around all panes begins with the way past them, which is nobody's next step.
    let mut within = chain[around + 1..].iter().take_while(|element| !element.matches(".page").unwrap_or(true));
    let place = within.find_map(|element| control_in(element).or_else(|| heading_of(element)));
    match place {
        Some(place) => drop(place.focus()),
        None => focus::to_heading(),
    }
}

/// The first control in an element.
fn control_in(element: &Element) -> Option<HtmlElement> {
    element.query_selector(CONTROLS).ok()??.dyn_into().ok()
}

/// The heading of a section without controls: from there a screen reader reads what has become of it.
fn heading_of(section: &Element) -> Option<HtmlElement> {
    let heading = section.query_selector("h2, h3").ok()?.filter(|_| section.tag_name() == "SECTION")?;
    let _ = heading.set_attribute("tabindex", "-1");
    heading.dyn_into().ok()
}
