//! What the first screen has no need of: the views beside the text and what lies over it. In the built page they are a
//! module of their own, which comes when the page is at rest, or as soon as somebody asks for one of them.
//!
//! The program is cut in `src/main.rs`, and the components here wait for the later part. Everything else in the
//! program is written as if it were one piece.

use super::platform::later::when_idle;
use super::store::{Store, use_store};
use super::views::{drawn_panel, drawn_view};
use crate::app::panel::Panel;
use crate::app::route::View;
use crate::app::update::Action;
use gloo_utils::{document, window};
use std::cell::{Cell, OnceCell, RefCell};
use std::future::Future;
use std::pin::Pin;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Response;
use yew::prelude::*;

/// The ways into the later part.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    /// Draws what lies over the page.
    pub(super) panel: fn(&Store, Panel) -> Html,
    /// Draws what stands under a view's heading.
    pub(super) view: fn(&Store, View) -> Html,
}

/// Fetches the later part. It must not be called where its files cannot be had.
pub type Load = fn() -> Pin<Box<dyn Future<Output = Parts>>>;

/// The later part itself: whoever names this function has all of it in the same module.
pub fn parts() -> Parts {
    Parts { panel: drawn_panel, view: drawn_view }
}

/// What is known of the later part.
#[derive(Default)]
struct Later {
    load: OnceCell<Load>,
    parts: OnceCell<Parts>,
    is_coming: Cell<bool>,
    /// Told whether it could be had.
    waiting: RefCell<Vec<Callback<bool>>>,
}

thread_local! {
    static LATER: Later = Later::default();
}

/// Loads the later part in this way, once the page is at rest.
pub(super) fn load_when_idle(load: Load) {
    // A page starts once.
    let _ = LATER.with(|later| later.load.set(load));
    when_idle(|| spawn_local(fetch()));
}

/// The later part; where it is not there yet, it is fetched if it is `needed`, and the component drawn again.
#[hook]
pub(super) fn use_parts(needed: bool) -> Option<Parts> {
    let store = use_store();
    let again = use_force_update();
    let parts = LATER.with(|later| later.parts.get().copied());
    use_effect_with(needed && parts.is_none(), move |is_missing| {
        if *is_missing {
            let on_end = Callback::from(move |is_there| {
                if is_there {
                    again.force_update();
                } else {
                    let text = "This part of the page could not be fetched. Is the network there? Then ask again.";
                    store.dispatch(Action::Close);
                    store.dispatch(Action::Notice(text.into()));
                }
            });
            LATER.with(|later| later.waiting.borrow_mut().push(on_end));
            spawn_local(fetch());
        }
    });
    parts
}

/// Fetches the later part unless it is there or on its way, and tells those who wait for it.
async fn fetch() {
    let Some(load) = LATER.with(|later| later.load.get().copied()) else { return };
    if LATER.with(|later| later.parts.get().is_some() || later.is_coming.replace(true)) {
        return;
    }
    let is_there = are_files_there().await;
    if is_there {
        let parts = load().await;
        let _ = LATER.with(|later| later.parts.set(parts));
    }
    LATER.with(|later| later.is_coming.set(false));
    let waiting = LATER.with(|later| later.waiting.take());
    waiting.into_iter().for_each(|on_end| on_end.emit(is_there));
}

/// Whether all files of the later part can be fetched; afterwards they are in the browser's cache. A page that was
/// not cut has none.
async fn are_files_there() -> bool {
    let app = document().query_selector("meta[name=standpoint-app]").ok().flatten();
    let files = app.and_then(|app| app.get_attribute("data-parts")).unwrap_or_default();
    for file in files.split_whitespace() {
        let answer = JsFuture::from(window().fetch_with_str(file)).await;
        let is_there = answer.is_ok_and(|answer| answer.dyn_into::<Response>().is_ok_and(|answer| answer.ok()));
        if !is_there {
            return false;
        }
    }
    true
}
