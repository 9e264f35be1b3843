//! The weights, the file they come in, and the best sequence of labels under them.

use super::best::{Scores, Steps};
use super::{Gazetteer, KINDS, Label, N_FEATURES, N_LABELS};
use crate::find::model_file::{ModelError, Rest, add_numbers, add_origin};
use std::ops::Range;

/// Weights of one feature: what it says for each label but "outside", for which it says nothing.
pub type Row = [i8; N_LABELS - 1];

/// `[from][to]`, in the unit of the weights; the last row is the start of a stretch.
pub type Transitions = [[i16; N_LABELS]; N_LABELS + 1];

/// The first bytes of a model file; the last of them is the version of the format.
const MAGIC: &[u8; 8] = b"STANDNM2";

/// A trained tagger with its lists of names.
pub struct Model {
    /// Where it comes from: training command, data, licences.
    pub about: String,
    /// What [`super::feature_print`] gave when it was trained.
    pub feature_print: u32,
    /// How much one unit of a weight is, in log odds.
    pub unit: f32,
    /// Its lists of names.
    pub gazetteer: Gazetteer,
    weights: Weights,
    steps: Steps,
}

/// Rows by the low bits of a feature; most features have none, which one bit tells.
struct Weights {
    mask: u32,
    /// One bit a possible row; the place in `rows` of the first row of these bits.
    present: Vec<(u64, u32)>,
    /// The first is of nothing, for features that have none. First words of each kind, then further ones.
    rows: Vec<Row>,
}

impl Weights {
    /// Of rows and their numbers, ascending, all below two to `bits`.
    fn new(bits: u32, numbered: Vec<(u32, Row)>) -> Weights {
        let n = 1usize << bits;
        let mut present = vec![(0u64, 0); n.div_ceil(64)];
        for (number, _) in &numbered {
            present[*number as usize / 64].0 |= 1 << (number % 64);
        }
        let mut total = 1;
        for (word, before) in &mut present {
            *before = total;
            total += word.count_ones();
        }
        let nothing = [0; N_LABELS - 1];
        let rows = [nothing].into_iter().chain(numbered.into_iter().map(|(_, row)| parted(row))).collect();
        Weights { mask: n as u32 - 1, present, rows }
    }

    /// The row of a feature. Without a branch: whether there is one is what a processor cannot guess.
    fn row(&self, feature: u32) -> &Row {
        let number = feature & self.mask;
        let (place, bit) = (number as usize / 64, number % 64);
        let (word, before) = self.present[place];
        let below = word & ((1 << bit) - 1);
        let is_present = (word >> bit & 1) as u32;
        &self.rows[(is_present * (before + below.count_ones())) as usize]
    }
}

/// A row by labels as one of first words of each kind, then of further ones.
fn parted(row: Row) -> Row {
    std::array::from_fn(|nth| row[nth % KINDS.len() * 2 + nth / KINDS.len()])
}

impl Default for Model {
    /// A tagger that knows nothing and finds nothing.
    fn default() -> Model {
        Model {
            about: String::new(),
            feature_print: 0,
            unit: 1.0,
            gazetteer: Gazetteer::default(),
            weights: Weights::new(0, Vec::new()),
            steps: Steps::new(&[[0; N_LABELS]; N_LABELS + 1]),
        }
    }
}

/// What goes into a model file.
pub struct Parts<'a> {
    /// See [`Model::about`].
    pub about: &'a str,
    /// See [`Model::feature_print`].
    pub feature_print: u32,
    /// How many low bits of a feature tell rows apart.
    pub bits: u32,
    /// See [`Model::unit`].
    pub unit: f32,
    /// The rows that are not all nothing, by number, ascending.
    pub rows: &'a [(u32, Row)],
    /// How labels follow each other.
    pub transitions: &'a Transitions,
    /// As [`super::gazetteer::encode`] writes it.
    pub gazetteer: &'a [u8],
}

impl Parts<'_> {
    /// The bytes of a model file.
    ///
    /// Magic; length and text of `about`; feature print, bits, unit; transitions; number of rows. Then of all rows: the
    /// difference of the number to that of the row before (seven bits a byte, lowest first); a bit for each label that
    /// has a weight, those of the first eight labels, then of the last eight; the weights. Like stands with like, which
    /// makes a tenth less of them when they are compressed. Then the gazetteer. Numbers are little-endian.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        add_origin(&mut out, self.about, self.feature_print);
        out.extend(self.bits.to_le_bytes());
        out.extend(self.unit.to_le_bytes());
        out.extend(self.transitions.iter().flatten().flat_map(|weight| weight.to_le_bytes()));
        out.extend((self.rows.len() as u32).to_le_bytes());
        add_numbers(&mut out, self.rows.iter().map(|(number, _)| *number));
        for half in 0..2 {
            out.extend(self.rows.iter().map(|(_, row)| {
                let labels = row[half * 8..].iter().take(8).enumerate();
                labels.fold(0, |mask, (nth, weight)| mask | u8::from(*weight != 0) << nth)
            }));
        }
        for (_, row) in self.rows {
            out.extend(row.iter().filter(|weight| **weight != 0).map(|weight| *weight as u8));
        }
        out.extend(self.gazetteer);
        out
    }
}

impl Model {
    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// If it is of another format or ends too soon.
    pub fn decode(bytes: &[u8]) -> Result<Model, ModelError> {
        let mut rest = Rest(bytes);
        let (about, feature_print) = rest.origin(MAGIC)?;
        let bits = rest.number()?;
        if bits > 24 {
            return Err(ModelError);
        }
        let unit = f32::from_bits(rest.number()?);
        let mut transitions: Transitions = [[0; N_LABELS]; N_LABELS + 1];
        for weight in transitions.iter_mut().flatten() {
            *weight = i16::from_le_bytes(rest.array()?);
        }
        let n_rows = rest.number()? as usize;
        let numbers = rest.numbers(n_rows, bits)?;
        let mut rows: Vec<(u32, Row)> = numbers.into_iter().map(|number| (number, [0; N_LABELS - 1])).collect();
        let (low, high) = (rest.take(n_rows)?, rest.take(n_rows)?);
        for ((_, row), masks) in rows.iter_mut().zip(low.iter().zip(high)) {
            let mask = u16::from_le_bytes([*masks.0, *masks.1]);
            for (_, weight) in row.iter_mut().enumerate().filter(|(nth, _)| mask >> nth & 1 == 1) {
                let [byte] = rest.array()?;
                *weight = byte as i8;
            }
        }
        let gazetteer = Gazetteer::decode(rest.0)?;
        Ok(Model {
            about,
            feature_print,
            unit,
            gazetteer,
            weights: Weights::new(bits, rows),
            steps: Steps::new(&transitions),
        })
    }

    /// The best labels for words of which the features say `scores`, into `out`.
    pub(in crate::find) fn best(&self, scores: &[Scores], out: &mut Vec<Label>) {
        self.steps.best(scores, out);
    }

    /// How sure it is that the words of `name` are a name of [`KINDS`]`[kind]` and no longer one, from 0 to 1.
    pub(in crate::find) fn certainty(&self, scores: &[Scores], name: Range<usize>, kind: usize) -> f64 {
        self.steps.certainty(scores, self.unit, name, kind)
    }

    /// What features say for each label. A processor's function of its own: among everything else the sums would not
    /// stay in registers, and each addition would wait for the one before to come back from memory.
    #[cfg_attr(not(target_arch = "wasm32"), inline(never))]
    pub(in crate::find) fn scores(&self, features: &[u32]) -> Scores {
        // 127 times the number of features fits.
        const { assert!(N_FEATURES * 127 <= i16::MAX as usize) };
        let mut sum = [0; N_LABELS - 1];
        for &feature in features {
            for (total, &weight) in sum.iter_mut().zip(self.weights.row(feature)) {
                *total += i16::from(weight);
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::tagger::gazetteer;

    fn parts(rows: &[(u32, Row)]) -> Vec<u8> {
        let transitions = [[0; N_LABELS]; N_LABELS + 1];
        let gazetteer = gazetteer::encode(&[]);
        let parts = Parts {
            about: "a test",
            feature_print: 7,
            bits: 12,
            unit: 0.5,
            rows,
            transitions: &transitions,
            gazetteer: &gazetteer,
        };
        parts.encode()
    }

    #[test]
    fn a_model_is_read_back_and_decides() {
        let mut for_first = [0; N_LABELS - 1];
        for_first[0] = 5;
        let mut for_further = [0; N_LABELS - 1];
        for_further[1] = 9;
        let bytes = parts(&[(3, for_first), (700, for_further)]);
        let model = Model::decode(&bytes).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!((model.about.as_str(), model.feature_print, model.unit), ("a test", 7, 0.5));
        let scores = |feature: u32| model.scores(&[feature, 11]);
        let mut labels = Vec::new();
        model.best(&[scores(3 + (1 << 12)), scores(700), scores(5)], &mut labels);
        assert_eq!(labels, [1, 2, 0]);
        // A further word needs a first one.
        model.best(&[scores(700)], &mut labels);
        assert_eq!(labels, [0]);
        model.best(&[], &mut labels);
        assert!(labels.is_empty());
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let bytes = parts(&[(3, [1; N_LABELS - 1])]);
        for length in 0..bytes.len() {
            assert!(Model::decode(&bytes[..length]).is_err(), "{length} bytes");
        }
        let mut other = bytes.clone();
        other[7] = b'0';
        assert!(Model::decode(&other).is_err());
    }
}
