//! Learns from a coder's own tags: multinomial logistic regression with classes of equal weight.
//!
//! It takes one example after the other: a step of AdaGrad (Duchi, Hazan and Singer 2011) on the new one, then on some
//! older ones again, which ones being told by how many there are. So what it knows is a function of the examples and
//! their order: taking in one more is the same as beginning anew with all.
//!
//! Before it takes an example in it says what it would have guessed; by how often it was right at which odds, its
//! certainty is set right (a temperature: Guo and others 2017, "On calibration of modern neural networks").

use super::features::{BITS, Features, N_TONE_STEPS, TONE_COUNTS};
use crate::text::Span;

/// How likely each class is.
pub type Reading = Vec<f32>;

/// Step of the first weight change.
const RATE: f32 = 0.05;
/// How many older examples follow each new one.
const N_AGAIN: usize = 12;
/// What a weight loses for its size at each step.
const DECAY: f32 = 0.005;
/// No example counts more than this many times another.
const MOST_WORTH: f32 = 4.0;

/// The temperatures to choose from, and how fast the loss of old guesses is forgotten.
const TEMPERATURES: [f32; 8] = [0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6];
const KEEPS: f32 = 0.99;
/// How much speaks for 1, until there are guesses to judge by.
const FIRST_LOSS: f32 = 2.0;
/// How sure the word list is where nothing else speaks.
const TRUST: f32 = 2.0;

/// A model of one decision.
#[derive(Clone, Debug)]
pub struct Learner {
    n_classes: usize,
    /// By feature, then class.
    weights: Vec<f32>,
    squares: Vec<f32>,
    /// The last row of both: what holds of every sentence.
    bias: usize,
    examples: Vec<Example>,
    sizes: Vec<u32>,
    losses: [f32; TEMPERATURES.len()],
    prior: Prior,
}

/// What a learner knows before its first example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prior {
    None,
    WordList,
}

#[derive(Clone, Debug, Default)]
struct Example {
    features: Features,
    class: usize,
}

impl Learner {
    /// One that knows nothing yet, of so many classes.
    pub fn new(n_classes: usize) -> Learner {
        let bias = 1 << BITS;
        let n = (bias + 1) * n_classes;
        Learner {
            n_classes,
            weights: vec![0.0; n],
            squares: vec![0.0; n],
            bias,
            examples: Vec::new(),
            sizes: vec![0; n_classes],
            losses: TEMPERATURES.map(|temperature| FIRST_LOSS * temperature.ln().powi(2)),
            prior: Prior::None,
        }
    }

    /// One that begins with what the word list says of sentences, of the steps of an ordered scale: what the coder tags
    /// then says where it is wrong.
    pub fn of_scale(n_steps: usize) -> Learner {
        let mut learner = Learner { prior: Prior::WordList, ..Learner::new(n_steps) };
        let place = |nth: usize, n: usize| if n < 2 { 0.0 } else { 2.0 * nth as f32 / (n - 1) as f32 - 1.0 };
        for tone in 0..N_TONE_STEPS {
            // A sentence that judges at all is nearer to the end of the scale than to its middle.
            let of_tone = place(tone, N_TONE_STEPS);
            let of_tone = if of_tone == 0.0 { 0.0 } else { of_tone.signum() * (0.5 + 0.5 * of_tone.abs()) };
            for step in 0..n_steps {
                let distance = (of_tone - place(step, n_steps)).abs();
                learner.weights[tone * n_steps + step] = -TRUST * distance / TONE_COUNTS;
            }
        }
        learner
    }

    /// How many examples it took in.
    pub fn n_examples(&self) -> usize {
        self.examples.len()
    }

    /// Goes on to exactly these examples: takes in those that are new at the end; if others differ, begins anew.
    pub fn follow(&mut self, examples: &[(&Features, usize)]) {
        let n_same = self
            .examples
            .iter()
            .zip(examples)
            .take_while(|(known, (features, class))| known.class == *class && known.features == **features);
        let n_same = n_same.count();
        if n_same < self.examples.len() {
            *self = match self.prior {
                Prior::None => Learner::new(self.n_classes),
                Prior::WordList => Learner::of_scale(self.n_classes),
            };
            return self.follow(examples);
        }
        examples[n_same..].iter().for_each(|(features, class)| self.learn(features, *class));
    }

    /// Takes in an example.
    pub fn learn(&mut self, features: &Features, class: usize) {
        if class >= self.n_classes {
            return;
        }
        self.note_guess(features, class);
        self.sizes[class] += 1;
        let example = Example { features: features.clone(), class };
        self.step(&example);
        let n = self.examples.len();
        // Steps of the golden ratio spread evenly over any number of examples.
        for nth in 0..N_AGAIN.min(n) {
            let at = ((n * N_AGAIN + nth) as u32).wrapping_mul(0x9e37_79b9);
            let ix = ((u64::from(at) * n as u64) >> 32) as usize;
            let again = std::mem::take(&mut self.examples[ix]);
            self.step(&again);
            self.examples[ix] = again;
        }
        self.examples.push(example);
    }

    /// How likely each class is.
    pub fn read(&self, features: &Features) -> Reading {
        let mut logits = self.logits(features);
        let temperature = self.temperature();
        logits.iter_mut().for_each(|logit| *logit /= temperature);
        odds(logits)
    }

    /// How far a reading is from sure: 0 sure, 1 no idea.
    pub fn entropy(reading: &[f32]) -> f32 {
        let sum: f32 = reading.iter().filter(|odd| **odd > 0.0).map(|odd| -odd * odd.ln()).sum();
        sum / (reading.len().max(2) as f32).ln()
    }

    /// The words that speak most for a class, the strongest first.
    pub fn reasons(&self, features: &Features, class: usize, n: usize) -> Vec<Span> {
        let mut reasons: Vec<(f32, Span)> = features
            .numbers
            .iter()
            .zip(&features.words)
            .filter(|(_, span)| span.start < span.end)
            .map(|(number, span)| {
                let row = self.row(*number as usize);
                let mean = row.iter().sum::<f32>() / self.n_classes as f32;
                (row[class] - mean, *span)
            })
            .filter(|(weight, _)| *weight > 0.05)
            .collect();
        reasons.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut spans: Vec<Span> = Vec::new();
        for (_, span) in reasons {
            if spans.len() < n && !spans.iter().any(|known| known.overlaps(span)) {
                spans.push(span);
            }
        }
        spans
    }

    fn row(&self, number: usize) -> &[f32] {
        &self.weights[number * self.n_classes..][..self.n_classes]
    }

    fn logits(&self, features: &Features) -> Vec<f32> {
        let mut logits = self.row(self.bias).to_vec();
        for (number, value) in features.numbers.iter().zip(&features.values) {
            for (logit, weight) in logits.iter_mut().zip(self.row(*number as usize)) {
                *logit += weight * value;
            }
        }
        // A class that was never given is never guessed, unless the word list knows of it.
        for (logit, size) in logits.iter_mut().zip(&self.sizes) {
            if *size == 0 && self.prior == Prior::None {
                *logit = f32::NEG_INFINITY;
            }
        }
        logits
    }

    fn step(&mut self, example: &Example) {
        let odds = odds(self.logits(&example.features));
        let n_seen: u32 = self.sizes.iter().sum();
        let n_given = self.sizes.iter().filter(|size| **size > 0).count();
        let worth = n_seen as f32 / (n_given as f32 * self.sizes[example.class].max(1) as f32);
        let worth = worth.min(MOST_WORTH);
        let features = &example.features;
        let rows = features.numbers.iter().zip(&features.values).map(|(number, value)| (*number as usize, *value));
        for (number, value) in rows.chain([(self.bias, 1.0)]) {
            for (class, odd) in odds.iter().enumerate() {
                let wanted = if class == example.class { 1.0 } else { 0.0 };
                let at = number * self.n_classes + class;
                let slope = (odd - wanted) * worth * value + DECAY * self.weights[at];
                self.squares[at] += slope * slope;
                self.weights[at] -= RATE * slope / (self.squares[at].sqrt() + 1e-6);
            }
        }
    }

    /// Takes note of how well each temperature would have done on an example that is not learned yet.
    fn note_guess(&mut self, features: &Features, class: usize) {
        if self.sizes[class] == 0 && self.prior == Prior::None {
            return;
        }
        let logits = self.logits(features);
        for (loss, temperature) in self.losses.iter_mut().zip(TEMPERATURES) {
            let odd = odds(logits.iter().map(|logit| logit / temperature).collect())[class];
            *loss = *loss * KEEPS - odd.max(1e-6).ln();
        }
    }

    fn temperature(&self) -> f32 {
        let best = (0..TEMPERATURES.len()).min_by(|a, b| self.losses[*a].total_cmp(&self.losses[*b]));
        best.map_or(1.0, |best| TEMPERATURES[best])
    }
}

/// Logits into shares of 1; of none that count, equal ones.
fn odds(logits: Vec<f32>) -> Reading {
    let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if !most.is_finite() {
        return vec![1.0 / logits.len().max(1) as f32; logits.len()];
    }
    let mut odds: Vec<f32> = logits.iter().map(|logit| (logit - most).exp()).collect();
    let sum: f32 = odds.iter().sum();
    odds.iter_mut().for_each(|odd| *odd /= sum);
    odds
}

#[cfg(test)]
mod tests {
    use super::super::features::features;
    use super::*;

    /// Sentences of three classes by a made-up rule: which of three words they have.
    fn examples(n: usize) -> Vec<(Features, usize)> {
        let words = ["alpha", "beta", "gamma"];
        let of = |nth: usize| {
            let class = nth * 7 % 3;
            let text = format!("On day {nth} the {} came to town number {}.", words[class], nth % 11);
            (features(&text, Span::new(0, text.len())), class)
        };
        (0..n).map(of).collect()
    }

    fn by_ref(examples: &[(Features, usize)]) -> Vec<(&Features, usize)> {
        examples.iter().map(|(features, class)| (features, *class)).collect()
    }

    #[test]
    fn it_learns_what_tells_the_classes_apart() {
        let all = examples(90);
        let mut learner = Learner::new(3);
        learner.follow(&by_ref(&all[..60]));
        let guess = |features: &Features| {
            let odds = learner.read(features);
            (0..3).max_by(|a, b| odds[*a].total_cmp(&odds[*b])).expect("three classes")
        };
        let n_right = all[60..].iter().filter(|(features, class)| guess(features) == *class).count();
        assert!(n_right >= 28, "{n_right} of 30");
    }

    #[test]
    fn one_after_the_other_is_the_same_as_all_at_once() {
        let all = examples(50);
        let (mut one_by_one, mut at_once) = (Learner::of_scale(3), Learner::of_scale(3));
        (1..=all.len()).for_each(|n| one_by_one.follow(&by_ref(&all[..n])));
        at_once.follow(&by_ref(&all));
        assert_eq!(one_by_one.weights, at_once.weights);
        assert_eq!(one_by_one.read(&all[3].0), at_once.read(&all[3].0));
    }

    #[test]
    fn a_tag_that_changed_or_went_is_unlearned() {
        let mut all = examples(30);
        let mut learner = Learner::new(3);
        learner.follow(&by_ref(&all));
        all.remove(4);
        all[7].1 = (all[7].1 + 1) % 3;
        learner.follow(&by_ref(&all));
        let mut anew = Learner::new(3);
        anew.follow(&by_ref(&all));
        assert_eq!(learner.weights, anew.weights);
        assert_eq!(learner.n_examples(), 29);
    }

    #[test]
    fn the_words_that_speak_for_a_class_are_named() {
        let all = examples(60);
        let mut learner = Learner::new(3);
        learner.follow(&by_ref(&all));
        let text = "Then the beta came.";
        let reasons = learner.reasons(&features(text, Span::new(0, text.len())), all[1].1, 1);
        assert!(reasons[0].of(text).contains("beta"), "{:?}", reasons[0].of(text));
    }

    #[test]
    fn a_class_that_was_never_given_is_never_guessed() {
        let mut learner = Learner::new(3);
        let all: Vec<_> = examples(30).into_iter().filter(|(_, class)| *class != 2).collect();
        learner.follow(&by_ref(&all));
        assert_eq!(learner.read(&all[0].0)[2], 0.0);
        assert_eq!(Learner::entropy(&[1.0, 0.0]), 0.0);
        assert_eq!(Learner::entropy(&[0.5, 0.5]), 1.0);
    }

    #[test]
    fn before_its_first_example_a_scale_is_read_by_the_word_list() {
        for n_steps in 2..=7 {
            let learner = Learner::of_scale(n_steps);
            let read = |text: &str| learner.read(&features(text, Span::new(0, text.len())));
            let (bad, good) = (read("A terrible disaster, a horrific failure."), read("A brilliant triumph, superb."));
            assert!(bad[0] > bad[n_steps - 1] && good[0] < good[n_steps - 1], "{n_steps}: {bad:?} {good:?}");
        }
    }
}
