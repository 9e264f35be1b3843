//! Small words around words of support and opposition, in small letters: for `cues.rs`.

use crate::find::lexicon::Lexicon;
use crate::find::lexicon::class::{TITLE, TITLE_MOD};
use crate::find::words::hash_of;

/// Whether another clause may begin with this word.
pub(super) fn starts_clause(word: &str) -> bool {
    matches!(
        word,
        "but"
            | "while"
            | "although"
            | "though"
            | "that"
            | "because"
            | "whether"
            | "who"
            | "which"
            | "where"
            | "when"
            | "after"
            | "before"
            | "whereas"
    )
}

pub(super) fn is_be(word: &str) -> bool {
    matches!(word, "be" | "am" | "is" | "are" | "was" | "were" | "been" | "being" | "got")
        || matches!(word, "'re" | "’re" | "'m" | "’m")
}

/// Verbs that join a subject and what it is, beside "be".
pub(super) fn joins(word: &str) -> bool {
    matches!(word, "remain" | "remains" | "remained" | "become" | "becomes" | "became" | "seem" | "seems" | "seemed")
}

/// Verbs that help another one, and words between a subject and its verb.
pub(super) fn helps(word: &str) -> bool {
    is_be(word)
        || matches!(word, "n't" | "n’t" | "ca" | "wo")
        || matches!(
            word,
            "has" | "have" | "had" | "do" | "does" | "did" | "will" | "would" | "can" | "could" | "may" | "might"
        )
        || matches!(word, "shall" | "should" | "must" | "cannot" | "both" | "'ve" | "’ve" | "'ll" | "’ll" | "'d" | "’d")
}

pub(super) fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") && word.len() > 4 && !matches!(word, "family" | "italy" | "rally" | "july" | "reply" | "ally")
        || matches!(word, "not" | "never" | "also" | "still" | "now" | "since" | "long" | "again" | "later" | "once")
        || matches!(word, "already" | "always" | "often" | "then" | "even" | "just" | "ever" | "twice" | "thus")
}

pub(super) fn is_determiner(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "this" | "these" | "those" | "any" | "no" | "some" | "every" | "all")
        || matches!(word, "his" | "her" | "its" | "their" | "my" | "our" | "your")
}

pub(super) fn is_possessive(word: &str) -> bool {
    matches!(word, "'s" | "’s" | "'" | "’")
}

pub(super) fn is_hyphen(word: &str) -> bool {
    matches!(word, "-" | "‐" | "‑" | "–")
}

pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "it" | "i" | "we")
}

/// A word before a person's name: "prime", "minister".
pub(super) fn is_title(word: &str) -> bool {
    Lexicon::get().look_up(hash_of(word)).0 & (TITLE | TITLE_MOD) != 0
}

/// A verb of saying, which an office is not.
pub(super) fn says(word: &str) -> bool {
    let (classes, _) = Lexicon::get().look_up(hash_of(word));
    classes & crate::find::lexicon::class::CUE != 0 && classes & TITLE == 0 && !word.ends_with("ing")
}
