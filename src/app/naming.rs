//! What people decided about things as a whole (merged, taken apart, removed), ready to be looked up for each mention.
//!
//! Such a decision is a record of the thing and not of its mentions: it holds in articles that come in later, two
//! people's decisions are a union, and one step changes one record however often the corpus names the thing.

use crate::model::{Entity, EntityId, Project, Standing};
use crate::text::{Map, Set};
use std::rc::Rc;

/// The decisions of a project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Naming {
    /// What each merged thing is now, at the end of its chain.
    standing: Map<EntityId, EntityId>,
    /// The things some of whose forms name another.
    taken_from: Set<EntityId>,
    /// By thing and form, what the form names instead.
    taken: Map<(EntityId, Rc<str>), EntityId>,
    removed: Set<EntityId>,
}

/// A chain of forms taken from one thing and then from another is followed so far; two people's can make a ring.
const N_STEPS: usize = 8;

impl Naming {
    /// The decisions of this project.
    pub fn of(project: &Project) -> Naming {
        let mut naming = Naming::default();
        for entity in project.entities.values().map(Rc::as_ref) {
            let Entity { id, standing, taken, .. } = entity;
            match standing {
                Standing::Own => {}
                Standing::Removed => drop(naming.removed.insert(id.clone())),
                Standing::MergedInto(_) => drop(naming.standing.insert(id.clone(), project.standing(id).clone())),
            }
            for form in taken {
                naming.taken_from.insert(form.from.clone());
                // Entities come by id, so the least of two that took the same form has it, whatever the order.
                naming.taken.get_or_insert_with((form.from.clone(), form.form.clone()), || id.clone());
            }
        }
        naming
    }

    /// What this thing is now.
    pub fn standing<'a>(&'a self, id: &'a EntityId) -> &'a EntityId {
        self.standing.get(id).unwrap_or(id)
    }

    /// The things of which all or some mentions name another.
    pub(super) fn moved(&self) -> Set<&EntityId> {
        let merged = self.standing.iter().filter(|(id, standing)| id != standing).map(|(id, _)| id);
        merged.chain(self.taken_from.iter()).collect()
    }

    /// Whether some of its forms name another thing.
    pub fn loses_forms(&self, id: &EntityId) -> bool {
        self.taken_from.contains(id)
    }

    /// What a form of this thing names before things are merged: the thing itself, or another that took the form.
    pub fn before_merging(&self, id: &EntityId, form: &str) -> EntityId {
        let mut at = id.clone();
        for _ in 0..N_STEPS {
            if !self.taken_from.contains(&at) {
                break;
            }
            match self.taken.get(&(at.clone(), Rc::from(form))) {
                Some(other) => at = other.clone(),
                None => break,
            }
        }
        at
    }

    /// What a form of this thing names.
    pub fn named(&self, id: &EntityId, form: &str) -> EntityId {
        let before = self.before_merging(id, form);
        self.standing(&before).clone()
    }

    /// Whether somebody said that this thing is no name.
    pub fn is_removed(&self, id: &EntityId) -> bool {
        self.removed.contains(id)
    }
}
