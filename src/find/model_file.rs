//! What the files of models have in common: where one comes from, and numbers that ascend.

/// A model file that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModelError;

/// Appends what the model is and the print of its features: length and text, then the print, little-endian.
pub(super) fn add_origin(out: &mut Vec<u8>, about: &str, feature_print: u32) {
    out.extend((about.len() as u32).to_le_bytes());
    out.extend(about.as_bytes());
    out.extend(feature_print.to_le_bytes());
}

/// Appends ascending numbers, each as its difference to the one before: seven bits a byte, lowest first.
pub(super) fn add_numbers(out: &mut Vec<u8>, numbers: impl Iterator<Item = u32>) {
    let mut last = 0;
    for number in numbers {
        debug_assert!(number >= last, "numbers ascend");
        let mut gap = number - last;
        last = number;
        while gap >= 128 {
            out.push(gap as u8 | 128);
            gap >>= 7;
        }
        out.push(gap as u8);
    }
}

/// Of a print: takes in another feature.
pub(super) fn print_with(hash: u32, feature: u32) -> u32 {
    (hash ^ feature).wrapping_mul(0x0100_0193)
}

/// A print of no feature.
pub(super) const EMPTY_PRINT: u32 = 0x811c_9dc5;

/// The unread rest of a model file.
pub(super) struct Rest<'a>(pub(super) &'a [u8]);

impl<'a> Rest<'a> {
    pub(super) fn take(&mut self, n: usize) -> Result<&'a [u8], ModelError> {
        let (taken, rest) = self.0.split_at_checked(n).ok_or(ModelError)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], ModelError> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(ModelError)?;
        self.0 = rest;
        Ok(*taken)
    }

    pub(super) fn number(&mut self) -> Result<u32, ModelError> {
        self.array().map(u32::from_le_bytes)
    }

    /// Takes the first bytes, which must be `magic`, and what the model is with the print of its features.
    pub(super) fn origin(&mut self, magic: &[u8; 8]) -> Result<(String, u32), ModelError> {
        if self.array::<8>()? != *magic {
            return Err(ModelError);
        }
        let n_about = self.number()? as usize;
        let about = String::from_utf8_lossy(self.take(n_about)?).into_owned();
        Ok((about, self.number()?))
    }

    /// `n` ascending numbers below two to `bits`.
    pub(super) fn numbers(&mut self, n: usize, bits: u32) -> Result<Vec<u32>, ModelError> {
        let mut out = Vec::with_capacity(n.min(self.0.len()));
        let mut number: u32 = 0;
        for _ in 0..n {
            number = number.checked_add(self.gap()?).filter(|number| number >> bits == 0).ok_or(ModelError)?;
            out.push(number);
        }
        Ok(out)
    }

    fn gap(&mut self) -> Result<u32, ModelError> {
        let mut gap = 0;
        for shift in (0..32).step_by(7) {
            let [byte] = self.array()?;
            gap |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return Ok(gap);
            }
        }
        Err(ModelError)
    }
}
