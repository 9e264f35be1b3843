//! Which words of a full name are the surname.

use super::memory::hash_words;
use crate::find::lexicon::class::{NO_NAME, TITLE};
use crate::find::words::{Shape, Word, hashes, is_hyphen};

/// The hash of the surname in a full name: of its last word, or of all words that hyphens join there ("Bankman-Fried").
/// Where what is joined ends in small letters, it is a given name, and the surname comes first: "Moon Jae-in".
pub(super) fn surname(text: &str, words: &[Word]) -> u64 {
    let is_part = |w: &Word| w.is_cap() && !w.is(NO_NAME) && !is_suffix(w);
    let is_joined = |ix: usize| ix > 0 && is_hyphen(text, &words[ix]);
    if let [first, given, sign, last] = words
        && is_hyphen(text, sign)
        && last.shape == Shape::Lower
        && !given.is(TITLE)
    {
        return if is_part(first) { first.hash } else { 0 };
    }
    let Some(last) = words.iter().rposition(is_part) else { return 0 };
    let mut start = last;
    while start > 2 && is_joined(start - 1) && is_part(&words[start - 2]) {
        start -= 2;
    }
    if start == last { words[last].hash } else { hash_words(&words[start..=last]) }
}

/// "Jr." and "Sr." are no surnames.
fn is_suffix(word: &Word) -> bool {
    const AGES: [u32; 2] = hashes(["jr", "sr"]);
    word.is_one_of(&AGES)
}
