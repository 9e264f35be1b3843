//! What can be undone and redone, and the steps that led here. Rebuilt by replaying the journal, so it outlives a
//! reload.
//!
//! It holds the latest steps only, so that a long day's work does not fill the memory; the journal keeps as many.

use super::{Cause, Edit, Key, Record, Transaction};
use crate::model::{CoderId, Project};
use crate::text::{Map, Set};
use std::collections::VecDeque;
use std::rc::Rc;

/// So many steps are kept.
pub const STEPS_KEPT: usize = 1000;

/// And no more than these edits in all of them, apart from the last step: one import can be thousands.
const EDITS_KEPT: usize = 200_000;

/// Two stacks of transactions, and all that happened in its order. The stacks are shared by all coders: each takes
/// back only what is their own. What was done before anybody gave a name is everybody's.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Rc<Transaction>>,
    undone: Vec<Rc<Transaction>>,
    log: VecDeque<Rc<Transaction>>,
    n_edits: usize,
}

impl History {
    /// Takes note of a transaction that was applied.
    pub fn record(&mut self, transaction: &Rc<Transaction>) {
        match &transaction.meta.cause {
            Cause::Do => {
                self.done.push(transaction.clone());
                let coder = &transaction.meta.coder;
                self.undone.retain(|step| !is_of(step, coder.as_ref()));
            }
            // The stacks hold the original step; the step that moved along the history is not one itself.
            Cause::Undo(id) => self.undone.push(taken(&mut self.done, id, transaction)),
            Cause::Redo(id) => self.done.push(taken(&mut self.undone, id, transaction)),
            Cause::System => {}
        }
        self.log.push_back(transaction.clone());
        self.n_edits += transaction.edits.len();
        while self.log.len() > STEPS_KEPT || (self.n_edits > EDITS_KEPT && self.log.len() > 1) {
            let gone = self.log.pop_front();
            self.n_edits -= gone.map_or(0, |gone| gone.edits.len());
        }
        // What can be undone reaches no further back than what is known.
        let n_gone = self.done.len().saturating_sub(self.log.len());
        drop(self.done.drain(..n_gone));
    }

    /// The step that undo would take back for this coder; for nobody in particular, the last of all.
    pub fn to_undo_by<'h>(&'h self, coder: Option<&'h CoderId>) -> Option<&'h Rc<Transaction>> {
        self.steps_to_undo(coder).next()
    }

    /// What undo could take back for this coder, the last step first.
    pub fn steps_to_undo<'h>(&'h self, coder: Option<&'h CoderId>) -> impl Iterator<Item = &'h Rc<Transaction>> {
        self.done.iter().rev().filter(move |step| is_of(step, coder))
    }

    /// The step that redo would do again for this coder; for nobody in particular, the last of all.
    pub fn to_redo_by<'h>(&'h self, coder: Option<&'h CoderId>) -> Option<&'h Rc<Transaction>> {
        self.steps_to_redo(coder).next()
    }

    /// What redo could do again for this coder, the last step that was taken back first.
    pub fn steps_to_redo<'h>(&'h self, coder: Option<&'h CoderId>) -> impl Iterator<Item = &'h Rc<Transaction>> {
        self.undone.iter().rev().filter(move |step| is_of(step, coder))
    }

    /// The last step that was not taken back, whoever did it.
    pub fn to_undo(&self) -> Option<&Rc<Transaction>> {
        self.to_undo_by(None)
    }

    /// The last step that was taken back, whoever did it.
    pub fn to_redo(&self) -> Option<&Rc<Transaction>> {
        self.to_redo_by(None)
    }

    /// Everything that happened, oldest first, as far back as it is kept.
    pub fn log(&self) -> impl DoubleEndedIterator<Item = &Rc<Transaction>> + ExactSizeIterator {
        self.log.iter()
    }

    /// The edits that bring the project back to how it was right after a step; `None` if the step is not known (any
    /// more). What the page did by itself since then stays, and so do the project's own fields, the names of points
    /// among them. What other coders tagged stays as well, with the articles it is in; what all coders share, such as
    /// the codebook, goes back whoever changed it. For nobody in particular, everything goes back.
    pub fn back_to(&self, project: &Project, id: &str, coder: Option<&CoderId>) -> Option<Vec<Edit>> {
        let ix = self.log.iter().position(|step| *step.id == *id)?;
        let later = || self.log.range(ix + 1..).filter(|step| step.meta.cause != Cause::System);
        let of_others = later().filter(|step| !is_of(step, coder)).flat_map(|step| &step.edits);
        let mut staying: Set<Key> = Set::default();
        for key in of_others.filter_map(Edit::key) {
            if let Key::Annotation(by, article, _) = &key {
                staying.extend([Key::Coder(by.clone()), Key::Article(article.clone()), key]);
            }
        }
        // The first change of a record says what it was.
        let mut before: Map<Key, Option<Record>> = Map::new();
        let mut order: Vec<Key> = Vec::new();
        for edit in later().flat_map(|step| &step.edits) {
            let is_wanted = |key: &Key| *key != Key::Info && !before.contains_key(key) && !staying.contains(key);
            let Some(key) = edit.key().filter(is_wanted) else { continue };
            order.push(key.clone());
            before.insert(key, edit.before.clone());
        }
        let edit = |key: &Key| match before.get(key)?.clone() {
            Some(record) => Edit::put(project, record),
            None => Edit::remove(project, key),
        };
        Some(order.iter().rev().filter_map(edit).collect())
    }
}

fn is_of(step: &Transaction, coder: Option<&CoderId>) -> bool {
    match (&step.meta.coder, coder) {
        (Some(by), Some(coder)) => by == coder,
        _ => true,
    }
}

/// The step of this id from a stack: not always its top, since each coder goes their own way. Where it is not there,
/// since the journal no longer has it, it is what the step that moved along the history took back: so the next undo or
/// redo fits the project.
fn taken(stack: &mut Vec<Rc<Transaction>>, id: &str, by: &Rc<Transaction>) -> Rc<Transaction> {
    if let Some(ix) = stack.iter().rposition(|step| *step.id == *id) {
        return stack.remove(ix);
    }
    // What is below it on the stack was not done by the project as it is now.
    stack.clear();
    let edits = match by.meta.cause {
        Cause::Undo(_) => by.inverse_edits(),
        _ => by.edits.clone(),
    };
    let meta = super::Meta { cause: Cause::Do, ..by.meta.clone() };
    Rc::new(Transaction { id: id.into(), edits, meta })
}
