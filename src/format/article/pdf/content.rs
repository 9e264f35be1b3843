//! What a page draws: pieces of text and where they stand.

use super::MOST_UNPACKED;
use super::fonts::{Font, Letter};
use hayro_syntax::Pdf;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction as Do;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::Resources;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit as inflate;
use std::collections::HashMap;
use std::rc::Rc;

/// Text that stands in one row without a wide gap. Places are in points from the left and from the foot of the page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) start: f64,
    pub(super) end: f64,
    pub(super) y: f64,
    /// Of the letters.
    pub(super) size: f64,
    /// Where the last letter begins.
    last: f64,
}

/// A page as drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// In the order of drawing.
    pub(super) pieces: Vec<Piece>,
    pub(super) has_picture: bool,
    /// Something in it is packed in a way that is not read, or there is too much.
    pub(super) is_unread: bool,
    /// Characters that stand as U+FFFD.
    pub(super) n_unknown: usize,
    /// Characters in lines that do not go from left to right.
    pub(super) n_rotated: usize,
}

/// Drawings in drawings.
const DEEPEST: usize = 12;

/// Instructions and letters that a document may have: some thousand full pages.
const MOST_STEPS: usize = 30_000_000;

/// All pages of a document.
pub(super) fn drawn(pdf: &Pdf) -> Vec<Drawn> {
    let mut fonts = Fonts::default();
    let mut left = MOST_STEPS;
    let pages = pdf.pages();
    let mut all = Vec::with_capacity(pages.len().min(1 << 16));
    for page in pages.iter() {
        let (width, height) = page.render_dimensions();
        let size = (f64::from(width), f64::from(height));
        let mut walk = Walk { fonts: &mut fonts, page: Drawn::default(), size, left: &mut left, open: Vec::new() };
        let state = State { place: Matrix(page.initial_transform(false).as_coeffs()), ..State::default() };
        let content = page.raw().get::<Object<'_>>(b"Contents".as_slice());
        match content.map(|content| unpacked(&content, walk.left)) {
            Some(Some(content)) => walk.run_all(content, page.resources(), &state),
            Some(None) => walk.page.is_unread = true,
            None => {}
        }
        all.push(walk.page);
    }
    all
}

/// Instructions, from one stream or several.
fn unpacked(content: &Object<'_>, left: &mut usize) -> Option<Vec<u8>> {
    match content {
        Object::Stream(stream) => bytes_of(stream, left),
        Object::Array(streams) => {
            let mut all = Vec::new();
            for stream in streams.iter::<Stream<'_>>() {
                all.extend(bytes_of(&stream, left)?);
                all.push(b' ');
                if all.len() > MOST_UNPACKED {
                    return None;
                }
            }
            Some(all)
        }
        _ => None,
    }
}

/// The bytes of a stream; `None` if they cannot be had or are too many. Unpacking takes steps too: a document may have
/// the same stream at a thousand places.
pub(super) fn bytes_of(stream: &Stream<'_>, left: &mut usize) -> Option<Vec<u8>> {
    let bytes = if *left == 0 { None } else { bytes_at_once(stream) };
    *left = left.saturating_sub(100 + bytes.as_ref().map_or(MOST_UNPACKED / 16, Vec::len) / 8);
    bytes
}

fn bytes_at_once(stream: &Stream<'_>) -> Option<Vec<u8>> {
    /// No filter makes more of a byte; two of the kind are not used on one stream.
    const MOST_FOR_ONE: usize = 1032;
    let raw = stream.raw_data();
    let (dict, key) = (stream.dict(), b"Filter".as_slice());
    let mut filters: Vec<Name<'_>> = dict.get::<Array<'_>>(key).iter().flat_map(|all| all.iter::<Name<'_>>()).collect();
    filters.extend(dict.get::<Name<'_>>(key));
    let is_flate = |filter: &Name<'_>| matches!(filter.as_ref(), b"FlateDecode" | b"Fl");
    match &*filters {
        [] => Some(raw.into_owned()),
        [one] if is_flate(one) && !dict.contains_key(b"DecodeParms".as_slice()) => {
            // What is cut off counts as far as it goes.
            inflate(&raw, MOST_UNPACKED).map_or_else(
                |stopped| Some(stopped.output).filter(|bytes| !bytes.is_empty() && bytes.len() < MOST_UNPACKED),
                Some,
            )
        }
        several => {
            let packs = |filter: &&Name<'_>| is_flate(filter) || matches!(filter.as_ref(), b"LZWDecode" | b"LZW");
            let is_small = several.iter().filter(packs).count() < 2 && raw.len() < 4 * MOST_UNPACKED / MOST_FOR_ONE;
            if is_small { stream.decoded_data().ok().map(|bytes| bytes.into_owned()) } else { None }
        }
    }
}

/// The fonts that were used, by where their description stands in the file.
type Fonts = HashMap<usize, Rc<Font>>;

/// `[a b c d e f]`: x becomes ax + cy + e, y becomes bx + dy + f.
#[derive(Clone, Copy, Debug)]
struct Matrix([f64; 6]);

impl Matrix {
    const SAME: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// This, and then `next`.
    fn then(self, next: Matrix) -> Matrix {
        let (Matrix([a, b, c, d, e, f]), Matrix([p, q, r, s, t, u])) = (self, next);
        Matrix([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u])
    }

    fn moved(x: f64, y: f64) -> Matrix {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    fn of(numbers: [Number; 6]) -> Matrix {
        Matrix(numbers.map(|number| number.as_f64()))
    }
}

/// What instructions set, and `q` and `Q` keep and bring back.
#[derive(Clone)]
struct State {
    place: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    /// 1 is as wide as the font has it.
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> State {
        State {
            place: Matrix::SAME,
            font: None,
            size: 0.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

struct Walk<'w> {
    fonts: &'w mut Fonts,
    page: Drawn,
    /// Width and height in points.
    size: (f64, f64),
    /// Steps that the document may still take.
    left: &'w mut usize,
    /// The drawings that are being drawn, by where they are in the file: one that draws itself has no end.
    open: Vec<usize>,
}

impl Walk<'_> {
    /// Runs instructions. What stands behind a byte that is none is read on from where the next text begins.
    fn run_all(&mut self, mut content: Vec<u8>, resources: &Resources<'_>, state: &State) {
        content.extend(b"\nEX ");
        let mut start = 0;
        loop {
            let (n_texts, is_whole) = self.run(&content[start..], resources, state.clone());
            if is_whole || *self.left == 0 {
                return;
            }
            let begins = |at: &usize| content[*at..].starts_with(b"BT") && content[at + 2] <= b' ';
            let Some(next) = (start..content.len() - 2).filter(begins).nth(n_texts) else { return };
            // Each new start reads the rest again.
            *self.left = self.left.saturating_sub(content.len() - start);
            start = next;
        }
    }

    /// Runs instructions as far as they can be read: how many texts began, and whether that was to the end.
    fn run(&mut self, content: &[u8], resources: &Resources<'_>, mut state: State) -> (usize, bool) {
        let (mut n_texts, mut is_whole) = (0, false);
        let mut kept: Vec<State> = Vec::new();
        let (mut text, mut line) = (Matrix::SAME, Matrix::SAME);
        let mut all = TypedIter::new(content);
        while let Some(instruction) = all.next() {
            if *self.left == 0 {
                self.page.is_unread = true;
                return (n_texts, false);
            }
            *self.left -= 1;
            let mut next_line = |line: &mut Matrix, x: f64, y: f64| {
                *line = Matrix::moved(x, y).then(*line);
                text = *line;
            };
            is_whole = matches!(instruction, Do::EndCompatibility(_));
            match instruction {
                Do::SaveState(_) if kept.len() < 1000 => kept.push(state.clone()),
                Do::RestoreState(_) => state = kept.pop().unwrap_or(state),
                Do::Transform(to) => state.place = Matrix::of([to.0, to.1, to.2, to.3, to.4, to.5]).then(state.place),
                Do::BeginText(_) => {
                    n_texts += 1;
                    line = Matrix::SAME;
                    text = line;
                }
                Do::CharacterSpacing(gap) => state.letter_gap = gap.0.as_f64(),
                Do::WordSpacing(gap) => state.word_gap = gap.0.as_f64(),
                Do::HorizontalScaling(percent) => state.stretch = percent.0.as_f64() / 100.0,
                Do::TextLeading(leading) => state.leading = leading.0.as_f64(),
                Do::TextRise(rise) => state.rise = rise.0.as_f64(),
                Do::TextFont(font) => {
                    state.size = font.1.as_f64();
                    state.font = resources.get_font(font.0).map(|font| self.font(&font));
                }
                Do::NextLine(by) => next_line(&mut line, by.0.as_f64(), by.1.as_f64()),
                Do::NextLineAndSetLeading(by) => {
                    state.leading = -by.1.as_f64();
                    next_line(&mut line, by.0.as_f64(), by.1.as_f64());
                }
                Do::SetTextMatrix(to) => {
                    line = Matrix::of([to.0, to.1, to.2, to.3, to.4, to.5]);
                    text = line;
                }
                Do::NextLineUsingLeading(_) => next_line(&mut line, 0.0, -state.leading),
                Do::ShowText(shown) => self.show(shown.0.as_bytes(), &state, &mut text),
                Do::NextLineAndShowText(shown) => {
                    next_line(&mut line, 0.0, -state.leading);
                    self.show(shown.0.as_bytes(), &state, &mut text);
                }
                Do::ShowTextWithParameters(shown) => {
                    (state.word_gap, state.letter_gap) = (shown.0.as_f64(), shown.1.as_f64());
                    next_line(&mut line, 0.0, -state.leading);
                    self.show(shown.2.as_bytes(), &state, &mut text);
                }
                Do::ShowTexts(shown) => self.show_all(shown.0, &state, &mut text),
                Do::XObject(name) => {
                    if let Some(drawing) = resources.get_x_object(name.0) {
                        self.draw(&drawing, resources, &state);
                    }
                }
                Do::InlineImage(_) => self.page.has_picture = true,
                _ => {}
            }
        }
        (n_texts, is_whole)
    }

    fn font(&mut self, font: &Dict<'_>) -> Rc<Font> {
        let place = font.data().as_ptr() as usize;
        self.fonts.entry(place).or_insert_with(|| Rc::new(Font::of(font, self.left))).clone()
    }

    /// A picture, or a drawing with instructions of its own.
    fn draw(&mut self, drawing: &Stream<'_>, resources: &Resources<'_>, state: &State) {
        let dict = drawing.dict();
        let kind = dict.get::<Name<'_>>(b"Subtype".as_slice());
        let place = dict.data().as_ptr() as usize;
        match kind.as_deref() {
            Some(b"Image") => self.page.has_picture = true,
            Some(b"Form") if self.open.len() < DEEPEST && !self.open.contains(&place) => {
                let Some(content) = bytes_of(drawing, self.left) else {
                    self.page.is_unread = true;
                    return;
                };
                let matrix = dict.get::<Array<'_>>(b"Matrix".as_slice());
                let numbers: Vec<f64> = matrix.iter().flat_map(|m| m.iter::<Number>()).map(|n| n.as_f64()).collect();
                let matrix = numbers.try_into().map_or(Matrix::SAME, Matrix);
                let own = dict.get::<Dict<'_>>(b"Resources".as_slice()).map(Resources::new);
                let state = State { place: matrix.then(state.place), ..state.clone() };
                self.open.push(place);
                self.run_all(content, own.as_ref().unwrap_or(resources), &state);
                self.open.pop();
            }
            _ => {}
        }
    }

    fn show_all(&mut self, shown: &Array<'_>, state: &State, text: &mut Matrix) {
        for object in shown.iter::<Object<'_>>() {
            match object {
                Object::String(string) => self.show(string.as_bytes(), state, text),
                Object::Number(back) => {
                    let by = -back.as_f64() / 1000.0 * state.size * state.stretch;
                    *text = Matrix::moved(by, 0.0).then(*text);
                }
                _ => {}
            }
        }
    }

    fn show(&mut self, bytes: &[u8], state: &State, text: &mut Matrix) {
        let Some(font) = &state.font else {
            self.page.n_unknown += bytes.len();
            return;
        };
        // A font may be set upside down, and the page too.
        let turn = (state.size * state.stretch).signum();
        for Letter { text: letter, width, is_space } in font.letters(bytes) {
            if *self.left == 0 {
                self.page.is_unread = true;
                return;
            }
            *self.left -= 1;
            let gap = if is_space { state.word_gap * state.stretch } else { 0.0 };
            let by = (width * state.size + state.letter_gap) * state.stretch + gap;
            let Matrix([a, b, _, d, x, y]) = Matrix::moved(0.0, state.rise).then(*text).then(state.place);
            let Matrix([.., end, _]) = Matrix::moved(by - gap, 0.0).then(*text).then(state.place);
            *text = Matrix::moved(by, 0.0).then(*text);
            match letter {
                // Printers write beside the page.
                _ if x > self.size.0 || end < 0.0 || y > self.size.1 || y < 0.0 => continue,
                None => self.page.n_unknown += 1,
                Some(ref letter) if a * turn <= 0.0 || b.abs() > a.abs() => {
                    self.page.n_rotated += letter.chars().count();
                    continue;
                }
                _ => {}
            }
            self.page.place(letter.as_deref().unwrap_or("\u{fffd}"), (x, end, y), (state.size * d).abs());
        }
    }
}

/// A gap of so much of the letters' size parts words.
pub(super) const WORD_GAP: f64 = 0.17;

/// A gap of so much of the letters' size parts columns.
pub(super) const COLUMN_GAP: f64 = 1.7;

impl Drawn {
    fn place(&mut self, letter: &str, (start, end, y): (f64, f64, f64), size: f64) {
        if !(start.is_finite() && end.is_finite() && y.is_finite() && size > 0.0) {
            return;
        }
        if let Some(last) = self.pieces.last_mut() {
            let gap = (start - last.end) / size;
            // Drawn again a little further on, to look bold.
            if last.text.ends_with(letter) && (y - last.y).abs() < 0.1 * size && (start - last.last).abs() < 0.12 * size
            {
                return;
            }
            let is_near = gap > -0.6 && gap < COLUMN_GAP && (y - last.y).abs() < 0.1 * size;
            if is_near && (last.size - size).abs() < 0.1 * size {
                let parts_words = gap > WORD_GAP && !last.text.ends_with(' ') && !letter.starts_with(' ');
                if parts_words {
                    last.text.push(' ');
                }
                last.text.push_str(letter);
                last.end = last.end.max(end);
                last.last = start;
                return;
            }
        }
        self.pieces.push(Piece { text: letter.to_owned(), start, end, y, size, last: start });
    }
}
