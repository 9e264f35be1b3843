//! The one way to change a project: a transaction of edits, each of which knows its inverse.

mod apply;
mod history;
mod rebase;
mod record;
mod transaction;

pub use apply::{EditError, Touched, apply};
pub use history::{History, STEPS_KEPT};
pub use rebase::rebased;
pub use record::{Key, Record};
pub use transaction::{Cause, Edit, Meta, Transaction, TransactionId};
