//! The recode queue: tags that say a code whose meaning changed after they were made, and what to do about each.
//!
//! Nothing is stored for it. A tag carries the version it was made under and the codebook its revisions; a tag waits
//! while there is a revision after its version of a code that it says. A decision gives it a later version. A coder
//! decides about her own tags only.

use crate::app::ids::IdSource;
use crate::app::layers::LayersShown;
use crate::app::session::Session;
use crate::app::words;
use crate::edit::{Edit, Record};
use crate::model::{Annotation, Code, Codebook, CoderId, Origin, Project, Revision, RevisionKind, Sight, Target, Time};
use crate::model::{Body, Holder};
use std::rc::Rc;

/// The tags that wait because of one revision, in reading order of the articles' ids.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// What changed.
    pub revision: Revision,
    /// The tags.
    pub annotations: Vec<Rc<Annotation>>,
}

/// What to do with a tag that waits.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// It is right as it stands.
    Keep,
    /// It shall say this instead.
    Say(Code),
    /// It goes.
    Remove,
}

/// What waits for `coder`, by revision. A tag that several revisions touch stands under the first.
pub fn queue(project: &Project, coder: &CoderId) -> Vec<Waiting> {
    let revisions = &project.codebook.revisions;
    let mut queue: Vec<Waiting> = Vec::new();
    queue.extend(revisions.iter().map(|revision| Waiting { revision: revision.clone(), annotations: Vec::new() }));
    for annotation in layers(project, coder) {
        if let Some(ix) = first(revisions, annotation) {
            queue[ix].annotations.push(annotation.clone());
        }
    }
    queue.retain(|waiting| !waiting.annotations.is_empty());
    queue
}

/// How many tags wait for `coder`, and how many for others.
pub fn n_waiting(project: &Project, coder: Option<&CoderId>) -> (usize, usize) {
    let revisions = &project.codebook.revisions;
    let (mut mine, mut others) = (0, 0);
    if revisions.is_empty() {
        return (mine, others);
    }
    for ((of, _), layer) in &project.layers {
        let n = layer.values().filter(|annotation| first(revisions, annotation).is_some()).count();
        *(if Some(of) == coder { &mut mine } else { &mut others }) += n;
    }
    (mine, others)
}

/// How many tags of anybody say a code.
pub fn n_said(project: &Project, code: &Code) -> usize {
    let annotations = project.layers.values().flat_map(|layer| layer.values());
    annotations.filter(|annotation| code.is_in(&annotation.body)).count()
}

/// How many tags that are shown say a code: one's own, unless all coders' are.
pub fn n_shown(session: &Session, code: &Code) -> usize {
    match (session.layers_shown(), session.coder()) {
        (LayersShown::Own, Some(coder)) => {
            layers(session.project(), coder).filter(|annotation| code.is_in(&annotation.body)).count()
        }
        (LayersShown::Own, None) => 0,
        (LayersShown::All, _) => n_said(session.project(), code),
    }
}

/// What a tag that waits because of `revision` could say instead, what is likely first: one digit each.
pub fn choices(codebook: &Codebook, revision: &Revision) -> Vec<Code> {
    let same: Vec<Code> = match &revision.code {
        Code::Sentiment(_) => codebook.sentiment.values.iter().cloned().map(Code::Sentiment).collect(),
        Code::Position(_) => codebook.positions.iter().cloned().map(Code::Position).collect(),
        Code::Concept(_) | Code::Entity(_) => {
            let said = |concept: &crate::model::Concept| match &concept.entity {
                Some(id) => Code::Entity(id.clone()),
                None => Code::Concept(concept.id.clone()),
            };
            codebook.targets.iter().map(said).collect()
        }
        Code::Label(_) => codebook.labels.iter().map(|label| Code::Label(label.id.clone())).collect(),
        Code::Value(id, _) => {
            let scale = codebook.variable(id).and_then(|variable| variable.scale.as_ref());
            let values = scale.map_or(&[][..], |scale| &scale.values);
            values.iter().map(|value| Code::Value(id.clone(), value.clone())).collect()
        }
        Code::Variable(_) => Vec::new(),
    };
    let likely = revision.into.iter().filter(|code| same.contains(code));
    let others = same.iter().filter(|code| !revision.into.contains(code));
    likely.chain(others).filter(|code| **code != revision.code).cloned().collect()
}

/// What can be done with a tag that waits because of `revision`, each with its key if it has one. With Shift a key
/// decides about all that wait for the same reason.
pub fn decisions(codebook: &Codebook, revision: &Revision) -> Vec<(String, Decision)> {
    let choices = choices(codebook, revision).into_iter().enumerate();
    let said = choices.map(|(ix, code)| (if ix < 9 { (ix + 1).to_string() } else { String::new() }, code));
    let mut decisions = vec![("k".to_owned(), Decision::Keep)];
    decisions.extend(said.map(|(key, code)| (key, Decision::Say(code))));
    decisions.push(("x".to_owned(), Decision::Remove));
    decisions
}

/// The decision that a key makes, and whether about all: what the key types, the place of it on the keyboard (with
/// Shift a digit types something else), and whether Shift is held.
pub fn decision_of<'d>(
    decisions: &'d [(String, Decision)],
    key: &str,
    place: &str,
    is_shift: bool,
) -> Option<(&'d Decision, bool)> {
    let key = place.strip_prefix("Digit").unwrap_or(key).to_ascii_lowercase();
    let (_, decision) = decisions.iter().find(|(known, _)| *known == key && !key.is_empty())?;
    Some((decision, is_shift))
}

/// The edits that a decision about some tags makes, and how many tags it cannot be made for, since the sentence has
/// such a tag already. A tag that is changed has been made with what its coder sees of the source now, which `sight`
/// tells.
pub fn decide(
    project: &Project,
    ids: &IdSource,
    revision: &Revision,
    annotations: &[Rc<Annotation>],
    decision: &Decision,
    sight: impl Fn(&Annotation) -> Sight,
    now: Time,
) -> (Vec<Edit>, usize) {
    let (mut edits, mut n_refused) = (Vec::new(), 0);
    for old in annotations {
        let key = Record::Annotation(old.clone()).key();
        let version = settled(&project.codebook, revision, old);
        let next = match decision {
            Decision::Remove => None,
            Decision::Keep => Some(Annotation { codebook: version, ..Annotation::clone(old) }),
            Decision::Say(code) => {
                let Some(body) = revision.code.replaced(&old.body, code) else { continue };
                if is_taken(project, old, &body) {
                    n_refused += 1;
                    continue;
                }
                // A stance toward something else is another annotation: merging tells them apart by their ids.
                let id = if is_same_slot(&old.body, &body) { old.id.clone() } else { ids.annotation(now) };
                // Said otherwise it is no longer what was suggested.
                let origin = if old.origin == Origin::Accepted { Origin::Manual } else { old.origin };
                let (sight, modified) = (sight(old), now);
                Some(Annotation { id, body, codebook: version, modified, origin, sight, ..Annotation::clone(old) })
            }
        };
        if next.as_ref().is_none_or(|next| next.id != old.id) {
            edits.extend(Edit::remove(project, &key));
        }
        edits.extend(next.and_then(|next| Edit::put(project, Record::Annotation(Rc::new(next)))));
    }
    (edits, n_refused)
}

/// What became of a code, as a sentence.
pub fn told(codebook: &Codebook, revision: &Revision) -> String {
    let name = &revision.name;
    let into: Vec<String> = revision.into.iter().map(|code| codebook.name_of(code).to_string()).collect();
    let into = into.join(", ");
    match revision.kind {
        RevisionKind::Removed => format!("{name} was removed"),
        RevisionKind::Merged => format!("{name} was merged into {into}"),
        RevisionKind::Split => format!("{into} was split off {name}"),
        RevisionKind::Redefined => {
            let now = codebook.name_of(&revision.code);
            if now == *name || *now == *revision.code.text() && !into.is_empty() {
                format!("{name} means something else now")
            } else {
                format!("{name} is now {now}")
            }
        }
    }
}

/// What a tag says, in words.
pub fn said(codebook: &Codebook, body: &Body, name: impl Fn(&Holder, Option<&Target>) -> Rc<str>) -> String {
    match body {
        Body::Sentiment(value) => words::capital(&codebook.name_of(&Code::Sentiment(value.clone()))),
        Body::Stance { holder, target, position } => {
            let position = codebook.name_of(&Code::Position(position.clone()));
            format!("{} {position} {}", name(holder, None), name(holder, Some(target)))
        }
        Body::Span(label) => codebook.name_of(&Code::Label(label.clone())).to_string(),
        Body::Variable { variable, value, .. } => {
            let question = codebook.name_of(&Code::Variable(variable.clone()));
            format!("{question}: {}", codebook.name_of(&Code::Value(variable.clone(), value.clone())))
        }
        Body::Mention { .. } | Body::Speaker(_) | Body::Comment(_) | Body::Flag(_) | Body::Lock(_) => String::new(),
    }
}

fn layers<'p>(project: &'p Project, coder: &'p CoderId) -> impl Iterator<Item = &'p Rc<Annotation>> {
    project.layers.iter().filter(move |((of, _), _)| of == coder).flat_map(|(_, layer)| layer.values())
}

/// The revision that a tag waits for first. Of several of one code the last tells what it means now; of several codes
/// the one whose last revision is the earliest goes first, so that deciding it leaves the others waiting.
fn first(revisions: &[Revision], annotation: &Annotation) -> Option<usize> {
    let is_last = |ix: usize| {
        let of_same = |later: &Revision| later.code == revisions[ix].code && concerns(later, annotation);
        concerns(&revisions[ix], annotation) && !revisions[ix + 1..].iter().any(of_same)
    };
    (0..revisions.len()).filter(|ix| is_last(*ix)).min_by_key(|ix| revisions[*ix].version)
}

fn concerns(revision: &Revision, annotation: &Annotation) -> bool {
    revision.version > annotation.codebook && revision.code.is_in(&annotation.body)
}

/// The version that a tag has once this revision is decided: today's, or the one before the next revision of another
/// part of it, which still waits. Two revisions of one version, of two codebooks that were merged, are decided at once.
fn settled(codebook: &Codebook, decided: &Revision, annotation: &Annotation) -> u32 {
    let others = codebook
        .revisions
        .iter()
        .filter(|r| concerns(r, annotation) && r.code != decided.code && r.version > decided.version);
    let next = others.map(|revision| revision.version).min();
    next.map_or(codebook.version, |next| (next - 1).max(annotation.codebook))
}

/// Whether the coder said the like of the sentence or stretch already, so that there would be two.
fn is_taken(project: &Project, old: &Annotation, body: &Body) -> bool {
    let layer = project.layer(&old.coder, &old.article);
    let mut others =
        layer.into_iter().flat_map(|layer| layer.values()).filter(|a| a.id != old.id && a.span == old.span);
    others.any(|other| is_same_slot(&other.body, body))
}

/// Whether of two such statements about one stretch only one can stand.
fn is_same_slot(a: &Body, b: &Body) -> bool {
    match (a, b) {
        (Body::Sentiment(_), Body::Sentiment(_)) => true,
        (Body::Stance { holder: h, target: t, .. }, Body::Stance { holder, target, .. }) => h == holder && t == target,
        (Body::Variable { variable: v, unit: u, .. }, Body::Variable { variable, unit, .. }) => {
            v == variable && u == unit
        }
        (Body::Span(a), Body::Span(b)) => a == b,
        _ => false,
    }
}
