//! What was found last: the sentences, to be gone through, and the matches, to be marked in the text.

use crate::app::session::{Place, Session};
use crate::app::update::Change;
use crate::app::words;
use crate::text::Span;
use std::rc::Rc;

/// Sentences found, and where their text matches. Equal to its clones alone, so that comparing is cheap.
#[derive(Clone, Debug)]
pub struct Found {
    /// What was typed.
    pub query: Rc<str>,
    places: Rc<[Place]>,
    /// By article in reading order; both lists ascend.
    marks: Rc<[(usize, Vec<Span>)]>,
    is_cut: bool,
}

impl PartialEq for Found {
    fn eq(&self, other: &Found) -> bool {
        Rc::ptr_eq(&self.places, &other.places)
    }
}

/// Which way to go through what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Way {
    On,
    Back,
}

impl Found {
    /// These, in reading order.
    pub(super) fn new(query: &str, places: Vec<Place>, marks: Vec<(usize, Vec<Span>)>) -> Found {
        Found { query: query.into(), places: places.into(), marks: marks.into(), is_cut: false }
    }

    /// The same, of more that there is.
    pub(super) fn cut_short(self) -> Found {
        Found { is_cut: true, ..self }
    }

    /// Whether there is more than this.
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// The sentences, in reading order.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The matches that touch a stretch of an article.
    pub fn marks_in(&self, article_ix: usize, within: Span) -> &[Span] {
        let Ok(ix) = self.marks.binary_search_by_key(&article_ix, |(ix, _)| *ix) else { return &[] };
        let spans = &self.marks[ix].1;
        let first = spans.partition_point(|span| span.end <= within.start);
        let n_inside = spans[first..].partition_point(|span| span.start < within.end);
        &spans[first..first + n_inside]
    }

    /// The next one after a place, round and round, and the how manieth it is, from 1.
    fn after(&self, place: Place, way: Way) -> Option<(Place, usize)> {
        let n_places = self.places.len();
        let ix = match way {
            Way::On => self.places.partition_point(|found| *found <= place) % n_places.max(1),
            Way::Back => (self.places.partition_point(|found| *found < place) + n_places).checked_sub(1)? % n_places,
        };
        Some((*self.places.get(ix)?, ix + 1))
    }
}

impl Session {
    /// What was found last, until it is left.
    pub fn found(&self) -> Option<&Found> {
        self.found.as_ref()
    }
}

/// To the next sentence found, or the one before.
pub(in crate::app) fn step(session: &Session, way: Way) -> Option<Vec<Change>> {
    let found = session.found()?;
    let (place, number) = found.after(session.place(), way)?;
    Some(vec![
        Change::Go(place),
        Change::Say(format!("{number} of {}", words::counted(found.places.len(), "found", "found"))),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_gone_through_round_and_round() {
        let at = |article_ix, sentence_ix| Place { article_ix, sentence_ix };
        let marks = vec![(1, vec![Span::new(5, 9), Span::new(20, 22), Span::new(30, 31)])];
        let found = Found::new("x", vec![at(0, 3), at(1, 0), at(1, 7)], marks);
        assert_eq!(found.after(at(0, 0), Way::On), Some((at(0, 3), 1)));
        assert_eq!(found.after(at(0, 3), Way::On), Some((at(1, 0), 2)));
        assert_eq!(found.after(at(1, 7), Way::On), Some((at(0, 3), 1)));
        assert_eq!(found.after(at(0, 3), Way::Back), Some((at(1, 7), 3)));
        assert_eq!(found.after(at(1, 2), Way::Back), Some((at(1, 0), 2)));
        assert_eq!(found.marks_in(1, Span::new(8, 30)), [Span::new(5, 9), Span::new(20, 22)]);
        assert_eq!(found.marks_in(0, Span::new(8, 30)), []);
        assert_eq!(Found::new("x", Vec::new(), Vec::new()).after(at(0, 0), Way::Back), None);
    }
}
