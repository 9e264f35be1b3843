//! The names an article shows: the engine's mentions with one coder's corrections.

use super::session::Session;
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

impl Session {
    /// The forms by which each entity is named in the corpus, corrections included. Looks at every mention.
    pub fn aliases(&self) -> Map<EntityId, Set<Rc<str>>> {
        let mut aliases: Map<EntityId, Set<Rc<str>>> = Map::new();
        for state in self.articles() {
            for mention in state.mentions.iter() {
                let form = mention.span.of(&state.article.text);
                let forms = aliases.get_or_insert_with(mention.entity.clone(), Set::new);
                if !forms.iter().any(|known| **known == *form) {
                    forms.insert(form.into());
                }
            }
        }
        aliases
    }
}

/// The mentions of one article as `layer` corrects them; ascending, not overlapping.
///
/// `entity_of` gives the id of the document's entity at an index.
pub fn shown_mentions(
    document: &Document,
    layer: Option<&Layer>,
    entity_of: impl Fn(u32) -> EntityId,
) -> Vec<ShownMention> {
    let corrections: Map<Span, &Rc<Annotation>> = layer
        .into_iter()
        .flat_map(|layer| layer.values())
        .filter(|a| matches!(a.body, Body::Mention { .. }))
        .map(|a| (a.span, a))
        .collect();
    let engine = document.mentions.iter().filter(|m| !is_corrected(&corrections, m.span)).map(|m| ShownMention {
        span: m.span,
        kind: m.kind,
        entity: entity_of(m.entity),
        correction: None,
    });
    let mut mentions: Vec<ShownMention> = engine.chain(corrections.values().filter_map(|a| corrected(a))).collect();
    if !corrections.is_empty() {
        order::sort_by_key(&mut mentions, |m| m.span);
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

fn corrected(annotation: &Rc<Annotation>) -> Option<ShownMention> {
    match &annotation.body {
        Body::Mention { action: MentionAction::Remove, .. } => None,
        Body::Mention { kind, entity: Some(entity), .. } => Some(ShownMention {
            span: annotation.span,
            kind: *kind,
            entity: entity.clone(),
            correction: Some(annotation.clone()),
        }),
        _ => None,
    }
}
