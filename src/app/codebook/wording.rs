//! Whether a new name is the old one spelled otherwise, or another name.
//!
//! The rule, which the help tells too: a rename is *spelling only* if both names are equal without capitals, accents,
//! spaces and signs; or if they begin alike, hold the same digits, and no more than one letter in six was added, left
//! out, changed or swapped with its neighbour (optimal string alignment distance: Damerau 1964). Everything else may
//! mean something else.

use crate::text::folded;

/// Whether the rename is spelling only.
pub(super) fn is_respelled(old: &str, new: &str) -> bool {
    let (old, new) = (letters(old), letters(new));
    if old == new {
        return true;
    }
    let digits = |word: &[char]| word.iter().copied().filter(char::is_ascii_digit).collect::<Vec<_>>();
    let longest = old.len().max(new.len());
    old.first() == new.first() && digits(&old) == digits(&new) && distance(&old, &new) * 6 <= longest
}

/// Whether two names cannot be told apart in a list.
pub(super) fn is_same(a: &str, b: &str) -> bool {
    folded(a.trim()) == folded(b.trim())
}

fn letters(name: &str) -> Vec<char> {
    folded(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Letters added, left out, changed or swapped with a neighbour, at the least.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (row[j + 1] + 1).min(next[j] + 1).min(row[j] + usize::from(x != y));
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_is_told_from_meaning() {
        for (old, new) in [
            ("favor", "Favour"),
            ("Loaded language", "loaded-language"),
            ("Zelenskiy", "Zelensky"),
            ("Économie", "Economie"),
            ("Ceasefire", "Ceasefrie"),
            ("Sanctions on Russia", "Sanctions on Russia."),
        ] {
            assert!(is_respelled(old, new), "{old} -> {new}");
        }
        for (old, new) in [
            ("negative", "positive"),
            ("war", "wax"),
            ("Plan number 1", "Plan number 2"),
            ("typical", "atypical"),
            ("Blame", "Blame of others"),
            ("Ceasefire", "Ceasefire terms"),
        ] {
            assert!(!is_respelled(old, new), "{old} -> {new}");
        }
    }
}
