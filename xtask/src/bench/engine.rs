//! `cargo xtask bench engine`: how fast the engine reads news and what memory it takes, natively and as WebAssembly in
//! Chromium, beside others that find sentences and names, all on one text.
//!
//! The text is the bundled articles over and over again, so it says nothing about how well anything is found.

use super::{Limit, Row, fields, number, read, rows_of};
use crate::sh::{Outcome, cargo, failure, output_of, program, root, say, step};
use crate::{browser, tools};
use std::path::Path;
use std::process::Command;

/// How much all read that are not too slow for it.
const TEXT_BYTES: &str = "1000000";

/// For how many megabytes the memory is measured, each in a process of its own.
const MEMORY_MEGABYTES: &[&str] = &["10", "100"];

/// The module, its text and its peers, as the browser is given them.
const FOLDER: &str = "target/bench/engine";

/// Measures all of it.
pub(super) fn rows() -> Outcome<Vec<Row>> {
    say("Measuring the engine, natively");
    let mut rows = rows_of(native().arg("speed"))?;
    for megabytes in MEMORY_MEGABYTES {
        rows.extend(rows_of(native().args(["memory", megabytes]))?);
    }
    let folder = root().join(FOLDER);
    let text = folder.join("news.txt");
    let failed = |error| failure(format!("{}: {error}", text.display()));
    std::fs::create_dir_all(&folder).map_err(failed)?;
    std::fs::write(&text, read(native().args(["text", TEXT_BYTES]))?).map_err(failed)?;
    if let Some(speed) = rows.first().map(|row| row.value) {
        rows.extend(in_python(&text, speed)?);
    }
    rows.extend(in_chromium(&folder)?);
    Ok(rows)
}

/// The measuring program, with its own arguments to follow.
fn native() -> Command {
    let mut cargo = cargo();
    cargo.args(["run", "--locked", "--quiet", "--release", "--no-default-features", "--example", "engine_speed", "--"]);
    cargo
}

/// Python's peers, as far as they are installed; `speed` is the engine's own.
fn in_python(text: &Path, speed: f64) -> Outcome<Vec<Row>> {
    if output_of(program("python3").arg("--version")).is_none() {
        say("Skipped: spaCy and pysbd, since there is no python3");
        return Ok(Vec::new());
    }
    say("Measuring spaCy and pysbd, where they are installed");
    let output = read(program("python3").arg("xtask/src/bench/peers.py").arg(text))?;
    let mut rows = Vec::new();
    for line in output.lines() {
        match fields(line)? {
            ["peer", what, peer] => rows.push(beside(what, speed, number(peer)?)),
            [_, what, why] => say(format!("Skipped: {what}, since the Python package is not installed ({why})")),
        }
    }
    Ok(rows)
}

fn beside(what: &str, speed: f64, peer: f64) -> Row {
    let what = format!("  beside {what}, on 50 KB");
    Row { what, value: speed, unit: "MB/s".to_owned(), peer: Some(peer), limit: Limit::None }
}

/// The engine in Chromium and its peers there.
fn in_chromium(folder: &Path) -> Outcome<Vec<Row>> {
    let path = tools::path_for_builds(tools::Build::Development)?;
    let mut cargo = cargo();
    // The profile and, by `.cargo/config.toml`, the flags of the page's worker.
    cargo.args(["build", "--locked", "--quiet", "--profile", "worker", "--example", "engine_wasm"]);
    cargo.args(["--target", "wasm32-unknown-unknown", "--target-dir", "target"]);
    step("Building the engine as a WebAssembly module", &mut cargo)?;
    let mut bindgen = program("wasm-bindgen");
    bindgen.env("PATH", path).args(["--target", "web", "--no-typescript", "--out-dir"]).arg(folder);
    bindgen.arg("target/wasm32-unknown-unknown/worker/examples/engine_wasm.wasm");
    step("Writing the JavaScript that starts it", &mut bindgen)?;
    let mut node = browser::node()?;
    say("Measuring the engine and its peers in Chromium");
    rows_of(node.arg("xtask/src/bench/engine.mjs").arg(folder))
}
