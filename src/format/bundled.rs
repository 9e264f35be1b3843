//! The corpus and the codebook that are built into the page: whatever `seeds/manifest.json` lists.
//!
//! The build script cleans the texts, has the engine read them and writes the tables, so that a page opens without that
//! work.

use super::packed::unpack;
use crate::model::{Article, ArticleId, Document, Dropped, Mark, MarkKind, Source};
use crate::text::Span;
use std::rc::Rc;

/// One article of `seeds/articles`, cleaned.
struct Bundled {
    id: &'static str,
    file: &'static str,
    sha256: &'static str,
    title: &'static str,
    outlet: &'static str,
    date: &'static str,
    author: &'static str,
    url: &'static str,
    lang: &'static str,
    text: &'static str,
    /// What the engine found in it when the page was built, packed.
    found: &'static [u8],
    /// Start and end in bytes, what it is, the rule that said so.
    marks: &'static [(u32, u32, MarkKind, &'static str)],
    /// Rule; line, how many lines, how far apart; the line as it stood, what was kept of it.
    dropped: &'static [(&'static str, [u32; 3], &'static str, Option<&'static str>)],
}

include!(concat!(env!("OUT_DIR"), "/seeds.rs"));

/// The bundled articles, in the manifest's order.
pub fn bundled() -> Vec<Article> {
    ARTICLES.iter().map(Bundled::article).collect()
}

/// What the engine found in the bundled articles when the page was built, without tokens.
pub fn bundled_documents() -> Vec<(ArticleId, Rc<Document>)> {
    let documents = ARTICLES.iter().map(|bundled| (ArticleId::new(bundled.id), unpack(bundled.found)));
    documents.filter_map(|(id, document)| Some((id, Rc::new(document?)))).collect()
}

/// The originals: file name and text, in the manifest's order. The page itself has no use for them.
pub fn bundled_originals() -> impl Iterator<Item = (&'static str, &'static str)> {
    ORIGINALS.iter().copied()
}

/// The default codebook's file; empty if the build found none.
pub fn bundled_codebook_json() -> &'static str {
    CODEBOOKS_JSON.first().copied().unwrap_or("")
}

/// The files of all codebooks that come with the page, the default one first.
pub(super) fn bundled_codebooks_json() -> &'static [&'static str] {
    CODEBOOKS_JSON
}

impl Bundled {
    fn article(&self) -> Article {
        let mark = |&(start, end, kind, rule): &(u32, u32, MarkKind, &'static str)| Mark {
            span: Span { start, end },
            kind,
            rule: rule.into(),
        };
        let dropped = self.dropped.iter().map(|&(rule, [line, n_lines, step], text, kept)| Dropped {
            rule: rule.into(),
            line,
            n_lines,
            step,
            text: text.into(),
            kept: kept.map(Rc::from),
        });
        Article {
            id: ArticleId::new(self.id),
            title: self.title.into(),
            outlet: self.outlet.into(),
            date: self.date.into(),
            author: self.author.into(),
            url: self.url.into(),
            lang: self.lang.into(),
            text: self.text.into(),
            marks: self.marks.iter().map(mark).collect(),
            source: Rc::new(Source { file: self.file.into(), sha256: self.sha256.into(), dropped: dropped.collect() }),
            extra: "".into(),
        }
    }
}
