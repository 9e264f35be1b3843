//! Who is for or against whom in a sentence: words of support and opposition, who they are said of and whom they meet.
//!
//! A reading by word order within the clause, for suggestions that a person confirms. It does not parse, and a stance
//! that no such word tells is not found.

use super::grammar::{helps, is_adverb, is_be, is_determiner, is_hyphen, is_possessive, is_title, starts_clause};
use super::words::{Class, Found, find, n_turns, small};
use crate::model::{Document, EntityKind, Mention, Quotation, QuotationKind};
use crate::text::{Span, tokens_in};

/// What somebody is to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// For it.
    Favor,
    /// Against it.
    Against,
}

impl Position {
    /// The position that a file calls so: `favor` or `against`.
    pub fn of(label: &str) -> Option<Position> {
        [Position::Favor, Position::Against].into_iter().find(|position| position.as_str() == label)
    }

    /// The label in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Position::Favor => "favor",
            Position::Against => "against",
        }
    }

    fn turned(self) -> Position {
        match self {
            Position::Favor => Position::Against,
            Position::Against => Position::Favor,
        }
    }
}

/// A word or phrase of support or opposition in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StanceCue {
    /// The cue, in bytes of the text.
    pub span: Span,
    /// What it says, negation counted.
    pub position: Position,
    /// Whose stance it is, as an index into [`Document::entities`]; `None` if nobody named is found.
    pub holder: Option<u32>,
    /// Whom or what it is about, as an index into [`Document::entities`]; `None` if nothing named is found.
    pub target: Option<u32>,
}

/// The stance cues of sentence `sentence_ix` of `document`, which is what was found in `text`; empty past the last one.
///
/// Who says "I" is known only where the document has its quotations. Tokens are not needed.
pub fn stance_cues(text: &str, document: &Document, sentence_ix: usize) -> Vec<StanceCue> {
    let Some(clauses) = Clauses::new(text, document, sentence_ix) else { return Vec::new() };
    clauses.cues.iter().filter(|cue| clauses.is_cue(cue)).map(|cue| clauses.read(*cue)).collect()
}

/// How many words before a cue may turn it round.
const TURNS_REACH: usize = 3;

/// A sentence whose clauses are read.
pub(super) struct Clauses<'a> {
    pub(super) document: &'a Document,
    pub(super) speaker: Option<u32>,
    pub(super) spans: Vec<Span>,
    /// In small letters.
    words: Vec<String>,
    /// Those of the sentence.
    pub(super) mentions: &'a [Mention],
    /// Those that touch the sentence.
    quotations: Vec<Quotation>,
    pub(super) cues: Vec<Found>,
}

impl<'a> Clauses<'a> {
    fn new(text: &str, document: &'a Document, sentence_ix: usize) -> Option<Clauses<'a>> {
        let sentence = document.sentences.get(sentence_ix)?;
        let mut spans = Vec::new();
        tokens_in(text, sentence.span, &mut spans);
        let words: Vec<String> = spans.iter().map(|span| small(span.of(text))).collect();
        let cues = find(&words);
        let from = document.mentions.partition_point(|mention| mention.span.start < sentence.span.start);
        let to = document.mentions.partition_point(|mention| mention.span.start < sentence.span.end);
        let quotations = document.quotations.iter().filter(|quoted| quoted.span.overlaps(sentence.span));
        Some(Clauses {
            document,
            speaker: sentence.speaker,
            spans,
            words,
            mentions: document.mentions.get(from..to).unwrap_or(&[]),
            quotations: quotations.copied().collect(),
            cues,
        })
    }

    pub(super) fn word(&self, ix: usize) -> &str {
        self.words.get(ix).map_or("", String::as_str)
    }

    /// The word before `ix`, past adverbs and verbs that help another one; what it is, and where.
    pub(super) fn before(&self, ix: usize) -> (&str, usize) {
        let mut at = ix;
        while at > 0 && (is_adverb(self.word(at - 1)) || helps(self.word(at - 1))) {
            at -= 1;
        }
        (if at == 0 { "" } else { self.word(at - 1) }, at.saturating_sub(1))
    }

    /// The mention that ends with the word before `ix`, or with a possessive 's after it.
    pub(super) fn mention_before(&self, ix: usize) -> Option<&'a Mention> {
        let last = self.spans.get(ix.checked_sub(1)?)?;
        let named = |end: u32| self.mentions.iter().find(|mention| mention.span.end == end && can_hold(mention.kind));
        let possessive = is_possessive(self.word(ix - 1));
        named(last.end).or_else(|| if possessive { named(last.start) } else { None })
    }

    /// The quotation around word `ix`, unless it is a few words of a sentence of the article's.
    pub(super) fn quotation(&self, ix: usize) -> Option<&Quotation> {
        let span = self.spans.get(ix)?;
        let whole = |quoted: &&Quotation| quoted.kind == QuotationKind::Direct && quoted.span.contains(*span);
        self.quotations.iter().find(whole)
    }

    /// Whether words `a` and `b` are said by the same one.
    pub(super) fn is_same_voice(&self, a: usize, b: usize) -> bool {
        self.quotation(a).map(|quoted| quoted.span) == self.quotation(b).map(|quoted| quoted.span)
    }

    /// Whether a found form is used as the cue it may be.
    fn is_cue(&self, cue: &Found) -> bool {
        let span = self.span(cue);
        let (before, after) = (self.word(cue.start.wrapping_sub(1)), self.word(cue.end));
        if self.mentions.iter().any(|mention| mention.span.overlaps(span)) || is_hyphen(after) {
            return false;
        }
        match cue.class {
            Class::Verb if is_hyphen(before) => self.word(cue.start).ends_with("ed"),
            Class::Verb => !self.is_noun(cue),
            Class::Noun => true,
            Class::Predicate => before != "as",
        }
    }

    /// Whether a form that is a noun, adjective or adverb as well is one here: "the attack", "came back", "is welcome".
    fn is_noun(&self, cue: &Found) -> bool {
        let word = self.word(cue.start);
        if cue.end - cue.start > 1 || word.ends_with("ed") {
            return false;
        }
        let before = self.word(cue.start.wrapping_sub(1));
        let after = self.word(cue.end);
        if word.ends_with("ing") {
            return is_determiner(before);
        }
        if word == "back" {
            let verb_before = before == "to" || helps(before) || before.ends_with("ly") || before.ends_with('s');
            let names = self.spans.get(cue.end).is_some_and(|next| self.starts_mention(*next));
            let verb_before = verb_before || before == "not" || self.mention_before(cue.start).is_some();
            return !(verb_before && !is_be(before) && (names || is_determiner(after)));
        }
        // "US attacks on Iran", "the blame for": what follows a noun.
        let noun_after =
            matches!(after, "" | "on" | "of" | "from" | "by" | "in" | "is" | "was" | "are" | "were" | "for");
        let is_either = matches!(
            word,
            "support"
                | "supports"
                | "attack"
                | "attacks"
                | "praise"
                | "blame"
                | "protest"
                | "protests"
                | "veto"
                | "vetoes"
                | "boycott"
                | "boycotts"
                | "insult"
                | "insults"
                | "rebuke"
                | "rebukes"
                | "fault"
                | "faults"
        );
        is_be(before)
            || is_determiner(before)
            || is_possessive(before)
            || matches!(before, "of" | "for" | "with" | "under" | "in" | "on" | "by" | "after" | "more" | "military")
            || is_either && noun_after
    }

    fn starts_mention(&self, span: Span) -> bool {
        self.mentions.iter().any(|mention| mention.span.start == span.start)
    }

    fn span(&self, cue: &Found) -> Span {
        Span { start: self.spans[cue.start].start, end: self.spans[cue.end - 1].end }
    }

    fn read(&self, cue: Found) -> StanceCue {
        let (holder, target) = match cue.class {
            Class::Verb if is_hyphen(self.word(cue.start.wrapping_sub(1))) => {
                (self.mention_before(cue.start - 1).map(|mention| mention.entity), None)
            }
            Class::Verb if self.is_passive(&cue) => {
                let by = self.clause_after(&cue).find(|ix| self.word(*ix) == "by");
                (by.and_then(|by| self.first_after(&cue, by, can_hold)), self.subject(&cue))
            }
            Class::Verb => (self.subject(&cue), self.target(&cue)),
            Class::Noun => (self.possessor(&cue), self.target(&cue)),
            Class::Predicate => (self.subject_of_predicate(&cue), self.target(&cue)),
        };
        let from = self.turns_from(&cue);
        let is_turned = n_turns(&self.words[from..cue.end]) % 2 == 1;
        let position = if is_turned { cue.position.turned() } else { cue.position };
        StanceCue { span: self.span(&cue), position, holder, target }
    }

    /// Where the words start that may turn a cue round.
    fn turns_from(&self, cue: &Found) -> usize {
        let is_bound = |ix: usize| !self.is_word(ix) || starts_clause(self.word(ix));
        let bound = (0..cue.start).rev().find(|ix| is_bound(*ix)).map_or(0, |ix| ix + 1);
        // "never condemned but backed": the turn of another cue is not this one's.
        let other = self.cues.iter().filter(|other| other.end <= cue.start).map(|other| other.end).max().unwrap_or(0);
        bound.max(other).max(cue.start.saturating_sub(TURNS_REACH))
    }

    pub(super) fn is_word(&self, ix: usize) -> bool {
        self.word(ix).starts_with(char::is_alphanumeric)
    }

    fn is_passive(&self, cue: &Found) -> bool {
        let first = self.word(cue.start);
        if !first.ends_with("ed") && first != "upheld" {
            return false;
        }
        let mut at = cue.start;
        while at > 0 && is_adverb(self.word(at - 1)) {
            at -= 1;
        }
        at > 0 && is_be(self.word(at - 1)) || self.word(cue.end) == "by"
    }

    /// The words after a cue up to the end of its clause.
    fn clause_after(&self, cue: &Found) -> std::ops::Range<usize> {
        let ends = |ix: &usize| {
            matches!(self.word(*ix), "," | "." | ";" | ":" | "?" | "!" | "(" | ")" | "—" | "–" | "…")
                || starts_clause(self.word(*ix))
                || matches!(self.word(*ix), "as" | "if" | "until" | "unless" | "since")
                || !self.is_same_voice(*ix, cue.start)
                || self.cues.iter().any(|other| other.class == Class::Verb && other.start == *ix && self.is_cue(other))
        };
        cue.end..(cue.end..self.words.len()).find(ends).unwrap_or(self.words.len())
    }

    /// The first mention of such a kind after word `from` in the clause of a cue; of "Hungarian prime minister Orban"
    /// the person.
    fn first_after(&self, cue: &Found, from: usize, is_wanted: fn(EntityKind) -> bool) -> Option<u32> {
        let end = self.clause_after(cue).end;
        let start = self.spans.get(from)?.start;
        let upto = self.spans.get(end).map_or(u32::MAX, |span| span.start);
        let inside = |mention: &&Mention| mention.span.start >= start && mention.span.end <= upto;
        let mut found = self.mentions.iter().filter(inside).filter(|mention| is_wanted(mention.kind));
        let first = found.next()?;
        let Some(second) = found.next().filter(|second| second.kind == EntityKind::Person) else {
            return Some(first.entity);
        };
        let between = Span { start: first.span.end, end: second.span.start };
        let mut between = (0..end).filter(|ix| between.contains(self.spans[*ix])).map(|ix| self.word(ix)).peekable();
        let is_office = between.peek().is_some() && between.all(|word| is_title(word) || is_possessive(word));
        let is_place = matches!(first.kind, EntityKind::Gpe | EntityKind::Norp | EntityKind::Org);
        Some(if is_place && is_office { second.entity } else { first.entity })
    }

    fn target(&self, cue: &Found) -> Option<u32> {
        self.first_after(cue, cue.end, can_be_target)
    }
}

pub(super) fn can_hold(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Person | EntityKind::Org | EntityKind::Gpe | EntityKind::Norp)
}

fn can_be_target(kind: EntityKind) -> bool {
    can_hold(kind) || matches!(kind, EntityKind::Loc | EntityKind::Event | EntityKind::Facility)
}
