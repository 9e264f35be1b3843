//! How a sentence speaks of somebody in it: badly, neither way, well.
//!
//! A multinomial logistic regression over hashed features: the words of the sentence, those near the target and in its
//! clause, and what a lexicon of judging words says of them, by side, distance, negation and quotation. `lab` trains
//! it.

use super::model_file::{EMPTY_PRINT, ModelError, Rest, add_numbers, add_origin, print_with};
use super::polarity::{LABELS, labels_of, negates};
use super::words::hash_of;
use crate::text::{Span, tokens};
use std::sync::OnceLock;

/// Numbers of classes: what is said is bad, neither, good for the target.
pub const N_CLASSES: usize = 3;

/// Weights of one feature, or sums of them, by class.
pub type Scores = [f32; N_CLASSES];

/// How many low bits of a feature tell rows apart.
pub const BITS: u32 = 18;

/// The first bytes of a model file; the last is the version of the format.
const MAGIC: &[u8; 8] = b"STANDSE2";

/// How many words a negation reaches over.
const REACH: usize = 4;

/// Words up to this far from the target count as near.
const NEAR: usize = 8;

/// The features of a sentence seen from a target in it, each with how often it is there, at most twice.
pub fn features(sentence: &str, target: Span) -> Vec<(u32, u8)> {
    let mut all: Vec<u32> = Vec::new();
    Collector::of(sentence, target).collect(&mut |feature, _| all.push(feature));
    all.sort_unstable();
    let mut out: Vec<(u32, u8)> = Vec::with_capacity(all.len());
    for feature in all {
        match out.last_mut() {
            Some((last, n)) if *last == feature => *n = (*n + 1).min(2),
            _ => out.push((feature, 1)),
        }
    }
    out
}

/// A word of the sentence.
struct Seen {
    span: Span,
    hash: u64,
    labels: u16,
    is_negated: bool,
    is_quoted: bool,
    clause: u32,
}

struct Collector {
    words: Vec<Seen>,
    /// First word of the target and one past the last.
    target: (usize, usize),
}

impl Collector {
    fn of(sentence: &str, target: Span) -> Collector {
        let spans = tokens(sentence);
        let start = spans.partition_point(|span| span.end <= target.start);
        let end = spans.partition_point(|span| span.start < target.end).max(start);
        let (mut clause, mut is_quoted, mut negated) = (0, false, 0);
        let words = spans
            .iter()
            .map(|span| {
                let text = span.of(sentence);
                let (hash, is_mark) = (hash_of(text), matches!(text, "“" | "”" | "\""));
                let labels = labels_of(hash);
                clause += u32::from(is_mark || parts_clauses(text));
                is_quoted ^= is_mark;
                let is_negated = negated > 0;
                negated = if negates(labels) { REACH } else { negated.saturating_sub(1) };
                Seen { span: *span, hash, labels, is_negated, is_quoted, clause }
            })
            .collect();
        Collector { words, target: (start, end) }
    }

    /// Gives out each feature, with the index of the word that it is about if it is about one.
    fn collect(&self, out: &mut impl FnMut(u32, Option<usize>)) {
        let (start, end) = self.target;
        let own_clause = self.words.get(start).map_or(0, |word| word.clause);
        for (ix, word) in self.words.iter().enumerate().filter(|(ix, _)| *ix < start || *ix >= end) {
            let mut add = |template: u64, a: u64, b: u64| out(mix(template, a, b), Some(ix));
            let is_after = u64::from(ix >= end);
            let distance = if ix < start { start - ix } else { ix + 1 - end };
            add(1, word.hash, 0);
            if distance <= NEAR {
                add(2, word.hash, is_after);
            }
            if word.clause == own_clause {
                add(3, word.hash, 0);
            }
            if word.is_negated {
                add(4, word.hash, 0);
            }
            for bit in (0..LABELS.len()).filter(|bit| word.labels >> bit & 1 == 1) {
                let label = bit as u64 * 2 + u64::from(word.is_negated);
                add(5, label, 0);
                add(6, label, is_after);
                add(7, label, is_after * 8 + step(distance));
                if word.clause == own_clause {
                    add(8, label, is_after);
                }
                if word.is_quoted {
                    add(9, label, 0);
                }
            }
        }
        let hash = |ix: Option<usize>| ix.and_then(|ix| self.words.get(ix)).map_or(0, |word| word.hash);
        let (before, before2) = (hash(start.checked_sub(1)), hash(start.checked_sub(2)));
        let (after, after2) = (hash(Some(end)), hash(Some(end + 1)));
        let mut add = |template: u64, a: u64, b: u64| out(mix(template, a, b), None);
        add(10, after, 0);
        add(11, after, after2);
        add(12, before, 0);
        add(13, before2, before);
        add(14, before, after);
        add(15, after2, 0);
        add(16, before2, 0);
        add(17, u64::from(start <= 2), 0);
    }
}

/// Distances by about their doubles.
fn step(distance: usize) -> u64 {
    match distance {
        0 | 1 => 1,
        2 => 2,
        3 | 4 => 3,
        5..=8 => 4,
        9..=15 => 5,
        _ => 6,
    }
}

/// Whether another clause may begin at this word or sign.
fn parts_clauses(word: &str) -> bool {
    matches!(word, "," | ";" | ":" | "—" | "–" | "-" | "(" | ")" | "but" | "while" | "although" | "who" | "which")
}

fn mix(template: u64, a: u64, b: u64) -> u32 {
    let mut hash = (a ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 29) ^ b).wrapping_mul(0x94d0_49bb_1331_11eb);
    (hash >> (64 - BITS)) as u32
}

/// A trained model.
pub struct Model {
    /// Where it comes from: training command, data, licences.
    pub about: String,
    /// What [`feature_print`] gave when it was trained.
    pub feature_print: u32,
    bias: Scores,
    unit: f32,
    /// By number of the feature, ascending.
    rows: Vec<Row>,
}

impl Model {
    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// If it is of another format, or does not end where it should.
    pub fn decode(bytes: &[u8]) -> Result<Model, ModelError> {
        let mut rest = Rest(bytes);
        let (about, feature_print) = rest.origin(MAGIC)?;
        let mut real = || rest.number().map(f32::from_bits);
        let (unit, bias) = (real()?, [real()?, real()?, real()?]);
        let n_rows = rest.number()? as usize;
        let numbers = rest.numbers(n_rows, BITS)?;
        let weights = [rest.take(n_rows)?, rest.take(n_rows)?, rest.take(n_rows)?];
        if !rest.0.is_empty() {
            return Err(ModelError);
        }
        let row = |(nth, number)| (number, weights.map(|weights: &[u8]| weights[nth] as i8));
        Ok(Model { about, feature_print, unit, bias, rows: numbers.into_iter().enumerate().map(row).collect() })
    }

    /// How likely each class is.
    pub fn read(&self, sentence: &str, target: Span) -> Scores {
        let mut scores = self.bias;
        for (feature, n) in features(sentence, target) {
            for (score, weight) in scores.iter_mut().zip(self.weights(feature)) {
                *score += weight * f32::from(n);
            }
        }
        let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let odds = scores.map(|score| (score - most).exp());
        let sum: f32 = odds.iter().sum();
        odds.map(|odd| odd / sum)
    }

    /// The words of the sentence that speak most for a class against the others, at most `n_most`, the strongest first.
    pub fn reasons(&self, sentence: &str, target: Span, class: usize, n_most: usize) -> Vec<Span> {
        let collector = Collector::of(sentence, target);
        let mut counts = vec![0.0; collector.words.len()];
        collector.collect(&mut |feature, word| {
            let Some(word) = word else { return };
            let weights = self.weights(feature);
            counts[word] += weights[class] - weights.iter().sum::<f32>() / N_CLASSES as f32;
        });
        let mut words: Vec<(f32, Span)> =
            counts.into_iter().zip(collector.words.iter().map(|word| word.span)).collect();
        words.retain(|(count, _)| *count > 0.0);
        words.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        words.into_iter().take(n_most).map(|(_, span)| span).collect()
    }

    fn weights(&self, feature: u32) -> Scores {
        let found = self.rows.binary_search_by_key(&feature, |row| row.0);
        found.map_or_else(|_| Scores::default(), |at| self.rows[at].1.map(|weight| f32::from(weight) * self.unit))
    }
}

/// Weights by the number of their feature.
pub type Row = (u32, [i8; N_CLASSES]);

/// The bytes of a model file of what it is `about`, made with the features of today.
///
/// Magic; length and text of `about`; feature print, unit, bias; number of rows; the rows' numbers, each as its
/// difference to the one before; their weights for the first class, for the second, for the third. Numbers are
/// little-endian. `rows` ascend.
pub fn encode(about: &str, unit: f32, bias: Scores, rows: &[Row]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    add_origin(&mut out, about, feature_print());
    out.extend(unit.to_le_bytes());
    out.extend(bias.iter().flat_map(|bias| bias.to_le_bytes()));
    out.extend((rows.len() as u32).to_le_bytes());
    add_numbers(&mut out, rows.iter().map(|(number, _)| *number));
    for class in 0..N_CLASSES {
        out.extend(rows.iter().map(|(_, weights)| weights[class] as u8));
    }
    out
}

/// A hash of the features of a sample: another number whenever features, tokens or labels of its words change.
pub fn feature_print() -> u32 {
    const SAMPLE: &str =
        "While critics say Baker didn’t keep a very \"great, noble\" promise, he praised Stone; it failed.";
    const TARGET: Span = Span { start: 18, end: 23 };
    features(SAMPLE, TARGET)
        .into_iter()
        .fold(EMPTY_PRINT, |print, (feature, n)| print_with(print, feature ^ u32::from(n)))
}

/// The model that the program carries: `models/sentiment.bin`.
pub fn shipped() -> Option<&'static Model> {
    static SHIPPED: OnceLock<Option<Model>> = OnceLock::new();
    SHIPPED.get_or_init(|| Model::decode(include_bytes!("../../models/sentiment.bin")).ok()).as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(sentence: &str, target: &str) -> usize {
        let start = sentence.find(target).expect("the target is in the sentence") as u32;
        let scores =
            shipped().expect("the model reads").read(sentence, Span { start, end: start + target.len() as u32 });
        (0..N_CLASSES).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(1)
    }

    #[test]
    fn one_sentence_may_be_bad_for_one_and_not_for_another() {
        assert_eq!(class("Baker lied to voters and betrayed them.", "Baker"), 0);
        assert_eq!(class("Critics accused Baker of corruption.", "Baker"), 0);
        assert_eq!(class("Everybody praised Stone for her courage.", "Stone"), 2);
        assert_eq!(class("Stone arrived in Oslo on Monday.", "Stone"), 1);
    }

    #[test]
    fn the_shipped_model_was_trained_with_the_features_of_today() {
        let model = shipped().expect("the model reads");
        assert_eq!(model.feature_print, feature_print(), "run `cargo xtask train sentiment --data DIR`");
        assert!(model.about.contains("NewsMTSC") && model.about.contains("MIT"), "{}", model.about);
    }

    #[test]
    fn a_model_is_read_back_and_a_damaged_one_refused() {
        let bytes = encode("a test", 0.5, [0.0, 1.0, 2.0], &[(7, [1, -2, 3]), (70_000, [0, 0, 9])]);
        let model = Model::decode(&bytes).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!((model.about.as_str(), model.feature_print), ("a test", feature_print()));
        assert_eq!((model.unit, model.bias), (0.5, [0.0, 1.0, 2.0]));
        assert_eq!(model.rows, [(7, [1, -2, 3]), (70_000, [0, 0, 9])]);
        for length in 0..bytes.len() {
            assert!(Model::decode(&bytes[..length]).is_err(), "{length} bytes");
        }
        assert!(Model::decode(&[&bytes[..], &[0]].concat()).is_err());
        assert!(Model::decode(&[b"STANDSE1", &bytes[8..]].concat()).is_err());
    }
}
