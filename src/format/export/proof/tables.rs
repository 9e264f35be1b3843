//! The tables read back: every row has its columns, its text stands where the row says, and its cells say what was
//! tagged.

use super::manners::stance;
use super::{Key, Part, Proof};
use crate::format::article::csv_records;
use crate::model::{ArticleId, LabelId, VariableId};
use crate::model::{Body, Code, CoderId, Project, Unit};
use crate::text::{CharSpan, Map};
use std::rc::Rc;

/// A row by the names of its columns.
struct Cells<'t> {
    line: u32,
    cells: Map<&'t str, &'t str>,
}

impl<'t> Cells<'t> {
    /// A cell's text, without the apostrophe that guards it.
    fn text(&self, name: &str) -> &'t str {
        let cell = self.cells.get(name).copied().unwrap_or("");
        cell.strip_prefix('\'').unwrap_or(cell)
    }

    fn number(&self, name: &str) -> Option<u32> {
        self.text(name).parse().ok()
    }
}

/// The table of tags.
pub(super) fn tags(proof: &mut Proof<'_>, part: &Part) {
    each_row(proof, part, |proof, row| {
        let (article, at) = place(proof, row)?;
        let coder = CoderId::new(row.text("coder"));
        let mut say = |at: CharSpan, body: Body| {
            // Words of the codebook are compared as they stand.
            let line: Rc<str> = super::codes::line_with(&body, &Clone::clone).into();
            let coder: Rc<str> = coder.as_str().into();
            proof.found.keys.push(Key { article, start: at.start, end: at.end, coder, line });
        };
        if row.number("n_stance")? > 0 {
            let (holder, target) = (row.text("holder"), row.text("target"));
            let holder = if row.text("holder_type") == "entity" { holder } else { row.text("holder_type") };
            say(at, stance(row.text("position"), holder, target)?);
        }
        if !row.text("sentiment").is_empty() {
            say(at, Body::Sentiment(row.text("sentiment").into()));
        }
        if !row.text("comment").is_empty() {
            say(at, Body::Comment(row.text("comment").into()));
        }
        if row.text("is_flagged") == "1" {
            say(at, Body::Flag(row.text("flag").into()));
        }
        for span in row.text("spans").split("; ").filter(|span| !span.is_empty()) {
            let (label, place) = span.rsplit_once(' ')?;
            let (start, end) = place.split_once('-')?;
            say(CharSpan { start: start.parse().ok()?, end: end.parse().ok()? }, Body::Span(LabelId::new(label)));
        }
        for (name, cell) in row.cells.iter().filter(|(name, cell)| name.starts_with("v:") && !cell.is_empty()) {
            let value = cell.strip_prefix('\'').unwrap_or(cell).into();
            say(at, Body::Variable { variable: VariableId::new(*name), unit: Unit::Sentence, value });
        }
        Some(())
    });
}

/// The long table.
pub(super) fn long(proof: &mut Proof<'_>, part: &Part) {
    each_row(proof, part, |proof, row| {
        let (article, at) = place(proof, row)?;
        let value: Rc<str> = row.text("value").into();
        let body = match row.text("variable") {
            "sentiment" => Body::Sentiment(value),
            "stance" => stance(&value, row.text("holder"), row.text("target"))?,
            "label" => Body::Span(LabelId::new(value)),
            "comment" => Body::Comment(value),
            "flag" => Body::Flag(value),
            variable => Body::Variable { variable: VariableId::new(variable), unit: Unit::Sentence, value },
        };
        proof.found(article, at, &CoderId::new(row.text("coder")), &body);
        Some(())
    });
}

/// What a body is in the table of tags: in the codebook's words of today, with the place of answers about stretches.
/// What leaves its cell empty cannot be told from nothing.
pub(super) fn worded(project: &Project, body: &Body, at: CharSpan) -> Option<Body> {
    let book = &project.codebook;
    Some(match body {
        Body::Sentiment(value) => Body::Sentiment(book.sentiment.words.name(value).clone()),
        Body::Stance { holder, target, position } => Body::Stance {
            holder: holder.clone(),
            target: target.clone(),
            position: book.position_words.name(position).clone(),
        },
        Body::Variable { variable, unit, value } => {
            let name = book.name_of(&Code::Value(variable.clone(), value.clone()));
            let place = if *unit == Unit::Span { format!(" {}-{}", at.start, at.end) } else { String::new() };
            let value = format!("{name}{place}").into();
            Body::Variable { variable: variable.clone(), unit: Unit::Sentence, value }
        }
        other => other.clone(),
    })
    .filter(|body| match body {
        Body::Sentiment(text) | Body::Comment(text) => !text.is_empty(),
        Body::Variable { value, .. } => !value.is_empty(),
        _ => true,
    })
}

/// The article of a row and the stretch that it is about, whose words stand there.
fn place(proof: &mut Proof<'_>, row: &Cells<'_>) -> Option<(u32, CharSpan)> {
    let article = proof.articles.by_id.get(&ArticleId::new(row.text("article"))).copied()?;
    let at = CharSpan { start: row.number("start")?, end: row.number("end")? };
    let own = &proof.articles.rows[article as usize];
    let span = own.map.from_chars(&own.article.text, at)?;
    // The guard of a cell cannot be told from an apostrophe where the table was changed since; ours always has it.
    (span.of(&own.article.text) == row.text("text")).then_some((article, at))
}

fn each_row(proof: &mut Proof<'_>, part: &Part, mut each: impl FnMut(&mut Proof<'_>, &Cells<'_>) -> Option<()>) {
    let Ok(text) = std::str::from_utf8(&part.bytes) else {
        return proof.issue("", None, "it is not UTF-8");
    };
    let mut records = csv_records(text);
    let Some((_, Ok(header))) = records.next() else {
        return proof.issue("", Some(1), "expected a row of columns");
    };
    for (line, record) in records {
        let line = part.line + line;
        proof.found.n_rows += 1;
        let record = match record {
            Ok(record) if record.len() == header.len() => record,
            Ok(record) => {
                proof.issue("", Some(line), format!("{} cells stand under {} columns", record.len(), header.len()));
                continue;
            }
            Err(what) => {
                proof.issue("", Some(line), what);
                continue;
            }
        };
        let cells = header.iter().map(String::as_str).zip(record.iter().map(String::as_str)).collect();
        let row = Cells { line, cells };
        if row.number("row") != Some(proof.found.n_rows) || each(proof, &row).is_none() {
            proof.issue("", Some(row.line), "the row does not say what a row of this table says, or not in its place");
        }
    }
}
