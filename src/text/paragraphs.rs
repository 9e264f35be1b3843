//! Lines of a text as paragraphs.

use super::{Span, is_space};

/// The non-empty lines of a text, without surrounding white space.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // A lone carriage return, a vertical tab or U+2028 ends a line too.
        let mut rest = line;
        while !rest.is_empty() {
            let (part, after) = rest.split_at(end_of_line(rest.as_bytes()));
            rest = after;
            let head = part.len() - part.trim_start_matches(is_space).len();
            let kept = part.trim_matches(is_space);
            if !kept.is_empty() {
                out.push(Span::new(start + head, start + head + kept.len()));
            }
            start += part.len();
        }
    }
    out
}

/// Where the first line ends behind its line end: a carriage return, a vertical tab, a form feed, U+0085, U+2028 or
/// U+2029. By bytes, since most lines are whole: this looks at every byte of the text.
fn end_of_line(line: &[u8]) -> usize {
    // Many bytes at once: a line end is a control character or begins with one of two bytes, as do dashes and curly
    // quotation marks.
    let may_end = |part: &[u8]| part.iter().fold(0, |n, &b| n | u8::from((b < 0x20) | (b == 0xC2) | (b == 0xE2))) != 0;
    let (parts, rest) = line.as_chunks::<PART>();
    let ends = |from: usize, part: &[u8]| (from..).zip(part).find_map(|(at, &byte)| end_at(line, at, byte));
    for (nth, part) in parts.iter().enumerate().filter(|(_, part)| may_end(*part)) {
        if let Some(end) = ends(nth * PART, part) {
            return end;
        }
    }
    ends(parts.len() * PART, rest).unwrap_or(line.len())
}

/// Where the line ends, if the character at this byte ends it.
fn end_at(line: &[u8], at: usize, byte: u8) -> Option<usize> {
    let length = match byte {
        b'\r' | 0x0B | 0x0C => 1,
        0xC2 if line[at + 1] == 0x85 => 2,
        0xE2 if line[at + 1] == 0x80 && matches!(line[at + 2], 0xA8 | 0xA9) => 3,
        _ => return None,
    };
    Some(at + length)
}

/// How many bytes are looked at together.
const PART: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_of_unicode_ends_a_paragraph() {
        let text = " a\n\nb\rc\r\nd\u{B}e\u{C}f\u{85}g\u{2028}h\u{2029}i\u{2026}é\u{2014}\u{A0}";
        let found: Vec<_> = paragraphs(text).into_iter().map(|span| span.of(text)).collect();
        assert_eq!(found, ["a", "b", "c", "d", "e", "f", "g", "h", "i\u{2026}é\u{2014}"]);
    }
}
