//! Plain text: one file, one text, which the cleaning rules may split; or what a news database wrote.

use super::{Imported, Input, Metadata, Reader, assemble, database};
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
        if let Some(layout) = database::layout_of(input.text) {
            imported.notes.push(input.issue(format!("it looks like {0} and was read as {0}", layout.name()), ""));
            return database::read(layout, input, imported);
        }
        let articles = assemble(clean(input.text, ""), input, &Metadata::default());
        imported.articles.extend(articles);
    }
}
