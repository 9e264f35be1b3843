//! Who speaks in a sentence: the engine's speakers with one coder's corrections.

use super::article_state::ArticleState;
use super::session::{Place, Session};
use super::tagging::{Ready, new_in, ready, remove_of, replace};
use super::update::{Action, Change, SpeakerChoice};
use crate::edit::Edit;
use crate::model::{Annotation, AnnotationId, Body, EntityId, Quotation, QuotationKind, SpeakerRule, Time};
use crate::text::{Set, Span, order};
use std::rc::Rc;

/// What is quoted or reported in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Whose words they are; `None`: nobody is named.
    pub speaker: Option<EntityId>,
    /// What told the engine so; `None` for reported speech and where a person said so.
    pub rule: Option<SpeakerRule>,
    /// Where a person said so.
    pub correction: Option<Rc<Annotation>>,
}

impl Session {
    /// What is said in a sentence and by whom; `None` where nothing is quoted or reported.
    pub fn said(&self, article_ix: usize, sentence_ix: u32) -> Option<Said> {
        let state = self.articles().get(article_ix)?;
        let correction = state.tags(sentence_ix).speaker.clone();
        if let Some(Body::Speaker(speaker)) = correction.as_ref().map(|a| &a.body) {
            let speaker = speaker.as_ref().map(|id| self.entities().standing(id).clone());
            return Some(Said { speaker, rule: None, correction });
        }
        let document = state.document.as_ref()?;
        let sentence = document.sentences.get(sentence_ix as usize)?;
        let mut quotations = quotations_in(state, sentence.span);
        let quoted = quotations.find(|quotation| quotation.speaker == sentence.speaker).copied();
        let is_quoted = quotations_in(state, sentence.span).next().is_some();
        let speaker = sentence.speaker.and_then(|entity_ix| self.found_speaker(article_ix, entity_ix));
        let rule = quoted.and_then(|quotation| quotation.rule);
        (is_quoted || speaker.is_some()).then_some(Said { speaker, rule, correction: None })
    }

    /// Who speaks in a sentence.
    pub fn speaker_of(&self, Place { article_ix, sentence_ix }: Place) -> Option<EntityId> {
        self.said(article_ix, sentence_ix)?.speaker
    }

    /// Whose words a quotation's are, in words: for whoever points at it.
    pub(super) fn quoted_in_words(&self, article_ix: usize, quotation: &Quotation) -> Rc<str> {
        let state = &self.articles()[article_ix];
        let tags = state.tags(state.sentence_at(quotation.span.start));
        let corrected = tags.speaker.as_ref().filter(|a| a.span.overlaps(quotation.span)).map(|a| &a.body);
        let speaker = match corrected {
            Some(Body::Speaker(speaker)) => speaker.as_ref().map(|id| self.entities().standing(id).clone()),
            _ => quotation.speaker.and_then(|entity_ix| self.found_speaker(article_ix, entity_ix)),
        };
        speaker
            .map_or_else(|| "Quoted, by nobody named".into(), |id| format!("Said by {}", self.entity_name(&id)).into())
    }

    /// The name of whom the engine takes for the speaker of the current sentence.
    pub(super) fn found_speaker_name(&self) -> String {
        let found = || {
            let document = self.article()?.document.as_ref()?;
            document.sentences.get(self.place().sentence_ix as usize)?.speaker
        };
        let found = found().and_then(|entity_ix| self.found_speaker(self.place().article_ix, entity_ix));
        found.map_or_else(|| "Nobody".to_owned(), |id| self.entity_name(&id).to_string())
    }

    /// Whom the engine takes for a speaker, unless the name is covered.
    fn found_speaker(&self, article_ix: usize, entity_ix: u32) -> Option<EntityId> {
        let id = self.entities().id_in(article_ix, entity_ix);
        (!self.is_name_covered(article_ix, &id)).then_some(id)
    }

    /// Whom this coder said to speak lately, latest first, at most `n`.
    pub(super) fn recent_speakers(&self, n: usize) -> Vec<EntityId> {
        let Some(coder) = self.coder() else { return Vec::new() };
        let layers = self.project().layers.iter().filter(|((of, _), _)| of == coder);
        let mut all: Vec<(&Rc<Annotation>, &EntityId)> = layers
            .flat_map(|(_, layer)| layer.values())
            .filter_map(|a| if let Body::Speaker(Some(id)) = &a.body { Some((a, id)) } else { None })
            .collect();
        order::sort_by(&mut all, |(a, _), (b, _)| b.modified.cmp(&a.modified).then_with(|| b.id.cmp(&a.id)));
        let mut recent: Vec<EntityId> = Vec::new();
        for (_, id) in all {
            let id = self.entities().standing(id);
            if recent.len() < n && !recent.contains(id) {
                recent.push(id.clone());
            }
        }
        recent
    }
}

/// The quotations that touch a stretch, without words that nobody is quoted with.
pub(super) fn quotations_in(state: &ArticleState, span: Span) -> impl Iterator<Item = &Quotation> {
    let all = state.document.as_ref().map_or(&[][..], |document| &document.quotations);
    let first = all.partition_point(|quotation| quotation.span.end <= span.start);
    let here = all[first..].iter().take_while(move |quotation| quotation.span.start < span.end);
    here.filter(|quotation| quotation.kind != QuotationKind::Scare)
}

/// Says who speaks in the sentences that are meant, in all of what is quoted there, and where a quotation goes on over
/// paragraphs in all of it.
pub(super) fn correct(session: &Session, choice: &SpeakerChoice, now: Time) -> Option<Vec<Change>> {
    let coder = match ready(session, Action::ChooseSpeaker(choice.clone()))? {
        Ready::Yes(coder) => coder,
        Ready::Ask(changes) => return Some(changes),
    };
    let (body, name) = match choice {
        SpeakerChoice::Named(id) => (Some(Body::Speaker(Some(id.clone()))), session.entity_name(id).to_string()),
        SpeakerChoice::Nobody => (Some(Body::Speaker(None)), "nobody".to_owned()),
        SpeakerChoice::AsFound => (None, session.found_speaker_name()),
    };
    let mut edits: Vec<Edit> = Vec::new();
    let mut removed: Set<AnnotationId> = Set::new();
    for (article_ix, span) in stretches(session) {
        let layer = session.project().layer(&coder, &session.articles()[article_ix].article.id);
        let all = layer.into_iter().flat_map(|layer| layer.values());
        let old: Vec<&Rc<Annotation>> =
            all.filter(|a| matches!(a.body, Body::Speaker(_)) && a.span.overlaps(span)).collect();
        let standing = old.iter().find(|a| a.span == span).filter(|_| body.is_some());
        let others = old.iter().filter(|a| standing.is_none_or(|kept| kept.id != a.id));
        let others = others.filter(|a| removed.insert(a.id.clone()));
        edits.extend(others.filter_map(|a| remove_of(session, a)));
        edits.extend(body.as_ref().and_then(|body| match standing {
            Some(old) => replace(session, old, body.clone(), now),
            None => new_in(session, article_ix, span, &coder, body.clone(), now),
        }));
    }
    let label: Rc<str> = format!("Speaker: {name}").into();
    Some(vec![Change::Panel(None), Change::Edit(label, edits), Change::Holder(None)])
}

/// What is spoken together with the sentences that are meant, by article; none overlaps another.
fn stretches(session: &Session) -> Vec<(usize, Span)> {
    let mut all: Set<(usize, Span)> = Set::new();
    for spot in session.spots() {
        let article_ix = spot.place.article_ix;
        let spoken = spoken_with(&session.articles()[article_ix], spot.span);
        all.extend(spoken.into_iter().map(|span| (article_ix, span)));
    }
    // Several sentences can be of one quotation.
    let mut apart: Vec<(usize, Span)> = Vec::new();
    for (article_ix, span) in all {
        match apart.last_mut() {
            Some((of, last)) if *of == article_ix && last.overlaps(span) => last.end = last.end.max(span.end),
            _ => apart.push((article_ix, span)),
        }
    }
    apart
}

/// The stretches that are spoken together with a sentence: the sentence with its quotations, and each further paragraph
/// over which the last of them goes on.
fn spoken_with(state: &ArticleState, sentence: Span) -> Vec<Span> {
    let whole = quotations_in(state, sentence).fold(sentence, |whole, quotation| Span {
        start: whole.start.min(quotation.span.start),
        end: whole.end.max(quotation.span.end),
    });
    let mut all = vec![whole];
    let later = Span { start: whole.end, end: state.article.text.len() as u32 };
    let Some(last) = quotations_in(state, whole).last() else { return all };
    let goes_on = |quotation: &&Quotation| {
        let is_told_so = matches!(quotation.rule, Some(SpeakerRule::Continued | SpeakerRule::ParagraphBefore));
        is_told_so && quotation.speaker == last.speaker
    };
    all.extend(quotations_in(state, later).take_while(goes_on).map(|quotation| quotation.span));
    all
}
