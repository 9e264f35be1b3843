//! A project: articles, a codebook, and what coders said. Changed only through [`crate::edit`].

use super::{Annotation, AnnotationId, Article, ArticleId, Codebook, CoderId, EntityId, EntityKind, Plan, Time};
use crate::text::{Map, Set, order};
use std::rc::Rc;

/// Everything a project file holds. Parts are shared, so a clone is cheap and an edit copies what one coder said
/// of one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Project {
    /// Made once at random, kept through every export.
    pub id: Rc<str>,
    /// As shown.
    pub name: Rc<str>,
    /// What may be tagged.
    pub codebook: Rc<Codebook>,
    /// Who codes what.
    pub plan: Rc<Plan>,
    /// All texts by id; [`Project::reading_order`] is the order people see.
    pub articles: Map<ArticleId, Rc<Article>>,
    /// Everyone whose annotations are here.
    pub coders: Map<CoderId, Rc<Coder>>,
    /// Entities that people named, renamed or retyped; the engine's are derived.
    pub entities: Map<EntityId, Rc<Entity>>,
    /// What each coder said of each article.
    pub layers: Map<(CoderId, ArticleId), Rc<Layer>>,
    /// Annotations from a file whose place in the text could not be found; kept and listed.
    pub unplaced: Map<AnnotationId, Rc<Unplaced>>,
    /// Fields of a project file that this version does not know, as a JSON object's text; empty if none.
    pub extra: Rc<str>,
}

/// What one coder said of one article.
pub type Layer = Map<AnnotationId, Rc<Annotation>>;

/// A person who tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coder {
    /// `c:` and a slug of the name.
    pub id: CoderId,
    /// As given.
    pub name: Rc<str>,
    /// When suggestions were turned on and off, by time; none: they were never on. Suggestions may sway who tags, so
    /// whoever reads the tags can tell which were given beside them.
    pub suggestions: Vec<Turn>,
}

/// A moment from which on a coder worked with suggestions or without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Turn {
    /// From when on.
    pub at: Time,
    /// With or without.
    pub to: Suggestions,
}

/// Whether suggestions are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suggestions {
    /// They are not.
    #[default]
    Off,
    /// They are.
    On,
}

impl Coder {
    /// Whether the coder works with suggestions now.
    pub fn suggestions(&self) -> Suggestions {
        self.suggestions.last().map(|turn| turn.to).unwrap_or_default()
    }
}

/// A named thing that a person added or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// `e:` and a slug of the name.
    pub id: EntityId,
    /// As shown.
    pub name: Rc<str>,
    /// Type.
    pub kind: EntityKind,
    /// Other names, sorted.
    pub aliases: Vec<Rc<str>>,
}

/// An annotation of a file that fits no text of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Its id in the file.
    pub id: AnnotationId,
    /// Why it could not be placed, for a person.
    pub why: Rc<str>,
    /// The annotation as it stood: a JSON object's text.
    pub json: Rc<str>,
}

impl Project {
    /// The articles as lists show them: by outlet, date and title, those without an outlet last.
    pub fn reading_order(&self) -> Vec<Rc<Article>> {
        let mut articles: Vec<_> = self.articles.values().cloned().collect();
        fn key(x: &Article) -> impl Ord + '_ {
            (x.outlet.is_empty(), &x.outlet, &x.date, &x.title, &x.id)
        }
        order::sort_by(&mut articles, |a, b| key(a).cmp(&key(b)));
        articles
    }

    /// Every entity that a target of the codebook or an annotation refers to.
    pub fn entities_named(&self) -> Set<&EntityId> {
        let of_codebook = self.codebook.targets.iter().filter_map(|target| target.entity.as_ref());
        let annotations = self.layers.values().flat_map(|layer| layer.values());
        of_codebook.chain(annotations.flat_map(|annotation| annotation.body.entities())).collect()
    }

    /// What `coder` said of `article`; `None` if nothing.
    pub fn layer(&self, coder: &CoderId, article: &ArticleId) -> Option<&Rc<Layer>> {
        self.layers.get(&(coder.clone(), article.clone()))
    }

    /// All annotations of an article, by coder, then id.
    pub fn annotations_of<'a>(&'a self, article: &'a ArticleId) -> impl Iterator<Item = &'a Rc<Annotation>> {
        self.layers.iter().filter(move |((_, of), _)| of == article).flat_map(|(_, layer)| layer.values())
    }
}
