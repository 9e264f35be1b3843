//! What one coder tagged so far, and what was learned from it.
//!
//! It follows annotations as they come, change and go. The order that learners see is that in which sentences were
//! first tagged, which the annotations tell, so a reload learns the same.

use super::features::{Features, features};
use super::learner::Learner;
use super::proposal::Task;
use crate::model::{Annotation, AnnotationId, ArticleId, Body, Codebook, ScaleKind, Target, Time};
use crate::text::{Map, Set, Span};
use std::rc::Rc;

/// From how many tags on a learner speaks.
pub const ACTIVE_FROM: usize = 20;

/// One coder's tags with the learners trained on them.
#[derive(Clone, Debug, Default)]
pub struct Study {
    sentences: Map<(ArticleId, u32), Sentence>,
    learners: Map<Task, Learner>,
    sentiments: Vec<Rc<str>>,
    positions: Vec<Rc<str>>,
    kind: ScaleKind,
}

#[derive(Clone, Debug, Default)]
struct Sentence {
    features: Features,
    tags: Map<AnnotationId, (Time, Body)>,
}

impl Study {
    /// One without a tag, under this codebook.
    pub fn new(codebook: &Codebook) -> Study {
        let (sentiments, positions) = (codebook.sentiment.values.clone(), codebook.positions.clone());
        Study { sentiments, positions, kind: codebook.sentiment.kind, ..Study::default() }
    }

    /// Takes in a tag of the coder, new or changed. `text` is the article's.
    pub fn take(&mut self, annotation: &Annotation, text: &str) {
        if Task::of(&annotation.body).is_none() || text.get(annotation.span.range()).is_none() {
            return;
        }
        let place = (annotation.article.clone(), annotation.span.start);
        let sentence = self
            .sentences
            .get_or_insert_with(place, || Sentence { features: features(text, annotation.span), tags: Map::new() });
        sentence.tags.insert(annotation.id.clone(), (annotation.created, annotation.body.clone()));
    }

    /// Forgets a tag.
    pub fn forget(&mut self, annotation: &Annotation) {
        let place = (annotation.article.clone(), annotation.span.start);
        if let Some(sentence) = self.sentences.get_mut(&place) {
            sentence.tags.remove(&annotation.id);
            if sentence.tags.is_empty() {
                self.sentences.remove(&place);
            }
        }
    }

    /// Whether a tag begins within this stretch.
    pub fn is_tagged(&self, article: &ArticleId, span: Span) -> bool {
        let before = self.sentences.below(&(article.clone(), span.end));
        before.last().is_some_and(|((of, start), _)| of == article && *start >= span.start)
    }

    /// The targets of the coder's stances.
    pub fn targets(&self) -> Set<&Target> {
        let tags = self.sentences.values().flat_map(|sentence| sentence.tags.values());
        tags.filter_map(|(_, body)| match body {
            Body::Stance { target, .. } => Some(target),
            _ => None,
        })
        .collect()
    }

    /// How many sentences tell something of this task.
    pub fn n_tags(&self, task: &Task) -> usize {
        let has = |sentence: &&Sentence| sentence.tags.values().any(|(_, body)| Task::of(body).as_ref() == Some(task));
        self.sentences.values().filter(has).count()
    }

    /// Brings the learner of a task up to date with the tags.
    pub fn learn(&mut self, task: &Task) {
        if self.n_tags(task) < ACTIVE_FROM {
            self.learners.remove(task);
            return;
        }
        let mut examples: Vec<_> = self
            .sentences
            .values()
            .filter_map(|sentence| {
                let first = sentence.tags.iter().map(|(id, (created, _))| (*created, id)).min()?;
                Some((first, &sentence.features, self.class_of(sentence, task)?))
            })
            .collect();
        examples.sort_by(|a, b| a.0.cmp(&b.0));
        let examples: Vec<(&Features, usize)> =
            examples.iter().map(|(_, features, class)| (*features, *class)).collect();
        let n_classes = self.n_classes(task);
        let is_scale = *task == Task::Sentiment && self.kind != ScaleKind::Nominal;
        let new = || if is_scale { Learner::of_scale(n_classes) } else { Learner::new(n_classes) };
        self.learners.get_or_insert_with(task.clone(), new).follow(&examples);
    }

    /// What was learned for a task; `None` until there are [`ACTIVE_FROM`] tags and [`Study::learn`] was called.
    pub fn learner(&self, task: &Task) -> Option<&Learner> {
        self.learners.get(task)
    }

    /// The value of a class of a task; `None` for the class of sentences without a stance toward the target.
    pub fn value(&self, task: &Task, class: usize) -> Option<&Rc<str>> {
        match task {
            Task::Sentiment => self.sentiments.get(class),
            Task::Position(_) => self.positions.get(class),
        }
    }

    fn n_classes(&self, task: &Task) -> usize {
        match task {
            Task::Sentiment => self.sentiments.len(),
            Task::Position(_) => self.positions.len() + 1,
        }
    }

    /// The class of a tagged sentence. Toward a target, those that the coder tagged without a stance are one as well.
    fn class_of(&self, sentence: &Sentence, task: &Task) -> Option<usize> {
        let tags = sentence.tags.values().map(|(_, body)| body);
        match task {
            Task::Sentiment => tags.into_iter().find_map(|body| match body {
                Body::Sentiment(value) => self.sentiments.iter().position(|known| known == value),
                _ => None,
            }),
            Task::Position(wanted) => {
                let found = tags.into_iter().find_map(|body| match body {
                    Body::Stance { target, position, .. } if target == wanted => Some(position),
                    _ => None,
                });
                match found {
                    Some(position) => self.positions.iter().position(|known| known == position),
                    None => Some(self.positions.len()),
                }
            }
        }
    }
}
