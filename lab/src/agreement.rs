//! How far two annotators of the project's own texts agree: `seeds/training/second.txt` has paragraphs marked a second
//! time, each under `piece#number of the paragraph`.

use crate::data::{Problem, Row};
use crate::eval::line;
use crate::markup::read_marked;
use crate::score::Counts;
use std::collections::BTreeSet;
use std::path::Path;

/// One line for place and kind, one for place alone.
pub(crate) fn print(root: &Path, first: &[Row]) -> Result<(), Problem> {
    let second = read_marked(&root.join("seeds/training/second.txt"))?;
    let (mut kinds, mut places) = (Counts::default(), Counts::default());
    for row in &second {
        let names =
            names_of(row, first).ok_or_else(|| format!("second.txt: {} is no paragraph of the texts", row.id))?;
        let again: BTreeSet<_> = row.names.iter().cloned().collect();
        kinds.compare(&names, &again);
        let place = |names: &BTreeSet<(usize, usize, String)>| names.iter().map(|(s, e, _)| (*s, *e)).collect();
        places.compare(&place(&names), &place(&again));
    }
    println!("{:28} {:5} rows  place and kind {}", "second annotator", second.len(), line(kinds));
    println!("{:41} place alone {}", "", line(places));
    Ok(())
}

/// What the first annotator marked in the paragraph of this row; `None` if its text is another.
fn names_of(row: &Row, first: &[Row]) -> Option<BTreeSet<(usize, usize, String)>> {
    let (id, number) = row.id.split_once('#')?;
    let piece = first.iter().find(|piece| piece.id == id)?;
    let nth = number.parse::<usize>().ok()?.checked_sub(1)?;
    let mut paragraphs = piece.text.split('\n');
    let start: usize = paragraphs.by_ref().take(nth).map(|text| text.chars().count() + 1).sum();
    let text = paragraphs.next().filter(|text| *text == row.text)?;
    let end = start + text.chars().count();
    let inside = piece.names.iter().filter(|(s, e, _)| *s >= start && *e <= end);
    Some(inside.map(|(s, e, kind)| (s - start, e - start, kind.clone())).collect())
}
