//! One text with its metadata and the record of how it was cleaned.

use super::ArticleId;
use crate::text::Span;
use std::rc::Rc;

/// One text with metadata. What the source does not say is an empty string, never a guess.
///
/// The text never changes once imported; metadata may be edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// `sha256:` and the digest of `text`: the same text is the same article everywhere.
    pub id: ArticleId,
    /// Headline.
    pub title: Rc<str>,
    /// Who published it.
    pub outlet: Rc<str>,
    /// `2025-08-15`, or a coarser or free form where the source gives no more.
    pub date: Rc<str>,
    /// Byline.
    pub author: Rc<str>,
    /// Where it stood on the web.
    pub url: Rc<str>,
    /// BCP 47 language tag.
    pub lang: Rc<str>,
    /// The cleaned text, one paragraph a line, that all offsets refer to.
    pub text: Rc<str>,
    /// Stretches of the text that are not running prose; ascending, not overlapping.
    pub marks: Rc<[Mark]>,
    /// Where the text came from and what cleaning left out.
    pub source: Rc<Source>,
    /// Fields of a project file that this version does not know, as a JSON object's text; empty if none.
    pub extra: Rc<str>,
}

impl Article {
    /// Lists have articles by outlet, date and title, those without an outlet last: to be compared with another one's.
    pub fn place_in_lists(&self) -> impl Ord + '_ {
        (self.outlet.is_empty(), &self.outlet, &self.date, &self.title, &self.id)
    }
}

/// A whole paragraph that is something else than running prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The paragraph, without its line end.
    pub span: Span,
    /// What it is.
    pub kind: MarkKind,
    /// Name of the cleaning rule that said so.
    pub rule: Rc<str>,
}

/// What a marked paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// A heading of the article itself.
    Heading,
    /// The words under a picture.
    Caption,
    /// A date line, as live feeds set between days.
    DateLine,
    /// A headline of another article that stood here as a link.
    LinkedHeadline,
    /// The line that names the writer or the agencies.
    Byline,
}

impl MarkKind {
    /// All kinds, in the order of their numbers.
    pub const ALL: [MarkKind; 5] =
        [MarkKind::Heading, MarkKind::Caption, MarkKind::DateLine, MarkKind::LinkedHeadline, MarkKind::Byline];
}

/// The original that an article was cleaned from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// File name, or `pasted text`.
    pub file: Rc<str>,
    /// Hex SHA-256 of the whole original; articles split from one file share it.
    pub sha256: Rc<str>,
    /// What cleaning left out or changed, in the original's order.
    pub dropped: Vec<Dropped>,
}

/// A line of the original that is not in the text as it stood, or a run of empty lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Name of the cleaning rule that fired.
    pub rule: Rc<str>,
    /// 1-based line in the original file.
    pub line: u32,
    /// How many lines this is the record of, `step` apart: more than one for empty lines only.
    pub n_lines: u32,
    /// From one of its lines to the next.
    pub step: u32,
    /// The line as it stood, without its `\n`.
    pub text: Rc<str>,
    /// What was kept of it; `None` if the whole line went.
    pub kept: Option<Rc<str>>,
}

impl Dropped {
    /// Its lines, 1-based.
    pub fn lines(&self) -> impl Iterator<Item = u32> {
        let (line, step) = (self.line, self.step);
        (0..self.n_lines).map(move |nth| line.saturating_add(nth.saturating_mul(step)))
    }
}
