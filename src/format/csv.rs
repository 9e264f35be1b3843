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
//! | `unit` | `sentence`, or `article` in the row that holds what was said of the whole article |
//! | `v:…` | a column for each variable of the codebook: the answer, or `answer start-end` of spans, joined by `; ` |
//!
//! Values of scales stand as the codebook calls them now; the JSON file has both the value and its present name.
//!
//! Sentiment, spans, answers, comment and flag are repeated in every row of a sentence and coder: keep the rows
//! with `n_stance` up to 1 to count those. Sentences that nobody tagged have no row, and corrections of
//! names and speakers are not in the table; the JSON file has both. A holder or target that was merged into
//! another entity is that one here. Rows are sorted by title, article, start, end,
//! coder, then holder and target.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return could run as a formula in a
//! spreadsheet, so it gets an apostrophe in front; so does one that begins with an apostrophe. To get
//! the text back, drop one leading apostrophe.

use super::project::Facts;
use crate::model::{
    Annotation, Article, Body, Code, CoderId, ConceptId, Entity, EntityId, Holder, Origin, Project, Target, Unit,
    VariableId,
};
use crate::text::{OffsetMap, Set, Span, order};
use std::rc::Rc;

/// The columns that every table has, in order.
pub const COLUMNS: [&str; 32] = [
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
    "unit",
];

/// The table of a whole project.
pub fn write(project: &Project, facts: &Facts<'_>) -> String {
    let mut articles: Vec<&Article> = project.articles.values().map(Rc::as_ref).collect();
    order::sort_by(&mut articles, |a, b| (&a.title, &a.id).cmp(&(&b.title, &b.id)));
    let mut rows = Rows::new(project, facts.entities);
    for article in articles {
        rows.article(article, &(facts.sentences)(&article.id));
    }
    rows.take()
}

/// The table in pieces, an article at a time.
pub(super) struct Rows<'p> {
    project: &'p Project,
    entities: &'p dyn Fn(&EntityId) -> Option<Entity>,
    variables: Vec<VariableId>,
    table: Table,
}

impl<'p> Rows<'p> {
    /// With the header.
    pub(super) fn new(project: &'p Project, entities: &'p dyn Fn(&EntityId) -> Option<Entity>) -> Rows<'p> {
        let mut table = Table { out: String::from("\u{feff}"), n_rows: 0 };
        let variables = variables(project);
        table.record(COLUMNS.into_iter().chain(variables.iter().map(VariableId::as_str)));
        Rows { project, entities, variables, table }
    }

    /// Adds the rows of an article.
    pub(super) fn article(&mut self, article: &Article, sentences: &[Span]) {
        let (project, entities, map) = (self.project, self.entities, OffsetMap::new(&article.text));
        Writer { project, entities, article, map, sentences, variables: &self.variables }.rows(&mut self.table);
    }

    /// What was written since it was last taken.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.table.out)
    }
}

/// The codebook's variables in its order, then those that only annotations know.
fn variables(project: &Project) -> Vec<VariableId> {
    let mut ids: Vec<VariableId> = project.codebook.variables.iter().map(|variable| variable.id.clone()).collect();
    let annotations = project.layers.values().flat_map(|layer| layer.values());
    let said: Set<&VariableId> = annotations
        .filter_map(|annotation| match &annotation.body {
            Body::Variable { variable, .. } => Some(variable),
            _ => None,
        })
        .collect();
    let others: Vec<VariableId> = said.iter().filter(|id| !ids.contains(id)).map(|id| (*id).clone()).collect();
    ids.extend(others);
    ids
}

/// What one coder said of one sentence, or of an article as a whole.
#[derive(Default)]
struct Tags<'p> {
    sentiment: Option<&'p Annotation>,
    stances: Vec<&'p Annotation>,
    spans: Vec<&'p Annotation>,
    comment: Option<&'p Annotation>,
    flag: Option<&'p Annotation>,
    answers: Vec<&'p Annotation>,
}

impl<'p> Tags<'p> {
    fn add(&mut self, annotation: &'p Annotation) {
        match annotation.body {
            Body::Sentiment(_) => self.sentiment = Some(annotation),
            Body::Stance { .. } => self.stances.push(annotation),
            Body::Span(_) => self.spans.push(annotation),
            Body::Comment(_) => self.comment = Some(annotation),
            Body::Flag(_) => self.flag = Some(annotation),
            Body::Variable { .. } => self.answers.push(annotation),
            Body::Mention { .. } | Body::Speaker(_) | Body::Lock(_) => {}
        }
    }
}

struct Table {
    out: String,
    n_rows: usize,
}

struct Writer<'p, 'f> {
    project: &'p Project,
    entities: &'f dyn Fn(&EntityId) -> Option<Entity>,
    article: &'p Article,
    map: OffsetMap,
    sentences: &'p [Span],
    variables: &'f [VariableId],
}

impl<'p> Writer<'p, '_> {
    fn rows(&self, table: &mut Table) {
        let mut all: Vec<((Span, &CoderId), &'p Annotation)> = Vec::new();
        for annotation in self.project.annotations_of(&self.article.id) {
            let span = match annotation.body {
                Body::Mention { .. } | Body::Speaker(_) | Body::Lock(_) => continue,
                Body::Span(_) | Body::Variable { unit: Unit::Span, .. } => self.sentence_at(annotation.span),
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
        let told = told.or(tags.spans.first().copied()).or(tags.answers.first().copied());
        let answers: Vec<String> =
            self.variables.iter().map(|variable| self.answers(&tags.answers, variable)).collect();
        let number = |n: u32| n.to_string();
        table.n_rows += 1;
        let row = table.n_rows.to_string();
        let fixed = [
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
            &tags.sentiment.map_or("".into(), |sentiment| self.sentiment(sentiment)),
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
            // Only what is said of a whole article has no length.
            if span.is_empty() { Unit::Article.name() } else { Unit::Sentence.name() },
        ];
        table.record(fixed.into_iter().chain(answers.iter().map(String::as_str)));
    }

    /// Type, id and name of holder and target, and the position.
    fn stance(&self, annotation: &Annotation) -> [Rc<str>; 7] {
        let Body::Stance { holder, target, position } = &annotation.body else { return Default::default() };
        let entity = |id: &EntityId| {
            let id = self.project.standing(id);
            ["entity".into(), id.as_str().into(), self.entity_name(id)]
        };
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
        [a, b, c, d, e, f, self.project.codebook.position_words.name(position).clone()]
    }

    fn sentiment(&self, annotation: &Annotation) -> Rc<str> {
        let Body::Sentiment(value) = &annotation.body else { return "".into() };
        self.project.codebook.sentiment.words.name(value).clone()
    }

    fn answers(&self, answers: &[&Annotation], wanted: &VariableId) -> String {
        let one = |annotation: &&Annotation| match &annotation.body {
            Body::Variable { variable, unit, value } if variable == wanted => {
                let name = self.project.codebook.name_of(&Code::Value(variable.clone(), value.clone()));
                let chars = self.map.chars(&self.article.text, annotation.span);
                let place = (*unit == Unit::Span).then(|| format!(" {}-{}", chars.start, chars.end));
                Some(format!("{name}{}", place.unwrap_or_default()))
            }
            _ => None,
        };
        answers.iter().filter_map(one).collect::<Vec<_>>().join("; ")
    }

    fn entity_name(&self, id: &EntityId) -> Rc<str> {
        let own = self.project.entities.get(id).map(|entity| entity.name.clone());
        own.or_else(|| (self.entities)(id).map(|entity| entity.name)).unwrap_or_default()
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
        push_record(&mut self.out, cells);
    }
}

/// Appends a row.
pub(super) fn push_record(out: &mut String, cells: impl IntoIterator<Item = impl AsRef<str>>) {
    for (ix, cell) in cells.into_iter().enumerate() {
        if ix > 0 {
            out.push(',');
        }
        push_cell(out, cell.as_ref());
    }
    out.push_str("\r\n");
}

/// The words of a comment or flag.
fn said(annotation: &Annotation) -> &str {
    match &annotation.body {
        Body::Comment(text) | Body::Flag(text) => text,
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
