//! What the page has for the worker and has not sent yet, in the order in which it was asked: texts, and the requests
//! that name them. So much goes in one task that the page stays awake: a corpus of ten thousand articles is 100 MB.

use crate::model::ArticleId;
use gloo_utils::document;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

/// Sent in one task, in bytes of texts. The browser copies them in a millisecond or two.
const TASK_BYTES: usize = 512 << 10;

/// What a request counts as.
const REQUEST_BYTES: usize = 1 << 10;

/// What a text counts as that a request names and the worker has: ten thousand of them are a task.
const LOOK_BYTES: usize = 64;

/// One message.
pub(super) enum Waiting {
    /// The text of an article.
    Text(ArticleId, Rc<str>),
    /// The request of this ticket, unless it was taken back.
    Request(u32),
}

/// The messages.
#[derive(Default)]
pub(super) struct Outbox {
    queue: RefCell<VecDeque<Waiting>>,
    /// Bytes that were sent in this task.
    n_sent: Cell<usize>,
    is_rest_due: Cell<bool>,
}

impl Outbox {
    /// Adds a message at the end.
    pub(super) fn push(&self, waiting: Waiting) {
        self.queue.borrow_mut().push_back(waiting);
    }

    /// The next message; `None` if there is none, or if enough was sent in this task. A page that is not seen need not
    /// stay awake, and waits long for its next task.
    pub(super) fn next(&self) -> Option<Waiting> {
        if self.n_sent.get() >= TASK_BYTES && !document().hidden() {
            return None;
        }
        let next = self.queue.borrow_mut().pop_front()?;
        let n_bytes = match &next {
            Waiting::Text(_, text) => text.len(),
            Waiting::Request(_) => REQUEST_BYTES,
        };
        self.n_sent.set(self.n_sent.get() + n_bytes);
        Some(next)
    }

    /// Notes that so many texts were looked through in this task, which takes its time as well.
    pub(super) fn count_looks(&self, n_texts: usize) {
        self.n_sent.set(self.n_sent.get() + n_texts * LOOK_BYTES);
    }

    /// Whether another task is to go on with it, for which nobody has arranged yet.
    pub(super) fn begin_rest(&self) -> bool {
        self.n_sent.get() > 0 && !self.is_rest_due.replace(true)
    }

    /// That task has come.
    pub(super) fn end_rest(&self) {
        self.n_sent.set(0);
        self.is_rest_due.set(false);
    }
}
