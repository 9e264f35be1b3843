//! What the bytes of a shown text mean, and how wide they are.

use super::content::bytes_of;
use super::letters::{self, Encoding};
use hayro_cmap::{BfString, CMap};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What a letter stands for; `None` if nothing says so.
type Meaning = Option<Rc<str>>;

/// A font of the document, as far as its text is concerned.
pub(super) enum Font {
    /// A byte a letter: what each means, and its width as a part of the letters' size.
    Bytes(Box<[(Meaning, f64)]>),
    /// Two bytes a letter.
    Pairs(Box<Pairs>),
}

pub(super) struct Pairs {
    to_unicode: Option<CMap>,
    /// Whether the codes are Unicode themselves.
    is_unicode: bool,
    /// First and last code and their width, ascending.
    widths: Vec<(i64, i64, f64)>,
    usual_width: f64,
    /// What was looked up, with its width.
    known: RefCell<HashMap<u32, (Meaning, f64)>>,
}

/// A letter that is shown.
pub(super) struct Letter {
    pub(super) text: Meaning,
    /// As a part of the letters' size.
    pub(super) width: f64,
    /// Whether the gap between words counts behind it.
    pub(super) is_space: bool,
}

impl Font {
    /// `left` is how many steps the document may still take.
    pub(super) fn of(font: &Dict<'_>, left: &mut usize) -> Font {
        let table = font.get::<Stream<'_>>(b"ToUnicode".as_slice()).and_then(|stream| bytes_of(&stream, left));
        let to_unicode = table.and_then(|table| CMap::parse(&table, |_| None));
        if name(font, "Subtype") == "Type0" {
            let inner = font.get::<Array<'_>>(b"DescendantFonts".as_slice());
            let inner = inner.and_then(|fonts| fonts.iter::<Dict<'_>>().next());
            return Font::Pairs(Box::new(Pairs::of(font, inner, to_unicode)));
        }
        let (said_encoding, is_true_type) = (encoding_name(font), name(font, "Subtype") == "TrueType");
        let encoding = match name(font, "BaseFont") {
            base if base.contains("Dingbats") || base.contains("Wingdings") => Encoding::Bullets,
            base if base.ends_with("Symbol") => Encoding::Symbol,
            _ if is_true_type && said_encoding.is_empty() && is_symbolic(font) => Encoding::Unknown,
            _ => Encoding::of(&said_encoding, is_true_type),
        };
        let mut meanings: Vec<Meaning> = (0..=255).map(|code| encoding.letter(code).map(Rc::from)).collect();
        rename(font, &mut meanings);
        if let Some(table) = &to_unicode {
            for (code, meaning) in (0u32..).zip(&mut meanings) {
                *meaning = said(table, code).or(meaning.take());
            }
        }
        let widths = widths(font, &meanings);
        Font::Bytes(meanings.into_iter().zip(widths).collect())
    }

    /// The letters of a shown text.
    pub(super) fn letters<'f>(&'f self, bytes: &'f [u8]) -> Box<dyn Iterator<Item = Letter> + 'f> {
        match self {
            Font::Bytes(letters) => Box::new(bytes.iter().map(|&byte| {
                let (text, width) = &letters[usize::from(byte)];
                Letter { text: text.clone(), width: *width, is_space: byte == b' ' }
            })),
            Font::Pairs(pairs) => Box::new(bytes.chunks_exact(2).map(|pair| {
                let code = u32::from(pair[0]) << 8 | u32::from(pair[1]);
                let (text, width) = pairs.look_up(code);
                Letter { text, width, is_space: false }
            })),
        }
    }
}

impl Pairs {
    fn of(font: &Dict<'_>, inner: Option<Dict<'_>>, to_unicode: Option<CMap>) -> Pairs {
        let inner = inner.unwrap_or_default();
        // "UniGB-UCS2-H", "UniJIS-UTF16-H"
        let encoding = name(font, "Encoding");
        let is_unicode = encoding.starts_with("Uni") && !encoding.contains("UTF8") && !encoding.contains("UTF32");
        let mut widths = Vec::new();
        let rows = inner.get::<Array<'_>>(b"W".as_slice());
        let mut rows = rows.iter().flat_map(|rows| rows.iter::<Object<'_>>());
        // "first [a b c]" or "first last width"
        while let Some(first) = rows.next().and_then(Object::into_number) {
            let first = first.as_i64().clamp(0, 0xffff);
            match rows.next() {
                Some(Object::Array(row)) => {
                    let row = (first..).zip(row.iter::<Number>());
                    widths.extend(row.map(|(code, width)| (code, code, width.as_f64() / 1000.0)));
                }
                Some(Object::Number(last)) => {
                    let Some(width) = rows.next().and_then(Object::into_number) else { break };
                    widths.push((first, last.as_i64(), width.as_f64() / 1000.0));
                }
                _ => break,
            }
        }
        widths.sort_by_key(|(first, ..)| *first);
        let usual_width = number(&inner, "DW").unwrap_or(1000.0) / 1000.0;
        Pairs { to_unicode, is_unicode, widths, usual_width, known: RefCell::default() }
    }

    fn look_up(&self, code: u32) -> (Meaning, f64) {
        let look_up = || {
            let of_code = || char::from_u32(code).filter(|_| self.is_unicode).map(letters::plain).map(Rc::from);
            let meaning = self.to_unicode.as_ref().and_then(|table| said(table, code)).or_else(of_code);
            let below = self.widths.partition_point(|(first, ..)| *first <= i64::from(code));
            let row = self.widths[..below].last().filter(|(_, last, _)| *last >= i64::from(code));
            (meaning, row.map_or(self.usual_width, |(.., width)| *width))
        };
        self.known.borrow_mut().entry(code).or_insert_with(look_up).clone()
    }
}

fn number(dict: &Dict<'_>, key: &str) -> Option<f64> {
    dict.get::<Number>(key.as_bytes()).map(|number| number.as_f64())
}

fn name(dict: &Dict<'_>, key: &str) -> String {
    let name = dict.get::<Name<'_>>(key.as_bytes());
    name.map_or(String::new(), |name| String::from_utf8_lossy(name.as_ref()).into_owned())
}

/// Whether a font says that its letters are not those of Latin text.
fn is_symbolic(font: &Dict<'_>) -> bool {
    let described = font.get::<Dict<'_>>(b"FontDescriptor".as_slice()).unwrap_or_default();
    number(&described, "Flags").is_some_and(|flags| flags as i64 & 4 != 0)
}

/// The encoding that a font begins from.
fn encoding_name(font: &Dict<'_>) -> String {
    match font.get::<Dict<'_>>(b"Encoding".as_slice()) {
        Some(own) => name(&own, "BaseEncoding"),
        None => name(font, "Encoding"),
    }
}

/// What a font's own encoding says of single codes: `[32 /space /exclam 146 /quoteright]`.
fn rename(font: &Dict<'_>, meanings: &mut [Meaning]) {
    let own = font.get::<Dict<'_>>(b"Encoding".as_slice());
    let names = own.and_then(|own| own.get::<Array<'_>>(b"Differences".as_slice()));
    let mut code = 0;
    for object in names.iter().flat_map(|names| names.iter::<Object<'_>>()) {
        match object {
            Object::Number(number) => code = number.as_i64().clamp(0, 256) as usize,
            Object::Name(name) => {
                if let Some(meaning) = meanings.get_mut(code) {
                    *meaning = letters::of_name(&String::from_utf8_lossy(name.as_ref())).map(Rc::from);
                }
                code += 1;
            }
            _ => {}
        }
    }
}

/// What the font's own table says of a code.
fn said(table: &CMap, code: u32) -> Meaning {
    match table.lookup_bf_string(code)? {
        BfString::Char(c) => Some(letters::plain(c).into()),
        BfString::String(text) => Some(text.chars().map(letters::plain).collect::<String>().into()),
    }
}

/// Of each of 256 codes.
fn widths(font: &Dict<'_>, meanings: &[Meaning]) -> Vec<f64> {
    let Some(given) = font.get::<Array<'_>>(b"Widths".as_slice()) else {
        let base = name(font, "BaseFont");
        return meanings.iter().map(|meaning| letters::usual_width(&base, meaning.as_deref())).collect();
    };
    // A font of drawings has a scale of its own.
    let scale = font.get::<Array<'_>>(b"FontMatrix".as_slice()).and_then(|matrix| matrix.iter::<Number>().next());
    let scale = scale.map_or(0.001, |scale| scale.as_f64());
    let described = font.get::<Dict<'_>>(b"FontDescriptor".as_slice()).unwrap_or_default();
    let missing = number(&described, "MissingWidth").unwrap_or(0.0) * scale;
    let first = number(font, "FirstChar").unwrap_or(0.0).clamp(0.0, 255.0) as usize;
    let mut widths = vec![missing; 256];
    for (place, width) in widths[first..].iter_mut().zip(given.iter::<Number>()) {
        *place = width.as_f64() * scale;
    }
    widths
}
