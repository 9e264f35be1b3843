//! `cargo xtask browser`.
use crate::sh::{Outcome, failure};
pub(crate) fn run(_: &[String]) -> Outcome {
    Err(failure("not there yet"))
}
