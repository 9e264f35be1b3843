//! How the coding is done: who codes which article, and whether outlets stay hidden meanwhile.

use super::{ArticleId, CoderId, Time};
use crate::text::Map;
use std::rc::Rc;

/// The plan of a project, one a project and changed as a whole, so that a share of articles that all coders have in
/// common stays what it was when the plan was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// When it was last changed; of two plans the later stands.
    pub modified: Time,
    /// Whether coders see which outlet an article is from.
    pub outlets: Outlets,
    /// Each coder's queue of articles, in the order of coding.
    pub assignments: Map<CoderId, Rc<[ArticleId]>>,
    /// Fields of a project file that this version does not know, as a JSON object's text; empty if none.
    pub extra: Rc<str>,
}

/// Whether coders see which outlet an article is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Outlets {
    /// Always.
    #[default]
    Shown,
    /// Once they have locked the article.
    HiddenUntilLocked,
}

impl Plan {
    /// A coder's queue; empty if nothing was assigned.
    pub fn queue(&self, coder: &CoderId) -> &[ArticleId] {
        self.assignments.get(coder).map_or(&[], |queue| &**queue)
    }
}
