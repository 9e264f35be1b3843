//! The command line. Reads its arguments, does one thing, and says what went wrong in one line.
//!
//! Exit codes: 0 all well, 1 some file failed (the others are still done), 2 wrong usage, or of `validate` a file that
//! could not be read at all.

// This is the one place that prints.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "standpoint/analyze.rs"]
mod analyze;
#[path = "standpoint/convert.rs"]
mod convert;
#[path = "standpoint/html.rs"]
mod html;
#[path = "standpoint/json.rs"]
mod json;
#[path = "standpoint/output.rs"]
mod output;
#[path = "standpoint/rows.rs"]
mod rows;
#[path = "standpoint/stream.rs"]
mod stream;
#[path = "standpoint/told.rs"]
mod told;
#[path = "standpoint/validate.rs"]
mod validate;

use std::ffi::OsString;
use std::process::ExitCode;

const HELP: &str = "\
standpoint: read texts and find who is named in them, bring tags into other tools

Usage:
  standpoint analyze [--format json|text|html] FILE...
  standpoint analyze --jsonl [--threads N] FILE...
  standpoint analyze --to FORMAT FILE... [-o OUT]
  standpoint convert [--from FORMAT] --to FORMAT [--stream] IN... -o OUT
  standpoint convert --list
  standpoint validate FILE...
  standpoint --help | --version

`standpoint analyze --help`, `convert --help` and `validate --help` say more.
";

fn main() -> ExitCode {
    let args: Vec<OsString> = std::env::args_os().skip(1).collect();
    let Some((first, rest)) = args.split_first() else {
        eprint!("{HELP}");
        return ExitCode::from(2);
    };
    match first.to_str() {
        Some("analyze") => analyze::run(rest),
        Some("convert") => convert::run(rest),
        Some("validate") => validate::run(rest),
        Some("-h" | "--help" | "help") => analyze::print(HELP),
        Some("-V" | "--version") => analyze::print(&format!(
            "standpoint {} (engine {})\n",
            env!("CARGO_PKG_VERSION"),
            standpoint::find::ENGINE_VERSION
        )),
        _ => analyze::usage(&format!(
            "there is no command {:?}; there are: analyze, convert, validate",
            first.to_string_lossy()
        )),
    }
}
