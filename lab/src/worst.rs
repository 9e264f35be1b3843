//! The differences worth reading first: those of the rows that go most wrong.

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
        if self.n > 0 {
            let lines: Vec<String> = lines.into_iter().collect();
            self.add_weighed(lines.len() as f64, lines);
        }
    }

    /// Takes in the differences of one row, and how bad they are.
    pub(crate) fn add_weighed(&mut self, badness: f64, lines: Vec<String>) {
        if self.n > 0 && !lines.is_empty() {
            self.rows.push((badness, lines));
        }
    }

    /// Prints the worst.
    pub(crate) fn print(self) {
        self.lines().for_each(|line| println!("  {line}"));
    }

    /// The worst; of rows that are as bad as each other, the first one first.
    fn lines(mut self) -> impl Iterator<Item = String> {
        self.rows.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        self.rows.into_iter().flat_map(|(_, lines)| lines).take(self.n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_row_comes_first() {
        let of = |n| {
            let mut worst = Worst::new(n);
            worst.add(["a".to_owned()]);
            worst.add(["b".to_owned(), "c".to_owned()]);
            worst.add([]);
            worst.add(["d".to_owned()]);
            worst.add_weighed(1.5, vec!["e".to_owned()]);
            worst.lines().collect::<Vec<_>>().concat()
        };
        assert_eq!((of(0), of(3), of(9)), (String::new(), "bce".to_owned(), "bcead".to_owned()));
    }
}
