//! Changes of the codebook and decisions about tags, as steps of the session that undo takes back.

use super::recode::{self, Decision};
use super::step::{BookStep, Field, apply_step};
use crate::app::deed::Deed;
use crate::app::keymap::of_span_mode;
use crate::app::session::Session;
use crate::app::update::{Action, Change};
use crate::app::words::counted;
use crate::edit::{Edit, Record};
use crate::model::{Annotation, AnnotationId, Code, Codebook, Label, Revision, Time};
use crate::text::folded;
use std::rc::Rc;

/// Changes the codebook.
pub fn edit(step: BookStep) -> Action {
    Deed::action(move |session, _| Some(session.edit_codebook(step.clone())))
}

/// Decides about tags that wait since a code changed its meaning in this revision: about one, or about all of them.
pub fn settle(revision: Revision, only: Option<AnnotationId>, decision: Decision) -> Action {
    Deed::action(move |session, now| session.recode(&revision, only.as_ref(), &decision, now))
}

impl Session {
    /// The changes that a step of the codebook makes; where it cannot be, why.
    fn edit_codebook(&mut self, step: BookStep) -> Vec<Change> {
        let step = match self.resolved(step) {
            Ok(step) => step,
            Err(why) => return vec![Change::Refuse(why)],
        };
        let mut changed = match apply_step(self.project(), &step) {
            Ok(changed) if changed.codebook == *self.project().codebook => return Vec::new(),
            Ok(changed) => changed,
            Err(why) => return vec![Change::Refuse(why)],
        };
        if matches!(step, BookStep::Add(..) | BookStep::Split(..)) {
            self.free_key(&mut changed.codebook);
        }
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

    /// The step with the name that was typed for an entity in the texts as that entity's id.
    fn resolved(&self, step: BookStep) -> Result<BookStep, Rc<str>> {
        match step {
            BookStep::Set(code, Field::Entity, name) if !name.trim().is_empty() => {
                let wanted = folded(name.trim());
                let named = self.entities().iter().find(|(id, _)| folded(&self.entity_name(id)) == wanted);
                let aliased = || {
                    let table = self.entity_table();
                    let found = table.rows.iter().find(|row| row.names().any(|name| folded(name) == wanted));
                    found.map(|row| row.id.clone())
                };
                let id = named.map(|(id, _)| id.clone()).or_else(aliased);
                let id = id.ok_or_else(|| Rc::from(format!("No name in the texts is {}", name.trim())))?;
                Ok(BookStep::Set(code, Field::Entity, id.as_str().into()))
            }
            // Commands go first, and a label's letter would be dead.
            BookStep::Set(code @ Code::Label(_), Field::Key, key) => {
                let letter = key.trim().to_ascii_lowercase();
                match of_span_mode(self, &letter) {
                    Some(command) => Err(format!("{letter} is the key of “{}” already", command.name).into()),
                    None => Ok(BookStep::Set(code, Field::Key, key)),
                }
            }
            step => Ok(step),
        }
    }

    /// Gives a new label another letter where its own is a command's.
    fn free_key(&self, book: &mut Codebook) {
        let is_command = |key: char| of_span_mode(self, key.encode_utf8(&mut [0; 4])).is_some();
        let is_new = |label: &Label| self.project().codebook.label(&label.id).is_none() && is_command(label.key);
        let Some(ix) = book.labels.iter().position(is_new) else { return };
        let is_free = |key: &char| !is_command(*key) && book.labels.iter().all(|label| label.key != *key);
        book.labels[ix].key = ('a'..='z').find(is_free).unwrap_or('\0');
    }

    /// The changes that a decision about one waiting tag, or about all that wait for this revision, makes.
    fn recode(
        &self,
        revision: &Revision,
        only: Option<&AnnotationId>,
        decision: &Decision,
        now: Time,
    ) -> Option<Vec<Change>> {
        let queue = recode::queue(self.project(), self.coder()?);
        let mut waiting = queue.into_iter().find(|waiting| waiting.revision == *revision)?.annotations;
        waiting.retain(|annotation| only.is_none_or(|only| annotation.id == *only));
        let sight = |tag: &Annotation| self.article_ix(&tag.article).map_or(tag.sight, |ix| self.sight_of_tag(ix));
        let (edits, n_refused) = recode::decide(self.project(), &self.ids, revision, &waiting, decision, sight, now);
        let n_locked = self.n_changed_in_locked(&edits, decision);
        let n_done = waiting.len() - n_refused;
        let what = match decision {
            Decision::Keep => "Kept".to_owned(),
            Decision::Remove => "Removed".to_owned(),
            Decision::Say(code) => format!("Changed to {}", self.code_name(code)),
        };
        let mut changes = Vec::new();
        if n_done > 0 {
            let locked = match n_locked {
                0 => String::new(),
                n => format!(", {} in locked articles", if n == n_done { "all".to_owned() } else { n.to_string() }),
            };
            let tags = counted(n_done, "tag", "tags");
            changes.push(Change::Edit(format!("{what}: {tags}{locked}").into(), edits));
        }
        if n_refused > 0 {
            let tags = counted(n_refused, "tag stays", "tags stay");
            changes.push(Change::Say(format!("{tags} in the queue: the sentence has such a tag already")));
        }
        Some(changes)
    }

    /// How many tags in articles that their coder has locked say something else now, or are gone. A lock keeps tags
    /// from being changed in passing; a decision about each is what the queue asks for, so it holds and is told.
    fn n_changed_in_locked(&self, edits: &[Edit], decision: &Decision) -> usize {
        let is_locked = |edit: &Edit| match edit.after.as_ref().or(edit.before.as_ref()) {
            Some(Record::Annotation(tag)) => {
                self.article_ix(&tag.article).is_some_and(|ix| self.articles()[ix].is_locked())
            }
            _ => false,
        };
        match decision {
            Decision::Keep => 0,
            Decision::Remove => edits.iter().filter(|edit| is_locked(edit)).count(),
            Decision::Say(_) => edits.iter().filter(|edit| edit.after.is_some() && is_locked(edit)).count(),
        }
    }

    /// A code's name as shown; a target's is that of the name it stands for.
    pub fn code_name(&self, code: &Code) -> Rc<str> {
        match code {
            Code::Entity(id) => self.entity_name(id),
            _ => self.project().codebook.name_of(code),
        }
    }
}
