//! CoNLL files: a token a line with its tag in the last column, IOB1, IOB2, IOBES or BILOU.
//!
//! The file has no white space and no offsets, so an article is put together from the tokens: blanks between them but
//! not before closing and after opening signs, sentences on lines of their own. It is therefore an article beside the
//! one that the tokens were made from. Of ours, labels come back, and sentiment, stances, answers, comments and flags
//! from the lines above sentences; columns of names stay behind, the engine finds them.

use super::build::{Builder, Place, Said, What};
use super::meta::Meta;
use super::tags::{body_of, parts};
use super::{About, Input, Reader};
use crate::format::export::OffsetUnit;
use crate::model::{Body, Unit};
use crate::text::Map;

pub(super) struct Conll;

/// So much of a file tells whether it is one.
const HEAD_BYTES: usize = 4096;

const ENDINGS: [&str; 6] = [".conll", ".conll2003", ".iob", ".iob2", ".bio", ".bioes"];

impl Reader for Conll {
    fn about(&self) -> &'static About {
        &About {
            id: "conll",
            name: "CoNLL",
            unit: OffsetUnit::None,
            brings: "tagged tokens as labels, in texts put together from the tokens",
            leaves: "white space, which the file does not have; columns between token and tag",
        }
    }

    fn recognise(&self, input: &Input<'_>) -> bool {
        let head = &input.bytes[..input.bytes.len().min(HEAD_BYTES)];
        let text = match std::str::from_utf8(head) {
            Ok(text) => text,
            Err(error) if error.valid_up_to() + 4 > HEAD_BYTES => {
                std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => return false,
        };
        // The last line of the head may be cut.
        let whole =
            if head.len() < input.bytes.len() { text.rsplit_once('\n').map_or("", |(whole, _)| whole) } else { text };
        let rows: Vec<&str> = whole.lines().filter(|line| !line.trim().is_empty() && !is_comment(line)).collect();
        let is_named = ENDINGS.iter().any(|ending| input.name.to_ascii_lowercase().ends_with(ending));
        let least = if is_named { 1 } else { 5 };
        rows.len() >= least && rows.iter().all(|row| columns(row).is_some_and(|(_, tag)| Tag::of(tag).is_some()))
    }

    fn read(&self, input: &Input<'_>, into: &mut Builder) {
        let Ok(text) = std::str::from_utf8(input.bytes) else {
            return into.issue(None, "expected UTF-8", "Save the file as UTF-8 and open it again.");
        };
        let text = text.trim_start_matches('\u{feff}');
        let n_columns = n_blank_columns(text);
        let mut document = Document::default();
        for (ix, line) in text.lines().enumerate() {
            let line = line.trim_end_matches('\r');
            if line.trim().is_empty() {
                document.end_sentence();
            } else if line.starts_with("-DOCSTART-") {
                std::mem::take(&mut document).finish(into);
            } else if is_comment(line) && !n_columns.is_some_and(|n| is_row(line, n)) {
                let comment = &line[2..];
                if comment.starts_with("newdoc") && !document.text.is_empty() {
                    std::mem::take(&mut document).finish(into);
                }
                document.comment(comment);
            } else {
                match columns(line).and_then(|(token, tag)| Some((token, Tag::of(tag)?))) {
                    Some((token, tag)) => document.token(token, tag, ix as u32 + 1),
                    None => {
                        let what = "expected a token and a tag such as O, B-PER or I-PER";
                        into.issue(Some(ix as u32 + 1), what, "The line was left out; the others came in.");
                    }
                }
            }
        }
        document.finish(into);
    }
}

/// A hash and a blank; a token that is a hash has a tab behind it, or a blank in files of blanks ([`is_row`]).
fn is_comment(line: &str) -> bool {
    line.starts_with("# ")
}

/// How many columns the rows of a file have that parts them by blanks; `None` where tabs do.
fn n_blank_columns(text: &str) -> Option<usize> {
    let is_row = |line: &&str| !line.trim().is_empty() && !line.starts_with('#') && !line.starts_with("-DOCSTART-");
    let row = text.lines().find(is_row).filter(|row| !row.contains('\t'))?;
    Some(row.split_ascii_whitespace().count())
}

/// Whether a line that looks like a comment is the row of a token "#": it has the columns of the others, the last is a
/// tag, and it is no `# key = value`.
fn is_row(line: &str, n_columns: usize) -> bool {
    let columns: Vec<&str> = line.split_ascii_whitespace().collect();
    let is_tag = columns.last().is_some_and(|last| Tag::of(last).is_some());
    columns.len() == n_columns && is_tag && columns.get(2) != Some(&"=")
}

/// The token and the last column.
fn columns(line: &str) -> Option<(&str, &str)> {
    if line.contains('\t') {
        let mut columns = line.split('\t');
        return columns.next().zip(columns.next_back()).map(|(token, tag)| (token, tag.trim()));
    }
    let mut columns = line.split_ascii_whitespace();
    columns.next().zip(columns.next_back())
}

/// A tag of any of the four schemes.
#[derive(Clone, Copy)]
enum Tag<'a> {
    Outside,
    /// Begins a stretch, whatever stands before.
    Begin(&'a str),
    /// Goes on with one of the same label, else begins one.
    Inside(&'a str),
}

impl Tag<'_> {
    fn of(tag: &str) -> Option<Tag<'_>> {
        if tag == "O" || tag == "_" {
            return Some(Tag::Outside);
        }
        let (scheme, label) = tag.split_once('-').filter(|(_, label)| !label.is_empty())?;
        match scheme {
            "B" | "S" | "U" => Some(Tag::Begin(label)),
            "I" | "E" | "L" => Some(Tag::Inside(label)),
            _ => None,
        }
    }
}

/// One article in the making.
#[derive(Default)]
struct Document {
    text: String,
    meta: Meta,
    coder: String,
    is_ours: bool,
    /// Where the sentence begins, once it has a token.
    sentence: Option<usize>,
    /// What is said of the sentence to come.
    of_sentence: Vec<Body>,
    said: Vec<(usize, usize, Body, u32)>,
    /// Start, end, label and line of stretches.
    spans: Vec<(usize, usize, String, u32)>,
    is_open: bool,
    /// Ids of labels whose tags are other words.
    labels: Map<String, String>,
}

impl Document {
    fn comment(&mut self, comment: &str) {
        match comment.split_once(" = ") {
            Some(("newdoc id", id)) => self.is_ours = id.starts_with("sha256:"),
            Some(("coder", id)) => self.coder = id.to_owned(),
            Some(("outlet", outlet)) => self.meta.outlet = outlet.to_owned(),
            Some(("date", date)) => self.meta.date = date.to_owned(),
            Some(_) => {}
            None if !self.is_ours => {}
            None => match parts(comment).as_deref() {
                Some([(tag, word), (label, id)]) if tag == "tag" && label == "label" => {
                    self.labels.insert(word.clone(), id.clone());
                }
                _ => self.of_sentence.extend(body_of(comment, Unit::Sentence)),
            },
        }
    }

    fn token(&mut self, token: &str, tag: Tag<'_>, line: u32) {
        let is_new = self.sentence.is_none();
        if is_new && !self.text.is_empty() {
            self.text.push('\n');
        }
        let is_closing = token.chars().next().is_some_and(|c| ".,;:!?)]}%’”»'".contains(c));
        let is_after_opening = self.text.ends_with(['(', '[', '{', '“', '«', '‘', '\n']);
        if !self.text.is_empty() && !is_new && !is_closing && !is_after_opening {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.sentence.get_or_insert(start);
        self.text.push_str(token);
        let end = self.text.len();
        let last = self.spans.last_mut().filter(|_| self.is_open);
        self.is_open = !matches!(tag, Tag::Outside);
        match (tag, last) {
            (Tag::Outside, _) => {}
            (Tag::Inside(label), Some(open)) if open.2 == label => open.1 = end,
            (Tag::Inside(label) | Tag::Begin(label), _) => self.spans.push((start, end, label.to_owned(), line)),
        }
    }

    fn end_sentence(&mut self) {
        self.is_open = false;
        let end = self.text.len();
        if let Some(start) = self.sentence.take() {
            self.said.extend(self.of_sentence.drain(..).map(|body| (start, end, body, 0)));
        }
    }

    fn finish(mut self, into: &mut Builder) {
        self.end_sentence();
        if self.text.is_empty() {
            return;
        }
        let text = into.article(&self.text, self.meta);
        // Ours without a coder hold names, or nothing.
        if (self.is_ours && self.coder.is_empty()) || (self.spans.is_empty() && self.said.is_empty()) {
            return;
        }
        let coder = into.coder(&self.coder, "");
        let say = |(start, end): (usize, usize), what: What, line: u32, into: &mut Builder| {
            let quote = Some(self.text[start..end].to_owned());
            let place = Place::Stretch { start: start as u32, end: end as u32, quote };
            into.say(Said { text, place, what, coder: coder.clone(), created: None, line });
        };
        for (start, end, label, line) in self.spans {
            let what = match self.labels.get(&label).and_then(|id| id.strip_prefix("l:")) {
                Some(code) => into.own_label(code),
                None if self.is_ours => into.own_label(&label),
                None => into.label(&label),
            };
            say((start, end), what, line, into);
        }
        for (start, end, body, line) in self.said {
            say((start, end), What::Body(body), line, into);
        }
    }
}
