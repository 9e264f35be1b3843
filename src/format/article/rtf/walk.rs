//! The way through a document: one pass over its bytes. Groups are a list of states, and nothing here recurses.

use super::super::docx::Paragraph;
use super::letters::{letter, page_of};
use super::{DELETED, HEADING, HIDDEN, NOTE};
use crate::text::Map;
use crate::text::clean::{BlockFate, LineKind};

/// What a document holds.
#[derive(Default)]
pub(super) struct Content {
    pub(super) paragraphs: Vec<Paragraph>,
    /// The text as it stands, a paragraph a line: news databases say much by blank lines and columns.
    pub(super) lines: String,
    pub(super) title: String,
    pub(super) author: String,
    /// Characters whose code page is not known.
    pub(super) n_unknown: usize,
    /// Whether it ends in the middle.
    pub(super) is_cut: bool,
}

/// Groups stand so deep in each other; deeper ones are not read.
const MOST_DEPTH: usize = 1000;

/// Where the words of a group belong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Text,
    Note,
    Title,
    Author,
    Fonts,
    Nowhere,
}

/// What holds within a group.
#[derive(Clone, Copy)]
struct State {
    target: Target,
    page: i32,
    font: i32,
    /// Characters that stand in for one of Unicode.
    n_stand_ins: usize,
    is_hidden: bool,
    is_deleted: bool,
}

/// Whose content is not read.
const SKIPPED: &[&[u8]] = &[
    b"colortbl",
    b"stylesheet",
    b"pict",
    b"nonshppict",
    b"object",
    b"header",
    b"headerl",
    b"headerr",
    b"headerf",
    b"footer",
    b"footerl",
    b"footerr",
    b"footerf",
    b"annotation",
    b"shp",
    b"shptxt",
    b"fldinst",
    b"themedata",
    b"listtable",
    b"revtbl",
    b"filetbl",
    b"xe",
    b"tc",
    b"rxe",
    b"comment",
    b"subject",
    b"keywords",
    b"doccomm",
    b"operator",
    b"company",
    b"manager",
    b"category",
    b"creatim",
    b"revtim",
    b"printim",
    b"buptim",
];

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Content {
    let first =
        State { target: Target::Text, page: 1252, font: 0, n_stand_ins: 1, is_hidden: false, is_deleted: false };
    let mut walk = Walk {
        bytes,
        at: 0,
        state: first,
        groups: Vec::new(),
        n_deep: 0,
        default_page: 1252,
        fonts: Map::new(),
        draft: Draft::default(),
        is_star: false,
        n_to_skip: 0,
        high: None,
        content: Content::default(),
    };
    while walk.step() {}
    walk.content.is_cut = !walk.groups.is_empty();
    walk.end_paragraph();
    walk.content
}

/// A paragraph in the making.
#[derive(Default)]
struct Draft {
    text: String,
    hidden: String,
    deleted: String,
    note: String,
    is_heading: bool,
}

struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
    state: State,
    groups: Vec<State>,
    /// How deep in groups that are too deep.
    n_deep: usize,
    default_page: i32,
    fonts: Map<i32, i32>,
    draft: Draft,
    /// Whether the group at hand may be passed over by those who do not know it.
    is_star: bool,
    /// Stand-ins to come.
    n_to_skip: usize,
    /// The first half of a character of two.
    high: Option<u32>,
    content: Content,
}

impl Walk<'_> {
    /// One token; `false` at the end.
    fn step(&mut self) -> bool {
        let Some(&byte) = self.bytes.get(self.at) else { return false };
        self.at += 1;
        match byte {
            b'{' if self.groups.len() == MOST_DEPTH => self.n_deep += 1,
            b'{' => {
                (self.n_to_skip, self.is_star) = (0, false);
                self.groups.push(self.state);
            }
            b'}' if self.n_deep > 0 => self.n_deep -= 1,
            b'}' => {
                (self.n_to_skip, self.is_star) = (0, false);
                match self.groups.pop() {
                    Some(state) => self.state = state,
                    None => return false,
                }
                // What stands behind the document is none of it.
                return !self.groups.is_empty();
            }
            b'\\' => self.control(),
            b'\r' | b'\n' | 0 => {}
            byte => self.byte(byte),
        }
        true
    }

    fn control(&mut self) {
        let rest = &self.bytes[self.at..];
        let n_letters = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count().min(32);
        if n_letters == 0 {
            let Some(&sign) = rest.first() else { return };
            self.at += 1;
            return self.sign(sign);
        }
        let word = &rest[..n_letters];
        let is_negative = rest.get(n_letters) == Some(&b'-');
        let from = n_letters + usize::from(is_negative);
        let n_digits = rest[from..].iter().take_while(|byte| byte.is_ascii_digit()).count().min(10);
        let digits = rest[from..from + n_digits].iter().fold(0i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        let number = (n_digits > 0).then_some(if is_negative { -digits } else { digits } as i32);
        let end = if n_digits > 0 { from + n_digits } else { n_letters };
        // A blank ends the word and is part of it.
        self.at += end + usize::from(rest.get(end) == Some(&b' '));
        let is_first = std::mem::take(&mut self.is_star);
        self.word(word, number, is_first);
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'*' => self.is_star = true,
            b'\'' => {
                let digit = |at: usize| self.bytes.get(at).and_then(|byte| char::from(*byte).to_digit(16));
                if let (Some(high), Some(low)) = (digit(self.at), digit(self.at + 1)) {
                    self.at += 2;
                    self.byte((high * 16 + low) as u8);
                }
            }
            b'\\' | b'{' | b'}' => self.byte(sign),
            b'~' => self.letter('\u{a0}'),
            b'_' => self.letter('\u{2011}'),
            b'\r' | b'\n' => self.end_paragraph(),
            _ => {}
        }
    }

    fn word(&mut self, word: &[u8], number: Option<i32>, is_star: bool) {
        let is_on = number != Some(0);
        // A word stands in for a character like any other, except those that are followed by what is not text.
        if self.n_to_skip > 0 && !matches!(word, b"u" | b"bin") {
            self.n_to_skip -= 1;
            return;
        }
        match word {
            b"u" => self.unit(number.unwrap_or(0)),
            b"uc" => self.state.n_stand_ins = number.unwrap_or(1).clamp(0, 64) as usize,
            b"bin" => {
                let n_bytes = number.unwrap_or(0).max(0) as usize;
                self.at = self.at.saturating_add(n_bytes).min(self.bytes.len());
            }
            b"ansicpg" => {
                self.default_page = number.unwrap_or(1252);
                self.state.page = self.default_page;
            }
            b"fonttbl" => self.state.target = Target::Fonts,
            b"fcharset" if self.state.target == Target::Fonts => {
                if let Some(page) = page_of(number.unwrap_or(0)) {
                    self.fonts.insert(self.state.font, page);
                }
            }
            b"f" => {
                self.state.font = number.unwrap_or(0);
                self.state.page = self.fonts.get(&self.state.font).copied().unwrap_or(self.default_page);
            }
            b"plain" => {
                (self.state.is_hidden, self.state.is_deleted, self.state.page) = (false, false, self.default_page)
            }
            b"info" => self.state.target = Target::Nowhere,
            b"title" => self.state.target = Target::Title,
            b"author" => self.state.target = Target::Author,
            b"footnote" => self.state.target = Target::Note,
            word if is_star || SKIPPED.contains(&word) => self.state.target = Target::Nowhere,
            _ if self.state.target != Target::Text && self.state.target != Target::Note => {}
            b"par" | b"sect" | b"page" | b"row" | b"nestrow" | b"line" => self.end_line(),
            b"pard" => self.draft.is_heading = false,
            b"outlinelevel" => self.draft.is_heading = number.is_some_and(|level| level < 9),
            b"v" => self.state.is_hidden = is_on,
            b"deleted" => self.state.is_deleted = is_on,
            b"tab" | b"cell" | b"nestcell" | b"emspace" | b"enspace" | b"qmspace" => self.letter(' '),
            b"emdash" => self.letter('—'),
            b"endash" => self.letter('–'),
            b"lquote" => self.letter('‘'),
            b"rquote" => self.letter('’'),
            b"ldblquote" => self.letter('“'),
            b"rdblquote" => self.letter('”'),
            b"bullet" => self.letter('•'),
            _ => {}
        }
    }

    /// A unit of UTF-16, as a number that may be negative.
    fn unit(&mut self, number: i32) {
        let unit = (number as u32) & 0xFFFF;
        let whole = match (self.high.take(), unit) {
            (_, 0xD800..=0xDBFF) => {
                self.high = Some(unit);
                None
            }
            (Some(high), 0xDC00..=0xDFFF) => char::from_u32(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00)),
            _ => Some(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)),
        };
        self.n_to_skip = 0;
        whole.into_iter().for_each(|c| self.letter(c));
        self.n_to_skip = self.state.n_stand_ins;
    }

    fn byte(&mut self, byte: u8) {
        if self.n_to_skip > 0 {
            self.n_to_skip -= 1;
            return;
        }
        match letter(self.state.page, byte) {
            Some(c) => self.letter(c),
            None if self.state.target == Target::Nowhere || self.state.target == Target::Fonts => {}
            None => {
                self.content.n_unknown += 1;
                self.letter(char::REPLACEMENT_CHARACTER);
            }
        }
    }

    fn letter(&mut self, c: char) {
        if self.n_to_skip > 0 {
            self.n_to_skip -= 1;
            return;
        }
        if self.n_deep > 0 {
            return;
        }
        let State { target, is_hidden, is_deleted, .. } = self.state;
        let place = match target {
            Target::Nowhere | Target::Fonts => return,
            Target::Title => &mut self.content.title,
            Target::Author => &mut self.content.author,
            Target::Note => &mut self.draft.note,
            Target::Text if is_deleted => &mut self.draft.deleted,
            Target::Text if is_hidden => &mut self.draft.hidden,
            Target::Text => &mut self.draft.text,
        };
        place.push(c);
    }

    /// The end of a paragraph, of a line of one, or of a note's.
    fn end_line(&mut self) {
        if self.state.target == Target::Note {
            return self.letter('\n');
        }
        let is_heading = self.draft.is_heading;
        self.end_paragraph();
        // The next one is as the one before, unless it says otherwise.
        self.draft.is_heading = is_heading;
    }

    /// Hands on what a paragraph holds.
    fn end_paragraph(&mut self) {
        let Draft { text, hidden, deleted, note, is_heading } = std::mem::take(&mut self.draft);
        self.content.lines.push_str(&text);
        self.content.lines.push('\n');
        let fate = if is_heading { BlockFate::Marked(LineKind::Heading, HEADING) } else { BlockFate::Text };
        let dropped = [(deleted, DELETED), (hidden, HIDDEN), (note, NOTE)];
        let dropped = dropped.into_iter().map(|(text, rule)| (text, BlockFate::Dropped(rule)));
        for (text, fate) in [(text, fate)].into_iter().chain(dropped) {
            for line in text.split('\n') {
                let words: Vec<&str> = line.split([' ', '\t']).filter(|word| !word.is_empty()).collect();
                if !words.is_empty() {
                    self.content.paragraphs.push(Paragraph { text: words.join(" "), fate, is_title: false });
                }
            }
        }
    }
}
