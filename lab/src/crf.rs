//! Training of the name tagger: stochastic gradient with a cumulative L1 penalty (Tsuruoka, Tsujii and Ananiadou 2009)
//! for a conditional random field whose gold labels may be known in part (Tsuboi et al. 2008).

use standpoint::find::tagger::{Features, Label, N_LABELS, Row, Transitions, may_follow};

/// Which labels a word may have: one bit each.
pub(crate) type Allowed = u32;

/// A stretch with its gold labels.
pub(crate) struct Example {
    pub(crate) features: Vec<Features>,
    pub(crate) allowed: Vec<Allowed>,
    pub(crate) weight: f32,
}

const ROW: usize = N_LABELS - 1;

/// What is learned, and what the penalty has taken.
pub(crate) struct Trainer {
    mask: u32,
    weights: Vec<f32>,
    taken: Vec<f32>,
    transitions: Vec<f32>,
    penalty: f32,
}

/// How training goes.
#[derive(Clone, Copy)]
pub(crate) struct Settings {
    /// Rows are 2 to this.
    pub(crate) bits: u32,
    pub(crate) epochs: usize,
    /// The first learning rate.
    pub(crate) rate: f32,
    /// What a weight loses a pass over all examples.
    pub(crate) l1: f32,
    /// Weights of fewer units are left out of the model in the end.
    pub(crate) least: f32,
}

impl Trainer {
    pub(crate) fn new(bits: u32) -> Trainer {
        let rows = 1usize << bits;
        Trainer {
            mask: rows as u32 - 1,
            weights: vec![0.0; rows * ROW],
            taken: vec![0.0; rows * ROW],
            transitions: vec![0.0; (N_LABELS + 1) * N_LABELS],
            penalty: 0.0,
        }
    }

    /// Learns from the examples; the order is shuffled by a fixed seed, so that the same data give the same weights.
    pub(crate) fn train(&mut self, examples: &[Example], settings: Settings, mut after_epoch: impl FnMut(usize, f64)) {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Random(0x5eed_0001);
        let total = (examples.len() * settings.epochs) as f32;
        let mut seen = 0;
        for epoch in 0..settings.epochs {
            random.shuffle(&mut order);
            let mut loss = 0.0;
            for &ix in &order {
                // A rate that falls to a thirtieth over the whole training.
                let rate = settings.rate * 0.03f32.powf(seen as f32 / total);
                seen += 1;
                self.penalty += rate * settings.l1 / examples.len() as f32;
                loss += f64::from(self.step(&examples[ix], rate));
            }
            after_epoch(epoch, loss / examples.len() as f64);
        }
    }

    /// One example: its negative log likelihood before the step.
    fn step(&mut self, example: &Example, rate: f32) -> f32 {
        let n = example.features.len();
        let own: Vec<[f32; N_LABELS]> = example.features.iter().map(|f| self.score(f)).collect();
        let all = vec![u32::MAX; n];
        let free = Lattice::run(&own, &self.transitions, &all);
        let gold = Lattice::run(&own, &self.transitions, &example.allowed);
        if !gold.total.is_finite() {
            return 0.0;
        }
        let rate = rate * example.weight;
        for (nth, features) in example.features.iter().enumerate() {
            let mut step = [0.0f32; ROW];
            let mut any = false;
            for label in 1..N_LABELS {
                let change = gold.marginal(nth, label) - free.marginal(nth, label);
                step[label - 1] = rate * change;
                any |= change.abs() > 1e-4;
            }
            if !any {
                continue;
            }
            for &feature in features {
                let row = (feature & self.mask) as usize * ROW;
                let weights = &mut self.weights[row..row + ROW];
                let taken = &mut self.taken[row..row + ROW];
                for ((weight, taken), step) in weights.iter_mut().zip(taken).zip(step) {
                    if step.abs() <= 1e-6 && *weight == 0.0 {
                        continue;
                    }
                    *weight += step;
                    let before = *weight;
                    if *weight > 0.0 {
                        *weight = (*weight - (self.penalty + *taken)).max(0.0);
                    } else if *weight < 0.0 {
                        *weight = (*weight + (self.penalty - *taken)).min(0.0);
                    }
                    *taken += *weight - before;
                }
            }
        }
        for label in 0..N_LABELS {
            let change = gold.marginal(0, label) - free.marginal(0, label);
            self.transitions[N_LABELS * N_LABELS + label] += rate * change;
        }
        for nth in 1..n {
            for from in 0..N_LABELS {
                for to in 0..N_LABELS {
                    if may_follow(from as Label, to as Label) {
                        let change = gold.pair(nth, from, to, &own, &self.transitions)
                            - free.pair(nth, from, to, &own, &self.transitions);
                        self.transitions[from * N_LABELS + to] += rate * change;
                    }
                }
            }
        }
        free.total - gold.total
    }

    fn score(&self, features: &Features) -> [f32; N_LABELS] {
        let mut out = [0.0; N_LABELS];
        for &feature in features {
            let row = (feature & self.mask) as usize * ROW;
            for (slot, weight) in out[1..].iter_mut().zip(&self.weights[row..row + ROW]) {
                *slot += weight;
            }
        }
        out
    }

    /// The weights in whole units, those of features only if they have at least `least` units: the rows that are not
    /// all nothing, by number, and the transitions.
    pub(crate) fn rounded(&self, unit: f32, least: f32) -> (Vec<(u32, Row)>, Transitions) {
        let round = |weight: f32| (weight / unit).round();
        let kept = |weight: f32| if weight.abs() < least { 0 } else { weight.clamp(-127.0, 127.0) as i8 };
        let rows = self
            .weights
            .chunks(ROW)
            .map(|row| std::array::from_fn(|ix| kept(round(row[ix]))))
            .enumerate()
            .filter(|(_, row): &(usize, Row)| row.iter().any(|weight| *weight != 0))
            .map(|(number, row)| (number as u32, row))
            .collect();
        let mut transitions: Transitions = [[0; N_LABELS]; N_LABELS + 1];
        for (row, from) in transitions.iter_mut().zip(self.transitions.chunks(N_LABELS)) {
            for (slot, &weight) in row.iter_mut().zip(from) {
                *slot = round(weight).clamp(-30_000.0, 30_000.0) as i16;
            }
        }
        (rows, transitions)
    }
}

/// Forward and backward sums over the labels that are allowed.
struct Lattice {
    forward: Vec<[f32; N_LABELS]>,
    backward: Vec<[f32; N_LABELS]>,
    allowed: Vec<Allowed>,
    total: f32,
}

impl Lattice {
    fn run(own: &[[f32; N_LABELS]], transitions: &[f32], allowed: &[Allowed]) -> Lattice {
        let n = own.len();
        let none = [f32::NEG_INFINITY; N_LABELS];
        let mut forward = vec![none; n];
        let mut backward = vec![none; n];
        let may = |nth: usize, label: usize| allowed[nth] & (1 << label) != 0;
        for label in (0..N_LABELS).filter(|&l| may(0, l) && may_follow(0, l as Label)) {
            forward[0][label] = own[0][label] + transitions[N_LABELS * N_LABELS + label];
        }
        for nth in 1..n {
            for to in (0..N_LABELS).filter(|&l| may(nth, l)) {
                let from = (0..N_LABELS).filter(|&l| may_follow(l as Label, to as Label));
                let terms = from.map(|l| forward[nth - 1][l] + transitions[l * N_LABELS + to]);
                forward[nth][to] = log_sum(terms) + own[nth][to];
            }
        }
        for label in (0..N_LABELS).filter(|&l| may(n - 1, l)) {
            backward[n - 1][label] = 0.0;
        }
        for nth in (0..n - 1).rev() {
            for from in (0..N_LABELS).filter(|&l| may(nth, l)) {
                let to = (0..N_LABELS).filter(|&l| may(nth + 1, l) && may_follow(from as Label, l as Label));
                let terms = to.map(|l| backward[nth + 1][l] + transitions[from * N_LABELS + l] + own[nth + 1][l]);
                backward[nth][from] = log_sum(terms);
            }
        }
        let total = log_sum(forward[n - 1].iter().copied());
        Lattice { forward, backward, allowed: allowed.to_vec(), total }
    }

    fn marginal(&self, nth: usize, label: usize) -> f32 {
        let log = self.forward[nth][label] + self.backward[nth][label] - self.total;
        if log.is_finite() { log.exp() } else { 0.0 }
    }

    fn pair(&self, nth: usize, from: usize, to: usize, own: &[[f32; N_LABELS]], transitions: &[f32]) -> f32 {
        if self.allowed[nth] & (1 << to) == 0 {
            return 0.0;
        }
        let log =
            self.forward[nth - 1][from] + transitions[from * N_LABELS + to] + own[nth][to] + self.backward[nth][to]
                - self.total;
        if log.is_finite() { log.exp() } else { 0.0 }
    }
}

fn log_sum(terms: impl Iterator<Item = f32> + Clone) -> f32 {
    let most = terms.clone().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY {
        return most;
    }
    most + terms.map(|t| (t - most).exp()).sum::<f32>().ln()
}

/// Numbers that look random and are the same each time (xorshift64*, Vigna 2016).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n
    }

    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
    }
}
