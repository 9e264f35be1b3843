//! What a file changes in a project that is already there. A union: nothing is overwritten.
//!
//! - Annotations: both layers' stand; between two that cannot both stand, [`super::settle`] decides.
//!   The result does not depend on the order of merging, and a second merge of a file changes nothing.
//!   There is no record of removals, so a tag removed in one copy comes back from another that has it.
//! - Articles, coders, entities: what is there stays; empty metadata and missing aliases are filled in.
//! - Codebook: the higher version stands, ours where equal. Of the other, what annotations refer to
//!   (where equal: everything) is added behind.
//! - Plan: the later one stands.
//! - Project id, name: ours stand once anything was tagged or given a name; an untouched project takes the file's.
//! - Unplaced rows of both sides are looked for again in all texts, since the file may bring theirs.

use super::place::Places;
use super::read::{ReadProject, newer_type};
use super::settle::settle;
use crate::edit::{Edit, Key, Record};
use crate::format::json::{Fields, minified};
use crate::format::raw::Raw;
use crate::format::wire::{Anchor, AnnotationRow, Defaults, read_annotation, write_plan};
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Body, Codebook, Coder, CoderId, Entity, Plan, Project, Target,
    Unplaced,
};
use crate::text::{Map, Set, order};
use std::rc::Rc;

/// The edits that bring a file into a project; none if it holds all of it already.
pub fn merge(project: &Project, read: ReadProject) -> Vec<Edit> {
    let theirs = read.project;
    let articles = merged_articles(project, &theirs);
    let mut annotations: Vec<Rc<Annotation>> = Vec::new();
    for layer in project.layers.values().chain(theirs.layers.values()) {
        annotations.extend(layer.values().cloned());
    }
    let mut unplaced = place_again(project, &theirs, &articles, &mut annotations);
    let (standing, _) = settle(annotations);
    unplaced.retain(|id, _| !standing.contains_key(id));

    let mut edits = Vec::new();
    let mut put = |record| edits.extend(Edit::put(project, record));
    put(merged_info(project, &theirs));
    put(Record::Codebook(Rc::new(merged_codebook(project, &theirs, &standing))));
    put(Record::Plan(merged_plan(project, &theirs)));
    articles.into_values().for_each(|article| put(Record::Article(article)));
    let named = theirs.coders.values().cloned().chain(standing.values().map(|a| nameless(&a.coder)));
    let mut coders: Map<CoderId, Rc<Coder>> = project.coders.clone();
    for coder in named {
        coders.get_or_insert_with(coder.id.clone(), || coder);
    }
    coders.into_values().for_each(|coder| put(Record::Coder(coder)));
    theirs.entities.values().for_each(|entity| put(Record::Entity(merged_entity(project, entity))));
    // What goes, goes first: a slot is never taken twice on the way.
    for layer in project.layers.values() {
        for old in layer.values() {
            let is_same = |new: &Rc<Annotation>| new.coder == old.coder && new.article == old.article;
            if !standing.get(&old.id).is_some_and(is_same) {
                edits.extend(Edit::remove(project, &Record::Annotation(old.clone()).key()));
            }
        }
    }
    for id in project.unplaced.keys().filter(|id| !unplaced.contains_key(id)) {
        edits.extend(Edit::remove(project, &Key::Unplaced(id.clone())));
    }
    let mut put = |record| edits.extend(Edit::put(project, record));
    standing.into_values().for_each(|annotation| put(Record::Annotation(annotation)));
    unplaced.into_values().for_each(|unplaced| put(Record::Unplaced(Rc::new(unplaced))));
    edits
}

/// Looks for the unplaced rows of both sides in all texts; those found join `annotations`.
fn place_again(
    ours: &Project,
    theirs: &Project,
    articles: &Map<ArticleId, Rc<Article>>,
    annotations: &mut Vec<Rc<Annotation>>,
) -> Map<AnnotationId, Unplaced> {
    let mut rows: Map<&AnnotationId, &Rc<Unplaced>> = ours.unplaced.iter().collect();
    for (id, row) in &theirs.unplaced {
        let known = rows.get_or_insert_with(id, || row);
        *known = if row.json > known.json { row } else { known };
    }
    let defaults = Defaults { codebook: theirs.codebook.version, ..Defaults::default() };
    let mut places = Places::new(articles);
    let mut still: Map<AnnotationId, Unplaced> = Map::new();
    let mut keep = |row: &Unplaced, why: Rc<str>| drop(still.insert(row.id.clone(), Unplaced { why, ..row.clone() }));
    let mut loose = Vec::new();
    for row in rows.into_values() {
        let raw = Raw::of(&row.json).ok();
        match raw.and_then(|raw| read_annotation(raw, defaults).ok()) {
            None => keep(row, row.why.clone()),
            Some(AnnotationRow::Newer { kind, .. }) => keep(row, newer_type(&kind).into()),
            Some(AnnotationRow::Known(annotation, anchor)) => match places.by_offsets(&annotation.article, &anchor) {
                Some((span, _)) => annotations.push(Rc::new(Annotation { span, ..*annotation })),
                None => loose.push((annotation, anchor, row)),
            },
        }
    }
    let wanted: Vec<(&ArticleId, &Anchor<'_>)> = loose.iter().map(|(a, anchor, _)| (&a.article, anchor)).collect();
    let answers = places.by_quotes(&wanted);
    for ((annotation, _, row), answer) in loose.into_iter().zip(answers) {
        match answer {
            Ok((article, span)) => annotations.push(Rc::new(Annotation { article, span, ..*annotation })),
            Err(why) => keep(row, why.into()),
        }
    }
    still
}

fn merged_info(ours: &Project, theirs: &Project) -> Record {
    let is_untouched = ours.layers.is_empty() && ours.unplaced.is_empty() && ours.coders.is_empty();
    let choose = |ours: &Rc<str>, theirs: &Rc<str>| {
        if ours.is_empty() || (is_untouched && !theirs.is_empty()) { theirs.clone() } else { ours.clone() }
    };
    Record::Info {
        id: choose(&ours.id, &theirs.id),
        name: choose(&ours.name, &theirs.name),
        extra: merged_extra(&ours.extra, &theirs.extra),
    }
}

fn merged_articles(ours: &Project, theirs: &Project) -> Map<ArticleId, Rc<Article>> {
    let mut articles = ours.articles.clone();
    for (id, new) in &theirs.articles {
        let Some(old) = articles.get(id) else {
            articles.insert(id.clone(), new.clone());
            continue;
        };
        let fill = |old: &Rc<str>, new: &Rc<str>| if old.is_empty() { new.clone() } else { old.clone() };
        let merged = Article {
            title: fill(&old.title, &new.title),
            outlet: fill(&old.outlet, &new.outlet),
            date: fill(&old.date, &new.date),
            author: fill(&old.author, &new.author),
            url: fill(&old.url, &new.url),
            lang: fill(&old.lang, &new.lang),
            extra: merged_extra(&old.extra, &new.extra),
            ..Article::clone(old)
        };
        articles.insert(id.clone(), Rc::new(merged));
    }
    articles
}

fn merged_entity(ours: &Project, new: &Rc<Entity>) -> Rc<Entity> {
    let Some(old) = ours.entities.get(&new.id) else { return new.clone() };
    let aliases: Set<Rc<str>> = old.aliases.iter().chain(&new.aliases).cloned().collect();
    Rc::new(Entity { aliases: aliases.into_iter().collect(), ..Entity::clone(old) })
}

fn merged_codebook(ours: &Project, theirs: &Project, standing: &Map<AnnotationId, Rc<Annotation>>) -> Codebook {
    let (ours, theirs) = (&*ours.codebook, &*theirs.codebook);
    let is_equal = ours.version == theirs.version;
    let is_theirs = theirs.version > ours.version || *ours == Codebook::default();
    let (mut merged, other) = if is_theirs { (theirs.clone(), ours) } else { (ours.clone(), theirs) };
    // Values of the other side's scale and positions count only where something says them: order is meaning here.
    let said: Set<&Rc<str>> = standing.values().filter_map(|a| value_of(&a.body)).collect();
    let used: Set<&str> = standing.values().filter_map(|a| codebook_id_of(&a.body)).collect();
    for (values, more) in
        [(&mut merged.sentiment.values, &other.sentiment.values), (&mut merged.positions, &other.positions)]
    {
        let new: Vec<_> = more.iter().filter(|v| said.contains(v) && !values.contains(v)).cloned().collect();
        values.extend(new);
    }
    let mut targets: Vec<_> = other.targets.iter().filter(|t| is_equal || used.contains(t.id.as_str())).collect();
    targets.retain(|new| merged.targets.iter().all(|old| old.id != new.id));
    order::sort_by(&mut targets, |a, b| a.id.cmp(&b.id));
    merged.targets.extend(targets.into_iter().cloned());
    let mut labels: Vec<_> = other.labels.iter().filter(|l| is_equal || used.contains(l.id.as_str())).collect();
    labels.retain(|new| merged.labels.iter().all(|old| old.id != new.id));
    order::sort_by(&mut labels, |a, b| a.id.cmp(&b.id));
    merged.labels.extend(labels.into_iter().cloned());
    merged
}

/// The later plan, whole: parts of two would assign articles twice. Of two of one time the greater text stands, so
/// that the order of merging never shows.
fn merged_plan(ours: &Project, theirs: &Project) -> Rc<Plan> {
    let key = |plan: &Plan| {
        let mut text = String::new();
        write_plan(&mut text, plan);
        (plan.modified, text)
    };
    if key(&theirs.plan) > key(&ours.plan) { theirs.plan.clone() } else { ours.plan.clone() }
}

fn value_of(body: &Body) -> Option<&Rc<str>> {
    match body {
        Body::Sentiment(value) => Some(value),
        Body::Stance { position, .. } => Some(position),
        _ => None,
    }
}

fn codebook_id_of(body: &Body) -> Option<&str> {
    match body {
        Body::Stance { target: Target::Concept(id), .. } => Some(id.as_str()),
        Body::Span(label) => Some(label.as_str()),
        _ => None,
    }
}

/// A coder that a file forgot to list is known by the id.
fn nameless(id: &CoderId) -> Rc<Coder> {
    let name = id.as_str().strip_prefix("c:").unwrap_or(id.as_str());
    Rc::new(Coder { id: id.clone(), name: name.into() })
}

/// The union of two objects' texts. Of two values the object stands, else the greater text, whatever the order.
fn merged_extra(a: &str, b: &str) -> Rc<str> {
    if a == b || b.is_empty() {
        return a.into();
    }
    let mut all: Map<String, String> = Map::new();
    for (name, raw) in Fields::of_text(a).into_pairs().chain(Fields::of_text(b).into_pairs()) {
        let new = minified(raw.get());
        let merged = match all.get(&*name) {
            Some(old) if old.starts_with('{') && new.starts_with('{') => merged_extra(old, &new).to_string(),
            Some(old) if (old.starts_with('{'), old) > (new.starts_with('{'), &new) => old.clone(),
            _ => new,
        };
        all.insert(name.into_owned(), merged);
    }
    let pairs: Vec<(&str, &str)> = all.iter().map(|(name, json)| (&**name, &**json)).collect();
    Fields::of_text("").rest_with(&pairs)
}
