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

/// Labels in the order of the tables: first words of each kind, outside, further words of each kind.
const N_ENTRIES: usize = N_KINDS + 1;

/// The labels that may follow any other, filled up to whole vectors.
const LANES: usize = N_ENTRIES.next_multiple_of(4);

/// A score and the label that it came from are one number, so that the larger of two keeps both.
const PACK: i32 = 32;

/// No path leads here: less than any sum of weights, and far from the end of the numbers.
const NEVER: i32 = -(1 << 22);

/// The label at a place of the tables.
fn label_at(place: usize) -> Label {
    match place {
        N_KINDS => OUTSIDE,
        _ if place < N_KINDS => first_of(place),
        _ => first_of(place - N_ENTRIES) + 1,
    }
}

/// What the steps from label to label add, times [`PACK`].
pub(super) struct Steps {
    /// From any label, or from the start of a stretch, to one that may follow any.
    entries: [[i32; LANES]; N_LABELS + 1],
    /// From a first and from a further word of each kind to a further one.
    on: [[i32; N_KINDS]; 2],
}

impl Steps {
    pub(super) fn new(transitions: &Transitions) -> Steps {
        let mut steps = Steps { entries: [[NEVER * PACK; LANES]; N_LABELS + 1], on: [[0; N_KINDS]; 2] };
        for (from, row) in steps.entries.iter_mut().enumerate() {
            let from = if from == N_LABELS { N_LABELS } else { label_at(from).into() };
            for (place, step) in row[..N_ENTRIES].iter_mut().enumerate() {
                *step = i32::from(transitions[from][usize::from(label_at(place))]) * PACK;
            }
        }
        for kind in 0..N_KINDS {
            let first = usize::from(first_of(kind));
            steps.on[0][kind] = i32::from(transitions[first][first + 1]) * PACK;
            steps.on[1][kind] = i32::from(transitions[first + 1][first + 1]) * PACK;
        }
        steps
    }

    /// The best labels for words of which the features say `scores`, into `out`.
    pub(super) fn best(&self, scores: &[Scores], out: &mut Vec<Label>) {
        out.clear();
        let Some((first, rest)) = scores.split_first() else { return };
        let mut entries = self.entries[N_LABELS].map(|step| step / PACK);
        add(&mut entries, first);
        let mut further = [NEVER; N_KINDS];
        let mut came_from: Vec<[u8; LANES + N_KINDS]> = Vec::with_capacity(rest.len());
        for word in rest {
            // All scores as differences to that of "outside", so that no length of a stretch is too long.
            let base = entries[N_KINDS];
            let packed = |score: i32, place: usize| (score - base).max(NEVER) * PACK + place as i32;
            let mut best = [i32::MIN; LANES];
            let mut enter = |place: usize, here: i32| {
                for (slot, step) in best.iter_mut().zip(&self.entries[place]) {
                    *slot = (*slot).max(here + step);
                }
            };
            for (place, &score) in entries[..N_ENTRIES].iter().enumerate() {
                enter(place, packed(score, place));
            }
            for (kind, &score) in further.iter().enumerate() {
                enter(N_ENTRIES + kind, packed(score, N_ENTRIES + kind));
            }
            let on: [i32; N_KINDS] = std::array::from_fn(|kind| {
                let from_first = packed(entries[kind], kind) + self.on[0][kind];
                from_first.max(packed(further[kind], N_ENTRIES + kind) + self.on[1][kind])
            });
            let mut from = [0; LANES + N_KINDS];
            for (slot, packed) in from.iter_mut().zip(best.iter().chain(&on)) {
                *slot = (packed & (PACK - 1)) as u8;
            }
            came_from.push(from);
            entries = best.map(|packed| packed >> PACK.ilog2());
            add(&mut entries, word);
            for (kind, slot) in further.iter_mut().enumerate() {
                *slot = (on[kind] >> PACK.ilog2()) + i32::from(word[N_KINDS + kind]);
            }
        }
        let score_of = |place: &usize| {
            let score = if *place < N_ENTRIES { entries[*place] } else { further[*place - N_ENTRIES] };
            // No name where nothing speaks for one.
            (score, *place == N_KINDS)
        };
        let mut place = (0..N_LABELS).max_by_key(score_of).unwrap_or(N_KINDS);
        for from in came_from.iter().rev() {
            out.push(label_at(place));
            let slot = if place < N_ENTRIES { place } else { place - N_ENTRIES + LANES };
            place = from[slot].into();
        }
        out.push(label_at(place));
        out.reverse();
    }
}

impl Steps {
    /// The probability of a name of a kind at just these words, under a model whose weights count `unit` log odds each:
    /// the sum over the sequences that have it, divided by the sum over all (the forward algorithm, Rabiner 1989).
    pub(super) fn certainty(&self, scores: &[Scores], unit: f32, name: Range<usize>, kind: usize) -> f64 {
        let further = N_ENTRIES + kind;
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
                    N_KINDS => 0,
                    _ if place < N_KINDS => word[place],
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
        let packed = match to.checked_sub(N_ENTRIES) {
            None => self.entries[from][to],
            Some(kind) if from == kind => self.on[0][kind],
            Some(kind) if from == N_ENTRIES + kind => self.on[1][kind],
            Some(_) => return f64::NEG_INFINITY,
        };
        f64::from(packed / PACK)
    }
}

/// The logarithm of the sum of numbers given by their logarithms.
fn log_sum(logs: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = logs.clone().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY { most } else { most + logs.map(|log| (log - most).exp()).sum::<f64>().ln() }
}

/// Adds what a word's features say for it as a first word.
fn add(entries: &mut [i32; LANES], word: &Scores) {
    for (slot, &score) in entries.iter_mut().zip(&word[..N_KINDS]) {
        *slot += i32::from(score);
    }
}
