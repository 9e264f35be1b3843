//! Writes the project file.

use super::{FORMAT, MAJOR};
use crate::format::json::{Fields, Object, push_text};
use crate::format::raw::Raw;
use crate::format::wire::{
    Cursor, Parts, Ruler, type_of, write_annotation, write_article, write_codebook, write_coder, write_entity,
    write_plan,
};
use crate::model::{Annotation, Article, ArticleId, CoderId, Entity, EntityId, Plan, Project, Time, Unplaced};
use crate::text::{Set, Span, order};
use std::borrow::Cow;
use std::rc::Rc;

/// What a file says that is not in the project.
pub struct Facts<'f> {
    /// Version of this program.
    pub version: &'f str,
    /// Version of the engine that found the sentences.
    pub engine: u32,
    /// When the file is written.
    pub exported: Time,
    /// The sentences of an article, ascending.
    pub sentences: &'f dyn Fn(&ArticleId) -> Vec<Span>,
    /// An entity the engine found, by its id.
    pub entities: &'f dyn Fn(&EntityId) -> Option<Entity>,
}

/// What goes into a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// Everything.
    All,
    /// All articles, and what this coder said of them.
    Coder(CoderId),
    /// This article, and what everyone said of it.
    Article(ArticleId),
    /// What this coder said and decided, and the codebook; the texts are in other files.
    Own(CoderId),
}

/// When what a coder said was last changed: the moment that a file of it alone carries, so that equal tags make equal
/// bytes, whenever and wherever they are written.
pub fn last_change(project: &Project, coder: &CoderId) -> Time {
    let layers = project.layers.iter().filter(|((of, _), _)| of == coder);
    let moments = layers.flat_map(|(_, layer)| layer.values()).map(|annotation| annotation.modified);
    moments.chain([project.plan.modified]).max().unwrap_or_default()
}

/// The whole project as a file.
pub fn write(project: &Project, facts: &Facts<'_>) -> String {
    write_part(project, facts, &Selection::All)
}

/// A part of the project as a file. Annotations of an article that the project does not hold have no
/// text to count in and are left out.
pub fn write_part(project: &Project, facts: &Facts<'_>, selection: &Selection) -> String {
    let mut articles: Vec<&Article> =
        project.articles.values().map(Rc::as_ref).filter(|article| selection.has_article(&article.id)).collect();
    order::sort_by(&mut articles, |a, b| (&a.title, &a.id).cmp(&(&b.title, &b.id)));
    let rows = sorted_rows(project, selection);
    let n_bytes: usize = articles.iter().map(|article| article.text.len()).sum();

    let mut extra = Fields::of_text(&project.extra);
    let [of_project, of_coders, of_entities] =
        ["project", "coders", "entities"].map(|name| extra.take(name).map_or("", Raw::get));
    let mut out = String::with_capacity(n_bytes + n_bytes / 2 + rows.len() * 640);
    out.push_str("{\n");
    push_text(top(&mut out, "format", ""), &format!("{FORMAT}{MAJOR}"));
    let mut generator = Object::open(top(&mut out, "generator", ",\n"));
    generator.text("name", "standpoint");
    generator.text("version", facts.version);
    generator.number("engine", facts.engine);
    generator.close();
    push_text(top(&mut out, "exported", ",\n"), &facts.exported.to_string());
    let mut info = Object::open(top(&mut out, "project", ",\n"));
    info.text("id", &project.id);
    info.text("name", &project.name);
    info.extra(of_project);
    info.close();
    write_codebook(top(&mut out, "codebook", ",\n"), &project.codebook);
    if *project.plan != Plan::default() {
        write_plan(top(&mut out, "plan", ",\n"), &project.plan);
    }
    let coders = project.coders.values().filter(|coder| selection.has_coder(&coder.id));
    push_rows(top(&mut out, "coders", ",\n"), coders, |out, coder| {
        write_coder(out, coder, nested(of_coders, coder.id.as_str()));
    });
    push_rows(top(&mut out, "entities", ",\n"), entities(project, facts, &rows), |out, (entity, origin)| {
        let extra = if origin.is_empty() { nested(of_entities, entity.id.as_str()) } else { origin };
        write_entity(out, &entity, extra);
    });
    push_rows(top(&mut out, "articles", ",\n"), articles.iter(), |out, article| {
        let sentences = (facts.sentences)(&article.id);
        let mut parts = Parts {
            ruler: Ruler::Units(Cursor::new(&article.text)),
            text: Some(&article.text),
            sentences: Some(&sentences),
        };
        write_article(out, article, &mut parts);
    });
    let mut rulers = Rulers::default();
    push_rows(top(&mut out, "annotations", ",\n"), rows.iter(), |out, row| match row.what {
        What::Placed(annotation, article) => write_annotation(out, annotation, rulers.of(article)),
        What::Unplaced(unplaced) => out.push_str(&unplaced.json),
    });
    for (name, raw) in extra.into_pairs() {
        top(&mut out, &name, ",\n").push_str(raw.get());
    }
    out.push_str("\n}\n");
    out
}

impl Selection {
    /// Whether the article's text goes into the file.
    fn has_article(&self, id: &ArticleId) -> bool {
        match self {
            Selection::All | Selection::Coder(_) => true,
            Selection::Article(only) => only == id,
            Selection::Own(_) => false,
        }
    }

    fn has_tags_of(&self, coder: &CoderId, article: &ArticleId) -> bool {
        self.has_coder(coder) && !matches!(self, Selection::Article(only) if only != article)
    }

    fn has_coder(&self, id: &CoderId) -> bool {
        match self {
            Selection::All | Selection::Article(_) => true,
            Selection::Coder(only) | Selection::Own(only) => only == id,
        }
    }
}

/// A row of the list of annotations with what it is sorted by; offsets in code points.
struct Row<'p> {
    key: (Cow<'p, str>, u32, u32, Cow<'p, str>, Cow<'p, str>, &'p str),
    what: What<'p>,
}

enum What<'p> {
    Placed(&'p Annotation, &'p Article),
    Unplaced(&'p Unplaced),
}

fn sorted_rows<'p>(project: &'p Project, selection: &Selection) -> Vec<Row<'p>> {
    let mut placed: Vec<&Annotation> = Vec::new();
    for ((coder, article), layer) in &project.layers {
        if selection.has_tags_of(coder, article) && project.articles.contains_key(article) {
            placed.extend(layer.values().map(Rc::as_ref));
        }
    }
    order::sort_by(&mut placed, |a, b| (&a.article, a.span).cmp(&(&b.article, b.span)));
    let mut rulers = Rulers::default();
    let mut rows: Vec<Row<'_>> = Vec::with_capacity(placed.len());
    for annotation in placed {
        let article = &*project.articles[&annotation.article];
        let Ruler::Units(cursor) = rulers.of(article) else { continue };
        let (start, _) = cursor.at(annotation.span.start);
        let (end, _) = cursor.at(annotation.span.end);
        let (id, coder) = (article.id.as_str().into(), annotation.coder.as_str().into());
        let key = (id, start, end, type_of(&annotation.body).into(), coder, annotation.id.as_str());
        rows.push(Row { key, what: What::Placed(annotation, article) });
    }
    for unplaced in project.unplaced.values() {
        let mut fields = Fields::of_text(&unplaced.json);
        let mut text = |name| fields.text(name).ok().flatten().unwrap_or_default();
        let [article, kind, coder] = ["article", "type", "coder"].map(&mut text);
        let is_selected = match selection {
            Selection::All => true,
            Selection::Coder(only) | Selection::Own(only) => coder == only.as_str(),
            Selection::Article(only) => article == only.as_str(),
        };
        let [start, end] = ["start", "end"].map(|name| fields.number(name).ok().flatten().unwrap_or(0));
        if is_selected {
            let key = (article, start, end, kind, coder, unplaced.id.as_str());
            rows.push(Row { key, what: What::Unplaced(unplaced) });
        }
    }
    order::sort_by(&mut rows, |a, b| a.key.cmp(&b.key));
    rows
}

/// The ruler of the article at hand; rows come article by article.
#[derive(Default)]
struct Rulers<'p> {
    current: Option<(&'p ArticleId, Ruler<'p>)>,
}

impl<'p> Rulers<'p> {
    fn of(&mut self, article: &'p Article) -> &mut Ruler<'p> {
        if self.current.as_ref().is_some_and(|(id, _)| **id != article.id) {
            self.current = None;
        }
        let (_, ruler) = self.current.get_or_insert_with(|| (&article.id, Ruler::Units(Cursor::new(&article.text))));
        ruler
    }
}

/// The project's own entities and those of the engine that something in the file refers to, by id.
fn entities<'p>(
    project: &'p Project,
    facts: &Facts<'_>,
    rows: &[Row<'_>],
) -> impl Iterator<Item = (Cow<'p, Entity>, &'static str)> {
    let mut wanted: Set<&EntityId> = project.codebook.targets.iter().filter_map(|t| t.entity.as_ref()).collect();
    for row in rows {
        let What::Placed(annotation, _) = row.what else { continue };
        wanted.extend(annotation.body.entities());
    }
    let own = project.entities.values().map(|entity| (Cow::Borrowed(&**entity), ""));
    let derived = wanted.into_iter().filter(|id| !project.entities.contains_key(id)).filter_map(facts.entities);
    let mut all: Vec<_> = own.chain(derived.map(|entity| (Cow::Owned(entity), r#"{"origin":"engine"}"#))).collect();
    order::sort_by(&mut all, |(a, _), (b, _)| a.id.cmp(&b.id));
    all.into_iter()
}

/// The leftovers that stand under `name` in an object's text.
fn nested<'e>(extra: &'e str, name: &str) -> &'e str {
    Fields::of_text(extra).take(name).map_or("", Raw::get)
}

/// Begins a field of the outermost object, which has one a line.
fn top<'o>(out: &'o mut String, name: &str, separator: &str) -> &'o mut String {
    out.push_str(separator);
    push_text(out, name);
    out.push(':');
    out
}

/// A list with one row a line.
fn push_rows<T>(out: &mut String, rows: impl Iterator<Item = T>, mut push: impl FnMut(&mut String, T)) {
    out.push('[');
    for (ix, row) in rows.enumerate() {
        out.push_str(if ix == 0 { "\n" } else { ",\n" });
        push(out, row);
    }
    out.push_str("\n]");
}
