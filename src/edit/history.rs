//! What can be undone and redone. Rebuilt by replaying the journal, so it outlives a reload.

use super::{Cause, Transaction};
use std::rc::Rc;

/// Two stacks of transactions. Known limit: keeps every step of the journal it was fed.
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
                self.undone.clear();
            }
            // The stacks hold the original step; the step that moved along the history is not one itself.
            Cause::Undo(id) => move_top(&mut self.done, &mut self.undone, id),
            Cause::Redo(id) => move_top(&mut self.undone, &mut self.done, id),
            Cause::System => {}
        }
    }

    /// The step that undo would take back.
    pub fn to_undo(&self) -> Option<&Rc<Transaction>> {
        self.done.last()
    }

    /// The step that redo would do again.
    pub fn to_redo(&self) -> Option<&Rc<Transaction>> {
        self.undone.last()
    }
}

fn move_top(from: &mut Vec<Rc<Transaction>>, to: &mut Vec<Rc<Transaction>>, id: &str) {
    if let Some(top) = from.pop_if(|top| *top.id == *id) {
        to.push(top);
    }
}
