//! Running other programs: one line that says what and why, then the program's own output.
//!
//! Deliberately small: no pipes between programs and no shell, so that quoting is never a question.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Why a command of ours stopped: a sentence for the person, and the exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) code: u8,
}

pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// Something did not work: exit code 1.
pub(crate) fn failure(message: impl Into<String>) -> Failure {
    Failure { message: message.into(), code: 1 }
}

/// The command line was wrong: exit code 2.
pub(crate) fn usage(message: impl Into<String>) -> Failure {
    Failure { message: message.into(), code: 2 }
}

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest.parent().unwrap_or(manifest).to_path_buf()
}

/// A program to be run in the project's folder.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// The cargo that runs us.
pub(crate) fn cargo() -> Command {
    program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// npm; on Windows it is a script and must be named as one.
pub(crate) fn npm() -> Command {
    program(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// Prints what is about to happen.
pub(crate) fn say(line: impl AsRef<str>) {
    println!("== {}", line.as_ref());
}

/// Says what is about to happen, runs it and fails if it fails.
pub(crate) fn step(what: &str, command: &mut Command) -> Outcome {
    say(what);
    let clock = std::time::Instant::now();
    let status = command.status().map_err(|error| failure(format!("{} did not start: {error}", line_of(command))))?;
    if status.success() {
        println!("   ({:.1} s)", clock.elapsed().as_secs_f64());
        return Ok(());
    }
    Err(failure(format!("{what}: `{}` ended with {status}; its own words are above", line_of(command))))
}

/// What a program prints on standard output, trimmed; `None` if it is missing or fails.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as a person would type it.
fn line_of(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
