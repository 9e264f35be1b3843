//! Scores of names: strict F1 of people, organisations and places, as the reference scorer counts.

use crate::data::{Points, Row};
use crate::score::{Coarse, Counts, normalised};
use standpoint::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Counts by type.
pub(crate) type ByType = BTreeMap<Coarse, Counts>;

/// Adds the comparison of a row with what was found in it.
pub(crate) fn compare(row: &Row, found: &[(Span, String)], counts: &mut ByType) {
    let chars: Vec<char> = row.text.chars().collect();
    let points = Points::of(&row.text);
    let set = |names: &mut dyn Iterator<Item = (usize, usize, &str)>| -> BTreeSet<(usize, usize, Coarse)> {
        names
            .filter_map(|(start, end, label)| {
                let kind = Coarse::of(label)?;
                let (start, end) = normalised(&chars, start, end);
                (start < end).then_some((start, end, kind))
            })
            .collect()
    };
    let gold = set(&mut row.names.iter().map(|(s, e, l)| (*s, *e, l.as_str())));
    let found = set(&mut found.iter().map(|(span, l)| {
        let (s, e) = points.span(*span);
        (s, e, l.as_str())
    }));
    for (kind, _) in Coarse::ALL {
        let of = |set: &BTreeSet<(usize, usize, Coarse)>| set.iter().filter(|n| n.2 == kind).copied().collect();
        counts.entry(kind).or_default().compare(&of(&gold), &of(&found));
    }
}

/// All types together.
pub(crate) fn total(counts: &ByType) -> Counts {
    let mut sum = Counts::default();
    for &one in counts.values() {
        sum += one;
    }
    sum
}
