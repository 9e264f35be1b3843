//! Where names may be: capitalised words, and small ones between them.

use crate::find::lexicon::class::{FUNCTION, PARTICLE};
use crate::find::words::{Shape, Word, is_hyphen};
use std::ops::Range;

/// How many small words may stand between two capitals of one name: "Ministry of the Interior".
const LONGEST_GAP: usize = 3;

/// The stretches of a sentence in which names may be, as ranges of its words.
pub(in crate::find) fn stretches(text: &str, words: &[Word], out: &mut Vec<Range<usize>>) {
    let mut ix = 0;
    while ix < words.len() {
        if !opens(words, ix) {
            ix += 1;
            continue;
        }
        let floor = out.last().map_or(0, |last| last.end);
        let mut start = ix;
        // "3rd Brigade", "al-Nuri", "de la Cruz"
        while start > floor && leads(text, &words[start - 1]) {
            start -= 1;
        }
        let mut end = ix + 1;
        while end < words.len() {
            if opens(words, end) {
                end += 1;
                continue;
            }
            // "Min-jae"
            if words[end].is_glued()
                && is_hyphen(text, &words[end])
                && words.get(end + 1).is_some_and(|word| word.is_glued())
            {
                end += 2;
                continue;
            }
            let gap = words[end..].iter().take(LONGEST_GAP).take_while(|w| joins(text, w)).count();
            match (end + 1..=end + gap).find(|&at| at < words.len() && opens(words, at)) {
                Some(at) => end = at + 1,
                None => break,
            }
        }
        if words.get(end).is_some_and(|w| w.shape == Shape::Number) {
            end += 1;
        }
        out.push(start..end);
        ix = end;
    }
}

/// Whether a name may begin or end with this word.
fn opens(words: &[Word], ix: usize) -> bool {
    let word = &words[ix];
    match word.shape {
        Shape::Cap => {
            !word.is(FUNCTION)
                || word.is(PARTICLE)
                || words.get(ix + 1).is_some_and(|next| next.is_cap() && !next.is_glued())
        }
        Shape::Upper | Shape::Letter => word.span.len() > 1 || !word.is(FUNCTION),
        _ => false,
    }
}

/// Whether a name may begin with this word if a capital follows.
fn leads(text: &str, word: &Word) -> bool {
    match word.shape {
        Shape::Number => true,
        Shape::Lower => word.is(PARTICLE) && !word.is(FUNCTION),
        Shape::Sign => is_hyphen(text, word) && word.is_glued(),
        _ => false,
    }
}

/// Whether a name may go on over this word.
fn joins(text: &str, word: &Word) -> bool {
    if word.shape == Shape::Number || word.is(PARTICLE) {
        return true;
    }
    matches!(
        word.span.of(text),
        "of" | "the"
            | "for"
            | "and"
            | "on"
            | "in"
            | "at"
            | "to"
            | "de"
            | "la"
            | "&"
            | "-"
            | "–"
            | "'"
            | "’"
            | "."
            | "/"
            | "'s"
            | "’s"
            | "\""
            | "“"
            | "”"
            | "("
            | ")"
            | "+"
            | "y"
            | "e"
            | "und"
            | "et"
            | "upon"
            | "against"
    )
}
