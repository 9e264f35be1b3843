//! A sentence as numbers that a learner can weigh: its words, each two that follow each other, and what the lexicon
//! of judging words says of it.

use super::tone::{step_of, tone};
use crate::find::words::hash_of;
use crate::text::{Span, tokens_in};

/// How many low bits of a feature tell rows apart.
pub(super) const BITS: u32 = 16;

/// The first features are about the sentence's tone as a whole: one for each step of a scale of so many, the middle one
/// for a sentence that hardly judges.
pub(super) const N_TONE_STEPS: usize = 7;

/// Then comes one for how good the tone is, then those of words.
const N_TONE: u32 = N_TONE_STEPS as u32 + 1;

/// How much the step counts beside the words.
pub(super) const TONE_COUNTS: f32 = 0.5;

/// The features of a sentence, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features {
    /// Ascending.
    pub(super) numbers: Vec<u32>,
    /// How much each counts. That of words falls with the root of their number, so that long sentences are not surer
    /// than short ones.
    pub(super) values: Vec<f32>,
    /// Where the words of each first stand.
    pub(super) words: Vec<Span>,
}

/// The features of the text in `within`.
pub fn features(text: &str, within: Span) -> Features {
    let mut spans = Vec::new();
    tokens_in(text, within, &mut spans);
    spans.retain(|span| span.of(text).starts_with(char::is_alphanumeric));
    let hash = |span: &Span| {
        let word = span.of(text);
        // One number is as good as another.
        if word.starts_with(|c: char| c.is_ascii_digit()) { 1 } else { hash_of(word) }
    };
    let mut all: Vec<(u32, Span)> = Vec::with_capacity(2 * spans.len() + 4);
    let mut before = 0;
    for (nth, span) in spans.iter().enumerate() {
        let own = hash(span);
        all.push((mix(1, own, 0), *span));
        let start = if nth == 0 { span.start } else { spans[nth - 1].start };
        all.push((mix(2, before, own), Span { start, end: span.end }));
        before = own;
    }
    let found = tone(text, within, &[]);
    for (span, counts) in &found.words {
        // Rounded to halves: strong and weak, turned and not.
        all.push((mix(3, (counts * 2.0).round() as i64 as u64, 0), *span));
    }
    all.sort_by_key(|(number, span)| (*number, span.start));
    all.dedup_by_key(|(number, _)| *number);
    let each = 1.0 / (all.len().max(1) as f32).sqrt();
    // What the lexicon says as a whole: which step of seven, and how much.
    let none = Span { start: within.start, end: within.start };
    let middle = N_TONE_STEPS as u32 / 2;
    let step = step_of(found.score, N_TONE_STEPS).map_or(middle, |step| step as u32);
    let tones = [(step, TONE_COUNTS), (N_TONE - 1, found.score)].map(|(number, value)| (number, value, none));
    let words = all.into_iter().map(|(number, span)| (number, each, span));
    let mut out = Features::default();
    for (number, value, span) in tones.into_iter().chain(words) {
        out.numbers.push(number);
        out.values.push(value);
        out.words.push(span);
    }
    out
}

fn mix(template: u64, a: u64, b: u64) -> u32 {
    let mut hash = (a ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 29) ^ b).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((hash >> (64 - BITS)) as u32).max(N_TONE)
}
