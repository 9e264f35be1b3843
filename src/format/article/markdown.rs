//! Markdown: a plain text whose markup is read as marks and left out.

use super::{Imported, Input, Metadata, Reader, assemble};
use crate::text::clean::clean_markdown;

/// Reads `.md` files.
pub(super) struct Markdown;

impl Reader for Markdown {
    fn name(&self) -> &'static str {
        "Markdown"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["md", "markdown"]
    }

    fn recognizes(&self, _text: &str) -> bool {
        // Stars and brackets occur in plain texts too; only the file's name can say.
        false
    }

    fn read(&self, input: &Input<'_>, imported: &mut Imported) {
        let articles = assemble(clean_markdown(input.text, ""), input, &Metadata::default());
        imported.articles.extend(articles);
    }
}
