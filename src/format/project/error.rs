//! Why a file of ours cannot be opened at all, and where it goes wrong.

use crate::format::Issue;
use crate::format::json::Bad;
use std::fmt;

/// Why nothing of a file could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// 1-based line and column in code points; `None` where the file as a whole is meant.
    pub place: Option<(u32, u32)>,
    /// What was found and what was expected, no full stop at the end.
    pub what: String,
    /// What to do about it, a sentence with its full stop.
    pub todo: &'static str,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some((line, column)) => write!(f, "line {line}, column {column}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl std::error::Error for ReadError {}

impl ReadError {
    /// The same as an issue about `file`.
    pub fn issue(&self, file: &str) -> Issue {
        Issue {
            file: file.into(),
            line: self.place.map(|(line, _)| line),
            column: self.place.map(|(_, column)| column),
            what: self.what.clone(),
            todo: self.todo.to_string(),
        }
    }

    pub(crate) fn syntax(error: &serde_json::Error) -> ReadError {
        let what = error.to_string();
        // The parser appends the place, which stands in its own field here.
        let what = what.split(" at line ").next().unwrap_or(&what);
        ReadError {
            place: Some((error.line() as u32, error.column() as u32)),
            what: format!("this is not valid JSON: {what}"),
            todo: "The file may be cut short; download or export it again.",
        }
    }

    pub(crate) fn content(input: &str, bad: &Bad) -> ReadError {
        ReadError {
            place: place_of(input, bad.address),
            what: bad.to_string(),
            todo: "Correct the file there and open it again.",
        }
    }

    pub(super) fn encoding(bytes_valid: &[u8]) -> ReadError {
        let line = 1 + bytes_valid.iter().filter(|byte| **byte == b'\n').count();
        ReadError {
            place: Some((line as u32, 1)),
            what: "this is not UTF-8 text".to_string(),
            todo: "Save the file as UTF-8 and open it again.",
        }
    }

    pub(super) fn foreign(found: &str) -> ReadError {
        let found = if found.is_empty() { "no format".to_string() } else { format!("the format {found}") };
        ReadError {
            place: None,
            what: format!("this is not a Standpoint project file: expected the format standpoint/1, found {found}"),
            todo: "Open a file that was downloaded here as JSON, or import it as articles.",
        }
    }

    pub(super) fn newer(found: &str) -> ReadError {
        ReadError {
            place: None,
            what: format!("this file has the format {found} of a newer version of this page, which reads standpoint/1"),
            todo: "Reload the page to get the newest version, then open the file again.",
        }
    }
}

/// 1-based line and column in code points of a value, by its address in memory; `None` if it is not part of `input`.
pub(super) fn place_of(input: &str, address: usize) -> Option<(u32, u32)> {
    let before = input.get(..address.checked_sub(input.as_ptr() as usize)?)?;
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = 1 + before.bytes().filter(|byte| *byte == b'\n').count();
    Some((line as u32, 1 + before[line_start..].chars().count() as u32))
}
