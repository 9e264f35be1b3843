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
    /// Whether it is a thing of its own.
    pub standing: Standing,
    /// Forms that name it although the engine takes them for another thing, sorted.
    pub taken: Vec<TakenForm>,
}

/// Whether an entity is a thing of its own. The order is the one in which merging files decides: the later stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is.
    #[default]
    Own,
    /// It is no name: what the engine found of it is not shown.
    Removed,
    /// It is the same as this one.
    MergedInto(EntityId),
}

/// A form by which an entity is named, taken out of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TakenForm {
    /// Whose form it is without this.
    pub from: EntityId,
    /// The words, as they stand in the text.
    pub form: Rc<str>,
}

impl Entity {
    /// The other entities it refers to.
    pub fn others(&self) -> impl Iterator<Item = &EntityId> {
        let whole = if let Standing::MergedInto(id) = &self.standing { Some(id) } else { None };
        whole.into_iter().chain(self.taken.iter().map(|taken| &taken.from))
    }

    /// A thing of its own with this name.
    pub fn new(id: EntityId, name: Rc<str>, kind: EntityKind) -> Entity {
        Entity { id, name, kind, aliases: Vec::new(), standing: Standing::Own, taken: Vec::new() }
    }
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
        order::sort_by(&mut articles, |a, b| a.place_in_lists().cmp(&b.place_in_lists()));
        articles
    }

    /// Every entity that a target of the codebook, an annotation or another entity refers to.
    pub fn entities_named(&self) -> Set<&EntityId> {
        let of_codebook = self.codebook.targets.iter().filter_map(|target| target.entity.as_ref());
        let annotations = self.layers.values().flat_map(|layer| layer.values());
        let of_annotations = annotations.flat_map(|annotation| annotation.body.entities());
        of_codebook.chain(of_annotations).chain(self.entities.values().flat_map(|entity| entity.others())).collect()
    }

    /// The entity that this one is after merging: itself, or what it was merged into at the end of the chain. Files of
    /// two people can merge in a ring; then the least id of the ring stands for all.
    pub fn standing<'a>(&'a self, id: &'a EntityId) -> &'a EntityId {
        let next = |id: &EntityId| match &self.entities.get(id)?.standing {
            Standing::MergedInto(other) => Some(other),
            _ => None,
        };
        let mut passed: Vec<&EntityId> = vec![id];
        let mut at = id;
        while let Some(other) = next(at) {
            if let Some(ix) = passed.iter().position(|known| *known == other) {
                return passed[ix..].iter().min().copied().unwrap_or(other);
            }
            passed.push(other);
            at = other;
        }
        at
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
