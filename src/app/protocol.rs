//! How the worker's answers travel to the page: frames in byte messages of at most [`MESSAGE_BYTES`] or so.
//!
//! A message is read in one task of the page, so its size bounds how long the page is busy; 5 MB of text with its
//! document is some sixty messages. Columns of numbers are little-endian `u32`; an article's metadata is a journal
//! record. Both ends are always the same build, so there is no version here.

use crate::edit::{Cause, Edit, Meta, Record, Transaction};
use crate::format::journal;
use crate::model::{
    Article, ArticleId, Document, DocumentEntity, EntityKind, Mention, Paragraph, Sentence, Time, Token,
};
use crate::text::{Map, Span};
use std::fmt;
use std::rc::Rc;

/// A message is sent once it is this long; a single frame's payload is cut at this length.
pub const MESSAGE_BYTES: usize = 256 << 10;

/// One thing the worker has to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// How far it is, in bytes of the files.
    Progress {
        /// Done.
        n_done: u64,
        /// In all.
        n_total: u64,
    },
    /// Something did not come in: a sentence for a person.
    Problem(String),
    /// Something came in, but was read in a way worth knowing.
    Note(String),
    /// An article, with its text.
    Article(Rc<Article>),
    /// What the engine finds in the first part of a long article, sent ahead so that a first screen can be shown.
    Head(ArticleId, Rc<Document>),
    /// What the engine finds in the whole article.
    Document(ArticleId, Rc<Document>),
    /// This input, counted from 0, is a project file: to be merged with what the page holds, which it is to send.
    ProjectFile(u32),
    /// What merging a project file changes.
    Edits(Vec<Edit>),
    /// Where a pattern matches in this article.
    Found(ArticleId, Vec<Span>),
    /// The request is answered.
    Done,
}

/// A message that this code did not write. A bug, since page and worker are the same build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken(&'static str);

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the worker's answer cannot be read: {}", self.0)
    }
}

impl std::error::Error for Broken {}

/// Writes replies into messages, which go out through `send` as they fill.
pub struct Encoder<S: FnMut(Vec<u8>)> {
    message: Vec<u8>,
    send: S,
}

/// Reads messages back into replies.
#[derive(Debug, Default)]
pub struct Decoder {
    text: String,
    texts: Map<ArticleId, Rc<str>>,
    spans: Vec<Span>,
    document: Document,
}

mod frame {
    pub(super) const PROGRESS: u8 = 1;
    pub(super) const PROBLEM: u8 = 2;
    pub(super) const NOTE: u8 = 3;
    /// Bytes of the text to come.
    pub(super) const TEXT_LENGTH: u8 = 4;
    pub(super) const TEXT: u8 = 5;
    pub(super) const ARTICLE: u8 = 6;
    /// Lengths of the columns to come.
    pub(super) const LENGTHS: u8 = 7;
    pub(super) const PARAGRAPHS: u8 = 8;
    pub(super) const SENTENCES: u8 = 9;
    pub(super) const TOKENS: u8 = 10;
    pub(super) const MENTIONS: u8 = 11;
    pub(super) const ENTITY_KIND: u8 = 12;
    pub(super) const ENTITY_KEY: u8 = 13;
    pub(super) const ENTITY_NAME: u8 = 14;
    pub(super) const HEAD: u8 = 15;
    pub(super) const DOCUMENT: u8 = 16;
    pub(super) const PROJECT_FILE: u8 = 17;
    pub(super) const DONE: u8 = 18;
    /// Whose the text before is.
    pub(super) const TEXT_OF: u8 = 19;
    pub(super) const EDITS: u8 = 20;
    pub(super) const SPANS: u8 = 21;
    pub(super) const FOUND: u8 = 22;
}

impl<S: FnMut(Vec<u8>)> Encoder<S> {
    /// An encoder that sends its messages so.
    pub fn new(send: S) -> Encoder<S> {
        Encoder { message: Vec::new(), send }
    }

    /// Writes a reply. Parts of it may be sent at once, the rest with the next ones or by [`Encoder::flush`].
    pub fn reply(&mut self, reply: &Reply) {
        match reply {
            Reply::Progress { n_done, n_total } => {
                let words = [*n_done, *n_total].map(u64::to_le_bytes).concat();
                self.frame(frame::PROGRESS, &words);
            }
            Reply::Problem(text) => self.frame(frame::PROBLEM, text.as_bytes()),
            Reply::Note(text) => self.frame(frame::NOTE, text.as_bytes()),
            Reply::Article(article) => {
                self.text(&article.text);
                let edit = Edit { before: None, after: Some(Record::Article(article.clone())) };
                self.frame(frame::ARTICLE, record_of(vec![edit]).as_bytes());
            }
            Reply::Head(id, document) => {
                self.document(document);
                self.frame(frame::HEAD, id.as_str().as_bytes());
            }
            Reply::Document(id, document) => {
                self.document(document);
                self.frame(frame::DOCUMENT, id.as_str().as_bytes());
            }
            Reply::ProjectFile(nth) => self.frame(frame::PROJECT_FILE, &nth.to_le_bytes()),
            Reply::Edits(edits) => {
                for edit in edits {
                    if let Some(Record::Article(article)) = &edit.after {
                        self.text(&article.text);
                        self.frame(frame::TEXT_OF, article.id.as_str().as_bytes());
                    }
                }
                self.text(&record_of(edits.clone()));
                self.frame(frame::EDITS, &[]);
            }
            Reply::Found(id, spans) => {
                self.column(frame::SPANS, spans, |span| [span.start, span.end]);
                self.frame(frame::FOUND, id.as_str().as_bytes());
            }
            Reply::Done => self.frame(frame::DONE, &[]),
        }
    }

    /// Sends what is still here.
    pub fn flush(&mut self) {
        if !self.message.is_empty() {
            (self.send)(std::mem::take(&mut self.message));
        }
    }

    fn text(&mut self, text: &str) {
        self.frame(frame::TEXT_LENGTH, &(text.len() as u32).to_le_bytes());
        let mut rest = text;
        while !rest.is_empty() {
            let (chunk, after) = rest.split_at(rest.floor_char_boundary(MESSAGE_BYTES));
            self.frame(frame::TEXT, chunk.as_bytes());
            rest = after;
        }
    }

    fn document(&mut self, document: &Document) {
        let Document { paragraphs, sentences, tokens, mentions, entities } = document;
        let lengths = [paragraphs.len(), sentences.len(), tokens.len(), mentions.len(), entities.len()];
        self.column(frame::LENGTHS, &lengths, |n| [*n as u32]);
        self.column(frame::PARAGRAPHS, paragraphs, |p| [p.span.start, p.span.end, p.sentences.start, p.sentences.end]);
        self.column(frame::SENTENCES, sentences, |s| [s.span.start, s.span.end]);
        self.column(frame::TOKENS, tokens, |t| [t.span.start, t.span.end]);
        self.column(frame::MENTIONS, mentions, |m| [m.span.start, m.span.end, m.kind as u32, m.entity]);
        for entity in entities {
            self.frame(frame::ENTITY_KIND, &[entity.kind as u8]);
            self.frame(frame::ENTITY_KEY, entity.key.as_bytes());
            self.frame(frame::ENTITY_NAME, entity.name.as_bytes());
        }
    }

    /// Rows of `N` numbers each, in as many frames as it takes.
    fn column<T, const N: usize>(&mut self, kind: u8, rows: &[T], numbers: impl Fn(&T) -> [u32; N]) {
        for rows in rows.chunks(MESSAGE_BYTES / (4 * N)) {
            let mut payload = Vec::with_capacity(rows.len() * 4 * N);
            for number in rows.iter().flat_map(&numbers) {
                payload.extend_from_slice(&number.to_le_bytes());
            }
            self.frame(kind, &payload);
        }
    }

    fn frame(&mut self, kind: u8, payload: &[u8]) {
        if self.message.len() + payload.len() > MESSAGE_BYTES {
            self.flush();
        }
        self.message.push(kind);
        self.message.extend_from_slice(&(payload.len() as u32).to_le_bytes());
        self.message.extend_from_slice(payload);
    }
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
                };
            }
            frame::PARAGRAPHS => {
                let rows = rows(payload)
                    .map(|[start, end, from, to]| Paragraph { span: span(start, end), sentences: from..to });
                document.paragraphs.extend(rows);
            }
            frame::SENTENCES => {
                document.sentences.extend(rows(payload).map(|[start, end]| Sentence { span: span(start, end) }));
            }
            frame::TOKENS => document.tokens.extend(rows(payload).map(|[start, end]| Token { span: span(start, end) })),
            frame::MENTIONS => {
                for [start, end, kind, entity] in rows(payload) {
                    document.mentions.push(Mention { span: span(start, end), kind: kind_of(kind)?, entity });
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
                let body = std::mem::take(&mut self.text).into();
                self.texts.insert(ArticleId::new(text(payload)?), body);
            }
            frame::EDITS => {
                let (json, texts) = (std::mem::take(&mut self.text), std::mem::take(&mut self.texts));
                let record = journal::decode(&json, &|id| texts.get(id).cloned());
                return Ok(Some(Reply::Edits(record.map_err(|_| Broken("a record of edits"))?.edits)));
            }
            frame::SPANS => self.spans.extend(rows(payload).map(|[start, end]| span(start, end))),
            frame::FOUND => {
                return Ok(Some(Reply::Found(ArticleId::new(text(payload)?), std::mem::take(&mut self.spans))));
            }
            frame::DONE => return Ok(Some(Reply::Done)),
            _ => return Err(Broken("a frame of no known kind")),
        }
        Ok(None)
    }

    fn take_document(&mut self) -> Rc<Document> {
        Rc::new(std::mem::take(&mut self.document))
    }

    fn article(&mut self, payload: &[u8]) -> Result<Reply, Broken> {
        let body: Rc<str> = std::mem::take(&mut self.text).into();
        let record =
            journal::decode(text(payload)?, &|_| Some(body.clone())).map_err(|_| Broken("an article's record"))?;
        match record.edits.into_iter().next().and_then(|edit| edit.after) {
            Some(Record::Article(article)) => Ok(Reply::Article(article)),
            _ => Err(Broken("a record of something else than an article")),
        }
    }
}

/// Edits as the journal writes them, without the texts.
fn record_of(edits: Vec<Edit>) -> String {
    let meta = Meta { coder: None, at: Time::default(), label: "".into(), cause: Cause::System };
    journal::encode(&Transaction { id: "".into(), edits, meta })
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
