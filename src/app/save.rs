//! When to write what to storage, and what the page may say about it: a state machine without a clock or a browser.
//!
//! The shell tells it what happened ([`Event`]) and carries out what it answers ([`Action`]). It deliberately does
//! not know IndexedDB, timers or the project.

use crate::edit::{Cause, Record, Transaction};
use crate::model::{ArticleId, Time};
use std::fmt;
use std::rc::Rc;

/// Journal entries after which a new snapshot is worth its write.
pub const SNAPSHOT_AFTER: usize = 200;

/// Longest pause between two tries, in milliseconds.
pub const MAX_RETRY_MS: u32 = 30_000;

const FIRST_RETRY_MS: u32 = 500;

/// One transaction on its way to the journal. It is put into words only when it is written, which the shell does
/// after it has painted the change.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry(pub Rc<Transaction>);

impl Entry {
    /// Texts that the transaction refers to for the first time.
    pub fn texts(&self) -> impl Iterator<Item = (&ArticleId, &Rc<str>)> {
        self.0.edits.iter().filter_map(|edit| match (&edit.before, &edit.after) {
            (None, Some(Record::Article(article))) => Some((&article.id, &article.text)),
            _ => None,
        })
    }
}

/// What the page says about the work.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveState {
    /// Reading what was stored.
    Loading,
    /// Everything is on the disk of this device.
    Saved {
        /// When the last write ended; `None` if nothing was written since the page opened.
        at: Option<Time>,
    },
    /// A write is under way.
    Saving,
    /// The last write failed or there is no storage; what waits is in this tab only.
    Failed {
        /// Why.
        why: StorageError,
        /// Transactions that are in this tab only.
        n_waiting: usize,
    },
    /// This tab must not write.
    ReadOnly {
        /// Why.
        why: ReadOnly,
    },
}

/// Why a tab must not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// Another tab is the writer; this one follows it.
    OtherTab,
    /// What is stored, or another open tab, is of a newer version of the page.
    NewerVersion,
}

/// Why storage did not do what it was asked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser gives this page no storage, with its own words.
    Unavailable(String),
    /// The disk or the page's share of it is full.
    Quota,
    /// Another tab holds an older version of the storage open.
    Blocked,
    /// The storage was made by a newer version of the page.
    NewerVersion,
    /// The write was undone, with the browser's own words.
    Aborted(String),
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Storage was read and this tab is the writer.
    BecameWriter,
    /// This tab must not write.
    BecameReadOnly(ReadOnly),
    /// Storage could not be read when the page opened. Nothing is ever written, since what it holds is not known.
    LoadFailed(StorageError),
    /// The project changed.
    Enqueued(Entry),
    /// The transaction of the last [`Action::Write`] has completed: it is on the disk.
    WriteDone(Time),
    /// Instead of the batch, the whole project was written, as it stood when this many transactions waited behind it.
    WholeWritten {
        /// When.
        at: Time,
        /// How many of those waiting are in it.
        n_waiting: usize,
    },
    /// It was undone.
    WriteFailed(StorageError),
    /// The pause of [`Action::ScheduleRetry`] is over, or the person asked to try again.
    RetryDue,
    /// A snapshot is being written; writes wait for its end.
    SnapshotBegun,
    /// It ended, well or not.
    SnapshotEnded(Result<(), StorageError>),
}

/// What the shell is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Write these in one transaction, in order, and report its end. There is never more than one under way.
    Write(Rc<[Entry]>),
    /// Report [`Event::RetryDue`] after so many milliseconds.
    ScheduleRetry(u32),
}

/// The queue and what is known about it.
#[derive(Debug)]
pub struct Save {
    mode: Mode,
    waiting: Vec<Entry>,
    in_flight: Option<Rc<[Entry]>>,
    failed: Option<StorageError>,
    n_failures: u32,
    saved_at: Option<Time>,
    n_since_snapshot: usize,
    is_snapshotting: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Mode {
    Loading,
    Writer,
    ReadOnly(ReadOnly),
    MemoryOnly,
}

impl Default for Save {
    fn default() -> Save {
        Save {
            mode: Mode::Loading,
            waiting: Vec::new(),
            in_flight: None,
            failed: None,
            n_failures: 0,
            saved_at: None,
            n_since_snapshot: 0,
            is_snapshotting: false,
        }
    }
}

impl Save {
    /// Takes note of what happened and says what to do.
    pub fn on(&mut self, event: Event) -> Vec<Action> {
        match event {
            Event::BecameWriter => {
                self.mode = Mode::Writer;
                self.write()
            }
            Event::BecameReadOnly(why) => {
                self.mode = Mode::ReadOnly(why);
                Vec::new()
            }
            Event::LoadFailed(why) => {
                self.mode = Mode::MemoryOnly;
                self.failed = Some(why);
                Vec::new()
            }
            Event::Enqueued(entry) => {
                self.waiting.push(entry);
                // After a failure the pending retry takes everything along.
                if self.failed.is_none() { self.write() } else { Vec::new() }
            }
            Event::WriteDone(at) => {
                self.n_since_snapshot += self.in_flight.take().map_or(0, |batch| batch.len());
                (self.failed, self.n_failures, self.saved_at) = (None, 0, Some(at));
                self.write()
            }
            Event::WholeWritten { at, n_waiting } => {
                self.waiting.drain(..n_waiting.min(self.waiting.len()));
                self.n_since_snapshot = 0;
                self.in_flight = None;
                (self.failed, self.n_failures, self.saved_at) = (None, 0, Some(at));
                self.write()
            }
            Event::WriteFailed(why) => self.put_back(why),
            Event::RetryDue => self.write(),
            Event::SnapshotBegun => {
                self.is_snapshotting = true;
                Vec::new()
            }
            // A snapshot only shortens the journal, so its failure is no news: the next 200 entries try again.
            Event::SnapshotEnded(_) => {
                (self.is_snapshotting, self.n_since_snapshot) = (false, 0);
                self.write()
            }
        }
    }

    /// What the page may say.
    pub fn state(&self) -> SaveState {
        match (&self.mode, &self.failed, self.n_unsaved()) {
            (Mode::Loading, _, _) => SaveState::Loading,
            (Mode::ReadOnly(ReadOnly::NewerVersion), _, n_waiting @ 1..) => {
                SaveState::Failed { why: StorageError::NewerVersion, n_waiting }
            }
            (Mode::ReadOnly(why), _, _) => SaveState::ReadOnly { why: *why },
            (_, Some(why), n_waiting) => SaveState::Failed { why: why.clone(), n_waiting },
            (_, None, 0) => SaveState::Saved { at: self.saved_at },
            (_, None, _) => SaveState::Saving,
        }
    }

    /// Transactions not known to be on the disk.
    fn n_unsaved(&self) -> usize {
        self.waiting.len() + self.in_flight.as_ref().map_or(0, |batch| batch.len())
    }

    /// Whether something that a person did is not known to be on the disk. What the page brings in by itself it brings
    /// in again.
    pub fn holds_work(&self) -> bool {
        let in_flight = self.in_flight.iter().flat_map(|batch| batch.iter());
        self.waiting.iter().chain(in_flight).any(|entry| entry.0.meta.cause != Cause::System)
    }

    /// Transactions that wait for the write under way to end.
    pub fn n_waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Whether a new snapshot is worth its write now: nothing is under way, so the project and the journal agree.
    pub fn is_snapshot_due(&self) -> bool {
        self.n_since_snapshot >= SNAPSHOT_AFTER
            && self.mode == Mode::Writer
            && self.failed.is_none()
            && !self.is_snapshotting
            && self.n_unsaved() == 0
    }

    /// Counts journal entries found at boot towards the next snapshot.
    pub fn note_stored_entries(&mut self, n: usize) {
        self.n_since_snapshot += n;
    }

    fn write(&mut self) -> Vec<Action> {
        let is_busy = self.in_flight.is_some() || self.is_snapshotting;
        if self.mode != Mode::Writer || is_busy || self.waiting.is_empty() {
            return Vec::new();
        }
        let batch: Rc<[Entry]> = std::mem::take(&mut self.waiting).into();
        self.in_flight = Some(batch.clone());
        vec![Action::Write(batch)]
    }

    fn put_back(&mut self, why: StorageError) -> Vec<Action> {
        if let Some(batch) = self.in_flight.take() {
            self.waiting.splice(0..0, batch.iter().cloned());
        }
        self.failed = Some(why);
        let pause_ms = FIRST_RETRY_MS.saturating_mul(1 << self.n_failures.min(16)).min(MAX_RETRY_MS);
        self.n_failures += 1;
        vec![Action::ScheduleRetry(pause_ms)]
    }
}

impl fmt::Display for StorageError {
    /// A sentence with a way out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StorageError::Unavailable(cause) => write!(
                f,
                "This browser gives the page no storage. Your work is in this tab only: download your work before you close it. ({cause})"
            ),
            StorageError::Quota => write!(
                f,
                "This device's storage is full. The latest work is in this tab only: free some space or download your work; saving is tried again by itself."
            ),
            StorageError::Blocked => write!(
                f,
                "Another tab holds an older version of the storage open. Close the other tabs of this page, then reload."
            ),
            StorageError::NewerVersion => {
                write!(f, "The storage was made by a newer version of this page. Reload to get that version.")
            }
            StorageError::Aborted(cause) => write!(
                f,
                "The last change could not be saved and is in this tab only; saving is tried again by itself. If it goes on, download your work. ({cause})"
            ),
        }
    }
}

impl std::error::Error for StorageError {}

impl fmt::Display for ReadOnly {
    /// A sentence with a way out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ReadOnly::OtherTab => {
                "Another tab is open and saves the work. This one follows it and cannot be changed; it takes over when the other is closed."
            }
            ReadOnly::NewerVersion => {
                "The work was saved by a newer version of this page. Nothing is written here: reload to get that version."
            }
        })
    }
}
