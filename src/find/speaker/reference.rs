//! Who is meant by "he", "the Russian leader", "the outlet": for `listener.rs`, nearest first.

use super::listener::Heard;
use super::offices::{Offices, is_past, office_of_words};
use crate::find::words::Shape;
use crate::model::{EntityKind, Mention};

impl Heard<'_> {
    /// "the Russian leader", "Ukraine's president": the person who holds the office whose last word is word `head`, of
    /// the country that is named right before it.
    pub(super) fn described(&self, head: usize) -> Option<u32> {
        let start = self.words[head].span.start;
        let country = self.mentions.iter().rev().find(|m| m.span.end <= start).filter(|m| is_country(m))?;
        let first = self.words.partition_point(|word| word.span.start < country.span.end);
        let office = office_of_words(self.text, &self.words[first..=head])?;
        let before = self.words[..self.words.partition_point(|word| word.span.start < country.span.start)].last();
        if before.is_some_and(is_past) {
            return None;
        }
        let offices = self.of.offices.get_or_init(|| Offices::of(self.doc, self.text, self.of.words, self.of.places));
        offices.holder(&self.doc.entities[country.entity as usize].name, office, country.span.start)
    }

    /// "says the 79-year-old": where such a description of somebody who was named before stands at the verb `cue`.
    pub(super) fn somebody(&self, cue: usize) -> Option<usize> {
        let is_age = |ix: usize| self.text_at(ix) == "old" && ix > 0 && self.text_at(ix - 1) == "-";
        if self.text_at(cue + 1) == "the" {
            return (cue + 2..cue + 8).take_while(|&ix| self.is_within(ix)).find(|&ix| is_age(ix));
        }
        let head = cue.checked_sub(1).filter(|&head| is_age(head))?;
        let from = head.saturating_sub(6);
        let the = (from..head).rev().find(|&ix| self.text_at(ix).eq_ignore_ascii_case("the"))?;
        (the..head).all(|ix| self.is_within(ix)).then_some(the)
    }

    /// Whether word `ix` may stand inside a description: no sign but a hyphen, no name.
    fn is_within(&self, ix: usize) -> bool {
        let Some(word) = self.words.get(ix) else { return false };
        (word.shape != Shape::Sign || self.text_at(ix) == "-") && !word.is_cap()
    }

    /// "the outlet said": the organisation named last.
    pub(super) fn outlet(&self, head: usize) -> Option<u32> {
        let noun = self.text_at(head);
        let the = head > 0 && self.text_at(head - 1).eq_ignore_ascii_case("the");
        if !the
            || !matches!(
                noun,
                "outlet"
                    | "ministry"
                    | "agency"
                    | "paper"
                    | "newspaper"
                    | "channel"
                    | "company"
                    | "bank"
                    | "party"
                    | "group"
                    | "organization"
                    | "report"
            )
        {
            return None;
        }
        let upto = self.doc.mentions.partition_point(|m| m.span.start < self.words[head].span.start);
        let before = self.doc.mentions[upto.saturating_sub(20)..upto].iter().rev();
        before.into_iter().find(|m| m.kind == EntityKind::Org).map(|m| m.entity)
    }

    /// Who a pronoun at word `at` stands for: named before it here, or in the sentences before.
    pub(super) fn antecedent(&self, at: usize, reach: usize) -> Option<u32> {
        self.meant(self.text_at(at), self.words[at].span.start, reach)
    }

    /// Who this pronoun, or a word that stands for somebody, means at byte `start`.
    fn meant(&self, pronoun: &str, start: u32, reach: usize) -> Option<u32> {
        let plural = pronoun.eq_ignore_ascii_case("they");
        let here = self
            .speakers()
            .filter(|m| m.span.end <= start && m.kind == EntityKind::Person && self.may_mean(pronoun, m.entity));
        if !plural && let Some(found) = self.first_subject(here.rev()) {
            return Some(found);
        }
        let lowest = self.paragraph.0.saturating_sub(4);
        for ix in (lowest..self.sentence_ix).rev().take(reach) {
            let before = self.of.hear(ix)?;
            // A headline between two paragraphs is about something else.
            let mut capitals = before.words.iter().filter(|word| word.is_cap());
            if before.words.len() > 3 && capitals.all(|word| word.shape == Shape::Upper) {
                continue;
            }
            if reach > 1
                && let Some(Some(found)) = before.attributed(reach - 1)
                && self.may_mean(pronoun, found.by)
            {
                return Some(found.by);
            }
            // "He met Kravets. “It went well,” he said.": who began goes on.
            let first = before.text_at(0);
            let is_other = matches!(pronoun, "he" | "she") && !first.eq_ignore_ascii_case(pronoun);
            if reach > 1 && !plural && !is_other && matches!(first, "He" | "She") {
                return before.antecedent(0, reach - 1);
            }
            let wanted = |m: &&Mention| m.kind == EntityKind::Person && self.may_mean(pronoun, m.entity);
            if !plural && let Some(found) = before.first_subject(before.speakers().filter(wanted)) {
                return Some(found);
            }
        }
        None
    }
}

impl Heard<'_> {
    /// The first of these names that is no possessor, else the first: in "Díaz's critic Tom Baker" it is Baker.
    fn first_subject<'m>(&self, mut names: impl Iterator<Item = &'m Mention>) -> Option<u32> {
        let first = names.next()?;
        let found = if self.is_possessive(first) { names.find(|m| !self.is_possessive(m)) } else { None };
        Some(found.unwrap_or(first).entity)
    }
}

fn is_country(mention: &Mention) -> bool {
    matches!(mention.kind, EntityKind::Gpe | EntityKind::Norp)
}
