//! The differences worth reading first: those of the rows that go most wrong.

use crate::data::{Points, Row};

/// Differences of the rows of a set, as lines.
pub(crate) struct Worst {
    n: usize,
    rows: Vec<(f64, Vec<String>)>,
}

impl Worst {
    /// At most `n` lines of them will be printed.
    pub(crate) fn new(n: usize) -> Worst {
        Worst { n, rows: Vec::new() }
    }

    /// Takes in the differences of one row, which is the worse the more there are.
    pub(crate) fn add(&mut self, lines: impl IntoIterator<Item = String>) {
        let lines: Vec<String> = lines.into_iter().collect();
        self.add_weighed(lines.len() as f64, lines);
    }

    /// Takes in the differences of one row, and how bad they are.
    pub(crate) fn add_weighed(&mut self, badness: f64, lines: Vec<String>) {
        if self.n > 0 && !lines.is_empty() {
            self.rows.push((badness, lines));
        }
    }

    /// Prints the worst; of rows that are as bad as each other, the first one first.
    pub(crate) fn print(mut self) {
        self.rows.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        for line in self.rows.into_iter().flat_map(|(_, lines)| lines).take(self.n) {
            println!("  {line}");
        }
    }
}

/// The text between two code points, in one line.
pub(crate) fn excerpt<'a>(row: &'a Row, points: &'a Points) -> impl Fn(usize, usize) -> String + 'a {
    |from, to| row.text[points.byte(from)..points.byte(to)].replace('\n', " / ")
}
