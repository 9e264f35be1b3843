//! What of the library's `format` reads codebooks. All of it would not do: it needs the tables that are made here.

#[path = "../../src/format/json.rs"]
pub(crate) mod json;
#[path = "../../src/format/raw.rs"]
pub(crate) mod raw;
pub(crate) mod wire;
