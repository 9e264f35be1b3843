//! The tone of a sentence by the words that judge in it: each with its strength, turned round by a negation before it,
//! raised and lowered by words of degree.
//!
//! It counts words and knows nothing of whom they are about.

use crate::find::polarity::{labels_of, negates};
use crate::find::words::hash_of;
use crate::text::{Span, tokens_in};

/// The tone of a stretch and the words that tell it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tone {
    /// From -1, all bad, to 1, all good; 0 without a word that judges.
    pub score: f32,
    /// The words that judge, with what each counts.
    pub words: Vec<(Span, f32)>,
}

/// How many words a negation reaches over, and how many a word of degree: "might be bad".
const REACH: usize = 3;
const DEGREE_REACH: usize = 2;
/// "not good" is less bad than "bad".
const TURNED: f32 = -0.7;
/// "very good", and "somewhat good" or "might be good".
const STRONG: f32 = 1.4;
const WEAK: f32 = 0.7;
/// How slowly many words come near 1.
const SLOWNESS: f32 = 4.0;

/// What a word with these labels counts, by the bits of the lexicon.
fn value(labels: u16) -> f32 {
    let has = |bit: u16| labels >> bit & 1 == 1;
    match () {
        () if has(3) => -2.0,
        () if has(0) => 2.0,
        () if has(2) => -1.0,
        () if has(1) => 1.0,
        () if has(7) || has(9) => -1.0,
        () if has(8) || has(10) => 1.0,
        () => 0.0,
    }
}

/// The tone of the text in `within`, words in `names` (ascending) left out: "Hope Hicks" is nothing good.
pub fn tone(text: &str, within: Span, names: &[Span]) -> Tone {
    let mut spans = Vec::new();
    tokens_in(text, within, &mut spans);
    let (mut words, mut negated, mut degree, mut raised) = (Vec::new(), 0, 1.0, 0);
    for span in spans {
        let word = span.of(text);
        if !word.starts_with(char::is_alphanumeric) {
            if matches!(word, "," | ";" | ":" | "—" | "–") {
                (negated, raised) = (0, 0);
            }
            continue;
        }
        let next = names.partition_point(|name| name.end <= span.start);
        let labels = if names.get(next).is_some_and(|name| name.overlaps(span)) { 0 } else { labels_of(hash_of(word)) };
        let own = value(labels);
        if own != 0.0 {
            let turned = if negated > 0 { TURNED } else { 1.0 };
            let degree = if raised > 0 { degree } else { 1.0 };
            words.push((span, own * turned * degree));
        }
        let is_strong = labels >> 5 & 1 == 1;
        let is_weak = labels >> 6 & 1 == 1;
        raised = if is_strong || is_weak { DEGREE_REACH } else { raised.saturating_sub(1) };
        degree = match () {
            () if is_strong => STRONG,
            () if is_weak => WEAK,
            () => degree,
        };
        negated = if negates(labels) { REACH } else { negated.saturating_sub(1) };
    }
    let sum: f32 = words.iter().map(|(_, value)| value).sum();
    Tone { score: sum / (sum * sum + SLOWNESS).sqrt(), words }
}

/// Scores up to this far from 0 are the middle of a scale that has one.
const MIDDLE: f32 = 0.3;

/// The step of an ordered scale of `n_steps` (2 or more) that a score stands for. `None` where a scale without a middle
/// would have to stand for none.
pub fn step_of(score: f32, n_steps: usize) -> Option<usize> {
    let per_side = n_steps / 2;
    let has_middle = n_steps % 2 == 1;
    let dead = if has_middle { MIDDLE } else { 0.0 };
    if score.abs() <= dead {
        return has_middle.then_some(per_side);
    }
    let share = (score.abs() - dead) / (1.0 - dead);
    let away = ((share * per_side as f32) as usize).min(per_side.saturating_sub(1));
    Some(if score < 0.0 { per_side.checked_sub(1 + away)? } else { n_steps - per_side + away })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(text: &str) -> f32 {
        tone(text, Span::new(0, text.len()), &[]).score
    }

    #[test]
    fn negation_turns_and_degree_scales() {
        assert!(score("It was a success.") > 0.3);
        assert!(score("It was not a success.") < 0.0);
        assert!(score("It was not a success.") > score("It was a failure."), "turned is weaker than its contrary");
        assert!(score("It was a very bad idea.") < score("It was a bad idea."));
        assert!(score("It might be bad.") > score("It was bad."));
        assert_eq!(score("They met at noon."), 0.0);
    }

    #[test]
    fn a_negation_ends_with_its_clause() {
        assert!(score("It was not Monday, a success came.") > 0.3);
    }

    #[test]
    fn names_do_not_judge() {
        let text = "Hope arrived.";
        let whole = Span::new(0, text.len());
        assert!(tone(text, whole, &[]).score > 0.0);
        assert_eq!(tone(text, whole, &[Span::new(0, 4)]).score, 0.0);
    }

    #[test]
    fn scores_fall_on_scales_of_two_to_seven_steps() {
        let steps = |n: usize| [-1.0, -0.4, -0.1, 0.0, 0.1, 0.4, 1.0].map(|score| step_of(score, n));
        assert_eq!(steps(2), [Some(0), Some(0), Some(0), None, Some(1), Some(1), Some(1)]);
        assert_eq!(steps(3), [0, 0, 1, 1, 1, 2, 2].map(Some));
        assert_eq!(steps(4), [Some(0), Some(1), Some(1), None, Some(2), Some(2), Some(3)]);
        assert_eq!(steps(5), [0, 1, 2, 2, 2, 3, 4].map(Some));
        assert_eq!(steps(6), [Some(0), Some(1), Some(2), None, Some(3), Some(4), Some(5)]);
        assert_eq!(steps(7), [0, 2, 3, 3, 3, 4, 6].map(Some));
    }
}
