//! How a change gets into the project, and out of it again.

use super::action::Effect;
use super::blind;
use super::codebook::along;
use super::route::View;
use super::save::SaveState;
use super::session::Session;
use super::suggesting;
use super::tagging;
use crate::edit::{Cause, Edit, Meta, Record, Transaction, apply, rebased};
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

/// So many steps are looked at for one that fits the project.
const MOST_TRIED: usize = 100;

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
        let (steps, word): (Vec<_>, _) = match step {
            Step::Undo => (self.history.steps_to_undo(self.coder()).take(MOST_TRIED).cloned().collect(), "undo"),
            Step::Redo => (self.history.steps_to_redo(self.coder()).take(MOST_TRIED).cloned().collect(), "redo"),
        };
        let Some(last) = steps.first() else {
            self.say(format!("Nothing to {word}"));
            return Vec::new();
        };
        let edits_of = |original: &Rc<Transaction>| match step {
            Step::Undo => original.inverse_edits(),
            Step::Redo => original.edits.clone(),
        };
        // A step that does not fit any more, since others changed the same, stands in nobody's way.
        let fitting = steps.iter().find_map(|original| Some((original, rebased(&self.project, &edits_of(original))?)));
        let stays = format!("“{}” stays, since it was changed again", last.meta.label);
        let Some((original, edits)) = fitting else {
            self.say(format!("Nothing to {word}: {stays}"));
            return Vec::new();
        };
        let (cause, done) = match step {
            Step::Undo => (Cause::Undo(original.id.clone()), "Undone"),
            Step::Redo => (Cause::Redo(original.id.clone()), "Redone"),
        };
        let edits = self.along(edits, now);
        let label = original.meta.label.clone();
        let mut effects = self.commit(label.clone(), edits, cause, now);
        if !effects.is_empty() {
            // Whoever undoes in another view stays there.
            let place = tagging::place_of(self, original).filter(|_| self.view == View::Tag);
            effects.extend(place.into_iter().flat_map(|place| self.go(place)));
            let stays = if Rc::ptr_eq(original, last) { String::new() } else { format!(". {stays}") };
            self.say(format!("{done}: {label}{stays}"));
        }
        effects
    }

    /// The edits of a step along the history, with what may not be forgotten on the way: tags that say what goes wait
    /// to be looked at again, and who has locked an article has seen where it is from.
    pub(super) fn along(&self, edits: Vec<Edit>, now: Time) -> Vec<Edit> {
        let mut edits: Vec<Edit> =
            edits.into_iter().map(|edit| suggesting::turned(blind::unlocked(edit, now), now)).collect();
        let meta = Meta { coder: None, at: now, label: "".into(), cause: Cause::System };
        let step = Transaction { id: "".into(), edits: edits.clone(), meta };
        if let Ok((after, touched)) = apply(&self.project, &step)
            && touched.is_codebook_touched
            && let Some(codebook) = along(&self.project.codebook, &after)
        {
            edits.extend(Edit::put(&after, Record::Codebook(Rc::new(codebook))));
        }
        edits
    }
}
