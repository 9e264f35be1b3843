//! Candidates for names in one sentence: runs of capitals, cut by titles, lexicon and head words.
//!
//! What the rest of the text says about a doubtful candidate is decided in `memory.rs`.

use super::amounts::Amounts;
use super::lexicon::Lexicon;
use super::lexicon::class::*;
use super::words::{Shape, Word, is_hyphen};
use crate::model::EntityKind;
use std::collections::HashSet;

/// How much a candidate needs the rest of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// A lone capital whose kind is open.
    Open,
    /// The form speaks for the kind; other evidence may overrule.
    Likely,
    /// Lexicon, title, head word, given name.
    Sure,
}

/// A stretch of words that may be a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// First word and one past the last, as indices into the document's words.
    pub(super) start: u32,
    pub(super) end: u32,
    /// The best guess.
    pub(super) kind: EntityKind,
    /// The lexicon's target.
    pub(super) target: Option<u32>,
    pub(super) trust: Trust,
    /// A capital that the start of the sentence explains.
    pub(super) starts: bool,
}

/// One sentence of a document being read.
pub(super) struct Names<'a> {
    pub(super) text: &'a str,
    /// The words of this sentence.
    pub(super) words: &'a [Word],
    /// Index of the first of them in the document.
    pub(super) offset: usize,
    pub(super) lexicon: &'a Lexicon,
    /// Hashes of the words that the document has in small letters.
    pub(super) small: &'a HashSet<u64, std::hash::BuildHasherDefault<super::lexicon::Ready>>,
    /// How the sentence uses capitals.
    pub(super) style: Style,
}

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Capitals mark names.
    Prose,
    /// A headline: Most Words Begin With One.
    Title,
    /// ALL CAPITALS.
    Shouted,
}

impl Style {
    /// The style of these words.
    pub(super) fn of(words: &[Word]) -> Style {
        let (mut n_words, mut n_upper, mut n_cap, mut n_long) = (0, 0, 0, 0);
        for word in words.iter().filter(|w| !matches!(w.shape, Shape::Sign | Shape::Number)) {
            n_words += 1;
            n_upper += usize::from(word.shape == Shape::Upper);
            if word.span.len() > 3 {
                n_long += 1;
                n_cap += usize::from(word.shape == Shape::Cap || word.shape == Shape::Upper);
            }
        }
        if n_words >= 3 && n_upper * 10 >= n_words * 7 {
            return Style::Shouted;
        }
        let headline = n_long >= 4 && n_cap * 10 >= n_long * 8 && !words.last().is_some_and(|w| w.shape == Shape::Sign);
        if headline { Style::Title } else { Style::Prose }
    }
}

impl Names<'_> {
    /// Appends the candidates and amounts of the sentence, in order.
    pub(super) fn collect(&self, out: &mut Vec<Candidate>) {
        let amounts = Amounts { text: self.text, words: self.words };
        let mut ix = 0;
        while ix < self.words.len() {
            let word = &self.words[ix];
            if word.shape != Shape::Lower
                && word.form != 0
                && let Some(end) = self.known(ix, out)
            {
                ix = end;
                continue;
            }
            if let Some(amount) = amounts.at(ix) {
                // A word like "early" may belong to the name before.
                let floor = out.last().map_or(0, |last| (last.end as usize).saturating_sub(self.offset));
                let start = amount.start.max(floor);
                if start < amount.end {
                    out.push(self.candidate(start, amount.end, amount.kind, Trust::Sure));
                }
                ix = amount.end;
                continue;
            }
            if self.opens_run(ix) {
                let end = self.run_end(ix);
                self.cut(ix, end, out);
                ix = end.max(ix + 1);
                continue;
            }
            ix += 1;
        }
    }

    pub(super) fn word(&self, ix: usize) -> Option<&Word> {
        self.words.get(ix)
    }

    pub(super) fn text_at(&self, ix: usize) -> &str {
        self.words.get(ix).map_or("", |w| w.span.of(self.text))
    }

    pub(super) fn is(&self, ix: usize, classes: u64) -> bool {
        self.words.get(ix).is_some_and(|w| w.is(classes))
    }

    pub(super) fn candidate(&self, start: usize, end: usize, kind: EntityKind, trust: Trust) -> Candidate {
        Candidate {
            start: (self.offset + start) as u32,
            end: (self.offset + end) as u32,
            kind,
            target: None,
            trust,
            starts: self.words[start].starts,
        }
    }

    /// A form of the lexicon that stands alone here: not inside a longer run of capitals.
    pub(super) fn known(&self, ix: usize, out: &mut Vec<Candidate>) -> Option<usize> {
        let (length, target) = self.lexicon.longest(&self.words[ix..])?;
        let end = ix + length;
        if self.joins(end) || !self.fits(ix, end, target) {
            return None;
        }
        let kind = self.lexicon.targets[target as usize].kind;
        let directed = self.is_directed(ix, target);
        let mut found = self.candidate(ix - usize::from(directed), end, kind, Trust::Sure);
        found.target = (!directed).then_some(target);
        out.push(found);
        Some(end)
    }

    /// "Western European", "South Asian": the people of a part of a continent.
    pub(super) fn is_directed(&self, ix: usize, target: u32) -> bool {
        ix > 0
            && self.is(ix - 1, DIRECTION)
            && self.words[ix - 1].shape == Shape::Cap
            && matches!(self.lexicon.targets[target as usize].name, "European" | "Asian" | "African" | "American")
    }

    /// Whether a lone form may be meant as the lexicon means it.
    pub(super) fn fits(&self, start: usize, end: usize, target: u32) -> bool {
        let word = &self.words[start];
        if end - start > 1 {
            return true;
        }
        let kind = self.lexicon.targets[target as usize].kind;
        let text = word.span.of(self.text);
        // Ordinary words that are names as well need a capital that means something.
        let ordinary = word.is(COMMON | FUNCTION) || (word.starts && self.small.contains(&word.hash));
        if ordinary && word.shape != Shape::Upper && (word.starts || self.style != Style::Prose) {
            return false;
        }
        if self.style == Style::Shouted
            && matches!(text, "US" | "IT" | "WHO" | "ICE" | "META" | "APPLE" | "SHELL" | "NICE" | "POLISH")
        {
            return text == "US";
        }
        // "Guardian" and the like are papers unless something else is named so.
        kind != EntityKind::Person || word.shape != Shape::Upper || text.len() > 3
    }

    /// Whether a capitalised word goes on right after a form that ended before `end`.
    pub(super) fn joins(&self, end: usize) -> bool {
        let Some(next) = self.word(end) else { return false };
        if next.glued {
            return is_hyphen(self.text, next)
                && self.text_at(end) == "-"
                && self
                    .word(end + 1)
                    .is_some_and(|w| w.glued && w.is_cap() && w.form == 0 && !w.is(COMMON | FUNCTION));
        }
        next.is_cap() && !next.starts && !next.is(FUNCTION) && self.text_at(end) != "I"
    }

    /// Whether a run of capitals may start at `ix`.
    fn opens_run(&self, ix: usize) -> bool {
        let word = &self.words[ix];
        if !word.is_cap() {
            return self.is_article_name(ix);
        }
        if word.is(NO_NAME)
            && (word.shape != Shape::Upper || self.style != Style::Prose || word.span.len() < 6)
            && word.form == 0
        {
            return false;
        }
        if word.is(FUNCTION) && !word.is(PARTICLE) && (word.shape != Shape::Upper || word.form == 0) {
            return self.lexicon.longest(&self.words[ix..]).is_some_and(|(n, _)| n > 1);
        }
        if !word.starts {
            return true;
        }
        let next_is_cap = self.word(ix + 1).is_some_and(|w| w.is_cap() && !w.glued && !w.is(FUNCTION));
        if word.is(CUE) && !word.is(GIVEN) {
            return false;
        }
        if word.is(COMMON) {
            // "Foreign Minister", "Police Department", not "Speaking President".
            let leads = word.is(TITLE | TITLE_MOD) && self.is(ix + 1, TITLE | TITLE_MOD | ORG_HEAD) && next_is_cap;
            return leads || self.lexicon.longest(&self.words[ix..]).is_some_and(|(n, _)| n > 1);
        }
        // A word that the text has in small letters too begins the sentence, nothing more.
        !self.small.contains(&word.hash)
            || word.is(GIVEN | TITLE)
            || word.form != 0
            || (next_is_cap && word.is(TITLE_MOD | ORG_HEAD))
    }

    /// "al-Assad", "von der Leyen" where the small word comes first.
    fn is_article_name(&self, ix: usize) -> bool {
        let word = &self.words[ix];
        word.shape == Shape::Lower
            && word.is(PARTICLE)
            && !word.is(FUNCTION)
            && !matches!(self.text_at(ix), "as" | "do" | "ad" | "ben")
            && matches!(self.text_at(ix), "al" | "el" | "von" | "van" | "bin" | "ibn" | "de")
            && (self.text_at(ix + 1) == "-" && self.word(ix + 2).is_some_and(|w| w.glued && w.is_cap())
                || self
                    .word(ix + 1)
                    .is_some_and(|w| !w.glued && w.is_cap() && matches!(self.text_at(ix), "von" | "van" | "bin")))
    }

    /// One past the last word of the run that starts at `start`.
    fn run_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        if !self.words[start].is_cap() {
            end = start + if self.text_at(start + 1) == "-" { 3 } else { 2 };
        }
        loop {
            let Some(next) = self.word(end) else { return end };
            if next.glued {
                let sign = self.text_at(end);
                let after = self.word(end + 1);
                // A hyphen joins unless a side is a name by itself.
                if sign == "-"
                    && after.is_some_and(|w| w.glued && (w.is_cap() || w.shape == Shape::Number))
                    && self.hyphen_joins(start, end)
                {
                    end += 2;
                    continue;
                }
                return end;
            }
            if next.is_cap() {
                if next.is(FUNCTION) && next.shape != Shape::Upper && !next.is(PARTICLE | GIVEN)
                    || matches!(self.text_at(end), "I" | "I'm")
                    || next.starts
                    || (next.is(WEEKDAY | MONTH) && !next.is(GIVEN))
                {
                    return end;
                }
                end += 1;
                continue;
            }
            match self.connector_end(start, end) {
                Some(after) => end = after,
                None => return end,
            }
        }
    }

    fn hyphen_joins(&self, start: usize, hyphen: usize) -> bool {
        let (left, right) = (&self.words[hyphen - 1], &self.words[hyphen + 1]);
        if right.shape == Shape::Number {
            return true;
        }
        let is_name = |ix: usize, word: &Word| word.form != 0 && self.lexicon.longest(&self.words[ix..=ix]).is_some();
        if is_name(hyphen - 1, left) || is_name(hyphen + 1, right) {
            return self.lexicon.longest(&self.words[start..]).is_some_and(|(n, _)| start + n > hyphen + 1);
        }
        // A longer name ends before the hyphen: "New York-London".
        !(start..hyphen)
            .any(|ix| self.lexicon.longest(&self.words[ix..]).is_some_and(|(n, _)| ix + n == hyphen && n > 1))
    }

    /// Small words inside a name: the end after the capital that follows them.
    fn connector_end(&self, start: usize, at: usize) -> Option<usize> {
        let next_cap = |ix: usize| self.word(ix).is_some_and(|w| w.is_cap() && !w.starts);
        let word = self.text_at(at);
        if word == "&" && next_cap(at + 1) {
            return Some(at + 2);
        }
        let previous = &self.words[at - 1];
        let is_head = (start..at).any(|ix| self.is(ix, ORG_HEAD | FAC_HEAD | EVENT_HEAD | LOC_HEAD | LOC_FRONT));
        if matches!(word, "of" | "for" | "on" | "in") {
            let last_is_head =
                previous.is(ORG_HEAD | EVENT_HEAD | FAC_HEAD) || (previous.is(LOC_HEAD | LOC_FRONT) && word == "of");
            let last_is_title = previous.is(TITLE) && word == "of";
            let ordered = word == "of"
                || (word == "for" && previous.is(ORG_HEAD) && !previous.is(TITLE))
                || (word == "on"
                    && matches!(self.text_at(at - 1), "Council" | "Committee" | "Commission" | "Conference" | "Forum"));
            if !ordered || !(last_is_head || last_is_title) {
                return None;
            }
            let the = usize::from(self.text_at(at + 1) == "the");
            if !next_cap(at + 1 + the) {
                return None;
            }
            // "President of Ukraine": a title and a place; "Secretary of State" one title.
            let after = self.word(at + 1 + the)?;
            if last_is_title && !last_is_head {
                return (after.is(TITLE_MOD)
                    && self.lexicon.longest(&self.words[at + 1 + the..]).is_none_or(|(n, _)| n == 1))
                .then_some(at + 2 + the);
            }
            // "Embassy in Kyiv", "the Army of Russia": a lone head takes a place only after "of".
            return Some(at + 2 + the);
        }
        if word == "and" && is_head && next_cap(at + 1) {
            let of_before = (start..at).any(|ix| matches!(self.text_at(ix), "of" | "for" | "on"));
            let after = self.word(at + 1)?;
            let is_name = after.form != 0 || after.is(GIVEN | TITLE) || after.shape == Shape::Upper;
            let plain = after.is(COMMON | TITLE_MOD | ORG_HEAD) || self.small.contains(&after.hash);
            return (of_before && plain && !is_name && !self.is(at + 1, TITLE)).then_some(at + 2);
        }
        if self.is(at, PARTICLE) && !self.is(at, FUNCTION | PLACE_PREP) && previous.is_cap() {
            if next_cap(at + 1) {
                return Some(at + 2);
            }
            if self.text_at(at + 1) == "-" && self.word(at + 1).is_some_and(|w| w.glued) && next_cap(at + 2) {
                return Some(at + 3);
            }
            if self.is(at + 1, PARTICLE) && next_cap(at + 2) {
                return Some(at + 3);
            }
        }
        None
    }
}
