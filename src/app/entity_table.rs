//! All named things of the corpus with the forms by which each outlet names them: what the Entities view shows and the
//! lists of holders and targets search.

use super::forms::Form;
use super::session::Session;
use crate::model::{EntityId, EntityKind};
use crate::text::order;
use std::rc::Rc;

/// The table. Rows by entity id, outlets in reading order.
#[derive(Debug, Default, PartialEq)]
pub struct EntityTable {
    /// The outlets of the corpus; empty for articles without one.
    pub outlets: Vec<Rc<str>>,
    /// One a named thing.
    pub rows: Vec<EntityRow>,
}

/// A named thing.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityRow {
    /// Which.
    pub id: EntityId,
    /// As shown.
    pub name: Rc<str>,
    /// Type.
    pub kind: EntityKind,
    /// How often it is named, by outlet.
    pub counts: Counts,
    /// The forms that name it, the most frequent first.
    pub forms: Vec<FormRow>,
    /// Other names that a person gave it.
    pub aliases: Rc<[Rc<str>]>,
}

/// A form that names something.
#[derive(Clone, Debug, PartialEq)]
pub struct FormRow {
    /// The words as they stand in the text.
    pub form: Rc<str>,
    /// How often, by outlet.
    pub counts: Counts,
}

/// Numbers by outlet, without the outlets that have none: a large corpus has many outlets and most names are rare.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Index into [`EntityTable::outlets`] and number, ascending by index.
    pub by_outlet: Vec<(u32, u32)>,
}

impl Counts {
    /// Over all outlets.
    pub fn total(&self) -> u32 {
        self.by_outlet.iter().map(|(_, n)| n).sum()
    }

    /// In one outlet.
    pub fn of(&self, outlet: u32) -> u32 {
        self.by_outlet.iter().find(|(ix, _)| *ix == outlet).map_or(0, |(_, n)| *n)
    }

    /// So many more.
    fn add(&mut self, outlet: u32, n: u32) {
        match self.by_outlet.binary_search_by_key(&outlet, |(ix, _)| *ix) {
            Ok(at) => self.by_outlet[at].1 += n,
            Err(at) => self.by_outlet.insert(at, (outlet, n)),
        }
    }
}

impl EntityTable {
    /// The table of the corpus as it is shown now.
    fn of(session: &Session) -> EntityTable {
        let mut outlets: Vec<Rc<str>> = Vec::new();
        let no_aliases: Rc<[Rc<str>]> = Rc::new([]);
        let mut rows: Vec<EntityRow> = session
            .entities()
            .all()
            .map(|(id, info)| {
                let record = session.project().entities.get(id).filter(|record| !record.aliases.is_empty());
                let aliases = record.map_or_else(|| no_aliases.clone(), |record| record.aliases.as_slice().into());
                let (name, kind) = (info.name.clone(), info.kind);
                EntityRow { id: id.clone(), name, kind, counts: Counts::default(), forms: Vec::new(), aliases }
            })
            .collect();
        let mut places = Places::default();
        for (article_ix, state) in session.articles().iter().enumerate() {
            let article = &state.article;
            // Those with their outlet hidden stand among the others.
            let outlet = outlets.iter().position(|known| *known == article.outlet).unwrap_or_else(|| {
                outlets.push(article.outlet.clone());
                outlets.len() - 1
            }) as u32;
            if state.is_as_found {
                add_found(&mut rows, &mut places, session, article_ix, outlet);
                continue;
            }
            for mention in state.mentions.iter() {
                let place = places.of(&mention.entity, |id| row_of(&rows, id));
                if let Some(row_ix) = place {
                    rows[row_ix].add(mention.span.of(&article.text), outlet, 1, |form| form.into());
                }
            }
        }
        // Cheaper than asking for each before what it is named.
        let mut infos = session.entities().all();
        rows.retain(|row| infos.next().is_some_and(|(_, info)| info.is_kept) || row.counts.total() > 0);
        for row in &mut rows {
            let key = |form: &FormRow| (u32::MAX - form.counts.total(), form.form.clone());
            // Most things have one form.
            if row.forms.len() > 1 {
                order::sort_by_key(&mut row.forms, key);
            }
        }
        EntityTable { outlets, rows }
    }

    /// The index of an entity's row.
    pub fn row_ix(&self, id: &EntityId) -> Option<usize> {
        row_of(&self.rows, id)
    }

    /// The row of an entity.
    pub fn row(&self, id: &EntityId) -> Option<&EntityRow> {
        row_of(&self.rows, id).map(|ix| &self.rows[ix])
    }
}

fn row_of(rows: &[EntityRow], id: &EntityId) -> Option<usize> {
    rows.binary_search_by(|row| row.id.cmp(id)).ok()
}

/// Counts an article whose names are the engine's, by forms instead of mentions.
fn add_found(rows: &mut [EntityRow], places: &mut Places, session: &Session, article_ix: usize, outlet: u32) {
    let entities = session.entities();
    let (ids, naming) = (entities.ids_of(article_ix), entities.naming());
    let shown = |rows: &[EntityRow], id: &EntityId| row_of(rows, id).filter(|_| !naming.is_removed(id));
    for Form { entity, form, n } in session.articles()[article_ix].forms() {
        let Some(found) = ids.get(*entity as usize) else { continue };
        let place = match naming.loses_forms(found) {
            true => shown(rows, &naming.named(found, form)),
            false => places.of(found, |found| shown(rows, naming.standing(found))),
        };
        if let Some(row_ix) = place {
            rows[row_ix].add(form, outlet, *n, |_| form.clone());
        }
    }
}

/// Where the rows of the ids seen last are. The mentions of a thing share the memory of its id, so this seldom has to
/// look an id up by its letters.
struct Places(Vec<(usize, Option<usize>)>);

impl Default for Places {
    fn default() -> Places {
        Places(vec![(0, None); Places::N])
    }
}

impl Places {
    const N: usize = 16_384;

    /// The index of the row of an id, which `look_up` finds; always the same for one id.
    fn of(&mut self, id: &EntityId, look_up: impl FnOnce(&EntityId) -> Option<usize>) -> Option<usize> {
        let address = id.as_str().as_ptr().addr();
        let place = &mut self.0[address / 16 % Places::N];
        if place.0 != address {
            *place = (address, look_up(id));
        }
        place.1
    }
}

impl EntityRow {
    /// Counts so many mentions of a form, which `make` keeps if it is new.
    fn add(&mut self, form: &str, outlet: u32, n: u32, make: impl FnOnce(&str) -> Rc<str>) {
        self.counts.add(outlet, n);
        let ix = self.forms.iter().position(|known| &*known.form == form).unwrap_or_else(|| {
            self.forms.push(FormRow { form: make(form), counts: Counts::default() });
            self.forms.len() - 1
        });
        self.forms[ix].counts.add(outlet, n);
    }

    /// Every name of it: as shown, as in the texts, as a person added.
    pub fn names(&self) -> impl Iterator<Item = &Rc<str>> {
        [&self.name].into_iter().chain(self.forms.iter().map(|form| &form.form)).chain(self.aliases.iter())
    }
}

impl Session {
    /// The table of all named things. Made when first asked for after a name changed.
    pub fn entity_table(&self) -> Rc<EntityTable> {
        if let Some(table) = &*self.table.borrow() {
            return table.clone();
        }
        let table = Rc::new(EntityTable::of(self));
        *self.table.borrow_mut() = Some(table.clone());
        table
    }
}
