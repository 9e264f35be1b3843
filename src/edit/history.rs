//! What can be undone and redone. Rebuilt by replaying the journal, so it outlives a reload.

use super::{Cause, Transaction};
use crate::model::CoderId;
use std::rc::Rc;

/// Two stacks of transactions, shared by all coders: each takes back only what is their own. What was done before
/// anybody gave a name is everybody's. Known limit: keeps every step of the journal it was fed.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Rc<Transaction>>,
    undone: Vec<Rc<Transaction>>,
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
            Cause::Undo(id) => move_step(&mut self.done, &mut self.undone, id),
            Cause::Redo(id) => move_step(&mut self.undone, &mut self.done, id),
            Cause::System => {}
        }
    }

    /// The step that undo would take back for this coder; for nobody in particular, the last of all.
    pub fn to_undo_by(&self, coder: Option<&CoderId>) -> Option<&Rc<Transaction>> {
        self.done.iter().rev().find(|step| is_of(step, coder))
    }

    /// The step that redo would do again for this coder; for nobody in particular, the last of all.
    pub fn to_redo_by(&self, coder: Option<&CoderId>) -> Option<&Rc<Transaction>> {
        self.undone.iter().rev().find(|step| is_of(step, coder))
    }

    /// The last step that was not taken back, whoever did it.
    pub fn to_undo(&self) -> Option<&Rc<Transaction>> {
        self.to_undo_by(None)
    }

    /// The last step that was taken back, whoever did it.
    pub fn to_redo(&self) -> Option<&Rc<Transaction>> {
        self.to_redo_by(None)
    }
}

fn is_of(step: &Transaction, coder: Option<&CoderId>) -> bool {
    match (&step.meta.coder, coder) {
        (Some(by), Some(coder)) => by == coder,
        _ => true,
    }
}

fn move_step(from: &mut Vec<Rc<Transaction>>, to: &mut Vec<Rc<Transaction>>, id: &str) {
    if let Some(ix) = from.iter().rposition(|step| *step.id == *id) {
        to.push(from.remove(ix));
    }
}
