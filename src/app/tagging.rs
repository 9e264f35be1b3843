//! Sentiment, stances, labels, notes and flags on the current sentence, or on those that are chosen together.
//!
//! Every function answers with the changes to make, or `None` where it does not apply now;
//! where the page does not know yet who tags, the answer is to ask.

use super::batch::{self, Spot};
use super::panel::Panel;
use super::picker::PickerKind;
use super::prefs::Advance;
pub(super) use super::ready::{LOCKED, Ready, ask, ready, ready_for_spots, refused};
use super::same::as_written;
use super::session::{Place, Session};
use super::update::{Action, Change};
use super::words;
use crate::edit::{Edit, Key, Record, Transaction};
use crate::model::{Annotation, AnnotationId, ArticleId, Body, CoderId, Holder, LabelId, Origin, Target, Time};
use crate::text::{Span, order};
use std::rc::Rc;

/// The tags last given to one sentence, which `.` gives to another.
#[derive(Clone, Debug, Default)]
pub(super) struct LastTagging {
    pub(super) sentence: Option<(ArticleId, Span)>,
    pub(super) bodies: Vec<Body>,
}

/// Gives the sentences the value at a place of the scale; where they have it already it is taken away.
pub(super) fn sentiment(session: &Session, value_ix: usize, now: Time) -> Option<Vec<Change>> {
    let value = session.project().codebook.sentiment.values.get(value_ix)?.clone();
    let coder = match ready_for_spots(session, Action::Command(SENTIMENT_COMMANDS.get(value_ix)?))? {
        Ready::Yes(coder) => coder,
        Ready::Ask(changes) => return Some(changes),
    };
    let name = session.project().codebook.sentiment.words.name(&value);
    let given = |spot: &Spot| (spot.tags.sentiment.clone(), Body::Sentiment(value.clone()));
    let (outcome, n_sentences) = give(session, &coder, now, given)?;
    Some(vec![match outcome {
        Given::Taken(edits) => Change::Edit(batch::label_for("Sentiment removed", n_sentences), edits),
        Given::Put(edits, body) => Change::Tag(batch::label_for(&words::capital(name), n_sentences), edits, body),
    }])
}

/// The commands that give the values of the scale, in its order.
pub(super) const SENTIMENT_COMMANDS: [&str; 7] =
    ["sentiment-1", "sentiment-2", "sentiment-3", "sentiment-4", "sentiment-5", "sentiment-6", "sentiment-7"];

/// The commands that give the positions, in the codebook's order.
pub(super) const STANCE_COMMANDS: [&str; 4] = ["stance-favor", "stance-against", "stance-neutral", "stance-unclear"];

/// Gives the sentences a stance toward the active target; where they have it already it is taken away.
pub(super) fn stance(session: &Session, position_ix: usize, now: Time) -> Option<Vec<Change>> {
    let position = session.project().codebook.positions.get(position_ix)?.clone();
    let coder = match ready_for_spots(session, Action::Command(STANCE_COMMANDS.get(position_ix)?))? {
        Ready::Yes(coder) => coder,
        Ready::Ask(changes) => return Some(changes),
    };
    let Some(target) = session.target().cloned() else {
        return Some(vec![Change::Pick(PickerKind::Targets, Some(position_ix))]);
    };
    let name = session.project().codebook.position_words.name(&position);
    let label = format!("{} {}", words::capital(name), session.target_name(&target));
    let given = |spot: &Spot| {
        let holder = session.holder_at(spot.place);
        let old = session.stance_in(&spot.tags, &holder, &target).cloned();
        let body = Body::Stance { holder, target: target.clone(), position: position.clone() };
        let body = as_written(old.as_deref(), body);
        (old, body)
    };
    let (outcome, n_sentences) = give(session, &coder, now, given)?;
    Some(vec![match outcome {
        Given::Taken(edits) => Change::Edit(batch::label_for("Stance removed", n_sentences), edits),
        Given::Put(edits, body) => Change::Tag(batch::label_for(&label, n_sentences), edits, body),
    }])
}

/// Labels the selected stretch; the same label on the same stretch is taken away.
pub(super) fn label(session: &Session, label: &LabelId, now: Time) -> Option<Vec<Change>> {
    let selection = *session.selection()?;
    let coder = match ready(session, Action::Label(label.clone()))? {
        Ready::Yes(coder) => coder,
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

/// Writes the note of the sentences; an empty one takes it away, one left as it was changes nothing.
pub(super) fn comment(session: &Session, text: &str, now: Time) -> Option<Vec<Change>> {
    let close = Change::Panel(None);
    if matches!(session.panel(), Some(Panel::Comment(old)) if **old == *text) {
        return Some(vec![close]);
    }
    let coder = match ready_for_spots(session, Action::SaveComment(text.to_owned())) {
        Some(Ready::Yes(coder)) => coder,
        // Locked while it was written: the words are not lost.
        Some(Ready::Ask(_)) if session.coder().is_some() => {
            return Some(vec![Change::Refuse(format!("{LOCKED}. Not saved: {text}").into())]);
        }
        Some(Ready::Ask(changes)) => return Some(changes),
        None => return Some(vec![close]),
    };
    if text.is_empty() {
        let removed: Vec<Edit> =
            session.spots().iter().filter_map(|spot| remove_of(session, spot.tags.comment.as_ref()?)).collect();
        let label = batch::label_for("Comment removed", removed.len());
        return Some(vec![close, Change::Edit(label, removed)]);
    }
    let body = Body::Comment(text.into());
    let (outcome, n_sentences) = give(session, &coder, now, |spot| (spot.tags.comment.clone(), body.clone()))?;
    let changed = match outcome {
        Given::Taken(_) => None,
        Given::Put(edits, _) => Some(Change::Edit(batch::label_for("Comment", n_sentences), edits)),
    };
    Some([close].into_iter().chain(changed).collect())
}

/// The note that the sentences share, empty where they have none or different ones.
pub(super) fn comment_now(session: &Session) -> Rc<str> {
    let text_of = |spot: &Spot| match spot.tags.comment.as_ref().map(|a| &a.body) {
        Some(Body::Comment(text)) => text.clone(),
        _ => "".into(),
    };
    let mut texts = session.spots().iter().map(text_of).collect::<Vec<_>>();
    texts.dedup();
    if let [only] = &texts[..] { only.clone() } else { "".into() }
}

/// Flags the sentences for the adjudicator, or takes the flags away where all have one.
pub(super) fn flag(session: &Session, now: Time) -> Option<Vec<Change>> {
    let coder = match ready_for_spots(session, Action::Command("flag"))? {
        Ready::Yes(coder) => coder,
        Ready::Ask(changes) => return Some(changes),
    };
    // A flag with a reason stays as it is.
    let given = |spot: &Spot| {
        let old = spot.tags.flag.clone();
        let body = old.as_ref().map_or_else(|| Body::Flag("".into()), |flag| flag.body.clone());
        (old, body)
    };
    let (outcome, n_sentences) = give(session, &coder, now, given)?;
    Some(match outcome {
        Given::Taken(edits) => vec![Change::Edit(batch::label_for("Flag removed", n_sentences), edits)],
        Given::Put(edits, _) => {
            let said = batch::label_for("Flagged", n_sentences).to_string();
            vec![Change::Edit(batch::label_for("Flag", n_sentences), edits), Change::Say(said)]
        }
    })
}

/// Gives the sentences the tags that were last given to one.
pub(super) fn repeat(session: &Session, now: Time) -> Option<Vec<Change>> {
    let bodies = &session.last_tagging.bodies;
    if bodies.is_empty() {
        return None;
    }
    let coder = match ready_for_spots(session, Action::Command("repeat"))? {
        Ready::Yes(coder) => coder,
        Ready::Ask(changes) => return Some(changes),
    };
    let spots = session.spots();
    let mut edits: Vec<Edit> = Vec::new();
    for (spot, body) in spots.iter().flat_map(|spot| bodies.iter().map(move |body| (spot, body))) {
        let old = match body {
            Body::Stance { holder, target, .. } => session.stance_in(&spot.tags, holder, target),
            _ => spot.tags.sentiment.as_ref(),
        };
        let body = as_written(old.map(Rc::as_ref), body.clone());
        edits.extend(set(session, spot, &coder, old, &body, now));
    }
    (!edits.is_empty()).then(|| vec![Change::Repeat(batch::label_for("Repeated tags", spots.len()), edits)])
}

/// What giving a tag comes to.
enum Given {
    /// Some did not have it: they get it. The body is that of the current sentence, or of the first.
    Put(Vec<Edit>, Body),
    /// All had it: it is taken away.
    Taken(Vec<Edit>),
}

/// Gives each sentence that is meant a tag: what it has in its place, and the body it is to have. Also how many
/// sentences that changes.
fn give(
    session: &Session,
    coder: &CoderId,
    now: Time,
    given: impl Fn(&Spot) -> (Option<Rc<Annotation>>, Body),
) -> Option<(Given, usize)> {
    let spots = session.spots();
    let wanted: Vec<_> = spots.iter().map(|spot| (spot, given(spot))).collect();
    let has = |old: &Option<Rc<Annotation>>, body: &Body| old.as_ref().is_some_and(|old| old.body == *body);
    let edits: Vec<Edit> =
        wanted.iter().filter_map(|(spot, (old, body))| set(session, spot, coder, old.as_ref(), body, now)).collect();
    let n_sentences = edits.len();
    if wanted.iter().all(|(_, (old, body))| has(old, body)) {
        let taken: Vec<Edit> = wanted.iter().filter_map(|(_, (old, _))| remove_of(session, old.as_ref()?)).collect();
        let n_sentences = taken.len();
        return Some((Given::Taken(taken), n_sentences));
    }
    let here = wanted.iter().find(|(spot, _)| spot.place == session.place()).or(wanted.first())?;
    Some((Given::Put(edits, here.1.1.clone()), n_sentences))
}

/// The edit that gives a sentence a tag in place of an old one; `None` if that says the same.
fn set(
    session: &Session,
    spot: &Spot,
    coder: &CoderId,
    old: Option<&Rc<Annotation>>,
    body: &Body,
    now: Time,
) -> Option<Edit> {
    match old {
        Some(old) if old.body == *body => None,
        Some(old) => replace(session, old, body.clone(), now),
        None => new_in(session, spot.place.article_ix, spot.span, coder, body.clone(), now),
    }
}

/// Takes an annotation of this coder away.
pub(super) fn remove(session: &Session, id: &AnnotationId) -> Option<Vec<Change>> {
    if session.article()?.is_locked() {
        return Some(refused());
    }
    let coder = session.coder()?;
    let annotation = session.project().layer(coder, &session.article()?.article.id)?.get(id)?.clone();
    Some(vec![remove_edit(session, &annotation, "Removed")?])
}

/// The targets this coder's latest stances were toward, latest first: what a new visit begins with.
pub(super) fn recent_targets(session: &Session) -> Vec<Target> {
    latest_stances(session, N_RECENT, |_, target| Some(session.standing_target(target)))
}

/// What `part` takes of this coder's latest stances, latest first, none twice, at most `n`.
pub(super) fn latest_stances<T: PartialEq>(
    session: &Session,
    n: usize,
    part: impl Fn(&Holder, &Target) -> Option<T>,
) -> Vec<T> {
    let Some(coder) = session.coder() else { return Vec::new() };
    let layers = session.project().layers.iter().filter(|((of, _), _)| of == coder);
    let stances = layers.flat_map(|(_, layer)| layer.values()).filter(|a| matches!(a.body, Body::Stance { .. }));
    let mut stances: Vec<&Rc<Annotation>> = stances.collect();
    order::sort_by(&mut stances, |a, b| b.modified.cmp(&a.modified).then_with(|| b.id.cmp(&a.id)));
    let mut parts: Vec<T> = Vec::new();
    for annotation in stances {
        if let Body::Stance { holder, target, .. } = &annotation.body
            && parts.len() < n
            && let Some(new) = part(holder, target)
            && !parts.contains(&new)
        {
            parts.push(new);
        }
    }
    parts
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

/// What was repeated here can be repeated on.
pub(super) fn remember_again(session: &mut Session) {
    session.last_tagging.sentence = session.article().map(|state| state.article.id.clone()).zip(session.sentence());
}

/// Where auto-advance goes after a tag: on, once the sentence has its stance, or with no target chosen its sentiment.
pub(super) fn advance(session: &Session) -> Option<Place> {
    let tags = session.article()?.tags(session.place().sentence_ix);
    let is_done = if session.target().is_some() { !tags.stances.is_empty() } else { tags.sentiment.is_some() };
    let place = session.place();
    (session.prefs().advance == Advance::MoveOn && is_done && session.batch().is_none())
        .then_some(Place { sentence_ix: place.sentence_ix + 1, ..place })
}

/// The sentence that a transaction is about, so that undo shows what it undid.
pub(super) fn place_of(session: &Session, transaction: &Transaction) -> Option<Place> {
    let records = transaction.edits.iter().filter_map(|edit| edit.after.as_ref().or(edit.before.as_ref()));
    let annotations = records.filter_map(|record| match record {
        // What is said of a whole article has no length, and no sentence to go to.
        Record::Annotation(annotation) if !annotation.span.is_empty() => Some(annotation),
        _ => None,
    });
    // Of a change in many places the one in the open article is shown.
    let open = session.article().map(|state| &state.article.id);
    let annotation = annotations.min_by_key(|annotation| Some(&annotation.article) != open)?;
    let article_ix = session.article_ix(&annotation.article)?;
    let sentence_ix = session.articles()[article_ix].sentence_at(annotation.span.start);
    Some(Place { article_ix, sentence_ix })
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
        sight: session.sight_of_tag(article_ix),
        extra: "".into(),
    };
    Edit::put(session.project(), Record::Annotation(Rc::new(annotation)))
}

/// The edit that makes an annotation say something else.
pub(super) fn replace(session: &Session, old: &Annotation, body: Body, now: Time) -> Option<Edit> {
    let codebook = session.project().codebook.version;
    let sight = session.article_ix(&old.article).map_or(old.sight, |ix| session.sight_of_tag(ix));
    // Said otherwise it is no longer what was suggested.
    let is_other = old.origin == Origin::Accepted && old.body != body;
    let origin = if is_other { Origin::Manual } else { old.origin };
    let annotation = Annotation { body, modified: now, codebook, origin, sight, ..old.clone() };
    Edit::put(session.project(), Record::Annotation(Rc::new(annotation)))
}

fn remove_edit(session: &Session, old: &Annotation, label: &str) -> Option<Change> {
    Some(Change::Edit(label.into(), vec![remove_of(session, old)?]))
}

/// The edit that takes an annotation away.
pub(super) fn remove_of(session: &Session, old: &Annotation) -> Option<Edit> {
    Edit::remove(session.project(), &Key::Annotation(old.coder.clone(), old.article.clone(), old.id.clone()))
}
