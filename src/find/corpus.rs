//! Entities over all articles: one entry a key, with every form and every mention.
//!
//! Articles link by key. A lone surname in one article joins the only person of the corpus
//! whose full name ends in it.

use super::links::most;
use crate::model::{ArticleId, Document, DocumentEntity, EntityKind};
use crate::text::{Map, Set};
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
    /// How often it is named.
    pub n_mentions: u32,
    /// The distinct forms it is named by, sorted; empty in a table that is only [`CorpusEntities::linked`].
    pub aliases: Vec<Rc<str>>,
    /// Every mention, in order; empty in a table that is only linked.
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
    /// The table over these articles with every form and every mention: id, document and text of each.
    pub fn new<'a>(articles: impl IntoIterator<Item = (&'a ArticleId, &'a Document, &'a str)>) -> CorpusEntities {
        let articles: Vec<_> = articles.into_iter().collect();
        let mut table = CorpusEntities::linked(&articles);
        let mut forms: Vec<Set<&str>> = table.entities.iter().map(|_| Set::new()).collect();
        for (article, (&(_, doc, text), places)) in articles.iter().zip(&table.places).enumerate() {
            for (mention_ix, mention) in doc.mentions.iter().enumerate() {
                let Some(&place) = places.get(mention.entity as usize) else { continue };
                let place = place as usize;
                forms[place].insert(mention.span.of(text));
                let mention = CorpusMention { article: article as u32, mention: mention_ix as u32 };
                table.entities[place].mentions.push(mention);
            }
        }
        for (entity, forms) in table.entities.iter_mut().zip(forms) {
            entity.aliases = forms.iter().map(|&form| form.into()).collect();
        }
        table
    }

    /// The table without forms and mentions, which takes no look at any text: what the page needs while articles come
    /// in, also with tens of thousands of mentions.
    pub fn linked<'a>(articles: &[(&'a ArticleId, &'a Document, &'a str)]) -> CorpusEntities {
        let redirect = lone_surnames(articles);
        let key_of = |entity: &'a DocumentEntity| redirect.get(&entity.key).unwrap_or(&entity.key);
        let all = articles.iter().flat_map(|(_, doc, _)| &doc.entities);
        let keys: Vec<Rc<str>> = all.map(|entity| key_of(entity).clone()).collect::<Set<_>>().into_iter().collect();
        let mut rows: Vec<Row> = keys.iter().map(|_| Row::default()).collect();
        let mut places: Vec<Vec<u32>> = Vec::new();
        for &(_, doc, _) in articles {
            let mut of_article = Vec::new();
            for entity in &doc.entities {
                let key = key_of(entity);
                let place = keys.binary_search(key).unwrap_or_else(|ix| ix);
                of_article.push(place as u32);
                let row = &mut rows[place];
                // A lone surname does not name its person.
                let is_own = *key == entity.key;
                if is_own && row.name.as_ref().is_none_or(|name| name.len() < entity.name.len()) {
                    row.name = Some(entity.name.clone());
                }
            }
            places.push(of_article);
        }
        for (&(_, doc, _), places) in articles.iter().zip(&places) {
            for mention in &doc.mentions {
                if let Some(&place) = places.get(mention.entity as usize) {
                    rows[place as usize].kinds[mention.kind as usize] += 1;
                }
            }
        }
        let entities = keys.into_iter().zip(rows).map(|(key, row)| row.finish(key)).collect();
        let articles = articles.iter().map(|(id, _, _)| (*id).clone()).collect();
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
struct Row {
    name: Option<Rc<str>>,
    /// How many mentions are of each type, in the order of [`EntityKind::ALL`].
    kinds: [u32; EntityKind::ALL.len()],
}

impl Row {
    fn finish(self, key: Rc<str>) -> CorpusEntity {
        let kind = most(&self.kinds);
        let n_mentions = self.kinds.iter().sum();
        let name = self.name.unwrap_or_else(|| key.clone());
        CorpusEntity { name, key, kind, n_mentions, aliases: Vec::new(), mentions: Vec::new() }
    }
}

/// Keys of one word that name exactly one person of the corpus by the last word.
fn lone_surnames(articles: &[(&ArticleId, &Document, &str)]) -> Map<Rc<str>, Rc<str>> {
    let mut by_surname: Map<&str, Option<&Rc<str>>> = Map::new();
    let people = || articles.iter().flat_map(|(_, doc, _)| &doc.entities).filter(|e| e.kind == EntityKind::Person);
    for entity in people() {
        if let Some((_, surname)) = entity.key.rsplit_once('-') {
            let slot = by_surname.get_or_insert_with(surname, || Some(&entity.key));
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
