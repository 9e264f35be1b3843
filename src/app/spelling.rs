//! Whether what was typed means a name: by the beginnings of its words, without capitals and accents, with one typo.

use crate::text::{fold, folded};

/// How well typed words fit a name; the better first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// They are the name.
    Whole,
    /// They begin words of it.
    Beginning,
    /// They do but for one typo in a word.
    Typo,
}

/// Shorter words have too many neighbours for a typo to mean anything.
const TYPO_CHARS: usize = 4;

/// From this length on a typo is forgiven before the word is typed to its end.
const UNFINISHED_CHARS: usize = 6;

/// A name or a query, cut into words as they are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(Vec<Vec<char>>);

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Words {
        let folded = folded(text);
        let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        Words(words.map(|word| word.chars().collect()).collect())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How these typed words, in any order, fit a name. Most names are told apart by the first letters of their words,
    /// so that a letter typed can be compared with thousands of them.
    pub fn fit_name(&self, name: &str) -> Option<Fit> {
        if self.0.iter().all(|typed| may_begin(typed, name)) { self.fit(&Words::of(name)) } else { None }
    }

    /// How these typed words, in any order, fit a name that was cut into words.
    pub fn fit(&self, name: &Words) -> Option<Fit> {
        if self == name {
            return Some(Fit::Whole);
        }
        let mut fits = self.0.iter().map(|typed| name.0.iter().filter_map(|word| fit_of_word(typed, word)).min());
        fits.try_fold(Fit::Beginning, |worst, fit| Some(worst.max(fit?)))
    }
}

/// The letters that words begin with, so that thousands of names can be passed over without looking at their letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beginnings {
    /// First letters, a bit each; rare ones share one.
    firsts: u64,
    /// First and second letters.
    seconds: u64,
}

impl Beginnings {
    /// Takes in the words of a name.
    pub fn add(&mut self, name: &str) {
        let mut place = 0;
        for c in name.chars() {
            let (one, two) = fold(c);
            for c in [Some(one), two].into_iter().flatten() {
                if !c.is_alphanumeric() {
                    place = 0;
                    continue;
                }
                if place == 0 {
                    self.firsts |= bit(c);
                }
                if place < 2 {
                    self.seconds |= bit(c);
                }
                place += 1;
            }
        }
    }

    /// Whether typed words may fit one of the names; if not, none does.
    pub fn may_fit(&self, typed: &Words) -> bool {
        typed.0.iter().all(|typed| match typed.len() {
            0 => true,
            TYPO_CHARS.. => self.seconds & (bit(typed[0]) | bit(typed[1])) != 0,
            _ => self.firsts & bit(typed[0]) != 0,
        })
    }
}

fn bit(c: char) -> u64 {
    1 << match c {
        'a'..='z' => c as u32 - 'a' as u32,
        _ => 26 + c as u32 % 38,
    }
}

/// Whether a word of the name begins so that a typed one may fit it. A typo changes no more than one of the first two
/// letters, or their order. One plain loop: it runs over all names of the corpus for each letter typed.
fn may_begin(typed: &[char], name: &str) -> bool {
    let n_letters = if typed.len() >= TYPO_CHARS { 2 } else { 1 };
    let mut place = 0;
    for c in name.chars() {
        let (one, two) = fold(c);
        for c in [Some(one), two].into_iter().flatten() {
            if !c.is_alphanumeric() {
                place = 0;
                continue;
            }
            if place < n_letters && typed[..n_letters].contains(&c) {
                return true;
            }
            place += 1;
        }
    }
    false
}

fn fit_of_word(typed: &[char], word: &[char]) -> Option<Fit> {
    if word.starts_with(typed) {
        return Some(Fit::Beginning);
    }
    if typed.len() < TYPO_CHARS {
        return None;
    }
    let is_near = is_one_typo(typed, word)
        || typed.len() >= UNFINISHED_CHARS
            && (typed.len() - 1..=typed.len() + 1)
                .any(|n_chars| word.get(..n_chars).is_some_and(|beginning| is_one_typo(typed, beginning)));
    is_near.then_some(Fit::Typo)
}

/// Whether one letter put in, left out or taken for another, or two neighbours swapped, makes one word the other: a
/// distance of one after Damerau ("A technique for computer detection and correction of spelling errors", 1964).
fn is_one_typo(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let n_same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (&short[n_same..], &long[n_same..]);
    if short.len() < long.len() {
        return *short == long[1..];
    }
    match (short, long) {
        ([_, rest @ ..], [_, other @ ..]) if rest == other => true,
        ([a, b, rest @ ..], [c, d, other @ ..]) => a == d && b == c && rest == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(typed: &str, name: &str) -> Option<Fit> {
        Words::of(typed).fit(&Words::of(name))
    }

    #[test]
    fn typed_words_begin_words_in_any_order() {
        assert_eq!(fit("zel", "Volodymyr Zelensky"), Some(Fit::Beginning));
        assert_eq!(fit("zel vol", "Volodymyr Zelensky"), Some(Fit::Beginning));
        assert_eq!(fit("erdogan tay", "Recep Tayyip Erdoğan"), Some(Fit::Beginning));
        assert_eq!(fit("", "anything"), Some(Fit::Beginning));
        assert_eq!(fit("elen", "Volodymyr Zelensky"), None);
        assert_eq!(fit("putin", "Putin"), Some(Fit::Whole));
    }

    #[test]
    fn one_typo_in_a_word_of_four_letters_or_more_is_forgiven() {
        for typed in ["zelnsky", "zelenskyy", "zelemsky", "zelesnky", "vlodymyr zelensky", "zelesnk"] {
            assert_eq!(fit(typed, "Volodymyr Zelensky"), Some(Fit::Typo), "{typed}");
        }
        for typed in ["zelmsky", "zalinsky", "zln"] {
            assert_eq!(fit(typed, "Volodymyr Zelensky"), None, "{typed}");
        }
        assert_eq!(fit("nta", "NATO"), None, "too short to tell");
        assert_eq!(fit("naot", "NATO"), Some(Fit::Typo));
        assert_eq!(fit("nato", "national"), None, "an unfinished word has to be long for a typo");
    }

    /// The plain definition, to compare with: optimal string alignment.
    fn distance(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                let mut best = if i == 0 || j == 0 { i + j } else { usize::MAX };
                if i > 0 && j > 0 {
                    let differs = usize::from(a[i - 1] != b[j - 1]);
                    best = (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + differs);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        best = best.min(table[i - 2][j - 2] + 1);
                    }
                }
                table[i][j] = best;
            }
        }
        table[a.len()][b.len()]
    }

    #[test]
    fn what_is_told_by_first_letters_is_told_by_all() {
        let names = ["", "Zelensky", "Volodymyr Zelensky", "Łódź–Straße 5", "ßa", "a b", "ab ba abab", "Ünlü’s"];
        let letters: Vec<char> = "abzelsßłu5 ".chars().collect();
        let mut typed: Vec<String> = names.iter().map(|name| name.to_string()).collect();
        for name in names {
            let name: Vec<char> = name.chars().collect();
            for at in 0..=name.len() {
                let (before, after) = name.split_at(at);
                let with = |middle: &[char], after: &[char]| [before, middle, after].concat().into_iter().collect();
                typed.push(with(&[], &[]));
                typed.push(with(&[], after.get(1..).unwrap_or_default()));
                typed.extend(letters.iter().map(|letter| with(&[*letter], after)));
                typed.extend(letters.iter().map(|letter| with(&[*letter], after.get(1..).unwrap_or_default())));
                if let [a, b, rest @ ..] = after {
                    typed.push(with(&[*b, *a], rest));
                }
            }
        }
        let mut n_passed_over = 0;
        for typed in &typed {
            let typed = Words::of(typed);
            for name in names {
                let fit = typed.fit(&Words::of(name));
                assert_eq!(typed.fit_name(name), fit, "{typed:?} {name}");
                let mut beginnings = Beginnings::default();
                beginnings.add(name);
                assert!(beginnings.may_fit(&typed) || fit.is_none(), "{typed:?} {name}");
                n_passed_over += usize::from(!beginnings.may_fit(&typed));
            }
        }
        assert!(n_passed_over > typed.len(), "{n_passed_over}");
    }

    #[test]
    fn a_typo_is_a_distance_of_one() {
        let all: Vec<Vec<char>> = (0..3u32.pow(5))
            .flat_map(|n| {
                let word: Vec<char> = (0..5).map(|place| ['a', 'b', 'c'][(n / 3u32.pow(place) % 3) as usize]).collect();
                [word[..4].to_vec(), word]
            })
            .collect();
        for a in all.iter().step_by(3) {
            for b in &all {
                assert_eq!(is_one_typo(a, b) && a != b, distance(a, b) == 1, "{a:?} {b:?}");
            }
        }
    }
}
