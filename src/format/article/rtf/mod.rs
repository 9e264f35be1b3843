//! Rich Text Format (`.rtf`), as news databases and word processors write it: its paragraphs, with what is hidden or
//! deleted in them, headings by their outline level, and the document's title and author.
//!
//! Characters outside ASCII are read as Unicode where the file has them so, else by its code pages Windows-1250, 1251
//! and 1252. A row of a table is a paragraph. Headers, footers, comments, pictures and text boxes are not read.

mod letters;
mod walk;

use super::docx::{read_article, read_export};
use super::{Imported, Input, Metadata};
use walk::{Content, read as read_content};

/// What a document decides about a paragraph: the rule's name and its reason.
pub static RTF_RULES: &[(&str, &str)] = &[
    (TITLE, "the headline is shown above the text and not tagged twice"),
    (HEADING, "the document's outline says so"),
    (NOTE, "footnotes and endnotes stand below the text"),
    (DELETED, "a tracked change took it out of the text"),
    (HIDDEN, "the document hides it"),
];

const TITLE: &str = "rtf-title";
const HEADING: &str = "rtf-heading";
const NOTE: &str = "rtf-note";
const DELETED: &str = "rtf-deleted";
const HIDDEN: &str = "rtf-hidden";

/// What such files are called behind their last dot.
pub(super) const EXTENSION: &str = "rtf";

/// Whether bytes are a document of this kind.
pub(super) fn is_document(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

/// Reads a document. `input` has its name and digest and no text.
pub(super) fn read(bytes: &[u8], input: &Input<'_>, imported: &mut Imported) {
    let Content { paragraphs, lines, title, author, n_unknown, is_cut } = read_content(bytes);
    if is_cut {
        let what = "the document breaks off: a group of it is never closed";
        imported.tell(input.issue(what, "What stands before the end came in; save the document again."));
    }
    if n_unknown > 0 {
        let what = format!("{n_unknown} characters are in a code page that is not known here");
        imported.tell(input.issue(what, "They came in as \u{fffd}; save the document as .docx and import that."));
    }
    if !read_export(&lines, input, imported) {
        let mut metadata = Metadata { title, author, ..Metadata::default() };
        read_article(paragraphs, &mut metadata, TITLE, input, imported);
    }
}
