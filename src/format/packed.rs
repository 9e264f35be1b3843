//! What the engine finds in a bundled article, in few bytes: the build script packs it, the page unpacks it.
//!
//! Without tokens: what is drawn needs none, and the page's own engine reads the articles again when it is at rest.
//! Numbers are written seven bits a byte, lowest first; places as the distance from the place before.

use crate::model::{
    Document, DocumentEntity, EntityKind, Mention, Paragraph, Quotation, QuotationKind, Sentence, SpeakerRule,
};
use crate::text::Span;

/// The document without its tokens.
#[allow(dead_code, reason = "the build script calls it")]
pub(crate) fn pack(document: &Document) -> Vec<u8> {
    let mut out = Out(Vec::new());
    out.number(document.paragraphs.len() as u32);
    let mut at = 0;
    for paragraph in &document.paragraphs {
        out.span(paragraph.span, &mut at);
        out.number(paragraph.sentences.len() as u32);
    }
    out.number(document.sentences.len() as u32);
    at = 0;
    for sentence in &document.sentences {
        out.span(sentence.span, &mut at);
        out.number(sentence.speaker.map_or(0, |entity| entity + 1));
    }
    out.number(document.mentions.len() as u32);
    at = 0;
    for mention in &document.mentions {
        out.span(mention.span, &mut at);
        out.number(mention.kind as u32);
        out.number(mention.entity);
    }
    out.number(document.entities.len() as u32);
    for entity in &document.entities {
        out.number(entity.kind as u32);
        out.text(&entity.key);
        out.text(&entity.name);
    }
    out.number(document.quotations.len() as u32);
    at = 0;
    for quotation in &document.quotations {
        // One may be within another, so from start to start.
        out.number(quotation.span.start - at);
        out.number(quotation.span.end - quotation.span.start);
        at = quotation.span.start;
        out.number(quotation.kind as u32);
        out.number(quotation.speaker.map_or(0, |entity| entity + 1));
        out.number(quotation.rule.map_or(0, |rule| rule as u32 + 1));
    }
    out.0
}

/// What [`pack`] packed; `None` if the bytes are not of its making.
pub(crate) fn unpack(bytes: &[u8]) -> Option<Document> {
    let mut rest = Rest(bytes);
    let mut document = Document::default();
    let (mut at, mut first) = (0, 0);
    for _ in 0..rest.number()? {
        let span = rest.span(&mut at)?;
        let end = first + rest.number()?;
        document.paragraphs.push(Paragraph { span, sentences: first..end });
        first = end;
    }
    at = 0;
    for _ in 0..rest.number()? {
        let span = rest.span(&mut at)?;
        document.sentences.push(Sentence { span, speaker: rest.number()?.checked_sub(1) });
    }
    at = 0;
    for _ in 0..rest.number()? {
        let span = rest.span(&mut at)?;
        document.mentions.push(Mention { span, kind: rest.kind()?, entity: rest.number()? });
    }
    for _ in 0..rest.number()? {
        let kind = rest.kind()?;
        document.entities.push(DocumentEntity { kind, key: rest.text()?.into(), name: rest.text()?.into() });
    }
    at = 0;
    for _ in 0..rest.number()? {
        let start = at + rest.number()?;
        let span = Span { start, end: start + rest.number()? };
        at = start;
        let kind = *QuotationKind::ALL.get(rest.number()? as usize)?;
        let speaker = rest.number()?.checked_sub(1);
        let rule = rest.number()?.checked_sub(1).and_then(|rule| SpeakerRule::ALL.get(rule as usize).copied());
        document.quotations.push(Quotation { span, kind, speaker, rule });
    }
    Some(document)
}

struct Out(Vec<u8>);

impl Out {
    fn number(&mut self, mut number: u32) {
        while number >= 128 {
            self.0.push(number as u8 | 128);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn span(&mut self, span: Span, at: &mut u32) {
        self.number(span.start - *at);
        self.number(span.end - span.start);
        *at = span.end;
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u32);
        self.0.extend(text.as_bytes());
    }
}

struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 127) << shift;
            if byte < 128 {
                return Some(number);
            }
        }
        None
    }

    fn span(&mut self, at: &mut u32) -> Option<Span> {
        let start = *at + self.number()?;
        *at = start + self.number()?;
        Some(Span { start, end: *at })
    }

    fn kind(&mut self) -> Option<EntityKind> {
        EntityKind::ALL.get(self.number()? as usize).copied()
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = self.number()? as usize;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        std::str::from_utf8(text).ok()
    }
}
