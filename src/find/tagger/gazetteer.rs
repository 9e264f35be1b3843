//! Which words and word sequences are on which list of names: tens of thousands of names as sets of short hashes.
//!
//! A name is known by the low [`KEY_BITS`] bits of its hash, so a word that is on no list seems to be on one seven
//! times in a hundred: the tagger learns with that and asks for other evidence as well. A set is written as the
//! differences of its sorted keys in Rice's code (Rice and Plaunt 1971), about seven bits a name.

use crate::find::model_file::ModelError;
use crate::find::words::{Word, hash_of, mixed};
use crate::text::tokens;

/// How many bits of a hash tell names apart.
const KEY_BITS: u32 = 20;

/// The longest name on a list, in tokens.
const LONGEST: usize = 5;

/// The lists that hold a name, one bit each, in the order of the file.
pub type Lists = u16;

/// The sets of names.
#[derive(Default)]
pub struct Gazetteer {
    /// Keys with linear probing, [`NO_KEY`] where there is none. Their number is a power of two, and they stand apart
    /// from the lists, so that what is asked most fits a processor's near memory.
    keys: Vec<u32>,
    /// The lists of the key at the same place.
    lists: Vec<Lists>,
    /// One bit for the low bits of each key that is there: most words are on no list, and this fits the nearest memory.
    present: Vec<u64>,
}

/// No name has it.
const NO_KEY: u32 = u32::MAX;

/// How many bits [`Gazetteer::present`] has.
const N_PRESENT: u32 = 1 << 19;

/// The key of a name as written.
pub fn key_of_name(name: &str) -> u32 {
    key(tokens(name).into_iter().map(|token| hash_of(token.of(name))))
}

/// The key of a name whose words have these hashes.
fn key(hashes: impl Iterator<Item = u64>) -> u32 {
    key_of(hashes.fold(0, mixed))
}

fn key_of(hash: u64) -> u32 {
    (hash >> (64 - KEY_BITS)) as u32
}

impl Gazetteer {
    /// Reads what [`encode`] wrote.
    ///
    /// # Errors
    ///
    /// If the bytes end too soon.
    pub fn decode(bytes: &[u8]) -> Result<Gazetteer, ModelError> {
        let (&n_lists, mut rest) = bytes.split_first().ok_or(ModelError)?;
        let mut lists = Vec::with_capacity(n_lists.into());
        let mut total = 0;
        for _ in 0..n_lists {
            let (head, after) = rest.split_first_chunk::<9>().ok_or(ModelError)?;
            let n = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
            let n_bytes = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
            let bits = after.get(..n_bytes).ok_or(ModelError)?;
            rest = &after[n_bytes..];
            total += n;
            lists.push((n, u32::from(head[8]), bits));
        }
        // At most two thirds are taken.
        let n_slots = (total + total / 2).next_power_of_two().max(2);
        let mut gazetteer = Gazetteer {
            keys: vec![NO_KEY; n_slots],
            lists: vec![0; n_slots],
            present: vec![0; N_PRESENT as usize / 64],
        };
        for (nth, (n, low, bits)) in lists.into_iter().enumerate() {
            let mut bits = Bits { bytes: bits, at: 0 };
            let mut key = 0;
            for _ in 0..n {
                key += bits.read(low).ok_or(ModelError)?;
                gazetteer.add(key, 1 << nth);
            }
        }
        Ok(gazetteer)
    }

    fn slot(&self, key: u32) -> usize {
        let mask = self.keys.len() - 1;
        let mut slot = (key.wrapping_mul(0x9e37_79b1) >> 7) as usize & mask;
        while self.keys[slot] != NO_KEY && self.keys[slot] != key {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn add(&mut self, key: u32, list: Lists) {
        let bit = key % N_PRESENT;
        self.present[bit as usize / 64] |= 1 << (bit % 64);
        let slot = self.slot(key);
        self.keys[slot] = key;
        self.lists[slot] |= list;
    }

    /// The lists that hold a word alone.
    pub(super) fn lists(&self, word: &Word) -> Lists {
        self.lists_of(key(std::iter::once(word.hash)))
    }

    /// The longest name of several words on any of the lists `among` that starts with these: how many words it has, and
    /// which of the lists hold it.
    pub(super) fn longest(&self, words: &[Word], among: Lists) -> Option<(usize, Lists)> {
        let mut hash = 0;
        let mut found = None;
        for (before, word) in words.iter().enumerate().take(LONGEST) {
            hash = mixed(hash, word.hash);
            let lists = if before == 0 { 0 } else { self.lists_of(key_of(hash)) & among };
            if lists != 0 {
                found = Some((before + 1, lists));
            }
        }
        found
    }

    fn lists_of(&self, key: u32) -> Lists {
        let bit = key % N_PRESENT;
        match self.present.get(bit as usize / 64) {
            Some(word) if word >> (bit % 64) & 1 == 1 => self.lists[self.slot(key)],
            _ => 0,
        }
    }
}

/// Sets of keys as a file's bytes: how many sets; for each how many keys, how many bytes, how many low bits; the bits.
pub fn encode(sets: &[Vec<u32>]) -> Vec<u8> {
    let mut out = vec![sets.len() as u8];
    for set in sets {
        let mut keys = set.clone();
        keys.sort_unstable();
        keys.dedup();
        let mean = (1u32 << KEY_BITS) / (keys.len() as u32 + 1);
        let low = mean.max(1).ilog2();
        let (mut bytes, mut n_bits, mut last) = (Vec::new(), 0usize, 0);
        let mut push = |bit: bool, bytes: &mut Vec<u8>| {
            if n_bits % 8 == 0 {
                bytes.push(0);
            }
            if let Some(byte) = bytes.last_mut() {
                *byte |= u8::from(bit) << (n_bits % 8);
            }
            n_bits += 1;
        };
        for &key in &keys {
            let step = key - last;
            for _ in 0..step >> low {
                push(true, &mut bytes);
            }
            push(false, &mut bytes);
            for bit in 0..low {
                push(step >> bit & 1 == 1, &mut bytes);
            }
            last = key;
        }
        out.extend((keys.len() as u32).to_le_bytes());
        out.extend((bytes.len() as u32).to_le_bytes());
        out.push(low as u8);
        out.extend(bytes);
    }
    out
}

/// Bits of a byte sequence, lowest first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn bit(&mut self) -> Option<u32> {
        let byte = self.bytes.get(self.at / 8)?;
        let bit = byte >> (self.at % 8) & 1;
        self.at += 1;
        Some(bit.into())
    }

    /// A number in Rice's code with `low` low bits.
    fn read(&mut self, low: u32) -> Option<u32> {
        let mut high = 0;
        while self.bit()? == 1 {
            high += 1;
        }
        let mut number = high << low;
        for shift in 0..low {
            number |= self.bit()? << shift;
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::lexicon::Lexicon;
    use crate::find::words;

    #[test]
    fn what_was_encoded_is_found_again() {
        let sets = [vec![key_of_name("Nizhny Novgorod"), key_of_name("Kano")], vec![key_of_name("Kano")], vec![]];
        let bytes = encode(&sets);
        let gazetteer = Gazetteer::decode(&bytes).unwrap_or_else(|e| panic!("{e:?}"));
        let lists = |name: &str| gazetteer.lists[gazetteer.slot(key_of_name(name))];
        assert_eq!((lists("NIZHNY novgorod"), lists("Kanó"), lists("Nizhny")), (1, 3, 0));
        assert!(Gazetteer::decode(&bytes[..bytes.len() - 10]).is_err());
    }

    #[test]
    fn the_longest_name_is_found() {
        let sets = [vec![key_of_name("Rio de Janeiro"), key_of_name("Rio")], vec![key_of_name("Rio de")]];
        let gazetteer = Gazetteer::decode(&encode(&sets)).unwrap_or_else(|e| panic!("{e:?}"));
        let text = "Rio de Janeiro is on it";
        let mut words = Vec::new();
        words::read(text, &tokens(text), Lexicon::get(), &mut words);
        assert_eq!(gazetteer.lists(&words[0]), 1);
        assert_eq!(gazetteer.longest(&words, 0b11), Some((3, 1)));
        assert_eq!(gazetteer.longest(&words, 0b10), Some((2, 2)));
        assert_eq!(gazetteer.longest(&words[..1], 0b11), None);
    }
}
