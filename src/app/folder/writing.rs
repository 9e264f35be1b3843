//! Whose file in the folder is to be written, and whether it must be read first.
//!
//! Only a coder's own file is ever written, and only for what that coder did in this browser: what came from a file of
//! a colleague does not make it one's own. A file that somebody else has written meanwhile, such as the same coder at
//! another machine, is taken in before it is written.

use super::LABEL;
use super::kept::Kept;
use super::layout::own_path;
use crate::app::session::Session;
use crate::edit::{Cause, TransactionId};
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

/// The step that took back what was read from the folder, unless it was done again or the folder was read again since.
/// Until then nothing is written: what was taken back would be missing in the coder's file as well.
pub fn taken_back(session: &Session, kept: &Kept) -> Option<TransactionId> {
    let last = session.history.log().rev().find(|step| *step.meta.label == *LABEL)?;
    let is_back = matches!(last.meta.cause, Cause::Undo(_)) && kept.back() != Some(&last.id);
    is_back.then(|| last.id.clone())
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
