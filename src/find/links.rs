//! Entities over articles that come in one after the other. What [`CorpusEntities`](super::corpus::CorpusEntities)
//! would say of all of them, at the price of the article that came: a corpus of a hundred articles is linked a hundred
//! times while it is read.

use crate::model::{Document, EntityKind};
use crate::text::{Map, Set};
use std::rc::Rc;

/// The links of the articles that were read so far.
#[derive(Debug, Default)]
pub struct Links {
    places: Map<Rc<str>, u32>,
    /// What articles name under a key, by place.
    named: Vec<Named>,
    surnames: Map<Rc<str>, Surname>,
    articles: Vec<Linked>,
}

/// What an update changed.
#[derive(Debug, Default, PartialEq)]
pub struct Changed {
    /// Whether nothing is as it was: places too begin anew.
    pub is_anew: bool,
    /// Places of the entities that came, went, or have another name or type.
    pub entities: Set<u32>,
    /// Indices of the articles of which an entity is now at another place.
    pub articles: Set<usize>,
}

type Kinds = [u32; EntityKind::ALL.len()];

#[derive(Debug)]
struct Named {
    key: Rc<str>,
    /// The longest name, of equally long ones the first in the order of articles, and where that is.
    name: Rc<str>,
    name_at: (usize, usize),
    /// How many mentions are of each type.
    kinds: Kinds,
    is_person: bool,
}

/// Who has a surname.
#[derive(Debug, Default)]
struct Surname {
    /// The one person whose full name ends in it; none of several.
    only: Option<u32>,
    is_of_several: bool,
    /// The surname as a name of its own.
    alone: Option<u32>,
}

#[derive(Debug, Default)]
struct Linked {
    document: Option<Rc<Document>>,
    /// Of each entity of the document.
    places: Vec<u32>,
}

impl Links {
    /// Takes in the documents of these articles, in their order; those without one were not read yet.
    pub fn follow(&mut self, documents: &[Option<&Rc<Document>>]) -> Changed {
        let mut changed = Changed::default();
        let is_kept = |(linked, document): (&Linked, &Option<&Rc<Document>>)| match (&linked.document, document) {
            (None, _) => true,
            (Some(before), Some(now)) => is_named_alike(before, now),
            (Some(_), None) => false,
        };
        if self.articles.len() != documents.len() || !self.articles.iter().zip(documents).all(is_kept) {
            *self = Links::default();
            self.articles.resize_with(documents.len(), Linked::default);
            changed.is_anew = true;
        }
        let mut moved: Set<u32> = Set::new();
        for (article_ix, document) in documents.iter().enumerate() {
            let Some(document) = *document else { continue };
            let is_new = self.articles[article_ix].document.replace(document.clone()).is_none();
            if is_new {
                self.add(article_ix, document, &mut changed, &mut moved);
                changed.articles.insert(article_ix);
            }
        }
        for (article_ix, linked) in self.articles.iter().enumerate() {
            if !moved.is_empty() && linked.places.iter().any(|place| moved.contains(place)) {
                changed.articles.insert(article_ix);
            }
        }
        let of_changed: Vec<u32> = changed.entities.iter().map(|place| self.place_of(*place)).collect();
        changed.entities.extend(of_changed);
        changed
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.named.len()
    }

    /// Whether nothing is named.
    pub fn is_empty(&self) -> bool {
        self.named.is_empty()
    }

    /// The key of a place.
    pub fn key(&self, place: u32) -> &Rc<str> {
        &self.named[place as usize].key
    }

    /// Where what is named under a key is.
    pub fn place(&self, key: &str) -> Option<u32> {
        self.places.get(key).map(|place| self.place_of(*place))
    }

    /// Name and type of the entity at a place; `None` if it is at another one: a lone surname is with its person.
    pub fn entity(&self, place: u32) -> Option<(Rc<str>, EntityKind)> {
        if self.place_of(place) != place {
            return None;
        }
        let named = &self.named[place as usize];
        let mut kinds = named.kinds;
        let surname = named.key.rsplit_once('-').and_then(|(_, surname)| self.surnames.get(surname));
        if let Some(alone) = surname.filter(|surname| surname.only == Some(place)).and_then(|surname| surname.alone) {
            add_up(&mut kinds, &self.named[alone as usize].kinds);
        }
        Some((named.name.clone(), most(&kinds)))
    }

    /// Where the entities of an article are.
    pub fn places(&self, article_ix: usize) -> impl Iterator<Item = u32> {
        let places = self.articles.get(article_ix).map_or(&[][..], |linked| &linked.places);
        places.iter().map(|place| self.place_of(*place))
    }

    fn add(&mut self, article_ix: usize, document: &Document, changed: &mut Changed, moved: &mut Set<u32>) {
        let mut kinds: Vec<Kinds> = vec![Kinds::default(); document.entities.len()];
        for mention in &document.mentions {
            if let Some(kinds) = kinds.get_mut(mention.entity as usize) {
                kinds[mention.kind as usize] += 1;
            }
        }
        let mut places = Vec::with_capacity(kinds.len());
        for (entity_ix, (entity, kinds)) in document.entities.iter().zip(&kinds).enumerate() {
            let name_at = (article_ix, entity_ix);
            let n_places = self.named.len() as u32;
            let place = *self.places.get_or_insert_with(entity.key.clone(), || n_places);
            if place == n_places {
                let (key, name) = (entity.key.clone(), entity.name.clone());
                self.named.push(Named { key, name, name_at, kinds: Kinds::default(), is_person: false });
            }
            let named = &mut self.named[place as usize];
            add_up(&mut named.kinds, kinds);
            let is_before = entity.name.len() == named.name.len() && name_at < named.name_at;
            if entity.name.len() > named.name.len() || is_before {
                (named.name, named.name_at) = (entity.name.clone(), name_at);
            }
            if entity.kind == EntityKind::Person && !std::mem::replace(&mut named.is_person, true) {
                self.add_person(place, changed, moved);
            }
            changed.entities.insert(place);
            places.push(place);
        }
        self.articles[article_ix].places = places;
    }

    /// Takes note that a key names a person: it may be the one of a surname, no longer the only one, or a surname.
    fn add_person(&mut self, place: u32, changed: &mut Changed, moved: &mut Set<u32>) {
        let key = self.named[place as usize].key.clone();
        let (surname, is_alone) = key.rsplit_once('-').map_or((&*key, true), |(_, surname)| (surname, false));
        let slot = self.surnames.get_or_insert_with(surname.into(), Surname::default);
        let before = slot.only;
        if is_alone {
            slot.alone = Some(place);
        } else {
            slot.only = before.is_none().then_some(place).filter(|_| !slot.is_of_several);
            slot.is_of_several |= before.is_some();
        }
        if let Some(alone) = slot.alone {
            moved.insert(alone);
            changed.entities.extend([Some(alone), before, slot.only].into_iter().flatten());
        }
    }

    /// Where what is named under the key of a place is.
    fn place_of(&self, place: u32) -> u32 {
        let named = &self.named[place as usize];
        // Most keys are no lone surname.
        if !named.is_person || named.key.contains('-') {
            return place;
        }
        self.surnames.get(&named.key).and_then(|surname| surname.only).unwrap_or(place)
    }
}

/// Whether two documents name the same in the same places, as when the same text was read twice.
fn is_named_alike(one: &Rc<Document>, other: &Rc<Document>) -> bool {
    Rc::ptr_eq(one, other) || (one.entities == other.entities && one.mentions == other.mentions)
}

fn add_up(sum: &mut Kinds, kinds: &Kinds) {
    sum.iter_mut().zip(kinds).for_each(|(sum, n)| *sum += n);
}

/// The type that most mentions have; of equals the one that comes first in the legend.
pub(super) fn most(kinds: &Kinds) -> EntityKind {
    let told = EntityKind::ALL.iter().zip(kinds).filter(|(_, n)| **n > 0);
    told.rev().max_by_key(|(_, n)| **n).map_or(EntityKind::Org, |(kind, _)| *kind)
}
