//! Pieces of text into the lines of a page.

use super::content::{COLUMN_GAP, Piece, WORD_GAP};
use std::collections::VecDeque;

/// A line of a page. Places are in points from the left and from the foot of the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) y: f64,
    /// Of most of its letters.
    pub(super) size: f64,
    /// It begins with the name of a field, which stands in a column of its own before `start`.
    pub(super) is_field: bool,
}

/// The lines of a page, in the order in which they are drawn.
pub(super) fn lines_of(pieces: Vec<Piece>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for piece in without_doubles(pieces) {
        match lines.last_mut() {
            Some(line) if is_field(line, &piece) => {
                add(line, &piece);
                (line.start, line.is_field) = (piece.start, true);
            }
            Some(line) if goes_on(line, &piece) => add(line, &piece),
            _ => {
                let Piece { text, start, end, y, size, .. } = piece;
                lines.push(Line { text, start, end, y, size, is_field: false });
            }
        }
    }
    for line in &mut lines {
        line.text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    lines.retain(|line| !line.text.is_empty());
    lines
}

/// Without what is drawn again a little further on, to look bold or to throw a shadow.
fn without_doubles(pieces: Vec<Piece>) -> impl Iterator<Item = Piece> {
    /// What is doubled is drawn soon again.
    const NEAR: usize = 4;
    let mut before: VecDeque<(String, f64, f64)> = VecDeque::new();
    pieces.into_iter().filter(move |piece| {
        let reach = 0.15 * piece.size;
        let is_same = |(text, start, y): &(String, f64, f64)| {
            (piece.start - start).abs() < reach && (piece.y - y).abs() < reach && *text == piece.text
        };
        let is_double = before.iter().any(is_same);
        before.push_front((piece.text.clone(), piece.start, piece.y));
        before.truncate(NEAR);
        !is_double
    })
}

/// Whether a piece stands in the line of those before it. A small one may stand higher or lower.
fn goes_on(line: &Line, piece: &Piece) -> bool {
    let gap = gap(line, piece);
    gap > -0.6 && gap < COLUMN_GAP && is_beside(line, piece)
}

/// Whether a line is the name of a field, as news databases print them (`HD`), and a piece what stands there.
fn is_field(line: &Line, piece: &Piece) -> bool {
    let name = line.text.trim_end();
    let is_name = matches!(name.len(), 2..=3) && name.bytes().all(|byte| byte.is_ascii_uppercase());
    is_name && gap(line, piece) >= COLUMN_GAP && is_beside(line, piece)
}

/// From the end of a line to a piece, as a part of the letters' size.
fn gap(line: &Line, piece: &Piece) -> f64 {
    (piece.start - line.end) / line.size.max(piece.size)
}

fn is_beside(line: &Line, piece: &Piece) -> bool {
    let is_small = piece.size < 0.85 * line.size || line.size < 0.85 * piece.size;
    let reach = if is_small { 0.6 } else { 0.25 };
    (piece.y - line.y).abs() < reach * line.size.max(piece.size)
}

fn add(line: &mut Line, piece: &Piece) {
    let size = line.size.max(piece.size);
    let is_apart = piece.start - line.end > WORD_GAP * size;
    if is_apart && !line.text.ends_with(' ') && !piece.text.starts_with(' ') {
        line.text.push(' ');
    }
    // A large first letter and small marks do not make the line.
    if piece.text.len() > line.text.len() {
        (line.size, line.y) = (piece.size, piece.y);
    }
    line.text.push_str(&piece.text);
    line.end = line.end.max(piece.end);
}
