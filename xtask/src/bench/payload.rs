//! `cargo xtask bench payload`: what a visitor downloads, by file, and what the modules consist of.

use super::{Limit, Row, fields, number, read};
use crate::sh::{Outcome, program, root, say};

/// The first load in all, after brotli.
const FIRST_LOAD_BYTES: f64 = 300_000.0;

/// The same with the engine, which comes once the page is at rest.
const WITH_ENGINE_BYTES: f64 = 450_000.0;

/// What the engine knows by heart, after brotli.
const KNOWLEDGE_BYTES: f64 = 250_000.0;

/// Measures the files of `dist/`.
pub(super) fn rows() -> Outcome<Vec<Row>> {
    let mut node = program("node");
    let output = read(node.arg("xtask/src/bench/payload.mjs").arg(root().join("dist")))?;
    let (mut first, mut engine, mut later) = (Part::default(), Part::default(), Part::default());
    for line in output.lines() {
        let [kind, what, bytes, packed, when] = fields(line)?;
        let part = match when {
            "load" => &mut first,
            "engine" => &mut engine,
            _ => &mut later,
        };
        match kind {
            "file" => part.files.push(row(&format!("  {what} ({bytes} bytes)"), number(packed)?, Limit::None)),
            "share" => part.shares.push(row(&format!("    of it {what}"), number(packed)?, Limit::None)),
            "knowledge" => {
                part.shares.push(row(&format!("    {what}"), number(packed)?, Limit::AtMost(KNOWLEDGE_BYTES)))
            }
            _ => say(what),
        }
    }
    let what = "download of the first load, brotli -11, articles included";
    let first_bytes = first.bytes();
    let mut rows = first.rows(what, Limit::AtMost(FIRST_LOAD_BYTES));
    let with_engine = first_bytes + engine.bytes();
    rows.push(row("the same with the engine", with_engine, Limit::AtMost(WITH_ENGINE_BYTES)));
    rows.extend(engine.rows("download of the engine, once the page is at rest", Limit::None));
    rows.extend(later.rows("download of what comes after it: the later parts of page and worker", Limit::None));
    Ok(rows)
}

/// What is downloaded at one time.
#[derive(Default)]
struct Part {
    files: Vec<Row>,
    /// What its largest file, the module, consists of.
    shares: Vec<Row>,
}

impl Part {
    fn bytes(&self) -> f64 {
        self.files.iter().map(|file| file.value).sum()
    }

    fn rows(mut self, what: &str, limit: Limit) -> Vec<Row> {
        let mut rows = vec![row(what, self.bytes(), limit)];
        self.files.sort_by(|a, b| b.value.total_cmp(&a.value));
        let after_module = self.files.len().min(1);
        self.files.splice(after_module..after_module, self.shares);
        rows.append(&mut self.files);
        rows
    }
}

fn row(what: &str, value: f64, limit: Limit) -> Row {
    Row { what: what.to_owned(), value, unit: "B".to_owned(), peer: None, limit }
}
