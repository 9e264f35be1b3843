//! Reads what an earlier visit or another tab has stored. Comes with the later part of the page, since there is nothing
//! stored of who comes for the first time.

use super::boot::{Booted, Found, Handlers, Role, begin_writing, memory_only};
use super::db::{Db, Stored};
use super::saver::Saver;
use super::tabs::Tabs;
use crate::app::replay::{Decode, Notice, Replay, Replayed, Unreadable};
use crate::app::save::{Event, ReadOnly, StorageError};
use crate::format::journal::{self, JournalError};
use crate::model::ArticleId;
use crate::text::Map;
use gloo_timers::future::TimeoutFuture;
use js_sys::Date;
use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// After so many milliseconds, reading what was stored goes on in another task.
const TASK_MS: f64 = 10.0;

/// Reads the database that was found.
pub async fn read(found: Found) -> Booted {
    let Found { db, is_writer, saver, tabs, handlers, on_saved } = found;
    let stored = match db.load().await {
        Ok(stored) => stored,
        Err(why) => return memory_only(saver, &tabs, why),
    };
    let mut replayed = replay_stored(&stored).await;
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
        return memory_only(saver, &tabs, why);
    }
    let db = Rc::new(db);
    saver.adopt(db.clone(), stored.last_key(), replayed.n_since_snapshot);
    match role {
        Role::Writer => begin_writing(&saver, &tabs),
        Role::Reader(why) => {
            saver.on(Event::BecameReadOnly(why));
            match why {
                ReadOnly::OtherTab => {
                    follow(Follower { db, saver: saver.clone(), handlers, is_busy: Cell::new(false) }, tabs, &on_saved)
                }
                ReadOnly::NewerVersion => tabs.give_up(),
            }
        }
        Role::MemoryOnly(_) => {}
    }
    let notices = replayed.notices.iter().map(Notice::to_string).collect();
    let Replayed { project, history, coder, .. } = replayed;
    Booted { project, history, coder, notices, role, saver }
}

/// Reads what the writer saves from now on, until it goes away.
fn follow(follower: Follower, tabs: Tabs, on_saved: &OnceCell<Callback<()>>) {
    let follower = Rc::new(follower);
    let of_saved = follower.clone();
    // It is followed once.
    let _ = on_saved.set(Callback::from(move |()| {
        let follower = of_saved.clone();
        spawn_local(async move { follower.catch_up().await });
    }));
    spawn_local(take_over(follower, tabs));
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
async fn replay_stored(stored: &Stored) -> Replayed {
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
        project: &|json| journal::decode_snapshot(json, &text).map_err(unreadable),
        transaction: &|json| journal::decode(json, &text).map_err(unreadable),
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
        let decode = |text: &dyn Fn(&ArticleId) -> Option<Rc<str>>| {
            let entries = tail.entries.iter();
            entries.map(|(_, json)| journal::decode(json, text).ok().map(Rc::new)).collect::<Option<Vec<_>>>()
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
async fn take_over(follower: Rc<Follower>, tabs: Tabs) {
    tabs.wait_for_turn().await;
    follower.catch_up().await;
    begin_writing(&follower.saver, &tabs);
    follower.handlers.on_become_writer.emit(());
}
