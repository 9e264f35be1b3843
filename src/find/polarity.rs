//! Words that judge: what `seeds/lexicons/polarity.tsv` says of a word.

use super::words::hash_of;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The labels of `polarity.tsv`, one bit each.
pub(super) const LABELS: [&str; 11] =
    ["verygood", "good", "bad", "verybad", "negation", "strong", "weak", "blames", "lauds", "doesbad", "doesgood"];

/// The bit of "negation".
const NEGATION: u16 = 1 << 4;

/// The labels of the word with this hash, one bit each; 0 for a word that does not judge.
pub(super) fn labels_of(hash: u64) -> u16 {
    polarity().get(&hash).copied().unwrap_or(0)
}

/// Whether a word with these labels turns round what follows.
pub(super) fn negates(labels: u16) -> bool {
    labels & NEGATION != 0
}

fn polarity() -> &'static HashMap<u64, u16> {
    static PARSED: OnceLock<HashMap<u64, u16>> = OnceLock::new();
    PARSED.get_or_init(|| {
        let mut labels = HashMap::new();
        for line in include_str!("../../seeds/lexicons/polarity.tsv").lines().filter(|line| !line.starts_with('#')) {
            let Some((label, words)) = line.split_once('\t') else { continue };
            let Some(bit) = LABELS.iter().position(|known| *known == label) else { continue };
            for word in words.split(' ') {
                *labels.entry(hash_of(word)).or_insert(0) |= 1 << bit;
            }
        }
        labels
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lexicon_has_a_known_label() {
        for line in include_str!("../../seeds/lexicons/polarity.tsv").lines().filter(|line| !line.starts_with('#')) {
            let label = line.split('\t').next().unwrap_or("");
            assert!(line.is_empty() || LABELS.contains(&label), "unknown label {label:?} in polarity.tsv");
        }
    }
}
