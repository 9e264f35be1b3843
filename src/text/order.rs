//! A stable sort, compiled once.
//!
//! The standard library's sorts are faster on numbers and compiled again for every type and order, 2 to 4 KB
//! each; this one orders indices through a function pointer. With some thirty sorts the page is 30 KB smaller.

use std::cmp::Ordering;

/// Sorts by `compare`; equals keep their order.
pub fn sort_by<T>(list: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = order_of(list.len(), &mut |a, b| compare(&list[a], &list[b]));
    if let Some(order) = order {
        arrange(order, &mut |a, b| list.swap(a, b));
    }
}

/// Sorts by the key that `key` makes of each; equals keep their order.
pub fn sort_by_key<T, K: Ord>(list: &mut [T], mut key: impl FnMut(&T) -> K) {
    sort_by(list, |a, b| key(a).cmp(&key(b)));
}

/// Sorts ascending.
pub fn sort<T: Ord>(list: &mut [T]) {
    sort_by(list, T::cmp);
}

/// The first `k` of the indices below `n` as `compare` orders them; equals keep their order. To be had without sorting
/// the others.
pub fn first_by(n: usize, k: usize, mut compare: impl FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    first_of(n, k, &mut compare)
}

fn first_of(n: usize, k: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut first: Vec<usize> = Vec::new();
    for ix in 0..n {
        if first.len() == k {
            match first.last() {
                Some(last) if compare(ix, *last).is_lt() => drop(first.pop()),
                _ => continue,
            }
        }
        let at = first.partition_point(|known| compare(*known, ix).is_le());
        first.insert(at, ix);
    }
    first
}

/// The indices below `n` as `compare` orders them; `None` if they are in order already.
fn order_of(n: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Option<Vec<u32>> {
    if (1..n).all(|ix| compare(ix - 1, ix).is_le()) {
        return None;
    }
    let mut order: Vec<u32> = (0..n as u32).collect();
    for run in order.chunks_mut(RUN) {
        for end in 1..run.len() {
            let mut at = end;
            while at > 0 && compare(run[at - 1] as usize, run[at] as usize).is_gt() {
                run.swap(at - 1, at);
                at -= 1;
            }
        }
    }
    let mut merged = Vec::with_capacity(n);
    let mut width = RUN;
    while width < n {
        merged.clear();
        for pair in order.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let (Some(a), Some(b)) = (left.first(), right.first()) {
                let taken = if compare(*a as usize, *b as usize).is_le() { &mut left } else { &mut right };
                merged.push(taken[0]);
                *taken = &taken[1..];
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    Some(order)
}

/// So few are sorted by insertion.
const RUN: usize = 8;

/// Brings the element at `order[ix]` to `ix`, for all, by swaps along the cycles of the permutation.
fn arrange(mut order: Vec<u32>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..order.len() {
        let mut at = start;
        loop {
            let from = std::mem::replace(&mut order[at], at as u32) as usize;
            if from == start {
                break;
            }
            swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Numbers below `range`, the same in every run.
    pub(in crate::text) fn numbers(n: usize, seed: u64, range: u64) -> Vec<u64> {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        let next = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % range
        };
        (0..n).map(next).collect()
    }

    #[test]
    fn sorts_as_the_standard_library_does() {
        for n in (0..40).chain([63, 64, 65, 200, 1_000]) {
            for range in [1, 3, 50, 1 << 30] {
                let mut ours: Vec<(u64, usize)> =
                    numbers(n, n as u64 + range, range).into_iter().enumerate().map(|(ix, key)| (key, ix)).collect();
                let mut theirs = ours.clone();
                sort_by_key(&mut ours, |(key, _)| *key);
                for k in [0, 1, 2, 50, n] {
                    let first = first_by(n, k, |a, b| theirs[a].0.cmp(&theirs[b].0));
                    let mut sorted: Vec<usize> = (0..n).collect();
                    sorted.sort_by_key(|ix| theirs[*ix].0);
                    assert_eq!(first, sorted[..k.min(n)], "the first {k} of {n} below {range}");
                }
                theirs.sort_by_key(|(key, _)| *key);
                assert_eq!(ours, theirs, "{n} numbers below {range}: the second shows that equals stay in order");
            }
        }
    }
}
