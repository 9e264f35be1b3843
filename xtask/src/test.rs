//! `cargo xtask test`: every check of the project; CI runs this and nothing else.
//!
//! The order is cheap to dear, and later steps reuse what earlier ones compiled: clippy and the native tests share the
//! dependencies of the native build, the browser tests run on the very page that `cargo xtask build` would publish.

use crate::sh::{Outcome, cargo, root, say, step, usage};
use crate::{browser, build, parsers, tools};

/// Runs one part of the checks.
type Part = fn() -> Outcome;

/// The parts by name, in the order they run.
const PARTS: &[(&str, Part)] =
    &[("lint", lint), ("native", native), ("parsers", parsers::check), ("browser", in_browser)];

/// Runs all parts, or those named.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    if let Some(unknown) = arguments.iter().find(|argument| PARTS.iter().all(|(name, _)| name != argument)) {
        return Err(usage(format!("`test` has no part `{unknown}`; its parts are lint, native, parsers and browser")));
    }
    let clock = std::time::Instant::now();
    for (name, part) in PARTS {
        if arguments.is_empty() || arguments.iter().any(|argument| argument == name) {
            part()?;
        }
    }
    say(format!("All checks passed in {:.0} s", clock.elapsed().as_secs_f64()));
    Ok(())
}

/// The tests in a browser alone, on a page built anew.
fn in_browser() -> Outcome {
    build::release()?;
    // The files share two cores with their browsers: one at a time keeps the timing of each its own.
    step(
        "Testing the page in Chromium",
        browser::node()?.args(["--test", "--test-reporter=spec", "--test-concurrency=1", "tests/browser/"]),
    )
}

fn lint() -> Outcome {
    tools::rust_components()?;
    tools::wasm_target()?;
    step("Checking the format", cargo().args(["fmt", "--all", "--check"]))?;
    let deny = ["--", "-D", "warnings"];
    step(
        "Clippy on the core, the command line, the tests and xtask",
        cargo().args(["clippy", "--locked", "--workspace", "--all-targets", "--no-default-features"]).args(deny),
    )?;
    step(
        "Clippy on the page's code for the native target, where its unit tests run",
        cargo().args(["clippy", "--locked", "--all-targets", "--features", "prerender"]).args(deny),
    )?;
    // Its own configuration bans what compiles for WebAssembly and then panics in the page: clocks and threads. Clippy
    // does not notice that the configuration changed, but this target is checked with this one only.
    step(
        "Clippy on the page for WebAssembly",
        cargo()
            .args(["clippy", "--locked", "--lib", "--bin", "site", "--target", "wasm32-unknown-unknown"])
            .args(deny)
            .env("CLIPPY_CONF_DIR", root().join("xtask/clippy-wasm")),
    )
}

fn native() -> Outcome {
    step(
        "Testing the core, the command line and xtask",
        cargo().args(["test", "--locked", "--workspace", "--no-default-features"]),
    )
}
