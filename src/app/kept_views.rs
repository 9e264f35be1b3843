//! The views of an article's sentences, each made once and kept until something in it changes; and which were dropped
//! since somebody last looked, so that a change of one sentence need not be looked for in all.

use super::view::SentenceView;
use crate::text::Map;
use std::rc::Rc;

/// Views by sentence.
#[derive(Debug, Default)]
pub(super) struct KeptViews {
    views: Map<u32, Rc<SentenceView>>,
    /// How often what was dropped can no longer be told sentence by sentence.
    n_emptied: u32,
    /// Sentences whose view was dropped since then, in the order of dropping.
    dropped: Vec<u32>,
}

/// A point in the history of an article's views.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    n_emptied: u32,
    n_dropped: usize,
}

/// More than so many sentences are all of them.
const MOST_DROPPED: usize = 1_000;

impl KeptViews {
    pub(super) fn get(&self, ix: u32) -> Option<&Rc<SentenceView>> {
        self.views.get(&ix)
    }

    pub(super) fn keep(&mut self, ix: u32, view: Rc<SentenceView>) {
        self.views.insert(ix, view);
    }

    /// Has the view of a sentence made anew.
    pub(super) fn drop_one(&mut self, ix: u32) {
        self.views.remove(&ix);
        if self.dropped.len() == MOST_DROPPED {
            self.begin_anew();
        }
        self.dropped.push(ix);
    }

    /// Has all of them made anew.
    pub(super) fn drop_all(&mut self) {
        self.views.clear();
        self.begin_anew();
    }

    pub(super) fn moment(&self) -> Moment {
        Moment { n_emptied: self.n_emptied, n_dropped: self.dropped.len() }
    }

    /// The sentences whose view was dropped since a moment; `None` if that may be any.
    pub(super) fn dropped_since(&self, moment: Moment) -> Option<&[u32]> {
        self.dropped.get(moment.n_dropped..).filter(|_| moment.n_emptied == self.n_emptied)
    }

    fn begin_anew(&mut self) {
        self.n_emptied = self.n_emptied.wrapping_add(1);
        self.dropped.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_dropped_is_told_since_any_moment() {
        let mut views = KeptViews::default();
        let first = views.moment();
        views.drop_one(3);
        let second = views.moment();
        views.drop_one(5);
        assert_eq!(views.dropped_since(first), Some(&[3, 5][..]));
        assert_eq!(views.dropped_since(second), Some(&[5][..]));
        assert_eq!(views.dropped_since(views.moment()), Some(&[][..]));
        views.drop_all();
        assert_eq!(views.dropped_since(second), None);
        let third = views.moment();
        (0..1_500).for_each(|ix| views.drop_one(ix));
        assert_eq!(views.dropped_since(third), None, "so many are not listed one by one");
    }
}
