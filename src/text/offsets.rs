//! Byte, UTF-16 and code point offsets of one text, each from the other.
//!
//! The core counts bytes, the browser counts UTF-16 code units, files count code points.
//! A map keeps what was counted at every 64th byte, so a look-up from bytes reads at most that much text
//! and a map of 5 MB of text takes 630 KB.

use super::Span;

/// A half-open range in UTF-16 code units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Utf16Span {
    /// First code unit.
    pub start: u32,
    /// One past the last code unit.
    pub end: u32,
}

/// A half-open range in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CharSpan {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

/// How many code points and UTF-16 code units start before a byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    chars: u32,
    utf16: u32,
}

/// Converts offsets of the text it was made from.
#[derive(Clone, Debug)]
pub struct OffsetMap {
    /// At every [`STRIDE`]th byte. Empty for an ASCII text: there the three units are one.
    counts: Vec<Count>,
}

/// How many bytes are between two counts.
const STRIDE: usize = 64;

impl OffsetMap {
    /// Reads `text` once.
    pub fn new(text: &str) -> OffsetMap {
        if text.is_ascii() {
            return OffsetMap { counts: Vec::new() };
        }
        let mut count = Count::default();
        let counts = text.as_bytes().chunks(STRIDE).map(|bytes| {
            let before = count;
            count = count.after(bytes);
            before
        });
        OffsetMap { counts: counts.collect() }
    }

    /// The span in code points.
    pub fn chars(&self, text: &str, span: Span) -> CharSpan {
        CharSpan { start: self.at_byte(text, span.start).chars, end: self.at_byte(text, span.end).chars }
    }

    /// The span in UTF-16 code units.
    pub fn utf16(&self, text: &str, span: Span) -> Utf16Span {
        Utf16Span { start: self.at_byte(text, span.start).utf16, end: self.at_byte(text, span.end).utf16 }
    }

    /// The byte span of a code point span; `None` if it runs backward or past the end.
    pub fn from_chars(&self, text: &str, span: CharSpan) -> Option<Span> {
        let start = self.find(text, span.start, |p| p.chars)?;
        let end = self.find(text, span.end, |p| p.chars)?;
        (start <= end).then_some(Span { start, end })
    }

    /// The byte span of a UTF-16 span; `None` if it runs backward, past the end or cuts a surrogate pair.
    pub fn from_utf16(&self, text: &str, span: Utf16Span) -> Option<Span> {
        let start = self.find(text, span.start, |p| p.utf16)?;
        let end = self.find(text, span.end, |p| p.utf16)?;
        (start <= end).then_some(Span { start, end })
    }

    fn at_byte(&self, text: &str, byte: u32) -> Count {
        let place = byte as usize / STRIDE;
        match self.counts.get(place) {
            Some(count) => count.after(&text.as_bytes()[place * STRIDE..byte as usize]),
            None if self.counts.is_empty() => Count { chars: byte, utf16: byte },
            // The end of a text of a whole number of strides.
            None => self.at_byte(text, byte - 1).after(&text.as_bytes()[byte as usize - 1..]),
        }
    }

    /// The byte at which the character starts that has `wanted` units before it.
    fn find(&self, text: &str, wanted: u32, unit: impl Fn(&Count) -> u32) -> Option<u32> {
        if self.counts.is_empty() {
            return (wanted as usize <= text.len()).then_some(wanted);
        }
        let after = self.counts.partition_point(|count| unit(count) <= wanted);
        let place = after.saturating_sub(1);
        let mut count = self.counts[place];
        // What starts before the place may go on after it.
        let mut byte = text.ceil_char_boundary(place * STRIDE);
        for c in text[byte..].chars() {
            if unit(&count) >= wanted {
                break;
            }
            count = count.after(c.encode_utf8(&mut [0; 4]).as_bytes());
            byte += c.len_utf8();
        }
        (unit(&count) == wanted).then_some(byte as u32)
    }
}

impl Count {
    /// With the characters that start in `bytes`; of four bytes each are those that take two units in UTF-16.
    fn after(self, bytes: &[u8]) -> Count {
        // Never more than a stride, so a byte can count it.
        let starts = bytes.iter().map(|&b| u8::from(b & 0xC0 != 0x80)).sum::<u8>();
        let pairs = bytes.iter().map(|&b| u8::from(b >= 0xF0)).sum::<u8>();
        Count { chars: self.chars + u32::from(starts), utf16: self.utf16 + u32::from(starts + pairs) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Toy text of three units that differ: an emoji, an accent, a dash.
    const TOY: &str = "😀 Mayor Díaz backs the dam – Greens oppose it.";

    #[test]
    fn a_span_is_known_in_every_unit() {
        let map = OffsetMap::new(TOY);
        let mayor = Span::new(5, 16);
        assert_eq!(mayor.of(TOY), "Mayor Díaz");
        assert_eq!(map.chars(TOY, mayor), CharSpan { start: 2, end: 12 });
        assert_eq!(map.utf16(TOY, mayor), Utf16Span { start: 3, end: 13 });
    }

    #[test]
    fn maps_invert_each_other_at_every_boundary() {
        let long = TOY.repeat(100);
        for text in [TOY, "", "plain ascii", long.as_str()] {
            let map = OffsetMap::new(text);
            let ends: Vec<usize> = (0..=text.len()).filter(|&b| text.is_char_boundary(b)).collect();
            for pair in ends.windows(2) {
                let span = Span::new(pair[0], pair[1]);
                assert_eq!(map.from_chars(text, map.chars(text, span)), Some(span));
                assert_eq!(map.from_utf16(text, map.utf16(text, span)), Some(span));
            }
        }
    }

    #[test]
    fn offsets_outside_or_inside_a_pair_are_refused() {
        let map = OffsetMap::new(TOY);
        assert_eq!(map.from_utf16(TOY, Utf16Span { start: 1, end: 3 }), None, "half an emoji");
        assert_eq!(map.from_chars(TOY, CharSpan { start: 0, end: 999 }), None);
        assert_eq!(map.from_chars(TOY, CharSpan { start: 9, end: 4 }), None);
    }
}
