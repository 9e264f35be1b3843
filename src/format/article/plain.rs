//! Plain text: one file, one text, which the cleaning rules may split.

use super::{Imported, Input, Metadata, Reader, assemble};
use crate::text::clean::clean;

/// Reads `.txt` files and pasted text.
pub(super) struct Plain;

impl Reader for Plain {
    fn name(&self) -> &'static str {
        "plain text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn recognizes(&self, _text: &str) -> bool {
        true
    }

    fn read(&self, input: &Input<'_>, imported: &mut Imported) {
        let articles = assemble(clean(input.text, ""), input, &Metadata::default());
        imported.articles.extend(articles);
    }
}
