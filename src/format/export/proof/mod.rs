//! A file that was just written, read again: everything that was said and that its format holds should come back.
//!
//! [`Proof::start`] takes what went into the file ([`Told`]), [`Proof::wanted`] says which bytes are to be read next
//! and [`Proof::take`] cuts them where the file may be cut, so that whoever drives it can show how far it is, stop, and
//! hold only a piece of a large file; [`Proof::finish`] compares. Formats that are opened here go through the very
//! reader that opens them; tables and networks, which nobody opens here, are parsed back by a check of their own. A
//! mismatch is told and blocks nothing: the file may still be what somebody needs.

mod compare;
mod cutting;
mod graph;
mod manners;
mod marks;
mod own;
mod recal;
mod records;
mod reread;
mod ruler;
mod tables;

use super::report::{Kind, Loss, Place};
use super::told::{Fate, Told};
use super::{OffsetUnit, Scene, Writer, codes};
use crate::format::Issue;
use crate::model::{Article, ArticleId, Body, CoderId, Project};
use crate::text::{CharSpan, Map, OffsetMap, Set};
use cutting::Cutting;
use manners::{Cut, Manner, Way};
pub use own::prove_own;
use ruler::Ruler;
use std::ops::Range;
use std::rc::Rc;

/// So many issues of a reader are told; the count is of all.
const MOST_ISSUES: usize = 50;

/// So many bytes of a file are read at once where it can be cut.
pub const PIECE_BYTES: u64 = 4 << 20;

/// What reading a file again came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proved {
    /// Texts, records and tags that the file should hold.
    pub n_units: u32,
    /// Those of them that came back equal.
    pub n_equal: u32,
    /// Tags that the file holds in a layer that nothing here reads: corrected names.
    pub n_unread: u32,
    /// What did not come back, or came back and was never written, with its first places.
    pub mismatches: Vec<Loss>,
    /// What the reader could not take, the first of them.
    pub issues: Vec<Issue>,
    /// How many there are.
    pub n_issues: u32,
    /// Why the file was not read again; then the rest says nothing.
    pub not_read: Option<String>,
}

impl Proved {
    /// Of a file that was not read again: why.
    pub fn unread(why: String) -> Proved {
        Proved { not_read: Some(why), ..Proved::default() }
    }

    /// Whether everything came back and nothing else did.
    pub fn is_equal(&self) -> bool {
        self.not_read.is_none() && self.n_equal == self.n_units && self.mismatches.is_empty() && self.n_issues == 0
    }

    /// In a line.
    pub fn line(&self) -> String {
        if let Some(why) = &self.not_read {
            return format!("Not read again: {why}.");
        }
        let Proved { n_units, n_equal, n_unread, .. } = self;
        let unread = match n_unread {
            0 => String::new(),
            1 => "; 1 corrected name is in a layer that is not read again".to_owned(),
            n => format!("; {n} corrected names are in a layer that is not read again"),
        };
        let but = if self.is_equal() { "" } else { ". The file does not say all that was written" };
        format!("Read again: {n_equal} of {n_units} units equal{unread}{but}.")
    }
}

/// A reading on its way.
pub struct Proof<'p> {
    manner: Manner,
    unit: OffsetUnit,
    scene: Scene<'p>,
    told: Told,
    articles: Articles<'p>,
    found: Found,
    file: Cutting,
}

/// A part of a file that can be read by itself.
pub struct Part {
    /// Its place: a path in a zip, or empty.
    name: String,
    /// The line at which it begins, less one.
    line: u32,
    bytes: Vec<u8>,
}

impl Part {
    /// How much of the file it is.
    pub fn n_bytes(&self) -> usize {
        self.bytes.len()
    }
}

/// What was read so far.
#[derive(Default)]
struct Found {
    keys: Vec<Key>,
    /// Rows of a table.
    n_rows: u32,
    /// Only where the check says itself what there should be.
    expected: Option<Vec<Key>>,
    n_texts: u32,
    n_texts_equal: u32,
    mismatches: Vec<Loss>,
    issues: Vec<Issue>,
    n_issues: u32,
}

/// What is compared: where, who, and what in a line of codes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// Its turn in the file.
    article: u32,
    /// In code points, which stay where one character stands for another.
    start: u32,
    end: u32,
    coder: Rc<str>,
    line: Rc<str>,
}

/// The articles as the file has them.
struct Articles<'p> {
    rows: Vec<Row<'p>>,
    /// By what tells a text from others in this format.
    by_text: Map<ArticleId, u32>,
    by_id: Map<ArticleId, u32>,
    seen: Set<u32>,
}

struct Row<'p> {
    article: &'p Article,
    map: OffsetMap,
    ruler: Ruler,
}

impl<'p> Proof<'p> {
    /// Begins with what went into a file of this writer, which has so many bytes.
    pub fn start(writer: &dyn Writer, scene: Scene<'p>, told: Told, n_bytes: u64) -> Proof<'p> {
        Proof::in_pieces(writer, scene, told, n_bytes, PIECE_BYTES)
    }

    fn in_pieces(writer: &dyn Writer, scene: Scene<'p>, told: Told, n_bytes: u64, piece: u64) -> Proof<'p> {
        let about = writer.about();
        let manner = manners::of(about.id);
        Proof { file: Cutting::of(manner.way.cut(), n_bytes, piece), ..Proof::of(manner, about.unit, scene, told) }
    }

    /// Whether the file has to be held as a whole.
    pub fn is_whole(&self) -> bool {
        self.manner.way.cut() == Cut::Whole
    }

    fn of(manner: Manner, unit: OffsetUnit, scene: Scene<'p>, told: Told) -> Proof<'p> {
        let rows: Vec<Row<'p>> = told
            .articles
            .iter()
            .filter_map(|id| scene.project.articles.get(id))
            .map(|article| Row { article, map: OffsetMap::new(&article.text), ruler: (manner.ruler)(&article.text) })
            .collect();
        let numbered = || (0u32..).zip(&rows);
        let by_text = numbered().map(|(ix, row)| ((manner.text_id)(&row.article.text), ix)).collect();
        let by_id = numbered().map(|(ix, row)| (row.article.id.clone(), ix)).collect();
        let articles = Articles { rows, by_text, by_id, seen: Set::new() };
        let file = Cutting::of(Cut::Whole, 0, PIECE_BYTES);
        Proof { manner, unit, scene, told, articles, found: Found::default(), file }
    }

    /// The bytes of the file that are to be read next; `None` at its end.
    pub fn wanted(&self) -> Option<Range<u64>> {
        self.file.wanted()
    }

    /// Takes them, and gives the parts that can be read by now.
    pub fn take(&mut self, bytes: Vec<u8>) -> Vec<Part> {
        self.file.take(bytes).unwrap_or_else(|(line, what)| {
            self.issue("", line, what);
            Vec::new()
        })
    }

    /// Reads a part.
    pub fn part(&mut self, part: &Part) {
        match self.manner.way {
            Way::Reader { id, .. } => self.reread(id, part),
            Way::Check(check, _) => check(self, part),
        }
    }

    /// Compares.
    pub fn finish(self) -> Proved {
        compare::compared(self)
    }

    fn project(&self) -> &'p Project {
        self.scene.project
    }

    fn issue(&mut self, file: &str, line: Option<u32>, what: impl Into<String>) {
        self.found.n_issues += 1;
        if self.found.issues.len() < MOST_ISSUES {
            let issue = Issue { file: file.into(), line, column: None, what: what.into(), todo: String::new() };
            self.found.issues.push(issue);
        }
    }

    /// What a body says in this format; `None` if nothing here reads it.
    fn line_of(&self, body: &Body, at: CharSpan) -> Option<Rc<str>> {
        let body = (self.manner.narrow)(self.project(), body, at)?;
        Some(codes::line_with(&body, &|id| self.project().standing(id).clone()).into())
    }

    /// A tag that was found in an article, at code points.
    fn found(&mut self, article: u32, at: CharSpan, coder: &CoderId, body: &Body) {
        if let Some(line) = self.line_of(body, at) {
            let coder = (self.manner.coder)(coder);
            self.found.keys.push(Key { article, start: at.start, end: at.end, coder, line });
        }
    }

    /// A part of an article's text that was found where the file says, or not.
    fn piece(&mut self, article: u32, at: CharSpan, text: &str) {
        self.found.n_texts += 1;
        let Row { article, map, .. } = &self.articles.rows[article as usize];
        let span = map.from_chars(&article.text, at);
        if span.is_some_and(|span| span.of(&article.text) == text) {
            self.found.n_texts_equal += 1;
        } else {
            let place = Place { article: Some(article.id.clone()), span: span.unwrap_or_default(), coder: None };
            self.found.mismatch(None, "the file has other words here than the article", place);
        }
    }
}

impl Found {
    fn mismatch(&mut self, kind: Option<Kind>, why: &'static str, place: Place) {
        super::report::add(&mut self.mismatches, kind, why, place);
    }
}

/// Reads a whole file again.
pub fn prove(writer: &dyn Writer, scene: Scene<'_>, told: Told, bytes: &[u8]) -> Proved {
    prove_in_pieces(writer, scene, told, bytes, PIECE_BYTES)
}

/// [`prove`], in pieces of so many bytes.
pub fn prove_in_pieces(writer: &dyn Writer, scene: Scene<'_>, told: Told, bytes: &[u8], piece: u64) -> Proved {
    let mut proof = Proof::in_pieces(writer, scene, told, bytes.len() as u64, piece);
    while let Some(wanted) = proof.wanted() {
        let piece = bytes[wanted.start as usize..wanted.end as usize].to_vec();
        for part in proof.take(piece) {
            proof.part(&part);
        }
    }
    proof.finish()
}
