//! Decides between annotations that cannot both stand: the rule that makes merging order-free.
//!
//! Of two with one id the later `modified` stands. Then, of two in one slot (the sentiment of a
//! sentence by a coder, a stance toward one target by one holder, a comment, a flag), the later
//! `modified` stands. Where times are equal, the greater content does, so that the result never
//! depends on which came first. An annotation that changes its sentence, holder or target takes
//! a new id; with ids that wander between slots the order of merging could show.

use crate::model::{Annotation, AnnotationId, Body, Holder, Target};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The annotations that stand, by id, and how many had to give way to another in their slot.
pub(super) fn settle(
    annotations: impl IntoIterator<Item = Rc<Annotation>>,
) -> (BTreeMap<AnnotationId, Rc<Annotation>>, usize) {
    let mut by_id: BTreeMap<AnnotationId, Rc<Annotation>> = BTreeMap::new();
    for annotation in annotations {
        match by_id.get_mut(&annotation.id) {
            Some(known) if by_time(known, &annotation).is_lt() => *known = annotation,
            Some(_) => {}
            None => drop(by_id.insert(annotation.id.clone(), annotation)),
        }
    }
    let mut by_slot: BTreeMap<_, &Rc<Annotation>> = BTreeMap::new();
    let mut losers: Vec<AnnotationId> = Vec::new();
    for annotation in by_id.values() {
        let Some(slot) = slot_of(&annotation.body) else { continue };
        let place = (&annotation.article, &annotation.coder, annotation.span, slot);
        match by_slot.get_mut(&place) {
            Some(known) if by_time(known, annotation).is_lt() => {
                losers.push(known.id.clone());
                *known = annotation;
            }
            Some(_) => losers.push(annotation.id.clone()),
            None => drop(by_slot.insert(place, annotation)),
        }
    }
    for id in &losers {
        by_id.remove(id);
    }
    (by_id, losers.len())
}

/// What there is one of in a sentence for a coder.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Slot<'a> {
    Sentiment,
    Stance(&'a Holder, &'a Target),
    Comment,
    Flag,
}

fn slot_of(body: &Body) -> Option<Slot<'_>> {
    match body {
        Body::Sentiment(_) => Some(Slot::Sentiment),
        Body::Stance { holder, target, .. } => Some(Slot::Stance(holder, target)),
        Body::Comment(_) => Some(Slot::Comment),
        Body::Flag(_) => Some(Slot::Flag),
        Body::Span(_) | Body::Mention { .. } => None,
    }
}

/// By time, then by content: equal only if the two are the same.
fn by_time(a: &Annotation, b: &Annotation) -> Ordering {
    fn key(x: &Annotation) -> impl Ord + '_ {
        let place = (&x.article, x.span, &x.coder);
        (x.modified, &x.body, place, x.created, x.codebook, x.origin, &x.extra, &x.id)
    }
    key(a).cmp(&key(b))
}
