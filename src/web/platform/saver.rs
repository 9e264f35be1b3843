//! Drives [`crate::app::save`] with the database, timers and the question before the tab closes.
//!
//! It decides nothing: what to write when is the state machine's, how is [`super::db`]'s.

use super::db::{Db, Lost, Snapshot};
use super::later::{later, pause};
use crate::app::save::{Action, Entry, Event, ReadOnly, Save, SaveState, StorageError};
use crate::edit::Transaction;
use crate::model::{Project, Time};
use crate::web::parts;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::Callback;

/// Pause in the work, in milliseconds, that is taken for a snapshot.
const IDLE_MS: u32 = 2_000;

/// Pause after the last write before the page calls the work saved, in milliseconds. While keys follow one another it
/// says "Saving" throughout, since each change of it is a frame of its own and is spoken by a screen reader.
const SETTLE_MS: u32 = 300;

/// An article of more bytes is written so many milliseconds later, since that keeps the page busy.
const LONG_BYTES: usize = 512 << 10;
const LONG_MS: u32 = 250;

/// The one way to storage. Cheap to clone; all clones are the same saver.
#[derive(Clone)]
pub struct Saver(Rc<Inner>);

struct Inner {
    save: RefCell<Save>,
    db: RefCell<Option<Rc<Db>>>,
    last_key: Cell<u64>,
    on_state: Callback<SaveState>,
    on_saved: RefCell<Option<Callback<()>>>,
    shown: RefCell<SaveState>,
    project: Rc<dyn Fn() -> Rc<Project>>,
    retry: RefCell<Option<Timeout>>,
    idle: RefCell<Option<Timeout>>,
    settle: RefCell<Option<Timeout>>,
    asks_before_close: RefCell<Option<EventListener>>,
    _on_hide: EventListener,
}

impl PartialEq for Saver {
    fn eq(&self, other: &Saver) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Saver {
    /// A saver in the state `Loading`, which keeps what it is given until [`super::boot`] says that this tab writes.
    ///
    /// `on_state` is told each change of state. `project` is asked for it in a pause of the work, when
    /// everything enqueued is stored.
    pub fn start(on_state: Callback<SaveState>, project: Rc<dyn Fn() -> Rc<Project>>) -> Saver {
        let saver = Rc::new_cyclic(|weak: &std::rc::Weak<Inner>| {
            let weak = weak.clone();
            // A phone may end a hidden page without another word.
            let on_hide = EventListener::new(&gloo_utils::document(), "visibilitychange", move |_| {
                if let Some(inner) = weak.upgrade()
                    && gloo_utils::document().hidden()
                {
                    Saver(inner).flush();
                }
            });
            Inner {
                save: RefCell::default(),
                db: RefCell::default(),
                last_key: Cell::new(0),
                on_state,
                on_saved: RefCell::default(),
                shown: RefCell::new(SaveState::Loading),
                project,
                retry: RefCell::default(),
                idle: RefCell::default(),
                settle: RefCell::default(),
                asks_before_close: RefCell::default(),
                _on_hide: on_hide,
            }
        });
        Saver(saver)
    }

    /// Takes a transaction that was applied.
    pub fn enqueue(&self, transaction: Rc<Transaction>) {
        self.on(Event::Enqueued(Entry(transaction)));
    }

    /// Tries at once to write what waits after a failure, instead of at the end of the pause.
    pub fn flush(&self) {
        if self.0.retry.take().is_some() {
            self.on(Event::RetryDue);
        }
    }

    /// What the page may say now.
    pub fn state(&self) -> SaveState {
        self.0.save.borrow().state()
    }

    /// Key of the last journal entry this tab knows of.
    pub(super) fn last_key(&self) -> u64 {
        self.0.last_key.get()
    }

    /// Hands over the database that was read up to `last_key`, of which `n_stored` entries are newer than the snapshot.
    pub(super) fn adopt(&self, db: Rc<Db>, last_key: u64, n_stored: usize) {
        self.0.save.borrow_mut().note_stored_entries(n_stored);
        self.0.last_key.set(last_key);
        self.0.db.replace(Some(db));
    }

    /// Another tab's entries were read up to this key.
    pub(super) fn advance_to(&self, last_key: u64) {
        self.0.last_key.set(last_key);
    }

    /// Tells `on_saved` after each write, for tabs that follow.
    pub(super) fn announce(&self, on_saved: Callback<()>) {
        self.0.on_saved.replace(Some(on_saved));
    }

    /// The database was taken away.
    pub(super) fn lose(&self, lost: Lost) {
        self.0.db.take();
        match lost {
            Lost::NewerVersion => self.on(Event::BecameReadOnly(ReadOnly::NewerVersion)),
            // The next write finds it gone and opens it anew.
            Lost::Closed => {}
        }
    }

    /// Feeds the state machine and carries out what it answers.
    pub(super) fn on(&self, event: Event) {
        let actions = self.0.save.borrow_mut().on(event);
        self.show();
        for action in actions {
            match action {
                Action::Write(batch) => {
                    let saver = self.clone();
                    // A key's own frame is not to wait for words, sums and the database.
                    later(Box::new(move || parts::when_there(move |parts| (parts.write)(saver, batch))));
                }
                Action::ScheduleRetry(pause_ms) => {
                    let saver = self.clone();
                    let timer = Timeout::new(pause_ms, move || {
                        // This timer's own handle: it has rung, so forgetting it loses nothing.
                        if let Some(rung) = saver.0.retry.take() {
                            rung.forget();
                        }
                        saver.on(Event::RetryDue);
                    });
                    self.0.retry.replace(Some(timer));
                }
            }
        }
    }

    /// Writes these, and reports how it ended. It comes with the later part of the page.
    pub(in crate::web) async fn write(self, batch: Rc<[Entry]>) {
        if batch.iter().flat_map(Entry::texts).any(|(_, text)| text.len() > LONG_BYTES) {
            // Its first screen comes first.
            pause(LONG_MS).await;
        }
        let open = self.0.db.borrow().clone();
        let written = match open {
            Some(db) => self.append(&db, &batch).await,
            None => self.reopen(&batch).await,
        };
        let is_written = written.is_ok();
        self.on(written.unwrap_or_else(Event::WriteFailed));
        let on_saved = self.0.on_saved.borrow().clone().filter(|_| is_written);
        if let Some(on_saved) = on_saved {
            on_saved.emit(());
        }
    }

    async fn append(&self, db: &Db, batch: &[Entry]) -> Result<Event, StorageError> {
        self.0.last_key.set(db.append(batch).await?);
        Ok(Event::WriteDone(now()))
    }

    /// Opens the database after the browser closed it. If it no longer holds the journal this tab wrote, the whole
    /// project goes in instead of the batch, since entries alone would build on nothing.
    async fn reopen(&self, batch: &[Entry]) -> Result<Event, StorageError> {
        let saver = self.clone();
        let db = Rc::new(Db::open(Callback::from(move |lost| saver.lose(lost))).await?);
        if db.is_newer() {
            return Err(StorageError::NewerVersion);
        }
        self.0.db.replace(Some(db.clone()));
        let tail = db.journal_after(self.last_key().saturating_sub(1)).await?;
        let last_key = tail.entries.last().map_or(tail.up_to, |(key, _)| *key);
        if last_key == self.last_key() {
            return self.append(&db, batch).await;
        }
        let project = (self.0.project)();
        let n_waiting = self.0.save.borrow().n_waiting();
        db.replace_snapshot(&Snapshot::of(&project).await, last_key).await?;
        self.0.last_key.set(last_key);
        Ok(Event::WholeWritten { at: now(), n_waiting })
    }

    fn show(&self) {
        let state = self.state();
        if self.holds_work() && self.0.asks_before_close.borrow().is_none() {
            self.0.asks_before_close.replace(Some(self.ask_before_close()));
        }
        let idle = self.0.save.borrow().is_snapshot_due().then(|| {
            let saver = self.clone();
            Timeout::new(IDLE_MS, move || parts::when_there(move |parts| (parts.shorten)(saver)))
        });
        // A pause that was running is over: something happened.
        self.0.idle.replace(idle);
        let was_saving = matches!(*self.0.shown.borrow(), SaveState::Saving);
        // Another write, or a failure, ends the pause.
        let settle = (was_saving && matches!(state, SaveState::Saved { .. })).then(|| {
            let saver = self.clone();
            Timeout::new(SETTLE_MS, move || saver.say(saver.state()))
        });
        let is_settling = settle.is_some();
        self.0.settle.replace(settle);
        if !is_settling {
            self.say(state);
        }
    }

    fn say(&self, state: SaveState) {
        if !self.holds_work() {
            self.0.asks_before_close.take();
        }
        if *self.0.shown.borrow() != state {
            self.0.shown.replace(state.clone());
            self.0.on_state.emit(state);
        }
    }

    fn holds_work(&self) -> bool {
        self.0.save.borrow().holds_work()
    }

    /// Listens only while there may be something to ask about: a page that does is not kept for the Back button.
    fn ask_before_close(&self) -> EventListener {
        let options = EventListenerOptions::enable_prevent_default();
        let saver = self.clone();
        EventListener::new_with_options(&gloo_utils::window(), "beforeunload", options, move |event| {
            if saver.holds_work() {
                event.prevent_default();
                // Chromium before 119 and Safari ask only if this is set.
                event.unchecked_ref::<web_sys::BeforeUnloadEvent>().set_return_value("unsaved");
            }
        })
    }

    /// Replaces the journal by a snapshot.
    pub(in crate::web) async fn shorten(self) {
        let db = self.0.db.borrow().clone();
        let is_due = self.0.save.borrow().is_snapshot_due();
        if let (true, Some(db)) = (is_due, db) {
            let project = (self.0.project)();
            // Before it is put into words, which takes several tasks: nothing may be written that is not in it.
            self.on(Event::SnapshotBegun);
            let snapshot = Snapshot::of(&project).await;
            let result = db.replace_snapshot(&snapshot, self.last_key()).await;
            self.on(Event::SnapshotEnded(result));
        }
    }
}

/// The present moment.
pub fn now() -> Time {
    Time(js_sys::Date::now() as i64)
}
