//! A project and a transaction make the next project.

use super::{Edit, Key, Record, Transaction};
use crate::model::{ArticleId, Body, EntityId, Project};
use crate::text::{Set, Span};
use std::fmt;
use std::rc::Rc;

/// What a transaction changed, for those who show it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touched {
    /// Stretches whose annotations changed, by article.
    pub spans: Vec<(ArticleId, Span)>,
    /// Articles that came, went or have other metadata.
    pub articles: Set<ArticleId>,
    /// Whether the codebook changed.
    pub is_codebook_touched: bool,
    /// Whether the plan changed, or a coder locked an article.
    pub is_plan_touched: bool,
    /// Whether a mention was corrected or is no longer, in the articles of `spans`.
    pub is_mentions_touched: bool,
    /// Entities that were merged, renamed and so on, which can show in any article.
    pub entities: Set<EntityId>,
}

/// Why a transaction does not fit the project. A bug or a stale command; the project stays as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct EditError {
    /// Index of the edit in the transaction.
    pub edit_ix: usize,
    kind: EditErrorKind,
}

#[derive(Clone, Debug, PartialEq)]
enum EditErrorKind {
    Empty,
    KeyChanged,
    Stale(Key),
    TextChanged(ArticleId),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "edit {}: ", self.edit_ix + 1)?;
        match &self.kind {
            EditErrorKind::Empty => write!(f, "it has neither a before nor an after"),
            EditErrorKind::KeyChanged => write!(f, "before and after are different records"),
            EditErrorKind::Stale(key) => write!(f, "the project no longer holds what it replaces ({key:?})"),
            EditErrorKind::TextChanged(id) => write!(f, "it would change the text of article {id}"),
        }
    }
}

impl std::error::Error for EditError {}

/// Applies all edits of `transaction` or none.
pub fn apply(project: &Project, transaction: &Transaction) -> Result<(Project, Touched), EditError> {
    let mut next = project.clone();
    let mut touched = Touched::default();
    for (edit_ix, edit) in transaction.edits.iter().enumerate() {
        let fail = |kind| EditError { edit_ix, kind };
        let key = check(&next, edit).map_err(fail)?;
        touched.note(edit);
        set(&mut next, key, edit.after.clone());
    }
    Ok((next, touched))
}

/// Whether the project holds what an edit replaces.
pub(super) fn fits(project: &Project, edit: &Edit) -> bool {
    check(project, edit).is_ok()
}

fn check(project: &Project, edit: &Edit) -> Result<Key, EditErrorKind> {
    let key = edit.key().ok_or(EditErrorKind::Empty)?;
    if edit.before.as_ref().is_some_and(|before| before.key() != key) {
        return Err(EditErrorKind::KeyChanged);
    }
    if key.find(project) != edit.before {
        return Err(EditErrorKind::Stale(key));
    }
    if let (Some(Record::Article(before)), Some(Record::Article(after))) = (&edit.before, &edit.after)
        && before.text != after.text
    {
        return Err(EditErrorKind::TextChanged(after.id.clone()));
    }
    Ok(key)
}

pub(super) fn set(project: &mut Project, key: Key, after: Option<Record>) {
    match (key, after) {
        (_, Some(Record::Info { id, name, extra })) => {
            (project.id, project.name, project.extra) = (id, name, extra);
        }
        (_, Some(Record::Codebook(codebook))) => project.codebook = codebook,
        (_, Some(Record::Plan(plan))) => project.plan = plan,
        (Key::Article(id), Some(Record::Article(article))) => {
            project.articles.insert(id, article);
        }
        (Key::Coder(id), Some(Record::Coder(coder))) => {
            project.coders.insert(id, coder);
        }
        (Key::Entity(id), Some(Record::Entity(entity))) => {
            project.entities.insert(id, entity);
        }
        (Key::Unplaced(id), Some(Record::Unplaced(unplaced))) => {
            project.unplaced.insert(id, unplaced);
        }
        (Key::Annotation(coder, article, id), Some(Record::Annotation(annotation))) => {
            Rc::make_mut(project.layers.get_or_insert_with((coder, article), Rc::default)).insert(id, annotation);
        }
        (Key::Annotation(coder, article, id), _) => {
            let place = (coder, article);
            if let Some(layer) = project.layers.get_mut(&place) {
                Rc::make_mut(layer).remove(&id);
                if layer.is_empty() {
                    project.layers.remove(&place);
                }
            }
        }
        (Key::Article(id), _) => drop(project.articles.remove(&id)),
        (Key::Coder(id), _) => drop(project.coders.remove(&id)),
        (Key::Entity(id), _) => drop(project.entities.remove(&id)),
        (Key::Unplaced(id), _) => drop(project.unplaced.remove(&id)),
        // `find` always answers for these, so an edit that takes them away has no inverse to apply.
        (Key::Info | Key::Codebook | Key::Plan, _) => {}
    }
}

impl Touched {
    fn note(&mut self, edit: &Edit) {
        for record in [&edit.before, &edit.after].into_iter().flatten() {
            match record {
                Record::Annotation(a) => {
                    self.spans.push((a.article.clone(), a.span));
                    self.is_mentions_touched |= matches!(a.body, Body::Mention { .. });
                    self.is_plan_touched |= matches!(a.body, Body::Lock(_));
                }
                Record::Article(article) => drop(self.articles.insert(article.id.clone())),
                Record::Codebook(_) => self.is_codebook_touched = true,
                Record::Plan(_) => self.is_plan_touched = true,
                Record::Entity(entity) => drop(self.entities.insert(entity.id.clone())),
                Record::Info { .. } | Record::Coder(_) | Record::Unplaced(_) => {}
            }
        }
    }
}
