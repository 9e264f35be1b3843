//! Whose stance a word of support or opposition tells: the subject of a verb, the owner of a noun. For `cues.rs`.

use super::cues::{Clauses, can_hold};
use super::grammar::{is_be, is_determiner, is_possessive, is_pronoun, joins, says, starts_clause};
use super::words::Found;
use crate::model::Mention;

/// Who or what a clause names.
#[derive(Clone, Copy)]
enum Subject {
    Named(Mention),
    /// A pronoun, which may stand for an entity.
    Pronoun(Option<u32>),
}

impl Subject {
    fn entity(self) -> Option<u32> {
        match self {
            Subject::Named(mention) => Some(mention.entity),
            Subject::Pronoun(entity) => entity,
        }
    }
}

impl Clauses<'_> {
    /// "Hungary’s support for", "EU support for", "its support for".
    pub(super) fn possessor(&self, cue: &Found) -> Option<u32> {
        for at in (cue.start.saturating_sub(3)..=cue.start).rev() {
            if let Some(mention) = self.mention_before(at) {
                let is_adjective = at == cue.start || is_possessive(self.word(at - 1));
                return (is_adjective || self.word(at).ends_with("ing")).then_some(mention.entity);
            }
            let Some(word) = at.checked_sub(1).map(|ix| self.word(ix)) else { break };
            if matches!(word, "his" | "her" | "its" | "their" | "my" | "our") {
                return self.stands_for(at - 1);
            }
            if !self.is_word(at - 1) && !is_possessive(word) || is_determiner(word) || word == "of" {
                break;
            }
        }
        None
    }

    /// "Orban is a critic of", "Orban, a critic of", "Orban critical of".
    pub(super) fn subject_of_predicate(&self, cue: &Found) -> Option<u32> {
        // Articles and adjectives, up to what the phrase says something of.
        let is_filler = |ix: usize| {
            let word = self.word(ix);
            let is_link =
                is_be(word) || joins(word) || matches!(word, "of" | "to" | "in" | "by" | "with" | "as" | "and");
            self.is_word(ix) && !is_link && self.mention_before(ix + 1).is_none()
        };
        let mut at = cue.start;
        while at > 0 && cue.start - at < 4 && is_filler(at - 1) {
            at -= 1;
        }
        let before = self.word(at.checked_sub(1)?);
        if is_be(before) || joins(before) {
            return self.subject(&Found { start: at, ..*cue });
        }
        let name_end = if before == "," { at - 1 } else { cue.start };
        self.mention_before(name_end).map(|mention| mention.entity)
    }

    pub(super) fn subject(&self, cue: &Found) -> Option<u32> {
        self.subject_at(cue).and_then(Subject::entity)
    }

    /// The subject of the verb at a cue.
    fn subject_at(&self, cue: &Found) -> Option<Subject> {
        let start = self.clause_start(cue);
        let (before, at) = self.before(cue.start);
        let held = || self.held(start, cue);
        let is_loose = self.word(cue.start).ends_with("ing") && !is_be(self.word(cue.start.wrapping_sub(1)));
        if before == "and" || is_loose {
            // "with Putin condemning": the name right before it, else who the clause began with.
            let adjacent = self.mention_before(cue.start).copied().map(Subject::Named);
            return adjacent.or_else(|| held().next());
        }
        if matches!(before, "who" | "which" | "that") {
            let name_end = if self.word(at.wrapping_sub(1)) == "," { at - 1 } else { at };
            return self.mention_before(name_end).copied().map(Subject::Named);
        }
        if before == "," {
            // "Orban, who leads Hungary, rejected": the name in front of the insertion, or of this one.
            let opens = (start..at).rev().find(|ix| self.word(*ix) == ",");
            let fronted = opens.and_then(|ix| self.mention_before(ix));
            return fronted.or_else(|| self.mention_before(at)).copied().map(Subject::Named).or_else(|| held().next());
        }
        let nearest = held().last()?;
        // "Zelensky in Brussels rejected": a place where something is done does not do it.
        let is_inside = |subject: &Subject| matches!(subject, Subject::Named(mention) if self.is_place(mention));
        if is_inside(&nearest) {
            held().filter(|subject| !is_inside(subject)).last().or(Some(nearest))
        } else {
            Some(nearest)
        }
    }

    /// Whether a preposition stands before a mention.
    fn is_place(&self, mention: &Mention) -> bool {
        let ix = self.spans.partition_point(|span| span.start < mention.span.start);
        let at = if self.word(ix.wrapping_sub(1)) == "the" { ix.wrapping_sub(1) } else { ix };
        matches!(self.word(at.wrapping_sub(1)), "in" | "at" | "on" | "from" | "near" | "to" | "with" | "during" | "of")
    }

    /// Who is named, or meant by a pronoun, between the start of a clause and its cue.
    fn held(&self, start: usize, cue: &Found) -> impl Iterator<Item = Subject> + '_ {
        let cue = *cue;
        (start..cue.start).filter(move |ix| self.is_same_voice(*ix, cue.start)).filter_map(move |ix| {
            let span = self.spans[ix];
            if is_pronoun(self.word(ix)) {
                return Some(Subject::Pronoun(self.stands_for(ix)));
            }
            let named = self.mentions.iter().find(|mention| mention.span.start == span.start && can_hold(mention.kind));
            named.copied().map(Subject::Named)
        })
    }

    /// Who a pronoun at word `ix` stands for: in a quotation "we" is who speaks, outside "they" is.
    fn stands_for(&self, ix: usize) -> Option<u32> {
        let is_first_person = matches!(self.word(ix), "i" | "we" | "my" | "our");
        let entity = match self.quotation(ix) {
            Some(quoted) if is_first_person => quoted.speaker,
            None if !is_first_person => self.speaker,
            _ => None,
        };
        entity.filter(|entity| (*entity as usize) < self.document.entities.len())
    }

    /// The first word of the clause of a cue.
    fn clause_start(&self, cue: &Found) -> usize {
        let (before, at) = self.before(cue.start);
        // The word before the verb begins no clause of its own: "Putin, who condemned".
        let upto = if matches!(before, "and" | "that" | "which" | "who" | ",") { at } else { cue.start };
        let is_said =
            |ix: usize| says(self.word(ix)) && !self.cues.iter().any(|other| other.start <= ix && ix < other.end);
        let is_relative = |ix: usize| matches!(self.word(ix), "who" | "which");
        let bounds = |ix: &usize| {
            matches!(self.word(*ix), ";" | ":" | "—" | "–" | "(" | ")")
                || starts_clause(self.word(*ix)) && !(before == "," && is_relative(*ix))
                || before != "," && before != "and" && is_said(*ix) && self.is_same_voice(*ix, cue.start)
        };
        (0..upto).rev().find(bounds).map_or(0, |ix| ix + 1)
    }
}
