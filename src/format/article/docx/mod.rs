//! Word processors' documents (`.docx`): the main part's paragraphs, with what their styles say, and the document's own
//! properties.
//!
//! Tracked changes are read as accepted, of two renderings of a thing the newer one counts, and a row of a table is a
//! paragraph unless its cells hold several. Footnotes, comments, deleted and hidden words are no part of the text and
//! stay on record. Headers, footers, numbers of lists, pictures and formulas of the old kind are not read. A document
//! has no lines: where another file has the line, this one has the number of the paragraph.

mod body;
mod parts;
mod styles;

use super::{Imported, Input, Metadata, assemble, database};
use crate::format::unzip::Entry;
use crate::text::Map;
use crate::text::clean::{Block, BlockFate, LineKind, clean_blocks};
use body::Content;
pub(in crate::format::article) use body::Paragraph;

/// What a document decides about a paragraph: the rule's name and its reason.
pub static DOCX_RULES: &[(&str, &str)] = &[
    (TITLE, "the headline is shown above the text and not tagged twice"),
    (HEADING, "the document's style for headings says so"),
    (CAPTION, "the document's style for captions says so"),
    (NOTE, "footnotes and endnotes stand below the text"),
    (DELETED, "a tracked change took it out of the text"),
    (HIDDEN, "the document hides it"),
];

pub(super) const TITLE: &str = "docx-title";
pub(super) const HEADING: &str = "docx-heading";
pub(super) const CAPTION: &str = "docx-caption";
pub(super) const NOTE: &str = "docx-note";
pub(super) const DELETED: &str = "docx-deleted";
pub(super) const HIDDEN: &str = "docx-hidden";

/// What files of documents are called behind their last dot.
pub(super) const EXTENSION: &str = "docx";

/// Whether a zip of this name and with these files is a document.
pub(super) fn is_document(name: &str, paths: &[String]) -> bool {
    let is_called = name.rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case(EXTENSION));
    is_called || paths.iter().any(|path| path == parts::USUAL || path == "word/styles.xml")
}

/// Which files of the zip are looked at.
pub(super) fn is_part(path: &str) -> bool {
    path.ends_with(".xml") || path.ends_with(".rels")
}

/// Reads a document from its files. `input` has its name and digest and no text.
pub(super) fn read(files: impl Iterator<Item = Entry>, input: &Input<'_>, imported: &mut Imported) {
    let mut contents: Map<String, Vec<u8>> = Map::new();
    for Entry { path, content, damage } in files {
        let faults = damage.map(|what| (what, "It was read as it is; save the document again.")).into_iter();
        let unread = content.as_ref().err().map(|what| (*what, "Save the document again."));
        for (what, todo) in faults.chain(unread) {
            imported.tell(input.issue(format!("{path}: {what}"), todo));
        }
        if let Ok(content) = content {
            contents.insert(path, content);
        }
    }
    let Some(main) = parts::main_path(&contents) else {
        imported.tell(input.issue("the document has no text: expected word/document.xml", "Save it again."));
        return;
    };
    let mut metadata = parts::properties(&contents);
    let styles = styles::read(contents.get("word/styles.xml").map_or(&[], |bytes| bytes));
    let mut fault = |part: &str, (_, what): (u32, String)| {
        let todo = "What stands before it came in; save the document again.";
        imported.tell(input.issue(format!("{part}: {what}"), todo));
    };
    let Content { mut paragraphs, n_comments, fault: broken } = body::read(&contents[&main], &styles);
    broken.into_iter().for_each(|broken| fault(&main, broken));
    let mut n_notes = 0;
    for part in ["word/footnotes.xml", "word/endnotes.xml"] {
        let Some(bytes) = contents.get(part) else { continue };
        let notes = body::read(bytes, &styles);
        notes.fault.into_iter().for_each(|broken| fault(part, broken));
        n_notes += notes.paragraphs.len();
        let as_note = |paragraph: Paragraph| Paragraph { fate: BlockFate::Dropped(NOTE), ..paragraph };
        paragraphs.extend(notes.paragraphs.into_iter().map(as_note));
    }
    let mut note = |n: usize, what: &str| {
        if n > 0 {
            imported.notes.push(input.issue(format!("left out of the text: {n} {what}"), ""));
        }
    };
    note(n_notes, "paragraphs of footnotes and endnotes");
    note(n_comments, "comments");
    let is_text = |paragraph: &&Paragraph| !matches!(paragraph.fate, BlockFate::Dropped(_));
    let lines: Vec<&str> = paragraphs.iter().filter(is_text).map(|paragraph| &*paragraph.text).collect();
    if !read_export(&lines.join("\n"), input, imported) {
        read_article(paragraphs, &mut metadata, TITLE, input, imported);
    }
}

/// What a news database wrote, from the document's paragraphs; `false` if it did not.
pub(super) fn read_export(text: &str, input: &Input<'_>, imported: &mut Imported) -> bool {
    let Some(layout) = database::layout_of(text) else { return false };
    let what = format!("it looks like {0} and was read as {0}", layout.name());
    imported.notes.push(input.issue(what, "Lines are counted as paragraphs."));
    database::read(layout, &Input { text, sha256: input.sha256.clone(), ..*input }, imported);
    true
}

/// An article of these paragraphs. `title` is the rule by which a paragraph that says the title is left out.
pub(super) fn read_article(
    paragraphs: Vec<Paragraph>,
    metadata: &mut Metadata,
    title: &'static str,
    input: &Input<'_>,
    imported: &mut Imported,
) {
    let is_title = |paragraph: &Paragraph| paragraph.is_title && paragraph.fate == BlockFate::Text;
    if let Some(paragraph) = paragraphs.iter().find(|paragraph| is_title(paragraph)) {
        metadata.title = paragraph.text.clone();
    }
    if !metadata.date.is_empty() {
        let what = format!("its day is the one when the document was made: {}", metadata.date);
        imported.notes.push(input.issue(what, "Change it if the article came out on another one."));
    }
    let blocks: Vec<Block> = (1..)
        .zip(paragraphs)
        .map(|(line, paragraph)| {
            // A heading may say the title of the document's properties.
            let is_same = paragraph.text == metadata.title
                && (paragraph.is_title || matches!(paragraph.fate, BlockFate::Marked(LineKind::Heading, _)));
            let fate = if is_same { BlockFate::Dropped(title) } else { paragraph.fate };
            Block { line, text: paragraph.text, fate }
        })
        .collect();
    let articles = assemble(clean_blocks(&blocks, &metadata.title), input, metadata);
    if articles.is_empty() {
        imported.tell(input.issue("there is no text in it", "Check that it is the right file."));
    }
    imported.articles.extend(articles);
}
