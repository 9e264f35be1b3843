//! JSON: an article, a list of articles, or an object with a list under `articles`; and JSON lines.
//!
//! A list is read value by value, so the rows above a broken one come in, and those below it too where rows begin
//! on lines of their own.

use super::row::{COLUMNS, Columns, Field, Lines, Row};
use super::{Imported, Input, Reader};
use crate::format::json::Fields;
use crate::format::raw::Raw;
use crate::text::Map;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Reads `.json` files.
pub(super) struct Json;

/// Reads `.jsonl` files.
pub(super) struct JsonLines;

impl Reader for Json {
    fn name(&self) -> &'static str {
        "JSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn recognizes(&self, text: &str) -> bool {
        text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '['])
            && first_value(text, start_of(text)).is_ok()
    }

    fn read(&self, input: &Input<'_>, imported: &mut Imported) {
        let start = start_of(input.text);
        let mut rows = Rows::new(input, imported);
        match input.text[start..].chars().next() {
            Some('[') => rows.list(start),
            Some('{') => rows.object(start),
            _ => {
                let line = rows.line_at(start);
                let issue =
                    input.issue_at(line, "expected [ or {", "The file should hold an article or a list of articles.");
                rows.imported.tell(issue);
            }
        }
        rows.finish();
    }
}

impl Reader for JsonLines {
    fn name(&self) -> &'static str {
        "JSON lines"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn recognizes(&self, _text: &str) -> bool {
        // A text that begins with a JSON object is the JSON reader's, which knows lines too.
        false
    }

    fn read(&self, input: &Input<'_>, imported: &mut Imported) {
        let mut rows = Rows::new(input, imported);
        rows.lines(start_of(input.text));
        rows.finish();
    }
}

/// Where the content begins, behind a byte order mark and white space.
fn start_of(text: &str) -> usize {
    text.len() - text.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace()).len()
}

/// The value that begins at byte `at`, and the byte behind it.
fn first_value(text: &str, at: usize) -> Result<(Raw<'_>, usize), serde_json::Error> {
    let mut values = serde_json::Deserializer::from_str(&text[at..]).into_iter::<&RawValue>();
    match values.next() {
        Some(value) => value.map(|value| (value.into(), at + values.byte_offset())),
        None => Raw::of("").map(|value| (value, at)),
    }
}

/// The rows of one file, as they are read.
struct Rows<'a, 'b> {
    input: &'a Input<'a>,
    imported: &'b mut Imported,
    columns: Columns,
    /// A byte of the text and its 1-based line; moves forward only.
    known_line: (usize, u32),
}

impl<'a, 'b> Rows<'a, 'b> {
    fn new(input: &'a Input<'a>, imported: &'b mut Imported) -> Rows<'a, 'b> {
        Rows { input, imported, columns: Columns::default(), known_line: (0, 1) }
    }

    fn finish(self) {
        self.columns.report(self.input, self.imported);
    }

    /// The list whose `[` is at byte `start`.
    fn list(&mut self, start: usize) {
        let text = self.input.text;
        let mut at = start + 1;
        loop {
            at = self.skip_space(at);
            if text[at..].starts_with(']') {
                return;
            }
            match first_value(text, at) {
                Ok((value, end)) => {
                    self.row(value, at);
                    at = self.skip_space(end);
                }
                Err(error) => {
                    self.syntax(at, &error);
                    match next_row(text, at) {
                        Some(next) => at = next,
                        None => return,
                    }
                    continue;
                }
            }
            match text[at..].chars().next() {
                Some(',') => at += 1,
                Some(']') => return,
                _ => {
                    let line = self.line_at(at);
                    let issue = self.input.issue_at(
                        line,
                        "expected a comma or ] after a row",
                        "Mend the list; rows that begin on lines of their own came in.",
                    );
                    self.imported.tell(issue);
                    if text[at..].starts_with('{') {
                        continue;
                    }
                    match next_row(text, at) {
                        Some(next) => at = next,
                        None => return,
                    }
                }
            }
        }
    }

    /// The object at byte `start`: an article, or one that holds a list of them, or the first of several lines.
    fn object(&mut self, start: usize) {
        let text = self.input.text;
        let (value, end) = match first_value(text, start) {
            Ok(found) => found,
            Err(error) => {
                // The list may still be readable row by row.
                match find_list(&text[start..]) {
                    Some(at) => self.list(start + at),
                    None => self.syntax(start, &error),
                }
                return;
            }
        };
        if self.skip_space(end) < text.len() {
            self.lines(start);
            return;
        }
        let fields = fields_of(value);
        let format = fields.get("format").map(|value| value.get()).unwrap_or("");
        if format.starts_with("\"standpoint/") {
            let issue = self.input.issue("this is a project file, not a list of articles", "Open it as a project.");
            self.imported.tell(issue);
        } else if let Some(list) = fields.get("articles").filter(|list| list.get().starts_with('[')) {
            self.list(offset_in(text, list.get()));
        } else {
            self.row(value, start);
        }
    }

    /// One object a line, from byte `start`.
    fn lines(&mut self, start: usize) {
        let mut at = start;
        for line in self.input.text[start..].split('\n') {
            let from = at + (line.len() - line.trim_start().len());
            let trimmed = line.trim();
            if !trimmed.is_empty() {
                match Raw::of(trimmed) {
                    Ok(value) => self.row(value, from),
                    Err(error) => self.syntax(from, &error),
                }
            }
            at += line.len() + 1;
        }
    }

    /// A row at byte `at`.
    fn row(&mut self, value: Raw<'_>, at: usize) {
        let line = self.line_at(at);
        let input = self.input;
        if !value.get().starts_with('{') {
            let what = format!("expected an object, found {}", kind_of(value));
            self.imported.tell(input.issue_at(line, what, "A row looks like {\"text\": \"…\", \"title\": \"…\"}."));
            return;
        }
        let fields = fields_of(value);
        let names: Vec<&str> = fields.keys().map(String::as_str).collect();
        let chosen = self.columns.choose(&names);
        let mut row = Row::default();
        let mut has_text = false;
        for (field, (name, value)) in chosen.into_iter().zip(&fields) {
            let Some(field) = field else { continue };
            // A date or an author may be a number; a text that is one is a wrong column.
            let is_fit = field != Field::Text || value.get().starts_with('"');
            match text_of(*value).filter(|_| is_fit) {
                Some(text) => {
                    has_text |= field == Field::Text;
                    row.set(field, text);
                }
                None => {
                    let what = format!("expected a string in {name}, found {}", kind_of(*value));
                    self.imported.tell(input.issue_at(line, what, ""));
                    if field == Field::Text {
                        return;
                    }
                }
            }
        }
        if has_text {
            row.add(Lines::All(line), input, self.imported);
        } else {
            self.imported.tell(input.issue_at(line, "expected a field named text", COLUMNS));
        }
    }

    /// A syntax error in the value at byte `at`.
    fn syntax(&mut self, at: usize, error: &serde_json::Error) {
        let message = error.to_string();
        // The position is told in our own words, counted from the top of the file.
        let what = message.split(" at line ").next().unwrap_or("").to_owned();
        let line = self.line_at(at) + (error.line() as u32).saturating_sub(1);
        let issue = self.input.issue_at(line, format!("not JSON: {what}"), "Mend the row; the others came in.");
        self.imported.tell(issue);
    }

    fn skip_space(&self, at: usize) -> usize {
        let rest = &self.input.text[at..];
        at + (rest.len() - rest.trim_start().len())
    }

    fn line_at(&mut self, at: usize) -> u32 {
        let (from, line) = if at >= self.known_line.0 { self.known_line } else { (0, 1) };
        let n_ends = self.input.text.as_bytes()[from..at].iter().filter(|&&byte| byte == b'\n').count();
        self.known_line = (at, line + n_ends as u32);
        self.known_line.1
    }
}

/// The next `{` that begins a line behind a comma or bracket: where rows of a broken list may go on.
fn next_row(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(end) = text[at..].find('\n') {
        let before = text[from..at + end].trim_end().ends_with([',', '[', '}']);
        at += end + 1;
        let line = text[at..].split('\n').next().unwrap_or("");
        if before && line.trim_start().starts_with('{') {
            return Some(at + line.len() - line.trim_start().len());
        }
    }
    None
}

/// Where the `[` behind `"articles":` is.
fn find_list(text: &str) -> Option<usize> {
    let key = text.find("\"articles\"")?;
    let list = key + text[key..].find('[')?;
    let between = &text[key + "\"articles\"".len()..list];
    (between.trim() == ":").then_some(list)
}

/// The fields of an object; nothing for another value. The last of equal names wins, as in most JSON readers.
fn fields_of(value: Raw<'_>) -> Map<String, Raw<'_>> {
    Fields::of_text(value.get()).into_pairs().map(|(name, raw)| (name.into_owned(), raw)).collect()
}

/// The byte of `text` where its part `part` begins.
fn offset_in(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// A string's text, a number as written, nothing for null.
fn text_of(value: Raw<'_>) -> Option<String> {
    match value.get().as_bytes().first()? {
        b'"' => value.text().map(Cow::into_owned),
        b'n' => Some(String::new()),
        b'-' | b'0'..=b'9' => Some(value.get().to_owned()),
        _ => None,
    }
}

fn kind_of(value: Raw<'_>) -> &'static str {
    match value.get().as_bytes().first() {
        Some(b'"') => "a string",
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    }
}
