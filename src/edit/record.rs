//! The parts of a project that an edit can put, replace or take away.

use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Codebook, Coder, CoderId, Entity, EntityId, Plan, Project, Unplaced,
};
use std::rc::Rc;

/// One part of a project as it was or shall be.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// The project's id and name.
    Info {
        /// See [`Project::id`].
        id: Rc<str>,
        /// See [`Project::name`].
        name: Rc<str>,
        /// See [`Project::extra`].
        extra: Rc<str>,
    },
    /// A text with its metadata. A replacement has the same text, so only metadata differs.
    Article(Rc<Article>),
    /// What may be tagged.
    Codebook(Rc<Codebook>),
    /// Who codes what.
    Plan(Rc<Plan>),
    /// A person who tags.
    Coder(Rc<Coder>),
    /// A named thing that a person added or changed.
    Entity(Rc<Entity>),
    /// A statement about a stretch of text.
    Annotation(Rc<Annotation>),
    /// An imported statement that fits no text.
    Unplaced(Rc<Unplaced>),
}

/// Where a record stands in a project.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// There is one.
    Info,
    /// By id.
    Article(ArticleId),
    /// There is one.
    Codebook,
    /// There is one.
    Plan,
    /// By id.
    Coder(CoderId),
    /// By id.
    Entity(EntityId),
    /// By layer, then id.
    Annotation(CoderId, ArticleId, AnnotationId),
    /// By id.
    Unplaced(AnnotationId),
}

impl Record {
    /// Where the record stands.
    pub fn key(&self) -> Key {
        match self {
            Record::Info { .. } => Key::Info,
            Record::Article(article) => Key::Article(article.id.clone()),
            Record::Codebook(_) => Key::Codebook,
            Record::Plan(_) => Key::Plan,
            Record::Coder(coder) => Key::Coder(coder.id.clone()),
            Record::Entity(entity) => Key::Entity(entity.id.clone()),
            Record::Annotation(a) => Key::Annotation(a.coder.clone(), a.article.clone(), a.id.clone()),
            Record::Unplaced(unplaced) => Key::Unplaced(unplaced.id.clone()),
        }
    }
}

impl Key {
    /// What the project holds there now. Info, codebook and plan are always there.
    pub fn find(&self, project: &Project) -> Option<Record> {
        match self {
            Key::Info => {
                Some(Record::Info { id: project.id.clone(), name: project.name.clone(), extra: project.extra.clone() })
            }
            Key::Article(id) => project.articles.get(id).cloned().map(Record::Article),
            Key::Codebook => Some(Record::Codebook(project.codebook.clone())),
            Key::Plan => Some(Record::Plan(project.plan.clone())),
            Key::Coder(id) => project.coders.get(id).cloned().map(Record::Coder),
            Key::Entity(id) => project.entities.get(id).cloned().map(Record::Entity),
            Key::Annotation(coder, article, id) => {
                project.layer(coder, article)?.get(id).cloned().map(Record::Annotation)
            }
            Key::Unplaced(id) => project.unplaced.get(id).cloned().map(Record::Unplaced),
        }
    }
}
