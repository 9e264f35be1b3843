//! The sets of marked names: where they are, what their labels mean, how much they count in training.

use crate::crf::{Allowed, Example};
use crate::data::{Points, Problem, Row, files_in, read_jsonl};
use crate::markup::read_marked;
use crate::score::normalised;
use standpoint::find::tagger::{Gazetteer, first_of};
use standpoint::find::{Sequence, tagger_sequences};
use std::path::Path;

/// One set of names.
pub(crate) struct Set {
    pub(crate) name: &'static str,
    /// Files under the data folder.
    files: &'static [&'static str],
    /// What each label may be, as indices into the tagger's kinds.
    labels: &'static [(&'static str, &'static [usize])],
    /// Kinds that the set does not mark: an unmarked word may be one.
    unmarked: &'static [usize],
    /// How much an example counts.
    weight: f32,
    /// Whether a part is held back to measure by.
    pub(crate) is_measured: bool,
    /// Whether its words are counted for the list of words that are written small.
    pub(crate) counts_words: bool,
}

const PERSON: &[usize] = &[0];
const ORG: &[usize] = &[1];
const PLACE: &[usize] = &[2, 3, 4];
const OTHER: &[usize] = &[5, 6, 7];

/// The labels of sets that mark people, organisations and places alone.
const COARSE: &[(&str, &[usize])] = &[("PER", PERSON), ("ORG", ORG), ("LOC", PLACE)];

/// The open sets.
pub(crate) const SETS: &[Set] = &[
    Set {
        name: "gum-open",
        files: &["ner-gum-derived/ccby_pd.jsonl"],
        labels: COARSE,
        unmarked: OTHER,
        weight: 1.0,
        is_measured: true,
        counts_words: true,
    },
    Set {
        name: "gum-sa",
        files: &["ner-gum-derived/ccbysa.jsonl"],
        labels: COARSE,
        unmarked: OTHER,
        weight: 1.0,
        is_measured: true,
        counts_words: true,
    },
    Set {
        name: "wikigold",
        files: &["ner-wikigold/all.jsonl"],
        labels: &[("PER", PERSON), ("ORG", ORG), ("LOC", PLACE), ("MISC", OTHER)],
        unmarked: &[],
        weight: 1.0,
        is_measured: true,
        counts_words: true,
    },
    Set {
        name: "uner-ewt",
        files: &["ner-uner-ewt/dev.jsonl"],
        labels: &[("PER", PERSON), ("ORG", ORG), ("LOC", PLACE), ("OTH", OTHER)],
        unmarked: OTHER,
        weight: 1.0,
        is_measured: true,
        counts_words: false,
    },
    Set {
        name: "wnut17",
        files: &["ner-wnut17/train.jsonl"],
        labels: &[("PER", PERSON), ("ORG", ORG), ("ORG-GROUP", ORG), ("LOC", PLACE), ("PRODUCT", &[7]), ("WORK", &[7])],
        unmarked: &[5, 6],
        weight: 0.3,
        is_measured: false,
        counts_words: false,
    },
    Set {
        name: "btc",
        files: &["ner-btc/all.jsonl"],
        labels: COARSE,
        unmarked: OTHER,
        weight: 0.2,
        is_measured: false,
        counts_words: false,
    },
];

/// This project's own texts.
pub(crate) const OWN: Set = Set {
    name: "own",
    files: &[],
    labels: &[
        ("PER", &[0]),
        ("ORG", &[1]),
        ("GPE", &[2]),
        ("LOC", &[3]),
        ("FAC", &[4]),
        ("NORP", &[5]),
        ("EVENT", &[6]),
        ("MISC", &[7]),
    ],
    unmarked: &[],
    weight: 1.0,
    is_measured: true,
    counts_words: true,
};

/// Whether the shipped model learned from this file of the data folder, so that its figure says little.
pub(crate) fn is_trained_on(file: &str) -> bool {
    SETS.iter().any(|set| set.files.contains(&file))
}

impl Set {
    /// The rows of the set.
    pub(crate) fn read(&self, data: &Path) -> Result<Vec<Row>, Problem> {
        let mut rows = Vec::new();
        for file in self.files {
            rows.extend(read_jsonl(&data.join(file))?);
        }
        Ok(rows)
    }

    /// What must not be torn apart when rows are held back: the document.
    pub(crate) fn group(&self, row: &Row, nth: usize) -> String {
        match self.name {
            "own" => row.id.clone(),
            // Its rows follow each other as in the articles, but do not say where one ends.
            "wikigold" => (nth / 12).to_string(),
            _ => row.id.rsplit_once('-').map_or(row.id.clone(), |(document, _)| document.to_owned()),
        }
    }

    /// The stretches of a row with their gold labels.
    pub(crate) fn examples(&self, row: &Row, gazetteer: &Gazetteer, out: &mut Vec<Example>) {
        let outside = self.unmarked.iter().fold(1, |mask, &kind| mask | 3 << first_of(kind));
        let points = Points::of(&row.text);
        let chars: Vec<char> = row.text.chars().collect();
        let spans: Vec<(u32, u32, &[usize])> = row
            .names
            .iter()
            .filter_map(|(start, end, label)| {
                let kinds = self.labels.iter().find(|(l, _)| l == label)?.1;
                let (start, end) = normalised(&chars, *start, *end);
                (start < end).then(|| (points.byte(start) as u32, points.byte(end) as u32, kinds))
            })
            .collect();
        for Sequence { words, features } in tagger_sequences(&row.text, gazetteer) {
            let allowed = words
                .iter()
                .enumerate()
                .map(|(nth, word)| {
                    let over = |w: &standpoint::text::Span| spans.iter().position(|s| s.0 < w.end && w.start < s.1);
                    let Some(ix) = over(word) else { return outside };
                    let goes_on = nth > 0 && over(&words[nth - 1]) == Some(ix);
                    spans[ix].2.iter().fold(0, |mask: Allowed, &kind| mask | 1 << (first_of(kind) + u8::from(goes_on)))
                })
                .collect();
            out.push(Example { features, allowed, weight: self.weight });
        }
    }
}

/// All pieces of this project's own texts under `seeds/training/news`.
pub(crate) fn own_rows(root: &Path) -> Result<Vec<Row>, Problem> {
    let mut rows = Vec::new();
    for file in files_in(&root.join("seeds/training/news"), "txt")? {
        rows.extend(read_marked(&file)?);
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_own_text_is_marked_as_the_guideline_says() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the lab lies inside the project");
        let rows = own_rows(root).unwrap_or_else(|problem| panic!("{problem}"));
        assert!(rows.len() > 1000);
        for row in &rows {
            for (start, end, label) in &row.names {
                assert!(start < end && OWN.labels.iter().any(|(known, _)| known == label), "{}: {label}", row.id);
            }
        }
        let mut ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        ids.sort_unstable();
        let twice: Vec<&&str> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
        assert!(twice.is_empty(), "ids that are there twice: {twice:?}");
    }
}
