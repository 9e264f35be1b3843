//! What suggesters are asked and what they answer.

use super::{ALL, Study};
use crate::model::{Body, Codebook, Document, EntityId, Holder, Target};
use crate::text::Span;
use std::rc::Rc;

/// A sentence with all that a suggester may look at.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The article's text.
    pub text: &'a str,
    /// What the engine found in it; tokens are not needed.
    pub document: &'a Document,
    /// The ids by which the document's entities are known, in its order.
    pub ids: &'a [EntityId],
    /// Which sentence of the document.
    pub sentence_ix: usize,
    /// What may be tagged.
    pub codebook: &'a Codebook,
    /// The target that the coder has chosen.
    pub target: Option<&'a Target>,
    /// What the coder tagged so far.
    pub study: &'a Study,
}

impl Asked<'_> {
    /// The stretch of the sentence; empty past the last one.
    pub fn span(&self) -> Span {
        self.document.sentences.get(self.sentence_ix).map(|sentence| sentence.span).unwrap_or_default()
    }

    /// The id of an entity of the document.
    pub fn id(&self, entity_ix: u32) -> Option<&EntityId> {
        self.ids.get(entity_ix as usize)
    }

    /// The speaker of the sentence, else the outlet; nobody's stance toward himself.
    pub(super) fn proposed_holder(&self, target: &Target) -> Option<Holder> {
        let sentence = self.document.sentences.get(self.sentence_ix)?;
        match sentence.speaker.and_then(|speaker| self.id(speaker)) {
            Some(speaker) if *target == Target::Entity(speaker.clone()) => None,
            Some(speaker) => Some(Holder::Entity(speaker.clone())),
            None => Some(Holder::Outlet),
        }
    }
}

/// A tag that somebody might give.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The tag.
    pub body: Body,
    /// How often such a proposal is right, from 0 to 1.
    pub certainty: f32,
    /// The rule or the words that speak for it.
    pub why: String,
}

/// A proposal for a sentence and who made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The sentence.
    pub span: Span,
    /// The tag.
    pub body: Body,
    /// How often such a suggestion is right, in percent.
    pub percent: u32,
    /// Name of the suggester.
    pub by: Rc<str>,
    /// The rule or the words that speak for it.
    pub why: Rc<str>,
}

/// What a coder decides of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// Its tone.
    Sentiment,
    /// The position toward this target.
    Position(Target),
}

impl Task {
    /// What a tag decides; `None` for tags that are never suggested.
    pub fn of(body: &Body) -> Option<Task> {
        match body {
            Body::Sentiment(_) => Some(Task::Sentiment),
            Body::Stance { target, .. } => Some(Task::Position(target.clone())),
            _ => None,
        }
    }
}

/// The surest proposal for each thing to decide, in the order of tasks: sentiment first.
pub fn suggestions(asked: &Asked<'_>) -> Vec<Suggestion> {
    let mut best: Vec<(Task, Proposal, &str)> = Vec::new();
    for suggester in ALL {
        for proposal in suggester.propose(asked) {
            let Some(task) = Task::of(&proposal.body) else { continue };
            match best.iter_mut().find(|(known, ..)| *known == task) {
                Some(known) if known.1.certainty < proposal.certainty => *known = (task, proposal, suggester.name()),
                Some(_) => {}
                None => best.push((task, proposal, suggester.name())),
            }
        }
    }
    best.sort_by(|a, b| a.0.cmp(&b.0));
    let span = asked.span();
    best.into_iter()
        .map(|(_, Proposal { body, certainty, why }, by)| Suggestion {
            span,
            body,
            percent: (certainty.clamp(0.0, 1.0) * 100.0).round() as u32,
            by: by.into(),
            why: why.into(),
        })
        .collect()
}
