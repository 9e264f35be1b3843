//! Cleaned texts into articles of the model, and articles back into the original.

use super::Input;
use crate::model::{Article, Dropped, Mark, MarkKind, Source};
use crate::text::clean::{self, CleanedArticle, LineKind, Removed};
use std::rc::Rc;

/// What a file's fields or a manifest say of an article; empty where they do not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Headline.
    pub title: String,
    /// Who published it.
    pub outlet: String,
    /// Day or days of publication, as given.
    pub date: String,
    /// Byline.
    pub author: String,
    /// Where it stood on the web.
    pub url: String,
    /// BCP 47 language tag; holds for every article of the text.
    pub lang: String,
}

/// The articles of one cleaned text. `metadata` is the first one's; it goes before what cleaning found.
/// Articles without a word are left out.
pub(super) fn assemble(cleaned: Vec<CleanedArticle>, input: &Input<'_>, metadata: &Metadata) -> Vec<Article> {
    let file: Rc<str> = input.file.into();
    let nothing = Metadata { lang: metadata.lang.clone(), ..Metadata::default() };
    let mut articles = Vec::new();
    for (nth, cleaned) in cleaned.into_iter().enumerate() {
        if !cleaned.text.is_empty() {
            let metadata = if nth == 0 { metadata } else { &nothing };
            articles.push(article_of(cleaned, file.clone(), input, metadata));
        }
    }
    articles
}

/// The text of the file that `articles` came from, byte for byte. Give all articles of a line-based file
/// (plain text, Markdown) in the order they were read; other formats keep only a digest of their original.
pub fn restore<'a>(articles: impl IntoIterator<Item = &'a Article>) -> String {
    clean::restore(articles.into_iter().map(|article| {
        let record = article.source.dropped.iter().map(|dropped| Removed {
            rule: &dropped.rule,
            line: dropped.line,
            n_lines: dropped.n_lines,
            step: dropped.step,
            text: &dropped.text,
            is_kept: dropped.kept.is_some(),
        });
        (&*article.text, record.collect())
    }))
}

fn article_of(cleaned: CleanedArticle, file: Rc<str>, input: &Input<'_>, metadata: &Metadata) -> Article {
    let or = |given: &str, found: String| if given.is_empty() { found.into() } else { given.into() };
    let mut names = RuleNames::default();
    let dropped = cleaned.changes.into_iter().map(|change| Dropped {
        rule: names.shared(change.rule),
        line: change.line,
        n_lines: change.n_lines,
        step: change.step,
        text: change.text,
        kept: change.kept,
    });
    let dropped = dropped.collect();
    let marks = cleaned.marks.iter().map(|mark| Mark {
        span: mark.span,
        kind: kind_of(mark.kind),
        rule: names.shared(mark.rule),
    });
    Article {
        id: (input.id_of)(&cleaned.text),
        title: or(&metadata.title, cleaned.title),
        outlet: or(&metadata.outlet, cleaned.outlet),
        date: or(&metadata.date, cleaned.date),
        author: or(&metadata.author, cleaned.author),
        url: or(&metadata.url, cleaned.url),
        lang: or(&metadata.lang, cleaned.lang),
        marks: marks.collect(),
        text: cleaned.text.into(),
        source: Rc::new(Source { file, sha256: input.sha256.clone(), dropped }),
        extra: "".into(),
    }
}

fn kind_of(kind: LineKind) -> MarkKind {
    match kind {
        LineKind::Heading => MarkKind::Heading,
        LineKind::Caption => MarkKind::Caption,
        LineKind::DateLine => MarkKind::DateLine,
        LineKind::LinkedHeadline => MarkKind::LinkedHeadline,
        LineKind::Byline => MarkKind::Byline,
    }
}

/// A long text has tens of thousands of records under a dozen names; each name is allocated once.
#[derive(Default)]
struct RuleNames(Vec<Rc<str>>);

impl RuleNames {
    fn shared(&mut self, name: &str) -> Rc<str> {
        if let Some(known) = self.0.iter().find(|known| &***known == name) {
            return known.clone();
        }
        self.0.push(name.into());
        self.0[self.0.len() - 1].clone()
    }
}
