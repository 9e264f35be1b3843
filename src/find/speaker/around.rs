//! Who speaks a sentence that does not say so itself: a name before a colon, the rest of the paragraph, the one before.

use super::listener::{Heard, REACH, Said};
use crate::find::lexicon::class::{TITLE, TITLE_MOD};
use crate::find::words::Shape;
use crate::model::{EntityKind, SpeakerRule};

/// A paragraph of nothing but quoted words has at most so many sentences.
const LONGEST_ANSWER: usize = 40;

/// What stands between a speaker's name and the colon has at most so many words.
const LONGEST_OFFICE: usize = 8;

impl Heard<'_> {
    /// "Díaz: We built it.": who stands before a colon at the start of the paragraph, and speaks the whole of it. A
    /// headline ("NASA: Moon rocket ready") ends without a stop, and an organisation's words stand in quotation marks.
    pub(super) fn label(&self) -> Option<u32> {
        let first = self.of.hear(self.paragraph.0)?;
        let mention = first.mentions.first()?;
        let at = first.words.partition_point(|word| word.span.start < mention.span.start);
        let after = first.words.partition_point(|word| word.span.start < mention.span.end);
        let begins = first.words[..at].iter().all(|word| word.is(TITLE | TITLE_MOD));
        let colon = first.after_office(after);
        let is_label = begins && first.text_at(colon) == ":" && colon + 1 < first.words.len();
        let can_speak = match mention.kind {
            EntityKind::Person => true,
            EntityKind::Org => first.quoted.get(colon + 1).is_some_and(|quoted| *quoted),
            _ => false,
        };
        let last = self.of.hear(self.paragraph.1 - 1)?;
        let is_told =
            || last.text_at(last.words.len() - 1).ends_with(['.', '?', '!', '…', '”', '"', '’', '»', '-', '—']);
        (is_label && can_speak && is_told()).then_some(mention.entity)
    }

    /// Past what tells a speaker's office: "CRUZ (R-TX):", "TAPPER, CNN ANCHOR:".
    fn after_office(&self, at: usize) -> usize {
        let is_office = |ix: &usize| self.words.get(*ix).is_some_and(|word| word.shape == Shape::Upper);
        match self.text_at(at) {
            "(" => (at..at + LONGEST_OFFICE).find(|ix| self.text_at(*ix) == ")").map_or(at, |close| close + 1),
            "," => at + 1 + (at + 1..at + LONGEST_OFFICE).take_while(is_office).count(),
            _ => at,
        }
    }

    /// A quotation without a verb of saying: who speaks before or after it in the paragraph.
    pub(super) fn around(&self) -> Option<Said> {
        let before = (self.paragraph.0..self.sentence_ix).rev().take(REACH);
        let after = (self.sentence_ix + 1..self.paragraph.1).take(REACH);
        let mut found = None;
        for ix in before {
            let other = self.of.hear(ix)?;
            if let Some(Some(said)) = other.attributed(4) {
                found = Some(said.by);
                break;
            }
        }
        let found =
            found.or_else(|| after.filter_map(|ix| self.of.hear(ix)?.attributed(4)?).next().map(|said| said.by));
        let before = || self.paragraph_before().map(Said::with(SpeakerRule::ParagraphBefore));
        found.map(Said::with(SpeakerRule::Paragraph)).or_else(before)
    }

    /// Who spoke last in the paragraph before, if this one is nothing but his words going on.
    fn paragraph_before(&self) -> Option<u32> {
        if self.paragraph.1 - self.paragraph.0 > LONGEST_ANSWER {
            return None;
        }
        let mut whole = (self.paragraph.0..self.paragraph.1).filter_map(|ix| self.of.hear(ix));
        let is_quoted = |heard: Heard<'_>| {
            let mut words = heard.words.iter().zip(heard.quoted);
            words.all(|(word, quoted)| *quoted || word.shape == Shape::Sign)
        };
        if !whole.all(is_quoted) {
            return None;
        }
        let last = self.paragraph.0.checked_sub(1)?;
        let from = self.of.hear(last)?.paragraph.0;
        (from..=last).rev().find_map(|ix| self.of.hear(ix)?.attributed(4)?).map(|said| said.by)
    }
}
