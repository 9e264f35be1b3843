//! Places in a text as they are compared: in code points, or in those alone that tokens have, where a file has no
//! white space.

use crate::format::export::conll::is_dense;
use crate::text::{CharSpan, OffsetMap, Span};

/// Counts in one text.
pub(super) enum Ruler {
    Chars(OffsetMap),
    /// How many characters of tokens begin before each [`STRIDE`]th byte.
    Tokens(Vec<u32>),
}

const STRIDE: usize = 256;

impl Ruler {
    pub(super) fn of_chars(text: &str) -> Ruler {
        Ruler::Chars(OffsetMap::new(text))
    }

    pub(super) fn of_tokens(text: &str) -> Ruler {
        let (mut counts, mut n) = (Vec::with_capacity(text.len() / STRIDE + 1), 0);
        for (at, c) in text.char_indices() {
            while counts.len() * STRIDE <= at {
                counts.push(n);
            }
            n += u32::from(is_dense(c));
        }
        while counts.len() * STRIDE <= text.len() {
            counts.push(n);
        }
        Ruler::Tokens(counts)
    }

    /// A stretch of the text that it was made for.
    pub(super) fn place(&self, text: &str, span: Span) -> CharSpan {
        let counts = match self {
            Ruler::Chars(map) => return map.chars(text, span),
            Ruler::Tokens(counts) => counts,
        };
        let at = |byte: u32| {
            let byte = byte as usize;
            let from = text.ceil_char_boundary(byte / STRIDE * STRIDE).min(byte);
            counts[byte / STRIDE] + text[from..byte].chars().filter(|c| is_dense(*c)).count() as u32
        };
        CharSpan { start: at(span.start), end: at(span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_counted_as_if_nothing_stood_between() {
        let text = "Mayor Díaz\t😀 backs\n\u{1}the dam. ".repeat(40);
        let ruler = Ruler::of_tokens(&text);
        let ends = (0..=text.len()).filter(|at| text.is_char_boundary(*at));
        for end in ends {
            let n = text[..end].chars().filter(|c| is_dense(*c)).count() as u32;
            assert_eq!(ruler.place(&text, Span::new(0, end)), CharSpan { start: 0, end: n }, "{end}");
        }
    }
}
