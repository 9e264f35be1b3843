//! How a change gets into the project, and out of it again.

use super::action::Effect;
use super::route::View;
use super::save::SaveState;
use super::session::Session;
use super::tagging;
use crate::edit::{Cause, Edit, Meta, Transaction, apply};
use crate::model::Time;
use std::rc::Rc;

/// A way along the history.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Back.
    Undo,
    /// Forward again.
    Redo,
}

/// What a notice of a change that may not be begins with.
pub(super) const NOTHING_CHANGED: &str = "Nothing was changed: ";

impl Session {
    /// Makes edits a transaction and lets it happen; no effects if there was nothing to do or it may not be.
    pub(super) fn commit(&mut self, label: Rc<str>, edits: Vec<Edit>, cause: Cause, now: Time) -> Vec<Effect> {
        if let SaveState::ReadOnly { why } = &self.save {
            let text = format!("{NOTHING_CHANGED}{why}");
            if !self.notices.iter().any(|notice| **notice == *text) {
                self.notices.push(text.as_str().into());
            }
            self.say(text);
            return Vec::new();
        }
        if edits.is_empty() {
            return Vec::new();
        }
        let meta = Meta { coder: self.coder().cloned(), at: now, label, cause };
        let transaction = Rc::new(Transaction { id: self.ids.transaction(now), edits, meta });
        if !self.replay(&transaction) {
            return Vec::new();
        }
        // What the page itself brings in is read when the shell says so, the open article first.
        let is_new_work = transaction.meta.cause != Cause::System;
        let analyse = is_new_work && self.articles.iter().any(|state| state.document.is_none());
        [Effect::Persist(transaction)].into_iter().chain(analyse.then_some(Effect::Analyse)).collect()
    }

    /// Applies a transaction; whether it fitted.
    pub(super) fn replay(&mut self, transaction: &Rc<Transaction>) -> bool {
        match apply(&self.project, transaction) {
            Ok((project, touched)) => {
                self.project = Rc::new(project);
                self.history.record(transaction);
                self.suggested.steps.push(transaction.clone());
                self.refresh(&touched);
                true
            }
            Err(error) => {
                self.notices.push(format!("That change did not fit the project and was left out: {error}.").into());
                false
            }
        }
    }

    /// Takes the last step back, or does it again.
    pub(super) fn step(&mut self, step: Step, now: Time) -> Vec<Effect> {
        let found = match step {
            Step::Undo => self.history.to_undo_by(self.coder()).cloned(),
            Step::Redo => self.history.to_redo_by(self.coder()).cloned(),
        };
        let Some(original) = found else {
            self.say(if step == Step::Undo { "Nothing to undo".to_owned() } else { "Nothing to redo".to_owned() });
            return Vec::new();
        };
        let (edits, cause, word) = match step {
            Step::Undo => (original.inverse_edits(), Cause::Undo(original.id.clone()), "Undone"),
            Step::Redo => (original.edits.clone(), Cause::Redo(original.id.clone()), "Redone"),
        };
        let label = original.meta.label.clone();
        let mut effects = self.commit(label.clone(), edits, cause, now);
        if !effects.is_empty() {
            // Whoever undoes in another view stays there.
            let place = tagging::place_of(self, &original).filter(|_| self.view == View::Tag);
            effects.extend(place.into_iter().flat_map(|place| self.go(place)));
            self.say(format!("{word}: {label}"));
        }
        effects
    }
}
