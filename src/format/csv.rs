//! Tags as a table: one row a sentence, coder and stance. Not a format to read back; that is [`super::project`].
//!
//! RFC 4180: commas, CRLF, quotes where needed and doubled inside, a header. UTF-8 with a byte order
//! mark, without which Excel shows accents as rubbish. pandas and readr strip the mark; in base R ask for
//! `read.csv(file, fileEncoding = "UTF-8-BOM")`, in Python's csv for `encoding="utf-8-sig"`. A program that
//! does neither misnames the first column only, which is why that one is a mere row number.
//!
//! | column | what it holds |
//! | --- | --- |
//! | `row` | number of the row, from 1 |
//! | `article` | `sha256:` and the hash of the article's text |
//! | `title`, `outlet`, `date`, `author`, `url`, `lang` | of the article; empty where not known |
//! | `sentence` | place in the article's `sentences` in the JSON file, from 0; empty if it is not among them |
//! | `start`, `end` | the sentence in code points of the article's text, end exclusive |
//! | `text` | the sentence |
//! | `coder`, `coder_name` | who says it |
//! | `sentiment` | a value of the codebook's scale; empty if none was given |
//! | `n_stance` | number of the stance in this sentence and coder, from 1; 0 in a row without |
//! | `holder_type`, `holder`, `holder_name` | `entity`, `outlet` or `unknown`; id and name of an entity |
//! | `target_type`, `target`, `target_name` | `entity` or `concept`; its id and name |
//! | `position` | a position of the codebook |
//! | `spans` | labelled stretches that begin in the sentence: `label start-end`, code points, joined by `; ` |
//! | `comment`, `flag` | their texts |
//! | `is_flagged` | 1 or 0, since a flag's text may be empty |
//! | `origin`, `codebook`, `created`, `modified` | of the stance, else the sentiment, else the first tag |
//!
//! Sentiment, spans, comment and flag are repeated in every row of a sentence and coder: keep the rows
//! with `n_stance` up to 1 to count those. Sentences that nobody tagged have no row, and corrections of
//! names are not in the table; the JSON file has both. Rows are sorted by title, article, start, end,
//! coder, then holder and target.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return could run as a formula in a
//! spreadsheet, so it gets an apostrophe in front; so does one that begins with an apostrophe. To get
//! the text back, drop one leading apostrophe.

use super::project::Facts;
use crate::model::{Annotation, Article, Body, CoderId, ConceptId, EntityId, Holder, Origin, Project, Target};
use crate::text::{OffsetMap, Span, order};
use std::rc::Rc;

/// The columns, in order.
pub const COLUMNS: [&str; 31] = [
    "row",
    "article",
    "title",
    "outlet",
    "date",
    "author",
    "url",
    "lang",
    "sentence",
    "start",
    "end",
    "text",
    "coder",
    "coder_name",
    "sentiment",
    "n_stance",
    "holder_type",
    "holder",
    "holder_name",
    "target_type",
    "target",
    "target_name",
    "position",
    "spans",
    "comment",
    "flag",
    "is_flagged",
    "origin",
    "codebook",
    "created",
    "modified",
];

/// The table of a whole project.
pub fn write(project: &Project, facts: &Facts<'_>) -> String {
    let mut articles: Vec<&Article> = project.articles.values().map(Rc::as_ref).collect();
    order::sort_by(&mut articles, |a, b| (&a.title, &a.id).cmp(&(&b.title, &b.id)));
    let mut table = Table { out: String::from("\u{feff}"), n_rows: 0 };
    table.record(COLUMNS);
    for article in articles {
        let sentences = (facts.sentences)(&article.id);
        let writer = Writer { project, facts, article, map: OffsetMap::new(&article.text), sentences: &sentences };
        writer.rows(&mut table);
    }
    table.out
}

/// What one coder said of one sentence.
#[derive(Default)]
struct Tags<'p> {
    sentiment: Option<&'p Annotation>,
    stances: Vec<&'p Annotation>,
    spans: Vec<&'p Annotation>,
    comment: Option<&'p Annotation>,
    flag: Option<&'p Annotation>,
}

impl<'p> Tags<'p> {
    fn add(&mut self, annotation: &'p Annotation) {
        match annotation.body {
            Body::Sentiment(_) => self.sentiment = Some(annotation),
            Body::Stance { .. } => self.stances.push(annotation),
            Body::Span(_) => self.spans.push(annotation),
            Body::Comment(_) => self.comment = Some(annotation),
            Body::Flag(_) => self.flag = Some(annotation),
            Body::Mention { .. } | Body::Lock(_) => {}
        }
    }
}

struct Table {
    out: String,
    n_rows: usize,
}

struct Writer<'p, 'f> {
    project: &'p Project,
    facts: &'p Facts<'f>,
    article: &'p Article,
    map: OffsetMap,
    sentences: &'p [Span],
}

impl<'p> Writer<'p, '_> {
    fn rows(&self, table: &mut Table) {
        let mut all: Vec<((Span, &CoderId), &'p Annotation)> = Vec::new();
        for annotation in self.project.annotations_of(&self.article.id) {
            let span = match annotation.body {
                Body::Mention { .. } | Body::Lock(_) => continue,
                Body::Span(_) => self.sentence_at(annotation.span),
                _ => annotation.span,
            };
            all.push(((span, &annotation.coder), annotation));
        }
        // By place, then as the columns are ordered.
        order::sort_by(&mut all, |(at, a), (bt, b)| (at, a.span, &a.body, &a.id).cmp(&(bt, b.span, &b.body, &b.id)));
        for group in all.chunk_by(|a, b| a.0 == b.0) {
            let (span, coder) = group[0].0;
            let mut tags = Tags::default();
            for (_, annotation) in group {
                tags.add(annotation);
            }
            let stances =
                tags.stances.iter().map(|stance| Some(*stance)).chain(tags.stances.is_empty().then_some(None));
            for (ix, stance) in stances.enumerate() {
                self.row(table, (span, coder), &tags, stance.map(|stance| (ix + 1, stance)));
            }
        }
    }

    fn row(
        &self,
        table: &mut Table,
        (span, coder): (Span, &CoderId),
        tags: &Tags<'_>,
        stance: Option<(usize, &Annotation)>,
    ) {
        let article = self.article;
        let chars = self.map.chars(&article.text, span);
        let sentence_ix = self.sentences.binary_search(&span).ok();
        let coder_name = self.project.coders.get(coder).map_or("", |coder| &coder.name);
        let stance_cells = stance.map_or_else(Default::default, |(_, stance)| self.stance(stance));
        let [holder_type, holder, holder_name, target_type, target, target_name, position] = stance_cells;
        let told = stance.map(|(_, stance)| stance).or(tags.sentiment).or(tags.comment).or(tags.flag);
        let told = told.or(tags.spans.first().copied());
        let number = |n: u32| n.to_string();
        table.n_rows += 1;
        let row = table.n_rows.to_string();
        table.record([
            row.as_str(),
            article.id.as_str(),
            &article.title,
            &article.outlet,
            &article.date,
            &article.author,
            &article.url,
            &article.lang,
            &sentence_ix.map(|ix| ix.to_string()).unwrap_or_default(),
            &number(chars.start),
            &number(chars.end),
            span.of(&article.text),
            coder.as_str(),
            coder_name,
            tags.sentiment.map_or("", said),
            &stance.map_or(0, |(n, _)| n).to_string(),
            &holder_type,
            &holder,
            &holder_name,
            &target_type,
            &target,
            &target_name,
            &position,
            &self.spans(&tags.spans),
            tags.comment.map_or("", said),
            tags.flag.map_or("", said),
            if tags.flag.is_some() { "1" } else { "0" },
            told.map_or("", |told| origin(told.origin)),
            &told.map(|told| number(told.codebook)).unwrap_or_default(),
            &told.map(|told| told.created.to_string()).unwrap_or_default(),
            &told.map(|told| told.modified.to_string()).unwrap_or_default(),
        ]);
    }

    /// Type, id and name of holder and target, and the position.
    fn stance(&self, annotation: &Annotation) -> [Rc<str>; 7] {
        let Body::Stance { holder, target, position } = &annotation.body else { return Default::default() };
        let entity = |id: &EntityId| ["entity".into(), id.as_str().into(), self.entity_name(id)];
        let holder = match holder {
            Holder::Entity(id) => entity(id),
            Holder::Outlet => ["outlet".into(), "".into(), self.article.outlet.clone()],
            Holder::Unknown => ["unknown".into(), "".into(), "".into()],
        };
        let target = match target {
            Target::Entity(id) => entity(id),
            Target::Concept(id) => ["concept".into(), id.as_str().into(), self.concept_name(id)],
        };
        let ([a, b, c], [d, e, f]) = (holder, target);
        [a, b, c, d, e, f, position.clone()]
    }

    fn entity_name(&self, id: &EntityId) -> Rc<str> {
        let own = self.project.entities.get(id).map(|entity| entity.name.clone());
        own.or_else(|| (self.facts.entities)(id).map(|entity| entity.name)).unwrap_or_default()
    }

    fn concept_name(&self, id: &ConceptId) -> Rc<str> {
        let concept = self.project.codebook.targets.iter().find(|concept| concept.id == *id);
        concept.map(|concept| concept.name.clone()).unwrap_or_default()
    }

    fn spans(&self, spans: &[&Annotation]) -> String {
        let one = |annotation: &&Annotation| {
            let chars = self.map.chars(&self.article.text, annotation.span);
            let Body::Span(label) = &annotation.body else { return String::new() };
            format!("{label} {}-{}", chars.start, chars.end)
        };
        spans.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    /// The sentence in which a stretch begins, else the stretch itself.
    fn sentence_at(&self, span: Span) -> Span {
        let after = self.sentences.partition_point(|sentence| sentence.start <= span.start);
        let before = after.checked_sub(1).and_then(|ix| self.sentences.get(ix));
        before.copied().filter(|sentence| span.start < sentence.end).unwrap_or(span)
    }
}

impl Table {
    fn record(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        for (ix, cell) in cells.into_iter().enumerate() {
            if ix > 0 {
                self.out.push(',');
            }
            push_cell(&mut self.out, cell.as_ref());
        }
        self.out.push_str("\r\n");
    }
}

/// The words of a sentiment, comment or flag.
fn said(annotation: &Annotation) -> &str {
    match &annotation.body {
        Body::Sentiment(text) | Body::Comment(text) | Body::Flag(text) => text,
        _ => "",
    }
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Manual => "manual",
        Origin::Accepted => "accepted",
        Origin::Imported => "imported",
    }
}

fn push_cell(out: &mut String, cell: &str) {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) { "'" } else { "" };
    if !cell.contains([',', '"', '\r', '\n']) {
        out.push_str(guard);
        out.push_str(cell);
        return;
    }
    out.push('"');
    out.push_str(guard);
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_guarded() {
        for (cell, expected) in [
            ("plain", "plain"),
            ("", ""),
            ("a,b", "\"a,b\""),
            ("she said \"no\"", "\"she said \"\"no\"\"\""),
            ("two\nlines", "\"two\nlines\""),
            ("=1+1", "'=1+1"),
            ("@home, now", "\"'@home, now\""),
            ("'quoted'", "''quoted'"),
        ] {
            let mut out = String::new();
            push_cell(&mut out, cell);
            assert_eq!(out, expected);
        }
    }
}
