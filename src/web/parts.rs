//! What the first screen has no need of: how a project is changed, the views beside the text, what lies over it, and
//! reading and writing what is stored. In the built page this is a module of its own, which comes when the page is at
//! rest, or as soon as it is needed.
//!
//! The program is cut in `src/main.rs`, and the components here wait for the later part. Everything else in the
//! program is written as if it were one piece.

use super::platform::boot::{Booted, Found};
use super::platform::later::{pause, when_idle};
use super::platform::request::Input;
use super::platform::saver::Saver;
use super::platform::stored;
use super::store::{Store, use_store};
use super::views::{drawn_inspector, drawn_panel, drawn_view};
use super::{effects, opening};
use crate::app::command::Command;
use crate::app::panel::Panel;
use crate::app::route::View;
use crate::app::save::Entry;
use crate::app::session::Session;
use crate::app::update::{Action, Effect};
use crate::model::Time;
use gloo_utils::{document, window};
use js_sys::{Function, JsString, Promise, Reflect};
use std::cell::{Cell, OnceCell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

/// The ways into the later part.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    /// Lets something happen to the session: [`Session::update`].
    pub(super) update: fn(&mut Session, Action, Time) -> Vec<Effect>,
    /// Whether a command would do anything now.
    pub(super) can_run: fn(&Session, &Command) -> bool,
    /// Draws what lies over the page.
    pub(super) panel: fn(&Store, Panel) -> Html,
    /// Draws what stands under a view's heading.
    pub(super) view: fn(&Store, View) -> Html,
    /// Draws what is in the inspector.
    pub(super) inspector: fn() -> Html,
    /// Opens files and pasted texts.
    open: fn(&Store, Vec<Input>),
    /// Opens a pasted text.
    paste: fn(&Store, JsString),
    /// Does what follows from an update, as far as [`Store`] does not do it itself.
    pub(super) perform: fn(&Store, Effect),
    /// Begins with what the page does unasked.
    begin: fn(&Store),
    /// Reads what was stored.
    pub(super) stored: fn(Found) -> Pin<Box<dyn Future<Output = Booted>>>,
    /// Writes to the journal.
    pub(super) write: fn(Saver, Rc<[Entry]>),
    /// Replaces the journal by a snapshot.
    pub(super) shorten: fn(Saver),
}

/// Fetches the later part. It must not be called where its files cannot be had.
pub type Load = fn() -> Pin<Box<dyn Future<Output = Parts>>>;

/// The later part itself: whoever names this function has all of it in the same module.
pub fn parts() -> Parts {
    Parts {
        update: Session::update,
        can_run: |session, command| command.can_run(session),
        panel: drawn_panel,
        view: drawn_view,
        inspector: drawn_inspector,
        open: opening::files,
        paste: opening::pasted,
        perform: effects::perform,
        begin: effects::begin,
        stored: |found| Box::pin(stored::read(found)),
        write: |saver, batch| spawn_local(saver.write(batch)),
        shorten: |saver| spawn_local(saver.shorten()),
    }
}

/// The time between two looks whether the later part has come, in milliseconds.
const LOOK_MS: u32 = 30;

/// The time before it is asked for again where it could not be had, in milliseconds.
const AGAIN_MS: u32 = 2_000;

type Waiting = Box<dyn FnOnce(Option<Parts>)>;

/// What is known of the later part.
#[derive(Default)]
struct Later {
    load: OnceCell<Load>,
    parts: OnceCell<Parts>,
    is_coming: Cell<bool>,
    /// Whose later part is to begin when it is there.
    begins: RefCell<Option<Store>>,
    /// Get it, or nothing if it cannot be had.
    waiting: RefCell<Vec<Waiting>>,
}

thread_local! {
    static LATER: Later = Later::default();
}

/// From now on the later part can be fetched, in this way.
pub(super) fn connect(load: Load) {
    // A page starts once.
    let _ = LATER.with(|later| later.load.set(load));
}

/// Fetches the later part once the page is at rest; there it begins with what it does unasked.
pub(super) fn fetch_when_idle(store: &Store) {
    LATER.with(|later| later.begins.replace(Some(store.clone())));
    when_idle(|| {
        spawn_local(async {
            there().await;
            begin();
        });
    });
}

fn begin() {
    if let Some(parts) = at_hand()
        && let Some(store) = LATER.with(|later| later.begins.take())
    {
        (parts.begin)(&store);
    }
}

/// The later part, if it is there.
pub(super) fn at_hand() -> Option<Parts> {
    LATER.with(|later| later.parts.get().copied())
}

/// The later part, when it is there; without a network this waits for one.
pub(super) async fn there() -> Parts {
    loop {
        if let Some(parts) = at_hand() {
            return parts;
        }
        if LATER.with(|later| later.is_coming.get()) {
            pause(LOOK_MS).await;
            continue;
        }
        fetch().await;
        if at_hand().is_none() {
            tell_who_waits();
            pause(AGAIN_MS).await;
        }
    }
}

/// Whoever comes again sees no text before the later part is there; the line of index.html says what is amiss.
fn tell_who_waits() {
    if let Some(line) = document().get_element_by_id("boot") {
        line.set_text_content(Some(
            "A part of the page could not be fetched. Is the network there? It is asked for again by itself.",
        ));
    }
}

/// Does something when the later part is there, however often it could not be had before; does not ask for it.
pub(super) fn when_there(act: impl FnOnce(Parts) + 'static) {
    match at_hand() {
        Some(parts) => act(parts),
        None => on_end(move |parts| match parts {
            Some(parts) => act(parts),
            None => when_there(act),
        }),
    }
}

/// Opens files.
pub(super) fn open_files(store: &Store, files: Vec<Input>) {
    if !files.is_empty() {
        with_parts(store, move |store, parts| (parts.open)(store, files));
    }
}

/// Opens a pasted text.
pub(super) fn open_paste(store: &Store, text: JsString) {
    with_parts(store, move |store, parts| (parts.paste)(store, text));
}

/// The later part, if it is there; the component is drawn again when it comes, but does not ask for it.
#[hook]
pub(super) fn use_parts_in_time() -> Option<Parts> {
    let again = use_force_update();
    let parts = at_hand();
    use_effect_with(parts.is_none(), move |is_missing| {
        if *is_missing {
            when_there(move |_| again.force_update());
        }
    });
    parts
}

/// The later part; where it is not there yet, it is fetched if it is `needed`, and the component drawn again.
#[hook]
pub(super) fn use_parts(needed: bool) -> Option<Parts> {
    let store = use_store();
    let again = use_force_update();
    let parts = at_hand();
    use_effect_with(needed && parts.is_none(), move |is_missing| {
        if *is_missing {
            with_parts(&store, move |_, _| again.force_update());
        }
    });
    parts
}

/// Does something with the later part, now or when it is there.
pub(super) fn with_parts(store: &Store, act: impl FnOnce(&Store, Parts) + 'static) {
    if let Some(parts) = at_hand() {
        return act(store, parts);
    }
    let store = store.clone();
    on_end(move |parts| match parts {
        Some(parts) => act(&store, parts),
        None => {
            let text = "This part of the page could not be fetched. Is the network there? Then ask again.";
            store.go_without();
            store.dispatch(Action::Notice(text.into()));
        }
    });
    spawn_local(fetch());
}

/// Does something when the later part was got or could not be had.
fn on_end(act: impl FnOnce(Option<Parts>) + 'static) {
    LATER.with(|later| later.waiting.borrow_mut().push(Box::new(act)));
}

/// Fetches the later part unless it is there or on its way, and tells those who wait for it.
async fn fetch() {
    let Some(load) = LATER.with(|later| later.load.get().copied()) else { return };
    if LATER.with(|later| later.parts.get().is_some() || later.is_coming.replace(true)) {
        return;
    }
    if are_files_there().await {
        let parts = load().await;
        let _ = LATER.with(|later| later.parts.set(parts));
    }
    LATER.with(|later| later.is_coming.set(false));
    let (parts, waiting) = LATER.with(|later| (later.parts.get().copied(), later.waiting.take()));
    waiting.into_iter().for_each(|act| act(parts));
    begin();
}

/// Whether all files of the later part can be fetched; boot.js keeps them. A page that was not cut has none.
async fn are_files_there() -> bool {
    let app = document().query_selector("meta[name=standpoint-app]").ok().flatten();
    let files = app.and_then(|app| app.get_attribute("data-parts")).unwrap_or_default();
    for file in files.split_whitespace() {
        let fetch = Reflect::get(&window(), &"standpointFile".into()).and_then(|fetch| fetch.dyn_into::<Function>());
        let answer = fetch.and_then(|fetch| fetch.call1(&window(), &file.into()));
        let Ok(answer) = answer else { return false };
        if JsFuture::from(answer.unchecked_into::<Promise>()).await.is_err() {
            return false;
        }
    }
    true
}
