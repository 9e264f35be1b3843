//! A page into one article: which of its parts is the article, and what it is called.

use super::page::{OUTSIDE, Page, Paragraph, TITLE, read_page};
use crate::format::article::{Imported, Input, Reader, assemble};
use crate::text::Map;
use crate::text::clean::{Block, BlockFate, clean_blocks};

/// Reads `.html` files.
pub(in crate::format::article) struct Html;

/// An `<article>` with a smaller share of the page's text is a teaser.
const SMALLEST_SHARE: f64 = 0.2;

impl Reader for Html {
    fn name(&self) -> &'static str {
        "HTML"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm", "xhtml"]
    }

    fn recognizes(&self, text: &str) -> bool {
        let start = text.trim_start_matches('\u{feff}').trim_start();
        ["<!doctype html", "<html", "<article", "<body"]
            .iter()
            .any(|tag| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)))
    }

    fn read(&self, input: &Input<'_>, imported: &mut Imported) {
        let mut page = read_page(input.text.trim_start_matches('\u{feff}'));
        drop_outside(&mut page.paragraphs);
        let title = title_of(&page);
        let Page { paragraphs, mut metadata, .. } = page;
        let mut blocks: Vec<Block> = paragraphs.into_iter().map(|paragraph| paragraph.block).collect();
        lift_title(&mut blocks, &title);
        metadata.title = title;
        metadata.date = day_of(metadata.date);
        let cleaned = clean_blocks(&blocks, &metadata.title);
        imported.articles.extend(assemble(cleaned, input, &metadata));
    }
}

/// Drops what stands outside the page's largest article, or outside its main part, if it marks either.
fn drop_outside(paragraphs: &mut [Paragraph]) {
    let is_text = |paragraph: &Paragraph| !matches!(paragraph.block.fate, BlockFate::Dropped(_));
    let mut sizes: Map<u32, usize> = Map::new();
    for paragraph in paragraphs.iter().filter(|paragraph| is_text(paragraph)) {
        *sizes.get_or_insert_with(paragraph.article, || 0) += paragraph.block.text.len();
    }
    let total: usize = sizes.values().sum();
    // Of equal ones the first.
    let largest = sizes.iter().filter(|(article, _)| **article > 0).rev().max_by_key(|(_, size)| **size);
    let chosen =
        largest.filter(|(_, size)| **size as f64 >= SMALLEST_SHARE * total as f64).map(|(article, _)| *article);
    let has_main = paragraphs.iter().any(|paragraph| paragraph.is_in_main && is_text(paragraph));
    for paragraph in paragraphs.iter_mut().filter(|paragraph| is_text(paragraph)) {
        let is_inside = match chosen {
            Some(article) => paragraph.article == article,
            None => paragraph.is_in_main || !has_main,
        };
        if !is_inside {
            paragraph.block.fate = BlockFate::Dropped(OUTSIDE);
        }
    }
}

/// What the page calls its article: for others to quote, as its first heading, or in the window's title.
fn title_of(page: &Page) -> String {
    let names = [&page.metadata.title, &page.heading, &page.window_title];
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
