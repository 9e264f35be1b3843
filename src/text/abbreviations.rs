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
const LONGEST: usize = 12;

/// What `word` (without its last full stop, any case) is, if an abbreviation.
pub(super) fn of(word: &str) -> Option<Abbreviation> {
    if word.len() > LONGEST || !word.is_ascii() {
        return None;
    }
    let mut small = [0; LONGEST];
    small[..word.len()].copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    table().get(&small[..word.len()]).copied()
}

fn table() -> &'static Map<&'static [u8], Abbreviation> {
    static PARSED: OnceLock<Map<&'static [u8], Abbreviation>> = OnceLock::new();
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
            all.extend(words.split(' ').map(|word| (word.as_bytes(), kind)));
        }
        all.into_iter().collect()
    })
}
