//! All named things of the corpus with the forms by which each outlet names them: what the Entities view shows and the
//! lists of holders and targets search.

use super::session::Session;
use crate::model::{EntityId, EntityKind};
use crate::text::{Map, order};
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
        let mut rows: Map<&EntityId, EntityRow> = session
            .entities()
            .iter()
            .map(|(id, info)| {
                let aliases = session.project().entities.get(id).map(|entity| entity.aliases.as_slice());
                let aliases = aliases.unwrap_or_default().into();
                let (name, kind) = (info.name.clone(), info.kind);
                (id, EntityRow { id: id.clone(), name, kind, counts: Counts::default(), forms: Vec::new(), aliases })
            })
            .collect();
        for state in session.articles() {
            let article = &state.article;
            // Those with their outlet hidden stand among the others.
            let outlet = outlets.iter().position(|known| *known == article.outlet).unwrap_or_else(|| {
                outlets.push(article.outlet.clone());
                outlets.len() - 1
            }) as u32;
            for mention in state.mentions.iter() {
                let Some(row) = rows.get_mut(&mention.entity) else { continue };
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
        for row in rows.values_mut() {
            let key = |form: &FormRow| (u32::MAX - form.counts.total(), form.form.clone());
            order::sort_by_key(&mut row.forms, key);
        }
        EntityTable { outlets, rows: rows.into_values().collect() }
    }

    /// The row of an entity.
    pub fn row(&self, id: &EntityId) -> Option<&EntityRow> {
        self.rows.binary_search_by(|row| row.id.cmp(id)).ok().map(|ix| &self.rows[ix])
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
