//! Edits that happen together or not at all, with who, when and why.

use super::{Key, Record};
use crate::model::{CoderId, Project, Time};
use std::rc::Rc;

/// One record before and after. Both hold the same key; at least one is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// `None`: the record is new.
    pub before: Option<Record>,
    /// `None`: the record goes.
    pub after: Option<Record>,
}

/// A step of work: what one key press, one bulk change or one import did.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// Sortable by time, then by chance.
    pub id: TransactionId,
    /// In order; a later edit sees what an earlier one left.
    pub edits: Vec<Edit>,
    /// Who, when and why. Never alters the result.
    pub meta: Meta,
}

/// Name of a transaction.
pub type TransactionId = Rc<str>;

/// Who, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Who did it; `None` before a coder has given a name.
    pub coder: Option<CoderId>,
    /// When.
    pub at: Time,
    /// What for, in a word or two that undo can show: "sentiment", "import 3 articles".
    pub label: Rc<str>,
    /// Whether it is new work or moves along the history.
    pub cause: Cause,
}

/// How a transaction stands to the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// New work; undo takes it back.
    Do,
    /// Takes back the transaction of this id.
    Undo(TransactionId),
    /// Does it again.
    Redo(TransactionId),
    /// The page's own doing, such as bundled articles coming in; undo leaves it alone.
    System,
}

impl Edit {
    /// Sets a record, whatever stood there. `None` if it already stands so.
    pub fn put(project: &Project, record: Record) -> Option<Edit> {
        let before = record.key().find(project);
        (before.as_ref() != Some(&record)).then_some(Edit { before, after: Some(record) })
    }

    /// Takes a record away. `None` if nothing stands there.
    pub fn remove(project: &Project, key: &Key) -> Option<Edit> {
        key.find(project).map(|record| Edit { before: Some(record), after: None })
    }

    /// The edit that takes this one back.
    pub fn inverse(&self) -> Edit {
        Edit { before: self.after.clone(), after: self.before.clone() }
    }

    /// Where the record stands. `None` for an edit of nothing, which [`super::apply`] refuses.
    pub fn key(&self) -> Option<Key> {
        self.after.as_ref().or(self.before.as_ref()).map(Record::key)
    }
}

impl Transaction {
    /// The edits that take it back, last first.
    pub fn inverse_edits(&self) -> Vec<Edit> {
        self.edits.iter().rev().map(Edit::inverse).collect()
    }
}
