//! `standpoint analyze --jsonl`: a row of JSON with a text in, a row with what is in it out, in the same order.
//!
//! Rows are read some at a time, so that memory does not grow with the file.

use serde_json::Value;
use standpoint::find::analyze;
use standpoint::model::Document;
use standpoint::text::{OffsetMap, Span};
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::process::ExitCode;
use std::thread;

/// How many bytes of rows are read before they are worked on.
const BATCH_BYTES: usize = 4 << 20;

/// One line of input, and what becomes of it.
struct Row {
    line: usize,
    input: String,
    output: Result<String, String>,
}

/// Reads the rows of all files and writes their results. A row that is none is named on standard error.
pub(crate) fn run(out: &mut impl Write, files: &[OsString], n_threads: usize) -> io::Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
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
                    scope.spawn(|| rows.iter_mut().for_each(|row| row.output = read_row(&row.input)));
                }
            });
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
        let mut text = String::new();
        if input.read_line(&mut text)? == 0 {
            break;
        }
        *line += 1;
        n_bytes += text.len();
        if !text.trim().is_empty() {
            rows.push(Row { line: *line, input: text, output: Ok(String::new()) });
        }
    }
    Ok(rows)
}

/// The line for a row, or why it is none.
fn read_row(line: &str) -> Result<String, String> {
    const EXPECTED: &str = "a row is {\"id\": …, \"text\": \"…\"}";
    let row: Value = serde_json::from_str(line).map_err(|error| format!("is not JSON ({error}); {EXPECTED}"))?;
    let id = row.get("id").ok_or_else(|| format!("has no \"id\"; {EXPECTED}"))?;
    let text = row.get("text").and_then(Value::as_str).ok_or_else(|| format!("has no \"text\"; {EXPECTED}"))?;
    Ok(result(id, text, &analyze(text)))
}

/// What was found, with offsets in code points.
fn result(id: &Value, text: &str, document: &Document) -> String {
    let map = OffsetMap::new(text);
    let points = |span: Span| {
        let chars = map.chars(text, span);
        (chars.start, chars.end)
    };
    let pair = |span: Span| {
        let (start, end) = points(span);
        format!("[{start},{end}]")
    };
    let list = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(",");
    let sentences = list(&mut document.sentences.iter().map(|sentence| pair(sentence.span)));
    let tokens = list(&mut document.tokens.iter().map(|token| pair(token.span)));
    let mentions = list(&mut document.mentions.iter().map(|mention| {
        let (start, end) = points(mention.span);
        let entity = Value::from(&*document.entities[mention.entity as usize].key);
        let name = Value::from(mention.span.of(text));
        format!("{{\"start\":{start},\"end\":{end},\"kind\":\"{}\",\"entity\":{entity},\"text\":{name}}}", mention.kind)
    }));
    let quotations = list(&mut document.quotations.iter().map(|quotation| {
        let (start, end) = points(quotation.span);
        let name = quotation.speaker.map(|entity| &*document.entities[entity as usize].name);
        let (speaker, kind) = (Value::from(name), quotation.kind.as_str());
        format!("{{\"start\":{start},\"end\":{end},\"speaker\":{speaker},\"kind\":\"{kind}\"}}")
    }));
    format!(
        "{{\"id\":{id},\"sentences\":[{sentences}],\"tokens\":[{tokens}],\"mentions\":[{mentions}],\
         \"quotations\":[{quotations}]}}\n"
    )
}
