//! The best sequence of labels for the words of a stretch (Viterbi 1967).
//!
//! A further word of a name can only follow a word of the same name, so half of the labels have two that they can come
//! from and the other half has them all; the tables are laid out so that the processor takes several labels at once.

use super::{KINDS, Label, N_LABELS, OUTSIDE, Transitions, first_of};
use std::ops::Range;

/// How many kinds of names there are.
const N_KINDS: usize = KINDS.len();

/// What the features of a word say for it as the first word of each kind, then as a further one. Nothing speaks for
/// "outside", which is 0.
pub(in crate::find) type Scores = [i16; N_LABELS - 1];

/// Where "outside" stands among the places of the tables: first words of each kind, it, further words of each kind.
const OUT: usize = N_KINDS;

/// No path leads here: less than any sum of weights, and not yet the end of the numbers.
const NEVER: i16 = -30_000;

/// A score and the place that it came from are one number, so that the larger of two keeps both.
const PACK: i32 = 32;

/// The label at a place of the tables.
fn label_at(place: usize) -> Label {
    match place {
        OUT => OUTSIDE,
        _ if place < OUT => first_of(place),
        _ => first_of(place - OUT - 1) + 1,
    }
}

/// What the steps from label to label add.
pub(super) struct Steps {
    /// From any place, or from the start of a stretch, to the first word of each kind.
    enter: [[i16; N_KINDS]; N_LABELS + 1],
    /// The same to "outside".
    leave: [i16; N_LABELS + 1],
    /// From a first and from a further word of each kind to a further one.
    on: [[i16; N_KINDS]; 2],
}

impl Steps {
    pub(super) fn new(transitions: &Transitions) -> Steps {
        let from = |place: usize| &transitions[if place == N_LABELS { N_LABELS } else { label_at(place).into() }];
        let further = |kind: usize| usize::from(first_of(kind)) + 1;
        Steps {
            enter: std::array::from_fn(|place| std::array::from_fn(|kind| from(place)[usize::from(first_of(kind))])),
            leave: std::array::from_fn(|place| from(place)[usize::from(OUTSIDE)]),
            on: [0, OUT + 1].map(|base| std::array::from_fn(|kind| from(base + kind)[further(kind)])),
        }
    }

    /// The best labels for words of which the features say `scores`, into `out`.
    #[allow(clippy::needless_range_loop, reason = "five tables in step: so the processor takes all kinds at once")]
    pub(super) fn best(&self, scores: &[Scores], out: &mut Vec<Label>) {
        out.clear();
        let Some((first, rest)) = scores.split_first() else { return };
        // The best score of each place as the difference to that of "outside", so that no stretch is too long.
        let mut here = [NEVER; N_LABELS];
        let start = self.leave[N_LABELS];
        for kind in 0..N_KINDS {
            here[kind] = self.enter[N_LABELS][kind].saturating_add(first[kind]).saturating_sub(start);
        }
        here[OUT] = 0;
        let mut came_from: Vec<[u8; N_LABELS]> = Vec::with_capacity(rest.len());
        for word in rest {
            let (mut best, mut from) = ([i16::MIN; N_KINDS], [0i16; N_KINDS]);
            for (place, (&score, steps)) in here.iter().zip(&self.enter).enumerate() {
                for kind in 0..N_KINDS {
                    let sum = score.saturating_add(steps[kind]);
                    from[kind] = if sum >= best[kind] { place as i16 } else { from[kind] };
                    best[kind] = best[kind].max(sum);
                }
            }
            let packed = |place: usize| i32::from(here[place].saturating_add(self.leave[place])) * PACK + place as i32;
            let left = (0..N_LABELS).map(packed).fold(i32::MIN, i32::max);
            let base = (left >> PACK.ilog2()) as i16;
            let mut origin = [0; N_LABELS];
            origin[OUT] = (left & (PACK - 1)) as u8;
            let mut next = [0; N_LABELS];
            for kind in 0..N_KINDS {
                let from_first = here[kind].saturating_add(self.on[0][kind]);
                let from_further = here[OUT + 1 + kind].saturating_add(self.on[1][kind]);
                let is_further = from_further >= from_first;
                origin[kind] = from[kind] as u8;
                origin[OUT + 1 + kind] = (kind + if is_further { OUT + 1 } else { 0 }) as u8;
                next[kind] = best[kind].saturating_sub(base).saturating_add(word[kind]);
                let longer = from_first.max(from_further);
                next[OUT + 1 + kind] = longer.saturating_sub(base).saturating_add(word[N_KINDS + kind]);
            }
            came_from.push(origin);
            here = next;
        }
        // No name where nothing speaks for one.
        let mut place = (0..N_LABELS).max_by_key(|&place| (here[place], place == OUT)).unwrap_or(OUT);
        for from in came_from.iter().rev() {
            out.push(label_at(place));
            place = from[place].into();
        }
        out.push(label_at(place));
        out.reverse();
    }
}

impl Steps {
    /// The probability of a name of a kind at just these words, under a model whose weights count `unit` log odds each:
    /// the sum over the sequences that have it, divided by the sum over all (the forward algorithm, Rabiner 1989).
    pub(super) fn certainty(&self, scores: &[Scores], unit: f32, name: Range<usize>, kind: usize) -> f64 {
        let further = OUT + 1 + kind;
        let has_name = |nth: usize, place: usize| match nth {
            _ if nth == name.start => place == kind,
            _ if name.contains(&nth) => place == further,
            _ if nth == name.end => place != further,
            _ => true,
        };
        (self.total(scores, unit, has_name) - self.total(scores, unit, |_, _| true)).exp().min(1.0)
    }

    /// The logarithm of the sum over all sequences of places that are allowed.
    fn total(&self, scores: &[Scores], unit: f32, is_allowed: impl Fn(usize, usize) -> bool) -> f64 {
        let unit = f64::from(unit);
        let mut sums: Vec<f64> = Vec::new();
        for (nth, word) in scores.iter().enumerate() {
            let at = |place: usize| {
                if !is_allowed(nth, place) {
                    return f64::NEG_INFINITY;
                }
                let own = match place {
                    OUT => 0,
                    _ if place < OUT => word[place],
                    _ => word[place - 1],
                };
                let before = match nth {
                    0 => unit * self.step(N_LABELS, place),
                    _ => log_sum((0..N_LABELS).map(|from| sums[from] + unit * self.step(from, place))),
                };
                before + unit * f64::from(own)
            };
            sums = (0..N_LABELS).map(at).collect();
        }
        log_sum(sums.iter().copied())
    }

    /// What a step from place to place adds.
    fn step(&self, from: usize, to: usize) -> f64 {
        f64::from(match to.checked_sub(OUT + 1) {
            None if to == OUT => self.leave[from],
            None => self.enter[from][to],
            Some(kind) if from == kind => self.on[0][kind],
            Some(kind) if from == OUT + 1 + kind => self.on[1][kind],
            Some(_) => return f64::NEG_INFINITY,
        })
    }
}

/// The logarithm of the sum of numbers given by their logarithms.
fn log_sum(logs: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = logs.clone().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY { most } else { most + logs.map(|log| (log - most).exp()).sum::<f64>().ln() }
}
