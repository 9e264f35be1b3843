//! A fingerprint of the features, so that a model is not used with others than it was trained with.

use super::Gazetteer;
use crate::find::model_file::{EMPTY_PRINT, print_with};
use crate::find::tagger_sequences;

/// Text of many kinds of words.
const SAMPLE: &str = "KYIV (AP) — U.S. President-elect María O'Neil-Díaz and the al-Sabah family met at 3rd Avenue’s \
    Bank of St. Petersburg on Monday. “NATO's 2026 summit,” said Prof. Li of the BBC, is iPhone McDonald & Co.'s В.\n\
    THE WAR IN DONBAS\nRead More About The European Court of Human Rights";

/// A hash of the features of a sample: another number whenever features, tokens or word classes of the sample change.
pub fn feature_print() -> u32 {
    let features = tagger_sequences(SAMPLE, &Gazetteer::default()).into_iter().flat_map(|sequence| sequence.features);
    features.flatten().fold(EMPTY_PRINT, print_with)
}
