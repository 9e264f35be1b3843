//! What the readers hand in, made into a part of a project.
//!
//! Texts become articles, named by their digests. Records that are a piece of an article which the file only names
//! have no text of their own here: their tags go out with quotation and offsets, and merging finds their places in the
//! articles of the project. Ids come from content, so that opening a file twice changes nothing.

use super::categories::Categories;
use super::codebook::{codebook_of, with_codes};
use super::meta::Meta;
use super::names::Names;
pub(super) use super::said::{Far, Place, Said, TextIx, What};
use super::tags::key_of;
use super::texts::{Found, From, Text};
use super::units::{Evidence, Fit, Stated, UNITS, Writer};
use super::{About, Brought};
use crate::format::Issue;
use crate::format::encoding::decoded;
use crate::format::export::OffsetUnit;
use crate::format::hash::{article_id, sha256_hex};
use crate::format::issue::{MOST_TOLD, others};
use crate::format::json::{Fields, push_text};
use crate::format::project::{ReadProject, settle};
use crate::format::wire::{Ruler, write_annotation};
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Body, Codebook, Coder, CoderId, LabelId, Origin, Project, Sight,
    Source, Time, Unit, Unplaced,
};
use crate::text::{Map, Span};
use std::borrow::Cow;
use std::rc::Rc;

/// Collects what is in a file.
pub struct Builder {
    /// As issues name it; in a zip with its path.
    file: Rc<str>,
    about: &'static About,
    at: Time,
    texts: Vec<Text>,
    by_article: Map<ArticleId, usize>,
    said: Vec<Said>,
    /// What labels are called in the file.
    names: Map<LabelId, Rc<str>>,
    /// What the file's own codebook has.
    codes: Codebook,
    writer: Writer,
    /// What the whole file says about its unit, where this is a part.
    of_file: Option<Evidence>,
    pub(super) project: Project,
    unplaced_names: Names,
    pub(super) issues: Vec<Issue>,
    /// How many were not kept.
    n_more: usize,
    notes: Vec<Issue>,
}

/// What has a place.
pub(super) struct Placed {
    pub(super) annotations: Vec<Rc<Annotation>>,
    /// Those that stand where their words are, and not where their offsets say.
    pub(super) by_quote: Vec<AnnotationId>,
    /// What the offsets count; `None` where that makes no difference.
    pub(super) unit: Option<OffsetUnit>,
    /// What they say about that themselves.
    pub(super) evidence: Evidence,
    pub(super) texts: Vec<Text>,
}

impl Builder {
    pub(super) fn new(file: &str, about: &'static About, at: Time) -> Builder {
        Builder {
            file: file.into(),
            about,
            at,
            texts: Vec::new(),
            by_article: Map::new(),
            said: Vec::new(),
            names: Map::new(),
            codes: Codebook::default(),
            writer: Writer::Unknown,
            of_file: None,
            project: Project::default(),
            issues: Vec::new(),
            n_more: 0,
            unplaced_names: Names::default(),
            notes: Vec::new(),
        }
    }

    /// What comes now is of this file.
    pub(super) fn enter(&mut self, file: &str) {
        self.file = file.into();
    }

    /// A file in UTF-8, and a note of what it was in.
    pub(super) fn decoded<'b>(&mut self, bytes: &'b [u8]) -> Cow<'b, [u8]> {
        let (bytes, encoding) = decoded(bytes);
        self.notes.extend(encoding.told().map(|(what, todo)| issue(&self.file, None, what, todo)));
        bytes
    }

    /// A whole article; the same text is the same article.
    pub(super) fn article(&mut self, text: &str, meta: Meta) -> TextIx {
        let id = article_id(text);
        if let Some(ix) = self.by_article.get(&id) {
            return TextIx(*ix);
        }
        let text: Rc<str> = text.into();
        let source =
            Source { file: self.file.clone(), sha256: sha256_hex(text.as_bytes()).into(), dropped: Vec::new() };
        let Meta { title, outlet, date, author, url, lang } = meta;
        let article = Article {
            id: id.clone(),
            title: title.into(),
            outlet: outlet.into(),
            date: date.into(),
            author: author.into(),
            url: url.into(),
            lang: lang.into(),
            text: text.clone(),
            marks: Rc::new([]),
            source: Rc::new(source),
            extra: "".into(),
        };
        self.project.articles.insert(id.clone(), Rc::new(article));
        self.by_article.insert(id.clone(), self.texts.len());
        self.text(id, text, None)
    }

    /// A piece of an article that the file names and does not have.
    pub(super) fn piece(&mut self, article: ArticleId, text: &str, from: From) -> TextIx {
        self.text(article, text.into(), Some(from))
    }

    fn text(&mut self, article: ArticleId, text: Rc<str>, from: Option<From>) -> TextIx {
        self.texts.push(Text::new(article, text, from, self.file.clone()));
        TextIx(self.texts.len() - 1)
    }

    /// Whoever tagged, by an id of ours or a name; the tool where nobody is named.
    pub(super) fn coder(&mut self, id: &str, name: &str) -> CoderId {
        let name = if name.is_empty() { id.strip_prefix("c:").unwrap_or(id) } else { name };
        let name = if name.trim().is_empty() { self.about.name } else { name };
        let id = if id.len() > 2 && id.starts_with("c:") {
            CoderId::new(id)
        } else {
            CoderId::new(format!("c:{}", key_of(name).unwrap_or_else(|| self.about.id.to_owned())))
        };
        let coder = || Rc::new(Coder { id: id.clone(), name: name.into(), suggestions: Vec::new() });
        self.project.coders.get_or_insert_with(id.clone(), coder);
        id
    }

    /// A label by its name in the file.
    pub(super) fn label(&mut self, name: &str) -> What {
        let name = name.strip_prefix("l:").unwrap_or(name);
        let key = key_of(name).unwrap_or_else(|| format!("x{}", &sha256_hex(name.as_bytes())[..8]));
        let id = LabelId::new(format!("l:{key}"));
        self.names.get_or_insert_with(id.clone(), || name.into());
        What::Body(Body::Span(id))
    }

    /// A label of ours, by what its id has behind the prefix.
    pub(super) fn own_label(&mut self, code: &str) -> What {
        let id = LabelId::new(format!("l:{code}"));
        self.names.get_or_insert_with(id.clone(), || code.into());
        What::Body(Body::Span(id))
    }

    /// What comes was written here, and counts what our writer counts.
    pub(super) fn is_ours(&mut self) {
        self.writer = Writer::Ours;
    }

    /// The codes of the file, whether tags say them or not.
    pub(super) fn codes(&mut self, codes: Codebook) {
        self.codes = codes;
    }

    pub(super) fn say(&mut self, said: Said) {
        self.said.push(said);
    }

    /// A tag of a text that is not in the file.
    pub(super) fn far(&mut self, far: Far<'_>) {
        let created = far.created.or(far.modified).unwrap_or(self.at);
        let annotation = Annotation {
            id: AnnotationId::new(""),
            article: far.article,
            span: Span::default(),
            body: far.body,
            coder: far.coder,
            created,
            modified: far.modified.unwrap_or(created),
            codebook: 0,
            origin: Origin::Imported,
            sight: Sight::Open,
            extra: "".into(),
        };
        let mut fields: Vec<(&str, String)> = Vec::new();
        if let Some((start, end)) = far.offsets {
            fields.extend([("start", start.to_string()), ("end", end.to_string())]);
        }
        for (name, text) in [("quote", far.quote), ("prefix", far.prefix), ("suffix", far.suffix)] {
            let mut json = String::new();
            push_text(&mut json, text);
            fields.push((name, json));
        }
        self.unplaced(&annotation, &fields, "its article is not in the file");
    }

    /// Keeps a tag without a place as a row of a project file, for merging to look at.
    fn unplaced(&mut self, annotation: &Annotation, fields: &[(&str, String)], why: &str) {
        let row = |id: &str| {
            let annotation = Annotation { id: AnnotationId::new(id), ..annotation.clone() };
            let mut json = String::new();
            write_annotation(&mut json, &annotation, &mut Ruler::Bytes);
            let mut known = Fields::of_text(&json);
            known.take("bytes");
            known.rest_with(&fields.iter().map(|(name, json)| (*name, json.as_str())).collect::<Vec<_>>())
        };
        // Times are no part of a name: the same tag is the same whenever it was read.
        let timeless = Annotation { created: Time(0), modified: Time(0), ..annotation.clone() };
        let mut named = String::new();
        write_annotation(&mut named, &timeless, &mut Ruler::Bytes);
        let places: Vec<String> = fields.iter().map(|(name, json)| format!("{name}{json}")).collect();
        let id = self.unplaced_names.of(&format!("{named}{}", places.concat()));
        let json = row(id.as_str());
        self.project.unplaced.insert(id.clone(), Rc::new(Unplaced { id, why: why.into(), json }));
    }

    /// Something that did not come in, or not as given.
    pub(super) fn issue(&mut self, line: Option<u32>, what: impl Into<String>, todo: &str) {
        self.fault(issue(&self.file, line, what.into(), todo));
    }

    /// Keeps the first issues and counts the rest.
    fn fault(&mut self, issue: Issue) {
        if self.issues.len() < MOST_TOLD {
            self.issues.push(issue);
        } else {
            self.n_more += 1;
        }
    }

    /// How much of a kind stays behind by nature of the readers.
    pub(super) fn left(&mut self, n: usize, what: &str) {
        if n > 0 {
            self.fault(issue(&self.file, None, format!("{n} {what}"), "The rest came in."));
        }
    }

    /// What comes is a part of a file that says this about its unit.
    pub(super) fn is_part(&mut self, of_file: Evidence) {
        self.of_file = Some(of_file);
    }

    pub(super) fn finish(mut self) -> Brought {
        let Placed { annotations, by_quote, evidence, .. } = self.place();
        Brought { evidence, ..self.settled(annotations, by_quote) }
    }

    /// Finds the places of all that was said.
    pub(super) fn place(&mut self) -> Placed {
        let texts = std::mem::take(&mut self.texts);
        let all = std::mem::take(&mut self.said);
        let stated: Vec<Stated<'_>> = all.iter().filter_map(|said| stated(&texts, said)).collect();
        let evidence = Evidence::of(&stated);
        let fit = self.of_file.unwrap_or(evidence).unit(self.about.unit, self.writer);
        let unit = match fit {
            // What was put together from tokens is counted here.
            _ if self.about.unit == OffsetUnit::None => OffsetUnit::Bytes,
            Fit::Same => self.about.unit,
            Fit::Unit(unit) => {
                let (declared, other) = (self.about.unit.name(), unit.name());
                let what = if unit == self.about.unit {
                    format!("offsets count {other}, as {} does", self.about.name)
                } else {
                    format!("offsets fit the words as {other}, not as {declared}, which {} counts", self.about.name)
                };
                self.notes.push(issue(&self.file, None, what, ""));
                unit
            }
        };
        let categories = Categories::of(&all);
        let mut placed: Vec<Rc<Annotation>> = Vec::new();
        let mut by_quote: Vec<AnnotationId> = Vec::new();
        let mut names = Names::default();
        let mut n_pieces = 0;
        for said in all {
            let text = &texts[said.text.0];
            let (span, kind) = match &said.place {
                Place::Stretch { .. } => (self.span(&texts, &said, unit), Unit::Span),
                Place::Article => (Some(Found::here(Span::default())), Unit::Article),
                Place::Record => {
                    let (span, unit) = text.whole();
                    (Some(Found::here(span)), unit)
                }
            };
            let body = match said.what {
                What::Body(Body::Variable { variable, unit: Unit::Sentence, value }) if kind == Unit::Article => {
                    Body::Variable { variable, unit: Unit::Article, value }
                }
                What::Body(body) => body,
                What::Category(name) => categories.body(&name, kind),
            };
            let created = said.created.unwrap_or(self.at);
            let annotation = Annotation {
                id: AnnotationId::new(""),
                article: text.article.clone(),
                span: span.as_ref().map(|found| found.span).unwrap_or_default(),
                body,
                coder: said.coder,
                created,
                modified: created,
                codebook: 0,
                origin: Origin::Imported,
                sight: Sight::Open,
                extra: "".into(),
            };
            match (span, text.from) {
                (Some(found), Some(from)) => {
                    n_pieces += 1;
                    let fields = text.fields(found.span, from);
                    self.unplaced(&annotation, &fields, "its article is not in the file");
                }
                (Some(found), None) => {
                    let Annotation { article, span, body, coder, .. } = &annotation;
                    let id = names.of(&format!("{article} {span:?} {body:?} {coder}"));
                    by_quote.extend(found.is_by_quote.then(|| id.clone()));
                    placed.push(Rc::new(Annotation { id, ..annotation }));
                }
                (None, _) => {
                    let Place::Stretch { start, end, quote } = &said.place else { continue };
                    let what = format!("{start} to {end} is no stretch of the text in any unit");
                    self.fault(issue(&text.file, Some(said.line), what, "It is kept without a place."));
                    let mut json = String::new();
                    push_text(&mut json, quote.as_deref().unwrap_or(""));
                    self.unplaced(&annotation, &[("quote", json)], "its offsets do not fit the text");
                }
            }
        }
        if n_pieces > 0 {
            let what = format!("{n_pieces} tags are of parts of articles whose whole text is not in the file");
            self.notes.push(issue(&self.file, None, what, "They are placed in the articles that are open."));
        }
        let unit = if let Fit::Unit(unit) = fit { Some(unit) } else { None };
        Placed { annotations: placed, by_quote, unit, evidence, texts }
    }

    fn settled(mut self, placed: Vec<Rc<Annotation>>, by_quote: Vec<AnnotationId>) -> Brought {
        let (standing, n_losers) = settle(placed);
        self.left(n_losers, "tags gave way to another of the same sentence, coder and question");
        for annotation in standing.into_values() {
            let place = (annotation.coder.clone(), annotation.article.clone());
            let layer = self.project.layers.get_or_insert_with(place, Rc::default);
            Rc::make_mut(layer).insert(annotation.id.clone(), annotation);
        }
        let said = codebook_of(&self.project, &self.names);
        self.project.codebook = Rc::new(with_codes(std::mem::take(&mut self.codes), said));
        self.issues.extend(others(&self.file, self.n_more));
        let by_quote = by_quote.into_iter().collect();
        let read = ReadProject { project: self.project, by_quote, is_of_tool: true };
        Brought { read, issues: self.issues, notes: self.notes, evidence: Evidence::default() }
    }

    /// Where a stretch is: in the unit of the file, in another in which its words stand there, or where they stand
    /// once.
    fn span(&self, texts: &[Text], said: &Said, unit: OffsetUnit) -> Option<Found> {
        let stated = stated(texts, said)?;
        let in_units = [unit].into_iter().chain(UNITS.into_iter().filter(|_| stated.quote.is_some()));
        if let Some(span) = in_units.into_iter().find_map(|unit| stated.fitting(unit)) {
            return Some(Found::here(span)).filter(|_| !span.is_empty() || !is_label(&said.what));
        }
        let quote = stated.quote.filter(|quote| !quote.is_empty())?;
        let mut found = stated.text.match_indices(quote).map(|(at, _)| Span::new(at, at + quote.len()));
        let first = found.next()?;
        found.next().is_none().then_some(Found { span: first, is_by_quote: true })
    }
}

fn issue(file: &Rc<str>, line: Option<u32>, what: String, todo: &str) -> Issue {
    Issue { file: file.clone(), line, column: None, what, todo: todo.to_owned() }
}

fn is_label(what: &What) -> bool {
    matches!(what, What::Body(Body::Span(_)))
}

fn stated<'t>(texts: &'t [Text], said: &'t Said) -> Option<Stated<'t>> {
    let Place::Stretch { start, end, quote } = &said.place else { return None };
    let Text { text, map, .. } = texts.get(said.text.0)?;
    Some(Stated { text, map, start: *start, end: *end, quote: quote.as_deref() })
}
