//! What the tagger takes for one name and is several, and what the lexicon says of a name.

use super::finder::Finder;
use crate::find::address::PLAIN_ADDRESS;
use crate::find::lexicon::class::{EVENT_HEAD, FAC_HEAD, FUNCTION, GIVEN, ORG_HEAD, ORG_TAIL, TITLE, TITLE_MOD};
use crate::find::words::{Shape, Word, hashes, is_hyphen};
use crate::model::EntityKind;
use std::ops::Range;

/// Words of a name, and its kind.
type Part = (Range<usize>, EntityKind);

fn is_place(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Gpe | EntityKind::Loc | EntityKind::Facility)
}

/// The words without signs before and behind them; `None` if nothing else is there.
fn without_signs(words: &[Word], part: Range<usize>) -> Option<Range<usize>> {
    let is_word = |ix: &usize| words[*ix].shape != Shape::Sign;
    let start = part.clone().find(is_word)?;
    Some(start..part.rev().find(is_word)? + 1)
}

/// The words without what a hyphen joins to a name: "Mary Smith-led".
fn without_led(text: &str, words: &[Word], mut part: Range<usize>) -> Range<usize> {
    const LED: [&str; 12] =
        ["led", "owned", "backed", "style", "era", "like", "appointed", "run", "funded", "based", "born", "controlled"];
    if part.len() > 2 && is_hyphen(text, &words[part.end - 2]) && LED.contains(&words[part.end - 1].span.of(text)) {
        part.end -= 2;
    }
    part
}

/// The words without what a person has behind the name: "Tom Baker OBE".
fn without_honours(text: &str, words: &[Word], mut part: Range<usize>, kind: EntityKind) -> Range<usize> {
    const HONOURS: [&str; 13] =
        ["OBE", "MBE", "CBE", "KBE", "DBE", "QC", "KC", "MP", "MSP", "MEP", "PhD", "IAS", "IPS"];
    while kind == EntityKind::Person && part.len() > 1 && HONOURS.contains(&words[part.end - 1].span.of(text)) {
        part.end -= 1;
    }
    part
}

/// Whether somebody is addressed with this title behind "Mr." or "Madam". "Mr. King" is called so.
fn is_office_held(word: &Word) -> bool {
    const OFFICES: [u32; 9] = hashes([
        "president",
        "speaker",
        "chairman",
        "chairwoman",
        "secretary",
        "minister",
        "ambassador",
        "mayor",
        "chancellor",
    ]);
    word.is_one_of(&OFFICES)
}

/// Whether word `ix` is somebody's name though it is a title elsewhere: "Mr. King", but not "Mr. President".
pub(super) fn is_addressed(words: &[Word], ix: usize) -> bool {
    let word = &words[ix];
    let is_title = word.is(TITLE) && word.shape == Shape::Cap && !is_office_held(word);
    is_title && ix > 0 && words[ix - 1].is_one_of(&PLAIN_ADDRESS)
}

impl Finder<'_> {
    /// The names that the tagger took for one, each with its kind.
    pub(super) fn parts(&self, text: &str, words: &[Word], name: &Range<usize>, kind: EntityKind) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut start = name.start;
        for (at, word) in words.iter().enumerate().take(name.end.saturating_sub(1)).skip(name.start + 1) {
            let (left, right) = (start..at, at + 1..name.end);
            let divides = match word.span.of(text) {
                "–" | "—" => true,
                // "Trump-Putin", "Trump-Bolton"
                "-" => {
                    let (left, right) = (self.whole(words, &left), self.whole(words, &right));
                    left.is_some() && right.is_some() || left.or(right) == Some(EntityKind::Person) && name.len() == 3
                }
                // "TRUMP AND PUTIN": two of one kind, of which the list has no pair.
                "AND" | "And" | "and" | "&" => {
                    let (left, right) = (self.whole(words, &left), self.whole(words, &right));
                    let is_kind = matches!(left, Some(EntityKind::Person | EntityKind::Gpe | EntityKind::Norp));
                    is_kind && left == right && self.whole(words, name).is_none()
                }
                // A building, or a ministry, and the place it is in.
                "in" => {
                    let is_office = |word: &Word| matches!(word.span.of(text), "Ministry" | "Department" | "Office");
                    let is_office = words[left.clone()].iter().any(is_office);
                    (is_place(kind) || is_office) && self.whole(words, &right).is_some()
                }
                _ => false,
            };
            if divides && start < at {
                // What follows "in" is a place whatever the whole is.
                if word.span.of(text) == "in" {
                    let place = self.whole(words, &right).unwrap_or(kind);
                    parts.extend(self.cut(words, left, kind));
                    parts.push((right, place));
                    return parts;
                }
                parts.extend(self.cut(words, left, kind));
                start = at + 1;
            }
        }
        parts.extend(self.cut(words, start..name.end, kind));
        // What stands between two dashes may be a quotation mark; "era" of "Obama-era" is no name.
        let names = parts.into_iter().filter_map(|(part, kind)| Some((without_signs(words, part)?, kind)));
        let names =
            names.map(|(part, kind)| (without_honours(text, words, without_led(text, words, part), kind), kind));
        let is_name = |part: &Range<usize>| words[part.clone()].iter().any(|word| word.shape != Shape::Lower);
        names.filter(|(part, _)| is_name(part)).collect()
    }

    /// Cuts a place or an office off in front of a person: "US President Trump", "Treasury Scott Bessent".
    fn cut(&self, words: &[Word], name: Range<usize>, kind: EntityKind) -> Vec<Part> {
        let whole = vec![(name.clone(), kind)];
        if !matches!(kind, EntityKind::Org | EntityKind::Person) {
            return whole;
        }
        // "WATCH Putin land": a call in capitals in front of a person. "President Trump" is no organisation either.
        let (first, rest) = (&words[name.start], name.start + 1..name.end);
        let is_call = first.shape == Shape::Upper && first.span.len() > 3 && first.starts();
        let is_office = kind == EntityKind::Org && first.is(TITLE);
        if (is_call || is_office) && !rest.is_empty() && self.whole(words, &rest) == Some(EntityKind::Person) {
            return vec![(rest, EntityKind::Person)];
        }
        if kind == EntityKind::Person && first.is(TITLE) && !first.is(GIVEN) && self.whole(words, &name).is_none() {
            if !rest.is_empty() {
                return self.cut(words, rest, kind);
            }
            // "Mr. President", "Secretary of State", but "Mr. King"
            let is_followed = words.get(rest.start).is_some_and(|word| word.is(FUNCTION));
            let is_office = is_office_held(first) || is_followed && !is_addressed(words, name.start);
            return if is_office { vec![] } else { whole };
        }
        let Some((length, target)) = self.lexicon.longest(&words[name.clone()]) else { return whole };
        let known = self.lexicon.targets[target as usize].kind;
        let front = name.start..name.start + length;
        let n_title = words[front.end..name.end].iter().take_while(|word| word.is(TITLE | TITLE_MOD)).count();
        let rest = front.end + n_title..name.end;
        // "Treasury Secretary" alone names the office's house.
        let is_office = known == EntityKind::Org && rest.is_empty();
        if (matches!(known, EntityKind::Gpe | EntityKind::Norp) || is_office)
            && n_title > 0
            && words[rest.start - 1].is(TITLE)
            && !words[rest.clone()].iter().any(|word| word.is(ORG_HEAD | ORG_TAIL | FAC_HEAD | EVENT_HEAD | FUNCTION))
        {
            let person = (!rest.is_empty()).then_some((rest, EntityKind::Person));
            return [(front, known)].into_iter().chain(person).collect();
        }
        let is_person = kind == EntityKind::Person && known != EntityKind::Person && n_title == 0 && rest.len() > 1;
        if is_person && (self.whole(words, &rest) == Some(EntityKind::Person) || words[rest.start].is(GIVEN)) {
            return vec![(front, known), (rest, EntityKind::Person)];
        }
        whole
    }

    /// The kind of the thing of the lexicon that all of these words are a form of.
    pub(super) fn whole(&self, words: &[Word], part: &Range<usize>) -> Option<EntityKind> {
        let (length, target) = self.lexicon.longest(&words[part.clone()])?;
        (length == part.len()).then(|| self.lexicon.targets[target as usize].kind)
    }

    /// The kind of a name, and the thing of the lexicon that it is a form of. Places, peoples, and forms that can
    /// hardly mean anything else (several words, an acronym), have the lexicon's kind.
    pub(super) fn checked(&self, words: &[Word], range: &Range<usize>, kind: EntityKind) -> (EntityKind, Option<u32>) {
        let Some((length, target)) = self.lexicon.longest(&words[range.clone()]).filter(|(n, _)| *n == range.len())
        else {
            return (kind, None);
        };
        let word = &words[range.start];
        let known = self.lexicon.targets[target as usize].kind;
        let is_acronym = length == 1 && matches!(word.shape, Shape::Upper | Shape::Letter);
        // Somebody may be called like a town, but hardly so with a first name.
        let is_plain =
            length > 1 && (kind != EntityKind::Person || !word.is(GIVEN)) || is_acronym && kind != EntityKind::Person;
        let agrees = known == kind || is_place(known) && is_place(kind);
        let is_people = known == EntityKind::Norp && kind == EntityKind::Person && !word.is(GIVEN);
        // The lexicon has a surname alone only where it means this person.
        let is_person = known == EntityKind::Person && word.is_cap();
        let is_office = known == EntityKind::Norp && words.get(range.end).is_some_and(|next| next.is(TITLE));
        let is_sure = agrees || is_people || is_office || is_person || is_plain;
        if is_sure { (known, Some(target)) } else { (kind, None) }
    }
}
