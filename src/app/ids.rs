//! Names for new things: sortable ids for annotations and transactions, slugs for people and entities.

use crate::model::{AnnotationId, CoderId, EntityId, Time};
use crate::text::lower;
use std::cell::Cell;
use std::rc::Rc;

/// A source of ids. Seeded by the shell, so that the core has no chance of its own.
#[derive(Debug)]
pub struct IdSource {
    state: Cell<u64>,
}

/// Crockford's base 32: no I, L, O or U.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl IdSource {
    /// A source that differs from one with another seed.
    pub fn new(seed: u64) -> IdSource {
        IdSource { state: Cell::new(seed) }
    }

    /// A fresh id of an annotation.
    pub fn annotation(&self, now: Time) -> AnnotationId {
        AnnotationId::new(format!("a:{}", self.sortable(now)))
    }

    /// A fresh id of a transaction.
    pub fn transaction(&self, now: Time) -> Rc<str> {
        self.sortable(now).into()
    }

    /// A ULID (github.com/ulid/spec): 48 bits of time, 80 of chance, 26 characters.
    pub fn sortable(&self, now: Time) -> String {
        let chance = u128::from(self.next()) << 64 | u128::from(self.next());
        let bits = u128::from(now.0.max(0) as u64) << 80 | chance >> 48;
        (0..26).rev().map(|place| DIGITS[(bits >> (place * 5) & 31) as usize] as char).collect()
    }

    /// SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014).
    fn next(&self) -> u64 {
        let state = self.state.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
        self.state.set(state);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

/// The coder of this name: the same name is the same coder in every browser.
pub fn coder_id(name: &str) -> CoderId {
    CoderId::new(format!("c:{}", slug(name)))
}

/// The entity of this full name.
pub fn entity_id(name: &str) -> EntityId {
    EntityId::new(format!("e:{}", slug(name)))
}

/// Lower case, with `-` for every run of anything but letters and digits.
pub fn slug(name: &str) -> String {
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(small).collect();
    words.join("-")
}

/// A word in small letters, as the standard library writes them, without its tables.
fn small(word: &str) -> String {
    // The two letters that are not theirs alone: İ has a small letter of two, Σ another at the end of a word.
    let mut small: String = word.replace('İ', "i\u{307}").chars().map(lower).collect();
    if word.ends_with('Σ') && word.chars().nth(1).is_some() {
        small.pop();
        small.push('ς');
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sortable_by_time_and_differ() {
        let ids = IdSource::new(7);
        let early = ids.sortable(Time(1_000));
        let late = ids.sortable(Time(2_000));
        assert!(early < late);
        assert_eq!(early.len(), 26);
        assert_ne!(ids.sortable(Time(5)), ids.sortable(Time(5)));
        assert!(ids.sortable(Time(1_755_284_400_000)).starts_with("01K2Q"), "time stands first");
    }

    #[test]
    fn slugs_keep_letters_of_any_script() {
        assert_eq!(slug("  Ana-María  Díaz "), "ana-maría-díaz");
        assert_eq!(coder_id("Ana").as_str(), "c:ana");
    }
}
