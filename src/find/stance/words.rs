//! The words of support and opposition in `seeds/lexicons/stances.tsv`, and where they stand in a sentence.

use super::cues::Position;
use crate::text::lower;
use std::collections::HashMap;
use std::sync::OnceLock;

/// How a phrase joins who holds the stance and whom it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// "Germany backs the plan"
    Verb,
    /// "Germany’s support for the plan"
    Noun,
    /// "Germany is in favour of the plan", "Germany, a supporter of the plan"
    Predicate,
}

/// A cue in a sentence, as indices of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    /// One past the last word.
    pub(super) end: usize,
    pub(super) position: Position,
    pub(super) class: Class,
}

struct Phrase {
    words: Vec<&'static str>,
    position: Position,
    class: Class,
}

/// How many words may stand between two of a phrase: "voiced *its strong* opposition to".
const GAP: usize = 2;

struct Lexicon {
    /// By their first word, those of most words first.
    phrases: HashMap<&'static str, Vec<Phrase>>,
    /// Words that turn a cue round; of two, the second follows the first.
    turns: Vec<Vec<&'static str>>,
}

const TABLE: &str = include_str!("../../../seeds/lexicons/stances.tsv");

/// A line of the table: what it is of which class, and its forms. `None` for one that cannot be read.
fn fields(line: &'static str) -> Option<(&'static str, &'static str, std::str::Split<'static, char>)> {
    let (position, rest) = line.split_once('\t')?;
    let (class, forms) = rest.split_once('\t')?;
    Some((position, class, forms.split('|')))
}

fn class_of(label: &str) -> Option<Class> {
    match label {
        "verb" => Some(Class::Verb),
        "noun" => Some(Class::Noun),
        "predicate" => Some(Class::Predicate),
        _ => None,
    }
}

impl Lexicon {
    fn get() -> &'static Lexicon {
        static PARSED: OnceLock<Lexicon> = OnceLock::new();
        PARSED.get_or_init(Lexicon::parse)
    }

    fn parse() -> Lexicon {
        let mut lexicon = Lexicon { phrases: HashMap::new(), turns: Vec::new() };
        let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
        for (label, class, forms) in lines.filter_map(fields) {
            let split = |form: &'static str| form.split(' ').collect::<Vec<_>>();
            let (Some(position), Some(class)) = (Position::of(label), class_of(class)) else {
                lexicon.turns.extend(forms.map(split));
                continue;
            };
            for words in forms.map(split) {
                lexicon.phrases.entry(words[0]).or_default().push(Phrase { words, position, class });
            }
        }
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        lexicon
    }
}

/// The cues among these words (in small letters), each the longest that starts where it does; none overlap.
pub(super) fn find(words: &[String]) -> Vec<Found> {
    let lexicon = Lexicon::get();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let phrases = lexicon.phrases.get(word.as_str()).map_or(&[][..], Vec::as_slice);
        let found = phrases.iter().find_map(|phrase| Some((phrase, end_of(&phrase.words, &words[at..])?)));
        let Some((phrase, length)) = found else {
            at += 1;
            continue;
        };
        out.push(Found { start: at, end: at + length, position: phrase.position, class: phrase.class });
        at += length;
    }
    out
}

/// How many of `words` the phrase takes, which starts with the first of them.
fn end_of(phrase: &[&str], words: &[String]) -> Option<usize> {
    let mut at = 1;
    for wanted in &phrase[1..] {
        let gap = (0..=GAP).find(|gap| words.get(at + gap).is_some_and(|word| word == wanted))?;
        if !words[at..at + gap].iter().all(|word| may_be_inside(word)) {
            return None;
        }
        at += gap + 1;
    }
    Some(at)
}

/// Adverbs, articles and adjectives that a phrase may hold.
fn may_be_inside(word: &str) -> bool {
    word.ends_with("ly")
        || matches!(
            word,
            "not" | "also" | "still" | "a" | "an" | "the" | "his" | "her" | "its" | "their" | "our" | "my" | "your"
        )
        || matches!(word, "full" | "strong" | "firm" | "deep" | "new" | "more" | "further" | "out" | "much" | "again")
}

/// How often a position is turned round by these words, which stand before a cue or in it.
pub(super) fn n_turns(words: &[String]) -> usize {
    let turns = |at: usize, form: &[&str]| {
        let rest = &words[at..];
        rest.len() >= form.len() && form.iter().zip(rest).all(|(form, word)| form == word)
    };
    let mut n = 0;
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1).map_or("", String::as_str);
        // "not only supported", "not just", "no doubt"
        if matches!((word.as_str(), next), ("not", "only" | "just" | "merely") | ("no", "doubt")) {
            continue;
        }
        // "no longer" starts where "no" does, and is one turn like it.
        n += usize::from(Lexicon::get().turns.iter().any(|form| turns(at, form)));
    }
    n
}

/// A word in small letters.
pub(super) fn small(word: &str) -> String {
    word.chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_is_read_and_no_form_stands_twice() {
        let mut seen = std::collections::BTreeMap::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (position, class, forms) = fields(line).unwrap_or_else(|| panic!("three columns: {line:?}"));
            match position {
                "turn" => assert_eq!(class, "word", "{line:?}"),
                _ => assert!(Position::of(position).is_some() && class_of(class).is_some(), "{line:?}"),
            }
            for form in forms {
                assert!(!form.is_empty() && form.split(' ').all(|word| !word.is_empty()), "{line:?}");
                assert_eq!(small(form), form, "small letters");
                let before = seen.insert((position == "turn", form), line);
                assert_eq!(before, None, "{form} stands twice");
            }
        }
        assert!(seen.len() > 400, "{} forms", seen.len());
    }

    #[test]
    fn the_longest_phrase_is_found_with_words_inside() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let found = |text: &str| find(&words(text)).iter().map(|cue| (cue.start, cue.end)).collect::<Vec<_>>();
        assert_eq!(found("he is opposed to it and opposed it"), [(2, 4), (6, 7)]);
        assert_eq!(found("it voiced its strong opposition to war"), [(1, 6)]);
        assert_eq!(found("he called for money and an end to it"), []);
    }

    #[test]
    fn turns_are_counted() {
        let n = |text: &str| n_turns(&text.split(' ').map(str::to_owned).collect::<Vec<_>>());
        assert_eq!([n("did not"), n("did n’t"), n("no longer"), n("has refused to")], [1; 4]);
        assert_eq!([n("did not refuse to"), n("not only"), n("will")], [2, 0, 0]);
    }
}
