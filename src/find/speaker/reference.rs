//! Who is meant by "he", "the Russian leader", "the outlet": for `listener.rs`, nearest first.

use super::listener::Heard;
use crate::find::lexicon::class::TITLE;
use crate::find::words::Shape;
use crate::model::{EntityKind, Mention};

/// How many mentions around are searched for who holds an office.
const NEAR: usize = 400;

impl Heard<'_> {
    /// "the Russian leader", "the US president": the person who was named with that office and country.
    pub(super) fn described(&self, head: usize, last: Option<&Mention>) -> Option<u32> {
        let office = self.text_at(head).to_ascii_lowercase();
        if !self.words[head].is(TITLE)
            || !matches!(&*office, "president" | "leader" | "minister" | "chancellor" | "premier")
        {
            return None;
        }
        let country = last.filter(|m| matches!(m.kind, EntityKind::Gpe | EntityKind::Norp));
        let country = country.or_else(|| self.mentions.iter().rev().find(|m| m.kind == EntityKind::Norp))?;
        let stem = |entity: u32| stem_of(&self.doc.entities[entity as usize].key);
        let wanted = stem(country.entity);
        let here = self.doc.mentions.partition_point(|m| m.span.start < country.span.start);
        let holds_office = |pair: &&[Mention]| {
            let gap = pair[1].span.start.saturating_sub(pair[0].span.end);
            let between = self.text.get(pair[0].span.end as usize..pair[1].span.start as usize).unwrap_or("");
            let before = self.text.get(..pair[0].span.start as usize).unwrap_or("").trim_end();
            let held_it_once = ["ormer", "late", "ex-"].iter().any(|word| before.ends_with(word));
            !held_it_once
                && matches!(pair[0].kind, EntityKind::Gpe | EntityKind::Norp)
                && pair[1].kind == EntityKind::Person
                && gap < 30
                && !between.contains([',', '.', '\n'])
                && ["resident", "leader", "inister", "hancellor", "remier"].iter().any(|t| between.contains(t))
                && stem(pair[0].entity) == wanted
        };
        let before = &self.doc.mentions[here.saturating_sub(NEAR)..here];
        let after = &self.doc.mentions[here..self.doc.mentions.len().min(here + NEAR)];
        let found = before.windows(2).rev().find(holds_office).or_else(|| after.windows(2).find(holds_office));
        found.map(|pair| pair[1].entity)
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
        let start = self.words[at].span.start;
        let plural = self.text_at(at).eq_ignore_ascii_case("they");
        let mut here = self.speakers().filter(|m| m.span.end <= start && m.kind == EntityKind::Person);
        if let Some(found) = here.next_back()
            && !plural
        {
            return Some(found.entity);
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
            {
                return Some(found.by);
            }
            // "He met Kravets. “It went well,” he said.": who began goes on.
            let first = before.text_at(0);
            if reach > 1 && !plural && matches!(first, "He" | "She") {
                return before.antecedent(0, reach - 1);
            }
            let wanted = |m: &&Mention| m.kind == EntityKind::Person;
            if let Some(found) = before.speakers().find(wanted)
                && !plural
            {
                return Some(found.entity);
            }
        }
        None
    }
}

/// The same for a country and its adjective, mostly: the first four letters; "us" and "american" are one.
fn stem_of(key: &str) -> &str {
    match key {
        "united-states" | "american" | "us" => "amer",
        "france" | "french" => "fren",
        "united-kingdom" | "british" => "brit",
        "netherlands" | "dutch" => "dutc",
        "poland" | "polish" => "pola",
        _ => key.get(..4).unwrap_or(key),
    }
}
