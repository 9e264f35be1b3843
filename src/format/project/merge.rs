//! What a file changes in a project that is already there. A union: nothing is overwritten.
//!
//! - Annotations: both layers' stand; between two that cannot both stand, [`super::settle`] decides.
//!   The result does not depend on the order of merging, and a second merge of a file changes nothing.
//!   What another tool's file says again of a place is the tag that is there: such files have no ids of ours.
//!   There is no record of removals, so a tag removed in one copy comes back from another that has it.
//! - Articles, coders, entities: what is there stays; empty metadata, missing aliases and the moments at which a coder
//!   turned suggestions on or off are filled in. Entities merged or removed in one of the two are so in both, and forms
//!   taken out in either are taken out.
//! - Codebook: see [`super::codebook`].
//! - Plan: the later one stands.
//! - Project id, name: ours stand once anything was tagged or given a name; an untouched project takes the file's.
//! - Unplaced rows of both sides are looked for again in all texts, since the file may bring theirs.

use super::account::{Account, Outcome};
use super::codebook::merged_codebook;
use super::place::Places;
use super::read::{ReadProject, newer_type};
use super::settle::settle;
use crate::edit::{Edit, Key, Record};
use crate::format::json::{Fields, minified};
use crate::format::raw::Raw;
use crate::format::wire::{Anchor, AnnotationRow, Defaults, read_annotation, write_plan};
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Body, Coder, CoderId, Entity, Plan, Project, Standing, TakenForm,
    Turn, Unplaced,
};
use crate::text::{Map, Set, Span};
use std::rc::Rc;

/// The edits that bring a file into a project; none if it holds all of it already.
pub fn merge(project: &Project, read: &ReadProject) -> Vec<Edit> {
    merge_with_account(project, read).0
}

/// The same, and what became of the file.
pub fn merge_with_account(project: &Project, read: &ReadProject) -> (Vec<Edit>, Account) {
    let theirs = &read.project;
    let articles = merged_articles(project, theirs);
    let ours = || project.layers.values().flat_map(|layer| layer.values());
    let mut again = place_again(project, theirs, &articles);
    let said: Set<Said<'_>> = if read.is_of_tool { ours().map(|a| Said::of(a)).collect() } else { Set::new() };
    let new = theirs.layers.values().flat_map(|layer| layer.values()).chain(&again.placed);
    let new = new.filter(|annotation| !said.contains(&Said::of(annotation)));
    let annotations: Vec<Rc<Annotation>> = ours().chain(new).cloned().collect();
    let (standing, _) = settle(annotations);
    again.still.retain(|id, _| !standing.contains_key(id));
    let Again { placed, by_quote, still: unplaced } = &again;

    let mut edits = Vec::new();
    let mut put = |record| edits.extend(Edit::put(project, record));
    put(merged_info(project, theirs));
    put(Record::Codebook(Rc::new(merged_codebook(&project.codebook, &theirs.codebook, &standing))));
    put(Record::Plan(merged_plan(project, theirs)));
    articles.into_values().for_each(|article| put(Record::Article(article)));
    let named = theirs.coders.values().cloned().chain(standing.values().map(|a| nameless(&a.coder)));
    let mut coders: Map<CoderId, Rc<Coder>> = project.coders.clone();
    for coder in named {
        let known = coders.get_or_insert_with(coder.id.clone(), || coder.clone());
        *known = merged_coder(known, &coder);
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
    standing.values().for_each(|annotation| put(Record::Annotation(annotation.clone())));
    unplaced.values().for_each(|unplaced| put(Record::Unplaced(Rc::new(unplaced.clone()))));
    let outcome = Outcome { ours: project, read, placed, by_quote, standing: &standing, unplaced, edits: &edits };
    let account = outcome.account();
    (edits, account)
}

/// What somebody says of a place, whatever it is called and whenever it was said.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Said<'a>(&'a ArticleId, &'a CoderId, Span, &'a Body);

impl Said<'_> {
    pub(super) fn of(annotation: &Annotation) -> Said<'_> {
        Said(&annotation.article, &annotation.coder, annotation.span, &annotation.body)
    }
}

/// What became of rows that had no place.
struct Again {
    placed: Vec<Rc<Annotation>>,
    /// Those of them that their quotes placed.
    by_quote: Set<AnnotationId>,
    still: Map<AnnotationId, Unplaced>,
}

/// Looks for the unplaced rows of both sides in all texts.
fn place_again(ours: &Project, theirs: &Project, articles: &Map<ArticleId, Rc<Article>>) -> Again {
    let mut rows: Map<&AnnotationId, &Rc<Unplaced>> = ours.unplaced.iter().collect();
    for (id, row) in &theirs.unplaced {
        let known = rows.get_or_insert_with(id, || row);
        *known = if row.json > known.json { row } else { known };
    }
    let defaults = Defaults { codebook: theirs.codebook.version, ..Defaults::default() };
    let with_url = articles.values().filter(|article| !article.url.is_empty());
    let by_url: Map<&str, &ArticleId> = with_url.map(|article| (&*article.url, &article.id)).collect();
    let mut places = Places::new(articles);
    let (mut placed, mut by_quote) = (Vec::new(), Set::new());
    let mut still: Map<AnnotationId, Unplaced> = Map::new();
    let mut keep = |row: &Unplaced, why: Rc<str>| drop(still.insert(row.id.clone(), Unplaced { why, ..row.clone() }));
    let mut loose = Vec::new();
    for row in rows.into_values() {
        let raw = Raw::of(&row.json).ok();
        match raw.and_then(|raw| read_annotation(raw, defaults).ok()) {
            None => keep(row, row.why.clone()),
            Some(AnnotationRow::Newer { kind, .. }) => keep(row, newer_type(&kind).into()),
            Some(AnnotationRow::Known(mut annotation, anchor)) => {
                // A web annotation names the page that the article stood on.
                if let Some(id) = by_url.get(annotation.article.as_str()) {
                    annotation.article = (*id).clone();
                }
                match places.by_offsets(&annotation.article, &anchor) {
                    Some((article, span, _)) => placed.push(Rc::new(Annotation { article, span, ..*annotation })),
                    None => loose.push((annotation, anchor, row)),
                }
            }
        }
    }
    let wanted: Vec<(&ArticleId, &Anchor<'_>)> = loose.iter().map(|(a, anchor, _)| (&a.article, anchor)).collect();
    let answers = places.by_quotes(&wanted);
    for ((annotation, _, row), answer) in loose.into_iter().zip(answers) {
        match answer {
            Ok((article, span)) => {
                by_quote.insert(annotation.id.clone());
                placed.push(Rc::new(Annotation { article, span, ..*annotation }));
            }
            Err(why) => keep(row, why.into()),
        }
    }
    Again { placed, by_quote, still }
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
    let taken: Set<TakenForm> = old.taken.iter().chain(&new.taken).cloned().collect();
    Rc::new(Entity {
        aliases: aliases.into_iter().collect(),
        standing: merged_standing(&old.standing, &new.standing),
        taken: taken.into_iter().collect(),
        ..Entity::clone(old)
    })
}

/// What somebody decided stands before what nobody did, and of two decisions always the same one, so that the order of
/// merging does not show.
fn merged_standing(a: &Standing, b: &Standing) -> Standing {
    match (a, b) {
        (Standing::MergedInto(a), Standing::MergedInto(b)) => Standing::MergedInto(a.min(b).clone()),
        (Standing::MergedInto(_), _) | (_, Standing::Own) => a.clone(),
        (_, Standing::MergedInto(_)) | (Standing::Own, _) => b.clone(),
        (Standing::Removed, Standing::Removed) => Standing::Removed,
    }
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

/// When suggestions were on is told by both.
fn merged_coder(old: &Rc<Coder>, new: &Rc<Coder>) -> Rc<Coder> {
    let turns: Set<Turn> = old.suggestions.iter().chain(&new.suggestions).copied().collect();
    if turns.len() == old.suggestions.len() {
        return old.clone();
    }
    Rc::new(Coder { suggestions: turns.into_iter().collect(), ..Coder::clone(old) })
}

/// A coder that a file forgot to list is known by the id.
fn nameless(id: &CoderId) -> Rc<Coder> {
    let name = id.as_str().strip_prefix("c:").unwrap_or(id.as_str());
    Rc::new(Coder { id: id.clone(), name: name.into(), suggestions: Vec::new() })
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
