//! Find in a text: plain words, or a regular expression between slashes.
//!
//! Plain words compare folded (see [`crate::text::fold`]): case, accents, curly or straight
//! quotation marks and the length of dashes make no difference. No index: one pass over the text.

use crate::text::{Span, fold};
use regex::bytes::{Regex, RegexBuilder};
use std::fmt;

/// Why a query cannot be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchError {
    pattern: String,
    why: String,
}

impl fmt::Display for SearchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "this is no valid pattern: {}. Correct it, or leave the slashes out to find the words as they stand: {}",
            self.why, self.pattern
        )
    }
}

impl std::error::Error for SearchError {}

/// Every place in `text` that `query` matches, in order, not overlapping; an empty query matches nowhere.
///
/// `/…/` is a regular expression, ignoring case; `/…/c` heeds case. Matches of no length are left out.
///
/// # Errors
/// When the text between the slashes is no regular expression.
pub fn search(query: &str, text: &str) -> Result<Vec<Span>, SearchError> {
    Ok(Query::new(query)?.find_in(text))
}

/// Whether a query is a regular expression. What it finds is then the worker's to say: the machinery of patterns
/// is a quarter as large as all the rest of the page's code, so the page itself comes without it.
pub fn is_pattern(query: &str) -> bool {
    pattern_of(query).is_some()
}

/// Every place in `text` that these words match, in order, slashes or not; [`search`] without patterns.
pub fn search_words(words: &str, text: &str) -> Vec<Span> {
    find_plain(&wanted(words), text)
}

/// A query ready to run over many texts.
pub struct Query(Kind);

enum Kind {
    Plain(Vec<char>),
    Pattern(Regex),
}

impl Query {
    /// Reads a query as [`search`] does.
    ///
    /// # Errors
    /// When the text between the slashes is no regular expression.
    pub fn new(query: &str) -> Result<Query, SearchError> {
        if let Some((pattern, ignores_case)) = pattern_of(query) {
            return compile(pattern, ignores_case).map(|regex| Query(Kind::Pattern(regex)));
        }
        Ok(Query(Kind::Plain(wanted(query))))
    }

    /// Every match in `text`, in order.
    pub fn find_in(&self, text: &str) -> Vec<Span> {
        match &self.0 {
            Kind::Plain(wanted) => find_plain(wanted, text),
            Kind::Pattern(regex) => {
                let whole = |m: regex::bytes::Match| widened(text, m.start(), m.end());
                regex.find_iter(text.as_bytes()).filter(|m| !m.is_empty()).map(whole).collect()
            }
        }
    }
}

/// Bytes first: `regex` comes without Unicode tables (they cost 150 KB of payload), and without them only
/// byte patterns can ignore case. A pattern that names letters beyond ASCII in a class needs the other kind.
fn compile(pattern: &str, ignores_case: bool) -> Result<Regex, SearchError> {
    let by_bytes = RegexBuilder::new(pattern).case_insensitive(ignores_case).multi_line(true).unicode(false).build();
    by_bytes.or_else(|error| {
        let by_letters = RegexBuilder::new(pattern).multi_line(true).build();
        by_letters.map_err(|_| SearchError { pattern: pattern.to_owned(), why: reason(&error) })
    })
}

/// A byte pattern may match half a letter; the whole letter is meant.
fn widened(text: &str, mut start: usize, mut end: usize) -> Span {
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end)
}

/// The pattern between the slashes and whether it ignores case.
fn pattern_of(query: &str) -> Option<(&str, bool)> {
    let rest = query.trim().strip_prefix('/')?;
    let (pattern, ignores_case) = match rest.strip_suffix("/c") {
        Some(pattern) => (pattern, false),
        None => (rest.strip_suffix('/')?, true),
    };
    (!pattern.is_empty()).then_some((pattern, ignores_case))
}

/// The last line of the regex crate's report, which says what is wrong.
fn reason(error: &regex::Error) -> String {
    let report = error.to_string();
    let line = report.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or("");
    line.trim().trim_start_matches("error: ").to_owned()
}

/// The words as they are compared.
fn wanted(words: &str) -> Vec<char> {
    let folded = words.trim().chars().map(fold);
    folded.flat_map(|(one, two)| [Some(one), two]).flatten().collect()
}

fn find_plain(wanted: &[char], text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let Some(&first) = wanted.first() else { return out };
    let bytes = text.as_bytes();
    let (low, high) = match u8::try_from(first) {
        Ok(b) => (b, b.to_ascii_uppercase()),
        Err(_) => (0x80, 0x80),
    };
    let mut at = 0;
    while at < bytes.len() {
        let b = bytes[at];
        // Any character beyond ASCII may fold to the wanted one.
        if b != low && b != high && b < 0x80 {
            at += 1;
            continue;
        }
        if b >= 0x80 && !text.is_char_boundary(at) {
            at += 1;
            continue;
        }
        match match_at(wanted, text, at) {
            Some(end) => {
                out.push(Span::new(at, end));
                at = end;
            }
            None => at += 1,
        }
    }
    out
}

fn match_at(wanted: &[char], text: &str, start: usize) -> Option<usize> {
    let mut wanted = wanted.iter();
    for (at, c) in text[start..].char_indices() {
        let (one, two) = fold(c);
        for folded in [Some(one), two].into_iter().flatten() {
            match wanted.next() {
                None => return None,
                Some(&w) if w == folded || (w == ' ' && folded.is_whitespace()) => {}
                Some(_) => return None,
            }
        }
        if wanted.len() == 0 {
            return Some(start + at + c.len_utf8());
        }
    }
    None
}
