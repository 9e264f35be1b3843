//! What goes into cleaning beside plain text, and what comes out: plain types that know no model.

use crate::text::Span;
use std::rc::Rc;

/// One article as cleaning leaves it. What the text does not say is an empty string.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CleanedArticle {
    /// Headline, if a rule found one; it is then not part of the text.
    pub title: String,
    /// Who published it, if the text around it says so.
    pub outlet: String,
    /// `2025-08-15`, or `2025-08-15/2025-08-16` for several date lines.
    pub date: String,
    /// Names of a byline.
    pub author: String,
    /// Address, if the text's own header gives it.
    pub url: String,
    /// Language tag, if the text's own header gives it.
    pub lang: String,
    /// One paragraph a line, joined by `\n`, without blank lines and final newline.
    pub text: String,
    /// Paragraphs that are not running prose, ascending.
    pub marks: Vec<CleanedMark>,
    /// Every line of the original that is not in the text as it stood, ascending.
    pub changes: Vec<Change>,
}

/// A paragraph that is not running prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleanedMark {
    /// The paragraph without its line end, in bytes of the cleaned text.
    pub span: Span,
    /// What it is.
    pub kind: LineKind,
    /// Name of the rule that said so.
    pub rule: &'static str,
}

/// What a marked paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A heading of the article itself.
    Heading,
    /// The words under a picture.
    Caption,
    /// A date or time between posts.
    DateLine,
    /// A headline of another text, left of a link.
    LinkedHeadline,
    /// The line that names the writer or the agencies.
    Byline,
}

/// One line of the original that is not in the text as it stood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Name of the rule that decided.
    pub rule: &'static str,
    /// 1-based line of the original.
    pub line: u32,
    /// How many lines this is the record of, `step` apart. More than one for empty lines only: an article may have
    /// one after each of ten thousand paragraphs.
    pub n_lines: u32,
    /// From one of its lines to the next.
    pub step: u32,
    /// The line as it stood, without its line end.
    pub text: Rc<str>,
    /// What the text has of it; `None` if the whole line went.
    pub kept: Option<Rc<str>>,
}

impl Change {
    /// Takes another empty line into the record, if it continues the run.
    pub(super) fn take_in(&mut self, line: u32) -> bool {
        let step = line - (self.line + (self.n_lines - 1) * self.step);
        let is_next = self.text.is_empty() && self.kept.is_none() && (self.n_lines == 1 || self.step == step);
        if is_next {
            self.n_lines += 1;
            self.step = step;
        }
        is_next
    }
}

/// A paragraph that a reader of a structured format has already found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// 1-based line of the original where it begins.
    pub line: u32,
    /// Its text, in one line.
    pub text: String,
    /// What the format's own markup says of it, and the rule that read the markup.
    pub fate: BlockFate,
}

/// What markup says of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockFate {
    /// Running text, unless a content rule knows better.
    Text,
    /// Something else that stays.
    Marked(LineKind, &'static str),
    /// Outside the article.
    Dropped(&'static str),
}
