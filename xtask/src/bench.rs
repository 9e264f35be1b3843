//! `cargo xtask bench`: the budgets, measured and printed beside their limits and peers.
//!
//! Parts are measured by programs of their own that print rows: what is downloaded; the engine, natively and in
//! Chromium beside its peers; the keys that a sentence costs; finding while typing; the page in Chromium, and in it a
//! large corpus, which can be measured alone; the largest one, opened and exported. Figures hold for one machine and
//! one run; only ratios within a run are worth comparing.

mod engine;
mod payload;

use crate::sh::{Failure, Outcome, failure, say, usage};
use crate::{browser, build};
use std::process::{Command, Stdio};

/// Measures one part of the budgets.
type Part = fn() -> Outcome<Vec<Row>>;

const PARTS: &[(&str, Part)] = &[
    ("payload", payload::rows),
    ("engine", engine::rows),
    ("keys", keys),
    ("find", find),
    ("browser", in_browser),
    ("corpus", corpus),
    ("export", export),
];

/// One line of the table.
#[derive(Debug, PartialEq)]
struct Row {
    what: String,
    value: f64,
    unit: String,
    /// What was measured beside it, in the same unit.
    peer: Option<f64>,
    limit: Limit,
}

#[derive(Debug, PartialEq)]
enum Limit {
    None,
    AtMost(f64),
    AtLeast(f64),
    /// At most so many times the peer.
    Times(f64),
}

/// Measures all parts or those named; fails if a budget is exceeded.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    if let Some(unknown) = arguments.iter().find(|argument| PARTS.iter().all(|(name, _)| name != argument)) {
        return Err(usage(format!(
            "`bench` has no part `{unknown}`; its parts are payload, engine, keys, find, browser, corpus and export"
        )));
    }
    // The part `browser` has the part `corpus` in it.
    let chosen = |name: &str| match arguments {
        [] => name != "corpus",
        named => named.iter().any(|argument| argument == name),
    };
    if ["payload", "keys", "find", "browser", "corpus", "export"].into_iter().any(chosen) {
        build::release()?;
    }
    let mut rows = Vec::new();
    for (_, part) in PARTS.iter().filter(|(name, _)| chosen(name)) {
        rows.extend(part()?);
    }
    println!("\n{}", table(&rows));
    let over = rows.iter().filter(|row| !row.holds()).count();
    if over == 0 { Ok(()) } else { Err(failure(format!("{over} of the budgets are exceeded; they are marked OVER"))) }
}

fn keys() -> Outcome<Vec<Row>> {
    say("Tagging sixty sentences and counting the keys");
    rows_of(browser::node()?.arg("xtask/src/bench/keys.mjs"))
}

fn find() -> Outcome<Vec<Row>> {
    say("Typing into find with 10 MB of articles");
    rows_of(browser::node()?.arg("xtask/src/bench/find.mjs"))
}

fn in_browser() -> Outcome<Vec<Row>> {
    let mut node = browser::node()?;
    say("Measuring the page in Chromium; this takes some minutes");
    let mut rows = rows_of(node.arg("xtask/src/bench/browser.mjs"))?;
    rows.extend(corpus()?);
    Ok(rows)
}

fn corpus() -> Outcome<Vec<Row>> {
    say("Working in a hundred articles of 40 KB");
    rows_of(browser::node()?.arg("xtask/src/bench/corpus.mjs"))
}

fn export() -> Outcome<Vec<Row>> {
    say("Opening and exporting ten thousand articles of 10 KB; this takes some minutes");
    rows_of(browser::node()?.arg("xtask/src/bench/export.mjs"))
}

/// The rows that a program prints; what it could not measure, it says in lines `note<TAB>text`.
fn rows_of(command: &mut Command) -> Outcome<Vec<Row>> {
    let output = read(command)?;
    for note in output.lines().filter_map(|line| line.strip_prefix("note\t")) {
        say(note);
    }
    output.lines().filter(|line| line.starts_with("row\t")).map(row).collect()
}

fn read(command: &mut Command) -> Outcome<String> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| failure(format!("the measuring program did not start: {error}")))?;
    if !output.status.success() {
        return Err(failure(format!("the measuring program ended with {}; its own words are above", output.status)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Reads `row<TAB>what<TAB>value<TAB>unit<TAB>peer<TAB>limit`.
fn row(line: &str) -> Outcome<Row> {
    let [_, what, value, unit, peer, limit] = fields(line)?;
    let limit = match limit {
        "" => Limit::None,
        _ => match (limit.strip_prefix("<="), limit.strip_prefix(">="), limit.strip_prefix('x')) {
            (Some(most), ..) => Limit::AtMost(number(most)?),
            (_, Some(least), _) => Limit::AtLeast(number(least)?),
            (.., Some(times)) => Limit::Times(number(times)?),
            _ => return Err(malformed(line)),
        },
    };
    let peer = if peer.is_empty() { None } else { Some(number(peer)?) };
    Ok(Row { what: what.to_owned(), value: number(value)?, unit: unit.to_owned(), peer, limit })
}

fn fields<const N: usize>(line: &str) -> Outcome<[&str; N]> {
    let fields: Vec<&str> = line.split('\t').collect();
    fields.try_into().map_err(|_| malformed(line))
}

fn number(text: &str) -> Outcome<f64> {
    text.parse().map_err(|_| malformed(text))
}

fn malformed(line: &str) -> Failure {
    failure(format!("the measuring program printed what is not a row: `{line}`"))
}

impl Row {
    fn ratio(&self) -> Option<f64> {
        self.peer.filter(|peer| *peer > 0.0).map(|peer| self.value / peer)
    }

    fn holds(&self) -> bool {
        match self.limit {
            Limit::None => true,
            Limit::AtMost(most) => self.value <= most,
            Limit::AtLeast(least) => self.value >= least,
            Limit::Times(times) => self.ratio().is_some_and(|ratio| ratio <= times),
        }
    }
}

fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.what.chars().count()).max().unwrap_or(0);
    let mut text = format!("{:width$}  {:>12}  {:>12}  {:>7}  {:>10}\n", "", "measured", "beside it", "ratio", "limit");
    for row in rows {
        let with_unit = |value: f64| format!("{} {}", plain(value), row.unit).trim_end().to_owned();
        let peer = row.peer.map(with_unit).unwrap_or_default();
        let ratio = row.ratio().map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let limit = match row.limit {
            Limit::None => String::new(),
            Limit::AtMost(most) => format!("<= {}", plain(most)),
            Limit::AtLeast(least) => format!(">= {}", plain(least)),
            Limit::Times(times) => format!("<= {times} x"),
        };
        let verdict = match (&row.limit, row.holds()) {
            (Limit::None, _) => "",
            (_, true) => "ok",
            (_, false) => "OVER",
        };
        let line = format!(
            "{:width$}  {:>12}  {peer:>12}  {ratio:>7}  {limit:>10}  {verdict}",
            row.what,
            with_unit(row.value)
        );
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Whole numbers without a point, others with one decimal, small ones with two.
fn plain(value: f64) -> String {
    let decimals = match value {
        _ if value.fract() == 0.0 => 0,
        _ if value.abs() < 1.0 => 2,
        _ => 1,
    };
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_and_judged() {
        let over = row("row\tcold load\t90.5\tms\t30\tx3").expect("it is a row");
        assert_eq!((over.peer, over.holds()), (Some(30.0), false));
        assert!(row("row\tcold load\t90\tms\t30\tx3").expect("it is a row").holds());
        assert!(row("row\tspeed\t10\tMB/s\t\t>=10").expect("it is a row").holds());
        assert!(!row("row\ttask\t51\tms\t\t<=50").expect("it is a row").holds());
        for bad in ["row\ta\t1\tms\t2", "row\ta\tone\tms\t\t", "row\ta\t1\tms\t\t=3"] {
            assert!(row(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_table_marks_what_is_over() {
        let rows = [row("row\ta\t2\tms\t1\tx1.5").expect("a row"), row("row\tb\t1\t\t\t").expect("a row")];
        let table = table(&rows);
        let lines: Vec<_> = table.lines().collect();
        assert!(lines[1].ends_with("2.00    <= 1.5 x  OVER"), "{table}");
        assert!(lines[2].trim_end().ends_with('1'), "{table}");
    }
}
