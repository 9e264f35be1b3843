//! Messages back into replies.

use super::{Broken, Reply, frame, suggestions};
use crate::edit::Record;
use crate::find::suggest::Suggestion;
use crate::format::journal;
use crate::model::{
    Article, ArticleId, Document, DocumentEntity, Dropped, EntityKind, Mark, MarkKind, Mention, Paragraph, Quotation,
    QuotationKind, Sentence, Source, SpeakerRule, Token,
};
use crate::text::{Map, Span};
use std::rc::Rc;

/// Reads messages back into replies.
#[derive(Debug, Default)]
pub struct Decoder {
    text: String,
    /// The last whole text.
    body: Rc<str>,
    rule: Rc<str>,
    marks: Vec<Mark>,
    dropped: Vec<Dropped>,
    texts: Map<ArticleId, Rc<str>>,
    spans: Vec<Span>,
    document: Document,
    suggestions: Vec<Rc<Suggestion>>,
}

impl Decoder {
    /// Reads one message; replies that are complete by now come out, in order.
    pub fn read(&mut self, message: &[u8]) -> Result<Vec<Reply>, Broken> {
        let mut replies = Vec::new();
        let mut rest = message;
        while let Some((&kind, after)) = rest.split_first() {
            let (length, after) = after.split_first_chunk().ok_or(Broken("a frame without a length"))?;
            let (payload, after) =
                after.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or(Broken("a frame cut short"))?;
            replies.extend(self.frame(kind, payload)?);
            rest = after;
        }
        Ok(replies)
    }

    fn frame(&mut self, kind: u8, payload: &[u8]) -> Result<Option<Reply>, Broken> {
        let document = &mut self.document;
        match kind {
            frame::PROGRESS => {
                let (words, _) = payload.as_chunks::<8>();
                let [n_done, n_total] = words else { return Err(Broken("a progress of other than two numbers")) };
                let (n_done, n_total) = (u64::from_le_bytes(*n_done), u64::from_le_bytes(*n_total));
                return Ok(Some(Reply::Progress { n_done, n_total }));
            }
            frame::PROBLEM => return Ok(Some(Reply::Problem(text(payload)?.to_owned()))),
            frame::NOTE => return Ok(Some(Reply::Note(text(payload)?.to_owned()))),
            // Reserved once: growing by doubling would copy megabytes in one task.
            frame::TEXT_LENGTH => {
                let [n_bytes] = rows(payload).next().ok_or(Broken("no length"))?;
                self.text = String::with_capacity(n_bytes as usize);
            }
            frame::TEXT => self.text.push_str(text(payload)?),
            frame::TEXT_END => self.body = std::mem::take(&mut self.text).into(),
            frame::RULE => self.rule = text(payload)?.into(),
            frame::MARK => {
                let [start, end, kind] = rows(payload).next().ok_or(Broken("a mark without a place"))?;
                let kind = *MarkKind::ALL.get(kind as usize).ok_or(Broken("a mark of no known number"))?;
                self.marks.push(Mark { span: span(start, end), kind, rule: self.rule.clone() });
            }
            frame::DROPPED => self.dropped.push(self.line(payload)?),
            frame::ARTICLE => return self.article(payload).map(Some),
            frame::LENGTHS => {
                let lengths: Vec<usize> = rows(payload).map(|[n]| n as usize).collect();
                let [n_paragraphs, n_sentences, n_tokens, n_mentions, n_entities] = lengths[..] else {
                    return Err(Broken("lengths of other than five columns"));
                };
                *document = Document {
                    paragraphs: Vec::with_capacity(n_paragraphs),
                    sentences: Vec::with_capacity(n_sentences),
                    tokens: Vec::with_capacity(n_tokens),
                    mentions: Vec::with_capacity(n_mentions),
                    entities: Vec::with_capacity(n_entities),
                    quotations: Vec::new(),
                };
            }
            frame::PARAGRAPHS => {
                let rows = rows(payload)
                    .map(|[start, end, from, to]| Paragraph { span: span(start, end), sentences: from..to });
                document.paragraphs.extend(rows);
            }
            frame::SENTENCES => {
                let sentences = rows(payload)
                    .map(|[start, end, speaker]| Sentence { span: span(start, end), speaker: speaker.checked_sub(1) });
                document.sentences.extend(sentences);
            }
            frame::TOKENS => document.tokens.extend(rows(payload).map(|[start, end]| Token { span: span(start, end) })),
            frame::MENTIONS => {
                for [start, end, kind, entity] in rows(payload) {
                    document.mentions.push(Mention { span: span(start, end), kind: kind_of(kind)?, entity });
                }
            }
            frame::QUOTATIONS => {
                for [start, end, kind, speaker, rule] in rows(payload) {
                    let kind = QuotationKind::ALL.get(kind as usize).ok_or(Broken("a quotation of no known kind"))?;
                    let speaker = speaker.checked_sub(1);
                    let rule = rule.checked_sub(1).and_then(|rule| SpeakerRule::ALL.get(rule as usize).copied());
                    document.quotations.push(Quotation { span: span(start, end), kind: *kind, speaker, rule });
                }
            }
            frame::ENTITY_KIND => {
                let kind = kind_of(u32::from(*payload.first().ok_or(Broken("an entity without a type"))?))?;
                document.entities.push(DocumentEntity { key: "".into(), name: "".into(), kind });
            }
            frame::ENTITY_KEY | frame::ENTITY_NAME => {
                let entity = document.entities.last_mut().ok_or(Broken("a name before its entity"))?;
                let field = if kind == frame::ENTITY_KEY { &mut entity.key } else { &mut entity.name };
                *field = text(payload)?.into();
            }
            frame::HEAD => return Ok(Some(Reply::Head(ArticleId::new(text(payload)?), self.take_document()))),
            frame::DOCUMENT => return Ok(Some(Reply::Document(ArticleId::new(text(payload)?), self.take_document()))),
            frame::PROJECT_FILE => {
                let [nth] = rows(payload).next().ok_or(Broken("no number of an input"))?;
                return Ok(Some(Reply::ProjectFile(nth)));
            }
            frame::TEXT_OF => {
                self.texts.insert(ArticleId::new(text(payload)?), self.body.clone());
            }
            frame::EDITS => {
                let texts = std::mem::take(&mut self.texts);
                let record = journal::decode(&self.body, &|id| texts.get(id).cloned());
                return Ok(Some(Reply::Edits(record.map_err(|_| Broken("a record of edits"))?.edits)));
            }
            frame::REPORT => return Ok(Some(Reply::Report(self.body.clone()))),
            frame::SPANS => self.spans.extend(rows(payload).map(|[start, end]| span(start, end))),
            frame::FOUND => {
                return Ok(Some(Reply::Found(ArticleId::new(text(payload)?), std::mem::take(&mut self.spans))));
            }
            frame::SUGGESTION => self.suggestions.push(Rc::new(suggestions::decode(payload)?)),
            frame::SUGGESTED => return Ok(Some(Reply::Suggested(std::mem::take(&mut self.suggestions)))),
            frame::DONE => return Ok(Some(Reply::Done)),
            _ => return Err(Broken("a frame of no known kind")),
        }
        Ok(None)
    }

    fn take_document(&mut self) -> Rc<Document> {
        Rc::new(std::mem::take(&mut self.document))
    }

    fn line(&self, payload: &[u8]) -> Result<Dropped, Broken> {
        let broken = Broken("a dropped line cut short");
        let (numbers, texts) = payload.split_at_checked(20).ok_or(broken.clone())?;
        let [line, n_lines, step, n_text, is_kept] = rows(numbers).next().ok_or(broken.clone())?;
        let (line_text, kept) = text(texts)?.split_at_checked(n_text as usize).ok_or(broken)?;
        let kept = (is_kept == 1).then(|| kept.into());
        Ok(Dropped { rule: self.rule.clone(), line, n_lines, step, text: line_text.into(), kept })
    }

    fn article(&mut self, payload: &[u8]) -> Result<Reply, Broken> {
        let body = std::mem::take(&mut self.body);
        let record =
            journal::decode(text(payload)?, &|_| Some(body.clone())).map_err(|_| Broken("an article's record"))?;
        let Some(Record::Article(rest)) = record.edits.into_iter().next().and_then(|edit| edit.after) else {
            return Err(Broken("a record of something else than an article"));
        };
        self.rule = Rc::default();
        let source = Source { dropped: std::mem::take(&mut self.dropped), ..(*rest.source).clone() };
        let marks = std::mem::take(&mut self.marks).into();
        Ok(Reply::Article(Rc::new(Article { marks, source: Rc::new(source), ..(*rest).clone() })))
    }
}

fn text(payload: &[u8]) -> Result<&str, Broken> {
    std::str::from_utf8(payload).map_err(|_| Broken("a text that is not UTF-8"))
}

fn rows<const N: usize>(payload: &[u8]) -> impl Iterator<Item = [u32; N]> {
    let (words, _) = payload.as_chunks::<4>();
    let (rows, _) = words.as_chunks::<N>();
    rows.iter().map(|row| row.map(u32::from_le_bytes))
}

fn span(start: u32, end: u32) -> Span {
    Span { start, end }
}

fn kind_of(number: u32) -> Result<EntityKind, Broken> {
    EntityKind::ALL.get(number as usize).copied().ok_or(Broken("a type of no known number"))
}
