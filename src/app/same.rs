//! Which tags are about the same thing after entities were merged: what was written under another id is not rewritten,
//! so holders and targets are compared by what they are now.

use super::session::Session;
use super::tags::SentenceTags;
use crate::model::{Annotation, Body, Holder, Target};
use std::rc::Rc;

impl Session {
    /// The target after merging.
    pub fn standing_target(&self, target: &Target) -> Target {
        match target {
            Target::Entity(id) => Target::Entity(self.entities.standing(id).clone()),
            concept => concept.clone(),
        }
    }

    /// The holder after merging.
    pub fn standing_holder(&self, holder: &Holder) -> Holder {
        match holder {
            Holder::Entity(id) => Holder::Entity(self.entities.standing(id).clone()),
            other => other.clone(),
        }
    }

    /// The stance of this holder toward this target among a sentence's tags: of several, as a merge of files can leave
    /// them, the latest.
    pub fn stance_in<'t>(
        &self,
        tags: &'t SentenceTags,
        holder: &Holder,
        target: &Target,
    ) -> Option<&'t Rc<Annotation>> {
        let wanted = (self.standing_holder(holder), self.standing_target(target));
        let said = tags.stances.iter().filter(|a| match &a.body {
            Body::Stance { holder, target, .. } => {
                (self.standing_holder(holder), self.standing_target(target)) == wanted
            }
            _ => false,
        });
        said.max_by_key(|a| (a.modified, &a.id))
    }
}

/// A stance keeps the ids it was written under: what another body says of the same holder and target, in its words.
pub(super) fn as_written(old: Option<&Annotation>, new: Body) -> Body {
    match (old.map(|old| &old.body), new) {
        (Some(Body::Stance { holder, target, .. }), Body::Stance { position, .. }) => {
            Body::Stance { holder: holder.clone(), target: target.clone(), position }
        }
        (_, new) => new,
    }
}
