//! How a sentence uses capitals.

use super::words::{Shape, Word};

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Capitals mark names.
    Prose,
    /// A headline: Most Words Begin With One.
    Title,
    /// ALL CAPITALS.
    Shouted,
}

impl Style {
    /// The style of these words.
    pub(super) fn of(words: &[Word]) -> Style {
        let (mut n_words, mut n_upper, mut n_cap, mut n_long) = (0, 0, 0, 0);
        for word in words.iter().filter(|w| !matches!(w.shape, Shape::Sign | Shape::Number)) {
            n_words += 1;
            n_upper += usize::from(word.shape == Shape::Upper);
            if word.span.len() > 3 {
                n_long += 1;
                n_cap += usize::from(word.shape == Shape::Cap || word.shape == Shape::Upper);
            }
        }
        if n_words >= 3 && n_upper * 10 >= n_words * 7 {
            return Style::Shouted;
        }
        let headline = n_long >= 4 && n_cap * 10 >= n_long * 8 && !words.last().is_some_and(|w| w.shape == Shape::Sign);
        if headline { Style::Title } else { Style::Prose }
    }
}
