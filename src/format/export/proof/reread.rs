//! A file through the reader that opens it.

use super::ruler::Ruler;
use super::{Articles, Part, Place, Proof};
use crate::format::export::OffsetUnit;
use crate::format::import::{self, Piece, Retold, retell};
use crate::format::raw::Raw;
use crate::format::wire::{Anchor, AnnotationRow, Defaults, read_annotation};
use crate::model::{Annotation, ArticleId};
use crate::text::{CharSpan, Map, Span, Utf16Span};

const ASTRAY: &str = "its offsets do not lead to its words in the file";

impl Proof<'_> {
    /// Reads a part by the reader of this id.
    pub(super) fn reread(&mut self, id: &str, part: &Part) {
        let Some(reader) = import::reader(id) else { return };
        let Retold { articles, placed, by_quote, unplaced, pieces, unit, issues, .. } =
            retell(reader, &part.name, &part.bytes);
        // A record without text is an article without text.
        let is_empty = |what: &str| what.starts_with("expected a text under");
        for issue in issues.iter().filter(|issue| !is_empty(&issue.what)) {
            self.issue(&issue.file, issue.line.map(|line| line + part.line), issue.what.clone());
        }
        if let Some(unit) = unit.filter(|unit| *unit != self.unit && self.unit != OffsetUnit::None) {
            let what = format!("its offsets read as {}, and were written as {}", unit.name(), self.unit.name());
            self.issue(&part.name, None, what);
        }
        let mut rulers: Map<&ArticleId, (u32, &str, Ruler)> = Map::new();
        for article in &articles {
            let Some(ix) = self.articles.of_text(&article.text, self.manner.text_id) else {
                self.issue(&part.name, None, "it has a text that no article of the project has");
                continue;
            };
            self.articles.seen.insert(ix);
            let own = &self.articles.rows[ix as usize].article;
            let is_same = |found: &str, own: &str| found.is_empty() || own.is_empty() || found == own;
            if !is_same(&article.outlet, &own.outlet) || !is_same(&article.date, &own.date) {
                let place = Place { article: Some(own.id.clone()), span: Span::default(), coder: None };
                self.found.mismatch(None, "the file has another outlet or date", place);
            }
            rulers.insert(&article.id, (ix, &article.text, (self.manner.ruler)(&article.text)));
        }
        for annotation in &placed {
            let Annotation { article, span, body, coder, id, .. } = &**annotation;
            let Some((ix, text, ruler)) = rulers.get(article) else { continue };
            if by_quote.contains(id) {
                self.astray(*ix, *span);
                continue;
            }
            let span = (self.manner.trim)(text, *span);
            self.found(*ix, ruler.place(text, span), coder, body);
        }
        for piece in &pieces {
            self.piece_of(piece, &part.name);
        }
        for row in &unplaced {
            self.row(&row.json, &part.name);
        }
    }

    /// A tag whose text is not in the file.
    pub(super) fn row(&mut self, json: &str, file: &str) {
        match Raw::of(json).ok().and_then(|raw| read_annotation(raw, Defaults::default()).ok()) {
            Some(AnnotationRow::Known(annotation, anchor)) => self.far(&annotation, &anchor, file),
            _ => self.issue(file, None, "a row cannot be read again"),
        }
    }

    fn astray(&mut self, article: u32, span: Span) {
        let article = self.articles.rows[article as usize].article.id.clone();
        self.found.mismatch(None, ASTRAY, Place { article: Some(article), span, coder: None });
    }

    /// The article of a name that the file gives.
    fn named(&mut self, id: &ArticleId, file: &str) -> Option<u32> {
        let found = self.articles.by_id.get(id).copied();
        if found.is_none() {
            self.issue(file, None, format!("it names an article that was not written: {id}"));
        }
        found
    }

    /// A tag of an article that the file names, in the unit that the writer counts.
    fn far(&mut self, annotation: &Annotation, anchor: &Anchor<'_>, file: &str) {
        let Some(ix) = self.named(&annotation.article, file) else { return };
        let row = &self.articles.rows[ix as usize];
        let text = &row.article.text;
        let of_chars = |at: CharSpan| match self.unit {
            OffsetUnit::Utf16 => row.map.from_utf16(text, Utf16Span { start: at.start, end: at.end }),
            _ => row.map.from_chars(text, at),
        };
        let (chars, utf16) = (anchor.offsets.chars, anchor.offsets.utf16);
        let span = match (chars, utf16) {
            (Some(chars), Some(utf16)) => {
                row.map.from_utf16(text, utf16).filter(|span| row.map.from_chars(text, chars) == Some(*span))
            }
            (None, Some(utf16)) => row.map.from_utf16(text, utf16),
            (chars, None) => chars.and_then(of_chars),
        };
        let fits = |span: &Span| {
            let (before, after) = (&text[..span.start as usize], &text[span.end as usize..]);
            anchor.quote.as_ref().is_none_or(|quote| span.of(text) == quote)
                && before.ends_with(&*anchor.prefix) | span.is_empty()
                && after.starts_with(&*anchor.suffix) | span.is_empty()
        };
        match span.filter(fits) {
            Some(span) => {
                let at = row.map.chars(text, span);
                self.found(ix, at, &annotation.coder, &annotation.body);
            }
            None => self.astray(ix, span.unwrap_or_default()),
        }
    }

    fn piece_of(&mut self, Piece { article, text, unit, start }: &Piece, file: &str) {
        let Some(ix) = self.named(article, file) else { return };
        let row = &self.articles.rows[ix as usize];
        let end = |n: usize| start.saturating_add(n as u32);
        let at = match unit {
            OffsetUnit::Utf16 => {
                let at = Utf16Span { start: *start, end: end(text.encode_utf16().count()) };
                row.map.from_utf16(&row.article.text, at).map(|span| row.map.chars(&row.article.text, span))
            }
            _ => Some(CharSpan { start: *start, end: end(text.chars().count()) }),
        };
        self.piece(ix, at.unwrap_or(CharSpan { start: u32::MAX, end: u32::MAX }), text);
    }
}

impl Articles<'_> {
    fn of_text(&self, text: &str, id_of: fn(&str) -> ArticleId) -> Option<u32> {
        self.by_text.get(&id_of(text)).copied()
    }
}
