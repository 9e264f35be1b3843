//! A file taken apart while it is read, so that no more of it is held than a piece and what stood open before it: rows
//! of JSON and tables between their rows, zips of many files by their directory. It says which bytes it wants next;
//! whoever has the file hands them over.

use super::Part;
use super::manners::{Cut, Fault, parts_of_zip, rows};
use std::collections::VecDeque;
use std::ops::Range;

/// The end record of a zip, the longest comment, and the two records of ZIP64 before it.
const TAIL_BYTES: u64 = 22 + 65_535 + 20 + 56;

const NO_ZIP: &str = "the zip cannot be read";

/// A file on its way.
pub(super) struct Cutting {
    cut: Cut,
    size: u64,
    /// So many bytes are asked for at once, or what cannot be cut.
    piece: u64,
    state: State,
}

enum State {
    Whole,
    Text(Text),
    Tail,
    Directory { start: u64, end: u64 },
    Entries { waiting: VecDeque<Batch>, shared: Vec<(Batch, Vec<u8>)> },
    Done,
}

/// Rows up to `at`.
#[derive(Default)]
struct Text {
    at: u64,
    /// What stands behind the last end of a row.
    rest: Vec<u8>,
    /// Lines before that.
    line: u32,
    is_begun: bool,
    is_list: bool,
    /// The columns of a table, with the end of their line.
    header: Vec<u8>,
}

/// Entries of a zip that stand behind one another.
struct Batch {
    at: Range<u64>,
    records: Vec<Record>,
    /// Whether all others are read together with it.
    is_shared: bool,
}

/// A row of a zip's directory.
struct Record {
    raw: Vec<u8>,
    path: String,
    at: u64,
}

impl Cutting {
    /// Begins with a file of this size.
    pub(super) fn of(cut: Cut, size: u64, piece: u64) -> Cutting {
        let state = match cut {
            Cut::Whole => State::Whole,
            Cut::Rows | Cut::Table => State::Text(Text::default()),
            Cut::Files | Cut::Stems => State::Tail,
        };
        Cutting { cut, size, piece, state }
    }

    /// The bytes to hand over next; `None` at the end.
    pub(super) fn wanted(&self) -> Option<Range<u64>> {
        match &self.state {
            State::Whole => Some(0..self.size),
            State::Text(text) if text.at < self.size || !text.is_begun => {
                Some(text.at..self.size.min(text.at + self.piece))
            }
            State::Text(_) | State::Done => None,
            State::Tail => Some(self.size.saturating_sub(TAIL_BYTES)..self.size),
            State::Directory { start, end } => Some(*start..*end),
            State::Entries { waiting, .. } => waiting.front().map(|batch| batch.at.clone()),
        }
    }

    /// Takes them; what can be read by now comes out. After a fault nothing more is wanted.
    pub(super) fn take(&mut self, bytes: Vec<u8>) -> Result<Vec<Part>, Fault> {
        let (state, parts) = match std::mem::replace(&mut self.state, State::Done) {
            State::Whole => (State::Done, vec![Part { name: String::new(), line: 0, bytes }]),
            State::Text(mut text) => {
                let parts = text.take(self.cut, bytes, self.size)?;
                (State::Text(text), parts)
            }
            State::Tail => (self.directory(&bytes).ok_or((None, NO_ZIP.to_owned()))?, Vec::new()),
            State::Directory { start, .. } => {
                let records = records(&bytes).filter(|records| !records.is_empty());
                let waiting = self.batches(records.ok_or((None, NO_ZIP.to_owned()))?, start);
                (State::Entries { waiting, shared: Vec::new() }, Vec::new())
            }
            State::Entries { mut waiting, mut shared } => match waiting.pop_front() {
                Some(batch) if batch.is_shared => {
                    shared.push((batch, bytes));
                    (State::Entries { waiting, shared }, Vec::new())
                }
                Some(batch) => {
                    let parts = parts_of_zip(self.cut, &small_zip(&shared, &batch, &bytes))?;
                    (State::Entries { waiting, shared }, parts)
                }
                None => (State::Done, Vec::new()),
            },
            State::Done => (State::Done, Vec::new()),
        };
        self.state = state;
        Ok(parts)
    }

    /// Where the directory is, by the end of the file.
    fn directory(&self, tail: &[u8]) -> Option<State> {
        let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
        let before = self.size - tail.len() as u64;
        let start = u64::from(long(tail, end + 16)?);
        let (start, end) = match start {
            // The records of ZIP64 stand between the directory and the end record.
            0xFFFF_FFFF => {
                let at = usize::try_from(longer(tail, end.checked_sub(12)?)?.checked_sub(before)?).ok()?;
                (longer(tail, at.checked_add(48)?)?, before + at as u64)
            }
            start => (start, before + end as u64),
        };
        (start <= end).then_some(State::Directory { start, end })
    }

    /// Entries in batches of a piece each, in the order of the file; what belongs together is not parted.
    fn batches(&self, mut records: Vec<Record>, directory: u64) -> VecDeque<Batch> {
        records.sort_by_key(|record| record.at);
        let ends: Vec<u64> = records.iter().skip(1).map(|record| record.at).chain([directory]).collect();
        let (mut shared, mut own): (VecDeque<Batch>, VecDeque<Batch>) = Default::default();
        for (record, end) in records.into_iter().zip(ends) {
            let is_shared = self.cut == Cut::Stems && record.path.ends_with(".conf");
            let of = |record: Record| Batch { at: record.at..end, records: vec![record], is_shared };
            if is_shared {
                shared.push_back(of(record));
                continue;
            }
            match own.back_mut().filter(|last| last.at.end == record.at && last.holds(&record, self.piece)) {
                Some(last) => {
                    last.at.end = end;
                    last.records.push(record);
                }
                None => own.push_back(of(record)),
            }
        }
        shared.append(&mut own);
        shared
    }
}

impl Text {
    fn take(&mut self, cut: Cut, bytes: Vec<u8>, size: u64) -> Result<Vec<Part>, Fault> {
        self.at += bytes.len() as u64;
        self.rest.extend(bytes);
        let is_last = self.at >= size;
        let is_first = !self.is_begun;
        let end = if is_last { Some(self.rest.len()) } else { last_end(&self.rest, cut) };
        let Some(end) = end else { return Ok(Vec::new()) };
        self.is_begun = true;
        let mut text: Vec<u8> = self.rest.drain(..end).collect();
        let line = self.line;
        self.line += text.iter().filter(|byte| **byte == b'\n').count() as u32;
        if cut == Cut::Table {
            if is_first {
                self.header = text[..first_end(&text)].to_vec();
                return Ok(vec![Part { name: String::new(), line, bytes: text }]);
            }
            if text.is_empty() {
                return Ok(Vec::new());
            }
            let n_lines = self.header.iter().filter(|byte| **byte == b'\n').count() as u32;
            let bytes = [self.header.as_slice(), &text].concat();
            return Ok(vec![Part { name: String::new(), line: line.saturating_sub(n_lines), bytes }]);
        }
        if is_first {
            let first = text.iter().position(|byte| !byte.is_ascii_whitespace());
            self.is_list = first.is_some_and(|at| text[at] == b'[');
            if let (Some(at), true) = (first, self.is_list) {
                text[at] = b' ';
            }
        }
        if self.is_list {
            if is_last {
                let last = text.iter().rposition(|byte| !byte.is_ascii_whitespace()).filter(|at| text[*at] == b']');
                let at = last.ok_or((Some(self.line + 1), "the list does not end".to_owned()))?;
                text.truncate(at);
            }
            text = [b"[", text.as_slice(), b"]"].concat();
        }
        rows(&text, line)
    }
}

/// The byte behind the last row that is whole: behind a line, in a table behind one that no cell goes over.
fn last_end(text: &[u8], cut: Cut) -> Option<usize> {
    if cut != Cut::Table {
        return text.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
    }
    let (mut is_quoted, mut end) = (false, None);
    for (at, byte) in text.iter().enumerate() {
        is_quoted ^= *byte == b'"';
        if *byte == b'\n' && !is_quoted {
            end = Some(at + 1);
        }
    }
    end
}

/// The byte behind the first row of a table.
fn first_end(text: &[u8]) -> usize {
    let mut is_quoted = false;
    let is_end = |byte: &u8| {
        is_quoted ^= *byte == b'"';
        *byte == b'\n' && !is_quoted
    };
    text.iter().position(is_end).map_or(text.len(), |at| at + 1)
}

impl Batch {
    /// Whether an entry behind it belongs to it, or has room in it.
    fn holds(&self, next: &Record, piece: u64) -> bool {
        let stem = |path: &str| path.rsplit_once('.').map_or(path.to_owned(), |(stem, _)| stem.to_owned());
        let is_of_last = self.records.last().is_some_and(|last| stem(&last.path) == stem(&next.path));
        is_of_last || self.at.end - self.at.start < piece
    }
}

fn records(directory: &[u8]) -> Option<Vec<Record>> {
    let (mut all, mut at) = (Vec::new(), 0);
    while directory.get(at..at + 4) == Some(b"PK\x01\x02") {
        let lengths = [28, 30, 32].map(|field| short(directory, at + field));
        let [Some(n_name), Some(n_extra), Some(n_comment)] = lengths else { return None };
        let raw = directory.get(at..at + 46 + n_name + n_extra + n_comment)?;
        let far = raw.get(46 + n_name..46 + n_name + n_extra).filter(|extra| extra.starts_with(&[1, 0]));
        let near = long(raw, 42)?;
        let place = if near == u32::MAX { longer(far?, 4)? } else { u64::from(near) };
        let path = String::from_utf8_lossy(&raw[46..46 + n_name]).into_owned();
        all.push(Record { raw: raw.to_vec(), path, at: place });
        at += raw.len();
    }
    Some(all)
}

/// A zip of what all share and a batch, whose entries stand in `bytes` as they do in the file.
fn small_zip(shared: &[(Batch, Vec<u8>)], batch: &Batch, bytes: &[u8]) -> Vec<u8> {
    let all = shared.iter().map(|(batch, bytes)| (batch, bytes.as_slice())).chain([(batch, bytes)]);
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (batch, bytes) in all {
        for record in &batch.records {
            let at = out.len() as u64 + (record.at - batch.at.start);
            let begin = directory.len();
            directory.extend(&record.raw);
            directory[begin + 42..begin + 46].copy_from_slice(&(at as u32).to_le_bytes());
        }
        out.extend(bytes);
    }
    let start = out.len() as u32;
    out.extend(directory);
    out.extend(b"PK\x05\x06");
    out.extend([0; 12]);
    out.extend(start.to_le_bytes());
    out.extend([0; 2]);
    out
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(*bytes.get(at..)?.first_chunk()?)))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn longer(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}
