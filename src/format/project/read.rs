//! Reads the project file: good rows come in, bad rows are reported with line, column and path.

use super::error::place_of;
use super::place::{How, Places};
use super::settle::settle;
use super::{FORMAT, MAJOR, ReadError};
use crate::format::Issue;
use crate::format::hash::article_id;
use crate::format::issue::{MOST_TOLD, others};
use crate::format::json::{Bad, Fields, minified};
use crate::format::raw::Raw;
use crate::format::wire::{
    Anchor, AnnotationRow, Defaults, read_annotation, read_article, read_codebook, read_coder, read_entity, read_plan,
};
use crate::model::{Annotation, AnnotationId, Article, ArticleId, Project, Time, Unplaced};
use crate::text::{Map, Set};
use std::rc::Rc;

/// What a file holds. [`super::merge`] says what it changes in a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadProject {
    /// The file's part of a project. Annotations without a place in the file's own texts are under `unplaced`;
    /// merging looks for them in the texts of the project.
    pub project: Project,
    /// Annotations that their quotes placed in the file's own texts, since their offsets do not fit.
    pub by_quote: Set<AnnotationId>,
    /// Whether another tool's file, which keeps no ids: what it says again is the tag that is there already.
    pub is_of_tool: bool,
}

/// Reads a file that [`super::write`] made, or another program in the same form. `file` is the name issues carry.
///
/// Fails if the file is no JSON, is in another format or in a newer major version of ours.
pub fn read(file: &str, bytes: &[u8]) -> Result<(ReadProject, Vec<Issue>), ReadError> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let input = std::str::from_utf8(bytes).map_err(|error| ReadError::encoding(&bytes[..error.valid_up_to()]))?;
    let raw = Raw::of(input).map_err(|error| ReadError::syntax(&error))?;
    let mut fields = Fields::of(raw).map_err(|_| ReadError::foreign(""))?;
    check_format(&fields.text("format").ok().flatten().unwrap_or_default())?;
    let mut reader =
        Reader { file, input, issues: Vec::new(), n_more: 0, project: Project::default(), by_quote: Set::new() };
    let of_project = reader.head(&mut fields);
    let of_coders = reader.coders(&mut fields);
    let of_entities = reader.entities(&mut fields);
    let renamed = reader.articles(&mut fields);
    let at = reader.good(fields.text("exported")).flatten().and_then(|at| at.parse().ok());
    reader.annotations(&mut fields, &renamed, at.unwrap_or_default());
    fields.take("generator");
    let nested = [("project", &*of_project), ("coders", &*of_coders), ("entities", &*of_entities)];
    reader.project.extra = fields.rest_with(&nested);
    reader.issues.extend(others(&file.into(), reader.n_more));
    Ok((ReadProject { project: reader.project, by_quote: reader.by_quote, is_of_tool: false }, reader.issues))
}

fn check_format(found: &str) -> Result<(), ReadError> {
    let version = found.strip_prefix(FORMAT).ok_or_else(|| ReadError::foreign(found))?;
    // A newer minor version only adds fields and types, which are kept as they stand.
    let major = version.split('.').next().unwrap_or(version).parse::<u32>();
    match major.map_err(|_| ReadError::foreign(found))? {
        major if major > MAJOR => Err(ReadError::newer(found)),
        MAJOR => Ok(()),
        _ => Err(ReadError::foreign(found)),
    }
}

const LEFT_OUT: &str = "It was left out; correct the file there and open it again.";

struct Reader<'a> {
    file: &'a str,
    input: &'a str,
    issues: Vec<Issue>,
    /// Issues beyond the first.
    n_more: usize,
    project: Project,
    by_quote: Set<AnnotationId>,
}

impl<'a> Reader<'a> {
    fn head(&mut self, fields: &mut Fields<'a>) -> Rc<str> {
        if let Some(raw) = fields.take("codebook") {
            let mut bads = Vec::new();
            let codebook = read_codebook(raw, &mut bads).map_err(|bad| bad.under("codebook"));
            self.project.codebook = Rc::new(self.good(codebook).unwrap_or_default());
            bads.into_iter().for_each(|bad| self.report(&bad.under("codebook")));
        }
        if let Some(raw) = fields.take("plan") {
            let plan = read_plan(raw).map_err(|bad| bad.under("plan"));
            self.project.plan = Rc::new(self.good(plan).unwrap_or_default());
        }
        let Some(mut info) = self.good(fields.object("project")).flatten() else { return "".into() };
        self.project.id = self.good(info.text_or_empty("id")).unwrap_or_default();
        self.project.name = self.good(info.text_or_empty("name")).unwrap_or_default();
        info.rest()
    }

    fn coders(&mut self, fields: &mut Fields<'a>) -> Rc<str> {
        let mut extras = Vec::new();
        for (coder, extra) in self.rows(fields, "coders", read_coder) {
            extras.push((coder.id.clone(), extra));
            self.project.coders.insert(coder.id.clone(), Rc::new(coder));
        }
        joined(extras.iter().map(|(id, extra)| (id.as_str(), &**extra)))
    }

    fn entities(&mut self, fields: &mut Fields<'a>) -> Rc<str> {
        let mut extras = Vec::new();
        for (entity, extra) in self.rows(fields, "entities", read_entity) {
            // The engine finds its own entities again.
            if Fields::of_text(&extra).text("origin") != Ok(Some("engine".into())) {
                extras.push((entity.id.clone(), extra));
                self.project.entities.insert(entity.id.clone(), Rc::new(entity));
            }
        }
        joined(extras.iter().map(|(id, extra)| (id.as_str(), &**extra)))
    }

    /// Takes the articles in and answers which declared ids stand for another, since the text is not what they name.
    fn articles(&mut self, fields: &mut Fields<'a>) -> Map<ArticleId, ArticleId> {
        let mut renamed = Map::new();
        for (ix, raw) in self.good(fields.list("articles")).unwrap_or_default().into_iter().enumerate() {
            let path = format!("articles[{ix}]");
            let Some(mut row) = self.good(read_article(raw).map_err(|bad| bad.under(&path))) else { continue };
            let Some(text) = row.text.take() else {
                let bad = Bad::at(raw, "a text; what is said of it is looked for in the texts of the project");
                self.report_with(&bad.under(&path), "Open a file with the article's text, or import the article.");
                continue;
            };
            let (article, bads) = row.with_text(text);
            bads.into_iter().for_each(|bad| self.report(&bad.under(&path)));
            let id = article_id(&article.text);
            if article.id != id {
                if !article.id.as_str().is_empty() {
                    let bad = Bad::at(raw, format!("the id {id}, which is the SHA-256 of its text"));
                    self.report_with(&bad.under(&path), "The text counts; places are checked against their quotes.");
                }
                renamed.insert(article.id.clone(), id.clone());
            }
            self.project.articles.get_or_insert_with(id.clone(), || Rc::new(Article { id, ..article }));
        }
        renamed
    }

    fn annotations(&mut self, fields: &mut Fields<'a>, renamed: &Map<ArticleId, ArticleId>, at: Time) {
        let defaults = Defaults { codebook: self.project.codebook.version, at };
        let rows = self.good(fields.list("annotations")).unwrap_or_default();
        let mut placed: Vec<Rc<Annotation>> = Vec::with_capacity(rows.len());
        let mut loose = Vec::new();
        let mut by_utf16 = Vec::new();
        let articles = self.project.articles.clone();
        let mut places = Places::new(&articles);
        for (ix, raw) in rows.into_iter().enumerate() {
            let row = read_annotation(raw, defaults).map_err(|bad| bad.under(&format!("annotations[{ix}]")));
            match self.good(row) {
                None => {}
                Some(AnnotationRow::Newer { id, kind }) => self.keep(id, raw, newer_type(&kind)),
                Some(AnnotationRow::Known(mut annotation, anchor)) => {
                    if let Some(id) = renamed.get(&annotation.article) {
                        annotation.article = id.clone();
                    }
                    match places.by_offsets(&annotation.article, &anchor) {
                        Some((article, span, how)) => {
                            by_utf16.extend((how == How::Utf16).then_some(raw));
                            placed.push(Rc::new(Annotation { article, span, ..*annotation }));
                        }
                        None => loose.push((annotation, anchor, raw)),
                    }
                }
            }
        }
        let wanted: Vec<(&ArticleId, &Anchor<'_>)> = loose.iter().map(|(a, anchor, _)| (&a.article, anchor)).collect();
        let answers = places.by_quotes(&wanted);
        let mut by_quote = Vec::new();
        for ((annotation, _, raw), answer) in loose.into_iter().zip(answers) {
            match answer {
                Ok((article, span)) => {
                    self.by_quote.insert(annotation.id.clone());
                    by_quote.push(raw);
                    placed.push(Rc::new(Annotation { article, span, ..*annotation }));
                }
                Err(why) => self.keep(annotation.id, raw, why),
            }
        }
        let (standing, n_losers) = settle(placed);
        for annotation in standing.into_values() {
            let place = (annotation.coder.clone(), annotation.article.clone());
            self.project.unplaced.remove(&annotation.id);
            let layer = self.project.layers.get_or_insert_with(place, Rc::default);
            Rc::make_mut(layer).insert(annotation.id.clone(), annotation);
        }
        self.note_rows(
            &by_utf16,
            "annotations were placed by UTF-16 offsets, since their code point offsets do not fit",
        );
        self.note_rows(&by_quote, "annotations were placed by their quotes, since their offsets do not fit");
        self.note(n_losers, None, "annotations gave way to a later one of the same sentence, coder and target");
    }

    /// Keeps a row that has no place, as it stands.
    fn keep(&mut self, id: AnnotationId, raw: Raw<'_>, why: String) {
        let unplaced = Unplaced { id: id.clone(), why: why.into(), json: minified(raw.get()).into() };
        self.project.unplaced.insert(id, Rc::new(unplaced));
    }

    fn rows<T>(&mut self, fields: &mut Fields<'a>, list: &str, read: impl Fn(Raw<'a>) -> Result<T, Bad>) -> Vec<T> {
        let rows = self.good(fields.list(list)).unwrap_or_default().into_iter().enumerate();
        rows.filter_map(|(ix, raw)| self.good(read(raw).map_err(|bad| bad.under(&format!("{list}[{ix}]"))))).collect()
    }

    /// The value, or nothing and an issue.
    fn good<T>(&mut self, value: Result<T, Bad>) -> Option<T> {
        value.map_err(|bad| self.report(&bad)).ok()
    }

    fn report(&mut self, bad: &Bad) {
        self.report_with(bad, LEFT_OUT);
    }

    fn report_with(&mut self, bad: &Bad, todo: &str) {
        // Looking up a place takes the longer the further down it is.
        if self.issues.len() == MOST_TOLD {
            self.n_more += 1;
            return;
        }
        let (line, column) = place_of(self.input, bad.address).unzip();
        self.issues.push(Issue { file: self.file.into(), line, column, what: bad.to_string(), todo: todo.to_string() });
    }

    /// Notes how many rows were read so, with the place of the first.
    fn note_rows(&mut self, rows: &[Raw<'_>], what: &str) {
        let first = rows.first().and_then(|raw| place_of(self.input, raw.get().as_ptr() as usize));
        self.note(rows.len(), first, what);
    }

    fn note(&mut self, n: usize, first: Option<(u32, u32)>, what: &str) {
        if n > 0 {
            let (line, column) = first.unzip();
            let from = if n > 1 && first.is_some() { "from here on, " } else { "" };
            let what = format!("{from}{n} {what}");
            let todo = "Look through them; nothing else has to be done.".to_string();
            self.issues.push(Issue { file: self.file.into(), line, column, what, todo });
        }
    }
}

/// Why an annotation of a newer version has no place.
pub(super) fn newer_type(kind: &str) -> String {
    format!("this version does not know annotations of type {kind}")
}

/// An object of leftovers by id; empty if there are none.
fn joined<'e>(extras: impl Iterator<Item = (&'e str, &'e str)>) -> Rc<str> {
    Fields::of_text("").rest_with(&extras.collect::<Vec<_>>())
}
