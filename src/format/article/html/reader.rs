//! A page into one article: which of its parts is the article, and what it is called.

use super::main_part::drop_outside;
use super::page::{Page, TITLE, read_page};
use crate::format::article::{Imported, Input, Reader, assemble};
use crate::text::clean::{Block, BlockFate, clean_blocks};

/// Reads `.html` files.
pub(in crate::format::article) struct Html;

impl Reader for Html {
    fn name(&self) -> &'static str {
        "HTML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn recognizes(&self, text: &str) -> bool {
        let mut start = text.trim_start_matches('\u{feff}').trim_start();
        // XHTML.
        if start.starts_with("<?xml ") {
            start = start.split_once("?>").map_or("", |(_, rest)| rest.trim_start());
        }
        ["<!doctype html", "<html", "<article", "<body"]
            .iter()
            .any(|tag| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)))
    }

    fn read(&self, input: &Input<'_>, imported: &mut Imported) {
        let mut page = read_page(input.text.trim_start_matches('\u{feff}'));
        drop_outside(&mut page);
        let Page { paragraphs, described, heading, window_title, .. } = page;
        let mut metadata = described.metadata();
        let title = title_of([&metadata.title, &heading, &window_title]);
        let mut blocks: Vec<Block> = paragraphs.into_iter().map(|paragraph| paragraph.block).collect();
        lift_title(&mut blocks, &title);
        metadata.title = title;
        metadata.date = day_of(metadata.date);
        let cleaned = clean_blocks(&blocks, &metadata.title);
        imported.articles.extend(assemble(cleaned, input, &metadata));
    }
}

/// What the page calls its article: for others to quote, as its first heading, or in the window's title.
fn title_of(names: [&String; 3]) -> String {
    names.into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_default()
}

/// Drops the first heading if it says what the title says.
fn lift_title(blocks: &mut [Block], title: &str) {
    let first = blocks.iter_mut().find(|block| matches!(block.fate, BlockFate::Marked(..)));
    if let Some(block) = first.filter(|block| block.text == title) {
        block.fate = BlockFate::Dropped(TITLE);
    }
}

/// The day of a time such as `2025-08-15T19:00:00Z`; other dates as they are.
fn day_of(date: String) -> String {
    match date.as_bytes() {
        [_, _, _, _, b'-', _, _, b'-', _, _, b'T', ..] => date.get(..10).unwrap_or(&date).to_owned(),
        _ => date,
    }
}
