//! What a record tells of its article beside the text.

use super::rows::plain;
use crate::format::json::Fields;

/// What is known of an article; empty where nothing is.
#[derive(Clone, Debug, Default)]
pub(super) struct Meta {
    pub(super) title: String,
    pub(super) outlet: String,
    pub(super) date: String,
    pub(super) author: String,
    pub(super) url: String,
    pub(super) lang: String,
}

impl Meta {
    /// Takes the fields that articles have.
    pub(super) fn of(fields: &mut Fields<'_>) -> Meta {
        let mut take =
            |names: &[&str]| names.iter().find_map(|name| fields.take(name).and_then(plain)).unwrap_or_default();
        Meta {
            title: take(&["title", "headline"]),
            outlet: take(&["outlet", "source"]),
            date: take(&["date"]),
            author: take(&["author"]),
            url: take(&["url", "link"]),
            lang: take(&["lang", "language"]),
        }
    }
}
