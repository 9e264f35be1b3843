//! CSV as RFC 4180 says, and as spreadsheets write it: `,`, `;` or tabs between fields, `\r\n` or `\n` after rows.
//!
//! Written here rather than taken from a crate, because a person needs to hear of a quotation mark that is never
//! closed and of rows that are too long, with their line; general readers take both silently.

use super::row::{COLUMNS, Columns, Field, Lines, Row};
use super::{Imported, Input, Reader};

/// Reads `.csv` and `.tsv` files with a header.
pub(super) struct Csv;

/// What may stand between fields.
const DELIMITERS: [u8; 4] = *b",;\t|";
/// Rows after an unclosed quotation mark are tried again this often; a file worse than that is not CSV.
const MOST_RECOVERIES: usize = 20;

impl Reader for Csv {
    fn name(&self) -> &'static str {
        "CSV"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv", "tab"]
    }

    fn recognizes(&self, text: &str) -> bool {
        let header = text.trim_start_matches('\u{feff}').lines().next().unwrap_or("");
        let known = |name: &&str| {
            ["text", "title", "outlet", "date", "url"].iter().any(|field| name.trim().eq_ignore_ascii_case(field))
        };
        header.len() < 400
            && header.split(|c: char| c.is_ascii() && DELIMITERS.contains(&(c as u8))).filter(known).count() >= 2
    }

    fn read(&self, input: &Input<'_>, imported: &mut Imported) {
        let mut records = Records::new(input.text);
        let Some(header) = records.next_record().map(|record| record.fields) else { return };
        let names: Vec<&str> = header.iter().map(|field| field.text.as_str()).collect();
        let mut columns = Columns::default();
        let fields = columns.choose(&names);
        if !fields.contains(&Some(Field::Text)) {
            let what = format!("expected a column named text, found {}", names.join(", "));
            imported.tell(input.issue_at(1, what, COLUMNS));
            return;
        }
        let mut n_recoveries = 0;
        while let Some(record) = records.next_record() {
            match record.fault {
                Some(Fault::Unclosed(line, column)) => {
                    let what = format!("the quotation mark in column {column} is never closed");
                    imported.tell(input.issue_at(line, what, "Close it, or write it twice inside a field."));
                    n_recoveries += 1;
                    if n_recoveries > MOST_RECOVERIES {
                        imported.tell(input.issue_at(line, "too many broken rows", "The rows below were not read."));
                        break;
                    }
                    records.skip_line_of(&record);
                    continue;
                }
                Some(Fault::AfterQuote(line, column)) => {
                    let what = format!("expected a delimiter after the closing quotation mark in column {column}");
                    imported.tell(input.issue_at(line, what, "The row came in as it stands; check it."));
                }
                None => {}
            }
            add_record(record, &fields, input, imported);
        }
        columns.report(input, imported);
    }
}

fn add_record(record: Record, fields: &[Option<Field>], input: &Input<'_>, imported: &mut Imported) {
    let n_found = record.fields.len();
    if n_found > fields.len() {
        let what = format!("expected {} fields, found {n_found}", fields.len());
        let todo = "Put fields that contain the delimiter in quotation marks.";
        imported.tell(input.issue_at(record.line, what, todo));
        return;
    }
    let mut row = Row::default();
    let mut text_line = record.line;
    for (field, value) in fields.iter().zip(record.fields) {
        if let Some(field) = field {
            if *field == Field::Text {
                text_line = value.line;
            }
            row.set(*field, value.text);
        }
    }
    row.add(Lines::From(text_line), input, imported);
}

/// The rows of a table with their lines; an error says which cell is not closed.
pub(in crate::format) fn records(text: &str) -> impl Iterator<Item = (u32, Result<Vec<String>, String>)> + '_ {
    let mut records = Records::new(text);
    std::iter::from_fn(move || {
        let record = records.next_record()?;
        let cells = match record.fault {
            None => Ok(record.fields.into_iter().map(|value| value.text).collect()),
            Some(Fault::Unclosed(line, column) | Fault::AfterQuote(line, column)) => {
                Err(format!("the quotation mark of cell {column} in line {line} is not closed as it should be"))
            }
        };
        Some((record.line, cells))
    })
}

/// One row.
struct Record {
    fields: Vec<Value>,
    /// 1-based line where it begins.
    line: u32,
    /// Byte where it begins.
    start: usize,
    fault: Option<Fault>,
}

/// One field of a row.
struct Value {
    text: String,
    /// 1-based line where it begins.
    line: u32,
}

/// What is wrong with a row: 1-based line, and 1-based number of the field.
enum Fault {
    Unclosed(u32, usize),
    AfterQuote(u32, usize),
}

/// The rows of a text, from the top. All special characters are ASCII, so it reads bytes and cuts between characters.
struct Records<'a> {
    text: &'a str,
    at: usize,
    line: u32,
    delimiter: u8,
}

impl<'a> Records<'a> {
    fn new(text: &'a str) -> Records<'a> {
        let mut records = Records { text, at: 0, line: 1, delimiter: b',' };
        if text.starts_with('\u{feff}') {
            records.at = '\u{feff}'.len_utf8();
        }
        let header = text[records.at..].lines().next().unwrap_or("");
        // Excel's own way of naming the delimiter.
        if let Some(&[delimiter]) = header.strip_prefix("sep=").map(str::as_bytes) {
            records.delimiter = delimiter;
            records.skip_line();
        } else {
            let count = |delimiter: u8| header.bytes().filter(|&byte| byte == delimiter).count();
            let most = DELIMITERS.into_iter().rev().max_by_key(|&delimiter| count(delimiter));
            records.delimiter = most.filter(|&delimiter| count(delimiter) > 0).unwrap_or(b',');
        }
        records
    }

    /// The next row that is not blank.
    fn next_record(&mut self) -> Option<Record> {
        while matches!(self.peek(), Some(b'\n' | b'\r')) {
            self.skip_line_end();
        }
        self.peek()?;
        let mut record = Record { fields: Vec::new(), line: self.line, start: self.at, fault: None };
        loop {
            let value = self.next_value(&mut record);
            record.fields.push(value);
            match self.peek() {
                Some(byte) if byte == self.delimiter => self.at += 1,
                Some(_) => {
                    self.skip_line_end();
                    return Some(record);
                }
                None => return Some(record),
            }
        }
    }

    /// Reads up to the delimiter, line end or end of the text behind the field.
    fn next_value(&mut self, record: &mut Record) -> Value {
        let line = self.line;
        let mut text = String::new();
        let column = record.fields.len() + 1;
        if self.peek() == Some(b'"') {
            self.at += 1;
            loop {
                let start = self.at;
                let Some(length) = self.text.as_bytes()[start..].iter().position(|&byte| byte == b'"') else {
                    record.fault = Some(Fault::Unclosed(line, column));
                    self.take(self.text.len() - start, &mut text);
                    return Value { text, line };
                };
                self.take(length, &mut text);
                self.at += 1;
                if self.peek() != Some(b'"') {
                    break;
                }
                text.push('"');
                self.at += 1;
            }
            if !matches!(self.peek(), None | Some(b'\n' | b'\r')) && self.peek() != Some(self.delimiter) {
                // Over several lines it is rather a mark that was not closed, and this one opens a field further down.
                text.push('"');
                let is_one_line = self.line == line;
                record.fault =
                    Some(if is_one_line { Fault::AfterQuote(line, column) } else { Fault::Unclosed(line, column) });
            }
        }
        let delimiter = self.delimiter;
        let rest = &self.text.as_bytes()[self.at..];
        let length =
            rest.iter().position(|&byte| byte == delimiter || byte == b'\n' || byte == b'\r').unwrap_or(rest.len());
        self.take(length, &mut text);
        Value { text, line }
    }

    /// Moves `length` bytes on, into `text`.
    fn take(&mut self, length: usize, text: &mut String) {
        let taken = &self.text[self.at..self.at + length];
        self.line += taken.bytes().filter(|&byte| byte == b'\n').count() as u32;
        text.push_str(taken);
        self.at += length;
    }

    /// Goes on below the first line of `record`.
    fn skip_line_of(&mut self, record: &Record) {
        self.at = record.start;
        self.line = record.line;
        self.skip_line();
    }

    fn skip_line(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.find('\n').map_or(rest.len(), |at| at + 1);
        self.line += 1;
    }

    fn skip_line_end(&mut self) {
        if self.peek() == Some(b'\r') {
            self.at += 1;
            if self.peek() != Some(b'\n') {
                self.line += 1;
                return;
            }
        }
        if self.peek() == Some(b'\n') {
            self.at += 1;
            self.line += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }
}
