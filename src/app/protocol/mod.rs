//! How the worker's answers travel to the page: frames in byte messages of at most [`MESSAGE_BYTES`] or so.
//!
//! A message is read in one task of the page, so its size bounds how long the page is busy; 5 MB of text with its
//! document is some sixty messages. Columns of numbers are little-endian `u32`; an article's metadata is a journal
//! record, apart from its marks and dropped lines, of which 5 MB may have ten thousand. Both ends are always the same
//! build, so there is no version here.

mod decode;
mod encode;
mod suggestions;

pub use decode::Decoder;
pub use encode::Encoder;
pub use suggestions::{target_of, target_text};

use crate::edit::Edit;
use crate::find::suggest::Suggestion;
use crate::model::{Article, ArticleId, Document};
use crate::text::Span;
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
    /// What became of a file: a [`FileReport`](super::import_report::FileReport) as it is written, since the first part
    /// of the page only hands it on.
    Report(Rc<str>),
    /// Where a pattern matches in this article.
    Found(ArticleId, Vec<Span>),
    /// What might be tagged.
    Suggested(Vec<Rc<Suggestion>>),
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

/// What a frame holds, by the byte that it begins with.
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
    pub(super) const TEXT_END: u8 = 23;
    /// The rule of what follows.
    pub(super) const RULE: u8 = 24;
    pub(super) const MARK: u8 = 25;
    pub(super) const DROPPED: u8 = 26;
    pub(super) const QUOTATIONS: u8 = 27;
    pub(super) const SUGGESTION: u8 = 28;
    pub(super) const SUGGESTED: u8 = 29;
    pub(super) const REPORT: u8 = 30;
}
