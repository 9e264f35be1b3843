//! Words around what somebody says.

use crate::find::words::hashes;

/// Verbs that report speech only around a quotation: "called", "praised".
#[rustfmt::skip]
pub(super) const WEAK_CUES: &[&str] = &[
    "accused", "acknowledged", "admits", "affirmed", "answered", "answers", "asked", "asks", "began", "believes",
    "boasted", "called", "calls", "cited", "complained", "condemned", "contended", "contends", "continued",
    "counters", "cried", "criticised", "criticized", "demanded", "described", "describes", "estimated",
    "expressed", "grumbled", "highlighted", "hoped", "hopes", "indicated", "jokes", "lamented", "laughed",
    "laughs", "maintained", "mused", "muttered", "observed", "pleaded", "praised", "predicted", "protested",
    "protests", "recalled", "reckoned", "reckons", "recounted", "recounts", "remembered", "remembers", "repeated",
    "retorted", "revealed", "shouted", "shouts", "sighed", "signaled", "signalled", "snapped",
    "suggested", "telling", "thanked", "thinks", "urged", "vowed", "welcomed", "whispered", "writing",
];

/// Verbs that without a quotation report speech only with a clause behind them: "claimed it is safe", "claimed pole".
pub(super) const DOING_CUES: &[&str] =
    &["added", "adds", "claimed", "claims", "declared", "declares", "testified", "testifies"];

/// Words that a clause of its own has.
#[rustfmt::skip]
pub(super) const CLAUSE_WORDS: [u32; 23] = hashes([
    "that", "is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "should", "may",
    "might", "must", "did", "does", "do", "'s", "'re", "'ll", "be",
]);

/// Verbs that may stand before who speaks: `"…," said Díaz`.
#[rustfmt::skip]
pub(super) const INVERTED: &[&str] = &[
    "added", "adds", "alleged", "answered", "argued", "asked", "asserted", "claimed", "complained", "conceded",
    "contended", "countered", "cried", "declared", "explained", "explains", "insisted", "insists", "joked",
    "jokes", "laughed", "mused", "noted", "observed", "protested", "quipped", "recalled", "recalls", "remarked",
    "remembered", "remembers", "repeated", "replied", "replies", "reported", "reports", "retorted", "said",
    "says", "shouted", "sighed", "stated", "stressed", "suggested", "testified", "warned", "writes", "wrote",
];

/// Pronouns that may speak, and the relative one.
pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "He" | "She" | "They" | "who")
}

/// What may stand between who speaks and the verb.
pub(super) fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "have"
            | "had"
            | "also"
            | "later"
            | "then"
            | "further"
            | "once"
            | "again"
            | "would"
            | "himself"
            | "herself"
    )
}

/// Marks that close a quotation; some are apostrophes too.
pub(super) fn is_closing(word: &str) -> bool {
    matches!(word, "”" | "\"" | "’" | "'" | "»")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::lexicon::Lexicon;
    use crate::find::lexicon::class::CUE;
    use crate::find::words;

    #[test]
    fn lists_hold_only_verbs_that_the_lexicon_has() {
        for verb in WEAK_CUES.iter().chain(INVERTED) {
            let (classes, _) = Lexicon::get().look_up(words::hash_of(verb));
            assert!(classes & CUE != 0, "{verb} is no cue in words.tsv");
        }
    }
}
