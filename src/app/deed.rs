//! What a view beside the text does to the session.
//!
//! A deed brings along how it is done, instead of being a name for it that [`Session::update`] would have to know. So
//! the code for it comes with the view that offers it, and the first part of the page comes without.

use super::session::Session;
use super::update::{Action, Change};
use crate::model::Time;
use std::fmt;
use std::rc::Rc;

/// How something is done: the changes to make, or `None`: not now.
#[derive(Clone)]
pub struct Deed(Rc<Run>);

type Run = dyn Fn(&mut Session, Time) -> Option<Vec<Change>>;

impl Deed {
    /// The deed as an action.
    pub(super) fn action(run: impl Fn(&mut Session, Time) -> Option<Vec<Change>> + 'static) -> Action {
        Action::Do(Deed(Rc::new(run)))
    }

    pub(super) fn run(&self, session: &mut Session, now: Time) -> Option<Vec<Change>> {
        (self.0)(session, now)
    }
}

impl fmt::Debug for Deed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Deed")
    }
}

/// Equal to its clones and to nothing else.
impl PartialEq for Deed {
    fn eq(&self, other: &Deed) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
