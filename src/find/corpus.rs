//! Entities over all articles: one entry a key, with every form and every mention.
//!
//! Articles link by key. A lone surname in one article joins the only person of the corpus
//! whose full name ends in it.

use crate::model::{ArticleId, Document, EntityKind};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// The table of all entities of a corpus.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CorpusEntities {
    entities: Vec<CorpusEntity>,
    /// For each article, its document entities' places in `entities`.
    places: Vec<Vec<u32>>,
    articles: Vec<ArticleId>,
}

/// A thing named anywhere in the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorpusEntity {
    /// Slug of the full name.
    pub key: Rc<str>,
    /// The fullest or best-known name.
    pub name: Rc<str>,
    /// The type most of its mentions have.
    pub kind: EntityKind,
    /// The distinct forms it is named by, sorted.
    pub aliases: Vec<Rc<str>>,
    /// Every mention, in order.
    pub mentions: Vec<CorpusMention>,
}

/// Where a mention stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CorpusMention {
    /// Index of the article, in the order the table was made from.
    pub article: u32,
    /// Index into that article's [`Document::mentions`].
    pub mention: u32,
}

impl CorpusEntities {
    /// The table over these articles: id, document and text of each.
    pub fn new<'a>(articles: impl IntoIterator<Item = (&'a ArticleId, &'a Document, &'a str)>) -> CorpusEntities {
        let articles: Vec<_> = articles.into_iter().collect();
        let redirect = lone_surnames(&articles);
        let mut rows: BTreeMap<Rc<str>, Row<'a>> = BTreeMap::new();
        for &(_, doc, _) in &articles {
            for entity in &doc.entities {
                let key = redirect.get(&entity.key).unwrap_or(&entity.key);
                let row = rows.entry(key.clone()).or_default();
                let better = row.name.as_ref().is_none_or(|name| *key == entity.key && name.len() < entity.name.len());
                if better {
                    row.name = Some(entity.name.clone());
                }
            }
        }
        for (place, row) in rows.values_mut().enumerate() {
            row.place = place as u32;
        }
        let places: Vec<Vec<u32>> = articles
            .iter()
            .map(|(_, doc, _)| {
                let place_of = |key: &Rc<str>| rows[redirect.get(key).unwrap_or(key)].place;
                doc.entities.iter().map(|e| place_of(&e.key)).collect()
            })
            .collect();
        let mut by_place: Vec<(Rc<str>, Row<'a>)> = rows.into_iter().collect();
        for (article, (&(_, doc, text), places)) in articles.iter().zip(&places).enumerate() {
            for (mention_ix, mention) in doc.mentions.iter().enumerate() {
                let Some(&place) = places.get(mention.entity as usize) else { continue };
                let row = &mut by_place[place as usize].1;
                row.mentions.push(CorpusMention { article: article as u32, mention: mention_ix as u32 });
                *row.kinds.entry(mention.kind).or_default() += 1;
                *row.forms.entry(mention.span.of(text)).or_default() += 1;
            }
        }
        let entities = by_place.into_iter().map(|(key, row)| row.finish(key)).collect();
        let articles = articles.into_iter().map(|(id, _, _)| id.clone()).collect();
        CorpusEntities { entities, places, articles }
    }

    /// All entities, by key.
    pub fn entities(&self) -> &[CorpusEntity] {
        &self.entities
    }

    /// The articles, in the order that [`CorpusMention::article`] counts.
    pub fn articles(&self) -> &[ArticleId] {
        &self.articles
    }

    /// The entity of this key.
    pub fn get(&self, key: &str) -> Option<&CorpusEntity> {
        let place = self.entities.binary_search_by(|e| (*e.key).cmp(key)).ok()?;
        self.entities.get(place)
    }

    /// What entity `entity` of article `article`'s document is in the corpus.
    pub fn of(&self, article: usize, entity: u32) -> Option<&CorpusEntity> {
        let place = *self.places.get(article)?.get(entity as usize)?;
        self.entities.get(place as usize)
    }
}

#[derive(Default)]
struct Row<'a> {
    place: u32,
    name: Option<Rc<str>>,
    kinds: BTreeMap<EntityKind, u32>,
    forms: HashMap<&'a str, u32>,
    mentions: Vec<CorpusMention>,
}

impl Row<'_> {
    fn finish(self, key: Rc<str>) -> CorpusEntity {
        let mut aliases: Vec<Rc<str>> = self.forms.keys().map(|&form| form.into()).collect();
        aliases.sort_unstable();
        // Most mentions win; of equals the type that comes first in the legend.
        let kind = self.kinds.iter().rev().max_by_key(|(_, n)| **n).map_or(EntityKind::Org, |(kind, _)| *kind);
        CorpusEntity { name: self.name.unwrap_or_else(|| key.clone()), key, kind, aliases, mentions: self.mentions }
    }
}

/// Keys of one word that name exactly one person of the corpus by the last word.
fn lone_surnames(articles: &[(&ArticleId, &Document, &str)]) -> HashMap<Rc<str>, Rc<str>> {
    let mut by_surname: HashMap<&str, Option<&Rc<str>>> = HashMap::new();
    let people = || articles.iter().flat_map(|(_, doc, _)| &doc.entities).filter(|e| e.kind == EntityKind::Person);
    for entity in people() {
        if let Some((_, surname)) = entity.key.rsplit_once('-') {
            let slot = by_surname.entry(surname).or_insert(Some(&entity.key));
            if *slot != Some(&entity.key) {
                *slot = None;
            }
        }
    }
    people()
        .filter(|e| !e.key.contains('-'))
        .filter_map(|e| Some((e.key.clone(), (*by_surname.get(&*e.key)?)?.clone())))
        .collect()
}
