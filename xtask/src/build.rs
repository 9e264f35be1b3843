//! `cargo xtask build`: the page as static files in `dist/`.
//!
//! Trunk does the work; this puts its tools in place and keeps it from the network.

use crate::sh::{Outcome, cargo, failure, program, root, say, step, usage};
use crate::tools::{self, Build};
use std::process::Command;

/// Builds `dist/` from scratch.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    if let Some(argument) = arguments.first() {
        return Err(usage(format!("`build` takes no arguments, but got `{argument}`")));
    }
    release()?;
    say(format!("The page is in {}; any static host can serve the folder.", root().join("dist").display()));
    Ok(())
}

/// The same, without the closing line.
pub(crate) fn release() -> Outcome {
    let mut trunk = trunk(Build::Release)?;
    // Trunk leaves what an earlier build with other names put there.
    let dist = root().join("dist");
    if dist.exists() {
        std::fs::remove_dir_all(&dist).map_err(|error| failure(format!("{}: {error}", dist.display())))?;
    }
    step("Building the page into dist/", trunk.args(["build", "--release"]))
}

/// Trunk, ready to build: all tools and crates are there before, so that Trunk itself needs no network.
pub(crate) fn trunk(build: Build) -> Outcome<Command> {
    let path = tools::path_for_builds(build)?;
    fetch()?;
    let mut trunk = program("trunk");
    trunk
        .env("PATH", path)
        .env("TRUNK_OFFLINE", "true")
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk takes its colours from NO_COLOR as a true or false and stops on NO_COLOR=1.
        .env_remove("NO_COLOR")
        // Its errors come with a chain of causes; a stack of addresses would push that off the screen.
        .env("RUST_LIB_BACKTRACE", "0")
        .args(["--log", "warn"]);
    Ok(trunk)
}

/// Downloads the crates of Cargo.lock; says nothing when they are there.
fn fetch() -> Outcome {
    let status = cargo().args(["fetch", "--locked", "--quiet"]).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        _ => Err(failure("`cargo fetch --locked` failed: is Cargo.lock up to date, and crates.io in reach?")),
    }
}
