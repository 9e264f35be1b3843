//! The JSON values of a file, each with its line: a list, a single object, or one value a line.

use super::Input;
use crate::format::json::Fields;
use crate::format::raw::Raw;
use serde_json::value::RawValue;

/// A value or what is wrong with it, and its 1-based line.
pub(super) type Row<'a> = (u32, Result<Raw<'a>, String>);

/// Behind a broken row of a list the next is looked for; a file of nothing else is not gone through to its end.
const MOST_FAULTS: usize = 1000;

impl<'a> Input<'a> {
    /// The content from its first bracket on; `None` if it does not begin with one or is not UTF-8.
    pub(super) fn json(&self) -> Option<&'a str> {
        let bytes = self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(self.bytes);
        let begins = bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|b| matches!(b, b'{' | b'['));
        std::str::from_utf8(bytes).ok().filter(|_| begins)
    }

    /// The first value: of a list its first item.
    pub(super) fn first(&self) -> Option<Raw<'a>> {
        let text = self.json()?.trim_start();
        value_at(text.strip_prefix('[').unwrap_or(text)).ok().map(|(raw, _)| raw)
    }

    /// Whether the whole is a list.
    pub(super) fn is_list(&self) -> bool {
        self.json().is_some_and(|text| text.trim_start().starts_with('['))
    }

    /// All values.
    pub(super) fn rows(&self) -> Vec<Row<'a>> {
        let Some(text) = self.json() else {
            return vec![(1, Err("expected JSON in UTF-8".to_owned()))];
        };
        let from = text.len() - text.trim_start().len();
        if text[from..].starts_with('[') {
            return list(text, from + 1);
        }
        match value_at(&text[from..]) {
            // One object, maybe over many lines.
            Ok((raw, end)) if text[from + end..].trim().is_empty() => vec![(line_of(text, from), Ok(raw))],
            _ => lines(text),
        }
    }
}

/// The values of a file as they stand, each with its line; a list that does not end is a fault at its end.
pub(in crate::format) fn rows_of(bytes: &[u8]) -> Vec<(u32, Result<&str, String>)> {
    let input = Input { name: "", bytes };
    let Some(text) = input.json() else {
        let is_empty = bytes.iter().all(u8::is_ascii_whitespace);
        return if is_empty { Vec::new() } else { vec![(1, Err("expected JSON in UTF-8".to_owned()))] };
    };
    let mut rows: Vec<(u32, Result<&str, String>)> =
        input.rows().into_iter().map(|(line, row)| (line, row.map(Raw::get))).collect();
    if input.is_list() && !text.trim_end().ends_with(']') {
        rows.push((line_of(text, text.len()), Err("the list does not end".to_owned())));
    }
    rows
}

/// An object's fields; none for another value.
pub(super) fn fields(raw: Raw<'_>) -> Option<Fields<'_>> {
    Fields::of(raw).ok()
}

/// A string's text, a number or a truth as written; `None` for what is neither.
pub(super) fn plain(raw: Raw<'_>) -> Option<String> {
    match raw.get().as_bytes().first()? {
        b'{' | b'[' | b'n' => None,
        b'"' => raw.text().map(std::borrow::Cow::into_owned),
        _ => Some(raw.get().to_owned()),
    }
}

/// The strings of a list, or the one that stands for a list of one.
pub(super) fn texts(raw: Option<Raw<'_>>) -> Vec<String> {
    let Some(raw) = raw else { return Vec::new() };
    raw.items().map_or_else(|| plain(raw).into_iter().collect(), |all| all.into_iter().filter_map(plain).collect())
}

/// The items of a list, or the one that stands for it.
pub(super) fn items(raw: Option<Raw<'_>>) -> Vec<Raw<'_>> {
    raw.map_or_else(Vec::new, |raw| raw.items().unwrap_or_else(|| vec![raw]))
}

fn lines(text: &str) -> Vec<Row<'_>> {
    let mut faults = 0;
    let mut rows = Vec::new();
    for (ix, line) in text.split('\n').enumerate() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        let row = Raw::of(line).map_err(|error| wording(&error));
        faults += usize::from(row.is_err());
        rows.push((ix as u32 + 1, row));
        if faults > MOST_FAULTS {
            break;
        }
    }
    rows
}

fn list(text: &str, mut at: usize) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    let mut faults = 0;
    let (mut counted, mut line) = (0, 1);
    loop {
        at += text[at..].len() - text[at..].trim_start_matches([' ', '\t', '\r', '\n', ',']).len();
        if at >= text.len() || text[at..].starts_with(']') {
            return rows;
        }
        line += line_of(&text[counted..], at - counted) - 1;
        counted = at;
        match value_at(&text[at..]) {
            Ok((raw, end)) => {
                rows.push((line, Ok(raw)));
                at += end;
            }
            Err(what) => {
                rows.push((line, Err(what)));
                faults += 1;
                // Rows often begin on lines of their own.
                match text[at..].find("\n{") {
                    Some(next) if faults <= MOST_FAULTS => at += next + 1,
                    _ => return rows,
                }
            }
        }
    }
}

/// The first value of a text, and the byte behind it.
fn value_at(text: &str) -> Result<(Raw<'_>, usize), String> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    match values.next() {
        Some(Ok(value)) => Ok((value.into(), values.byte_offset())),
        Some(Err(error)) => Err(wording(&error)),
        None => Err("expected a value".to_owned()),
    }
}

/// Without serde's own line and column, which count from the row.
fn wording(error: &serde_json::Error) -> String {
    let message = error.to_string();
    format!("not JSON: {}", message.split(" at line ").next().unwrap_or_default())
}

fn line_of(text: &str, at: usize) -> u32 {
    1 + text.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() as u32
}
