//! From an empty tab to the stored project, and who may write.

use super::db::{Db, Snapshot, Stored};
use super::saver::Saver;
use super::tabs::Tabs;
use crate::app::replay::{Decode, Notice, Replay, Replayed, Unreadable};
use crate::app::save::{Event, ReadOnly, SaveState, StorageError};
use crate::edit::{History, Transaction};
use crate::format::journal::JournalError;
use crate::model::{ArticleId, CoderId, Project};
use crate::text::Map;
use crate::web::parts::{Readers, Texts, readers};
use gloo_timers::future::TimeoutFuture;
use js_sys::Date;
use std::cell::{Cell, OnceCell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// After so many milliseconds, reading what was stored goes on in another task.
const TASK_MS: f64 = 10.0;

/// What the page does when storage has something to say.
#[derive(Clone)]
pub struct Handlers {
    /// Each change of the save state, the first already during [`load`].
    pub on_state: Callback<SaveState>,
    /// Another tab, the writer, has saved these; to be applied as they are and not enqueued.
    pub on_foreign: Callback<Vec<Rc<Transaction>>>,
    /// The writer went away and this tab may now change the project; what it saved has come by `on_foreign`.
    pub on_become_writer: Callback<()>,
    /// This tab can no longer follow the writer's changes one by one: it is to be reloaded.
    pub on_left_behind: Callback<()>,
    /// The project as it stands, asked for in a pause of the work.
    pub snapshot: Rc<dyn Fn() -> Snapshot>,
}

/// What was found.
pub struct Booted {
    /// The stored project; `None` if there is none: begin a new one and enqueue what makes it.
    pub project: Option<Project>,
    /// What can be undone and redone.
    pub history: History,
    /// Who did the last stored step. The journal outlives a killed browser, localStorage's last seconds do not, so
    /// this is who tags here when the preferences name nobody.
    pub coder: Option<CoderId>,
    /// What the person is to know, whole sentences.
    pub notices: Vec<String>,
    /// What this tab may do.
    pub role: Role,
    /// The way to storage, for every tab; in a reading tab it takes nothing.
    pub saver: Saver,
}

/// What this tab may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Change and save.
    Writer,
    /// Look on.
    Reader(ReadOnly),
    /// Change, but nothing is saved: the page is to offer the download.
    MemoryOnly(StorageError),
}

/// Reads what is stored and finds out who may write. Never fails: without storage the page works in memory.
pub async fn load(handlers: Handlers) -> Booted {
    let saver = Saver::start(handlers.on_state.clone(), handlers.snapshot.clone());
    let follower: Rc<OnceCell<Follower>> = Rc::default();
    let tabs = Tabs::listen(Callback::from({
        let follower = follower.clone();
        move |()| {
            let follower = follower.clone();
            spawn_local(async move {
                if let Some(follower) = follower.get() {
                    follower.catch_up().await;
                }
            });
        }
    }));
    let on_lost = {
        let saver = saver.clone();
        Callback::from(move |lost| saver.lose(lost))
    };
    // Claimed before reading, so that no other tab writes between the reading and the first write.
    let is_writer = tabs.claim().await;
    let (booted, db) = read(saver, is_writer, Db::open(on_lost).await).await;
    match booted.role {
        Role::Writer => begin_writing(&booted.saver, &tabs),
        Role::Reader(ReadOnly::OtherTab) => {
            if let Some(db) = db {
                let _ = follower.set(Follower { db, saver: booted.saver.clone(), handlers, is_busy: Cell::new(false) });
                spawn_local(take_over(follower, tabs));
            }
        }
        Role::Reader(ReadOnly::NewerVersion) | Role::MemoryOnly(_) => tabs.give_up(),
    }
    booted
}

/// Waits for two things at once: the browser answers each only after a while.
pub async fn both<A, B>(one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, B) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let (mut first, mut second) = (None, None);
    poll_fn(move |context| {
        if first.is_none()
            && let Poll::Ready(value) = one.as_mut().poll(context)
        {
            first = Some(value);
        }
        if second.is_none()
            && let Poll::Ready(value) = other.as_mut().poll(context)
        {
            second = Some(value);
        }
        match (first.take(), second.take()) {
            (Some(one), Some(other)) => Poll::Ready((one, other)),
            (one, other) => {
                (first, second) = (one, other);
                Poll::Pending
            }
        }
    })
    .await
}

async fn read(saver: Saver, is_writer: bool, opened: Result<Db, StorageError>) -> (Booted, Option<Rc<Db>>) {
    let read = async {
        let db = opened?;
        let stored = db.load().await?;
        Ok((db, stored))
    };
    let (db, stored) = match read.await {
        Ok(read) => read,
        Err(why) => return (memory_only(saver, why), None),
    };
    let mut replayed = match stored.is_empty() {
        true => Replayed::default(),
        false => replay_stored(&stored, &readers().await).await,
    };
    if db.is_newer() && !replayed.is_newer {
        replayed.is_newer = true;
        replayed.notices.push(Notice::Newer);
    }
    let role = match (replayed.is_newer, is_writer) {
        (true, _) => Role::Reader(ReadOnly::NewerVersion),
        (false, false) => Role::Reader(ReadOnly::OtherTab),
        (false, true) => Role::Writer,
    };
    if role == Role::Writer
        && let Err(why) = set_aside(&db, &stored, &replayed).await
    {
        return (memory_only(saver, why), None);
    }
    let db = Rc::new(db);
    saver.adopt(db.clone(), stored.last_key(), replayed.n_since_snapshot);
    if let Role::Reader(why) = role {
        saver.on(Event::BecameReadOnly(why));
    }
    let notices = replayed.notices.iter().map(Notice::to_string).collect();
    let Replayed { project, history, coder, .. } = replayed;
    (Booted { project, history, coder, notices, role, saver }, Some(db))
}

fn memory_only(saver: Saver, why: StorageError) -> Booted {
    saver.on(Event::LoadFailed(why.clone()));
    let role = Role::MemoryOnly(why);
    Booted { project: None, history: History::default(), coder: None, notices: Vec::new(), role, saver }
}

fn begin_writing(saver: &Saver, tabs: &Tabs) {
    let tabs = tabs.clone();
    saver.announce(Callback::from(move |()| tabs.say_saved()));
    saver.on(Event::BecameWriter);
}

/// A damaged snapshot must be out of the way before anything is written; single damaged entries may stay where they
/// are when moving them fails: the next boot finds them again.
async fn set_aside(db: &Db, stored: &Stored, replayed: &Replayed) -> Result<(), StorageError> {
    if replayed.is_snapshot_damaged {
        db.set_all_aside(stored).await
    } else {
        if !replayed.set_aside.is_empty() {
            drop(db.set_aside(&replayed.set_aside).await);
        }
        Ok(())
    }
}

/// Reads the stored project in several tasks: of a large one nobody sees anything yet, but the page answers.
async fn replay_stored(stored: &Stored, readers: &Readers) -> Replayed {
    // Read once each, so that all records of an article share one text.
    let texts: RefCell<Map<ArticleId, Rc<str>>> = RefCell::default();
    let text = |id: &ArticleId| -> Option<Rc<str>> {
        if let Some(text) = texts.borrow().get(id) {
            return Some(text.clone());
        }
        let text = stored.text(id)?;
        texts.borrow_mut().insert(id.clone(), text.clone());
        Some(text)
    };
    let decode = Decode {
        project: &|json| (readers.snapshot)(json, &text).map_err(unreadable),
        transaction: &|json| (readers.transaction)(json, &text).map_err(unreadable),
    };
    let begun_ms = Cell::new(Date::now());
    let snapshot = stored.snapshot.as_ref();
    let mut replay = Replay::begin(snapshot.map(|(json, up_to)| (json.as_str(), *up_to)), &decode);
    for (key, text) in &stored.journal {
        rest(&begun_ms).await;
        replay.take(*key, text);
    }
    rest(&begun_ms).await;
    replay.end()
}

/// Ends the task if it has gone on for long.
async fn rest(begun_ms: &Cell<f64>) {
    if Date::now() - begun_ms.get() >= TASK_MS {
        TimeoutFuture::new(0).await;
        begun_ms.set(Date::now());
    }
}

fn unreadable(error: JournalError) -> Unreadable {
    match error {
        JournalError::Newer { .. } => Unreadable::Newer,
        error => Unreadable::Damaged(error.to_string()),
    }
}

/// A tab that reads what another one writes.
struct Follower {
    db: Rc<Db>,
    saver: Saver,
    handlers: Handlers,
    is_busy: Cell<bool>,
}

impl Follower {
    /// Reads what was saved since it last looked.
    async fn catch_up(&self) {
        // The one that is under way may already be past its reading, so the latecomer waits instead of giving up.
        while self.is_busy.replace(true) {
            TimeoutFuture::new(20).await;
        }
        if self.catch_up_once().await.is_none() {
            self.handlers.on_left_behind.emit(());
        }
        self.is_busy.set(false);
    }

    /// `None` if the entries cannot be followed one by one.
    async fn catch_up_once(&self) -> Option<()> {
        let from = self.saver.last_key();
        let tail = self.db.journal_after(from).await.ok()?;
        let Some((last_key, _)) = tail.entries.last() else { return Some(()) };
        let is_cut = tail.entries.first().is_some_and(|(key, _)| *key > from + 1) && tail.up_to > from;
        if is_cut {
            return None;
        }
        let readers = readers().await;
        let decode = |text: Texts<'_>| {
            let entries = tail.entries.iter();
            entries.map(|(_, json)| (readers.transaction)(json, text).ok().map(Rc::new)).collect::<Option<Vec<_>>>()
        };
        let transactions = match decode(&|_| None) {
            Some(transactions) => transactions,
            // Most entries name no text; those that do are worth reading all texts.
            None => {
                let stored = self.db.load().await.ok()?;
                decode(&|id| stored.text(id))?
            }
        };
        self.saver.advance_to(*last_key);
        self.handlers.on_foreign.emit(transactions);
        Some(())
    }
}

/// Waits for the writer to go away, then writes.
async fn take_over(follower: Rc<OnceCell<Follower>>, tabs: Tabs) {
    tabs.wait_for_turn().await;
    if let Some(follower) = follower.get() {
        follower.catch_up().await;
        begin_writing(&follower.saver, &tabs);
        follower.handlers.on_become_writer.emit(());
    }
}
