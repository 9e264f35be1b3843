//! Decides between annotations that cannot both stand: the rule that makes merging order-free.
//!
//! Of two with one id the later `modified` stands. Then, of two in one slot (the sentiment of a
//! sentence by a coder, a stance toward one target by one holder, a speaker, the answer to a variable, a
//! comment, a flag), the later `modified` stands. Where times are equal, the greater content does, so that
//! the result never depends on which came first. An annotation that changes its sentence, holder or target
//! takes a new id; with ids that wander between slots the order of merging could show.

use crate::model::{Annotation, AnnotationId, Body, Holder, Target, Unit, VariableId};
use crate::text::{Map, order};
use std::cmp::Ordering;
use std::rc::Rc;

/// The annotations that stand, by id, and how many had to give way to another in their slot.
pub(crate) fn settle(
    annotations: impl IntoIterator<Item = Rc<Annotation>>,
) -> (Map<AnnotationId, Rc<Annotation>>, usize) {
    // The last of one name, then the last of one slot, is the one that stands.
    let mut all: Vec<Rc<Annotation>> = annotations.into_iter().collect();
    order::sort_by(&mut all, |a, b| a.id.cmp(&b.id).then_with(|| by_time(a, b)));
    all.dedup_by(|later, kept| {
        let is_one = later.id == kept.id;
        if is_one {
            std::mem::swap(later, kept);
        }
        is_one
    });
    let n_names = all.len();
    let (mut in_slots, mut standing): (Vec<_>, Vec<_>) = all.into_iter().partition(|a| slot_of(&a.body).is_some());
    order::sort_by(&mut in_slots, |a, b| place_of(a).cmp(&place_of(b)).then_with(|| by_time(a, b)));
    for slot in in_slots.chunk_by(|a, b| place_of(a) == place_of(b)) {
        standing.extend(slot.last().cloned());
    }
    let n_losers = n_names - standing.len();
    (standing.into_iter().map(|annotation| (annotation.id.clone(), annotation)).collect(), n_losers)
}

/// Whether two annotations cannot both stand.
pub(super) fn is_same_slot(a: &Annotation, b: &Annotation) -> bool {
    slot_of(&a.body).is_some() && place_of(a) == place_of(b)
}

/// What there is one of in a sentence for a coder.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Slot<'a> {
    Sentiment,
    Stance(&'a Holder, &'a Target),
    Speaker,
    Variable(Unit, &'a VariableId),
    Comment,
    Flag,
    Lock,
}

fn place_of(annotation: &Annotation) -> impl Ord + '_ {
    (&annotation.article, &annotation.coder, annotation.span, slot_of(&annotation.body))
}

fn slot_of(body: &Body) -> Option<Slot<'_>> {
    match body {
        Body::Sentiment(_) => Some(Slot::Sentiment),
        Body::Stance { holder, target, .. } => Some(Slot::Stance(holder, target)),
        Body::Speaker(_) => Some(Slot::Speaker),
        Body::Variable { variable, unit, .. } => Some(Slot::Variable(*unit, variable)),
        Body::Comment(_) => Some(Slot::Comment),
        Body::Flag(_) => Some(Slot::Flag),
        Body::Lock(_) => Some(Slot::Lock),
        Body::Span(_) | Body::Mention { .. } => None,
    }
}

/// By time, then by content: equal only if the two are the same.
fn by_time(a: &Annotation, b: &Annotation) -> Ordering {
    fn key(x: &Annotation) -> impl Ord + '_ {
        let place = (&x.article, x.span, &x.coder);
        (x.modified, &x.body, place, x.created, x.codebook, x.origin, x.sight, &x.extra, &x.id)
    }
    key(a).cmp(&key(b))
}
