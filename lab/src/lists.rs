//! The gazetteer: lists of names from `seeds/gazetteers`, and the words that news writes small.

use crate::data::{Problem, Row};
use standpoint::find::tagger::gazetteer::{encode, key_of_name};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The lists in the order of their bits; `+` joins files. The words that are written small come after them. The tagger
/// knows which of them hold single words by their place (`SINGLE_ONLY` in its features).
const LISTS: [&str; 11] = [
    "places",
    "given-names+family-names",
    "companies",
    "media",
    "bodies",
    "universities",
    "clubs",
    "regions",
    "landforms",
    "facilities",
    "peoples+events",
];

/// The gazetteer as a model file has it.
pub(crate) fn gazetteer(root: &Path, news: &[Row]) -> Result<Vec<u8>, Problem> {
    let mut sets = Vec::new();
    for list in LISTS {
        let mut keys = Vec::new();
        for part in list.split('+') {
            let path = root.join(format!("seeds/gazetteers/{part}.txt"));
            let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            keys.extend(lines.map(key_of_name));
        }
        sets.push(keys);
    }
    sets.push(small_words(news));
    Ok(encode(&sets))
}

/// Words that the texts write small at least three times, and hardly ever with a capital inside a row.
fn small_words(rows: &[Row]) -> Vec<u32> {
    let mut counts: BTreeMap<String, [u32; 2]> = BTreeMap::new();
    for row in rows {
        for word in row.text.split(|c: char| !c.is_alphabetic()).skip(1).filter(|word| word.len() > 2) {
            let has_capital = word.starts_with(char::is_uppercase);
            counts.entry(word.to_lowercase()).or_default()[usize::from(has_capital)] += 1;
        }
    }
    let small = counts.iter().filter(|(_, [small, capital])| *small >= 3 && capital * 4 <= *small);
    small.map(|(word, _)| key_of_name(word)).collect()
}
