//! `cargo xtask docs`: the pages of the manual that are made from the code. A native test fails while they are not.

use crate::sh::{Outcome, cargo, failure, root, say};

/// Writes `docs/keys.md` from the list of commands.
pub(crate) fn run(_: &[String]) -> Outcome {
    let arguments = ["run", "--locked", "--quiet", "--no-default-features", "--example", "keys"];
    let output = cargo().args(arguments).output();
    let output = output.map_err(|error| failure(format!("cargo did not start: {error}")))?;
    if !output.status.success() {
        return Err(failure(String::from_utf8_lossy(&output.stderr).into_owned()));
    }
    let path = root().join("docs/keys.md");
    std::fs::write(&path, &output.stdout).map_err(|error| failure(format!("{}: {error}", path.display())))?;
    say("Wrote docs/keys.md");
    Ok(())
}
