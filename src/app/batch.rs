//! Several sentences at once: what is tagged while they are chosen goes to all of them, as one step.
//!
//! Not the stretch of words that a label goes to, which is [`super::selection`].

use super::session::{Place, Session};
use super::tags::SentenceTags;
use super::update::Change;
use super::words;
use crate::model::{Document, Quotation, SpeakerRule};
use crate::text::{Span, order};
use std::rc::Rc;

/// What is said when the current sentence is the only one again.
pub(super) const ALONE: &str = "One sentence again";

/// Chosen sentences, at least one. Equal to its clones alone, so that comparing is cheap.
#[derive(Clone, Debug)]
pub struct Batch {
    places: Rc<[Place]>,
    /// Where the range began, while moving makes it longer or shorter.
    anchor: Option<Place>,
}

impl PartialEq for Batch {
    fn eq(&self, other: &Batch) -> bool {
        Rc::ptr_eq(&self.places, &other.places) && self.anchor == other.anchor
    }
}

impl Batch {
    /// These sentences; `None` for none.
    pub fn of(mut places: Vec<Place>) -> Option<Batch> {
        order::sort(&mut places);
        places.dedup();
        (!places.is_empty()).then(|| Batch { places: places.into(), anchor: None })
    }

    /// From one sentence to another of the same article, and on from there as the place moves.
    pub fn range(anchor: Place, to: Place) -> Batch {
        let (first, last) = (anchor.sentence_ix.min(to.sentence_ix), anchor.sentence_ix.max(to.sentence_ix));
        let places = (first..=last).map(|sentence_ix| Place { sentence_ix, ..anchor }).collect();
        Batch { places, anchor: Some(anchor) }
    }

    /// In reading order.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Whether a sentence is one of them.
    pub fn contains(&self, place: Place) -> bool {
        self.places.binary_search(&place).is_ok()
    }

    /// Whether moving makes it longer or shorter.
    pub fn is_growing(&self) -> bool {
        self.anchor.is_some()
    }

    /// The same sentences, whichever way the place moves.
    pub fn settled(&self) -> Batch {
        Batch { anchor: None, ..self.clone() }
    }

    /// With this sentence if it was not among them, without it if it was; `None` if none is left.
    pub fn toggled(&self, place: Place) -> Option<Batch> {
        let mut places = self.places.to_vec();
        match places.binary_search(&place) {
            Ok(ix) => drop(places.remove(ix)),
            Err(ix) => places.insert(ix, place),
        }
        Batch::of(places)
    }
}

/// A way in which other sentences are like the current one.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness {
    /// As the list shows it.
    pub name: String,
    /// The sentences, the current one among them.
    pub places: Vec<Place>,
}

/// A sentence that a tag goes to.
pub(super) struct Spot {
    pub(super) place: Place,
    pub(super) span: Span,
    pub(super) tags: Rc<SentenceTags>,
}

impl Session {
    /// The sentences chosen together, if more than the current one is meant.
    pub fn batch(&self) -> Option<&Batch> {
        self.batch.as_ref()
    }

    /// The sentences that a tag goes to: those chosen together, else the current one; none of a locked article.
    pub(super) fn spots(&self) -> Vec<Spot> {
        let here = [self.place()];
        let places = self.batch().map_or(&here[..], Batch::places);
        let spot = |place: &Place| {
            let state = self.articles().get(place.article_ix).filter(|state| !state.is_locked())?;
            Some(Spot { place: *place, span: state.sentence(place.sentence_ix)?, tags: state.tags(place.sentence_ix) })
        };
        places.iter().filter_map(spot).collect()
    }

    /// What going to a sentence by key does to a range that is being chosen.
    pub(super) fn grow_to(&self, place: Place) -> Option<Change> {
        let anchor = self.batch()?.anchor?;
        let is_same_article = anchor.article_ix == place.article_ix;
        let next = if is_same_article { Batch::range(anchor, place) } else { self.batch()?.settled() };
        Some(Change::Batch(Some(next)))
    }

    /// From the current sentence, or where the range began, to this one of the open article.
    pub(super) fn range_to(&self, sentence_ix: u32) -> Vec<Change> {
        let here = self.place();
        let anchor = self.batch().and_then(|batch| batch.anchor).filter(|anchor| anchor.article_ix == here.article_ix);
        let to = Place { sentence_ix, ..here };
        vec![Change::Batch(Some(Batch::range(anchor.unwrap_or(here), to))), Change::Go(to)]
    }

    /// The current sentence and this one of the open article, or all chosen so far but this one.
    pub(super) fn toggle_in_batch(&self, sentence_ix: u32) -> Vec<Change> {
        let here = self.place();
        let place = Place { sentence_ix, ..here };
        let next = match self.batch() {
            Some(batch) => batch.toggled(place),
            None => Batch::of(vec![here, place]),
        };
        vec![Change::Batch(next), Change::Go(place)]
    }

    /// How other sentences are like the current one; only those ways that find another.
    pub fn likenesses(&self) -> Vec<Likeness> {
        let Place { article_ix, sentence_ix } = self.place();
        let Some(document) = self.article().and_then(|state| state.document.as_ref()) else { return Vec::new() };
        let in_article = |ixs: Vec<u32>| ixs.into_iter().map(|sentence_ix| Place { article_ix, sentence_ix }).collect();
        let of_speaker = |articles: &[usize]| self.spoken_by_the_same(articles);
        let all: Vec<usize> = (0..self.articles().len()).collect();
        let speaker = self.holder_name(article_ix, &self.proposed_holder());
        let ways: [(String, Vec<Place>); 4] = [
            ("Same quotation".to_owned(), in_article(same_quotation(document, sentence_ix))),
            (format!("Same speaker ({speaker}), this article"), of_speaker(&[article_ix])),
            (format!("Same speaker ({speaker}), all articles"), of_speaker(&all)),
            ("Same paragraph".to_owned(), in_article(same_paragraph(document, sentence_ix))),
        ];
        let is_more = |(_, places): &(String, Vec<Place>)| places.len() > 1;
        ways.into_iter().filter(is_more).map(|(name, places)| Likeness { name, places }).collect()
    }

    /// Sentences of these articles that the speaker of the current one speaks too; none where nobody does.
    fn spoken_by_the_same(&self, articles: &[usize]) -> Vec<Place> {
        let here = self.place();
        let Some(wanted) = self.speaker_of(here) else { return Vec::new() };
        let mut places = Vec::new();
        for &article_ix in articles {
            if self.is_name_covered(article_ix, &wanted) {
                continue;
            }
            let n_sentences = self.articles()[article_ix].n_sentences();
            let all = (0..n_sentences).map(|sentence_ix| Place { article_ix, sentence_ix });
            places.extend(all.filter(|place| self.speaker_of(*place).as_ref() == Some(&wanted)));
        }
        places
    }
}

/// "3 sentences selected", for the eye and the ear.
pub fn in_words(batch: &Batch) -> String {
    format!("{} selected", words::counted(batch.places().len(), "sentence", "sentences"))
}

/// A label that says to how many sentences the step went.
pub(super) fn label_for(label: &str, n_sentences: usize) -> Rc<str> {
    if n_sentences == 1 { label.into() } else { format!("{label}, {n_sentences} sentences").into() }
}

fn same_paragraph(document: &Document, sentence_ix: u32) -> Vec<u32> {
    let paragraph = document.paragraphs.iter().find(|paragraph| paragraph.sentences.contains(&sentence_ix));
    paragraph.map_or_else(Vec::new, |paragraph| paragraph.sentences.clone().collect())
}

/// The sentences that the quotation of this one touches, over the ends of paragraphs where it goes on.
fn same_quotation(document: &Document, sentence_ix: u32) -> Vec<u32> {
    let Some(sentence) = document.sentences.get(sentence_ix as usize) else { return Vec::new() };
    let quotations = &document.quotations;
    let Some(here) = quotations.iter().position(|quotation| quotation.span.overlaps(sentence.span)) else {
        return Vec::new();
    };
    let goes_on =
        |quotation: &Quotation| matches!(quotation.rule, Some(SpeakerRule::Continued | SpeakerRule::ParagraphBefore));
    let first = (0..=here).rev().find(|ix| !goes_on(&quotations[*ix])).unwrap_or(0);
    let n_more = quotations[here + 1..].iter().take_while(|quotation| goes_on(quotation)).count();
    let whole = &quotations[first..=here + n_more];
    let is_touched = |span: Span| whole.iter().any(|quotation| quotation.span.overlaps(span));
    let touched = document.sentences.iter().enumerate().filter(|(_, sentence)| is_touched(sentence.span));
    touched.map(|(ix, _)| ix as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(sentence_ix: u32) -> Place {
        Place { article_ix: 0, sentence_ix }
    }

    #[test]
    fn a_range_reaches_both_ways_and_single_sentences_come_and_go() {
        let up = Batch::range(at(4), at(2));
        assert_eq!(up.places(), [at(2), at(3), at(4)]);
        assert!(up.is_growing() && !up.settled().is_growing());
        let without = up.toggled(at(3)).expect("two are left");
        assert_eq!(without.places(), [at(2), at(4)]);
        assert!(!without.contains(at(3)) && without.contains(at(4)));
        assert_eq!(without.toggled(at(9)).map(|batch| batch.places().len()), Some(3));
        assert_eq!(Batch::of(vec![at(1)]).and_then(|batch| batch.toggled(at(1))), None);
    }
}
