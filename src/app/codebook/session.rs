//! Changes of the codebook and decisions about tags, as steps of the session that undo takes back.

use super::recode::{self, Decision};
use super::step::{BookStep, apply_step};
use crate::app::session::Session;
use crate::app::update::Change;
use crate::app::words::counted;
use crate::edit::{Edit, Record};
use crate::model::{AnnotationId, Code, Revision, Time};
use std::rc::Rc;

impl Session {
    /// The changes that a step of the codebook makes; where it cannot be, why.
    pub(in crate::app) fn edit_codebook(&self, step: &BookStep) -> Vec<Change> {
        let changed = match apply_step(self.project(), step) {
            Ok(changed) => changed,
            Err(why) => return vec![Change::Say(why.to_string())],
        };
        let n_before = recode::n_waiting(self.project(), self.coder()).0;
        let edit = Edit::put(self.project(), Record::Codebook(Rc::new(changed.codebook.clone())));
        let mut after = (**self.project()).clone();
        after.codebook = Rc::new(changed.codebook);
        let n_new = recode::n_waiting(&after, self.coder()).0.saturating_sub(n_before);
        let label = changed.label.clone();
        let mut changes = vec![Change::Edit(changed.label, edit.into_iter().collect())];
        if n_new > 0 {
            let tags = counted(n_new, "tag waits", "tags wait");
            changes.push(Change::Say(format!("{label}. {tags} in the recode queue")));
        }
        changes
    }

    /// The changes that a decision about one waiting tag, or about all that wait for this revision, makes.
    pub(in crate::app) fn recode(
        &self,
        revision: &Revision,
        only: Option<&AnnotationId>,
        decision: &Decision,
        now: Time,
    ) -> Option<Vec<Change>> {
        let queue = recode::queue(self.project(), self.coder()?);
        let mut waiting = queue.into_iter().find(|waiting| waiting.revision == *revision)?.annotations;
        waiting.retain(|annotation| only.is_none_or(|only| annotation.id == *only));
        let (edits, n_refused) = recode::decide(self.project(), &self.ids, revision, &waiting, decision, now);
        let n_done = waiting.len() - n_refused;
        let what = match decision {
            Decision::Keep => "Kept".to_owned(),
            Decision::Remove => "Removed".to_owned(),
            Decision::Say(code) => format!("Changed to {}", self.code_name(code)),
        };
        let mut changes = Vec::new();
        if n_done > 0 {
            changes.push(Change::Edit(format!("{what}: {}", counted(n_done, "tag", "tags")).into(), edits));
        }
        if n_refused > 0 {
            let tags = counted(n_refused, "tag stays", "tags stay");
            changes.push(Change::Say(format!("{tags} in the queue: the sentence has such a tag already")));
        }
        Some(changes)
    }

    /// A code's name as shown; a target's is that of the name it stands for.
    pub fn code_name(&self, code: &Code) -> Rc<str> {
        match code {
            Code::Entity(id) => self.entity_name(id),
            _ => self.project().codebook.name_of(code),
        }
    }
}
