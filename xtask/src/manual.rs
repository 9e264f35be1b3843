//! The manual beside the page: `docs/` of a built folder, made from the files of `docs/`.

use crate::sh::{Outcome, cargo, failure, root};
use std::path::Path;
use std::process::Stdio;

/// Writes the manual into a built folder, with those pictures that `cargo xtask shots` has taken.
pub(crate) fn write(folder: &Path) -> Outcome {
    let pictures = root().join("target/shots");
    let mut manual = cargo();
    // The core's crates are not wanted for it.
    manual.args(["run", "--quiet", "--locked", "--package", "manual", "--", "docs"]);
    manual.arg(folder.join("docs")).arg("styles/tokens.css").args(pictures.exists().then_some(pictures));
    match manual.stdout(Stdio::inherit()).stderr(Stdio::inherit()).status() {
        Ok(status) if status.success() => Ok(()),
        _ => Err(failure("the manual could not be written; the lines above say why")),
    }
}
