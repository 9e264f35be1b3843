//! What readers hand to the [`Builder`](super::build::Builder): where something is said, what, and by whom.

use crate::model::{ArticleId, Body, CoderId, Time};

/// One of the builder's texts.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextIx(pub(super) usize);

/// What something is said of.
#[derive(Clone, Debug)]
pub(super) enum Place {
    /// The whole article.
    Article,
    /// The record's text: the sentence if it is one, else the article.
    Record,
    /// A stretch of it, and the words that stand there if the file has them.
    Stretch { start: u32, end: u32, quote: Option<String> },
}

/// What is said.
#[derive(Clone, Debug)]
pub(super) enum What {
    Body(Body),
    /// A category of the file's own.
    Category(String),
}

/// One tag of the file.
pub(super) struct Said {
    pub(super) text: TextIx,
    pub(super) place: Place,
    pub(super) what: What,
    pub(super) coder: CoderId,
    pub(super) created: Option<Time>,
    pub(super) line: u32,
}

/// A tag of an article whose text the file does not have.
pub(super) struct Far<'a> {
    /// Empty if the file names none that we could know.
    pub(super) article: ArticleId,
    pub(super) offsets: Option<(u32, u32)>,
    pub(super) quote: &'a str,
    pub(super) prefix: &'a str,
    pub(super) suffix: &'a str,
    pub(super) body: Body,
    pub(super) coder: CoderId,
    pub(super) created: Option<Time>,
    pub(super) modified: Option<Time>,
}
