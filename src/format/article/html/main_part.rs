//! Which part of a page is its article.
//!
//! Where the page marks it, that is it: the largest `<article>`, unless it is so small that it is a teaser, else the
//! main part. Where it does not, it is the box in which most of the running text stands: a paragraph of some length
//! that is not made of links counts for the box around it, with a half for the box around that, and less for those
//! further out. A box that has less than half of the running text is not chosen; the page then is read whole.

use super::page::{OUTSIDE, Page, Paragraph};
use crate::text::Map;
use crate::text::clean::BlockFate;

/// An `<article>` with a smaller share of the page's text is a teaser.
const SMALLEST_SHARE: f64 = 0.2;

/// A shorter paragraph, in bytes, may be anything.
const SHORTEST_PROSE: usize = 80;

/// A paragraph counts for so many boxes around it.
const MOST_AROUND: usize = 5;

/// Drops what stands outside of it.
pub(super) fn drop_outside(page: &mut Page) {
    let chosen = marked(&page.paragraphs).or_else(|| densest(page));
    let Some(chosen) = chosen else { return };
    for paragraph in page.paragraphs.iter_mut().filter(|paragraph| is_text(paragraph)) {
        if !chosen.holds(paragraph) {
            paragraph.block.fate = BlockFate::Dropped(OUTSIDE);
        }
    }
}

/// Where the article is.
enum Part {
    Article(u32),
    Main,
    /// Boxes from the first number to before the second.
    Boxes(u32, u32),
}

impl Part {
    fn holds(&self, paragraph: &Paragraph) -> bool {
        match *self {
            Part::Article(article) => paragraph.article == article,
            Part::Main => paragraph.is_in_main,
            Part::Boxes(from, to) => paragraph.inside.is_some_and(|inside| (from..to).contains(&inside)),
        }
    }
}

fn is_text(paragraph: &Paragraph) -> bool {
    !matches!(paragraph.block.fate, BlockFate::Dropped(_))
}

/// What the page marks.
fn marked(paragraphs: &[Paragraph]) -> Option<Part> {
    let mut sizes: Map<u32, usize> = Map::new();
    for paragraph in paragraphs.iter().filter(|paragraph| is_text(paragraph)) {
        *sizes.get_or_insert_with(paragraph.article, || 0) += paragraph.block.text.len();
    }
    let total: usize = sizes.values().sum();
    // Of equal ones the first.
    let largest = sizes.iter().filter(|(article, _)| **article > 0).rev().max_by_key(|(_, size)| **size);
    let chosen = largest.filter(|(_, size)| **size as f64 >= SMALLEST_SHARE * total as f64);
    let has_main = || paragraphs.iter().any(|paragraph| paragraph.is_in_main && is_text(paragraph));
    chosen.map(|(article, _)| Part::Article(*article)).or_else(|| has_main().then_some(Part::Main))
}

/// The box with most of the running text; of equal ones the first.
fn densest(page: &Page) -> Option<Part> {
    let mut scores = vec![0.0; page.boxes.len()];
    // What is inside of each box, those further in not counted.
    let mut sizes = vec![0; page.boxes.len()];
    let mut total = 0;
    for paragraph in page.paragraphs.iter().filter(|paragraph| is_prose(paragraph)) {
        let size = paragraph.block.text.len();
        total += size;
        let Some(mut inside) = paragraph.inside.map(|inside| inside as usize) else { continue };
        sizes[inside] += size;
        for nth in 1..=MOST_AROUND {
            scores[inside] += size as f64 / nth as f64;
            let around = page.parents[inside] as usize;
            if around == inside {
                break;
            }
            inside = around;
        }
    }
    let best = (0..scores.len()).rev().max_by(|&a, &b| f64::total_cmp(&scores[a], &scores[b]))?;
    let end = page.boxes[best];
    let n_inside: usize = sizes[best..end as usize].iter().sum();
    (n_inside > 0 && 2 * n_inside >= total).then_some(Part::Boxes(best as u32, end))
}

fn is_prose(paragraph: &Paragraph) -> bool {
    let size = paragraph.block.text.len();
    paragraph.block.fate == BlockFate::Text && size >= SHORTEST_PROSE && paragraph.n_linked * 2 < size
}
