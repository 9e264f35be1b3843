//! What the first screen has no need of: the views beside the text, what lies over it, and the readers of what was
//! stored. In the built page this is a module of its own, which comes when the page is at rest, or as soon as it is
//! needed.
//!
//! The program is cut in `src/main.rs`, and the components here wait for the later part. Everything else in the
//! program is written as if it were one piece.

use super::platform::later::{pause, when_idle};
use super::platform::request::Input;
use super::store::{Store, use_store};
use super::views::{drawn_inspector, drawn_panel, drawn_view};
use super::{download, folder, opening};
use crate::app::choosing;
use crate::app::panel::Panel;
use crate::app::picker::PickerKind;
use crate::app::protocol::{Broken, Decoder, Reply};
use crate::app::route::View;
use crate::app::update::{Action, DownloadKind};
use crate::edit::Transaction;
use crate::format::journal::{self, JournalError};
use crate::model::{ArticleId, Project};
use gloo_utils::{document, window};
use js_sys::{Function, Promise, Reflect};
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
    /// Draws what lies over the page.
    pub(super) panel: fn(&Store, Panel) -> Html,
    /// Draws what stands under a view's heading.
    pub(super) view: fn(&Store, View) -> Html,
    /// Draws what is in the inspector.
    pub(super) inspector: fn() -> Html,
    /// Opens a list.
    list: fn(PickerKind, Option<usize>) -> Action,
    /// Looks for a pattern in all articles.
    search: fn(&Store, &Rc<str>),
    /// Opens files and pasted texts.
    open: fn(&Store, Vec<Input>),
    /// Hands the project to the person as a file.
    download: fn(&Store, DownloadKind),
    /// Goes on with the project folder of an earlier visit.
    begin: fn(&Store),
    readers: Readers,
}

/// The readers of what was written at another time or place. Who comes for the first time has nothing of that kind.
#[derive(Clone, Copy, Debug)]
pub struct Readers {
    /// Of the journal's transactions.
    pub transaction: fn(&str, Texts<'_>) -> Result<Transaction, JournalError>,
    /// Of its snapshots.
    pub snapshot: fn(&str, Texts<'_>) -> Result<Project, JournalError>,
    /// Of the worker's messages.
    pub message: fn(&mut Decoder, &[u8]) -> Result<Vec<Reply>, Broken>,
}

/// Finds the text of an article.
pub type Texts<'a> = &'a dyn Fn(&ArticleId) -> Option<Rc<str>>;

/// Fetches the later part. It must not be called where its files cannot be had.
pub type Load = fn() -> Pin<Box<dyn Future<Output = Parts>>>;

/// The later part itself: whoever names this function has all of it in the same module.
pub fn parts() -> Parts {
    let readers = Readers { transaction: journal::decode, snapshot: journal::decode_snapshot, message: Decoder::read };
    Parts {
        panel: drawn_panel,
        view: drawn_view,
        inspector: drawn_inspector,
        list: choosing::open,
        search: opening::search,
        open: opening::files,
        download: download::project,
        begin: folder::begin,
        readers,
    }
}

/// The time between two looks whether the later part has come, in milliseconds.
const LOOK_MS: u32 = 30;

/// The time before it is asked for again where it could not be had, in milliseconds.
const AGAIN_MS: u32 = 2_000;

/// What is known of the later part.
#[derive(Default)]
struct Later {
    load: OnceCell<Load>,
    parts: OnceCell<Parts>,
    is_coming: Cell<bool>,
    /// Whose later part is to begin when it is there.
    begins: RefCell<Option<Store>>,
    /// Get it, or nothing if it cannot be had.
    waiting: RefCell<Vec<Callback<Option<Parts>>>>,
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
            fetch().await;
            begin();
        });
    });
}

fn begin() {
    if let Some(parts) = LATER.with(|later| later.parts.get().copied())
        && let Some(store) = LATER.with(|later| later.begins.take())
    {
        (parts.begin)(&store);
    }
}

/// The readers, when they are there; without a network this waits for one.
pub(super) async fn readers() -> Readers {
    loop {
        if let Some(parts) = LATER.with(|later| later.parts.get().copied()) {
            return parts.readers;
        }
        if LATER.with(|later| later.is_coming.get()) {
            pause(LOOK_MS).await;
            continue;
        }
        fetch().await;
        if LATER.with(|later| later.parts.get().is_none()) {
            pause(AGAIN_MS).await;
        }
    }
}

/// Opens a list, at once if the later part is there.
pub(super) fn open_list(store: &Store, kind: PickerKind, then_position: Option<usize>) {
    with_parts(store, move |store, parts| store.dispatch((parts.list)(kind, then_position)));
}

/// Looks for a pattern in all articles.
pub(super) fn search(store: &Store, query: Rc<str>) {
    with_parts(store, move |store, parts| (parts.search)(store, &query));
}

/// Opens files and pasted texts.
pub(super) fn open_files(store: &Store, files: Vec<Input>) {
    if !files.is_empty() {
        with_parts(store, move |store, parts| (parts.open)(store, files.clone()));
    }
}

/// Hands the project to the person as a file of this kind.
pub(super) fn download(store: &Store, kind: DownloadKind) {
    with_parts(store, move |store, parts| (parts.download)(store, kind));
}

/// The later part, if it is there; the component is drawn again when it comes, but does not ask for it.
#[hook]
pub(super) fn use_parts_in_time() -> Option<Parts> {
    let again = use_force_update();
    let parts = LATER.with(|later| later.parts.get().copied());
    use_effect_with(parts.is_none(), move |is_missing| {
        if *is_missing {
            wait(again);
        }
    });
    parts
}

/// Draws a component again when the later part is there, however often it could not be had before.
fn wait(again: UseForceUpdateHandle) {
    let on_end = Callback::from(move |parts: Option<Parts>| match parts {
        Some(_) => again.force_update(),
        None => wait(again.clone()),
    });
    LATER.with(|later| later.waiting.borrow_mut().push(on_end));
}

/// The later part; where it is not there yet, it is fetched if it is `needed`, and the component drawn again.
#[hook]
pub(super) fn use_parts(needed: bool) -> Option<Parts> {
    let store = use_store();
    let again = use_force_update();
    let parts = LATER.with(|later| later.parts.get().copied());
    use_effect_with(needed && parts.is_none(), move |is_missing| {
        if *is_missing {
            with_parts(&store, move |_, _| again.force_update());
        }
    });
    parts
}

/// Does something with the later part, now or when it is there.
fn with_parts(store: &Store, act: impl Fn(&Store, Parts) + 'static) {
    if let Some(parts) = LATER.with(|later| later.parts.get().copied()) {
        return act(store, parts);
    }
    let store = store.clone();
    let on_end = Callback::from(move |parts: Option<Parts>| match parts {
        Some(parts) => act(&store, parts),
        None => {
            let text = "This part of the page could not be fetched. Is the network there? Then ask again.";
            store.dispatch(Action::Close);
            store.dispatch(Action::Notice(text.into()));
        }
    });
    LATER.with(|later| later.waiting.borrow_mut().push(on_end));
    spawn_local(fetch());
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
    waiting.into_iter().for_each(|on_end| on_end.emit(parts));
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
