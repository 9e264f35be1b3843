//! Our exports read by the programs that people use: a Python environment of their own, and the checks in
//! `tests/parsers/`.
//!
//! The environment is in `target/parsers/`, with the versions that the two files of requirements pin, and is made anew
//! when they change. Where there is no Python to be had, the part is left out with a line that says so; CI, where `CI`
//! is set, fails instead.

use crate::debian;
use crate::sh::{Outcome, cargo, failure, output_of, program, root, say, step};
use std::path::{Path, PathBuf};

/// The oldest Python that all pinned packages run on.
const OLDEST_PYTHON: (u32, u32) = (3, 11);

const REQUIREMENTS: [&str; 2] = ["tests/parsers/requirements.txt", "tests/parsers/requirements-alone.txt"];

const PROJECT: &str = "tests/golden/project.json";

/// Writes every format of the golden project and has each read by its parser.
pub(crate) fn check() -> Outcome {
    let python = match environment() {
        Ok(python) => python,
        Err(error) if std::env::var_os("CI").is_none() => {
            say(format!("Left out: reading the exports with other programs. {}", error.message));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    let folder = folder().join("exports");
    let trouble = |error: std::io::Error| failure(format!("{}: {error}", folder.display()));
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(trouble)?;
    }
    std::fs::create_dir_all(&folder).map_err(trouble)?;
    step(
        "Building the command line",
        cargo().args(["build", "--locked", "--quiet", "--no-default-features", "--bin", "standpoint"]),
    )?;
    let convert = || {
        let mut command = cargo();
        command.args(["run", "--locked", "--quiet", "--no-default-features", "--bin", "standpoint", "--", "convert"]);
        command
    };
    let list = output_of(convert().arg("--list")).ok_or_else(|| failure("`standpoint convert --list` failed"))?;
    say("Writing every format");
    for (id, extension) in formats(&list) {
        let path = |end: &str| folder.join(format!("{id}.{end}"));
        let mut command = convert();
        command.args(["--from", "standpoint", "--to", id, PROJECT, "-o"]).arg(path(extension));
        command.arg("--report").arg(path("report.json"));
        output_of(&mut command).ok_or_else(|| failure(format!("`standpoint convert --to {id}` failed")))?;
    }
    step(
        "Reading the exports with the programs that people use",
        program(python).arg("-B").arg("tests/parsers/check.py").arg(&folder),
    )
}

/// Id and file ending of each format that `standpoint convert --list` names.
fn formats(list: &str) -> impl Iterator<Item = (&str, &str)> {
    list.lines().filter(|line| !line.starts_with(' ')).filter_map(|line| {
        let (id, rest) = line.split_once(' ')?;
        let extension = rest.trim_start().strip_prefix('.')?;
        Some((id, extension.split([',', ';']).next()?))
    })
}

/// The Python of an environment that has what the requirements say.
fn environment() -> Outcome<PathBuf> {
    let version = output_of(program("python3").arg("--version")).unwrap_or_default();
    if version_of(&version).is_none_or(|version| version < OLDEST_PYTHON) {
        let (major, minor) = OLDEST_PYTHON;
        return Err(failure(format!(
            "It needs Python {major}.{minor} or newer, and `python3 --version` says \"{version}\"."
        )));
    }
    let mut wanted = version;
    for path in REQUIREMENTS {
        let text = std::fs::read_to_string(root().join(path));
        wanted.push_str(&text.map_err(|error| failure(format!("{path}: {error}")))?);
    }
    let (folder, installed) = (folder().join("python"), folder().join("installed.txt"));
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if python.exists() && std::fs::read_to_string(&installed).is_ok_and(|text| text == wanted) {
        return Ok(python);
    }
    if output_of(program("python3").args(["-m", "ensurepip", "--version"])).is_none() {
        debian::install(
            "Python's venv is missing: the parsers of our exports get an environment of their own",
            &["python3-venv"],
            "Python's venv is missing; install it, on Debian as root with: apt-get install python3-venv",
        )?;
    }
    step(
        "Making a Python environment in target/parsers/ for the programs that read our exports",
        program("python3").args(["-m", "venv", "--clear"]).arg(&folder),
    )?;
    for (path, alone) in REQUIREMENTS.iter().zip([None, Some("--no-deps")]) {
        step(
            &format!("Installing what {path} names"),
            program(&python)
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"])
                .args(alone)
                .args(["-r", path]),
        )?;
    }
    std::fs::write(&installed, wanted).map_err(|error| failure(format!("{}: {error}", installed.display())))?;
    Ok(python)
}

fn folder() -> PathBuf {
    Path::new(&root()).join("target/parsers")
}

/// 3.11 of `Python 3.11.7`.
fn version_of(printed: &str) -> Option<(u32, u32)> {
    let mut parts = printed.strip_prefix("Python ")?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_and_versions_are_read() {
        let list =
            "csv                  .csv; Unicode code points\n    Table.\nrefi    .qdpx, a zip; Unicode code points\n";
        assert_eq!(formats(list).collect::<Vec<_>>(), [("csv", "csv"), ("refi", "qdpx")]);
        assert_eq!(version_of("Python 3.11.7"), Some((3, 11)));
        assert_eq!(version_of(""), None);
    }
}
