//! A run of capitals, cut at titles and sorted by head words and the lexicon.

use super::lexicon::class::*;
use super::names::{Candidate, Names, Style, Trust};
use super::words::{Shape, is_closing_quote, is_hyphen};
use crate::model::EntityKind;

impl Names<'_> {
    /// Cuts the run `start..end` at titles and hands the pieces on.
    pub(super) fn cut(&self, start: usize, end: usize, out: &mut Vec<Candidate>) {
        let mut titled = start > 0 && self.is_role(start - 1);
        let mut at = start;
        while at < end {
            // A name of the lexicon wins over a title: "White House Press Secretary".
            if let Some(after) = self.title_end(at, end) {
                titled = after < end;
                at = after;
                continue;
            }
            let step = |ix: usize| self.lexicon.longest(&self.words[ix..end]).map_or(1, |(n, _)| n);
            let mut stop = at + step(at);
            while stop < end && self.title_end(stop, end).is_none() {
                // Names of the lexicon are stepped over as a whole.
                stop += step(stop);
            }
            self.segment(at, stop.min(end), titled, out);
            titled = false;
            at = stop;
        }
    }

    /// A role in small letters before the name: "spokesman", "counterpart".
    pub(super) fn is_role(&self, ix: usize) -> bool {
        let word = &self.words[ix];
        word.is(TITLE) && !is_closing_quote(self.text, word)
    }

    /// One past the title that starts at `at`, if one does.
    pub(super) fn title_end(&self, at: usize, end: usize) -> Option<usize> {
        if self.lexicon.longest(&self.words[at..end]).is_some_and(|(n, _)| n > 1) {
            return None;
        }
        let mut ix = at;
        while ix < end && self.is(ix, TITLE_MOD) && !self.is(ix, TITLE) {
            ix += 1;
        }
        let modified = ix > at;
        if ix >= end || !self.is(ix, TITLE) || !self.words[ix].is_cap() {
            return None;
        }
        // "Major League": more modifiers and no name of a person.
        while ix < end && self.is(ix, TITLE) {
            ix += 1;
            // "Secretary of State", "Chief of Staff"
            let the = usize::from(self.text_at(ix + 1) == "the");
            if ix + 1 + the < end && self.text_at(ix) == "of" && self.is(ix + 1 + the, TITLE_MOD) {
                ix += 2 + the;
            }
            if ix + 1 < end && self.text_at(ix) == "-" && self.is(ix + 1, TITLE | COMMON) {
                ix += 2;
            }
        }
        // "General Staff", "Chief Executive Officers Club": a head word makes it a name.
        let head_follows = ix < end && self.is(ix, ORG_HEAD | FAC_HEAD | EVENT_HEAD) && !self.is(ix, GIVEN);
        if head_follows && !modified {
            return None;
        }
        Some(ix)
    }

    /// A run without titles.
    pub(super) fn segment(&self, mut start: usize, mut end: usize, titled: bool, out: &mut Vec<Candidate>) {
        while end > start && !self.words[end - 1].is_cap() && self.words[end - 1].shape != Shape::Number {
            end -= 1;
        }
        if start >= end {
            return;
        }
        if let Some((length, target)) = self.lexicon.longest(&self.words[start..end])
            && start + length == end
        {
            if self.fits(start, end, target) {
                let mut found = self.candidate(start, end, self.lexicon.targets[target as usize].kind, Trust::Sure);
                found.target = Some(target);
                out.push(found);
            }
            return;
        }
        if self.style == Style::Shouted {
            return self.known_only(start, end, out);
        }
        if self.is(end - 1, WORK_HEAD) && end - start > 1 {
            return self.known_only(start, end, out);
        }
        if let Some(kind) = self.head_kind(start, end, titled) {
            let stop = self.head_stop(start, end);
            out.push(self.candidate(start, stop, kind, Trust::Sure));
            if stop < end {
                self.segment(stop, end, false, out);
            }
            return;
        }
        // Names of places and peoples in front stand by themselves: "Russian Alaska", "Ukraine Volodymyr".
        if let Some((length, target)) = self.lexicon.longest(&self.words[start..end]) {
            let kind = self.lexicon.targets[target as usize].kind;
            let next_given = self.is(start + length, GIVEN) || start + length + 1 < end;
            let splits = match kind {
                EntityKind::Norp => !(length == 1 && self.is(start, GIVEN)),
                EntityKind::Person => length > 1,
                EntityKind::Gpe | EntityKind::Loc => !titled && (next_given || length > 1 || !self.is(start, GIVEN)),
                _ => true,
            };
            if splits && self.fits(start, start + length, target) {
                let mut found = self.candidate(start, start + length, kind, Trust::Sure);
                found.target = Some(target);
                out.push(found);
                start += length;
                while start < end && !self.words[start].is_cap() {
                    start += 1;
                }
                return self.segment(start, end, titled, out);
            }
        }
        // Style words in front of a known name: "Saying Putin", "Euroskeptic Ukrainian".
        if let Some(at) = (start + 1..end).find(|&ix| {
            self.lexicon.longest(&self.words[ix..end]).is_some_and(|(n, t)| {
                let kind = self.lexicon.targets[t as usize].kind;
                kind != EntityKind::Person && !self.is(start, GIVEN) || n > 1
            })
        }) {
            if let Some((length, target)) = self.lexicon.longest(&self.words[at..end])
                && at == start + 1
                && self.is_directed(at, target)
            {
                out.push(self.candidate(start, at + length, EntityKind::Norp, Trust::Sure));
                return self.segment(at + length, end, false, out);
            }
            self.unknown(start, at, titled, out);
            return self.segment(at, end, false, out);
        }
        self.unknown(start, end, titled, out);
    }

    /// Only what the lexicon knows, for text in capitals.
    fn known_only(&self, start: usize, end: usize, out: &mut Vec<Candidate>) {
        let mut at = start;
        while at < end {
            match self.lexicon.longest(&self.words[at..end]) {
                Some((length, target)) if self.fits(at, at + length, target) => {
                    let mut found =
                        self.candidate(at, at + length, self.lexicon.targets[target as usize].kind, Trust::Sure);
                    found.target = Some(target);
                    out.push(found);
                    at += length;
                }
                _ => at += 1,
            }
        }
    }

    /// The kind that a head word gives the run: "… Ministry", "University of …".
    fn head_kind(&self, start: usize, end: usize, titled: bool) -> Option<EntityKind> {
        let stop = self.head_stop(start, end);
        let of_at = (start..stop).find(|&ix| matches!(self.text_at(ix), "of" | "for" | "on"));
        let head = of_at.unwrap_or(stop).checked_sub(1)?;
        if head < start || !self.words[head].is_cap() {
            return None;
        }
        let word = &self.words[head];
        let lone = head == start && of_at.is_none();
        if lone {
            return (word.is(LOC_FRONT) && end - start > 1).then_some(EntityKind::Loc);
        }
        // "Jack Church" is a person, unless the given name is a place as well.
        let person_like = self.is(start, GIVEN) && self.words[start].form == 0 && of_at.is_none() && head == start + 1;
        if person_like && (titled || !word.is(ORG_TAIL)) && !word.is(EVENT_HEAD) {
            return None;
        }
        if titled && of_at.is_none() && end - start <= 2 && !word.is(ORG_TAIL) {
            return None;
        }
        if word.is(FAC_HEAD) && !(word.is(ORG_HEAD) && of_at.is_some()) {
            return Some(EntityKind::Facility);
        }
        if word.is(EVENT_HEAD) {
            // "US-Russia Summit" names two sides, not an event.
            if start > 0 && self.words[start].glued && is_hyphen(self.text, &self.words[start - 1]) {
                return None;
            }
            return Some(EntityKind::Event);
        }
        if word.is(ORG_HEAD) {
            return Some(EntityKind::Org);
        }
        if word.is(LOC_HEAD) {
            let governs =
                matches!(self.text_at(head), "Region" | "Province" | "Oblast" | "County" | "District" | "Republic");
            return Some(if governs { EntityKind::Gpe } else { EntityKind::Loc });
        }
        if self.is(start, LOC_FRONT) && head == start && of_at.is_some() {
            return Some(EntityKind::Loc);
        }
        None
    }

    /// One past the part of the run that its head word governs.
    fn head_stop(&self, start: usize, end: usize) -> usize {
        let heads = ORG_HEAD | FAC_HEAD | LOC_HEAD | EVENT_HEAD;
        if (start..end).any(|ix| matches!(self.text_at(ix), "of" | "for" | "on")) {
            return end;
        }
        (start..end)
            .rev()
            .find(|&ix| self.is(ix, heads) && self.words[ix].is_cap() && !self.words[ix].is(GIVEN))
            .map_or(end, |ix| ix + 1)
    }
}
