//! Bytes in, bytes out: files of articles, the project file, the journal's wire form, other tools' formats.

pub mod article;
mod bundled;
mod bundled_codebook;
pub mod codebook;
mod crc;
pub mod csv;
pub mod encoding;
pub mod export;
pub mod hash;
pub mod import;
mod issue;
pub mod journal;
pub(crate) mod json;
mod packed;
pub mod project;
pub(crate) mod raw;
pub mod snapshots;
pub mod time_field;
mod unzip;
mod wire;
pub(crate) mod xml_events;

pub use bundled::{bundled, bundled_codebook_json, bundled_documents, bundled_originals};
pub use issue::Issue;
