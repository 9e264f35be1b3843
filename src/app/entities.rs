//! The things named in the corpus, linked across articles by the engine and put right by people.

use super::article_state::ArticleState;
use super::names::ShownMention;
use super::naming::Naming;
use crate::find;
use crate::find::links::Links;
use crate::model::{EntityId, EntityKind, Project, Standing};
use crate::text::{Map, Set};
use std::rc::Rc;

/// Every thing that is named, and which of them each article's own list means.
#[derive(Debug, Default)]
pub struct Entities {
    links: Links,
    /// The engine's ids, by their places in `links`.
    by_place: Vec<EntityId>,
    /// As the engine links them.
    found: Map<EntityId, EntityInfo>,
    /// For each article in reading order: its document's entity index to the engine's id.
    ids: Vec<Vec<EntityId>>,
    /// For each article how often these changed.
    versions: Vec<u32>,
    /// What people decided.
    naming: Naming,
    /// As people have them: the engine's and their own, without those that were merged into another.
    by_id: Map<EntityId, EntityInfo>,
    /// How many shown mentions each has.
    counts: Map<EntityId, u32>,
    /// How often places began anew.
    linking: u32,
}

/// One named thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityInfo {
    /// A person's choice, else the fullest or best-known name.
    pub name: Rc<str>,
    /// Type.
    pub kind: EntityKind,
    /// Whether it is there even if no mention of it is: somebody named it and did not take it away.
    pub(super) is_kept: bool,
    /// Its place among the engine's links; `None` where a person's record says what it is called.
    pub(super) place: Option<u32>,
}

impl Entities {
    /// Links the documents of these articles; those without one yet name nothing. Returns the indices of the articles
    /// whose ids may be other ones than before.
    pub(super) fn link(&mut self, articles: &[ArticleState]) -> Set<usize> {
        let documents: Vec<_> = articles.iter().map(|state| state.document.as_ref()).collect();
        let changed = self.links.follow(&documents);
        if changed.is_anew {
            self.linking += 1;
            self.by_place.clear();
            self.ids.clear();
            self.versions.clear();
            self.found = Map::new();
        }
        self.ids.resize_with(articles.len(), Vec::new);
        self.versions.resize(articles.len(), 0);
        for place in self.by_place.len()..self.links.len() {
            self.by_place.push(id_of(self.links.key(place as u32)));
        }
        let info_of = |place: u32| {
            let (name, kind) = self.links.entity(place)?;
            Some((self.by_place[place as usize].clone(), EntityInfo { name, kind, is_kept: false, place: Some(place) }))
        };
        if changed.is_anew {
            self.found = (0..self.links.len() as u32).filter_map(info_of).collect();
        } else {
            for place in &changed.entities {
                match info_of(*place) {
                    Some((id, info)) => drop(self.found.insert(id, info)),
                    None => drop(self.found.remove(&self.by_place[*place as usize])),
                }
            }
        }
        for ix in &changed.articles {
            self.ids[*ix] = self.links.places(*ix).map(|place| self.by_place[place as usize].clone()).collect();
            self.versions[*ix] += 1;
        }
        changed.articles
    }

    /// Takes in what people decided. Mentions are to be shown anew after it.
    pub(super) fn settle(&mut self, project: &Project) {
        self.naming = Naming::of(project);
        self.by_id = self.found.clone();
        for entity in project.entities.values() {
            match &entity.standing {
                Standing::MergedInto(_) if self.naming.standing(&entity.id) != &entity.id => {
                    self.by_id.remove(&entity.id);
                }
                standing => {
                    let is_kept = *standing != Standing::Removed;
                    let info = EntityInfo { name: entity.name.clone(), kind: entity.kind, is_kept, place: None };
                    self.by_id.insert(entity.id.clone(), info);
                }
            }
        }
        // A file may bring a merge without the thing that was merged into; it then goes by the name of what it took in.
        for entity in project.entities.values() {
            let standing = self.naming.standing(&entity.id);
            if standing != &entity.id {
                let info = || EntityInfo { name: entity.name.clone(), kind: entity.kind, is_kept: false, place: None };
                self.by_id.get_or_insert_with(standing.clone(), info);
            }
        }
    }

    /// Takes in what people decided, of which the records of `touched` are new. Returns the engine's ids whose mentions
    /// may be shown otherwise than before.
    pub(super) fn resettle(&mut self, project: &Project, touched: &Set<EntityId>) -> Set<EntityId> {
        // Both are made anew.
        let (before, kinds_before) = (std::mem::take(&mut self.naming), std::mem::take(&mut self.by_id));
        self.settle(project);
        let after = &self.naming;
        // A name alone changes no mention.
        let is_other = |id: &&EntityId| {
            let kinds = [&kinds_before, &self.by_id].map(|things| things.get(*id).map(|info| info.kind));
            kinds[0] != kinds[1] || before.is_removed(id) != after.is_removed(id)
        };
        // A thing that only another's record tells of changes with that.
        let told_of = touched.iter().flat_map(|id| [id, before.standing(id), after.standing(id)]);
        let others: Set<EntityId> = told_of.filter(is_other).cloned().collect();
        let is_renamed = |id: &&EntityId| {
            let standing = after.standing(id);
            others.contains(standing)
                || before.standing(id) != standing
                || before.loses_forms(id)
                || after.loses_forms(id)
        };
        self.found.keys().filter(is_renamed).cloned().collect()
    }

    /// Counts the mentions of an article that are shown now instead of those that were.
    pub(super) fn recount(&mut self, before: &[ShownMention], after: &[ShownMention]) {
        let mut changes = Changes::default();
        let mut after = after.iter().peekable();
        for old in before {
            // Both ascend, and most are as they were.
            while let Some(new) = after.next_if(|new| new.span < old.span) {
                changes.note(&new.entity, 1);
            }
            match after.next_if(|new| new.span == old.span) {
                Some(new) if new.entity == old.entity => {}
                new => {
                    changes.note(&old.entity, -1);
                    new.into_iter().for_each(|new| changes.note(&new.entity, 1));
                }
            }
        }
        after.for_each(|new| changes.note(&new.entity, 1));
        for (id, by) in changes.0.into_values() {
            let count = self.counts.get_or_insert_with(id.clone(), || 0);
            *count = count.saturating_add_signed(by);
        }
    }

    /// The entity of this id, or what it was merged into.
    pub fn get(&self, id: &EntityId) -> Option<&EntityInfo> {
        self.by_id.get(self.standing(id))
    }

    /// What goes by this id now: a lone surname that a person corrected may have got its full name from an article that
    /// came later.
    pub(super) fn linked(&self, id: EntityId) -> EntityId {
        if self.by_id.contains_key(&id) {
            return id;
        }
        let place = id.as_str().strip_prefix("e:").and_then(|key| self.links.place(key));
        place.map_or(id, |place| self.standing(&self.by_place[place as usize]).clone())
    }

    /// What this entity is after merging.
    pub fn standing<'a>(&'a self, id: &'a EntityId) -> &'a EntityId {
        self.naming.standing(id)
    }

    /// All entities by id, also those that are named nowhere any more.
    pub(super) fn all(&self) -> impl Iterator<Item = (&EntityId, &EntityInfo)> {
        self.by_id.iter()
    }

    /// All entities that are named somewhere or that a person keeps, by id.
    pub fn iter(&self) -> impl Iterator<Item = (&EntityId, &EntityInfo)> {
        self.by_id.iter().filter(|(id, info)| info.is_kept || self.n_mentions(id) > 0)
    }

    /// How often the corpus names it, as shown.
    pub fn n_mentions(&self, id: &EntityId) -> u32 {
        self.counts.get(self.standing(id)).copied().unwrap_or(0)
    }

    /// What people decided.
    pub fn naming(&self) -> &Naming {
        &self.naming
    }

    /// Another number whenever places mean other things than before.
    pub(super) fn linking(&self) -> u32 {
        self.linking
    }

    /// How many places there are.
    pub(super) fn n_places(&self) -> usize {
        self.by_place.len()
    }

    /// The engine's id of what is at a place.
    pub(super) fn id_at(&self, place: u32) -> &EntityId {
        &self.by_place[place as usize]
    }

    /// Another number whenever the places of a document's entities are other ones than before, within one linking.
    pub(super) fn version_of(&self, article_ix: usize) -> u32 {
        self.versions.get(article_ix).copied().unwrap_or(0)
    }

    /// The places of a document's entities.
    pub(super) fn places_of(&self, article_ix: usize) -> impl Iterator<Item = u32> {
        self.links.places(article_ix)
    }

    /// What the engine has under an id.
    pub(super) fn found(&self, id: &EntityId) -> Option<&EntityInfo> {
        self.found.get(id)
    }

    /// The place of one of [`Entities::all`], if the engine found it.
    pub(super) fn place_of(&self, id: &EntityId, info: &EntityInfo) -> Option<u32> {
        info.place.or_else(|| self.found(id)?.place)
    }

    /// The engine's ids of a document's entities.
    pub fn ids_of(&self, article_ix: usize) -> &[EntityId] {
        self.ids.get(article_ix).map_or(&[], Vec::as_slice)
    }

    /// The engine's id of a document's entity.
    pub fn found_in(&self, article_ix: usize, entity_ix: u32) -> EntityId {
        let found = self.ids.get(article_ix).and_then(|ids| ids.get(entity_ix as usize));
        found.cloned().unwrap_or_else(|| EntityId::new("e:unknown"))
    }

    /// What a document's entity is after merging.
    pub fn id_in(&self, article_ix: usize, entity_ix: u32) -> EntityId {
        self.standing(&self.found_in(article_ix, entity_ix)).clone()
    }

    /// The type of all mentions that the engine found of a thing, if people have what they name as another type than
    /// the engine; else each has its own.
    pub(super) fn kind_of(&self, found: &EntityId, named: &EntityId) -> Option<EntityKind> {
        let of_thing = self.by_id.get(named).map(|info| info.kind);
        let of_engine = self.found.get(found).map(|info| info.kind);
        of_thing.filter(|kind| Some(*kind) != of_engine)
    }
}

/// By how many mentions the counts of some entities change, by the addresses of their ids: the mentions of a thing
/// share the memory of its id, so ids are not compared by their letters; one that comes twice is changed twice.
#[derive(Default)]
struct Changes<'m>(Map<usize, (&'m EntityId, i32)>);

impl<'m> Changes<'m> {
    fn note(&mut self, id: &'m EntityId, by: i32) {
        self.0.get_or_insert_with(id.as_str().as_ptr() as usize, || (id, 0)).1 += by;
    }
}

/// The entity that this one may stand for: Russia for the Kremlin.
pub fn stands_for(id: &EntityId) -> Option<EntityId> {
    id.as_str().strip_prefix("e:").and_then(find::stands_for).map(id_of)
}

fn id_of(key: &str) -> EntityId {
    EntityId::new(format!("e:{key}"))
}
