//! The parts of a project in JSON, as far as a codebook goes.

#[path = "../../src/format/wire/codebook/mod.rs"]
pub(crate) mod codebook;
