//! The forms by which an article names its entities, counted once: sums over the corpus then need not
//! look at each of its hundred thousands of mentions.

use crate::model::Document;
use std::rc::Rc;

/// One form of one entity.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Form {
    /// Index into [`Document::entities`].
    pub(super) entity: u32,
    /// The words as they stand in the text.
    pub(super) form: Rc<str>,
    /// How many of the engine's mentions have it.
    pub(super) n: u32,
}

/// The forms of a document, in the order of entities and first mentions.
pub(super) fn forms_of(document: &Document, text: &str) -> Rc<[Form]> {
    // An entity has few forms, so these are looked through.
    let mut by_entity: Vec<Vec<(&str, u32)>> = vec![Vec::new(); document.entities.len()];
    for mention in &document.mentions {
        let words = mention.span.of(text);
        if by_entity.len() <= mention.entity as usize {
            by_entity.resize_with(mention.entity as usize + 1, Vec::new);
        }
        let forms = &mut by_entity[mention.entity as usize];
        match forms.iter_mut().find(|(known, _)| *known == words) {
            Some((_, n)) => *n += 1,
            None => forms.push((words, 1)),
        }
    }
    let by_entity = by_entity.into_iter().enumerate();
    let forms = by_entity.flat_map(|(entity, forms)| {
        forms.into_iter().map(move |(form, n)| Form { entity: entity as u32, form: form.into(), n })
    });
    forms.collect()
}
