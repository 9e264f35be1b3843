//! The matrices of ReCal read back: each has a column for each coder and digits alone, and with the legend and the list
//! of units every cell says again what a coder said.

use super::manners::stance;
use super::{Key, Part, Proof};
use crate::format::article::csv_records;
use crate::format::export::recal::part;
use crate::format::import::unpacked;
use crate::model::{ArticleId, Body, LabelId, Project, Unit, VariableId};
use crate::text::{CharSpan, Map};
use std::rc::Rc;

/// Columns and numbers of one file.
#[derive(Default)]
struct Legend {
    n_rows: usize,
    coders: Vec<String>,
    meanings: Map<u32, String>,
}

/// The article of a row, the unit's place, and what it is about.
type UnitRow = (u32, CharSpan, String);

/// What has a number, under the name that its file has.
pub(super) fn numbered(_: &Project, body: &Body, _: CharSpan) -> Option<Body> {
    match body {
        Body::Variable { variable, value, .. } => {
            let variable = VariableId::new(part(variable.as_str()));
            Some(Body::Variable { variable, unit: Unit::Sentence, value: value.clone() })
        }
        Body::Span(label) => Some(Body::Span(LabelId::new(part(label.as_str())))),
        other => Some(other.clone()),
    }
}

/// The whole zip.
pub(super) fn matrices(proof: &mut Proof<'_>, part: &Part) {
    let mut files: Map<String, String> = Map::new();
    for (name, content) in unpacked(&part.bytes) {
        match content.ok().and_then(|content| String::from_utf8(content).ok()) {
            Some(text) => drop(files.insert(name, text)),
            None => proof.issue(&name, None, "it cannot be unpacked as text"),
        }
    }
    let legends = files.remove("legend.csv").map(|text| legends(&text)).unwrap_or_default();
    let Some(units) = files.remove("units.csv") else {
        return proof.issue("units.csv", None, "the list of units is not there");
    };
    let mut rows: Map<(String, usize), UnitRow> = Map::new();
    for (line, row) in csv_records(&units).skip(1) {
        match row.ok().and_then(|row| unit(proof, &row)) {
            Some((key, row)) => drop(rows.insert(key, row)),
            None => {
                proof.issue("units.csv", Some(line), "expected file, row, article, start, end and what it is about")
            }
        }
    }
    for (name, matrix) in files.iter() {
        let Some(legend) = legends.get(name) else {
            proof.issue(name, None, "the legend does not say what is in it");
            continue;
        };
        let lines: Vec<&str> = matrix.lines().collect();
        if lines.len() != legend.n_rows {
            proof.issue(name, None, format!("it has {} rows, and the legend says {}", lines.len(), legend.n_rows));
        }
        for (ix, line) in lines.iter().enumerate() {
            let row = rows.get(&(name.clone(), ix + 1));
            if row.and_then(|row| cells(proof, name, legend, row, line)).is_none() {
                proof.issue(name, Some(ix as u32 + 1), "expected a known number for each coder");
            }
        }
    }
    if let Some(name) = legends.keys().find(|name| !files.contains_key(*name)) {
        proof.issue(name, None, "the legend names it, and it is not there");
    }
}

/// The cells of a row: what their numbers mean.
fn cells(proof: &mut Proof<'_>, name: &str, legend: &Legend, (article, at, of): &UnitRow, line: &str) -> Option<()> {
    let numbers: Vec<u32> = line.split(',').map(|cell| cell.parse().ok()).collect::<Option<_>>()?;
    if numbers.len() != legend.coders.len() {
        return None;
    }
    let variable = name.split('.').next()?;
    for (coder, number) in legend.coders.iter().zip(numbers) {
        let meaning = legend.meanings.get(&number)?;
        let body = match variable {
            "sentiment" => Body::Sentiment(meaning.as_str().into()),
            _ if number == 0 => continue,
            "stance" => {
                let (holder, target) = of.split_once(" > ")?;
                stance(meaning, holder, target)?
            }
            label if meaning.ends_with(" begins here") => Body::Span(LabelId::new(label)),
            variable => {
                let (variable, value) = (VariableId::new(variable), meaning.as_str().into());
                Body::Variable { variable, unit: Unit::Sentence, value }
            }
        };
        let line: Rc<str> = super::codes::line_with(&body, &Clone::clone).into();
        let coder: Rc<str> = coder.as_str().into();
        proof.found.keys.push(Key { article: *article, start: at.start, end: at.end, coder, line });
    }
    Some(())
}

/// File and row, and what that row is.
fn unit(proof: &Proof<'_>, row: &[String]) -> Option<((String, usize), UnitRow)> {
    let [file, nth, article, start, end, of] = row else { return None };
    let article = proof.articles.by_id.get(&ArticleId::new(article.as_str())).copied()?;
    let at = CharSpan { start: start.parse().ok()?, end: end.parse().ok()? };
    Some(((file.clone(), nth.parse().ok()?), (article, at, unguarded(of).to_owned())))
}

fn legends(text: &str) -> Map<String, Legend> {
    let mut legends: Map<String, Legend> = Map::new();
    for (_, row) in csv_records(text).skip(1) {
        let Ok(row) = row else { continue };
        let [file, _, n_rows, what, number, meaning] = &row[..] else { continue };
        let legend = legends.get_or_insert_with(file.clone(), Legend::default);
        legend.n_rows = n_rows.parse().unwrap_or(0);
        match (&**what, number.parse()) {
            ("column", Ok(_)) => legend.coders.push(unguarded(meaning).to_owned()),
            ("code", Ok(number)) => drop(legend.meanings.insert(number, unguarded(meaning).to_owned())),
            _ => {}
        }
    }
    legends
}

fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}
