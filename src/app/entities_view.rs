//! The Entities view without a page: which names are listed in which order, which are marked, which one is open.

use super::deed::Deed;
use super::entity_steps;
use super::entity_table::{EntityRow, EntityTable};
use super::route::View;
use super::session::Session;
use super::spelling::Words;
use super::update::{Action, Change};
use crate::model::{EntityId, EntityKind, Standing, Time};
use crate::text::{Set, order};
use std::rc::Rc;

/// What the view shows of the table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntitiesView {
    /// What was typed into the filter.
    pub query: Rc<str>,
    /// The order of the rows.
    pub sort: EntitySort,
    /// Only this type.
    pub kind: Option<EntityKind>,
    /// The names to be merged.
    pub marked: Vec<EntityId>,
    /// The one whose details are shown.
    pub open: Option<EntityId>,
    /// Forms of the open one that are to be taken out.
    pub forms: Vec<Rc<str>>,
    /// More rows than these are counted, not drawn.
    pub n_shown: usize,
}

/// The rows that fit the filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    /// The first of them, as indices into the table.
    pub first: Vec<usize>,
    /// How many there are.
    pub n: usize,
}

/// The order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EntitySort {
    /// The most named first.
    #[default]
    Count,
    /// By name.
    Name,
    /// By type, then the most named first.
    Kind,
    /// The most forms first: where outlets differ in what they call a thing.
    Forms,
}

/// What a person does in the view.
#[derive(Clone, Debug, PartialEq)]
pub enum EntityAction {
    /// Typed into the filter.
    Query(Rc<str>),
    /// Another order.
    Sort(EntitySort),
    /// Only this type, or all.
    Kind(Option<EntityKind>),
    /// Show more rows.
    More,
    /// Mark a name for merging, or no longer.
    Mark(EntityId),
    /// Mark none.
    Unmark,
    /// Show the details of a name, or of none.
    Open(Option<EntityId>),
    /// Go to the view with the details of a name.
    Visit(EntityId),
    /// Merge one into another.
    MergeInto(EntityId, EntityId),
    /// Make a merged or removed name one of its own again.
    Restore(EntityId),
    /// Choose a form of the open name, or no longer.
    Form(Rc<str>),
    /// Another name for the open one.
    Rename(Rc<str>),
    /// Another type for the open one.
    Retype(EntityKind),
    /// The open one is no name.
    Remove,
}

/// Does it.
pub fn act(action: EntityAction) -> Action {
    Deed::action(move |session, now| session.act_on_entities(action.clone(), now))
}

/// Rows drawn at first, and more at a time.
const N_ROWS: usize = 50;

impl EntitySort {
    /// All of them, as the control lists them.
    pub const ALL: [EntitySort; 4] = [EntitySort::Count, EntitySort::Name, EntitySort::Kind, EntitySort::Forms];

    /// As shown.
    pub fn name(self) -> &'static str {
        match self {
            EntitySort::Count => "most named",
            EntitySort::Name => "name",
            EntitySort::Kind => "type",
            EntitySort::Forms => "most forms",
        }
    }
}

impl EntitiesView {
    /// How many rows are drawn at most.
    pub fn n_rows(&self) -> usize {
        N_ROWS + self.n_shown
    }

    /// Marks nothing and opens this name.
    pub(super) fn unmark(&mut self, open: Option<EntityId>) {
        self.marked.clear();
        self.forms.clear();
        self.open = open;
    }

    /// The first rows that fit the filter, in order, as many as are drawn.
    pub fn rows(&self, table: &EntityTable) -> Rows {
        let typed = Words::of(&self.query);
        let is_fitting = |row: &EntityRow| {
            self.kind.is_none_or(|kind| kind == row.kind)
                && (typed.is_empty()
                    || row.beginnings().may_fit(&typed) && row.names().any(|name| typed.fit_name(name).is_some()))
        };
        let fitting: Vec<usize> = (0..table.rows.len()).filter(|ix| is_fitting(&table.rows[*ix])).collect();
        // Sums and folded names are made once a row, not once a comparison.
        let keys: Vec<(u32, String)> = fitting.iter().map(|ix| self.key(&table.rows[*ix])).collect();
        let kind_of = |ix: usize| (self.sort == EntitySort::Kind).then_some(table.rows[fitting[ix]].kind);
        let first =
            order::first_by(fitting.len(), self.n_rows(), |a, b| (kind_of(a), &keys[a]).cmp(&(kind_of(b), &keys[b])));
        Rows { first: first.into_iter().map(|ix| fitting[ix]).collect(), n: fitting.len() }
    }

    /// By which a row is ordered, next to its type.
    fn key(&self, row: &EntityRow) -> (u32, String) {
        match self.sort {
            EntitySort::Name => (0, crate::text::folded(&row.name)),
            EntitySort::Count | EntitySort::Kind => (u32::MAX - row.counts.total(), String::new()),
            EntitySort::Forms => (u32::MAX - row.forms.len() as u32, String::new()),
        }
    }
}

impl Session {
    /// The state of the Entities view.
    pub fn entities_view(&self) -> &EntitiesView {
        &self.entities_view
    }

    /// Names merged into this one, each with its own name.
    pub fn merged_into(&self, id: &EntityId) -> Vec<(EntityId, Rc<str>)> {
        let records = self.project().entities.values().filter(|entity| entity.id != *id);
        let merged = records.filter(|entity| matches!(entity.standing, Standing::MergedInto(_)));
        let here = merged.filter(|entity| self.entities().standing(&entity.id) == id);
        here.map(|entity| (entity.id.clone(), entity.name.clone())).collect()
    }

    /// What people said is no name.
    pub fn removed_names(&self) -> Vec<(EntityId, Rc<str>)> {
        let records = self.project().entities.values().filter(|entity| entity.standing == Standing::Removed);
        records.map(|entity| (entity.id.clone(), entity.name.clone())).collect()
    }

    /// Does what a person does in the view.
    fn act_on_entities(&mut self, action: EntityAction, now: Time) -> Option<Vec<Change>> {
        let view = &mut self.entities_view;
        match action {
            EntityAction::Query(query) => (view.query, view.n_shown) = (query, 0),
            EntityAction::Sort(sort) => view.sort = sort,
            EntityAction::Kind(kind) => (view.kind, view.n_shown) = (kind, 0),
            EntityAction::More => view.n_shown += N_ROWS,
            EntityAction::Mark(id) => toggle(&mut view.marked, id),
            EntityAction::Unmark => view.marked.clear(),
            EntityAction::Open(id) => {
                view.open = id;
                view.forms.clear();
            }
            EntityAction::Visit(id) => {
                *view = EntitiesView { open: Some(id), sort: view.sort, ..EntitiesView::default() };
                return Some(vec![Change::Panel(None), Change::View(View::Entities)]);
            }
            EntityAction::Form(form) => toggle(&mut view.forms, form),
            EntityAction::MergeInto(from, into) => {
                let changes = entity_steps::merge_into(self, &[from], &into)?;
                // What it is now made of, with the way to part it again.
                self.entities_view.open = Some(into);
                self.entities_view.forms.clear();
                return Some(changes);
            }
            EntityAction::Restore(id) => return entity_steps::restore(self, &id),
            EntityAction::Rename(name) => {
                let id = self.open_name()?;
                // Ready to be merged, which is what a name that is there already mostly means.
                if let Some(other) = entity_steps::namesake(self, &id, &name) {
                    self.entities_view.marked = vec![id.clone(), other];
                }
                return entity_steps::rename(self, &id, &name);
            }
            EntityAction::Retype(kind) => return entity_steps::retype(self, &self.open_name()?, kind, now),
            EntityAction::Remove => {
                let changes = entity_steps::remove(self, &self.open_name()?)?;
                self.entities_view.open = None;
                return Some(changes);
            }
        }
        None
    }

    /// The name whose details are shown, after merging; `None` once it is gone.
    pub fn open_name(&self) -> Option<EntityId> {
        let id = self.entities().standing(self.entities_view.open.as_ref()?);
        self.entities().get(id).map(|_| id.clone())
    }

    /// The marked names after merging, none twice.
    pub fn marked_names(&self) -> Vec<EntityId> {
        let standing = self.entities_view.marked.iter().map(|id| self.entities().standing(id));
        let there = standing.filter(|id| self.entities().get(id).is_some());
        there.cloned().collect::<Set<EntityId>>().into_iter().collect()
    }
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, one: T) {
    match list.iter().position(|known| *known == one) {
        Some(ix) => drop(list.remove(ix)),
        None => list.push(one),
    }
}
