//! Names that no list knows: their kind by given names, initials, and the words around.

use super::lexicon::class::*;
use super::names::{Candidate, Names, Style, Trust};
use super::words::Shape;
use crate::model::EntityKind;

impl Names<'_> {
    /// A run that nothing is known of.
    pub(super) fn unknown(&self, start: usize, mut end: usize, titled: bool, out: &mut Vec<Candidate>) {
        while end > start && !self.words[end - 1].is_cap() {
            end -= 1;
        }
        if start >= end {
            return;
        }
        let caps = || (start..end).filter(|&ix| self.words[ix].is_cap());
        let n_caps = caps().count();
        let word = &self.words[start];
        if n_caps == 1 {
            return self.unknown_word(start, end, titled, out);
        }
        let has_initial = caps()
            .any(|ix| ix > start && self.words[ix].shape == Shape::Letter && self.text_at(ix).ends_with('.'))
            || (self.text_at(start).ends_with('.') && word.shape != Shape::Cap && self.words[start].span.len() <= 4);
        let given = word.is(GIVEN) || (n_caps > 2 && self.is(start + 1, GIVEN));
        let is_plain = |ix: usize| {
            self.words[ix].is(COMMON | FUNCTION | NO_NAME | TITLE_MOD) || self.small.contains(&self.words[ix].hash)
        };
        if caps().any(|ix| self.text_at(ix).bytes().any(|b| b.is_ascii_digit()))
            || (start..end).any(|ix| self.words[ix].shape == Shape::Number)
        {
            return;
        }
        let n_plain = caps().filter(|&ix| is_plain(ix)).count();
        let acronym = caps()
            .any(|ix| self.words[ix].shape == Shape::Upper && !self.text_at(ix).contains('.') && !self.is(ix, NO_NAME));
        if titled || given || has_initial {
            let trust = if self.style == Style::Prose || given { Trust::Sure } else { Trust::Likely };
            if n_plain == n_caps && !titled {
                return;
            }
            out.push(self.candidate(start, end, EntityKind::Person, trust));
            return;
        }
        if self.style != Style::Prose {
            return;
        }
        if (start..end).any(|ix| self.text_at(ix) == "&") || acronym {
            if n_plain + 1 < n_caps || acronym {
                out.push(self.candidate(start, end, EntityKind::Org, Trust::Likely));
            }
            return;
        }
        if n_plain == n_caps {
            return;
        }
        let the = start > 0 && self.text_at(start - 1).eq_ignore_ascii_case("the");
        if the || n_plain > 0 {
            if n_plain * 2 < n_caps || !word.starts {
                out.push(self.candidate(start, end, EntityKind::Org, Trust::Likely));
            }
            return;
        }
        let place = start > 0 && self.is(start - 1, PLACE_PREP) && !self.says(end);
        let kind = if n_caps > 4 {
            EntityKind::Org
        } else if place {
            EntityKind::Gpe
        } else {
            EntityKind::Person
        };
        out.push(self.candidate(start, end, kind, Trust::Likely));
    }

    /// A lone capitalised word that nothing is known of.
    pub(super) fn unknown_word(&self, start: usize, end: usize, titled: bool, out: &mut Vec<Candidate>) {
        let word = &self.words[start];
        let text = word.span.of(self.text);
        if word.is(NO_NAME | FUNCTION | MONTH | WEEKDAY | NUMBER) && !titled {
            return;
        }
        if titled && word.shape == Shape::Cap && !word.starts {
            out.push(self.candidate(start, end, EntityKind::Person, Trust::Likely));
            return;
        }
        match word.shape {
            Shape::Upper => {
                let long_enough = text.chars().filter(|c| c.is_alphabetic()).count() >= 2 && text.len() <= 8;
                if long_enough && self.style == Style::Prose && self.text_at(end) != "-" {
                    out.push(self.candidate(start, end, EntityKind::Org, Trust::Likely));
                }
            }
            Shape::Letter => {
                // The network of one letter.
                let post = self.word(end).is_some_and(|w| !w.glued)
                    && matches!(self.text_at(end), "post" | "posts" | "account" | "user" | "users");
                let on = start > 0 && matches!(self.text_at(start - 1), "on" | "platform" | "via");
                if text == "X" && (post || on) {
                    out.push(self.candidate(start, end, EntityKind::Org, Trust::Sure));
                }
            }
            Shape::Cap if self.style == Style::Prose || !word.is(COMMON | TITLE_MOD | ORG_HEAD) => {
                if word.is(COMMON | ORG_HEAD | TITLE | TITLE_MOD | FAC_HEAD | LOC_HEAD | EVENT_HEAD | DIRECTION)
                    && !word.is(GIVEN)
                {
                    return;
                }
                let (kind, trust) = self.guess_word(start, end);
                out.push(self.candidate(start, end, kind, trust));
            }
            _ => {}
        }
    }

    fn guess_word(&self, start: usize, end: usize) -> (EntityKind, Trust) {
        let previous = if start > 0 { self.text_at(start - 1) } else { "" };
        let next = self.text_at(end);
        // "FlightRadar24", "BuzzFeed": capitals or digits inside are for brands.
        let word = self.text_at(start);
        let inner = word.chars().skip(3).any(|c| c.is_uppercase() || c.is_ascii_digit());
        if inner && !word.starts_with("Mac") && end == start + 1 {
            return (EntityKind::Org, Trust::Likely);
        }
        let the = previous.eq_ignore_ascii_case("the");
        if next == "-" && matches!(self.text_at(end + 1), "based" | "born" | "controlled" | "occupied" | "held") {
            return (EntityKind::Gpe, Trust::Likely);
        }
        if matches!(next, "region" | "province" | "oblast" | "district" | "county" | "city" | "village" | "town")
            && !the
        {
            return (EntityKind::Gpe, Trust::Likely);
        }
        if !the && (self.says(end) || (self.words[start].starts && self.acts(end) && !has_common_ending(word))) {
            return (EntityKind::Person, Trust::Likely);
        }
        if start > 1
            && matches!(previous, "of")
            && matches!(
                self.text_at(start - 2),
                "city" | "town" | "village" | "province" | "region" | "port" | "capital" | "state" | "island"
            )
        {
            return (EntityKind::Gpe, Trust::Likely);
        }
        if start > 0 && self.is(start - 1, PLACE_PREP) && !the {
            return (EntityKind::Gpe, Trust::Likely);
        }
        let said_by = start > 0 && self.is(start - 1, CUE) && self.words[start - 1].shape == Shape::Lower;
        let owns = matches!(next, "'s" | "’s");
        if self.is(start, GIVEN) || (!the && !self.words[start].starts && (said_by || owns || previous == "by")) {
            return (EntityKind::Person, Trust::Likely);
        }
        (if the { EntityKind::Org } else { EntityKind::Person }, Trust::Open)
    }

    /// Whether a verb in the third person follows, as after the name of somebody.
    fn acts(&self, end: usize) -> bool {
        let Some(next) = self.word(end).filter(|w| w.shape == Shape::Lower || w.glued) else { return false };
        let text = next.span.of(self.text);
        matches!(text, "has" | "had" | "was" | "is" | "will" | "would" | "also" | "who" | "did" | "could" | "'s" | "’s")
            || (text.ends_with("ed") && text.len() > 4 && next.shape == Shape::Lower)
    }

    /// Whether a verb of saying follows.
    fn says(&self, end: usize) -> bool {
        let auxiliary = usize::from(matches!(self.text_at(end), "has" | "had" | "also" | "then"));
        self.is(end + auxiliary, CUE) && self.word(end + auxiliary).is_some_and(|w| w.shape == Shape::Lower)
    }
}

/// Endings of ordinary English words that a sentence may begin with.
fn has_common_ending(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ing", "ly", "ed", "tion", "sion", "ment", "ness", "ity", "ical", "ous", "ful", "ive", "able", "ible", "ies",
        "ers", "ors", "ance", "ence", "ists", "isms", "ism", "ings", "ments", "tions", "ances", "ware", "thing",
    ];
    ENDINGS.iter().any(|ending| word.ends_with(ending)) || word.ends_with('s') && !word.ends_with("ss")
}
