//! `cargo xtask bench`.
use crate::sh::{Outcome, failure};
pub(crate) fn run(_: &[String]) -> Outcome {
    Err(failure("not there yet"))
}
