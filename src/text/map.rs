//! Maps and sets that are sorted lists.
//!
//! A standard tree is compiled again for every type of key and value, 2 to 4 KB each; here a lookup is a binary
//! search. The price is an insertion that moves what stands behind it: fine for a coder's few thousand tags and
//! for keys that come ascending. Many keys in any order are better collected, which sorts them once.

use super::order::{sort, sort_by};
use std::borrow::Borrow;
use std::fmt;
use std::ops::Index;

/// A map in the order of its keys.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Map<K, V>(Vec<(K, V)>);

impl<K: Ord, V> Map<K, V> {
    /// Without entries.
    pub const fn new() -> Map<K, V> {
        Map(Vec::new())
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|ix| &self.0[ix].1)
    }

    /// The value of a key, to change it.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|ix| &mut self.0[ix].1)
    }

    /// Whether a key has a value.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// Gives a key a value; returns the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place(&key) {
            Ok(ix) => Some(std::mem::replace(&mut self.0[ix].1, value)),
            Err(ix) => {
                self.0.insert(ix, (key, value));
                None
            }
        }
    }

    /// The value of a key, first made by `make` if it has none.
    pub fn get_or_insert_with(&mut self, key: K, make: impl FnOnce() -> V) -> &mut V {
        let ix = self.place(&key).unwrap_or_else(|ix| {
            self.0.insert(ix, (key, make()));
            ix
        });
        &mut self.0[ix].1
    }

    /// Takes a key's value out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        self.place(key).ok().map(|ix| self.0.remove(ix).1)
    }

    /// Keeps the entries that `is_kept` says yes to.
    pub fn retain(&mut self, mut is_kept: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain_mut(|(key, value)| is_kept(key, value));
    }

    /// Takes all entries out.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries below `end`, ascending.
    pub fn below(&self, end: &K) -> &[(K, V)] {
        &self.0[..self.place(end).unwrap_or_else(|ix| ix)]
    }

    /// All entries, ascending.
    pub fn iter(&self) -> Iter<'_, K, V> {
        self.into_iter()
    }

    /// All keys, ascending.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + Clone {
        self.0.iter().map(|(key, _)| key)
    }

    /// All values, by key.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> + Clone {
        self.0.iter().map(|(_, value)| value)
    }

    /// All values, by key, to change them.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// All values, by key, taken out.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.0.into_iter().map(|(_, value)| value)
    }

    /// All keys, ascending, taken out.
    pub fn into_keys(self) -> impl Iterator<Item = K> {
        self.0.into_iter().map(|(key, _)| key)
    }

    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        // Keys mostly come ascending, so the end is looked at first.
        match self.0.last() {
            Some((last, _)) if last.borrow() < key => Err(self.0.len()),
            _ => self.0.binary_search_by(|(known, _)| known.borrow().cmp(key)),
        }
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Map<K, V> {
        Map(Vec::new())
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

/// Of equal keys the last stands.
impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Map<K, V> {
        let mut all: Vec<(K, V)> = entries.into_iter().collect();
        sort_by(&mut all, |a, b| a.0.cmp(&b.0));
        all.dedup_by(|later, kept| {
            let is_equal = later.0 == kept.0;
            if is_equal {
                std::mem::swap(later, kept);
            }
            is_equal
        });
        Map(all)
    }
}

impl<K: Ord, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord + Borrow<Q>, V, Q: Ord + ?Sized> Index<&Q> for Map<K, V> {
    type Output = V;

    /// Panics where the key has no value.
    fn index(&self, key: &Q) -> &V {
        self.get(key).expect("the key has a value")
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// The entries of a [`Map`], ascending.
type Iter<'m, K, V> = std::iter::Map<std::slice::Iter<'m, (K, V)>, fn(&(K, V)) -> (&K, &V)>;

impl<'m, K, V> IntoIterator for &'m Map<K, V> {
    type Item = (&'m K, &'m V);
    type IntoIter = Iter<'m, K, V>;

    fn into_iter(self) -> Iter<'m, K, V> {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

/// A set in order.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Set<K>(Vec<K>);

impl<K: Ord> Set<K> {
    /// Without members.
    pub const fn new() -> Set<K> {
        Set(Vec::new())
    }

    /// Adds a member; whether it is new.
    pub fn insert(&mut self, key: K) -> bool {
        let place = self.place(&key);
        if let Err(ix) = place {
            self.0.insert(ix, key);
        }
        place.is_err()
    }

    /// Takes a member out; whether it was one.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        let place = self.place(key);
        if let Ok(ix) = place {
            self.0.remove(ix);
        }
        place.is_ok()
    }

    /// Whether it is a member.
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key).is_ok()
    }

    /// All members, ascending.
    pub fn iter(&self) -> std::slice::Iter<'_, K> {
        self.0.iter()
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn place<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        match self.0.last() {
            Some(last) if last.borrow() < key => Err(self.0.len()),
            _ => self.0.binary_search_by(|known| known.borrow().cmp(key)),
        }
    }
}

impl<K> Default for Set<K> {
    fn default() -> Set<K> {
        Set(Vec::new())
    }
}

impl<K: fmt::Debug> fmt::Debug for Set<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self).finish()
    }
}

/// Of equals the first stays.
impl<K: Ord> FromIterator<K> for Set<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Set<K> {
        let mut all: Vec<K> = keys.into_iter().collect();
        sort(&mut all);
        all.dedup();
        Set(all)
    }
}

impl<K: Ord> Extend<K> for Set<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        for key in keys {
            self.insert(key);
        }
    }
}

impl<K> IntoIterator for Set<K> {
    type Item = K;
    type IntoIter = std::vec::IntoIter<K>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'s, K> IntoIterator for &'s Set<K> {
    type Item = &'s K;
    type IntoIter = std::slice::Iter<'s, K>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::order::tests::numbers;
    use std::collections::BTreeMap;

    #[test]
    fn a_map_holds_what_a_tree_holds() {
        for range in [5, 30, 500] {
            let (mut ours, mut theirs) = (Map::new(), BTreeMap::new());
            for (ix, key) in numbers(400, range, range).into_iter().enumerate() {
                if ix % 3 == 2 {
                    assert_eq!(ours.remove(&key), theirs.remove(&key));
                } else {
                    assert_eq!(ours.insert(key, ix), theirs.insert(key, ix));
                }
                assert_eq!(ours.get(&key), theirs.get(&key));
                assert!(ours.iter().eq(theirs.iter()));
                assert!(ours.below(&key).iter().map(|(k, v)| (k, v)).eq(theirs.range(..key)));
            }
        }
    }

    #[test]
    fn of_equal_keys_the_last_collected_stands() {
        let pairs = || numbers(300, 7, 40).into_iter().enumerate().map(|(ix, key)| (key, ix));
        let (ours, theirs): (Map<_, _>, BTreeMap<_, _>) = (pairs().collect(), pairs().collect());
        assert!(ours.iter().eq(theirs.iter()));
    }

    #[test]
    fn a_set_says_what_is_new() {
        let mut set = Set::new();
        assert!(set.insert("b") && set.insert("a") && !set.insert("b") && set.contains("a"));
        assert!(set.remove("b") && !set.remove("b"));
        assert_eq!(set, ["a"].into_iter().collect());
    }
}
