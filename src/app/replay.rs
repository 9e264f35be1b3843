//! From what was stored to the project it means: snapshot, then journal, as far as they can be read.
//!
//! Pure: it reads no storage and sets nothing aside itself, it says what the shell is to set aside. Reading a
//! transaction's text is the caller's ([`Decode`]), so this file knows no wire format.

use crate::edit::{History, Transaction, apply};
use crate::model::{CoderId, Project};
use std::fmt;
use std::rc::Rc;

/// How stored texts are read.
pub struct Decode<'a> {
    /// Reads a snapshot.
    pub project: &'a dyn Fn(&str) -> Result<Project, Unreadable>,
    /// Reads a journal entry.
    pub transaction: &'a dyn Fn(&str) -> Result<Transaction, Unreadable>,
}

/// Why a stored text cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A newer version of the page wrote it.
    Newer,
    /// It is cut, altered, or refers to a text that is not there.
    Damaged(String),
}

/// What the stored texts mean.
#[derive(Debug, Default)]
pub struct Replayed {
    /// The project; `None` if nothing usable was stored.
    pub project: Option<Project>,
    /// What can be undone and redone.
    pub history: History,
    /// Who did the last step: who tags here, should the preferences be lost.
    pub coder: Option<CoderId>,
    /// Journal entries that are not in the snapshot.
    pub n_since_snapshot: usize,
    /// Journal entries that could not be used and are to be moved out of the way, by key.
    pub set_aside: Vec<(u64, String)>,
    /// The snapshot could not be read: everything stored is to be moved out of the way.
    pub is_snapshot_damaged: bool,
    /// Something was written by a newer version: nothing may be written.
    pub is_newer: bool,
    /// What the person is to know.
    pub notices: Vec<Notice>,
}

/// Something the person is to know after boot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The record written last was damaged.
    LastSetAside,
    /// Records in the middle were damaged.
    SetAside {
        /// That could not be read.
        n_damaged: usize,
        /// That build on those and could not be applied.
        n_dependent: usize,
    },
    /// The snapshot was damaged.
    SnapshotSetAside,
    /// Stored by a newer version.
    Newer,
}

/// Reading what was stored, an entry at a time, so that a long journal need not keep the page busy in one go.
pub struct Replay<'a> {
    decode: &'a Decode<'a>,
    replayed: Replayed,
    /// Key of the last entry that is in the snapshot.
    up_to: u64,
    last_key: u64,
    n_damaged: usize,
    n_dependent: usize,
    /// Whether what follows means nothing.
    is_over: bool,
}

/// Reads `snapshot` (its text, and the key of the last entry that is in it) and then the journal, entries by
/// ascending key.
pub fn replay(snapshot: Option<(&str, u64)>, journal: &[(u64, String)], decode: &Decode<'_>) -> Replayed {
    let mut replay = Replay::begin(snapshot, decode);
    journal.iter().for_each(|(key, text)| replay.take(*key, text));
    replay.end()
}

impl<'a> Replay<'a> {
    /// Reads the snapshot: its text, and the key of the last entry that is in it.
    pub fn begin(snapshot: Option<(&str, u64)>, decode: &'a Decode<'a>) -> Replay<'a> {
        let replayed = Replayed::default();
        let mut replay =
            Replay { decode, replayed, up_to: 0, last_key: 0, n_damaged: 0, n_dependent: 0, is_over: false };
        let Some((text, up_to)) = snapshot else { return replay };
        match (decode.project)(text) {
            Ok(project) => (replay.replayed.project, replay.up_to) = (Some(project), up_to),
            Err(Unreadable::Newer) => replay.find_newer(),
            Err(Unreadable::Damaged(_)) => {
                (replay.replayed.is_snapshot_damaged, replay.is_over) = (true, true);
                replay.replayed.notices.push(Notice::SnapshotSetAside);
            }
        }
        replay
    }

    /// Reads the next entry of the journal.
    pub fn take(&mut self, key: u64, text: &str) {
        self.last_key = key;
        if self.is_over {
            return;
        }
        let is_in_snapshot = key <= self.up_to;
        let (replayed, nothing) = (&mut self.replayed, Project::default());
        match (self.decode.transaction)(text) {
            // Kept for undo alone; without it undo reaches less far.
            Ok(transaction) if is_in_snapshot => replayed.note(transaction),
            Err(Unreadable::Damaged(_)) if is_in_snapshot => {}
            Ok(transaction) => match apply(replayed.project.as_ref().unwrap_or(&nothing), &transaction) {
                Ok((next, _)) => {
                    replayed.project = Some(next);
                    replayed.note(transaction);
                }
                Err(_) => {
                    self.n_dependent += 1;
                    replayed.set_aside.push((key, text.to_owned()));
                }
            },
            Err(Unreadable::Damaged(_)) => {
                self.n_damaged += 1;
                replayed.set_aside.push((key, text.to_owned()));
            }
            Err(Unreadable::Newer) => {
                replayed.set_aside.clear();
                self.find_newer();
                return;
            }
        }
        self.replayed.n_since_snapshot += usize::from(!is_in_snapshot);
    }

    fn find_newer(&mut self) {
        (self.replayed.is_newer, self.is_over) = (true, true);
        self.replayed.notices.push(Notice::Newer);
    }

    /// What all of it means.
    pub fn end(self) -> Replayed {
        let Replay { mut replayed, last_key, n_damaged, n_dependent, .. } = self;
        if let Some((first, _)) = replayed.set_aside.first() {
            let is_last = last_key == *first;
            let notice = if is_last { Notice::LastSetAside } else { Notice::SetAside { n_damaged, n_dependent } };
            replayed.notices.push(notice);
        }
        replayed
    }
}

impl Replayed {
    fn note(&mut self, transaction: Transaction) {
        if transaction.meta.coder.is_some() {
            self.coder = transaction.meta.coder.clone();
        }
        self.history.record(&Rc::new(transaction));
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::LastSetAside => {
                write!(f, "The last change could not be read and was set aside; everything before it is here.")
            }
            Notice::SetAside { n_damaged, n_dependent: 0 } => write!(
                f,
                "Saved changes that could not be read: {n_damaged}. They were set aside; all other changes are here."
            ),
            Notice::SetAside { n_damaged, n_dependent } => write!(
                f,
                "Saved changes that could not be read: {n_damaged}; later ones that build on them: {n_dependent}. They were set aside; all other changes are here."
            ),
            Notice::SnapshotSetAside => write!(
                f,
                "The saved project could not be read. All of it was set aside in this browser, where the raw data can be downloaded, and a new project begins."
            ),
            Notice::Newer => write!(
                f,
                "The work was saved by a newer version of this page. Nothing is written here: reload to get that version."
            ),
        }
    }
}
