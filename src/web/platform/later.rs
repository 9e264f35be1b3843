//! What can wait until the change that a key made is on the screen: the panes beside the text, and saving; and what
//! takes long and is done a part at a time.

use crate::format::journal::Writing;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use gloo_utils::{document, window};
use js_sys::{Function, Object, Promise, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Left to the browser for painting, in milliseconds after its frame began.
const PAINT_MS: u32 = 4;

/// The longest wait for a frame, in milliseconds: a page that is not painted must save too.
const FRAME_MS: u32 = 250;

/// The longest wait for a page at rest, in milliseconds.
const IDLE_MS: u32 = 2_000;

type Act = Box<dyn FnOnce()>;

struct Later {
    acts: RefCell<Vec<Act>>,
    /// What waits longer, unless the page is hidden or goes away.
    pauses: RefCell<Vec<Act>>,
    /// Ends the wait for a frame; there while something waits.
    due: Cell<Option<Timeout>>,
    _on_hide: [EventListener; 2],
}

thread_local! {
    static LATER: Later = Later {
        acts: RefCell::default(),
        pauses: RefCell::default(),
        due: Cell::default(),
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
        let due = later.due.take();
        if due.is_none() {
            // At the start of the frame nothing is painted yet.
            let on_frame = Closure::once_into_js(|| Timeout::new(PAINT_MS, now).forget());
            // Refused by no browser, and the timer would come to it all the same.
            drop(window().request_animation_frame(on_frame.unchecked_ref()));
        }
        later.due.set(Some(due.unwrap_or_else(|| Timeout::new(FRAME_MS, now))));
    });
}

/// Does at once what waits.
fn now() {
    let acts = LATER.with(|later| {
        later.due.take();
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

/// Lets others have the page between two parts of long work; not in a page that is hidden, which would wait long.
pub async fn give_way() {
    if !document().hidden() {
        TimeoutFuture::new(0).await;
    }
}

/// A text of the journal, in as many tasks as it takes.
pub async fn in_words(mut writing: Writing<'_>) -> String {
    loop {
        match writing.go_on() {
            Some(text) => return text,
            None => give_way().await,
        }
    }
}

/// Does this when the page is at rest.
pub fn when_idle(act: impl FnOnce() + 'static) {
    // Safari has `requestIdleCallback` only since 2025; without it, a moment later will do.
    let window = gloo_utils::window();
    let idle = Reflect::get(&window, &"requestIdleCallback".into()).and_then(|idle| idle.dyn_into::<Function>());
    match idle {
        Ok(idle) => {
            let options = Object::new();
            let act = Closure::once_into_js(act);
            // Neither can fail on a plain object and a function of the browser's.
            drop(Reflect::set(&options, &"timeout".into(), &IDLE_MS.into()));
            drop(idle.call2(&window, &act, &options));
        }
        Err(_) => {
            Timeout::new(200, act).forget();
        }
    }
}
