//! Files and pasted text into articles. One reader a file, all of them in [`READERS`].
//!
//! Reading never fails whole: what is good comes in, what is not is an [`Issue`](super::Issue) with file, line and
//! advice.

mod assemble;
mod csv;
mod database;
mod docx;
mod html;
mod import;
mod json;
mod markdown;
mod packed;
mod pdf;
mod plain;
mod reasons;
mod row;
mod rtf;

use assemble::assemble;
pub use assemble::{Metadata, restore};
pub(in crate::format) use csv::records as csv_records;
pub use database::DATABASE_RULES;
pub use docx::DOCX_RULES;
pub use html::HTML_RULES;
pub use import::{Imported, read, read_with};
pub use pdf::PDF_RULES;
pub use reasons::reason_of;
pub use rtf::RTF_RULES;

use crate::model::ArticleId;
use std::rc::Rc;

/// A decoded file.
pub struct Input<'a> {
    /// File name as given, or `pasted text`.
    pub file: &'a str,
    /// Content, with a byte order mark if it had one.
    pub text: &'a str,
    /// Hex SHA-256 of the file's bytes.
    pub sha256: Rc<str>,
    /// Names a cleaned text.
    pub id_of: fn(&str) -> ArticleId,
}

/// Reads one format.
pub trait Reader: Sync {
    /// As shown to a person: `CSV`.
    fn name(&self) -> &'static str;

    /// File name extensions in small letters, the usual one first.
    fn extensions(&self) -> &'static [&'static str];

    /// Whether a text of unknown origin is surely of this format.
    fn recognizes(&self, text: &str) -> bool;

    /// Adds the articles and issues of `input` to `imported`.
    fn read(&self, input: &Input<'_>, imported: &mut Imported);
}

/// All formats, those that recognize most strictly first; the last one takes any text.
pub static READERS: &[&dyn Reader] =
    &[&html::Html, &json::Json, &json::JsonLines, &csv::Csv, &markdown::Markdown, &plain::Plain];
