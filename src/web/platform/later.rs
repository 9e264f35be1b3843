//! What can wait until the change that a key made is on the screen: the panes beside the text, and saving.
//!
//! It is a timer of about a frame and not the frame itself: a page that is not painted must save too.

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_utils::{document, window};
use js_sys::Promise;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// By then the frame that a key asked for has been painted, in milliseconds: the longest wait for a screen of 60 Hz.
const FRAME_MS: u32 = 20;

type Act = Box<dyn FnOnce()>;

struct Later {
    acts: RefCell<Vec<Act>>,
    /// What waits longer, unless the page is hidden or goes away.
    pauses: RefCell<Vec<Act>>,
    is_due: Cell<bool>,
    _on_hide: [EventListener; 2],
}

thread_local! {
    static LATER: Later = Later {
        acts: RefCell::default(),
        pauses: RefCell::default(),
        is_due: Cell::new(false),
        // A phone may end a hidden page without another word, and a closing one has no later.
        _on_hide: ["visibilitychange", "pagehide"].map(|name| EventListener::new(&window(), name, |_| hide())),
    };
}

/// Does this after the next frame, in the order of the calls; at once in a page that is hidden or goes away.
pub fn later(act: Act) {
    if document().hidden() {
        return act();
    }
    LATER.with(|later| {
        later.acts.borrow_mut().push(act);
        if !later.is_due.replace(true) {
            Timeout::new(FRAME_MS, now).forget();
        }
    });
}

/// Does at once what waits.
fn now() {
    let acts = LATER.with(|later| {
        later.is_due.set(false);
        later.acts.take()
    });
    acts.into_iter().for_each(|act| act());
}

/// Does at once what waits, pauses included.
fn hide() {
    now();
    let pauses = LATER.with(|later| later.pauses.take());
    pauses.into_iter().for_each(|end| end());
}

/// Waits so many milliseconds; not at all in a page that is hidden, and no longer in one that goes away.
pub async fn pause(ms: u32) {
    if document().hidden() {
        return;
    }
    let ended = Promise::new(&mut |resolve, _| {
        // A promise's own `resolve` cannot throw, and a second call does nothing.
        let end: Rc<dyn Fn()> = Rc::new(move || drop(resolve.call0(&JsValue::UNDEFINED)));
        let on_hide = end.clone();
        LATER.with(|later| later.pauses.borrow_mut().push(Box::new(move || on_hide())));
        Timeout::new(ms, move || end()).forget();
    });
    // Never rejected.
    drop(JsFuture::from(ended).await);
}
