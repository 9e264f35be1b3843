//! `standpoint analyze --jsonl`: a row of JSON with a text in, a row with what is in it out, in the same order.
//!
//! Rows are read some at a time, so that memory does not grow with the file.

use serde::Serialize;
use serde_json::Value;
use standpoint::find::{analyze, attributes, stands_for};
use standpoint::format::encoding::{Encoding, decoded};
use standpoint::model::{Document, EntityKind, SpeakerRule};
use standpoint::text::{OffsetMap, Span};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::process::ExitCode;
use std::thread;

/// How many bytes of rows are read before they are worked on.
const BATCH_BYTES: usize = 4 << 20;

/// No machine has use for more.
const MOST_THREADS: usize = 256;

/// One line of input, and what becomes of it.
struct Row {
    line: usize,
    /// In UTF-8, or why it is in nothing that is known.
    input: Result<String, String>,
    encoding: Encoding,
    output: Result<String, String>,
}

/// Reads the rows of all files and writes their results. A row that is none is named on standard error.
pub(crate) fn run(out: &mut impl Write, files: &[OsString], n_threads: usize) -> io::Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    let n_threads = n_threads.min(MOST_THREADS);
    for file in files {
        let name = file.to_string_lossy();
        let opened: io::Result<Box<dyn BufRead>> = if file == "-" {
            Ok(Box::new(BufReader::new(io::stdin())))
        } else {
            File::open(file).map(|file| Box::new(BufReader::new(file)) as Box<dyn BufRead>)
        };
        let mut input = match opened {
            Ok(input) => input,
            Err(error) => {
                eprintln!("standpoint: {name}: cannot be read: {error}");
                code = ExitCode::FAILURE;
                continue;
            }
        };
        let mut line = 0;
        let mut is_told = false;
        loop {
            let mut rows = match batch(&mut *input, &mut line) {
                Ok(rows) if rows.is_empty() => break,
                Ok(rows) => rows,
                Err(error) => {
                    eprintln!("standpoint: {name}: line {}: {error}", line + 1);
                    code = ExitCode::FAILURE;
                    break;
                }
            };
            let share = rows.len().div_ceil(n_threads);
            thread::scope(|scope| {
                for rows in rows.chunks_mut(share) {
                    scope.spawn(|| {
                        rows.iter_mut().for_each(|row| {
                            row.output = row.input.as_ref().map_err(Clone::clone).and_then(|line| read_row(line));
                        })
                    });
                }
            });
            let told = rows.iter().find_map(|row| row.encoding.told()).filter(|_| !is_told);
            if let Some((what, todo)) = told {
                eprintln!("standpoint: {name}: {what}. {todo}");
                is_told = true;
            }
            for row in rows {
                match row.output {
                    Ok(result) => out.write_all(result.as_bytes())?,
                    Err(why) => {
                        eprintln!("standpoint: {name}: line {}: {why}", row.line);
                        code = ExitCode::FAILURE;
                    }
                }
            }
        }
    }
    out.flush()?;
    Ok(code)
}

/// The next lines that are not empty.
fn batch(input: &mut dyn BufRead, line: &mut usize) -> io::Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut n_bytes = 0;
    while n_bytes < BATCH_BYTES {
        let mut bytes = Vec::new();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        if *line == 0 && [&b"\xFF\xFE"[..], b"\xFE\xFF"].iter().any(|mark| bytes.starts_with(mark)) {
            return Err(io::Error::other("the file is in UTF-16, which has no lines of bytes; save it as UTF-8"));
        }
        *line += 1;
        n_bytes += bytes.len();
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        // Some programs begin every file with a mark that says UTF-8.
        let bytes = if *line == 1 { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes) } else { &bytes };
        let (text, encoding) = decoded(bytes);
        let input = String::from_utf8(text.into_owned()).map_err(|_| "is neither UTF-8 nor Windows-1252".to_owned());
        rows.push(Row { line: *line, input, encoding, output: Ok(String::new()) });
    }
    Ok(rows)
}

/// The line for a row, or why it is none.
fn read_row(line: &str) -> Result<String, String> {
    const EXPECTED: &str = "a row is {\"id\": …, \"text\": \"…\"}";
    let row: Value = serde_json::from_str(line).map_err(|error| format!("is not JSON ({error}); {EXPECTED}"))?;
    let id = row.get("id").ok_or_else(|| format!("has no \"id\"; {EXPECTED}"))?;
    let text = row.get("text").and_then(Value::as_str).ok_or_else(|| format!("has no \"text\"; {EXPECTED}"))?;
    let document = analyze(text);
    let mut out = serde_json::to_string(&Found::new(id, text, &document)).map_err(|error| error.to_string())?;
    out.push('\n');
    Ok(out)
}

/// Offsets in code points.
type Place = (u32, u32);

/// What was found in a row.
#[derive(Serialize)]
struct Found<'a> {
    id: &'a Value,
    sentences: Vec<Place>,
    tokens: Vec<Place>,
    mentions: Vec<FoundMention<'a>>,
    quotations: Vec<FoundQuotation<'a>>,
    /// Sentences that report what somebody said, without quotation marks.
    reported: Vec<Reported<'a>>,
}

#[derive(Serialize)]
struct FoundMention<'a> {
    start: u32,
    end: u32,
    kind: &'static str,
    entity: &'a str,
    text: &'a str,
    /// The title or office before a person.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    /// Whether "the" stands before it.
    #[serde(skip_serializing_if = "is_false")]
    article: bool,
    #[serde(skip_serializing_if = "is_false")]
    possessive: bool,
    /// The entity that it may stand for: a seat of government for whom it governs.
    #[serde(skip_serializing_if = "Option::is_none")]
    stands_for: Option<&'a str>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(value: &bool) -> bool {
    !value
}

#[derive(Serialize)]
struct FoundQuotation<'a> {
    start: u32,
    end: u32,
    speaker: Option<&'a str>,
    /// The speaker's key, as mentions have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<&'a str>,
    kind: &'static str,
    rule: Option<&'static str>,
}

#[derive(Serialize)]
struct Reported<'a> {
    start: u32,
    end: u32,
    speaker: &'a str,
    entity: &'a str,
}

impl<'a> Found<'a> {
    fn new(id: &'a Value, text: &'a str, document: &'a Document) -> Found<'a> {
        let map = OffsetMap::new(text);
        let place = |span: Span| {
            let chars = map.chars(text, span);
            (chars.start, chars.end)
        };
        let mentions = document.mentions.iter().enumerate().map(|(ix, mention)| {
            let (start, end) = place(mention.span);
            let found = attributes(text, document, ix);
            let key = &*document.entities[mention.entity as usize].key;
            FoundMention {
                start,
                end,
                kind: mention.kind.as_str(),
                entity: key,
                text: mention.span.of(text),
                title: found.title.map(|span| span.of(text)),
                article: found.has_article,
                possessive: found.is_possessive,
                stands_for: Some(mention.kind).filter(|kind| *kind != EntityKind::Person).and(stands_for(key)),
            }
        });
        let quotations = document.quotations.iter().map(|quotation| {
            let (start, end) = place(quotation.span);
            let by = quotation.speaker.map(|entity| &document.entities[entity as usize]);
            let (speaker, entity) = (by.map(|by| &*by.name), by.map(|by| &*by.key));
            let rule = quotation.rule.map(SpeakerRule::as_str);
            FoundQuotation { start, end, speaker, entity, kind: quotation.kind.as_str(), rule }
        });
        let reported = document.reported().map(|(span, entity)| {
            let (start, end) = place(span);
            let by = &document.entities[entity as usize];
            Reported { start, end, speaker: &by.name, entity: &by.key }
        });
        Found {
            id,
            sentences: document.sentences.iter().map(|sentence| place(sentence.span)).collect(),
            tokens: document.tokens.iter().map(|token| place(token.span)).collect(),
            mentions: mentions.collect(),
            quotations: quotations.collect(),
            reported: reported.collect(),
        }
    }
}
