//! Gold data: rows of JSONL with offsets in code points, and this project's own marked texts.

use serde_json::Value;
use standpoint::text::Span;
use std::fs;
use std::path::{Path, PathBuf};

/// A text with what people marked in it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) text: String,
    /// Names: start, end (code points), type as the set writes it.
    pub(crate) names: Vec<(usize, usize, String)>,
    /// Sentences: start, end (code points).
    pub(crate) sentences: Vec<(usize, usize)>,
    /// Sentences as strings, where a set has no offsets.
    pub(crate) strings: Vec<String>,
    /// Quotations: start, end (code points), speaker as the text has him; `!` is nobody.
    pub(crate) quotations: Vec<(usize, usize, String)>,
}

/// Why a file could not be read.
pub(crate) type Problem = String;

/// The rows of a JSONL file. A faulty row is an error with its line: a gold set is whole or of no use.
pub(crate) fn read_jsonl(path: &Path) -> Result<Vec<Row>, Problem> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(nth, line)| row_of(line).map_err(|why| format!("{}:{}: {why}", path.display(), nth + 1))).collect()
}

fn row_of(line: &str) -> Result<Row, Problem> {
    let value: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let string = |key: &str| value[key].as_str().unwrap_or("").to_owned();
    let list = |key: &str| value[key].as_array().cloned().unwrap_or_default();
    let pair = |v: &Value| Some((v.get(0)?.as_u64()? as usize, v.get(1)?.as_u64()? as usize));
    // NewsMTSC has one target a row, and its label apart.
    let target = pair(&value["target"]).map(|(start, end)| (start, end, string("label")));
    let names =
        list("ents").into_iter().map(|v| pair(&v).and_then(|(s, e)| Some((s, e, v.get(2)?.as_str()?.to_owned()))));
    Ok(Row {
        id: string("id"),
        text: value["text"].as_str().ok_or("a row needs \"text\"")?.to_owned(),
        names: match target {
            Some(target) => vec![target],
            None => names.collect::<Option<_>>().ok_or("\"ents\" are [start, end, type]")?,
        },
        sentences: list("sents").iter().map(pair).collect::<Option<_>>().ok_or("\"sents\" are [start, end]")?,
        strings: list("sentences").iter().filter_map(|v| v.as_str().map(str::to_owned)).collect(),
        quotations: Vec::new(),
    })
}

/// All files of a folder that end in `.extension`, in order of name.
pub(crate) fn files_in(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Problem> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    files.retain(|path| path.extension().is_some_and(|found| found == extension));
    files.sort();
    Ok(files)
}

/// From byte offsets to code points and back, of one text.
pub(crate) struct Points(Vec<usize>);

impl Points {
    pub(crate) fn of(text: &str) -> Points {
        Points(text.char_indices().map(|(at, _)| at).chain([text.len()]).collect())
    }

    /// The byte at which code point `at` starts.
    pub(crate) fn byte(&self, at: usize) -> usize {
        self.0[at.min(self.0.len() - 1)]
    }

    /// The code point that starts at byte `at`.
    pub(crate) fn point(&self, at: usize) -> usize {
        self.0.partition_point(|&byte| byte < at)
    }

    /// A span in code points.
    pub(crate) fn span(&self, span: Span) -> (usize, usize) {
        (self.point(span.start as usize), self.point(span.end as usize))
    }
}

/// The text between two code points, in one line.
pub(crate) fn excerpt<'a>(row: &'a Row, points: &'a Points) -> impl Fn(usize, usize) -> String + 'a {
    |from, to| row.text[points.byte(from)..points.byte(to)].replace('\n', " / ")
}
