//! Whose file in the folder is to be written, and whether it must be read first.
//!
//! Only a coder's own file is ever written, and only for what that coder did in this browser: what came from a file of
//! a colleague does not make it one's own. A file that somebody else has written meanwhile, such as the same coder at
//! another machine, is taken in before it is written.

use super::LABEL;
use super::kept::Kept;
use super::layout::own_path;
use crate::app::session::Session;
use crate::app::timeline::BACK;
use crate::edit::{Cause, Key, Record, Transaction, TransactionId};
use crate::model::CoderId;
use crate::text::Map;

/// A coder whose file may have to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Whose.
    pub coder: CoderId,
    /// The last step of theirs that the file will hold; `None` if they did nothing here that is remembered.
    pub step: Option<TransactionId>,
}

/// What is to be done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is as it should be.
    Nothing,
    /// Write it.
    Write,
    /// Somebody else has written it: read and merge it, then ask again.
    TakeIn,
}

/// The coders who did something here that is not in their file, and the one who sits here if they have a file, since
/// the codebook and names in it may have changed. By id.
pub fn due(session: &Session, kept: &Kept) -> Vec<Due> {
    let mut last: Map<CoderId, Option<TransactionId>> = Map::new();
    for step in session.history.log().rev() {
        let is_own = step.meta.cause != Cause::System && *step.meta.label != *LABEL;
        if let Some(coder) = step.meta.coder.as_ref().filter(|_| is_own) {
            last.get_or_insert_with(coder.clone(), || Some(step.id.clone()));
        }
    }
    last.retain(|coder, step| step.as_ref() != kept.step(coder));
    if let Some(coder) = session.coder().filter(|coder| kept.held(&own_path(coder)).is_some()) {
        last.get_or_insert_with(coder.clone(), || kept.step(coder).cloned());
    }
    last.into_iter().map(|(coder, step)| Due { coder, step }).collect()
}

/// The last step that took back something that was read from the folder: by undo, or by going back to a point before
/// it. `None` where all of it was done again since, or the folder was read again. Until then nothing is written: what
/// was taken back would be missing in the coder's file as well.
pub fn taken_back(session: &Session, kept: &Kept) -> Option<TransactionId> {
    // A step so long ago that the history no longer has it cannot have been done again since.
    let is_forgotten = |lost: &&TransactionId| session.history.log().all(|step| step.id != **lost);
    let forgotten = kept.lost().filter(|lost| kept.back() != Some(lost)).filter(is_forgotten);
    if let Some(lost) = forgotten {
        return Some(lost.clone());
    }
    // Most have never taken a reading back, and so need no walk through all edits.
    session.history.log().find(|step| is_undone_reading(step) || is_going_back(step))?;
    let mut readings = Readings::default();
    for (nth, step) in session.history.log().enumerate() {
        readings.follow(nth, step);
        if kept.back() == Some(&step.id) {
            readings.lost.clear();
        }
    }
    readings.lost.values().max().map(|(_, step)| step.clone())
}

/// What is to be done with a file of which `held` was last known, which holds `there` now (`None`: there is no such
/// file) and should hold `own`. All are digests.
pub fn next(held: Option<&str>, there: Option<&str>, own: &str) -> Next {
    match there {
        None => Next::Write,
        Some(there) if there == own => Next::Nothing,
        Some(there) if held == Some(there) => Next::Write,
        Some(_) => Next::TakeIn,
    }
}

/// What was read from the folder, record by record, and what of it was taken back.
#[derive(Default)]
struct Readings {
    /// What stood there since it was last read, as far as it stands: the first is what was read.
    since: Map<Key, Vec<Option<Record>>>,
    /// The step that took it back, and which one of all that is.
    lost: Map<Key, (usize, TransactionId)>,
}

impl Readings {
    fn follow(&mut self, nth: usize, step: &Transaction) {
        for edit in &step.edits {
            let Some(key) = edit.key() else { continue };
            if is_undone_reading(step) {
                self.lost.insert(key, (nth, step.id.clone()));
                continue;
            }
            if *step.meta.label == *LABEL {
                self.lost.remove(&key);
                self.since.insert(key, vec![edit.after.clone()]);
                continue;
            }
            let Some(since) = self.since.get_mut(&key) else { continue };
            let is_move = is_going_back(step) || matches!(step.meta.cause, Cause::Undo(_));
            match since.iter().rposition(|stood| *stood == edit.after).filter(|_| is_move) {
                Some(ix) => {
                    // A removal that was itself taken back is none of what is wanted.
                    since.truncate(ix + 1);
                    self.lost.remove(&key);
                }
                None if is_going_back(step) => drop(self.lost.insert(key, (nth, step.id.clone()))),
                None => since.push(edit.after.clone()),
            }
        }
    }
}

fn is_undone_reading(step: &Transaction) -> bool {
    *step.meta.label == *LABEL && matches!(step.meta.cause, Cause::Undo(_))
}

/// Goes back to an earlier point, or takes such a step back.
fn is_going_back(step: &Transaction) -> bool {
    step.meta.label.starts_with(BACK)
}
