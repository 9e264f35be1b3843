//! Codebooks in JSON.

mod code;
mod read;
mod write;

pub(crate) use read::read_codebook;
pub(crate) use write::write_codebook;

use crate::model::{ScaleKind, Unit};

const SCALE_KINDS: [(ScaleKind, &str); 3] =
    [(ScaleKind::Nominal, "nominal"), (ScaleKind::Ordinal, "ordinal"), (ScaleKind::Interval, "interval")];

/// What a variable without a scale is called among the kinds of scales.
const FREE_TEXT: &str = "text";

/// Parts whose unknown fields stand in the codebook's `extra` under their name.
const NESTED: [&str; 4] = ["sentiment", "targets", "labels", "variables"];

/// The unit of this name.
pub(super) fn unit_named(name: &str) -> Option<Unit> {
    Unit::ALL.into_iter().find(|unit| unit.name() == name)
}
