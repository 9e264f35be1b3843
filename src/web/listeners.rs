//! Who is told that something happened: components, each of which looks whether what it shows is another.

use crate::app::rows::{Asked, Rows};
use crate::app::session::Session;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Looks whether what a component shows is another.
pub(super) type Listener = Rc<dyn Fn()>;

/// When a listener is told that something happened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// At once.
    Now,
    /// At once, if the row of this sentence of the open article may look otherwise.
    Row(u32),
    /// When what happened at once is on the screen.
    Later,
}

/// All listeners of the page.
#[derive(Default)]
pub(super) struct Listeners {
    n_made: Cell<u64>,
    /// By ascending id.
    others: RefCell<Vec<(u64, When, Listener)>>,
    /// By ascending sentence and id: they are many, and few of them are told.
    rows: RefCell<Vec<((u32, u64), Listener)>>,
    asked: RefCell<Option<Asked>>,
}

impl Listeners {
    /// Has a listener told from now on; its id.
    pub(super) fn add(&self, when: When, listener: Listener) -> u64 {
        let id = self.n_made.get();
        self.n_made.set(id + 1);
        if let When::Row(ix) = when {
            let mut rows = self.rows.borrow_mut();
            let at = rows.partition_point(|(row, _)| *row < (ix, id));
            rows.insert(at, ((ix, id), listener));
        } else {
            self.others.borrow_mut().push((id, when, listener));
        }
        id
    }

    /// Leaves a listener of this id in peace.
    pub(super) fn remove(&self, id: u64, when: When) {
        if let When::Row(ix) = when {
            let mut rows = self.rows.borrow_mut();
            if let Ok(at) = rows.binary_search_by_key(&(ix, id), |(row, _)| *row) {
                drop(rows.remove(at));
            }
        } else {
            let mut others = self.others.borrow_mut();
            if let Ok(at) = others.binary_search_by_key(&id, |(id, ..)| *id) {
                drop(others.remove(at));
            }
        }
    }

    /// Those to be told at once. They are copied out, so that one may let something happen, or leave.
    pub(super) fn now(&self, session: &Session) -> Vec<Listener> {
        let mut told = self.told(When::Now);
        let rows = self.rows.borrow();
        match session.rows_to_ask(&mut self.asked.borrow_mut()) {
            Rows::All => told.extend(rows.iter().map(|(_, listener)| listener.clone())),
            Rows::These(sentences) => {
                for ix in sentences {
                    let first = rows.partition_point(|((row, _), _)| *row < ix);
                    let same = rows[first..].iter().take_while(|((row, _), _)| *row == ix);
                    told.extend(same.map(|(_, listener)| listener.clone()));
                }
            }
        }
        told
    }

    /// Those to be told when what happened is on the screen.
    pub(super) fn later(&self) -> Vec<Listener> {
        self.told(When::Later)
    }

    fn told(&self, when: When) -> Vec<Listener> {
        let others = self.others.borrow();
        others.iter().filter(|(_, told, _)| *told == when).map(|(.., listener)| listener.clone()).collect()
    }
}
