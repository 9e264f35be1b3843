//! Spans in JSON: code points and UTF-16 units in files, bytes in the journal.

use crate::format::json::{Bad, Fields, Object, push_list, push_number};
use crate::text::{CharSpan, OffsetMap, Span, Utf16Span};
use std::cell::OnceCell;

/// What offsets are written in.
pub(crate) enum Ruler<'a> {
    /// Bytes of the article's text: the journal.
    Bytes,
    /// Code points and UTF-16 units of a text: files.
    Units(Cursor<'a>),
}

impl Ruler<'_> {
    /// Writes a span's fields.
    pub(crate) fn write(&mut self, object: &mut Object<'_>, span: Span) {
        match self {
            Ruler::Bytes => {
                push_list(object.field("bytes"), &[span.start, span.end], |out, end| push_number(out, *end))
            }
            Ruler::Units(cursor) => {
                let (start, end) = (cursor.at(span.start), cursor.at(span.end));
                object.number("start", start.0);
                object.number("end", end.0);
                object.number("start_utf16", start.1);
                object.number("end_utf16", end.1);
            }
        }
    }
}

/// Counts code points and UTF-16 units from one place of a text to the next, in either direction. Rows are
/// written in order of position, so this reads a text about once, where a map would look each place up.
#[derive(Clone)]
pub(crate) struct Cursor<'a> {
    /// What is counted.
    pub(crate) text: &'a str,
    byte: usize,
    chars: u32,
    utf16: u32,
}

impl<'a> Cursor<'a> {
    /// At the start of `text`.
    pub(crate) fn new(text: &'a str) -> Cursor<'a> {
        Cursor { text, byte: 0, chars: 0, utf16: 0 }
    }

    /// Code points and UTF-16 units before a byte on a `char` boundary.
    pub(crate) fn at(&mut self, byte: u32) -> (u32, u32) {
        let byte = (byte as usize).min(self.text.len());
        let between = &self.text.as_bytes()[byte.min(self.byte)..byte.max(self.byte)];
        let chars = between.iter().filter(|byte| **byte & 0xC0 != 0x80).count() as u32;
        // A code point of four bytes is a surrogate pair.
        let utf16 = chars + between.iter().filter(|byte| **byte >= 0xF0).count() as u32;
        if byte < self.byte {
            (self.chars, self.utf16) = (self.chars - chars, self.utf16 - utf16);
        } else {
            (self.chars, self.utf16) = (self.chars + chars, self.utf16 + utf16);
        }
        self.byte = byte;
        (self.chars, self.utf16)
    }
}

/// Offsets as a row declares them; whether they fit a text is another matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Offsets {
    pub(crate) bytes: Option<Span>,
    pub(crate) chars: Option<CharSpan>,
    pub(crate) utf16: Option<Utf16Span>,
}

impl Offsets {
    /// Takes the fields that [`Ruler::write`] writes; any may be absent.
    pub(crate) fn read(fields: &mut Fields<'_>) -> Result<Offsets, Bad> {
        let chars = pair(fields.number("start")?, fields.number("end")?);
        let utf16 = pair(fields.number("start_utf16")?, fields.number("end_utf16")?);
        let bytes = match fields.list("bytes")?.as_slice() {
            [start, end] => pair(start.get().parse().ok(), end.get().parse().ok()),
            _ => None,
        };
        Ok(Offsets {
            bytes: bytes.filter(|(start, end)| start <= end).map(|(start, end)| Span { start, end }),
            chars: chars.map(|(start, end)| CharSpan { start, end }),
            utf16: utf16.map(|(start, end)| Utf16Span { start, end }),
        })
    }

    /// The span in a text that the offsets are known to belong to. The text's map is made when it is first needed:
    /// of megabytes it takes longer than a frame, and the journal counts in bytes.
    pub(crate) fn span(&self, text: &str, map: &OnceCell<OffsetMap>) -> Option<Span> {
        let bytes = self.bytes.and_then(|b| Span::checked(text, b.start as usize, b.end as usize));
        bytes.or_else(|| {
            let map = map.get_or_init(|| OffsetMap::new(text));
            self.chars.and_then(|chars| map.from_chars(text, chars)).or_else(|| map.from_utf16(text, self.utf16?))
        })
    }
}

fn pair(start: Option<u32>, end: Option<u32>) -> Option<(u32, u32)> {
    start.zip(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_counts_like_a_map_forward_and_backward() {
        let text = "😀 Díaz – Київ e\u{301}.";
        let (map, mut cursor) = (OffsetMap::new(text), Cursor::new(text));
        let ends: Vec<usize> = (0..=text.len()).filter(|&byte| text.is_char_boundary(byte)).collect();
        for byte in ends.iter().chain(ends.iter().rev()).chain(ends.iter().step_by(3)) {
            let span = Span::new(*byte, *byte);
            assert_eq!(cursor.at(span.start), (map.chars(text, span).start, map.utf16(text, span).start));
        }
    }
}
