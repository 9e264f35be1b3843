//! The analysis as JSON. Written by hand in one pass; strings go through `serde_json`.

use crate::analyze::Analysed;
use standpoint::find::ENGINE_VERSION;
use standpoint::model::DocumentEntity;
use standpoint::text::{OffsetMap, Span};
use std::io::{self, Write};

/// Writes one object, without a line end inside or after it.
pub(crate) fn write(out: &mut impl Write, analysed: &Analysed) -> io::Result<()> {
    let Analysed { file, text, document } = analysed;
    let map = OffsetMap::new(text);
    write!(out, "{{\"engine\":{ENGINE_VERSION},\"file\":")?;
    string(out, file)?;

    list(out, ",\"paragraphs\":[", &document.paragraphs, |out, paragraph| {
        offsets(out, &map, text, paragraph.span)?;
        write!(out, ",\"sentences\":[{},{}]}}", paragraph.sentences.start, paragraph.sentences.end)
    })?;
    list(out, ",\"sentences\":[", &document.sentences, |out, sentence| {
        offsets(out, &map, text, sentence.span)?;
        out.write_all(b",\"text\":")?;
        string(out, sentence.span.of(text))?;
        if let Some(entity) = sentence.speaker {
            out.write_all(b",\"speaker\":")?;
            named(out, &document.entities[entity as usize])?;
        }
        out.write_all(b"}")
    })?;
    list(out, ",\"tokens\":[", &document.tokens, |out, token| {
        offsets(out, &map, text, token.span)?;
        out.write_all(b"}")
    })?;
    list(out, ",\"mentions\":[", &document.mentions, |out, mention| {
        offsets(out, &map, text, mention.span)?;
        out.write_all(b",\"text\":")?;
        string(out, mention.span.of(text))?;
        write!(out, ",\"kind\":\"{}\",\"entity\":", mention.kind)?;
        named(out, &document.entities[mention.entity as usize])?;
        out.write_all(b"}")
    })?;
    list(out, ",\"entities\":[", &document.entities, |out, entity| {
        out.write_all(b"{\"key\":")?;
        string(out, &entity.key)?;
        out.write_all(b",\"name\":")?;
        string(out, &entity.name)?;
        write!(out, ",\"kind\":\"{}\"}}", entity.kind)
    })?;
    out.write_all(b"}")
}

fn list<W: Write, T>(
    out: &mut W,
    opening: &str,
    rows: &[T],
    mut row: impl FnMut(&mut W, &T) -> io::Result<()>,
) -> io::Result<()> {
    out.write_all(opening.as_bytes())?;
    for (ix, value) in rows.iter().enumerate() {
        if ix > 0 {
            out.write_all(b",")?;
        }
        row(out, value)?;
    }
    out.write_all(b"]")
}

/// Opens an object with the four offsets.
fn offsets(out: &mut impl Write, map: &OffsetMap, text: &str, span: Span) -> io::Result<()> {
    let (chars, utf16) = (map.chars(text, span), map.utf16(text, span));
    write!(
        out,
        "{{\"start\":{},\"end\":{},\"start_utf16\":{},\"end_utf16\":{}",
        chars.start, chars.end, utf16.start, utf16.end
    )
}

fn named(out: &mut impl Write, entity: &DocumentEntity) -> io::Result<()> {
    out.write_all(b"{\"key\":")?;
    string(out, &entity.key)?;
    out.write_all(b",\"name\":")?;
    string(out, &entity.name)?;
    out.write_all(b"}")
}

fn string(out: &mut impl Write, text: &str) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(io::Error::from)
}
