//! Spans in JSON: code points and UTF-16 units in files, bytes in the journal.

use crate::format::json::{Bad, Fields, Object, push_list, push_number};
use crate::text::{CharSpan, OffsetMap, Span, Utf16Span};

/// What offsets are written in.
pub(crate) enum Ruler<'a> {
    /// Bytes of the article's text: the journal.
    Bytes,
    /// Code points and UTF-16 units of this text: files.
    Units(&'a str, &'a OffsetMap),
}

impl Ruler<'_> {
    /// Writes a span's fields.
    pub(crate) fn write(&self, object: &mut Object<'_>, span: Span) {
        match self {
            Ruler::Bytes => {
                push_list(object.field("bytes"), &[span.start, span.end], |out, end| push_number(out, *end))
            }
            Ruler::Units(text, map) => {
                let (chars, utf16) = (map.chars(text, span), map.utf16(text, span));
                object.number("start", chars.start);
                object.number("end", chars.end);
                object.number("start_utf16", utf16.start);
                object.number("end_utf16", utf16.end);
            }
        }
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

    /// The span in a text that the offsets are known to belong to.
    pub(crate) fn span(&self, text: &str, map: &OffsetMap) -> Option<Span> {
        let bytes = self.bytes.and_then(|b| Span::checked(text, b.start as usize, b.end as usize));
        bytes.or_else(|| map.from_chars(text, self.chars?)).or_else(|| map.from_utf16(text, self.utf16?))
    }
}

fn pair(start: Option<u32>, end: Option<u32>) -> Option<(u32, u32)> {
    start.zip(end)
}
