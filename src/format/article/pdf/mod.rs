//! PDF: the words of its pages, put together to paragraphs again.
//!
//! A PDF says where each letter stands and little else. Pages are read in the order in which they are drawn, which is
//! the order of reading in what word processors, browsers and news databases write. Lines become paragraphs by their
//! distance, their indent and how the line before ends; a word that a hyphen divides is joined. Lines that most pages
//! have at their top or foot stay on record. A PDF has no lines of a file: where another file has the line, this one
//! has the number of the paragraph. Not read: pictures, words in rotated lines, and notes that are fixed to a page.

mod content;
mod fonts;
mod letters;
mod lines;
mod paragraphs;

use super::docx::{Paragraph, read_article, read_export};
use super::{Imported, Input, Metadata};
use crate::text::clean::BlockFate;
use content::{Drawn, drawn};
use hayro_syntax::metadata::Metadata as Properties;
use hayro_syntax::{LoadPdfError, Pdf};
use lines::lines_of;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit as inflate;
use paragraphs::paragraphs_of;

/// What a PDF decides about a paragraph: the rule's name and its reason.
pub static PDF_RULES: &[(&str, &str)] = &[
    (TITLE, "the headline is shown above the text and not tagged twice"),
    (HEADING, "it is written larger than the text"),
    (RUNNING, "most pages have this line at their top or foot"),
];

const TITLE: &str = "pdf-title";
const HEADING: &str = "pdf-heading";
const RUNNING: &str = "pdf-running-head";

/// What such files are called behind their last dot.
pub(super) const EXTENSION: &str = "pdf";

/// What is packed in a file unpacks to more only where somebody means harm.
const MOST_UNPACKED: usize = 64 << 20;

/// Readers look for the mark within so many bytes.
const HEAD_BYTES: usize = 1024;

/// Whether bytes are a document of this kind.
pub(super) fn is_document(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    head.windows(5).any(|mark| mark == b"%PDF-")
}

/// Reads a document. `input` has its name and digest and no text.
pub(super) fn read(bytes: &[u8], input: &Input<'_>, imported: &mut Imported) {
    if unpacks_too_far(bytes) {
        imported.tell(input.issue("the PDF unpacks to more than it may", "Print it into a new PDF, and open that."));
        return;
    }
    let pdf = match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(_)) => {
            imported.tell(input.issue("the PDF is locked with a password", "Save it without one, and open that."));
            return;
        }
        Err(LoadPdfError::Invalid) => return damaged(input, imported),
    };
    let pages: Vec<Drawn> = drawn(&pdf);
    if pages.is_empty() {
        return damaged(input, imported);
    }
    tell_faults(&pages, input, imported);
    let pages: Vec<_> = pages.into_iter().map(|page| lines_of(page.pieces)).collect();
    let paragraphs = paragraphs_of(pages);
    if paragraphs.is_empty() && !imported.issues.is_empty() {
        return;
    }
    let mut text = String::new();
    for (paragraph, is_apart) in
        paragraphs.iter().filter(|(paragraph, _)| paragraph.fate != BlockFate::Dropped(RUNNING))
    {
        text.push_str(if *is_apart { "\n" } else { "" });
        text.push_str(&paragraph.text);
        text.push('\n');
    }
    if !read_export(&text, input, imported) {
        let mut metadata = properties(pdf.metadata());
        let paragraphs = paragraphs.into_iter().map(|(paragraph, _)| paragraph).collect();
        read_article(paragraphs, &mut metadata, TITLE, input, imported);
    }
}

fn damaged(input: &Input<'_>, imported: &mut Imported) {
    imported.tell(input.issue("the PDF is damaged or cut off", "Fetch it again, or copy its text and paste it."));
}

fn tell_faults(pages: &[Drawn], input: &Input<'_>, imported: &mut Imported) {
    let count = |is_so: fn(&Drawn) -> bool| pages.iter().filter(|page| is_so(page)).count();
    let n_pictures = count(|page| page.pieces.is_empty() && page.has_picture);
    if n_pictures > 0 {
        let what = format!("pages that are pictures without text: {n_pictures} of {}", pages.len());
        imported
            .tell(input.issue(what, "Have a program for text recognition (OCR) read the PDF, and open what it makes."));
    }
    let n_unread = count(|page| page.is_unread);
    if n_unread > 0 {
        let what = format!("pages of which a part could not be read: {n_unread} of {}", pages.len());
        imported.tell(input.issue(what, "Print the PDF into a new one, and open that."));
    }
    let n_unknown: usize = pages.iter().map(|page| page.n_unknown).sum();
    if n_unknown > 0 {
        let what = format!("{n_unknown} characters are in a font that does not say which ones they are");
        imported.tell(input.issue(what, "They came in as \u{fffd}; copy the text from a viewer and compare."));
    }
    let n_rotated: usize = pages.iter().map(|page| page.n_rotated).sum();
    if n_rotated > 0 {
        imported.notes.push(input.issue(format!("left out of the text: {n_rotated} characters in rotated lines"), ""));
    }
}

/// What the document says of itself. Programs give it the name of a file for a title, which is none.
fn properties(of: &Properties) -> Metadata {
    let said = |bytes: &Option<Box<[u8]>>| letters::of_property(bytes.as_deref().unwrap_or_default());
    let title = said(&of.title);
    let is_name = !title.contains(' ') || title.starts_with("Microsoft Word - ");
    let date = of.creation_date.map(|at| format!("{:04}-{:02}-{:02}", at.year, at.month, at.day));
    Metadata {
        title: if is_name { String::new() } else { title },
        author: said(&of.author),
        date: date.unwrap_or_default(),
        ..Metadata::default()
    }
}

/// Whether the lists of objects, which are unpacked as soon as the document is opened, are larger than they may be.
fn unpacks_too_far(bytes: &[u8]) -> bool {
    const LONGEST_HEAD: usize = 1500;
    let mut left = MOST_UNPACKED;
    let starts = bytes.windows(7).enumerate().filter(|(_, word)| word[..6] == *b"stream" && word[6] < b' ');
    for (at, _) in starts {
        let head = &bytes[at.saturating_sub(LONGEST_HEAD)..at];
        let is_list = head.windows(5).any(|word| word == b"ObjSt" || word == b"/XRef");
        // Packed twice or in an older way, as no program packs them, they would have to be unpacked to be measured.
        let from = head.windows(3).rposition(|word| word == b"obj").unwrap_or(0);
        let packed = |filter: &[u8]| head[from..].windows(filter.len()).filter(|word| *word == filter).count();
        if is_list && (packed(b"/FlateDecode") > 1 || packed(b"/LZW") + packed(b"/RunLength") + packed(b"/ASCII") > 0) {
            return true;
        }
        let body = bytes[at + 6..].trim_ascii_start();
        // The head of zlib: its method, and a sum that comes out even.
        let is_zlib = |head: &[u8]| head[0] & 15 == 8 && u16::from_be_bytes([head[0], head[1]]).is_multiple_of(31);
        if is_list && body.get(..2).is_some_and(is_zlib) {
            match inflate(body, left) {
                Ok(unpacked) => left -= unpacked.len(),
                Err(stopped) if stopped.output.len() >= left => return true,
                // Damaged: what of it is good is for the reader to find out.
                Err(_) => {}
            }
        }
    }
    false
}
