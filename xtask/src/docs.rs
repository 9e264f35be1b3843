//! `cargo xtask docs`: the pages of the manual that are made from the code. A native test fails while they are not.

use crate::sh::{Outcome, cargo, failure, root, say};

/// Each page with the example that prints it.
const PAGES: [(&str, &str); 2] = [("docs/keys.md", "keys"), ("docs/formats.md", "formats")];

/// Writes the pages from the list of commands and the list of formats.
pub(crate) fn run(_: &[String]) -> Outcome {
    for (page, example) in PAGES {
        let arguments = ["run", "--locked", "--quiet", "--no-default-features", "--example", example];
        let output = cargo().args(arguments).output();
        let output = output.map_err(|error| failure(format!("cargo did not start: {error}")))?;
        if !output.status.success() {
            return Err(failure(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        let path = root().join(page);
        std::fs::write(&path, &output.stdout).map_err(|error| failure(format!("{}: {error}", path.display())))?;
        say(format!("Wrote {page}"));
    }
    Ok(())
}
