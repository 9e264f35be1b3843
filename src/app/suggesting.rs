//! Suggestions as the page has them: whether they are on, what the worker must learn and is asked, and what it said.
//!
//! What is suggested is made in the worker ([`super::tutor`]). Here a suggestion is shown, accepted as a tag of its own
//! origin, or gone as soon as the coder decides otherwise. Nothing is tagged by itself.

use super::panel::Panel;
use super::session::{Place, Session};
use super::tagging::{self, Ready, ready};
use super::update::{Action, Change, Effect};
use super::words;
use crate::edit::{Edit, Record, Transaction};
use crate::find::suggest::{ACTIVE_FROM, Suggestion};
use crate::model::{
    Annotation, ArticleId, Body, Coder, CoderId, Document, EntityId, Holder, Origin, Suggestions, Target, Time, Turn,
};
use crate::text::{Set, Span};
use std::rc::Rc;

/// So many sentences are asked for together; those before and after them as well.
const STEP: u32 = 40;

/// What the session keeps of suggestions.
#[derive(Debug, Default)]
pub struct Suggested {
    /// Goes up with each answer.
    pub version: u32,
    /// By place.
    list: Vec<Rc<Suggestion>>,
    /// Of which article the list is.
    of: Option<ArticleId>,
    wish: Option<Wish>,
    /// Whose tags the worker follows.
    pupil: Option<CoderId>,
    /// Steps that it has not been told.
    pub(super) steps: Vec<Rc<Transaction>>,
    n_lessons: u32,
}

/// What the worker is asked for. An answer to another wish than the last comes too late.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The article.
    pub article: ArticleId,
    /// The stretch whose sentences are wanted.
    pub within: Span,
    /// The active target.
    pub target: Option<Target>,
    /// Ids of entities whose key in the article's own document is another one: own, then as the corpus has it.
    pub ids: Vec<[EntityId; 2]>,
    /// How many lessons the worker had.
    pub n_lessons: u32,
}

/// What the worker shall learn.
#[derive(Clone, Debug, PartialEq)]
pub enum Lesson {
    /// This coder's tags, all of them, under the codebook that is the first edit.
    Anew(Vec<Edit>),
    /// What changed in them.
    Step(Vec<Edit>),
}

impl Session {
    /// Whether whoever tags here works with suggestions.
    pub fn is_suggesting(&self) -> bool {
        self.suggesting_coder().is_some()
    }

    /// Goes up whenever the worker suggests something else.
    pub fn suggested_version(&self) -> u32 {
        self.suggested.version
    }

    /// What is suggested for the current sentence and not decided by the coder, sentiment first. Sentences that are
    /// chosen together get no suggestions.
    pub fn suggestions(&self) -> Vec<Rc<Suggestion>> {
        let (Some(state), Some(sentence)) = (self.article(), self.sentence()) else { return Vec::new() };
        if !self.is_suggesting() || self.batch().is_some() || self.suggested.of.as_ref() != Some(&state.article.id) {
            return Vec::new();
        }
        let tags = state.tags(self.place().sentence_ix);
        let is_open = |suggestion: &Rc<Suggestion>| match &suggestion.body {
            Body::Sentiment(_) => tags.sentiment.is_none(),
            Body::Stance { holder, target, .. } => {
                let target = self.standing_target(target);
                let is_decided = |tag: &Rc<Annotation>| match &tag.body {
                    Body::Stance { target: decided, .. } => self.standing_target(decided) == target,
                    _ => false,
                };
                let is_of_himself = matches!((holder, &target), (Holder::Entity(a), Target::Entity(b)) if a == b);
                !is_of_himself && !tags.stances.iter().any(is_decided) && !self.tells(holder, &target)
            }
            _ => false,
        };
        let list = &self.suggested.list;
        let from = list.partition_point(|suggestion| suggestion.span.start < sentence.start);
        let here = list.iter().skip(from).take_while(|suggestion| suggestion.span.start < sentence.end);
        here.map(|suggestion| self.said_by_whom_it_is(suggestion)).filter(is_open).collect()
    }

    /// The suggestion with the speaker whom the coder put in the place of the engine's.
    fn said_by_whom_it_is(&self, suggestion: &Rc<Suggestion>) -> Rc<Suggestion> {
        let Place { article_ix, sentence_ix } = self.place();
        let by_engine = || {
            let sentence = *self.article()?.document.as_ref()?.sentences.get(sentence_ix as usize)?;
            Some(Holder::Entity(self.entities().id_in(article_ix, sentence.speaker?)))
        };
        let said = self.said(article_ix, sentence_ix).filter(|said| said.correction.is_some());
        match (&suggestion.body, said) {
            (Body::Stance { holder, target, position }, Some(said)) if by_engine().as_ref() == Some(holder) => {
                let holder = said.speaker.map_or(Holder::Outlet, Holder::Entity);
                let body = Body::Stance { holder, target: target.clone(), position: position.clone() };
                Rc::new(Suggestion { body, ..Suggestion::clone(suggestion) })
            }
            _ => suggestion.clone(),
        }
    }

    /// Whether a stance is about somebody whose name is covered in the open article.
    fn tells(&self, holder: &Holder, target: &Target) -> bool {
        let is_covered = |id: &EntityId| self.is_name_covered(self.place().article_ix, id);
        matches!(holder, Holder::Entity(id) if is_covered(id)) || matches!(target, Target::Entity(id) if is_covered(id))
    }

    /// Takes in what the worker suggests, unless something else is wanted by now.
    pub(super) fn take_suggestions(&mut self, wish: &Wish, list: Vec<Rc<Suggestion>>) {
        if self.suggested.wish.as_ref() == Some(wish) {
            self.suggested.of = Some(wish.article.clone());
            self.suggested.list = list;
            self.suggested.version += 1;
        }
    }

    /// The worker knows nothing of the coder's tags any more.
    pub(super) fn teach_anew(&mut self) {
        self.suggested.pupil = None;
    }

    /// What the worker must learn and is to be asked after an update.
    pub(super) fn ask_for_suggestions(&mut self) -> Vec<Effect> {
        let steps = std::mem::take(&mut self.suggested.steps);
        let Some(coder) = self.suggesting_coder().map(|coder| coder.id.clone()) else {
            self.suggested.pupil = None;
            self.suggested.wish = None;
            return Vec::new();
        };
        let mut effects: Vec<Effect> = self.lesson(&coder, &steps).map(Effect::Learn).into_iter().collect();
        self.suggested.n_lessons += effects.len() as u32;
        self.suggested.pupil = Some(coder);
        let wish = self.wish();
        if wish != self.suggested.wish {
            effects.extend(wish.clone().map(Effect::Suggest));
            self.suggested.wish = wish;
        }
        effects
    }

    fn suggesting_coder(&self) -> Option<&Rc<Coder>> {
        self.project().coders.get(self.coder()?).filter(|coder| coder.suggestions() == Suggestions::On)
    }

    fn lesson(&self, coder: &CoderId, steps: &[Rc<Transaction>]) -> Option<Lesson> {
        let edits = || steps.iter().flat_map(|step| &step.edits);
        let is_codebook = |edit: &Edit| matches!(edit.after, Some(Record::Codebook(_)));
        if self.suggested.pupil.as_ref() != Some(coder) || edits().any(is_codebook) {
            let new = |record| Edit { before: None, after: Some(record) };
            let layers = self.project().layers.iter().filter(|((of, _), _)| of == coder);
            let tags = layers.flat_map(|(_, layer)| layer.values()).filter(|tag| is_learned(tag));
            let tags = tags.map(|tag| new(Record::Annotation(tag.clone())));
            return Some(Lesson::Anew(
                [new(Record::Codebook(self.project().codebook.clone()))].into_iter().chain(tags).collect(),
            ));
        }
        let is_lesson = |edit: &&Edit| {
            matches!(edit.after.as_ref().or(edit.before.as_ref()),
                Some(Record::Annotation(tag)) if tag.coder == *coder && is_learned(tag))
        };
        let lesson: Vec<Edit> = edits().filter(is_lesson).cloned().collect();
        (!lesson.is_empty()).then_some(Lesson::Step(lesson))
    }

    fn wish(&self) -> Option<Wish> {
        let (place, state) = (self.place(), self.article()?);
        let document = state.document.as_ref()?;
        let sentences = &document.sentences;
        let step = place.sentence_ix / STEP;
        let first = sentences.get((step.saturating_sub(1) * STEP) as usize)?;
        let last = sentences.get(((step + 2) * STEP) as usize - 1).or(sentences.last())?;
        let within = Span { start: first.span.start, end: last.span.end };
        Some(Wish {
            article: state.article.id.clone(),
            within,
            target: self.target().cloned(),
            ids: self.renamed_ids(place.article_ix, document, within),
            n_lessons: self.suggested.n_lessons,
        })
    }

    /// The entities named in a stretch that the corpus knows by another id than the article's own text gives.
    fn renamed_ids(&self, article_ix: usize, document: &Document, within: Span) -> Vec<[EntityId; 2]> {
        let (mentions, sentences) = (&document.mentions, &document.sentences);
        let first = mentions.partition_point(|mention| mention.span.start < within.start);
        let named = mentions[first..].iter().take_while(|mention| mention.span.start < within.end);
        let first = sentences.partition_point(|sentence| sentence.span.start < within.start);
        let spoken = sentences[first..].iter().take_while(|sentence| sentence.span.start < within.end);
        let all = named.map(|mention| mention.entity).chain(spoken.filter_map(|sentence| sentence.speaker));
        let all: Set<u32> = all.collect();
        all.iter()
            .filter_map(|ix| {
                let own = EntityId::new(format!("e:{}", document.entities.get(*ix as usize)?.key));
                let id = self.entities().id_in(article_ix, *ix);
                (own != id).then_some([own, id])
            })
            .collect()
    }
}

fn is_learned(tag: &Annotation) -> bool {
    matches!(tag.body, Body::Sentiment(_) | Body::Stance { .. })
}

/// Turns suggestions on or off for whoever tags; the project keeps when, so that its reader knows.
pub(super) fn turn(session: &Session, now: Time) -> Option<Vec<Change>> {
    let Some(coder) = session.coder().and_then(|id| session.project().coders.get(id)) else {
        let then = Some(Box::new(Action::Command("suggestions")));
        return Some(vec![Change::Panel(Some(Panel::CoderName { then }))]);
    };
    let (to, label) = match coder.suggestions() {
        Suggestions::Off => (Suggestions::On, "Suggestions on"),
        Suggestions::On => (Suggestions::Off, "Suggestions off"),
    };
    let suggestions = coder.suggestions.iter().copied().chain([Turn { at: now, to }]).collect();
    let record = Record::Coder(Rc::new(Coder { suggestions, ..Coder::clone(coder) }));
    Some(vec![Change::Edit(label.into(), Edit::put(session.project(), record).into_iter().collect())])
}

/// An edit along the history of when suggestions were on. That they were is a fact about the tags made meanwhile: they
/// are turned back now, and what was stays on record.
pub(super) fn turned(edit: Edit, now: Time) -> Edit {
    let (Some(Record::Coder(before)), Some(Record::Coder(after))) = (&edit.before, &edit.after) else { return edit };
    if before.suggestions() == after.suggestions() {
        return edit;
    }
    let turn = Turn { at: now, to: after.suggestions() };
    let suggestions = before.suggestions.iter().copied().chain([turn]).collect();
    let coder = Coder { suggestions, ..Coder::clone(after) };
    Edit { after: Some(Record::Coder(Rc::new(coder))), ..edit }
}

/// Makes a suggestion of the current sentence a tag.
pub(super) fn accept(session: &Session, nth: usize, now: Time) -> Option<Vec<Change>> {
    let suggestion = session.suggestions().get(nth)?.clone();
    let sentence = session.sentence()?;
    let coder = match ready(session, Action::Accept(nth))? {
        Ready::Yes(coder) => coder,
        Ready::Ask(changes) => return Some(changes),
    };
    let edit = tagging::new(session, sentence, &coder, suggestion.body.clone(), now)?;
    let Some(Record::Annotation(tag)) = edit.after else { return None };
    let tag = Annotation { origin: Origin::Accepted, ..Annotation::clone(&tag) };
    let edit = Edit { before: edit.before, after: Some(Record::Annotation(Rc::new(tag))) };
    let label = format!("Accepted: {}", words::suggested(session, &suggestion.body));
    Some(vec![Change::Tag(label.into(), vec![edit], suggestion.body.clone())])
}

/// Asks for the untagged sentence of the corpus that the learner is least sure of.
pub(super) fn seek(session: &Session) -> Option<Vec<Change>> {
    session.is_suggesting().then(|| vec![Change::Shell(Effect::SeekUncertain(session.target().cloned()))])
}

/// Goes to the first of these sentences that is neither tagged nor here.
pub(super) fn go_to_uncertain(session: &Session, found: Option<&[(ArticleId, Span)]>) -> Vec<Change> {
    let Some(found) = found else { return vec![Change::Say(words::too_few_tags(ACTIVE_FROM))] };
    let place = found.iter().find_map(|(article, span)| {
        let article_ix = session.article_ix(article)?;
        let state = &session.articles()[article_ix];
        let sentence_ix = state.sentence_at(span.start);
        let place = Place { article_ix, sentence_ix };
        (place != session.place() && !state.is_tagged(sentence_ix)).then_some(place)
    });
    match place {
        Some(place) => vec![Change::Go(place)],
        None => vec![Change::Say(words::NOTHING_UNCERTAIN.into())],
    }
}
