//! All named things of the corpus with the forms by which each outlet names them: what the Entities view shows and the
//! lists of holders and targets search.

use super::article_state::ArticleState;
use super::entities::EntityInfo;
use super::session::Session;
use super::spelling::Beginnings;
use crate::model::{EntityId, EntityKind};
use crate::text::order;
use std::cell::OnceCell;
use std::rc::Rc;

/// The table. Rows by entity id, outlets in reading order.
#[derive(Debug, Default, PartialEq)]
pub struct EntityTable {
    /// The outlets of the corpus; empty for articles without one.
    pub outlets: Vec<Rc<str>>,
    /// One a named thing; what did not change is shared with the table before.
    pub rows: Vec<Rc<EntityRow>>,
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
    /// How its names begin, once somebody has asked.
    beginnings: OnceCell<Beginnings>,
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

    /// So many fewer.
    fn subtract(&mut self, outlet: u32, n: u32) {
        if let Ok(at) = self.by_outlet.binary_search_by_key(&outlet, |(ix, _)| *ix) {
            self.by_outlet[at].1 = self.by_outlet[at].1.saturating_sub(n);
            if self.by_outlet[at].1 == 0 {
                self.by_outlet.remove(at);
            }
        }
    }
}

impl EntityTable {
    /// The table of the corpus as it is shown now.
    fn of(session: &Session) -> EntityTable {
        let (articles, entities) = (session.articles(), session.entities());
        let naming = entities.naming();
        let mut found = session.found_names.borrow_mut();
        found.follow(articles, entities);
        let mut rows: Vec<Rc<EntityRow>> = Vec::new();
        for (id, info) in entities.all() {
            let record = session.project().entities.get(id);
            let aliases = record.map_or(&[][..], |record| record.aliases.as_slice());
            let is_as_found = !naming.loses_forms(id) && !naming.is_removed(id);
            rows.push(match entities.place_of(id, info).filter(|_| is_as_found) {
                Some(place) => found.shown(place, info, aliases),
                None => {
                    let mut row = EntityRow::new(id.clone());
                    row.call(info, aliases);
                    Rc::new(row)
                }
            });
        }
        let mut is_changed = vec![false; rows.len()];
        for id in naming.moved() {
            let Some(place) = entities.found(id).and_then(|info| info.place) else { continue };
            for FormRow { form, counts } in &found.row(place).forms {
                let named = naming.named(id, form);
                let Some(row_ix) = row_of(&rows, &named).filter(|_| !naming.is_removed(&named)) else { continue };
                for (outlet, n) in &counts.by_outlet {
                    Rc::make_mut(&mut rows[row_ix]).add(form, *outlet, *n);
                }
                is_changed[row_ix] = true;
            }
        }
        let corrected: Vec<&ArticleState> = articles.iter().filter(|state| !state.is_as_found).collect();
        let mut places = Places::with_room_for(if corrected.is_empty() { 0 } else { Places::N });
        for state in corrected {
            let article = &state.article;
            let outlet = found.outlets.iter().position(|known| *known == article.outlet).unwrap_or(0) as u32;
            for mention in state.mentions.iter() {
                if let Some(row_ix) = places.of(&mention.entity, |id| row_of(&rows, id)) {
                    Rc::make_mut(&mut rows[row_ix]).add(&mention.span.of(&article.text).into(), outlet, 1);
                    is_changed[row_ix] = true;
                }
            }
        }
        for (row, _) in rows.iter_mut().zip(is_changed).filter(|(_, is_changed)| *is_changed) {
            Rc::make_mut(row).settle();
        }
        // Cheaper than asking for each before what it is named.
        let mut infos = entities.all();
        rows.retain(|row| infos.next().is_some_and(|(_, info)| info.is_kept) || !row.forms.is_empty());
        EntityTable { outlets: found.outlets.clone(), rows }
    }

    /// The index of an entity's row.
    pub fn row_ix(&self, id: &EntityId) -> Option<usize> {
        row_of(&self.rows, id)
    }

    /// Looks how all names begin, ahead of the first letter that is compared with them.
    pub fn note_beginnings(&self) {
        for row in &self.rows {
            row.beginnings();
        }
    }

    /// The row of an entity.
    pub fn row(&self, id: &EntityId) -> Option<&EntityRow> {
        row_of(&self.rows, id).map(|ix| &*self.rows[ix])
    }
}

fn row_of(rows: &[Rc<EntityRow>], id: &EntityId) -> Option<usize> {
    rows.binary_search_by(|row| row.id.cmp(id)).ok()
}

/// Where the rows of the ids seen last are. The mentions of a thing share the memory of its id, so this seldom has to
/// look an id up by its letters.
struct Places(Vec<(usize, Option<usize>)>);

impl Places {
    const N: usize = 16_384;

    fn with_room_for(n: usize) -> Places {
        Places(vec![(0, None); n])
    }

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
    /// Something that is named nowhere, and not called anything yet.
    pub(super) fn new(id: EntityId) -> EntityRow {
        EntityRow {
            id,
            name: Rc::default(),
            kind: EntityKind::Person,
            counts: Counts::default(),
            forms: Vec::new(),
            aliases: Rc::default(),
            beginnings: OnceCell::new(),
        }
    }

    /// Calls it so.
    pub(super) fn call(&mut self, info: &EntityInfo, aliases: &[Rc<str>]) {
        (self.name, self.kind) = (info.name.clone(), info.kind);
        if *self.aliases != *aliases {
            self.aliases = aliases.into();
        }
        self.beginnings.take();
    }

    /// Counts so many mentions of a form; the row is to be settled after it.
    pub(super) fn add(&mut self, form: &Rc<str>, outlet: u32, n: u32) {
        self.counts.add(outlet, n);
        let ix = self.forms.iter().position(|known| known.form == *form).unwrap_or_else(|| {
            self.forms.push(FormRow { form: form.clone(), counts: Counts::default() });
            self.forms.len() - 1
        });
        self.forms[ix].counts.add(outlet, n);
    }

    /// Takes so many mentions of a form away; the row is to be settled after it.
    pub(super) fn subtract(&mut self, form: &Rc<str>, outlet: u32, n: u32) {
        self.counts.subtract(outlet, n);
        if let Some(ix) = self.forms.iter().position(|known| known.form == *form) {
            self.forms[ix].counts.subtract(outlet, n);
            if self.forms[ix].counts.by_outlet.is_empty() {
                self.forms.remove(ix);
            }
        }
    }

    /// Puts the most frequent form first, after forms came and went.
    pub(super) fn settle(&mut self) {
        // Most things have one form.
        if self.forms.len() > 1 {
            order::sort_by_key(&mut self.forms, |form| (u32::MAX - form.counts.total(), form.form.clone()));
        }
        self.beginnings.take();
    }

    /// Every name of it: as shown, as in the texts, as a person added.
    pub fn names(&self) -> impl Iterator<Item = &Rc<str>> {
        [&self.name].into_iter().chain(self.forms.iter().map(|form| &form.form)).chain(self.aliases.iter())
    }
}

impl EntityRow {
    /// How its names begin.
    pub fn beginnings(&self) -> &Beginnings {
        self.beginnings.get_or_init(|| {
            let mut beginnings = Beginnings::default();
            self.names().for_each(|name| beginnings.add(name));
            beginnings
        })
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
