//! Lines into paragraphs.

use super::lines::Line;
use super::{HEADING, Paragraph, RUNNING};
use crate::text::clean::{BlockFate, LineKind};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A running head may have a second line so near to the first one, in sizes of its letters.
const NEXT_LINE: f64 = 2.0;

/// In points: how far a running head may stand from where it stands on other pages.
const SAME_PLACE: f64 = 4.0;

/// Letters so much larger than the text's make a heading.
const HEADING_SIZE: f64 = 1.15;

/// In bytes. A longer paragraph of large letters is text.
const LONGEST_HEADING: usize = 200;

/// A line that begins so much further to the right, as a part of the letters' size, begins a paragraph.
const INDENT: f64 = 0.7;

/// Lines that belong together.
#[derive(Clone)]
struct Block {
    lines: Vec<Line>,
    /// Where the outermost of them begins, and where the longest ends.
    left: f64,
    right: f64,
    page: usize,
    fate: BlockFate,
    /// More than the distance of lines is above it.
    is_apart: bool,
}

/// The paragraphs of all pages, each with whether it stands apart from the one above.
pub(super) fn paragraphs_of(pages: Vec<Vec<Line>>) -> Vec<(Paragraph, bool)> {
    let running = running_heads(&pages);
    let body = body_size(&pages);
    let mut blocks: Vec<Block> = Vec::new();
    let mut heads = Vec::new();
    for (page, lines) in pages.into_iter().enumerate() {
        let (leading, margins) = (leading(&lines), Margins::of(&lines, body));
        for (nth, line) in lines.into_iter().enumerate() {
            if running.contains(&(page, nth)) {
                heads.push(Block { fate: BlockFate::Dropped(RUNNING), ..Block::of(line, page) });
                continue;
            }
            match blocks.last_mut().filter(|block| block.goes_on(&line, page, leading, margins.right(&line))) {
                Some(block) => block.add(line, page),
                None => {
                    let is_apart = blocks.last().is_none_or(|block| block.is_far_above(&line, page, leading));
                    blocks.push(Block { is_apart, ..Block::of(line, page) });
                }
            }
        }
    }
    let words = words_of(&blocks);
    let largest = blocks.iter().map(|block| block.size()).fold(0.0, f64::max);
    let mut has_title = false;
    blocks.extend(heads);
    let paragraph = |block: Block| {
        let text = block.text(&words);
        let is_large = block.size() > HEADING_SIZE * body && text.len() < LONGEST_HEADING;
        let is_heading = is_large && block.fate == BlockFate::Text && text.chars().any(char::is_alphabetic);
        // A large first letter is none.
        let n_letters = text.chars().filter(|c| c.is_alphabetic()).take(3).count();
        let is_title = is_heading && n_letters > 2 && !has_title && block.size() > 0.99 * largest;
        has_title |= is_title;
        let is_heading = is_heading && !is_title;
        let fate = if is_heading { BlockFate::Marked(LineKind::Heading, HEADING) } else { block.fate };
        (Paragraph { text, fate, is_title }, block.is_apart)
    };
    blocks.into_iter().map(paragraph).collect()
}

impl Block {
    fn of(line: Line, page: usize) -> Block {
        let (left, right) = (line.start, line.end);
        Block { left, right, lines: vec![line], page, fate: BlockFate::Text, is_apart: false }
    }

    fn add(&mut self, line: Line, page: usize) {
        (self.left, self.right) = (self.left.min(line.start), self.right.max(line.end));
        self.lines.push(line);
        self.page = page;
    }

    /// Whether a line stands further below this one's last than lines do.
    fn is_far_above(&self, line: &Line, page: usize, leading: f64) -> bool {
        let last = self.lines.last().filter(|_| page == self.page);
        last.is_none_or(|last| last.y - line.y > 1.35 * leading.max(last.size.max(line.size)))
    }

    fn size(&self) -> f64 {
        self.lines.iter().map(|line| line.size).fold(0.0, f64::max)
    }

    /// Whether a line is a further one of this paragraph. `leading` is the usual distance of its page's lines, `margin`
    /// how far those go that begin where this paragraph does.
    fn goes_on(&self, line: &Line, page: usize, leading: f64, margin: f64) -> bool {
        let Some(last) = self.lines.last() else { return false };
        let size = last.size.max(line.size);
        if line.is_field || (last.size - line.size).abs() > 0.12 * size {
            return false;
        }
        let down = last.y - line.y;
        let is_below = page == self.page && down > 0.3 * size && line.start < last.end && line.end > last.start;
        if !is_below {
            // In the next column or on the next page.
            let begins_small = line.text.chars().next().is_some_and(char::is_lowercase);
            let is_full = self.lines.len() > 1 && last.end - self.left > 0.9 * (self.right - self.left);
            return (begins_small || is_full) && !ends_sentence(&last.text);
        }
        if self.is_far_above(line, page, leading) {
            return false;
        }
        let indent = (line.start - last.start) / size;
        // The first line may be indented, or all others.
        let is_indented = indent > INDENT && (self.lines.len() > 1 || ends_sentence(&last.text));
        let is_back = indent < -INDENT && (self.lines.len() > 1 || last.is_field);
        let begins_anew = !line.text.chars().next().is_some_and(char::is_lowercase);
        let width = self.right.max(margin) - self.left;
        let is_short = begins_anew && last.end - self.left < if ends_sentence(&last.text) { 0.85 } else { 0.6 } * width;
        !is_indented && !is_back && !is_short
    }

    /// Its lines in one, with what a hyphen divides joined.
    fn text(&self, words: &HashSet<String>) -> String {
        let mut text = String::new();
        for Line { text: line, .. } in &self.lines {
            let begins_small = line.chars().next().is_some_and(char::is_lowercase);
            if text.is_empty() || !is_divided(&text) || !begins_small {
                if !text.is_empty() && !ends_with_dash(&text) && !is_without_blanks(&text, line) {
                    text.push(' ');
                }
            } else if !keeps_hyphen(&text, line, words) {
                text.pop();
            }
            text.push_str(line);
        }
        text
    }
}

/// Whether a line ends with a hyphen behind a letter.
fn is_divided(line: &str) -> bool {
    let mut last = line.chars().rev();
    matches!(last.next(), Some('-' | '\u{2010}')) && last.next().is_some_and(char::is_alphabetic)
}

/// A long dash without a blank before it has none behind it either.
fn ends_with_dash(line: &str) -> bool {
    line.strip_suffix('—').is_some_and(|before| !before.ends_with(' '))
}

/// Chinese and Japanese have no blanks between words.
fn is_without_blanks(text: &str, next: &str) -> bool {
    let is_such = |c: char| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}');
    text.ends_with(is_such) && next.starts_with(is_such)
}

/// Whether the hyphen at the end of `text` is the word's own: the document has the word with it elsewhere, and not
/// without.
fn keeps_hyphen(text: &str, next: &str, words: &HashSet<String>) -> bool {
    let letters = |c: char| c.is_alphabetic();
    /// In characters; nothing else that ends a line is a word.
    const LONGEST_WORD: usize = 60;
    let mut letters_back: Vec<char> =
        text.chars().rev().take(LONGEST_WORD).take_while(|c| letters(*c) || is_hyphen(*c)).collect();
    letters_back.reverse();
    let first = letters_back.into_iter().collect::<String>().to_lowercase();
    let second: String = next.chars().take_while(|c| letters(*c) || is_hyphen(*c)).collect::<String>().to_lowercase();
    let without = format!("{}{second}", first.trim_end_matches(is_hyphen));
    let with = format!("{}-{second}", first.trim_end_matches(is_hyphen));
    words.contains(&with) && !words.contains(&without)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}')
}

/// All words that stand whole in a line, in small letters.
fn words_of(blocks: &[Block]) -> HashSet<String> {
    let lines = blocks.iter().flat_map(|block| &block.lines);
    let words = lines.flat_map(|line| line.text.split(|c: char| !c.is_alphabetic() && !is_hyphen(c)));
    words.filter(|word| !word.is_empty() && !word.ends_with(is_hyphen)).map(|word| word.to_lowercase()).collect()
}

fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    end.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '؟', '۔', '।'])
}

/// The size of most letters.
fn body_size(pages: &[Vec<Line>]) -> f64 {
    let mut sizes: HashMap<u64, usize> = HashMap::new();
    for line in pages.iter().flatten() {
        *sizes.entry((10.0 * line.size) as u64).or_default() += line.text.len();
    }
    let most = sizes.into_iter().max_by_key(|&(size, n)| (n, size));
    most.map_or(0.0, |(size, _)| (size as f64 + 1.0) / 10.0)
}

/// How far a page's lines of text go to the right: their ends by where they begin, in steps of so many points.
struct Margins(BTreeMap<i64, Vec<f64>>);

const STEP: f64 = 10.0;

impl Margins {
    /// `body` is the size of the text's letters.
    fn of(lines: &[Line], body: f64) -> Margins {
        let mut ends: BTreeMap<i64, Vec<f64>> = BTreeMap::new();
        for line in lines.iter().filter(|line| (line.size - body).abs() < 0.12 * body) {
            ends.entry((line.start / STEP) as i64).or_default().push(line.end);
        }
        ends.values_mut().for_each(|ends| ends.sort_by(f64::total_cmp));
        Margins(ends)
    }

    /// Where most lines end that begin about where this one does: a running head or a list may go further.
    fn right(&self, line: &Line) -> f64 {
        let step = (line.start / STEP) as i64;
        let near = self.0.range(step.saturating_sub(3)..=step.saturating_add(3));
        let most = near
            .filter_map(|(_, ends)| ends.get(if ends.len() < 8 { ends.len() - 1 } else { (ends.len() - 1) * 9 / 10 }));
        most.fold(line.end, |right, end| right.max(*end))
    }
}

/// The usual distance of a page's lines.
fn leading(lines: &[Line]) -> f64 {
    let distance = |pair: &[Line]| {
        let down = pair[0].y - pair[1].y;
        (down > 0.5 * pair[1].size && down < 2.5 * pair[1].size).then_some(down)
    };
    // In half points. Not the middle: in short paragraphs most distances are those between them.
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for down in lines.windows(2).filter_map(distance) {
        *counts.entry((2.0 * down).round() as i64).or_default() += 1;
    }
    let few = counts.values().sum::<usize>() / 20;
    let usual = counts.iter().find(|(_, n)| **n > few.max(1)).or_else(|| counts.iter().next());
    usual.map_or(0.0, |(down, _)| *down as f64 / 2.0)
}

/// Which lines stand at the top or the foot of most pages: page and line.
fn running_heads(pages: &[Vec<Line>]) -> HashSet<(usize, usize)> {
    let mut at_margins: Vec<(String, f64, (usize, usize))> = Vec::new();
    for (page, lines) in pages.iter().enumerate() {
        let mut by_height: Vec<usize> = (0..lines.len()).collect();
        by_height.sort_by(|one, other| lines[*one].y.total_cmp(&lines[*other].y));
        let is_near = |one: usize, other: usize| (lines[one].y - lines[other].y).abs() < NEXT_LINE * lines[one].size;
        let mut margin = |from_edge: &mut dyn Iterator<Item = usize>| {
            let Some(first) = from_edge.next() else { return };
            let second = from_edge.next().filter(|second| is_near(first, *second));
            let own = [Some(first), second].into_iter().flatten();
            at_margins.extend(own.map(|nth| (without_numbers(&lines[nth].text), lines[nth].y, (page, nth))));
        };
        margin(&mut by_height.iter().copied());
        margin(&mut by_height.iter().rev().copied());
    }
    let step = |y: f64| (y / SAME_PLACE) as i64;
    let mut places: HashMap<(&str, i64), HashSet<usize>> = HashMap::new();
    for (text, y, (page, _)) in &at_margins {
        places.entry((text, step(*y))).or_default().insert(*page);
    }
    let is_running = |text: &str, y: f64, page: usize| {
        let near =
            || (step(y).saturating_sub(1)..=step(y).saturating_add(1)).filter_map(|step| places.get(&(text, step)));
        let n_pages: usize = near().map(HashSet::len).sum();
        // A head may be one of an article or of the left pages.
        let is_next = |other: usize| near().any(|pages| pages.contains(&other));
        let is_repeated =
            !ends_sentence(text) && [1, 2].iter().any(|far| is_next(page + far) || is_next(page.wrapping_sub(*far)));
        n_pages > 1 && 2 * n_pages >= pages.len() || is_repeated
    };
    at_margins.iter().filter(|(text, y, (page, _))| is_running(text, *y, *page)).map(|(.., place)| *place).collect()
}

/// A line with all its numbers alike: "Page 3 of 12".
fn without_numbers(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if !c.is_ascii_digit() {
            out.push(c);
        } else if !out.ends_with('#') {
            out.push('#');
        }
    }
    out
}
