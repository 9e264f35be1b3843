//! What news databases write as text: Nexis, Factiva and ProQuest, many articles in one file, each with its fields.
//!
//! A file is known by its content, since all of them are `.txt`, and what a word processor was told to hold comes the
//! same way. Fields become title, outlet, author, date, address and language; every other line that is not the
//! article's text is on record as left out, and what was not understood is an issue with its line. Not here: the
//! databases' HTML, RTF and PDF.

mod dates;
mod factiva;
mod nexis;
mod proquest;
mod story;

use super::{Imported, Input, assemble};
use crate::text::clean::{Block, BlockFate, clean_blocks};
use crate::text::order;
use std::ops::Range;
use story::{Line, Story};

/// Each layout has one of its words in or right behind the first article, and no article is as long. All of a long
/// pasted text would take the time of a frame or more.
const HEAD_BYTES: usize = 256 << 10;

/// What a database's layout decides about a line: the rule's name and its reason.
pub static DATABASE_RULES: &[(&str, &str)] = &[
    (story::FIELD, "fields of a news database describe the article and are no part of it"),
    (story::COVER, "a database writes its search and its terms around the articles"),
];

/// How one database writes its articles.
pub(super) trait Layout: Sync {
    /// As shown to a person: `a Nexis export`.
    fn name(&self) -> &'static str;

    /// What all files of the layout have somewhere: whoever has none of them is not looked at line by line.
    fn words(&self) -> &'static [&'static str];

    /// Whether the lines are surely of this layout.
    fn recognizes(&self, lines: &[Line<'_>]) -> bool;

    /// The lines of each article, in order and without a gap between them; what is around it belongs to it.
    fn cut(&self, lines: &[Line<'_>]) -> Vec<Range<usize>>;

    /// Sorts the lines of one article.
    fn read(&self, lines: &[Line<'_>], story: &mut Story);
}

static LAYOUTS: [&dyn Layout; 3] = [&proquest::ProQuest, &factiva::Factiva, &nexis::Nexis];

/// The layout that a text is written in, if a database wrote it.
pub(super) fn layout_of(text: &str) -> Option<&'static dyn Layout> {
    let head = &text[..text.floor_char_boundary(HEAD_BYTES)];
    let mut possible = LAYOUTS.iter().filter(|layout| layout.words().iter().any(|word| head.contains(word))).peekable();
    possible.peek()?;
    let lines = story::lines_of(text);
    possible.find(|layout| layout.recognizes(&lines)).copied()
}

/// Reads the articles one by one; what is wrong with one of them leaves the others alone.
pub(super) fn read(layout: &dyn Layout, input: &Input<'_>, imported: &mut Imported) {
    let lines = story::lines_of(input.text);
    let mut last_number = None;
    for range in layout.cut(&lines) {
        let lines = &lines[range];
        check_number(lines, &mut last_number, input, imported);
        let mut story = Story::default();
        layout.read(lines, &mut story);
        let Story { mut metadata, mut blocks, mut issues } = story;
        order::sort_by(&mut blocks, |a, b| a.line.cmp(&b.line));
        order::sort_by(&mut issues, |a, b| a.0.cmp(&b.0));
        dates::settle(&mut metadata);
        let is_cover = |block: &&Block| block.fate == BlockFate::Dropped(story::COVER);
        let first = blocks.iter().find(|block| !is_cover(block)).or(blocks.first()).map_or(1, |block| block.line);
        for (line, what, todo) in issues {
            imported.tell(input.issue_at(line, what, todo));
        }
        let articles = assemble(clean_blocks(&blocks, &metadata.title), input, &metadata);
        if articles.is_empty() {
            let name = if metadata.title.is_empty() { "the article" } else { &metadata.title };
            let what = format!("{name} has no text");
            imported.tell(input.issue_at(first, what, "Export it again with its full text."));
        }
        imported.articles.extend(articles);
    }
}

/// Tells where the database's own numbers leave one out.
fn check_number(lines: &[Line<'_>], last: &mut Option<u32>, input: &Input<'_>, imported: &mut Imported) {
    let Some((line, number)) = lines.iter().find_map(|line| Some((line.number, story::numbered(line.text)?))) else {
        return;
    };
    if let Some(expected) = last.and_then(|last| last.checked_add(1)).filter(|expected| *expected < number) {
        let what = format!("expected document {expected}, found {number}");
        imported.tell(input.issue_at(line, what, "The file leaves some out; export them again."));
    }
    *last = Some(number);
}
