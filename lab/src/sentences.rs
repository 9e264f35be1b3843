//! Scores of sentence boundaries, as the reference scorer counts: every start of a sentence but a text's first.

use crate::data::{Points, Row, excerpt};
use crate::eval::line;
use crate::score::Counts;
use crate::worst::Worst;
use standpoint::find::sentences;
use std::collections::BTreeSet;

/// One line for a set: boundaries and whole sentences, or how many rows are right where a set has strings.
pub(crate) fn print(title: &str, rows: &[Row], n_errors: usize) {
    if rows.iter().any(|row| !row.strings.is_empty()) {
        return print_strings(title, rows, n_errors);
    }
    let (mut boundaries, mut whole) = (Counts::default(), Counts::default());
    let mut worst = Worst::new(n_errors);
    for row in rows {
        let chars: Vec<char> = row.text.chars().collect();
        let points = Points::of(&row.text);
        let gold: Vec<(usize, usize)> = row.sentences.iter().filter_map(|s| trimmed(&chars, *s)).collect();
        let spans: Vec<(usize, usize)> = sentences(&row.text).into_iter().map(|span| points.span(span)).collect();
        let ours: Vec<(usize, usize)> = spans.into_iter().filter_map(|s| trimmed(&chars, s)).collect();
        let (gold_starts, our_starts) = (inner_starts(&gold), inner_starts(&ours));
        boundaries.compare(&gold_starts, &our_starts);
        whole.compare(&gold.iter().copied().collect(), &ours.iter().copied().collect());
        let wrong = our_starts.difference(&gold_starts).map(|at| ("cut ", at));
        let missed = gold_starts.difference(&our_starts).map(|at| ("miss", at));
        let part = excerpt(row, &points);
        worst.add(wrong.chain(missed).map(|(what, &at)| {
            format!("{what} {} ## {}  ({})", part(at.saturating_sub(60), at), part(at, at + 40), row.id)
        }));
    }
    println!("{title:28} {:5} rows  boundaries {}  sentences {}", rows.len(), line(boundaries), line(whole));
    worst.print();
}

fn print_strings(title: &str, rows: &[Row], n_errors: usize) {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_right = |row: &&Row| {
        let ours: Vec<String> = sentences(&row.text).iter().map(|span| squeezed(span.of(&row.text))).collect();
        ours == row.strings.iter().map(|sentence| squeezed(sentence)).collect::<Vec<_>>()
    };
    let n_right = rows.iter().filter(is_right).count();
    println!("{title:28} {:5} rows  {n_right} right", rows.len());
    for row in rows.iter().filter(|row| !is_right(row)).take(n_errors) {
        println!("  {}: {}", row.id, squeezed(&row.text));
    }
}

/// A span without white space at its ends, if anything is left.
fn trimmed(text: &[char], (start, end): (usize, usize)) -> Option<(usize, usize)> {
    let start = (start..end).find(|&at| !text[at].is_whitespace())?;
    let end = (start..end).rev().find(|&at| !text[at].is_whitespace())? + 1;
    Some((start, end))
}

/// Where sentences start, but for the first.
fn inner_starts(spans: &[(usize, usize)]) -> BTreeSet<usize> {
    let mut starts: BTreeSet<usize> = spans.iter().map(|span| span.0).collect();
    starts.pop_first();
    starts
}
