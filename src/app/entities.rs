//! The things named in the corpus, linked across articles.

use super::article_state::ArticleState;
use crate::find;
use crate::find::corpus::CorpusEntities;
use crate::model::{Document, EntityId, EntityKind};
use crate::text::Map;
use std::rc::Rc;

/// Every entity the engine found, and which entity each article's own list means.
#[derive(Debug, Default)]
pub struct Entities {
    by_id: Map<EntityId, EntityInfo>,
    /// For each article in reading order: its document's entity index to the entity's id.
    ids: Vec<Vec<EntityId>>,
}

/// One named thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityInfo {
    /// The fullest or best-known name.
    pub name: Rc<str>,
    /// Type.
    pub kind: EntityKind,
    /// How often the corpus names it.
    pub n_mentions: u32,
}

impl Entities {
    /// Links the documents of these articles; those without one yet name nothing.
    pub fn link(articles: &[ArticleState]) -> Entities {
        let read: Vec<(usize, &ArticleState, &Document)> = articles
            .iter()
            .enumerate()
            .filter_map(|(ix, state)| Some((ix, state, state.document.as_deref()?)))
            .collect();
        let documents: Vec<_> =
            read.iter().map(|(_, state, document)| (&state.article.id, *document, &*state.article.text)).collect();
        let corpus = CorpusEntities::linked(&documents);
        let by_id = corpus
            .entities()
            .iter()
            .map(|entity| {
                let (name, n_mentions) = (entity.name.clone(), entity.n_mentions);
                (id_of(&entity.key), EntityInfo { name, kind: entity.kind, n_mentions })
            })
            .collect();
        let mut ids = vec![Vec::new(); articles.len()];
        for (place, (ix, _, document)) in read.iter().enumerate() {
            ids[*ix] = (0u32..)
                .zip(&document.entities)
                .map(|(entity_ix, own)| id_of(corpus.of(place, entity_ix).map_or(&own.key, |entity| &entity.key)))
                .collect();
        }
        Entities { by_id, ids }
    }

    /// The entity of this id.
    pub fn get(&self, id: &EntityId) -> Option<&EntityInfo> {
        self.by_id.get(id)
    }

    /// All entities, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&EntityId, &EntityInfo)> {
        self.by_id.iter()
    }

    /// The ids of a document's entities.
    pub fn ids_of(&self, article_ix: usize) -> &[EntityId] {
        self.ids.get(article_ix).map_or(&[], Vec::as_slice)
    }

    /// The id of a document's entity.
    pub fn id_in(&self, article_ix: usize, entity_ix: u32) -> EntityId {
        self.ids
            .get(article_ix)
            .and_then(|ids| ids.get(entity_ix as usize))
            .cloned()
            .unwrap_or_else(|| EntityId::new("e:unknown"))
    }
}

/// The entity that this one may stand for: Russia for the Kremlin.
pub fn stands_for(id: &EntityId) -> Option<EntityId> {
    id.as_str().strip_prefix("e:").and_then(find::stands_for).map(id_of)
}

fn id_of(key: &str) -> EntityId {
    EntityId::new(format!("e:{key}"))
}
