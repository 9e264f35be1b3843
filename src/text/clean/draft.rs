//! The text under the rules: its lines and what was decided about each, until articles are made of them.

use super::article::{Block, BlockFate, Change, CleanedArticle, CleanedMark, LineKind};
use super::{CONTENT, LAYOUT, MARKDOWN, PLAIN, Rule, rules};
use crate::text::Span;
use std::borrow::Cow;
use std::ops::Range;

/// Cleans a plain text. `known_title` is a title from elsewhere, or empty: the text's own first line is then
/// lifted out only if it says the same. Gives at least one article, whose text may be empty. Linear in the text.
pub fn clean(original: &str, known_title: &str) -> Vec<CleanedArticle> {
    let mut draft = Draft::of_text(original, known_title);
    draft.run(LAYOUT);
    draft.run(PLAIN);
    draft.run(CONTENT);
    draft.finish()
}

/// Cleans a Markdown text: as [`clean`], with markup read as marks and left out of the text.
pub fn clean_markdown(original: &str, known_title: &str) -> Vec<CleanedArticle> {
    let mut draft = Draft::of_text(original, known_title);
    draft.run(LAYOUT);
    draft.run(MARKDOWN);
    draft.run(CONTENT);
    draft.finish()
}

/// Cleans paragraphs that another reader found, by the content rules alone.
pub fn clean_blocks(blocks: &[Block], known_title: &str) -> Vec<CleanedArticle> {
    let mut draft = Draft::of_blocks(blocks, known_title);
    draft.run(CONTENT);
    draft.finish()
}

/// All lines of one original, and where its articles begin.
pub(super) struct Draft<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// Ascending by `start`; the first starts at 0.
    pub(super) parts: Vec<Part>,
    /// What stood between lines.
    pub(super) separator: &'static str,
    pub(super) known_title: &'a str,
}

/// One line and what was decided about it.
pub(super) struct Line<'a> {
    number: u32,
    raw: &'a str,
    text: Cow<'a, str>,
    fate: Fate,
    /// Bytes at the start of `text` that come from this line; the rest was joined to it. 0 if nothing was.
    n_own: usize,
    rule: &'static str,
    mark: Option<(LineKind, &'static str)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is a paragraph of the text.
    Kept,
    /// It is not in the text.
    Dropped,
    /// Its words are at the end of an earlier line's.
    Joined,
}

/// One article in the making.
#[derive(Default)]
pub(super) struct Part {
    /// Index of its first line.
    pub(super) start: usize,
    pub(super) title: String,
    pub(super) outlet: String,
    pub(super) date: String,
    pub(super) author: String,
    pub(super) url: String,
    pub(super) lang: String,
}

impl<'a> Draft<'a> {
    /// The whole text as one line, for the layout rules to split.
    fn of_text(original: &'a str, known_title: &'a str) -> Draft<'a> {
        let lines = vec![Line::new(1, original)];
        Draft { lines, parts: vec![Part::default()], separator: "\n", known_title }
    }

    fn of_blocks(blocks: &'a [Block], known_title: &'a str) -> Draft<'a> {
        let lines = blocks.iter().map(|block| {
            let mut line = Line::new(block.line, &block.text);
            match block.fate {
                BlockFate::Text => {}
                BlockFate::Marked(kind, rule) => line.mark(kind, rule),
                BlockFate::Dropped(rule) => line.drop(rule),
            }
            line
        });
        Draft { lines: lines.collect(), parts: vec![Part::default()], separator: "\n", known_title }
    }

    fn run(&mut self, rules: &[Rule]) {
        for rule in rules {
            (rule.apply)(self);
        }
    }

    /// The lines of each article.
    pub(super) fn ranges(&self) -> Vec<Range<usize>> {
        let ends = self.parts.iter().skip(1).map(|part| part.start).chain([self.lines.len()]);
        self.parts.iter().zip(ends).map(|(part, end)| part.start..end).collect()
    }

    /// Indices of the lines of `range` that are in the text so far.
    pub(super) fn kept(&self, range: Range<usize>) -> Vec<usize> {
        range.filter(|&at| !self.lines[at].is_dropped()).collect()
    }

    /// Moves the words of line `from` to the end of line `to`.
    pub(super) fn join(&mut self, to: usize, from: usize, rule: &'static str) {
        let words = self.lines[from].text.clone();
        let line = &mut self.lines[to];
        if line.n_own == 0 {
            line.n_own = line.text.len();
            line.rule = rule;
        }
        let is_broken_word =
            line.text.ends_with(['-', '\u{ad}']) && words.starts_with(char::is_lowercase) && !line.text.ends_with(" -");
        let text = line.text.to_mut();
        if !is_broken_word {
            text.push(' ');
        }
        text.push_str(&words);
        self.lines[from].fate = Fate::Joined;
        self.lines[from].rule = JOINED;
    }

    fn finish(self) -> Vec<CleanedArticle> {
        let ranges = self.ranges();
        let mut articles: Vec<CleanedArticle> = Vec::new();
        let mut waiting = self.separator_change();
        for (part, range) in self.parts.into_iter().zip(ranges) {
            let mut article = CleanedArticle {
                title: part.title,
                outlet: part.outlet,
                date: part.date,
                author: part.author,
                url: part.url,
                lang: part.lang,
                changes: std::mem::take(&mut waiting),
                ..CleanedArticle::default()
            };
            write_lines(&self.lines[range], &mut article);
            // An article of no words is none; its lines stay on record with the one before or after it.
            if !article.text.is_empty() {
                articles.push(article);
            } else if let Some(before) = articles.last_mut() {
                before.changes.append(&mut article.changes);
            } else {
                waiting = article.changes;
            }
        }
        if articles.is_empty() {
            articles.push(CleanedArticle { changes: waiting, ..CleanedArticle::default() });
        }
        articles
    }

    fn separator_change(&self) -> Vec<Change> {
        match self.separator {
            "\n" => Vec::new(),
            other => {
                let rule = rules::line_ends::RULE.name;
                vec![Change { rule, line: 1, n_lines: 1, step: 1, text: other.into(), kept: Some("\n".into()) }]
            }
        }
    }
}

/// Recorded for lines whose words stand at the end of the line before.
pub(super) const JOINED: &str = "joined-line";

fn write_lines(lines: &[Line<'_>], article: &mut CleanedArticle) {
    article.text.reserve(lines.iter().map(|line| line.text.len() + 1).sum());
    // Where the last record of empty lines is.
    let mut run: Option<usize> = None;
    for line in lines {
        let is_empty = line.raw.is_empty() && line.fate == Fate::Dropped;
        let mut last = run.filter(|_| is_empty).map(|ix| &mut article.changes[ix]);
        let is_recorded = last.as_mut().is_some_and(|change| change.rule == line.rule && change.take_in(line.number));
        if line.is_changed() && !is_recorded {
            run = if is_empty { Some(article.changes.len()) } else { run };
            article.changes.push(Change {
                rule: line.rule,
                line: line.number,
                n_lines: 1,
                step: 1,
                text: line.raw.into(),
                kept: (line.fate != Fate::Dropped).then(|| line.own().into()),
            });
        }
        if line.fate != Fate::Kept {
            continue;
        }
        if !article.text.is_empty() {
            article.text.push('\n');
        }
        let start = article.text.len();
        article.text.push_str(&line.text);
        if let Some((kind, rule)) = line.mark {
            article.marks.push(CleanedMark { span: Span::new(start, article.text.len()), kind, rule });
        }
    }
}

impl<'a> Line<'a> {
    pub(super) fn new(number: u32, raw: &'a str) -> Line<'a> {
        Line { number, raw, text: Cow::Borrowed(raw), fate: Fate::Kept, n_own: 0, rule: "", mark: None }
    }

    /// The line as it stood.
    pub(super) fn raw(&self) -> &'a str {
        self.raw
    }

    /// What is kept of the line so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn rule(&self) -> &'static str {
        self.rule
    }

    /// Whether it is no paragraph of the text.
    pub(super) fn is_dropped(&self) -> bool {
        self.fate != Fate::Kept
    }

    pub(super) fn kind(&self) -> Option<LineKind> {
        self.mark.map(|(kind, _)| kind)
    }

    /// Whether it stays and nothing is known against its being prose.
    pub(super) fn is_prose(&self) -> bool {
        self.fate == Fate::Kept && self.mark.is_none()
    }

    /// Takes the line out of the text.
    pub(super) fn drop(&mut self, rule: &'static str) {
        self.fate = Fate::Dropped;
        self.rule = rule;
        self.mark = None;
    }

    /// Keeps `start..end` (bytes) of what was kept so far.
    pub(super) fn cut_to(&mut self, range: Range<usize>, rule: &'static str) {
        if range == (0..self.text.len()) {
            return;
        }
        self.rule = rule;
        self.text = match &self.text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
            Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
        };
    }

    /// Keeps `text` of the line.
    pub(super) fn rewrite(&mut self, text: String, rule: &'static str) {
        self.text = Cow::Owned(text);
        self.rule = rule;
    }

    /// Leaves the line in the text, set apart.
    pub(super) fn mark(&mut self, kind: LineKind, rule: &'static str) {
        self.mark = Some((kind, rule));
    }

    /// What is kept of this line alone.
    fn own(&self) -> &str {
        match self.n_own {
            0 => &self.text,
            // A later rule may have shortened the joined paragraph.
            n => self.text.get(..n).unwrap_or(&self.text),
        }
    }

    fn is_changed(&self) -> bool {
        self.fate != Fate::Kept || self.n_own > 0 || self.raw.len() != self.text.len() || *self.raw != *self.text
    }
}
