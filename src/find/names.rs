//! The names and amounts of one sentence: names by the tagger, amounts by patterns, known things by the lexicon.
//!
//! Which thing a name means, and what the rest of the text says about it, is decided in `memory.rs`.

use super::amounts::Amounts;
use super::lexicon::Lexicon;
use super::lexicon::class::{COMMON, FUNCTION};
use super::style::Style;
use super::tagger::{Features, KINDS, Label, Model, Sentence, is_further, kind_of, stretches};
use super::words::{Shape, Word};
use crate::model::EntityKind;
use std::ops::Range;

/// A stretch of words that names something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// First word and one past the last, as indices into the document's words.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: EntityKind,
    /// What the lexicon says it is.
    pub(super) target: Option<u32>,
}

/// Finds names; keeps its lists between sentences.
pub(super) struct Finder<'a> {
    model: &'a Model,
    lexicon: &'a Lexicon,
    ranges: Vec<Range<usize>>,
    features: Vec<Features>,
    labels: Vec<Label>,
    /// Names of the sentence: words and kind, `None` for what is not highlighted.
    names: Vec<(Range<usize>, Option<EntityKind>)>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(model: &'a Model, lexicon: &'a Lexicon) -> Finder<'a> {
        Finder { model, lexicon, ranges: vec![], features: vec![], labels: vec![], names: vec![] }
    }

    /// Appends the names and amounts of a sentence, in order. `offset` is the index of its first word in the document.
    pub(super) fn collect(
        &mut self,
        text: &str,
        words: &[Word],
        offset: usize,
        is_small: &dyn Fn(&Word) -> bool,
        out: &mut Vec<Candidate>,
    ) {
        self.tag(text, words, is_small);
        let amounts = Amounts { text, words };
        let mut add = |range: Range<usize>, kind, target| {
            let (start, end) = ((offset + range.start) as u32, (offset + range.end) as u32);
            out.push(Candidate { start, end, kind, target });
        };
        let mut names = self.names.iter().peekable();
        let mut ix = 0;
        while ix < words.len() {
            if let Some((range, kind)) = names.next_if(|(range, _)| range.start <= ix) {
                if let Some(kind) = *kind {
                    for part in self.parts(text, words, range, kind) {
                        let (kind, target) = self.checked(words, &part, kind);
                        add(part, kind, target);
                    }
                }
                ix = range.end;
                continue;
            }
            let next_name = names.peek().map_or(words.len(), |(range, _)| range.start);
            if let Some((end, target)) = self.known(&words[..next_name], ix) {
                add(ix..end, self.lexicon.targets[target as usize].kind, Some(target));
                ix = end;
                continue;
            }
            match amounts.at(ix) {
                Some(amount) if amount.end <= next_name => {
                    // A pattern may reach back ("early May") over words that were passed; not over a name.
                    add(amount.start..amount.end, amount.kind, None);
                    ix = amount.end;
                }
                _ => ix += 1,
            }
        }
    }

    /// Runs the tagger over the sentence.
    fn tag(&mut self, text: &str, words: &[Word], is_small: &dyn Fn(&Word) -> bool) {
        self.names.clear();
        self.ranges.clear();
        stretches(text, words, &mut self.ranges);
        if self.ranges.is_empty() {
            return;
        }
        let gazetteer = &self.model.gazetteer;
        let sentence = Sentence { text, words, lexicon: self.lexicon, gazetteer, style: Style::of(words), is_small };
        for range in &self.ranges {
            self.features.clear();
            sentence.features(range.clone(), &mut self.features);
            self.model.best(&self.features, &mut self.labels);
            for (ix, &label) in range.clone().zip(&self.labels) {
                let Some(kind) = kind_of(label) else { continue };
                match self.names.last_mut() {
                    Some((name, _)) if is_further(label) => name.end = ix + 1,
                    _ => self.names.push((ix..ix + 1, KINDS[kind])),
                }
            }
        }
    }

    /// A form of the lexicon that the tagger passed over, at word `ix`: where it ends, and what it names.
    fn known(&self, words: &[Word], ix: usize) -> Option<(usize, u32)> {
        let word = &words[ix];
        let may_name = word.is_cap() && (!word.is(COMMON | FUNCTION) || word.shape == Shape::Upper && !word.starts);
        if word.form == 0 || !may_name {
            return None;
        }
        self.lexicon.longest(&words[ix..]).map(|(length, target)| (ix + length, target))
    }

    /// The names that the tagger took for one: two sides of a dash, of a hyphen between two that the lexicon knows
    /// ("Trump-Putin"), a building and the place it is in.
    fn parts(&self, text: &str, words: &[Word], name: &Range<usize>, kind: EntityKind) -> Vec<Range<usize>> {
        let is_known = |part: &Range<usize>| {
            self.lexicon.longest(&words[part.clone()]).is_some_and(|(length, _)| length == part.len())
        };
        let mut parts = Vec::new();
        let mut start = name.start;
        for (at, word) in words.iter().enumerate().take(name.end.saturating_sub(1)).skip(name.start + 1) {
            let (left, right) = (start..at, at + 1..name.end);
            let divides = match word.span.of(text) {
                "–" | "—" => true,
                "-" => is_known(&left) && is_known(&right),
                "in" => is_place(kind) && is_known(&right),
                _ => false,
            };
            if divides && start < at {
                parts.push(left);
                start = at + 1;
            }
        }
        parts.push(start..name.end);
        parts
    }

    /// The kind of a name, and the thing of the lexicon that it is a form of. Places, and forms that can hardly mean
    /// anything else (several words, an acronym), have the lexicon's kind.
    fn checked(&self, words: &[Word], range: &Range<usize>, kind: EntityKind) -> (EntityKind, Option<u32>) {
        let Some((length, target)) = self.lexicon.longest(&words[range.clone()]).filter(|(n, _)| *n == range.len())
        else {
            return (kind, None);
        };
        let known = self.lexicon.targets[target as usize].kind;
        let is_plain = length > 1 || words[range.start].shape == Shape::Upper;
        let agrees = known == kind || is_place(known) && is_place(kind);
        if agrees || is_plain && kind != EntityKind::Person { (known, Some(target)) } else { (kind, None) }
    }
}

fn is_place(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Facility)
}
