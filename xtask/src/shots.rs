//! `cargo xtask shots`: pictures of every view and state, for people to look at.
//!
//! The states are listed in `tests/browser/states.mjs`. The pictures are not compared with anything; the
//! manual of the built page shows some of them.

use crate::sh::{Outcome, root, step};
use crate::{browser, build, manual};

/// Takes the pictures of all states, or of those named.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    build::release()?;
    step("Taking pictures into target/shots/", browser::node()?.arg("xtask/src/shots/shots.mjs").args(arguments))?;
    manual::write(&root().join("dist"))
}
