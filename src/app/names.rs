//! The names an article shows: the engine's mentions with one coder's corrections, under the names people gave things.

use super::entities::Entities;
use crate::model::{Annotation, Body, Document, EntityId, EntityKind, Layer, MentionAction};
use crate::text::{Map, Set, Span, order};
use std::rc::Rc;

/// A mention as shown.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownMention {
    /// Stretch of the article's text.
    pub span: Span,
    /// Its type, after corrections.
    pub kind: EntityKind,
    /// What it names.
    pub entity: EntityId,
    /// The correction that made it so, if any.
    pub correction: Option<Rc<Annotation>>,
}

/// What the engine's mentions of one thing name.
#[derive(Clone)]
struct Named {
    entity: EntityId,
    /// If people gave it one.
    kind: Option<EntityKind>,
    is_shown: bool,
}

impl Named {
    fn of(entities: &Entities, found: &EntityId, form: &str) -> Named {
        let entity = entities.naming().named(found, form);
        let (kind, is_shown) = (entities.kind_of(found, &entity), !entities.naming().is_removed(&entity));
        Named { entity, kind, is_shown }
    }
}

/// The mentions of one article as `layer` corrects them and as people named things; ascending, not overlapping.
pub(super) fn shown_mentions(
    document: &Document,
    text: &str,
    layer: Option<&Layer>,
    entities: &Entities,
    article_ix: usize,
) -> Vec<ShownMention> {
    let corrections: Map<Span, &Rc<Annotation>> = layer
        .into_iter()
        .flat_map(|layer| layer.values())
        .filter(|a| matches!(a.body, Body::Mention { .. }))
        .map(|a| (a.span, a))
        .collect();
    let naming = entities.naming();
    // A name comes many times in an article and is looked up once.
    let mut known: Vec<Option<Named>> = vec![None; document.entities.len()];
    let engine = document.mentions.iter().filter(|m| !is_corrected(&corrections, m.span)).filter_map(|m| {
        let ix = m.entity as usize;
        known.resize(known.len().max(ix + 1), None);
        let named = known[ix].clone().unwrap_or_else(|| {
            let found = entities.found_in(article_ix, m.entity);
            let named = Named::of(entities, &found, m.span.of(text));
            if !naming.loses_forms(&found) {
                known[ix] = Some(named.clone());
            }
            named
        });
        // What somebody took for no name at all is one only where a correction says so.
        let kind = named.kind.unwrap_or(m.kind);
        named.is_shown.then_some(ShownMention { span: m.span, kind, entity: named.entity, correction: None })
    });
    let by_people = corrections.values().filter_map(|a| corrected(a, text, entities));
    let mut mentions: Vec<ShownMention> = engine.chain(by_people).collect();
    if !corrections.is_empty() {
        order::sort_by_key(&mut mentions, |m| m.span);
    }
    mentions
}

/// The mentions of an article without corrections after these of the engine's ids were given other names: what
/// [`shown_mentions`] says, but only they are looked up. `before` are those that are shown.
pub(super) fn renamed_mentions(
    document: &Document,
    text: &str,
    before: &[ShownMention],
    renamed: &Set<EntityId>,
    entities: &Entities,
    article_ix: usize,
) -> Vec<ShownMention> {
    let naming = entities.naming();
    let found: &[EntityId] = entities.ids_of(article_ix);
    let is_renamed: Vec<bool> = found.iter().map(|id| renamed.contains(id)).collect();
    let mut known: Vec<Option<Named>> = vec![None; found.len()];
    let mut before = before.iter().peekable();
    let mut mentions: Vec<ShownMention> = Vec::with_capacity(document.mentions.len());
    for mention in &document.mentions {
        let ix = mention.entity as usize;
        let shown = before.next_if(|shown| shown.span == mention.span);
        if !is_renamed.get(ix).is_some_and(|is| *is) {
            mentions.extend(shown.cloned());
            continue;
        }
        let named = known[ix].clone().unwrap_or_else(|| Named::of(entities, &found[ix], mention.span.of(text)));
        if known[ix].is_none() && !naming.loses_forms(&found[ix]) {
            known[ix] = Some(named.clone());
        }
        let Named { entity, kind, is_shown } = named;
        if is_shown {
            let kind = kind.unwrap_or(mention.kind);
            mentions.push(ShownMention { span: mention.span, kind, entity, correction: None });
        }
    }
    mentions
}

/// Whether a correction stands in the way of the engine's mention at `span`: one of the same
/// stretch, or an added name that overlaps it.
fn is_corrected(corrections: &Map<Span, &Rc<Annotation>>, span: Span) -> bool {
    let before_end = Span { start: span.end, end: span.end };
    // Names are short, so the few corrections that start before the end are enough to look at.
    corrections.below(&before_end).iter().rev().take(8).any(|(at, a)| {
        let is_added = matches!(a.body, Body::Mention { action: MentionAction::Add, .. });
        *at == span || (is_added && at.overlaps(span))
    })
}

fn corrected(annotation: &Rc<Annotation>, text: &str, entities: &Entities) -> Option<ShownMention> {
    match &annotation.body {
        Body::Mention { action: MentionAction::Remove, .. } => None,
        Body::Mention { kind, entity: Some(entity), .. } => Some(ShownMention {
            span: annotation.span,
            kind: *kind,
            entity: entities.linked(entities.naming().named(entity, annotation.span.of(text))),
            correction: Some(annotation.clone()),
        }),
        _ => None,
    }
}
