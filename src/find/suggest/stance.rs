//! Stance by cue words: who is said to back or reject what the codebook knows.

use super::{Asked, Proposal, Suggester};
use crate::find::{StanceCue, stance_cues, stands_for};
use crate::model::{Body, EntityId, Holder, Target};
use crate::text::{Span, lower, tokens_in};

/// Suggests the stances that cue words tell.
pub(super) struct CueWords;

/// How often it is right where it speaks: measured on the training rows of NewsMTSC (`lab eval suggest`).
const RIGHT: f32 = 0.8;

/// How many words after a cue the name of a concept may take.
const REACH: usize = 8;

/// Words that tell nothing of a concept.
const SMALL: [&str; 10] = ["a", "an", "and", "for", "in", "of", "on", "or", "the", "to"];

impl Suggester for CueWords {
    fn name(&self) -> &'static str {
        "cue words"
    }

    fn propose(&self, asked: &Asked<'_>) -> Vec<Proposal> {
        let cues = stance_cues(asked.text, asked.document, asked.sentence_ix);
        cues.iter().filter_map(|cue| propose(asked, cue)).collect()
    }
}

fn propose(asked: &Asked<'_>, cue: &StanceCue) -> Option<Proposal> {
    let holder = asked.id(cue.holder?)?;
    let target = concept(asked, cue).or_else(|| entity(asked, cue))?;
    if target == Target::Entity(holder.clone()) {
        return None;
    }
    let position = asked.codebook.positions.iter().find(|position| ***position == *cue.position.as_str())?;
    let body = Body::Stance { holder: Holder::Entity(holder.clone()), target, position: position.clone() };
    Some(Proposal { body, certainty: RIGHT, why: format!("“{}”", cue.span.of(asked.text)) })
}

/// The entity that the cue is about, or whom it may stand for, if stances toward it are asked for.
fn entity(asked: &Asked<'_>, cue: &StanceCue) -> Option<Target> {
    let id = asked.id(cue.target?)?;
    let whole = id.as_str().strip_prefix("e:").and_then(stands_for).map(|key| EntityId::new(format!("e:{key}")));
    let is_asked_for = |id: &EntityId| {
        asked.codebook.targets.iter().any(|concept| concept.entity.as_ref() == Some(id))
            || asked.target == Some(&Target::Entity(id.clone()))
            || asked.study.targets().contains(&Target::Entity(id.clone()))
    };
    [Some(id.clone()), whole].into_iter().flatten().find(is_asked_for).map(Target::Entity)
}

/// The concept of the codebook all of whose name stands within a few words after the cue; of several the longest.
fn concept(asked: &Asked<'_>, cue: &StanceCue) -> Option<Target> {
    let mut spans = Vec::new();
    tokens_in(asked.text, Span { start: cue.span.end, end: asked.span().end }, &mut spans);
    let words = spans.iter().map(|span| span.of(asked.text));
    let phrase: Vec<String> = words.take(REACH).take_while(|word| !ends_phrase(word)).map(stem).collect();
    let wanted = asked.codebook.targets.iter().filter(|concept| concept.entity.is_none()).filter_map(|concept| {
        let name: Vec<String> = concept.name.split([' ', '-']).map(stem).filter(|word| !is_small(word)).collect();
        let is_there = !name.is_empty() && name.iter().all(|word| phrase.contains(word));
        is_there.then_some((name.len(), concept))
    });
    let (_, found) = wanted.rev().max_by_key(|(n_words, _)| *n_words)?;
    Some(Target::Concept(found.id.clone()))
}

fn is_small(word: &str) -> bool {
    SMALL.contains(&word)
}

fn ends_phrase(word: &str) -> bool {
    matches!(word, "." | ";" | ":" | "?" | "!" | "”" | "\"" | "," | "but" | "while" | "because")
}

/// A word in small letters, in the singular as far as its end tells.
fn stem(word: &str) -> String {
    let small: String = word.chars().map(lower).collect();
    match small.strip_suffix('s') {
        Some(one) if one.len() > 2 && !one.ends_with('s') => one.to_owned(),
        _ => small,
    }
}
