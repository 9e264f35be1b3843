//! Words, numbers and signs of one paragraph.
//!
//! A hyphen stands alone, so that `US-led` holds the token `US`. The full stop belongs to the
//! token in abbreviations and initials (`U.S.`, `Mr.`, `J.`) and nowhere else; whether such a
//! token also ends a sentence is decided in `sentences.rs`. `'s` is a token of its own, and short forms are two
//! tokens as in Universal Dependencies: `I 'm`, `they 'll`, `do n't`.

use super::Span;
use super::abbreviations::{self, Abbreviation};
use super::chars::{is_apostrophe, is_dash, is_general_punctuation, is_mark, is_space, is_terminator};

/// The tokens of a text, in order; no token crosses white space.
pub fn tokens(text: &str) -> Vec<Span> {
    let mut out = Vec::with_capacity(text.len() / 5);
    tokens_in(text, Span::new(0, text.len()), &mut out);
    out
}

/// Appends the tokens of the stretch `within` of `text`.
pub fn tokens_in(text: &str, within: Span, out: &mut Vec<Span>) {
    let scan = Scan { text: &text[..within.end as usize] };
    let mut at = within.start as usize;
    let floor = at;
    while let Some(c) = scan.char_at(at) {
        if is_space(c) {
            at += c.len_utf8();
            continue;
        }
        let end = scan.token_end(at, c, floor);
        out.push(Span::new(at, end));
        at = end;
    }
}

/// The text up to the end of the paragraph.
struct Scan<'a> {
    text: &'a str,
}

/// The signs of ASCII that may stand inside a word.
const MAY_JOIN: [u8; 7] = *b".,:/&@'";

impl Scan<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(&b) if b < 0x80 => Some(b as char),
            Some(_) => self.text[at..].chars().next(),
            None => None,
        }
    }

    fn char_before(&self, at: usize, floor: usize) -> Option<char> {
        self.text[floor..at].chars().next_back()
    }

    fn token_end(&self, at: usize, c: char, floor: usize) -> usize {
        let next = at + c.len_utf8();
        if is_word(c) {
            return self.word_end(at);
        }
        let follower = self.char_at(next);
        if is_apostrophe(c) {
            // 's after a word, and '60s.
            let after_word = self.char_before(at, floor).is_some_and(is_word);
            if after_word && let Some(end) = self.clitic_end(next) {
                return end;
            }
            if !after_word && follower.is_some_and(|f| f.is_ascii_digit()) && self.is_decade(next) {
                return self.word_end(next);
            }
            return self.while_same(next, c);
        }
        if matches!(c, '@' | '#') && follower.is_some_and(is_word) {
            return self.word_end(next);
        }
        match c {
            '.' | '…' => self.run_of(next, |x| matches!(x, '.' | '…') || is_mark(x)),
            _ if is_terminator(c) => self.run_of(next, |x| is_terminator(x) || is_mark(x)),
            '*' | '=' | '_' | '~' | '`' => self.while_same(next, c),
            _ if is_dash(c) => self.while_same(next, c),
            _ => self.run_of(next, is_mark),
        }
    }

    fn run_of(&self, mut at: usize, belongs: impl Fn(char) -> bool) -> usize {
        while let Some(c) = self.char_at(at).filter(|&c| belongs(c)) {
            at += c.len_utf8();
        }
        at
    }

    fn while_same(&self, at: usize, c: char) -> usize {
        self.run_of(at, |x| x == c)
    }

    fn is_decade(&self, at: usize) -> bool {
        let bytes = self.text.as_bytes();
        bytes.get(at + 1).is_some_and(u8::is_ascii_digit) && bytes.get(at + 2) == Some(&b's')
    }

    /// The end of the word that starts at `start`.
    fn word_end(&self, start: usize) -> usize {
        if let Some(end) = self.url_end(start) {
            return end;
        }
        let bytes = self.text.as_bytes();
        // Start of the part after the last inner full stop, for initials.
        let mut part = start;
        let mut has_inner_stop = false;
        let mut at = start;
        loop {
            // Most words are plain letters up to a space or comma.
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            if bytes.get(at).is_some_and(|byte| byte.is_ascii() && !MAY_JOIN.contains(byte)) {
                return at;
            }
            let Some(c) = self.char_at(at) else { return at };
            if is_word(c) || is_mark(c) {
                at += c.len_utf8();
                continue;
            }
            let next = at + c.len_utf8();
            let Some(follower) = self.char_at(next) else {
                return if c == '.' && self.stop_belongs(start, part, at, has_inner_stop) { next } else { at };
            };
            let before = self.char_before(at, start).unwrap_or(' ');
            match c {
                '.' => {
                    if self.joins_parts(part, at, before, next, follower) {
                        has_inner_stop = true;
                        part = next;
                        at = next;
                        continue;
                    }
                    return if self.stop_belongs(start, part, at, has_inner_stop) { next } else { at };
                }
                ',' if before.is_ascii_digit() && thousands(bytes, next) => at = next,
                ':' | '/' if before.is_ascii_digit() && follower.is_ascii_digit() => at = next,
                '&' if before.is_uppercase() && follower.is_uppercase() => at = next,
                '@' if is_word(follower) => at = next,
                _ if is_apostrophe(c) && is_word(follower) => {
                    if c == '\u{2018}' || self.clitic_end(next).is_some() {
                        return at;
                    }
                    if matches!(before, 'n' | 'N') && at > start + 1 && self.ends_not(next) {
                        return at - 1;
                    }
                    at = next;
                }
                _ => return at,
            }
        }
    }

    /// Where that ends which leans on the word before and starts behind an apostrophe at `at`: `I'm`, `they'll`.
    fn clitic_end(&self, at: usize) -> Option<usize> {
        const CLITICS: [&str; 6] = ["s", "m", "d", "re", "ve", "ll"];
        let is_next = |form: &&&str| {
            let bytes = self.text.as_bytes().get(at..at + form.len());
            bytes.is_some_and(|bytes| bytes.eq_ignore_ascii_case(form.as_bytes()))
                && !self.char_at(at + form.len()).is_some_and(is_word)
        };
        CLITICS.iter().find(is_next).map(|form| at + form.len())
    }

    /// Whether the `t` of `n't` stands at `at`, and nothing of the word behind it.
    fn ends_not(&self, at: usize) -> bool {
        matches!(self.char_at(at), Some('t' | 'T')) && !self.char_at(at + 1).is_some_and(is_word)
    }

    /// Whether a full stop between two letters or digits is inside the word: `3.5`, `U.S`, `site.com`.
    fn joins_parts(&self, part: usize, stop: usize, before: char, next: usize, follower: char) -> bool {
        if !is_word(follower) {
            return false;
        }
        if before.is_ascii_digit() {
            return follower.is_ascii_digit();
        }
        if follower.is_lowercase() || self.is_address(next) {
            return true;
        }
        // Initials: one letter, or the two of "Ph", and then one letter with its own stop.
        let n_letters = self.text[part..stop].chars().count();
        let after = next + follower.len_utf8();
        let single = !self.char_at(after).is_some_and(is_word);
        match n_letters {
            1 => single && follower.is_alphabetic(),
            2 => single && self.char_at(after) == Some('.') && !self.text[part..stop].chars().all(char::is_uppercase),
            _ => false,
        }
    }

    /// Whether the part that starts here runs into an `@`: `Jane.Doe@site.com`.
    fn is_address(&self, at: usize) -> bool {
        let bytes = &self.text.as_bytes()[at..];
        let end = bytes.iter().take(40).position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-')));
        end.is_some_and(|end| bytes[end] == b'@')
    }

    /// Whether the full stop at `stop` belongs to the word that it follows.
    fn stop_belongs(&self, start: usize, part: usize, stop: usize, has_inner_stop: bool) -> bool {
        if self.char_at(stop + 1) == Some('.') {
            return false;
        }
        let word = &self.text[start..stop];
        if has_inner_stop {
            // "U.S.", but not "5.5."
            let mut letters = self.text[part..stop].chars().filter(|c| !is_mark(*c));
            let is_initial = letters.next().is_some_and(|c| !c.is_ascii_digit()) && letters.next().is_none();
            return is_initial || abbreviations::of(word).is_some();
        }
        let mut letters = word.chars().filter(|c| !is_mark(*c));
        if let (Some(only), None) = (letters.next(), letters.next())
            && only.is_uppercase()
        {
            // The pronoun, and the social network.
            return !matches!(only, 'I' | 'X');
        }
        match abbreviations::of(word) {
            None => false,
            Some(Abbreviation::BeforeNumber) => {
                let rest = self.text[stop + 1..].trim_start_matches(is_space);
                rest.starts_with(|c: char| c.is_ascii_digit())
            }
            Some(_) => true,
        }
    }

    /// The end of a web address that starts here.
    fn url_end(&self, start: usize) -> Option<usize> {
        let bytes = &self.text.as_bytes()[start..];
        // "ht", "ft", "ww": most words are dismissed by this.
        let is_url = bytes.get(1).is_some_and(|b| matches!(b, b't' | b'T' | b'w' | b'W'))
            && ["http://", "https://", "ftp://", "www."]
                .iter()
                .any(|p| bytes.len() > p.len() && bytes[..p.len()].eq_ignore_ascii_case(p.as_bytes()));
        if !is_url {
            return None;
        }
        let stop = |c: char| is_space(c) || matches!(c, '<' | '>' | '"' | '“' | '”' | '[' | ']' | '|');
        let length = self.text[start..].find(stop).unwrap_or(self.text.len() - start);
        let url = &self.text[start..start + length];
        let open = url.contains('(');
        let url = url.trim_end_matches(|c| {
            matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '*') || (c == ')' && !open)
        });
        Some(start + url.len().max(1))
    }
}

fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { !is_general_punctuation(c) && c.is_alphanumeric() }
}

/// Whether exactly three digits follow, as in `1,000`, or pairs of digits before them, as in India's `1,00,000`.
fn thousands(bytes: &[u8], mut at: usize) -> bool {
    let n_digits = |at: usize| bytes[at..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    // No number has more pairs.
    for _ in 0..8 {
        match n_digits(at) {
            2 if bytes.get(at + 2) == Some(&b',') => at += 3,
            n => return n == 3,
        }
    }
    false
}
