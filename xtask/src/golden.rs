//! `cargo xtask golden`: the files of `tests/golden/` as the code writes them now, to be looked at before a commit.

use crate::sh::{Outcome, cargo, step};

/// Has the test that compares the files write them instead.
pub(crate) fn run(_: &[String]) -> Outcome {
    step(
        "Writing tests/golden/ anew",
        cargo()
            .args(["test", "--locked", "--quiet", "--no-default-features", "--test", "native", "golden::"])
            .env("STANDPOINT_GOLDEN", "write"),
    )
}
