//! Makes suggestions: follows one coder's tags and answers what might be tagged. It lives in the worker.
//!
//! The order of what it learned is told by the tags themselves, so it answers the same after a reload.

use super::suggesting::{Lesson, Wish};
use crate::edit::{Edit, Record};
use crate::find::analyze;
use crate::find::suggest::{Asked, Learner, Study, Suggestion, Task, features, suggestions};
use crate::model::{ArticleId, Codebook, Document, EntityId, Target};
use crate::text::{Map, Span};
use std::rc::Rc;

/// How many of the sentences it is least sure of are named.
const N_UNCERTAIN: usize = 50;

/// The suggesters' knowledge of one coder.
#[derive(Debug, Default)]
pub struct Tutor {
    codebook: Rc<Codebook>,
    study: Study,
    /// What was found in the texts, without tokens.
    documents: Map<ArticleId, Rc<Document>>,
    is_taught: bool,
}

/// Finds the text of an article.
type Texts<'a> = &'a dyn Fn(&ArticleId) -> Option<Rc<str>>;

impl Tutor {
    /// Learns; whether it could. A step means nothing to one that never began.
    pub fn learn(&mut self, lesson: &Lesson, texts: Texts<'_>) -> bool {
        let edits = match lesson {
            Lesson::Step(edits) if self.is_taught => edits,
            Lesson::Step(_) => return false,
            Lesson::Anew(edits) => {
                let codebook = edits.iter().find_map(|edit| match &edit.after {
                    Some(Record::Codebook(codebook)) => Some(codebook.clone()),
                    _ => None,
                });
                self.codebook = codebook.unwrap_or_default();
                self.study = Study::new(&self.codebook);
                self.is_taught = true;
                edits
            }
        };
        for Edit { before, after } in edits {
            if let Some(Record::Annotation(old)) = before {
                self.study.forget(old);
            }
            if let Some(Record::Annotation(new)) = after
                && let Some(text) = texts(&new.article)
            {
                self.study.take(new, &text);
            }
        }
        true
    }

    /// What it would tag in the stretch that is asked for.
    pub fn suggest(&mut self, wish: &Wish, texts: Texts<'_>) -> Vec<Suggestion> {
        let Some(text) = texts(&wish.article) else { return Vec::new() };
        let tasks = self.tasks(wish.target.as_ref());
        tasks.iter().for_each(|task| self.study.learn(task));
        let document = self.document(&wish.article, &text);
        let id = |key: &str| {
            let own = EntityId::new(format!("e:{key}"));
            wish.ids.iter().find(|[known, _]| *known == own).map_or(own, |[_, id]| id.clone())
        };
        let ids: Vec<EntityId> = document.entities.iter().map(|entity| id(&entity.key)).collect();
        let first = document.sentences.partition_point(|sentence| sentence.span.start < wish.within.start);
        let end = document.sentences.partition_point(|sentence| sentence.span.start < wish.within.end);
        let of_sentence = |sentence_ix| {
            suggestions(&Asked {
                text: &text,
                document: &document,
                ids: &ids,
                sentence_ix,
                codebook: &self.codebook,
                target: wish.target.as_ref(),
                study: &self.study,
            })
        };
        (first..end).flat_map(of_sentence).collect()
    }

    /// Begins to look for the sentences that it is least sure of; `None` while it has too few tags to say.
    pub fn seek(&mut self, target: Option<&Target>) -> Option<Search> {
        let tasks = self.tasks(target);
        tasks.iter().for_each(|task| self.study.learn(task));
        let tasks: Vec<Task> = tasks.into_iter().filter(|task| self.study.learner(task).is_some()).collect();
        (!tasks.is_empty()).then(|| Search { tasks, found: Vec::new() })
    }

    /// Looks through one article.
    pub fn look(&mut self, search: &mut Search, id: &ArticleId, text: &str) {
        let document = self.document(id, text);
        for sentence in &document.sentences {
            if self.study.is_tagged(id, sentence.span) {
                continue;
            }
            let features = features(text, sentence.span);
            let learners = search.tasks.iter().filter_map(|task| self.study.learner(task));
            let entropy: f32 = learners.map(|learner| Learner::entropy(&learner.read(&features))).sum();
            search.found.push((entropy, id.clone(), sentence.span));
        }
        search.cut();
    }

    fn tasks(&self, target: Option<&Target>) -> Vec<Task> {
        [Some(Task::Sentiment), target.cloned().map(Task::Position)].into_iter().flatten().collect()
    }

    fn document(&mut self, id: &ArticleId, text: &str) -> Rc<Document> {
        let found =
            self.documents.get_or_insert_with(id.clone(), || Rc::new(Document { tokens: Vec::new(), ..analyze(text) }));
        found.clone()
    }
}

/// A search for the sentences that the learners are least sure of.
#[derive(Debug)]
pub struct Search {
    tasks: Vec<Task>,
    found: Vec<(f32, ArticleId, Span)>,
}

impl Search {
    /// The sentences, the least sure first.
    pub fn result(mut self) -> Vec<(ArticleId, Span)> {
        self.cut();
        self.found.into_iter().map(|(_, id, span)| (id, span)).collect()
    }

    fn cut(&mut self) {
        self.found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (&a.1, a.2).cmp(&(&b.1, b.2))));
        self.found.truncate(N_UNCERTAIN);
    }
}
