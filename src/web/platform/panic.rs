//! The last words of a page that has panicked: log, stop, and show the static dialog outside Yew.
//!
//! Nothing is saved here: the journal already has everything that was called saved. The dialog and its buttons are
//! `crash.js`, which needs neither Rust nor Yew.

use std::cell::Cell;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

/// The event on `window` that `crash.js` listens for; its `detail` is the message.
const EVENT: &str = "standpoint-crash";

thread_local! {
    static IS_DEAD: Cell<bool> = const { Cell::new(false) };
}

/// Sets the hook. To be called before the page is rendered, else Yew puts its own.
pub fn install() {
    yew::set_custom_panic_hook(Box::new(|info| {
        let message = info.to_string();
        web_sys::console::error_1(&JsValue::from_str(&message));
        if IS_DEAD.replace(true) {
            return;
        }
        let init = CustomEventInit::new();
        init.set_detail(&JsValue::from_str(&message));
        // In a worker there is no window; its own `onerror` tells the page.
        if let (Some(window), Ok(event)) = (web_sys::window(), CustomEvent::new_with_event_init_dict(EVENT, &init)) {
            drop(window.dispatch_event(&event));
        }
    }));
}

/// Whether the page has panicked. Nothing may be dispatched then: the state may be half changed.
pub fn is_dead() -> bool {
    IS_DEAD.get()
}
