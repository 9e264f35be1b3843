//! Byte, UTF-16 and code point offsets of one text, each from the other.
//!
//! The core counts bytes, the browser counts UTF-16 code units, files count code points.
//! A map keeps a checkpoint every 512 bytes, so a look-up reads at most that much text
//! and a map of 5 MB of text takes 80 KB.

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

/// The offsets of one `char` boundary in all three units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Place {
    byte: u32,
    utf16: u32,
    chars: u32,
}

/// Converts offsets of the text it was made from.
#[derive(Clone, Debug)]
pub struct OffsetMap {
    /// Ascending; the first is the start of the text.
    checkpoints: Vec<Place>,
    /// In an ASCII text the three units are one, and there is nothing to look up.
    is_ascii: bool,
}

const STRIDE: u32 = 512;

impl OffsetMap {
    /// Reads `text` once.
    pub fn new(text: &str) -> OffsetMap {
        let is_ascii = text.is_ascii();
        let mut checkpoints = vec![Place::default()];
        if !is_ascii {
            let mut place = Place::default();
            let mut next = STRIDE;
            for c in text.chars() {
                if place.byte >= next {
                    checkpoints.push(place);
                    next = place.byte + STRIDE;
                }
                place = place.after(c);
            }
        }
        OffsetMap { checkpoints, is_ascii }
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

    fn at_byte(&self, text: &str, byte: u32) -> Place {
        if self.is_ascii {
            return Place { byte, utf16: byte, chars: byte };
        }
        let mut place = self.checkpoint(byte, |p| p.byte);
        for c in text[place.byte as usize..].chars() {
            if place.byte >= byte {
                break;
            }
            place = place.after(c);
        }
        place
    }

    fn find(&self, text: &str, wanted: u32, unit: impl Fn(&Place) -> u32) -> Option<u32> {
        if self.is_ascii {
            return (wanted as usize <= text.len()).then_some(wanted);
        }
        let mut place = self.checkpoint(wanted, &unit);
        for c in text[place.byte as usize..].chars() {
            if unit(&place) >= wanted {
                break;
            }
            place = place.after(c);
        }
        (unit(&place) == wanted).then_some(place.byte)
    }

    /// The last checkpoint at or before `wanted`.
    fn checkpoint(&self, wanted: u32, unit: impl Fn(&Place) -> u32) -> Place {
        let after = self.checkpoints.partition_point(|p| unit(p) <= wanted);
        self.checkpoints[after.saturating_sub(1)]
    }
}

impl Place {
    fn after(self, c: char) -> Place {
        Place { byte: self.byte + c.len_utf8() as u32, utf16: self.utf16 + c.len_utf16() as u32, chars: self.chars + 1 }
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
