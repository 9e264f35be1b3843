//! Replies into messages.

use super::{MESSAGE_BYTES, Reply, frame, suggestions};
use crate::edit::{Cause, Edit, Meta, Record, Transaction};
use crate::format::journal;
use crate::model::{Article, ArticleId, Document, Dropped, Mark, Source, Time};
use std::rc::Rc;

/// Writes replies into messages, which go out through `send` as they fill.
pub struct Encoder<S: FnMut(Vec<u8>)> {
    message: Vec<u8>,
    send: S,
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
            Reply::Problem(text) => self.problem(text),
            Reply::Note(text) => self.frame(frame::NOTE, text.as_bytes()),
            Reply::Article(article) => {
                self.text(&article.text);
                self.marks_and_dropped(article);
                let source = Source { dropped: Vec::new(), ..(*article.source).clone() };
                let rest = Article { marks: Rc::new([]), source: Rc::new(source), ..(**article).clone() };
                let edit = Edit { before: None, after: Some(Record::Article(Rc::new(rest))) };
                self.frame(frame::ARTICLE, record_of(vec![edit]).as_bytes());
            }
            Reply::Head(id, document) => {
                self.document(document);
                self.frame(frame::HEAD, id.as_str().as_bytes());
            }
            Reply::Document(id, document) => self.analysed(id, document),
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
            Reply::Report(text) => {
                self.text(text);
                self.frame(frame::REPORT, &[]);
            }
            Reply::Found(id, spans) => {
                self.column(frame::SPANS, spans, |span| [span.start, span.end]);
                self.frame(frame::FOUND, id.as_str().as_bytes());
            }
            Reply::Suggested(list) => {
                list.iter().for_each(|suggestion| self.frame(frame::SUGGESTION, &suggestions::encode(suggestion)));
                self.frame(frame::SUGGESTED, &[]);
            }
            Reply::Done => self.done(),
        }
    }

    /// Writes a [`Reply::Document`]. This and the next two are what the engine alone answers: apart from all other
    /// replies, so that its module need not hold these.
    pub fn analysed(&mut self, id: &ArticleId, document: &Document) {
        self.document(document);
        self.frame(frame::DOCUMENT, id.as_str().as_bytes());
    }

    /// Writes a [`Reply::Problem`].
    pub fn problem(&mut self, text: &str) {
        self.frame(frame::PROBLEM, text.as_bytes());
    }

    /// Writes a [`Reply::Done`].
    pub fn done(&mut self) {
        self.frame(frame::DONE, &[]);
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
        self.frame(frame::TEXT_END, &[]);
        // Taking it in is a task of its own.
        if text.len() > MESSAGE_BYTES {
            self.flush();
        }
    }

    fn marks_and_dropped(&mut self, article: &Article) {
        let mut rule = "";
        for Mark { span, kind, rule: own } in article.marks.iter() {
            self.rule(&mut rule, own);
            self.frame(frame::MARK, bytes([span.start, span.end, *kind as u32]).as_flattened());
        }
        for Dropped { rule: own, line, n_lines, step, text, kept } in &article.source.dropped {
            self.rule(&mut rule, own);
            let n_text = text.len() as u32;
            let mut payload =
                bytes([*line, *n_lines, *step, n_text, u32::from(kept.is_some())]).as_flattened().to_vec();
            payload.extend_from_slice(text.as_bytes());
            payload.extend_from_slice(kept.as_deref().unwrap_or_default().as_bytes());
            self.frame(frame::DROPPED, &payload);
        }
    }

    fn rule<'a>(&mut self, last: &mut &'a str, rule: &'a str) {
        if *last != rule {
            self.frame(frame::RULE, rule.as_bytes());
            *last = rule;
        }
    }

    fn document(&mut self, document: &Document) {
        let Document { paragraphs, sentences, tokens, mentions, entities, quotations } = document;
        let lengths = [paragraphs.len(), sentences.len(), tokens.len(), mentions.len(), entities.len()];
        self.column(frame::LENGTHS, &lengths, |n| [*n as u32]);
        self.column(frame::PARAGRAPHS, paragraphs, |p| [p.span.start, p.span.end, p.sentences.start, p.sentences.end]);
        self.column(frame::SENTENCES, sentences, |s| {
            [s.span.start, s.span.end, s.speaker.map_or(0, |entity| entity + 1)]
        });
        self.column(frame::TOKENS, tokens, |t| [t.span.start, t.span.end]);
        self.column(frame::MENTIONS, mentions, |m| [m.span.start, m.span.end, m.kind as u32, m.entity]);
        self.column(frame::QUOTATIONS, quotations, |q| {
            let rule = q.rule.map_or(0, |rule| rule as u32 + 1);
            [q.span.start, q.span.end, q.kind as u32, q.speaker.map_or(0, |entity| entity + 1), rule]
        });
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

/// Edits as the journal writes them, without the texts.
fn record_of(edits: Vec<Edit>) -> String {
    let meta = Meta { coder: None, at: Time::default(), label: "".into(), cause: Cause::System };
    journal::encode(&Transaction { id: "".into(), edits, meta })
}

fn bytes<const N: usize>(numbers: [u32; N]) -> [[u8; 4]; N] {
    numbers.map(u32::to_le_bytes)
}
