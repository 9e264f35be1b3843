//! What stands around a token, as the rules of `sentences.rs` ask it: lists, closing marks, what a word starts like.

use super::Span;
use super::chars::{closes_quote, is_terminator, opens_quote};

/// The markers of a list that runs on in one line: `1. … 2. …`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ListStyle {
    None,
    Numbers,
    Letters,
    Bullets,
}

impl ListStyle {
    pub(super) fn of(text: &str, tokens: &[Span]) -> ListStyle {
        let word = |ix: usize| tokens.get(ix).map_or("", |t| t.of(text));
        if is_bullet(word(0)) {
            return ListStyle::Bullets;
        }
        if is_item(word(0), word(1)) {
            return ListStyle::Numbers;
        }
        if matches!(word(0), "a" | "A") && matches!(word(1), "." | ")") || word(0) == "A." {
            return ListStyle::Letters;
        }
        ListStyle::None
    }
}

pub(super) fn is_bullet(word: &str) -> bool {
    matches!(word, "•" | "⁃" | "‣" | "◦" | "▪" | "●" | "·")
}

pub(super) fn is_item(number: &str, sign: &str) -> bool {
    number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty() && matches!(sign, "." | ")")
}

/// Whether letters stand behind the apostrophe: `'s`, `'ll`.
fn leans(word: &str) -> bool {
    word.chars().nth(1).is_some_and(char::is_alphabetic)
}

/// A paragraph as tokens, while its sentences are looked for.
pub(super) struct Paragraph<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Span],
    pub(super) list: ListStyle,
    /// Inside a quotation between straight double quotes.
    pub(super) open_straight: bool,
}

impl<'a> Paragraph<'a> {
    pub(super) fn word(&self, ix: usize) -> &'a str {
        self.tokens.get(ix).map_or("", |t| t.of(self.text))
    }

    /// Whether no white space stands before token `ix`.
    pub(super) fn is_glued(&self, ix: usize) -> bool {
        ix > 0 && ix < self.tokens.len() && self.tokens[ix - 1].end == self.tokens[ix].start
    }

    /// Whether a token that starts with `c` is a stop that is none of ASCII's dots. A semicolon is one in Greek.
    pub(super) fn is_terminator(&self, c: char, ix: usize) -> bool {
        let is_greek = |word: &str| word.chars().next_back().is_some_and(|c| matches!(c, '\u{370}'..='\u{3FF}'));
        is_terminator(c) || c == ';' && self.is_glued(ix) && is_greek(self.word(ix - 1))
    }

    pub(super) fn closers_after(&self, ix: usize) -> Closers {
        let mut closers = Closers::default();
        let mut open_straight = self.open_straight;
        let mut at = ix + 1;
        while at < self.tokens.len() && closers.count < MOST_CLOSERS {
            let word = self.word(at);
            let Some(c) = word.chars().next() else { break };
            let glued = self.is_glued(at);
            let before_gap = at + 1 == self.tokens.len() || !self.is_glued(at + 1);
            match c {
                '"' if glued && (open_straight || before_gap) => {
                    open_straight = false;
                    closers.straight = true;
                    closers.quote = true;
                }
                '\'' if glued && before_gap && !leans(word) => closers.quote = true,
                _ if closes_quote(c) && glued && !leans(word) => closers.quote = true,
                // „…“ and « … »: marks that open elsewhere, and one that stands apart.
                '“' | '«' if glued && before_gap => closers.quote = true,
                '»' if before_gap => closers.quote = true,
                '」' | '』' | '›' | '❞' if glued => closers.quote = true,
                ')' | ']' | '}' | '）' | '】' if glued => closers.bracket = true,
                '.' if glued && closers.bracket && word == "." => {}
                // A footnote mark set right after the stop.
                '[' if (glued
                    || self.word(at + 3).chars().next().is_none_or(|c| c.is_uppercase() || c == '"' || c == '“'))
                    && self.word(at + 1).bytes().all(|b| b.is_ascii_digit())
                    && self.word(at + 2) == "]" =>
                {
                    closers.count += 2;
                    at += 2;
                }
                // The same in words, or raised.
                '[' if glued && (2..=4).any(|n| self.word(at + n) == "]") => {
                    let n = (2..=4).find(|n| self.word(at + n) == "]").unwrap_or(0);
                    closers.count += n;
                    at += n;
                }
                '¹' | '²' | '³' | '⁰'..='⁹' if glued && before_gap => {}
                _ => break,
            }
            closers.count += 1;
            at += 1;
        }
        closers
    }

    /// What kind of thing starts at token `ix`.
    pub(super) fn start_of(&self, ix: usize) -> Start {
        let word = self.word(ix);
        let Some(c) = word.chars().next() else { return Start::Other };
        // Georgian has no capitals in running text, though Unicode calls its letters small.
        if matches!(c, '\u{10D0}'..='\u{10FF}') {
            return Start::Capital;
        }
        if c.is_lowercase() {
            // "iPhone", "eBay" and the like are capitalised further on.
            return if word.chars().nth(1).is_some_and(char::is_uppercase) { Start::Capital } else { Start::Small };
        }
        if c.is_uppercase() {
            return Start::Capital;
        }
        if c.is_alphabetic() {
            return Start::Capital;
        }
        if c.is_numeric() {
            return Start::Number;
        }
        if opens_quote(c) || matches!(c, '"' | '\'') {
            return Start::Quote;
        }
        match c {
            '(' | '[' | '{' | '-' | '–' | '—' | '•' | '*' | '#' | '@' | '$' | '€' | '£' | '¿' | '¡' | '⁃' | '<'
            | '>' => Start::Sign,
            '،' | '؛' | '，' | '、' | '；' | '：' | '·' => Start::Other,
            _ if !c.is_ascii() && !c.is_alphanumeric() && !closes_quote(c) => Start::Sign,
            _ => Start::Other,
        }
    }
}

/// Nobody writes more closing marks in a row.
const MOST_CLOSERS: usize = 16;

/// Quotation marks and brackets that close after a stop.
#[derive(Default)]
pub(super) struct Closers {
    pub(super) count: usize,
    pub(super) quote: bool,
    pub(super) straight: bool,
    pub(super) bracket: bool,
}

/// What kind of thing starts at a token.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    Capital,
    Small,
    Number,
    Quote,
    Sign,
    Other,
}
