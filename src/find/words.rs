//! Tokens as the rules see them: how they are written and what the lexicons say.

use super::lexicon::{Classes, FormId, Lexicon};
use crate::text::{Span, fold, is_dash, is_general_punctuation, is_mark, opens_quote};

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `summit`
    Lower,
    /// `Summit`, `McDonald`, `iPhone`
    Cap,
    /// `NATO`, `U.S.`, two letters and more
    Upper,
    /// `J.`, `X`
    Letter,
    /// Starts with a digit.
    Number,
    /// Anything else.
    Sign,
}

/// One token.
#[derive(Clone, Copy)]
pub(super) struct Word {
    pub(super) span: Span,
    /// Of the folded text without full stops.
    pub(super) hash: u64,
    pub(super) classes: Classes,
    /// The lexicon's longest form that starts here.
    pub(super) form: FormId,
    pub(super) shape: Shape,
    /// [`GLUED`] and [`STARTS`]: a word takes 24 bytes so, and there is one for every five bytes of text.
    flags: u8,
}

/// No white space before it.
const GLUED: u8 = 1;

/// A capital here says little: start of a sentence, of a quotation, after a colon.
const STARTS: u8 = 2;

impl Word {
    pub(super) fn is(&self, classes: Classes) -> bool {
        self.classes & classes != 0
    }

    /// Whether it is one of these, of [`hashes`]. Never inlined: the lists are many, and the page fetches the code.
    #[inline(never)]
    pub(super) fn is_one_of(&self, forms: &[u32]) -> bool {
        forms.contains(&self.short_hash())
    }

    /// What [`hashed`] gives for it.
    pub(super) fn short_hash(&self) -> u32 {
        self.hash as u32
    }

    /// Whether there is no white space before it.
    pub(super) fn is_glued(&self) -> bool {
        self.flags & GLUED != 0
    }

    /// Whether a capital here says little: at the start of a sentence, of a quotation, after a colon.
    pub(super) fn starts(&self) -> bool {
        self.flags & STARTS != 0
    }

    /// Written as a name may be.
    pub(super) fn is_cap(&self) -> bool {
        matches!(self.shape, Shape::Cap | Shape::Upper | Shape::Letter)
    }
}

/// The lower half of what [`hash_of`] gives for a word in small letters of ASCII without full stops, for constants: the
/// page fetches them, and hashes do not get smaller on the way.
pub(super) const fn hashed(word: &str) -> u32 {
    let letters = word.as_bytes();
    let mut hash = WordHash { hash: 0, waiting: 0, n_waiting: 0 };
    let mut at = 0;
    while at < letters.len() {
        assert!(letters[at].is_ascii() && !letters[at].is_ascii_uppercase() && letters[at] != b'.');
        hash.add_byte(letters[at]);
        at += 1;
    }
    hash.end() as u32
}

/// [`hashed`] of each.
pub(super) const fn hashes<const N: usize>(words: [&str; N]) -> [u32; N] {
    let mut hashes = [0; N];
    let mut nth = 0;
    while nth < N {
        hashes[nth] = hashed(words[nth]);
        nth += 1;
    }
    hashes
}

/// A hash of what `hash` is of, and a further word behind it.
pub(super) const fn mixed(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(7) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The words of one sentence, appended to `out`.
pub(super) fn read(text: &str, tokens: &[Span], lexicon: &Lexicon, out: &mut Vec<Word>) {
    let mut starts = true;
    let mut previous_end = u32::MAX;
    for &span in tokens {
        let word = || span.of(text);
        let (hash, shape) = plain(text, span).unwrap_or_else(|| (hash_of(word()), shape_of(word())));
        let (classes, form) = lexicon.look_up(hash);
        let is_glued = span.start == previous_end;
        let flags = u8::from(is_glued) * GLUED + u8::from(starts) * STARTS;
        out.push(Word { span, hash, classes, form, shape, flags });
        previous_end = span.end;
        starts = match shape {
            // A number or bullet at the start leaves the next word at the start.
            Shape::Number => starts,
            Shape::Sign => {
                let word = word();
                starts || matches!(word, ":" | "\"" | "|" | "•" | "…" | "...") || word.starts_with(opens_quote)
            }
            _ => false,
        };
    }
}

/// The hash of a word that is being read: case, accents, full stops and look-alike letters make no difference.
///
/// Eight letters go in at a time.
#[derive(Clone, Copy, Default)]
pub(super) struct WordHash {
    hash: u64,
    /// Bytes that wait for others, the first of them lowest.
    waiting: u64,
    n_waiting: u32,
}

impl WordHash {
    /// Takes in a folded character that is no full stop.
    #[inline(always)]
    pub(super) fn add(&mut self, folded: u32) {
        // Letters beyond ASCII take four bytes.
        let n_bytes = if folded < 0x80 { 1 } else { 4 };
        for byte in folded.to_le_bytes().iter().take(n_bytes) {
            self.add_byte(*byte);
        }
    }

    #[inline(always)]
    const fn add_byte(&mut self, byte: u8) {
        self.waiting |= (byte as u64) << (8 * self.n_waiting);
        self.n_waiting += 1;
        if self.n_waiting == 8 {
            self.take(self.waiting);
            (self.waiting, self.n_waiting) = (0, 0);
        }
    }

    #[inline(always)]
    const fn take(&mut self, eight: u64) {
        self.hash = (self.hash.rotate_left(5) ^ eight).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    /// The hash of what was taken in.
    #[inline(always)]
    pub(super) const fn end(mut self) -> u64 {
        if self.n_waiting > 0 {
            self.take(self.waiting);
        }
        self.hash ^ (self.hash >> 32)
    }
}

/// Hash and shape of a word of nothing but ASCII letters, as most are, eight letters at a time; `None` for another one.
fn plain(text: &str, span: Span) -> Option<(u64, Shape)> {
    /// The same byte eight times.
    const fn eight(byte: u8) -> u64 {
        u64::from_le_bytes([byte; 8])
    }
    let (bytes, length) = (&text.as_bytes()[span.start as usize..], span.len());
    let mut hash = WordHash::default();
    let mut n_upper = 0;
    for at in (0..length).step_by(8) {
        let mask = u64::MAX >> (64 - 8 * (length - at).min(8));
        // With what stands behind the word, which the mask takes away again.
        let number = match bytes[at..].first_chunk() {
            Some(letters) => u64::from_le_bytes(*letters) & mask,
            None => bytes[at..].iter().rev().fold(0, |number, &b| number << 8 | u64::from(b)) & mask,
        };
        // A sum's highest bit tells in each byte whether it is an "a" or more, and more than "z".
        let small = number | eight(0x20) & mask;
        let from_a = (small & eight(0x7f)) + eight(0x80 - b'a');
        let beyond_z = (small & eight(0x7f)) + eight(0x7f - b'z');
        if (from_a & !beyond_z & !number | !mask) & eight(0x80) != eight(0x80) {
            return None;
        }
        n_upper += (!number & mask & eight(0x20)).count_ones();
        hash.take(small);
    }
    let is_first_upper = bytes.first()?.is_ascii_uppercase();
    (0 < length && length <= 60).then(|| (hash.end(), shape_of_letters(is_first_upper, n_upper, length as u32)))
}

/// The hash of a whole word.
pub(super) fn hash_of(word: &str) -> u64 {
    let mut hash = WordHash::default();
    for (at, &b) in word.as_bytes().iter().enumerate() {
        if !b.is_ascii() {
            add_folded(&mut hash, &word[at..]);
            break;
        }
        if b != b'.' {
            hash.add(b.to_ascii_lowercase().into());
        }
    }
    hash.end()
}

fn add_folded(hash: &mut WordHash, rest: &str) {
    for c in rest.chars().filter(|c| *c != '.' && !is_mark(*c)) {
        let (one, two) = fold(c);
        hash.add(one as u32);
        if let Some(two) = two {
            hash.add(two as u32);
        }
    }
}

/// How a token is written.
pub(super) fn shape_of(word: &str) -> Shape {
    let Some(first) = word.chars().next() else { return Shape::Sign };
    let is_sign = is_general_punctuation(first);
    if first.is_ascii_digit() || (!is_sign && first.is_numeric() && !first.is_alphabetic()) {
        return Shape::Number;
    }
    if is_sign || !first.is_alphabetic() {
        let decade = word.len() > 3 && word.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        return if decade { Shape::Number } else { Shape::Sign };
    }
    if word.len() > 60 || word.contains(['/', '@']) {
        return Shape::Sign;
    }
    let (mut n_letters, mut n_upper) = (0, 0);
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        n_letters += 1;
        n_upper += u32::from(c.is_uppercase());
    }
    shape_of_letters(first.is_uppercase(), n_upper, n_letters)
}

/// How a token that starts with a letter is written, from how many letters it has and how many of them are capitals.
pub(super) fn shape_of_letters(is_first_upper: bool, n_upper: u32, n_letters: u32) -> Shape {
    // "don't" style mixtures are not names, "iPhone" and "al-Assad" are.
    if n_upper == 0 || (!is_first_upper && n_upper == 1 && n_letters > 12) {
        return Shape::Lower;
    }
    match (n_upper == n_letters, n_letters) {
        (true, 1) => Shape::Letter,
        (true, _) => Shape::Upper,
        (false, _) => Shape::Cap,
    }
}

/// Whether a token is a hyphen or dash.
pub(super) fn is_hyphen(text: &str, word: &Word) -> bool {
    word.shape == Shape::Sign && word.span.of(text).chars().all(is_dash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_plain_letters_are_read_as_any_other() {
        for word in ["a", "I", "US", "Zz", "zebra", "Abcdefgh", "Abcdefghi", "McDonald", "counterproductively", "ETC"] {
            let expected = Some((hash_of(word), shape_of(word)));
            for text in [word, &format!("{word}, Zürich"), &format!("{word}s")] {
                assert_eq!(plain(text, Span::new(0, word.len())), expected, "{text}");
            }
        }
        for word in ["", "U.S.", "a-b", "it's", "é", "Díaz", "x[", "@home", "`a", "{b", "12", "abcdefgh9"] {
            assert_eq!(plain(word, Span::new(0, word.len())), None, "{word}");
        }
    }

    #[test]
    fn words_are_hashed_alike_while_the_program_is_compiled() {
        const WORDS: [&str; 5] = ["", "a", "-", "eightabc", "counterproductively"];
        assert_eq!(hashes(WORDS), WORDS.map(|word| hash_of(word) as u32));
    }

    #[test]
    fn case_accents_stops_and_look_alikes_make_no_difference() {
        for [one, other] in [["U.S.", "us"], ["DÍAZ", "Diaz"], ["Мoscow", "moscow"], ["Straße", "strasse"]] {
            assert_eq!(hash_of(one), hash_of(other), "{one}");
        }
        assert_ne!(hash_of("Киев"), hash_of("Киева"));
    }
}
