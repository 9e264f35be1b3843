//! All named things of the corpus with the forms by which each outlet names them: what the Entities view shows and the
//! lists of holders and targets search.

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

    /// One more.
    fn add(&mut self, outlet: u32) {
        match self.by_outlet.binary_search_by_key(&outlet, |(ix, _)| *ix) {
            Ok(at) => self.by_outlet[at].1 += 1,
            Err(at) => self.by_outlet.insert(at, (outlet, 1)),
        }
    }
}

impl EntityTable {
    /// The table of the corpus as it is shown now.
    fn of(session: &Session) -> EntityTable {
        let mut outlets: Vec<Rc<str>> = Vec::new();
        let mut rows: Vec<EntityRow> = session
            .entities()
            .iter()
            .map(|(id, info)| {
                let aliases = session.project().entities.get(id).map(|entity| entity.aliases.as_slice());
                let aliases = aliases.unwrap_or_default().into();
                let (name, kind) = (info.name.clone(), info.kind);
                EntityRow { id: id.clone(), name, kind, counts: Counts::default(), forms: Vec::new(), aliases }
            })
            .collect();
        let mut places = Places::default();
        for state in session.articles() {
            let article = &state.article;
            // Those with their outlet hidden stand among the others.
            let outlet = outlets.iter().position(|known| *known == article.outlet).unwrap_or_else(|| {
                outlets.push(article.outlet.clone());
                outlets.len() - 1
            }) as u32;
            for mention in state.mentions.iter() {
                let Some(row_ix) = places.of(&mention.entity, &rows) else { continue };
                let row = &mut rows[row_ix];
                let form = mention.span.of(&article.text);
                row.counts.add(outlet);
                match row.forms.iter_mut().find(|known| &*known.form == form) {
                    Some(known) => known.counts.add(outlet),
                    None => {
                        let mut counts = Counts::default();
                        counts.add(outlet);
                        row.forms.push(FormRow { form: form.into(), counts });
                    }
                }
            }
        }
        for row in &mut rows {
            let key = |form: &FormRow| (u32::MAX - form.counts.total(), form.form.clone());
            order::sort_by_key(&mut row.forms, key);
        }
        EntityTable { outlets, rows }
    }

    /// The row of an entity.
    pub fn row(&self, id: &EntityId) -> Option<&EntityRow> {
        self.rows.binary_search_by(|row| row.id.cmp(id)).ok().map(|ix| &self.rows[ix])
    }
}

/// Where the rows of the ids seen last are. The mentions of a thing share the memory of its id, so this seldom has to
/// look an id up by its letters.
struct Places(Vec<(usize, usize)>);

impl Default for Places {
    fn default() -> Places {
        Places(vec![(0, 0); Places::N])
    }
}

impl Places {
    const N: usize = 4096;

    /// The index of an entity's row.
    fn of(&mut self, id: &EntityId, rows: &[EntityRow]) -> Option<usize> {
        let address = id.as_str().as_ptr().addr();
        let place = &mut self.0[address / 16 % Places::N];
        if place.0 != address {
            *place = (address, rows.binary_search_by(|row| row.id.cmp(id)).ok()?);
        }
        Some(place.1)
    }
}

impl EntityRow {
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
