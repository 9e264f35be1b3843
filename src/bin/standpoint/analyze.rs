//! `standpoint analyze`: sentences, tokens and names of plain text files.

use crate::{convert, html, json, rows};
use standpoint::find::analyze;
use standpoint::format::encoding::decoded;
use standpoint::model::Document;
use standpoint::text::Span;
use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use std::process::ExitCode;

const HELP: &str = "\
standpoint analyze: sentences, tokens and names of plain text files

Usage: standpoint analyze [--format json|text|html] FILE...
       standpoint analyze --jsonl [--threads N] FILE...
       standpoint analyze --to FORMAT [--stream] FILE... [-o OUT]

  FILE            a text; - is standard input
  --format json   (default) one object, or an array of them for several files
  --format text   a sentence a line, names as [Merkel|PERSON], a blank line between paragraphs
  --format html   one page that stands alone
  --jsonl         rows {\"id\": ..., \"text\": \"...\"} in, a row for each out, in the same order
  --to FORMAT     articles with what was found in them for another tool, as `standpoint convert --from articles`
                  writes them; with --stream rows of JSON one by one, whatever their length
  --threads N     read rows on so many threads
  -h, --help      this text

In JSON, start and end count Unicode code points, start_utf16 and end_utf16 UTF-16 units (as
browsers and JavaScript do); ends are exclusive. They count the file as it is: a byte order mark of
UTF-8 is one code point, CR LF are two. UTF-16 with a byte order mark and Windows-1252 are read and
told, and their offsets count the characters; any other text that is not UTF-8 is refused, with the
place.

A row out has id; sentences and tokens as [start, end]; mentions with kind, entity, text, and where
there is one the title, article or possessive at the name and stands_for, the entity that a seat of
government may stand for; quotations with speaker, kind (direct, partial, scare) and the rule that
told the speaker; reported: sentences of reported speech with speaker. All in code points.

Exit code: 0 all files done; 1 some file failed (named on standard error, the others are done);
2 wrong usage.
";

/// What to write.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Text,
    Html,
    /// Rows in, rows out.
    Rows {
        n_threads: usize,
    },
}

/// One text that was read and analysed.
pub(crate) struct Analysed {
    /// As named on the command line.
    pub(crate) file: String,
    /// As it stood.
    pub(crate) text: String,
    /// What the engine found.
    pub(crate) document: Document,
}

/// Runs the command with these arguments.
pub(crate) fn run(args: &[OsString]) -> ExitCode {
    if args.iter().any(|arg| arg == "--to") {
        return convert::run(&as_conversion(args));
    }
    let (format, files) = match parse(args) {
        Ok(Some(parsed)) => parsed,
        Ok(None) => return print(HELP),
        Err(message) => return usage(&message),
    };
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let written = match format {
        Format::Rows { n_threads } => rows::run(&mut out, &files, n_threads),
        _ => write_all(&mut out, format, &files),
    };
    match written {
        Ok(code) => code,
        Err(error) => write_failed(&error),
    }
}

/// The same in the words of `convert`.
fn as_conversion(args: &[OsString]) -> Vec<OsString> {
    let has_out = args.iter().any(|arg| arg == "-o" || arg == "--output");
    let before = ["--from", "articles"].map(OsString::from).into_iter();
    let behind = ["-o", "-"].map(OsString::from).into_iter().filter(|_| !has_out);
    before.chain(args.iter().cloned()).chain(behind).collect()
}

/// Prints a text that was asked for.
pub(crate) fn print(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => write_failed(&error),
    }
}

/// Says what is wrong with the arguments.
pub(crate) fn usage(message: &str) -> ExitCode {
    eprintln!("standpoint: {message}\nTry: standpoint --help");
    ExitCode::from(2)
}

/// A reader that went away (`| head`) is no error.
pub(crate) fn write_failed(error: &io::Error) -> ExitCode {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return ExitCode::SUCCESS;
    }
    eprintln!("standpoint: cannot write the output: {error}");
    ExitCode::FAILURE
}

fn parse(args: &[OsString]) -> Result<Option<(Format, Vec<OsString>)>, String> {
    let mut format = None;
    let mut is_rows = false;
    let mut n_threads = None;
    let mut files = Vec::new();
    let mut args = args.iter();
    let mut options_end = false;
    while let Some(arg) = args.next() {
        let text = arg.to_string_lossy();
        if options_end || text == "-" || !text.starts_with('-') {
            files.push(arg.clone());
            continue;
        }
        match &*text {
            "--" => options_end = true,
            "-h" | "--help" => return Ok(None),
            "--jsonl" => is_rows = true,
            "--threads" => {
                let value = args.next().ok_or("--threads needs a number")?;
                let number = value.to_str().and_then(|value| value.parse().ok()).filter(|n| *n > 0);
                n_threads = Some(number.ok_or("--threads is a number from 1")?);
            }
            "--format" => {
                let value = args.next().ok_or("--format needs a value: json, text or html")?;
                format = Some(format_of(&value.to_string_lossy())?);
            }
            other => match other.strip_prefix("--format=") {
                Some(value) => format = Some(format_of(value)?),
                None => return Err(format!("analyze has no option {other:?}")),
            },
        }
    }
    let format = match (format, is_rows, n_threads) {
        (Some(_), true, _) => return Err("--jsonl writes rows of JSON; leave --format out".to_owned()),
        (_, true, n_threads) => Format::Rows { n_threads: n_threads.unwrap_or(1) },
        (_, false, Some(_)) => return Err("--threads goes with --jsonl".to_owned()),
        (format, false, None) => format.unwrap_or(Format::Json),
    };
    if files.is_empty() {
        return Err("analyze needs a file; - is standard input".to_owned());
    }
    if files.iter().filter(|f| *f == "-").count() > 1 {
        return Err("standard input (-) can be read only once".to_owned());
    }
    Ok(Some((format, files)))
}

fn format_of(value: &str) -> Result<Format, String> {
    match value {
        "json" => Ok(Format::Json),
        "text" => Ok(Format::Text),
        "html" => Ok(Format::Html),
        _ => Err(format!("--format is json, text or html, not {value:?}")),
    }
}

fn write_all(out: &mut impl Write, format: Format, files: &[OsString]) -> io::Result<ExitCode> {
    let mut code = ExitCode::SUCCESS;
    let many = files.len() > 1;
    let mut n_done = 0;
    match format {
        Format::Json if many => out.write_all(b"[\n")?,
        Format::Html => out.write_all(html::HEAD.as_bytes())?,
        _ => {}
    }
    for file in files {
        let file_name = file.to_string_lossy().into_owned();
        let text = match read(file) {
            Ok(text) => text,
            Err(why) => {
                eprintln!("standpoint: {file_name}: {why}");
                code = ExitCode::FAILURE;
                continue;
            }
        };
        let analysed = Analysed { file: file_name, document: analyze(&text), text };
        match format {
            Format::Json => {
                if n_done > 0 {
                    out.write_all(b",\n")?;
                }
                json::write(out, &analysed)?;
                if !many {
                    out.write_all(b"\n")?;
                }
            }
            Format::Text => {
                if many {
                    writeln!(out, "{}== {} ==", if n_done > 0 { "\n" } else { "" }, analysed.file)?;
                }
                write_text(out, &analysed)?;
            }
            Format::Html => html::write(out, &analysed)?,
            Format::Rows { .. } => {}
        }
        n_done += 1;
    }
    match format {
        Format::Json if many => out.write_all(if n_done > 0 { b"\n]\n" } else { b"]\n" })?,
        Format::Html => out.write_all(html::FOOT.as_bytes())?,
        _ => {}
    }
    out.flush()?;
    Ok(code)
}

/// The text of a file, or what to tell the person.
fn read(file: &OsString) -> Result<String, String> {
    let bytes = if file == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(file)
    };
    let bytes = bytes.map_err(|error| format!("cannot be read: {error}"))?;
    if u32::try_from(bytes.len()).is_err() {
        return Err("longer than 4 GiB; split it into several files".to_owned());
    }
    let (bytes, encoding) = decoded(&bytes);
    if let Some((what, todo)) = encoding.told() {
        eprintln!("standpoint: {}: {what}. {todo}", file.to_string_lossy());
    }
    String::from_utf8(bytes.into_owned()).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = 1 + error.as_bytes()[..at].iter().filter(|&&b| b == b'\n').count();
        format!(
            "is not UTF-8, UTF-16 with a mark or Windows-1252: bad byte 0x{:02X} at byte offset {at} (line {line}); save it as UTF-8",
            error.as_bytes()[at]
        )
    })
}

/// A sentence a line with bracketed names.
fn write_text(out: &mut impl Write, analysed: &Analysed) -> io::Result<()> {
    let Analysed { text, document, .. } = analysed;
    for (ix, paragraph) in document.paragraphs.iter().enumerate() {
        if ix > 0 {
            out.write_all(b"\n")?;
        }
        let range = paragraph.sentences.start as usize..paragraph.sentences.end as usize;
        for sentence in &document.sentences[range] {
            let mut at = sentence.span.start;
            for mention in mentions_in(document, sentence.span) {
                let before = Span { start: at, end: mention.span.start };
                write!(out, "{}[{}|{}]", before.of(text), mention.span.of(text), mention.kind)?;
                at = mention.span.end;
            }
            writeln!(out, "{}", Span { start: at, end: sentence.span.end }.of(text))?;
        }
    }
    Ok(())
}

/// The mentions inside a stretch.
pub(crate) fn mentions_in(document: &Document, span: Span) -> &[standpoint::model::Mention] {
    let start = document.mentions.partition_point(|m| m.span.start < span.start);
    let end = document.mentions.partition_point(|m| m.span.start < span.end);
    &document.mentions[start..end]
}
