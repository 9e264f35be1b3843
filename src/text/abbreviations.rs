//! Words whose full stop is part of the word, from `seeds/lexicons/abbreviations.tsv`.

use super::Map;
use std::sync::OnceLock;

/// What the full stop of an abbreviation says about the end of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Stands before a name (`Mr.`): ends none.
    Title,
    /// Stands inside a sentence (`e.g.`, `vs.`): ends none.
    Inner,
    /// An abbreviation only before a number (`No. 10`), else a word.
    BeforeNumber,
    /// A month or weekday: ends a sentence unless a number or a small letter follows.
    Calendar,
    /// May end a sentence (`Inc.`, `etc.`, `a.m.`): the next word tells.
    MayEnd,
}

const TABLE: &str = include_str!("../../seeds/lexicons/abbreviations.tsv");

/// In bytes.
const LONGEST: usize = 12;

/// An abbreviation, and whether it is one only with a capital: "Gen." and "gen.".
#[derive(Clone, Copy)]
struct Entry {
    kind: Abbreviation,
    needs_capital: bool,
}

/// What `word` (without its last full stop, ASCII in any case) is, if an abbreviation.
pub(super) fn of(word: &str) -> Option<Abbreviation> {
    if word.len() > LONGEST {
        return None;
    }
    let mut small = [0; LONGEST];
    small[..word.len()].copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    let entry = table().get(&small[..word.len()])?;
    (!entry.needs_capital || word.starts_with(char::is_uppercase)).then_some(entry.kind)
}

fn table() -> &'static Map<Box<[u8]>, Entry> {
    static PARSED: OnceLock<Map<Box<[u8]>, Entry>> = OnceLock::new();
    PARSED.get_or_init(|| {
        let mut all = Vec::new();
        for line in TABLE.lines().filter(|l| !l.starts_with('#')) {
            let Some((kind, words)) = line.split_once('\t') else { continue };
            let kind = match kind {
                "title" => Abbreviation::Title,
                "inner" => Abbreviation::Inner,
                "number" => Abbreviation::BeforeNumber,
                "calendar" => Abbreviation::Calendar,
                _ => Abbreviation::MayEnd,
            };
            all.extend(words.split(' ').map(|word| {
                let needs_capital = word.starts_with(char::is_uppercase);
                (word.to_ascii_lowercase().into_bytes().into_boxed_slice(), Entry { kind, needs_capital })
            }));
        }
        all.into_iter().collect()
    })
}
