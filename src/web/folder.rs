//! Keeps the coders' own files in a folder, and reads what others put there.
//!
//! It decides little: what is to be read, whose file is written and whether it must be read first is
//! [`crate::app::folder`]'s, how files are reached is [`super::platform::folder`]'s. Here is when; what then goes
//! to and fro is in [`exchange`].

mod exchange;

use super::platform::folder::{self as disk, Ask, Folder};
use super::platform::later::pause;
use super::store::Store;
use crate::app::folder::kept::Kept;
use crate::app::folder::layout::own_path;
use crate::app::folder::writing::{due, taken_back};
use crate::app::folder::{self, FolderState, Trouble, may_write};
use crate::app::session::Session;
use crate::app::update::Action;
use crate::model::Project;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use gloo_utils::document;
use js_sys::Promise;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Pause after the last change before the files are written, in milliseconds.
const AFTER_MS: u32 = 3_000;

/// The longest that a change waits while others follow, in milliseconds.
const LONGEST_MS: u32 = 20_000;

/// Pause before it is tried again, in milliseconds; each time twice as long as before.
const RETRY_MS: u32 = 30_000;

/// So often the pause becomes longer. What has failed for half an hour is not tried more often than that.
const LONGER: u32 = 6;

/// The time between two looks whether something under way has ended, in milliseconds.
const LOOK_MS: u32 = 50;

/// So many looks, a pause apart, until articles that the engine has not read yet are done without: the files say what
/// it calls the things that are named, but one article on which it stopped must not keep the work out of the folder.
const N_LOOKS: u32 = 20;

/// The folder of this page.
#[derive(Default)]
struct Desk {
    folder: RefCell<Option<Folder>>,
    /// Whether the browser lets the page at it.
    is_open: Cell<bool>,
    /// Whether it was read since it was opened. Before that nothing is written.
    is_read: Cell<bool>,
    /// Whether the browser's picker is open.
    is_picking: Cell<bool>,
    /// Whether it was said that not all is in the folder that is to be left.
    is_warned: Cell<bool>,
    kept: RefCell<Kept>,
    /// The project that was last looked at.
    looked_at: RefCell<Option<Rc<Project>>>,
    could_write: Cell<bool>,
    is_busy: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
    /// When the first change was made that is not written, in milliseconds since 1970; 0 if there is none.
    since_ms: Cell<f64>,
    n_looks: Cell<u32>,
    /// How often in a row it did not go.
    n_failed: Cell<u32>,
}

thread_local! {
    static DESK: Desk = Desk::default();
}

/// Looks something up in what is remembered of the folder, or notes it down.
fn with_kept<T>(act: impl FnOnce(&mut Kept) -> T) -> T {
    DESK.with(|desk| act(&mut desk.kept.borrow_mut()))
}

/// Goes on with the folder of an earlier visit, and writes from now on what changes.
pub(super) fn begin(store: &Store) {
    let (of_changes, of_hiding) = (store.clone(), store.clone());
    store.listen(Rc::new(move || look(&of_changes)));
    EventListener::new(&document(), "visibilitychange", move |_| {
        // Whoever goes to look into the folder finds everything there.
        if document().hidden() && DESK.with(|desk| desk.timer.take()).is_some() {
            spawn_local(go_on(of_hiding.clone()));
        }
    })
    .forget();
    look(store);
}

/// Has the person pick a folder, and reads it.
pub(super) fn open(store: &Store) {
    if DESK.with(|desk| desk.is_picking.replace(true)) {
        return;
    }
    let store = store.clone();
    spawn_local(async move {
        let picked = disk::pick().await;
        DESK.with(|desk| desk.is_picking.set(false));
        match picked {
            Ok(None) => {}
            Ok(Some(folder)) => {
                wait_for_turn().await;
                DESK.with(|desk| {
                    // What the folder before was to be asked again is not for this one.
                    desk.timer.take();
                    desk.is_busy.set(true);
                    desk.kept.replace(Kept::default());
                });
                connect(folder.clone());
                disk::keep(&folder, "").await;
                DESK.with(|desk| desk.is_busy.set(false));
                read(store).await;
            }
            Err(Trouble::NotAllowed) => {
                let text = "No folder was opened: the browser did not let the page ask for one, or this folder is one \
                            that it gives to no page. Try again, or choose another.";
                store.dispatch(Action::Notice(text.into()));
            }
            Err(why) => store.dispatch(Action::Notice(format!("No folder was opened: {why}").into())),
        }
    });
}

/// Asks the person for the folder of an earlier visit, or for one that the browser took away.
pub(super) fn reconnect(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        let Some(folder) = DESK.with(|desk| desk.folder.borrow().clone()) else { return };
        if folder.may_write(Ask::Person).await {
            connect(folder);
            read(store).await;
        } else {
            let text = "The browser did not let the page write to the folder. Press Reconnect again and allow it, or \
                        open the folder anew.";
            store.dispatch(Action::Notice(text.into()));
        }
    });
}

/// Reads what has changed in the folder.
pub(super) fn read_again(store: &Store) {
    spawn_local(read(store.clone()));
}

/// Writes what is to be written and forgets the folder. What is in it stays. If not all could be written, that is said
/// first, and the folder is forgotten when it is asked for once more.
pub(super) fn stop(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        wait_for_turn().await;
        if DESK.with(|desk| desk.is_open.get() && desk.is_read.get()) {
            // Nothing is waited for.
            DESK.with(|desk| desk.n_looks.set(N_LOOKS));
            write(store.clone()).await;
        }
        wait_for_turn().await;
        let is_left = with_kept(|kept| {
            let due = store.read(|session| due(session, kept));
            due.iter().any(|due| due.step.as_ref() != kept.step(&due.coder))
        });
        if let (true, Some(name), false) = (is_left, name(), DESK.with(|desk| desk.is_warned.replace(true))) {
            let text = format!(
                "Not all that was done here is in the folder {name}. It is saved in this browser. Press “Stop using \
                 this folder” again to leave the folder all the same."
            );
            return store.dispatch(Action::Notice(text.into()));
        }
        DESK.with(|desk| {
            desk.timer.take();
            desk.is_open.set(false);
            desk.is_warned.set(false);
            desk.folder.take();
            desk.kept.take();
        });
        disk::forget().await;
        tell(&store, FolderState::None);
    });
}

/// Writes what a team begins with into the folder, for whoever opens it: articles, codebook and assignments.
pub(super) fn write_project(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        wait_for_turn().await;
        let is_ready = DESK.with(|desk| desk.is_open.get() && desk.is_read.get());
        let Some(folder) = DESK.with(|desk| desk.folder.borrow().clone().filter(|_| is_ready)) else { return };
        DESK.with(|desk| desk.is_busy.set(true));
        let written = exchange::write_project(&store, &folder).await;
        disk::keep(&folder, &with_kept(|kept| kept.write())).await;
        DESK.with(|desk| desk.is_busy.set(false));
        match written {
            Ok(()) => store.dispatch(Action::Notice(store.read(folder::in_project_file))),
            Err(why) => fail(&store, why),
        }
    });
}

/// Looks whether there is something to write; asked whenever something happened.
fn look(store: &Store) {
    let (project, may) = store.read(|session| (session.project().clone(), may_write(session.save_state())));
    let is_new = DESK.with(|desk| {
        if may && !desk.could_write.replace(may) && desk.folder.borrow().is_none() {
            spawn_local(recall(store.clone()));
        }
        let is_same = desk.looked_at.borrow().as_ref().is_some_and(|known| Rc::ptr_eq(known, &project));
        may && desk.is_open.get() && !is_same
    });
    if is_new {
        DESK.with(|desk| desk.looked_at.replace(Some(project)));
        let is_due = DESK.with(|desk| store.read(|session| !due(session, &desk.kept.borrow()).is_empty()));
        let is_written = store.read(|session| matches!(session.folder(), FolderState::Written { .. }));
        if let (true, true, Some(name)) = (is_due, is_written, name()) {
            tell(store, FolderState::Behind { name });
        }
        write_in(store, AFTER_MS);
    }
}

/// Finds the folder of an earlier visit.
async fn recall(store: Store) {
    let Some((folder, memory)) = disk::recall().await else { return };
    DESK.with(|desk| {
        desk.kept.replace(Kept::read(&memory));
        desk.folder.replace(Some(folder.clone()));
    });
    if folder.may_write(Ask::Quietly).await {
        connect(folder);
        // What is remembered is kept when a reading has succeeded.
        DESK.with(|desk| desk.is_read.set(!memory.is_empty()));
        if let Some(name) = name() {
            tell(&store, FolderState::Behind { name });
        }
        write_in(&store, 0);
    } else if let Some(name) = name() {
        tell(&store, FolderState::Asleep { name });
    }
}

fn connect(folder: Folder) {
    DESK.with(|desk| {
        desk.folder.replace(Some(folder));
        desk.is_open.set(true);
        desk.is_read.set(false);
        desk.is_warned.set(false);
    });
}

fn name() -> Option<Rc<str>> {
    DESK.with(|desk| desk.folder.borrow().as_ref().map(|folder| folder.name().into()))
}

fn tell(store: &Store, state: FolderState) {
    store.dispatch(folder::now(state));
}

/// Says what is in the way; where time may help, it is tried again.
fn fail(store: &Store, why: Trouble) {
    let Some(name) = name() else { return };
    let then = why.clone();
    tell(store, FolderState::Failed { name, why });
    match then {
        // A folder that is none of a project's is not written into.
        Trouble::NotAllowed | Trouble::TooMany => DESK.with(|desk| desk.is_open.set(false)),
        // The next change is looked at, as any.
        Trouble::TakenBack => {}
        _ => {
            let n_failed = DESK.with(|desk| desk.n_failed.replace(desk.n_failed.get() + 1));
            write_in(store, RETRY_MS << n_failed.min(LONGER));
        }
    }
}

/// Reads the folder if that is owed, and otherwise writes what is due.
async fn go_on(store: Store) {
    match DESK.with(|desk| (desk.is_open.get(), desk.is_read.get())) {
        (false, _) => {}
        (true, true) => write(store).await,
        (true, false) => read(store).await,
    }
}

/// Goes on after this pause, or sooner if something waits for long.
fn write_in(store: &Store, pause_ms: u32) {
    let store = store.clone();
    DESK.with(|desk| {
        let now = js_sys::Date::now();
        if desk.since_ms.get() == 0.0 {
            desk.since_ms.set(now);
        }
        let left_ms = (f64::from(LONGEST_MS) + desk.since_ms.get() - now).max(0.0) as u32;
        // A retry has its own time.
        let pause_ms = if pause_ms > AFTER_MS { pause_ms } else { pause_ms.min(left_ms) };
        let timer = Timeout::new(pause_ms, move || {
            // This timer's own handle: it has rung, so forgetting it loses nothing.
            if let Some(rung) = DESK.with(|desk| desk.timer.take()) {
                rung.forget();
            }
            spawn_local(go_on(store));
        });
        desk.timer.replace(Some(timer));
    });
}

/// Waits until nothing else is at the folder.
async fn wait_for_turn() {
    while DESK.with(|desk| desk.is_busy.get()) {
        pause(LOOK_MS).await;
        // A hidden page does not pause.
        JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await.ok();
    }
}

/// Reads what is new in the folder, and then writes what is due.
async fn read(store: Store) {
    wait_for_turn().await;
    let Some(folder) = DESK.with(|desk| desk.folder.borrow().clone()) else { return };
    tell(&store, FolderState::Reading { name: folder.name().into() });
    DESK.with(|desk| {
        desk.is_busy.set(true);
        desk.is_read.set(false);
        // Since it was asked for; the pause before another begins anew.
        desk.since_ms.set(0.0);
    });
    let read = exchange::read_new(&store, &folder).await;
    DESK.with(|desk| desk.is_busy.set(false));
    match read {
        Ok(n_files) => {
            DESK.with(|desk| (desk.is_read.set(true), desk.n_failed.set(0)));
            tell(&store, FolderState::Behind { name: folder.name().into() });
            store.dispatch(folder::say_read(n_files));
            write_in(&store, 0);
        }
        Err(why) => fail(&store, why),
    }
}

/// Writes what is due.
async fn write(store: Store) {
    if DESK.with(|desk| desk.is_busy.get()) {
        return write_in(&store, AFTER_MS);
    }
    let may = store.read(|session| may_write(session.save_state()));
    let folder = DESK.with(|desk| desk.folder.borrow().clone().filter(|_| desk.is_open.get() && desk.is_read.get()));
    let Some(folder) = folder.filter(|_| may) else { return };
    let lost = with_kept(|kept| store.read(|session| taken_back(session, kept)));
    let is_lost = lost.is_some();
    if with_kept(|kept| kept.note_lost(lost)) {
        // The history forgets it one day, and the page with it.
        let memory = with_kept(|kept| kept.write());
        disk::keep(&folder, &memory).await;
    }
    if is_lost {
        return fail(&store, Trouble::TakenBack);
    }
    let is_unread = store.read(|session| !session.unread().is_empty());
    let n_looks = DESK.with(|desk| desk.n_looks.get());
    if is_unread && n_looks < N_LOOKS {
        DESK.with(|desk| desk.n_looks.set(n_looks + 1));
        return write_in(&store, AFTER_MS);
    }
    DESK.with(|desk| {
        desk.n_looks.set(0);
        desk.since_ms.set(0.0);
        desk.is_busy.set(true);
    });
    let written = exchange::write_all(&store, &folder).await;
    let memory = DESK.with(|desk| desk.kept.borrow().write());
    disk::keep(&folder, &memory).await;
    DESK.with(|desk| desk.is_busy.set(false));
    match written {
        // What was done meanwhile is written by the next round.
        Ok(()) if DESK.with(|desk| desk.timer.borrow().is_some()) => {}
        Ok(()) => {
            DESK.with(|desk| (desk.is_warned.set(false), desk.n_failed.set(0)));
            tell(&store, FolderState::Written { name: folder.name().into() });
        }
        Err(why) => fail(&store, why),
    }
}

/// Whether somebody sits here, and what their file is called.
pub(super) fn own_file_of(session: &Session) -> Option<String> {
    session.coder().map(own_path)
}
