//! Precision, recall and F1, counted as the reference scorers do.

use std::collections::BTreeSet;

/// True positives, false positives, false negatives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) hit: usize,
    pub(crate) wrong: usize,
    pub(crate) missed: usize,
}

impl Counts {
    pub(crate) fn precision(self) -> f64 {
        ratio(self.hit, self.hit + self.wrong)
    }

    pub(crate) fn recall(self) -> f64 {
        ratio(self.hit, self.hit + self.missed)
    }

    pub(crate) fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    /// Adds the comparison of two sets.
    pub(crate) fn compare<T: Ord>(&mut self, gold: &BTreeSet<T>, found: &BTreeSet<T>) {
        let hit = gold.intersection(found).count();
        self.hit += hit;
        self.wrong += found.len() - hit;
        self.missed += gold.len() - hit;
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.hit += other.hit;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The three types that most sets have; towns, countries and buildings count as places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Coarse {
    Person,
    Organisation,
    Place,
}

impl Coarse {
    pub(crate) const ALL: [(Coarse, &'static str); 3] =
        [(Coarse::Person, "PER"), (Coarse::Organisation, "ORG"), (Coarse::Place, "LOC")];

    /// The type of a label as any of the sets or the engine writes it; `None` for types that are not compared.
    pub(crate) fn of(label: &str) -> Option<Coarse> {
        Some(match label {
            "PER" | "Person" | "PERSON" => Coarse::Person,
            "ORG" | "Organization" | "Organisation" => Coarse::Organisation,
            "LOC" | "GPE" | "FAC" | "Location" | "Facility" | "FACILITY" => Coarse::Place,
            _ => return None,
        })
    }
}

const OPENERS: &[char] = &[' ', '\n', '\t', '\r', '"', '“', '”', '‘', '’', '\'', '(', '['];
const CLOSERS: &[char] = &[' ', '\n', '\t', '\r', '"', '“', '”', ',', ';', ':', '!', '?', ')', ']'];

/// Words in front that make no difference between two annotations.
const LEADS: &[&str] = &[
    "the",
    "The",
    "THE",
    "a",
    "an",
    "A",
    "An",
    "Mr",
    "Mr.",
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "Dr",
    "Dr.",
    "about",
    "around",
    "over",
    "nearly",
    "almost",
    "some",
    "between",
    "as early as",
    "at least",
    "by",
    "in",
    "on",
    "since",
    "until",
    "from",
];

/// A span without what annotators differ about: quotation marks, articles and titles in front, a possessive behind.
pub(crate) fn normalised(text: &[char], start: usize, end: usize) -> (usize, usize) {
    let mut end = end.min(text.len());
    let mut start = start.min(end);
    loop {
        while start < end && OPENERS.contains(&text[start]) {
            start += 1;
        }
        match LEADS.iter().find_map(|lead| lead_end(text, start, end, lead)) {
            Some(after) if after < end => start = after,
            _ => break,
        }
    }
    while end > start && CLOSERS.contains(&text[end - 1]) {
        end -= 1;
    }
    let is_apostrophe = |c: char| matches!(c, '\'' | '’');
    if end - start > 2 && text[end - 1] == 's' && is_apostrophe(text[end - 2]) {
        end -= 2;
    } else if end - start > 1 && is_apostrophe(text[end - 1]) {
        end -= 1;
    }
    (start, end)
}

/// One past the white space after `lead`, if `text[start..end]` starts with it and white space follows.
fn lead_end(text: &[char], start: usize, end: usize, lead: &str) -> Option<usize> {
    let mut at = start;
    for c in lead.chars() {
        if at >= end || text[at] != c {
            return None;
        }
        at += 1;
    }
    let spaces = text[at..end].iter().take_while(|c| c.is_whitespace()).count();
    (spaces > 0).then_some(at + spaces)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_annotators_differ_about_is_dropped() {
        let check = |text: &str, expected: &str| {
            let chars: Vec<char> = text.chars().collect();
            let (start, end) = normalised(&chars, 0, chars.len());
            assert_eq!(chars[start..end].iter().collect::<String>(), expected, "{text}");
        };
        check("the Mr. Smith’s", "Smith");
        check("The the", "the");
        check("“Kyiv”,", "Kyiv");
        check("at least Rome", "Rome");
        check("the ", "the");
        check("'s", "s");
    }
}
