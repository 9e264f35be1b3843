//! Sentiment, stances, labels, notes and flags on the current sentence.
//!
//! Every function answers with the changes to make, or `None` where it does not apply now;
//! where the page does not know yet who tags, the answer is to ask.

use super::panel::Panel;
use super::picker::PickerKind;
use super::prefs::Advance;
use super::session::{Place, Session};
use super::update::{Action, Change};
use super::words;
use crate::edit::{Edit, Key, Record, Transaction};
use crate::model::{Annotation, AnnotationId, Body, CoderId, LabelId, Origin, Target, Time};
use crate::text::{Span, order};
use std::rc::Rc;

/// Gives the sentence the value at a place of the scale; the value it has already is taken away.
pub(super) fn sentiment(session: &Session, value_ix: usize, now: Time) -> Option<Vec<Change>> {
    let value = session.project().codebook.sentiment.values.get(value_ix)?.clone();
    let (sentence, coder) = match ready(session, Action::Command(SENTIMENT_COMMANDS.get(value_ix)?))? {
        Ready::Yes(sentence, coder) => (sentence, coder),
        Ready::Ask(changes) => return Some(changes),
    };
    let tags = session.article()?.tags(session.place().sentence_ix);
    let body = Body::Sentiment(value.clone());
    let label = Rc::from(words::capital(&value));
    match &tags.sentiment {
        Some(old) if old.body == body => Some(vec![remove_edit(session, old, "Sentiment removed")?]),
        Some(old) => Some(vec![Change::Tag(label, vec![replace(session, old, body.clone(), now)?], body)]),
        None => Some(vec![Change::Tag(label, vec![new(session, sentence, &coder, body.clone(), now)?], body)]),
    }
}

/// The commands that give the values of the scale, in its order.
pub(super) const SENTIMENT_COMMANDS: [&str; 7] =
    ["sentiment-1", "sentiment-2", "sentiment-3", "sentiment-4", "sentiment-5", "sentiment-6", "sentiment-7"];

/// The commands that give the positions, in the codebook's order.
pub(super) const STANCE_COMMANDS: [&str; 4] = ["stance-favor", "stance-against", "stance-neutral", "stance-unclear"];

/// Gives the sentence a stance toward the active target; the same stance again is taken away.
pub(super) fn stance(session: &Session, position_ix: usize, now: Time) -> Option<Vec<Change>> {
    let position = session.project().codebook.positions.get(position_ix)?.clone();
    let (sentence, coder) = match ready(session, Action::Command(STANCE_COMMANDS.get(position_ix)?))? {
        Ready::Yes(sentence, coder) => (sentence, coder),
        Ready::Ask(changes) => return Some(changes),
    };
    let Some(target) = session.target().cloned() else {
        return Some(vec![Change::Pick(PickerKind::Targets, Some(position_ix))]);
    };
    let holder = session.holder();
    let tags = session.article()?.tags(session.place().sentence_ix);
    let body = Body::Stance { holder: holder.clone(), target: target.clone(), position: position.clone() };
    let label = Rc::from(format!("{} {}", words::capital(&position), session.target_name(&target)));
    match tags.stance(&holder, &target) {
        Some(old) if old.body == body => Some(vec![remove_edit(session, old, "Stance removed")?]),
        Some(old) => Some(vec![Change::Tag(label, vec![replace(session, old, body.clone(), now)?], body)]),
        None => Some(vec![Change::Tag(label, vec![new(session, sentence, &coder, body.clone(), now)?], body)]),
    }
}

/// Labels the selected stretch; the same label on the same stretch is taken away.
pub(super) fn label(session: &Session, label: &LabelId, now: Time) -> Option<Vec<Change>> {
    let selection = *session.selection()?;
    let coder = match ready(session, Action::Label(label.clone()))? {
        Ready::Yes(_, coder) => coder,
        Ready::Ask(changes) => return Some(changes),
    };
    let body = Body::Span(label.clone());
    let tags = session.article()?.tags(session.place().sentence_ix);
    if let Some(old) = tags.spans.iter().find(|a| a.span == selection.span && a.body == body) {
        return Some(vec![remove_edit(session, old, "Label removed")?, Change::Select(None)]);
    }
    let name = session.project().codebook.labels.iter().find(|l| l.id == *label)?.name.clone();
    let edit = new(session, selection.span, &coder, body, now)?;
    Some(vec![Change::Edit(name.clone(), vec![edit]), Change::Select(None), Change::Say(format!("Labelled {name}"))])
}

/// Writes the note of the sentence; an empty one takes it away.
pub(super) fn comment(session: &Session, text: &str, now: Time) -> Option<Vec<Change>> {
    let close = Change::Panel(None);
    let (sentence, coder) = match ready(session, Action::SaveComment(text.to_owned())) {
        Some(Ready::Yes(sentence, coder)) => (sentence, coder),
        Some(Ready::Ask(changes)) if !text.is_empty() => return Some(changes),
        _ => return Some(vec![close]),
    };
    let old = session.article()?.tags(session.place().sentence_ix).comment.clone();
    let body = Body::Comment(text.into());
    Some(match old {
        Some(old) if text.is_empty() => vec![close, remove_edit(session, &old, "Comment removed")?],
        Some(old) if old.body == body => vec![close],
        Some(old) => vec![close, Change::Edit("Comment".into(), vec![replace(session, &old, body, now)?])],
        None if text.is_empty() => vec![close],
        None => vec![close, Change::Edit("Comment".into(), vec![new(session, sentence, &coder, body, now)?])],
    })
}

/// Flags the sentence for the adjudicator, or takes the flag away.
pub(super) fn flag(session: &Session, now: Time) -> Option<Vec<Change>> {
    let (sentence, coder) = match ready(session, Action::Command("flag"))? {
        Ready::Yes(sentence, coder) => (sentence, coder),
        Ready::Ask(changes) => return Some(changes),
    };
    match &session.article()?.tags(session.place().sentence_ix).flag {
        Some(old) => Some(vec![remove_edit(session, old, "Flag removed")?]),
        None => {
            let edit = new(session, sentence, &coder, Body::Flag("".into()), now)?;
            Some(vec![Change::Edit("Flag".into(), vec![edit]), Change::Say("Flagged".into())])
        }
    }
}

/// Gives this sentence the tags that were last given to one sentence.
pub(super) fn repeat(session: &Session, now: Time) -> Option<Vec<Change>> {
    if session.last_tagging.bodies.is_empty() {
        return None;
    }
    let (sentence, coder) = match ready(session, Action::Command("repeat"))? {
        Ready::Yes(sentence, coder) => (sentence, coder),
        Ready::Ask(changes) => return Some(changes),
    };
    let tags = session.article()?.tags(session.place().sentence_ix);
    let edits: Vec<Edit> = session
        .last_tagging
        .bodies
        .iter()
        .filter_map(|body| {
            let old = match body {
                Body::Stance { holder, target, .. } => tags.stance(holder, target),
                _ => tags.sentiment.as_ref(),
            };
            match old {
                Some(old) if old.body == *body => None,
                Some(old) => replace(session, old, body.clone(), now),
                None => new(session, sentence, &coder, body.clone(), now),
            }
        })
        .collect();
    (!edits.is_empty()).then(|| vec![Change::Edit("Repeated tags".into(), edits), Change::Say("Repeated".into())])
}

/// Takes an annotation of this coder away.
pub(super) fn remove(session: &Session, id: &AnnotationId) -> Option<Vec<Change>> {
    if session.article()?.is_locked() {
        return Some(vec![Change::Say(LOCKED.into())]);
    }
    let coder = session.coder()?;
    let annotation = session.project().layer(coder, &session.article()?.article.id)?.get(id)?.clone();
    Some(vec![remove_edit(session, &annotation, "Removed")?])
}

/// The targets this coder's latest stances were toward, latest first: what a new visit begins with.
pub(super) fn recent_targets(session: &Session) -> Vec<Target> {
    let Some(coder) = session.coder() else { return Vec::new() };
    let layers = session.project().layers.iter().filter(|((of, _), _)| of == coder);
    let mut stances: Vec<&Rc<Annotation>> = layers.flat_map(|(_, layer)| layer.values()).collect();
    order::sort_by(&mut stances, |a, b| b.modified.cmp(&a.modified).then_with(|| b.id.cmp(&a.id)));
    let mut targets: Vec<Target> = Vec::new();
    for annotation in stances {
        if let Body::Stance { target, .. } = &annotation.body
            && !targets.contains(target)
            && targets.len() < N_RECENT
        {
            targets.push(target.clone());
        }
    }
    targets
}

/// Recent targets have a digit each.
pub(super) const N_RECENT: usize = 9;

/// Keeps what was just said of the current sentence, for `.`.
pub(super) fn remember(session: &mut Session, body: Body) {
    let here = session.article().map(|state| state.article.id.clone()).zip(session.sentence());
    let last = &mut session.last_tagging;
    if last.sentence != here {
        last.sentence = here;
        last.bodies.clear();
    }
    last.bodies.retain(|old| match (old, &body) {
        (Body::Sentiment(_), Body::Sentiment(_)) => false,
        (Body::Stance { holder: h, target: t, .. }, Body::Stance { holder, target, .. }) => h != holder || t != target,
        _ => true,
    });
    last.bodies.push(body);
}

/// Where auto-advance goes after a tag: on, once the sentence has its stance, or with no target chosen its sentiment.
pub(super) fn advance(session: &Session) -> Option<Place> {
    let tags = session.article()?.tags(session.place().sentence_ix);
    let is_done = if session.target().is_some() { !tags.stances.is_empty() } else { tags.sentiment.is_some() };
    let place = session.place();
    (session.prefs().advance == Advance::MoveOn && is_done)
        .then_some(Place { sentence_ix: place.sentence_ix + 1, ..place })
}

/// The sentence that a transaction is about, so that undo shows what it undid.
pub(super) fn place_of(session: &Session, transaction: &Transaction) -> Option<Place> {
    let records = transaction.edits.iter().filter_map(|edit| edit.after.as_ref().or(edit.before.as_ref()));
    let annotations = records.filter_map(|record| match record {
        Record::Annotation(annotation) => Some(annotation),
        _ => None,
    });
    // Of a change in many places the one in the open article is shown.
    let open = session.article().map(|state| &state.article.id);
    let annotation = annotations.min_by_key(|annotation| Some(&annotation.article) != open)?;
    let article_ix = session.article_ix(&annotation.article)?;
    let sentence_ix = session.articles()[article_ix].sentence_at(annotation.span.start);
    Some(Place { article_ix, sentence_ix })
}

/// Why a tag of a locked article does not change.
const LOCKED: &str = "This article is locked; l opens it again";

/// What tagging needs to begin.
pub(super) enum Ready {
    /// The current sentence and who tags.
    Yes(Span, CoderId),
    /// Nobody is known to tag here yet: ask, then do what was asked for.
    Ask(Vec<Change>),
}

/// Whether the current sentence can be tagged. `None`: there is no sentence.
pub(super) fn ready(session: &Session, then: Action) -> Option<Ready> {
    let sentence = session.sentence()?;
    if session.article()?.is_locked() {
        return Some(Ready::Ask(vec![Change::Say(LOCKED.into())]));
    }
    Some(match session.coder() {
        Some(coder) => Ready::Yes(sentence, coder.clone()),
        None => Ready::Ask(vec![Change::Panel(Some(Panel::CoderName { then: Some(Box::new(then)) }))]),
    })
}

/// The edit that adds an annotation to the open article.
pub(super) fn new(session: &Session, span: Span, coder: &CoderId, body: Body, now: Time) -> Option<Edit> {
    new_in(session, session.place().article_ix, span, coder, body, now)
}

/// The edit that adds an annotation to any article.
pub(super) fn new_in(
    session: &Session,
    article_ix: usize,
    span: Span,
    coder: &CoderId,
    body: Body,
    now: Time,
) -> Option<Edit> {
    let annotation = Annotation {
        id: session.ids.annotation(now),
        article: session.articles().get(article_ix)?.article.id.clone(),
        span,
        body,
        coder: coder.clone(),
        created: now,
        modified: now,
        codebook: session.project().codebook.version,
        origin: Origin::Manual,
        sight: session.sight(article_ix),
        extra: "".into(),
    };
    Edit::put(session.project(), Record::Annotation(Rc::new(annotation)))
}

/// The edit that makes an annotation say something else.
pub(super) fn replace(session: &Session, old: &Annotation, body: Body, now: Time) -> Option<Edit> {
    let codebook = session.project().codebook.version;
    let sight = session.article_ix(&old.article).map_or(old.sight, |ix| session.sight(ix));
    let annotation = Annotation { body, modified: now, codebook, sight, ..old.clone() };
    Edit::put(session.project(), Record::Annotation(Rc::new(annotation)))
}

fn remove_edit(session: &Session, old: &Annotation, label: &str) -> Option<Change> {
    Some(Change::Edit(label.into(), vec![remove_of(session, old)?]))
}

/// The edit that takes an annotation away.
pub(super) fn remove_of(session: &Session, old: &Annotation) -> Option<Edit> {
    Edit::remove(session.project(), &Key::Annotation(old.coder.clone(), old.article.clone(), old.id.clone()))
}
