//! The names and amounts of one sentence: names by the tagger, amounts by patterns, known things by the lexicon.
//!
//! Which thing a name means, and what the rest of the text says about it, is decided in `resolver.rs`.

use super::amounts::Amounts;
use super::parts::is_addressed;
use super::rule::NameRule;
use crate::find::lexicon::class::*;
use crate::find::lexicon::{Classes, Lexicon};
use crate::find::style::Style;
use crate::find::tagger::{KINDS, Label, Memo, Model, Scores, Sentence, is_further, kind_of, stretches};
use crate::find::words::{Shape, Word, hashes, is_hyphen};
use crate::model::EntityKind;
use std::cell::LazyCell;
use std::ops::{Deref, Range};

/// A stretch of words that names something.
#[derive(Clone, Copy, Debug)]
pub(in crate::find) struct Candidate {
    /// First word and one past the last, as indices into the document's words.
    pub(in crate::find) start: u32,
    pub(in crate::find) end: u32,
    pub(in crate::find) kind: EntityKind,
    /// What the lexicon says it is.
    pub(in crate::find) target: Option<u32>,
    pub(in crate::find) rule: NameRule,
}

/// Words that stand in names of other things than people.
const OF_NO_PERSON: Classes = ORG_HEAD | ORG_TAIL | FAC_HEAD | LOC_HEAD | EVENT_HEAD | WORK_HEAD | TITLE | TITLE_MOD;

/// Whether capitals can tell a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::find) enum Letters {
    /// There are some.
    Mixed,
    /// The whole document is in small letters. The tagger sees no name there, so the lexicon alone speaks.
    Small,
}

impl Letters {
    pub(in crate::find) fn of(words: &[Word]) -> Letters {
        if words.iter().any(Word::is_cap) { Letters::Mixed } else { Letters::Small }
    }
}

/// Finds names; keeps its lists between sentences.
pub(in crate::find) struct Finder<'a> {
    model: &'a Model,
    pub(super) lexicon: &'a Lexicon,
    ranges: Vec<Range<usize>>,
    memo: Memo,
    scores: Vec<Scores>,
    labels: Vec<Label>,
    letters: Letters,
    /// Names of the sentence: words and kind, `None` for what is not highlighted.
    names: Vec<(Range<usize>, Option<EntityKind>)>,
}

impl<'a> Finder<'a> {
    /// For a document with these letters.
    pub(in crate::find) fn new(model: &'a Model, lexicon: &'a Lexicon, letters: Letters) -> Finder<'a> {
        let (ranges, memo, scores) = (vec![], Memo::new(), vec![]);
        Finder { model, lexicon, ranges, memo, scores, labels: vec![], letters, names: vec![] }
    }

    /// Appends the names and amounts of a sentence, in order. `offset` is the index of its first word in the document.
    pub(in crate::find) fn collect(
        &mut self,
        text: &str,
        words: &[Word],
        offset: usize,
        is_small: &dyn Fn(&Word) -> bool,
        out: &mut Vec<Candidate>,
    ) {
        self.tag(text, words, is_small);
        let amounts = Amounts { text, words };
        // Asked for seldom, and by many words of an odd sentence.
        let style = LazyCell::new(|| Style::of(words));
        let mut add = |range: Range<usize>, kind, target, rule| {
            let (start, end) = ((offset + range.start) as u32, (offset + range.end) as u32);
            out.push(Candidate { start, end, kind, target, rule });
        };
        let mut names = self.names.iter().peekable();
        let mut ix = 0;
        while ix < words.len() {
            // "US$20" is a sum, whatever the tagger takes "US" for.
            if words[ix].is_cap()
                && let Some(sum) = amounts.prefixed_currency(ix)
            {
                while names.next_if(|(range, _)| range.start < sum.end).is_some() {}
                add(sum.start..sum.end, sum.kind, None, NameRule::Pattern);
                ix = sum.end;
                continue;
            }
            // "Washington, D.C.": the word list may have more of a name than the tagger.
            if let Some((range, _)) = names.peek()
                && range.start == ix
                && let Some((end, target)) = self.longer(words, range)
                && self.names.iter().all(|(other, _)| other.start >= end || other.end <= end)
            {
                while names.next_if(|(range, _)| range.start < end).is_some() {}
                add(ix..end, self.lexicon.targets[target as usize].kind, Some(target), NameRule::Lexicon);
                ix = end;
                continue;
            }
            if let Some((range, kind)) = names.next_if(|(range, _)| range.start <= ix) {
                // A language is no name to highlight, the people of that name is.
                let people = || self.whole(words, range).filter(|kind| *kind == EntityKind::Norp);
                let kind = kind.or_else(people);
                if let Some(kind) = kind.filter(|kind| !is_participle(text, &words[ix..], range.len(), *kind)) {
                    let kind = if self.is_titled_person(words, range, kind) { EntityKind::Person } else { kind };
                    let mut add = |part: Range<usize>, kind| {
                        let (kind, target) = self.checked(words, &part, kind);
                        add(part, kind, target, NameRule::Tagger);
                    };
                    if range.len() == 1 && !words[range.start].is(TITLE) {
                        add(range.clone(), kind);
                    } else {
                        self.parts(text, words, range, kind).into_iter().for_each(|(part, kind)| add(part, kind));
                    }
                }
                // Two known names joined by a dash are two, whatever the tagger takes the whole for; so is "X" one.
                let are_joined = words[range.clone()].iter().any(|word| is_hyphen(text, word));
                let is_letter = words[ix].shape == Shape::Letter;
                if kind.is_some() || !(are_joined || is_letter) || self.known(words, ix, &style).is_none() {
                    ix = range.end;
                    continue;
                }
            }
            let next_name = names.peek().map_or(words.len(), |(range, _)| range.start);
            if let Some((end, target)) = self.known(&words[..next_name], ix, &style) {
                add(ix..end, self.lexicon.targets[target as usize].kind, Some(target), NameRule::Lexicon);
                ix = end;
                continue;
            }
            if is_addressed(words, ix) {
                add(ix..ix + 1, EntityKind::Person, None, NameRule::Addressed);
                ix += 1;
                continue;
            }
            match amounts.at(ix) {
                Some(amount) if amount.end <= next_name => {
                    // A pattern may reach back ("early May") over words that were passed; not over a name.
                    add(amount.start..amount.end, amount.kind, None, NameRule::Pattern);
                    ix = amount.end;
                }
                _ => ix += 1,
            }
        }
    }

    /// Whether a name that the tagger takes for no person stands behind a title and has nothing of another name:
    /// "Finance Minister Nirmala Sitharaman".
    fn is_titled_person(&self, words: &[Word], name: &Range<usize>, kind: EntityKind) -> bool {
        let is_title = |word: &Word| word.is(TITLE) && word.shape == Shape::Cap;
        let is_part =
            |word: &Word| matches!(word.shape, Shape::Cap | Shape::Letter | Shape::Upper) && !word.is(OF_NO_PERSON);
        kind != EntityKind::Person
            && kind != EntityKind::Norp
            && name.len() > 1
            && name.start > 0
            && is_title(&words[name.start - 1])
            && words[name.clone()].iter().all(is_part)
            && self.whole(words, name).is_none()
    }

    /// Runs the tagger over the sentence.
    fn tag(&mut self, text: &str, words: &[Word], is_small: &dyn Fn(&Word) -> bool) {
        self.names.clear();
        self.ranges.clear();
        if is_foreign(text, words) {
            return;
        }
        stretches(text, words, &mut self.ranges);
        if self.ranges.is_empty() {
            return;
        }
        let gazetteer = &self.model.gazetteer;
        let sentence = Sentence { text, words, lexicon: self.lexicon, gazetteer, style: Style::of(words), is_small };
        for range in &self.ranges {
            self.scores.clear();
            sentence.scores(range.clone(), self.model, &mut self.memo, &mut self.scores);
            self.model.best(&self.scores, &mut self.labels);
            for (ix, &label) in range.clone().zip(&self.labels) {
                let Some(kind) = kind_of(label) else { continue };
                match self.names.last_mut() {
                    Some((name, _)) if is_further(label) => name.end = ix + 1,
                    _ => self.names.push((ix..ix + 1, KINDS[kind])),
                }
            }
        }
        self.names.iter_mut().for_each(|(name, kind)| {
            if *kind == Some(EntityKind::Person) && is_given_before_month(words, name) {
                name.end += 1;
            } else if *kind == Some(EntityKind::Person) && is_before_syllable(text, words, name) {
                name.end += 2;
            }
        });
    }

    /// The name of the tagger's that covers the word `at` of a sentence: its kind, and how sure the tagger is of it,
    /// from 0 to 1: the share of all ways to label the stretch that have just this name there.
    pub(in crate::find) fn certainty(
        &mut self,
        text: &str,
        words: &[Word],
        is_small: &dyn Fn(&Word) -> bool,
        at: usize,
    ) -> Option<(Option<EntityKind>, f64)> {
        self.tag(text, words, is_small);
        let (name, kind) = self.names.iter().find(|(name, _)| name.contains(&at))?.clone();
        let stretch = self.ranges.iter().find(|stretch| stretch.contains(&at))?.clone();
        let gazetteer = &self.model.gazetteer;
        let sentence = Sentence { text, words, lexicon: self.lexicon, gazetteer, style: Style::of(words), is_small };
        self.scores.clear();
        sentence.scores(stretch.clone(), self.model, &mut self.memo, &mut self.scores);
        let place = name.start - stretch.start..name.end - stretch.start;
        Some((kind, self.model.certainty(&self.scores, place, KINDS.iter().position(|k| *k == kind)?)))
    }

    /// A form of the lexicon that the tagger passed over, at word `ix`: where it ends, and what it names.
    fn known(&self, words: &[Word], ix: usize, style: &impl Deref<Target = Style>) -> Option<(usize, u32)> {
        let word = &words[ix];
        if word.form == 0 {
            return None;
        }
        if self.letters == Letters::Small {
            let (length, target) = self.lexicon.longest_in_small(&words[ix..])?;
            let is_plain = word.is(COMMON | FUNCTION | GIVEN | MONTH | TITLE | WEEKDAY) || word.span.len() < 4;
            return (length > 1 || !is_plain).then_some((ix + length, target));
        }
        if !word.is_cap() {
            return None;
        }
        // "US" is no pronoun unless all words are in capitals.
        if word.shape == Shape::Letter && !self.is_network(words, ix) {
            return None;
        }
        let is_ordinary = word.is(COMMON | FUNCTION);
        if is_ordinary && (word.shape != Shape::Upper || word.starts() && **style == Style::Shouted) {
            return None;
        }
        self.lexicon.longest(&words[ix..]).map(|(length, target)| (ix + length, target))
    }

    /// A form of the lexicon that has this name of the tagger's and more behind it: where it ends, and what it names.
    fn longer(&self, words: &[Word], name: &Range<usize>) -> Option<(usize, u32)> {
        let (length, target) = self.lexicon.longest(&words[name.start..])?;
        (name.start + length > name.end).then_some((name.start + length, target))
    }

    /// Whether the one capital at word `ix` is the social network: "on X", "an X post".
    fn is_network(&self, words: &[Word], ix: usize) -> bool {
        const BEFORE: [u32; 4] = hashes(["on", "via", "platform", "network"]);
        const BEHIND: [u32; 5] = hashes(["post", "posts", "account", "user", "users"]);
        let is_one_of =
            |at: usize, forms: &[u32]| words.get(at).is_some_and(|word| word.is_one_of(forms) && !word.is_glued());
        is_one_of(ix.wrapping_sub(1), &BEFORE) || is_one_of(ix + 1, &BEHIND)
    }
}

/// Whether a sentence is mostly written in other letters than Latin ones, of which the tagger has learned nothing.
fn is_foreign(text: &str, words: &[Word]) -> bool {
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let bytes = &text.as_bytes()[first.span.start as usize..last.span.end as usize];
    // Always as many at a time, so that the processor takes them together.
    let (parts, rest) = bytes.as_chunks::<32>();
    let n_foreign = |part: &[u8]| usize::from(part.iter().map(|byte| byte >> 7).sum::<u8>());
    let n_in_parts: usize = parts.iter().map(|part| n_foreign(part)).sum();
    (n_in_parts + n_foreign(rest)) * 2 > bytes.len()
}

/// Whether the first of these words is no organisation but tells what was done with the text: "Published 14 August".
fn is_participle(text: &str, words: &[Word], n_words: usize, kind: EntityKind) -> bool {
    let [word, next, ..] = words else { return false };
    let is_done = kind == EntityKind::Org && n_words == 1 && word.starts() && word.shape == Shape::Cap;
    is_done
        && word.span.of(text).ends_with("ed")
        && (next.shape == Shape::Number || next.is(MONTH | WEEKDAY) || matches!(next.span.of(text), "by" | "on"))
}

/// Whether the name is a given name with a month behind it that counts no days: "Theresa May resigned".
fn is_given_before_month(words: &[Word], name: &Range<usize>) -> bool {
    let is_given = name.len() == 1 && words[name.start].is(GIVEN);
    let is_month = words.get(name.end).is_some_and(|word| word.is(MONTH) && word.shape == Shape::Cap);
    is_given && is_month && words.get(name.end + 1).is_none_or(|next| next.shape != Shape::Number)
}

/// How the second half of Korean and Chinese given names is often written behind a hyphen: "Moon Jae-in".
#[rustfmt::skip]
const SYLLABLES: [&str; 44] = [
    "bin", "bok", "chul", "eun", "ha", "hee", "ho", "hoon", "hwa", "hwan", "hyuk", "hyun", "il", "in", "jae",
    "jin", "joo", "joon", "jun", "jung", "keun", "kwon", "kyu", "kyung", "min", "myung", "sik", "seok",
    "shek", "shik", "soo", "suk", "sung", "tae", "taek", "te", "uk", "un", "wen", "won", "woo", "yeol",
    "yong", "young",
];

/// Whether the name ends before the hyphen of such a given name.
fn is_before_syllable(text: &str, words: &[Word], name: &Range<usize>) -> bool {
    let [hyphen, last, ..] = &words[name.end..] else { return false };
    name.len() == 2
        && is_hyphen(text, hyphen)
        && last.is_glued()
        && last.shape == Shape::Lower
        && SYLLABLES.contains(&last.span.of(text))
}
