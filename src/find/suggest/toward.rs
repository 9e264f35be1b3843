//! Stance toward the active target, as the sentence speaks of it.

use super::{Asked, Proposal, Suggester};
use crate::find::Position;
use crate::find::sentiment::{Model, shipped};
use crate::model::{Body, Target};
use crate::text::Span;

/// Suggests for or against where the sentence speaks well or badly of the target.
pub(super) struct Toward;

/// Below this the model is right too seldom to be worth a look.
const SURE_FROM: f32 = 0.6;

/// How often it is right, by how likely it says the class is, in tenths from [`SURE_FROM`] on: measured on development
/// rows of NewsMTSC (`lab eval suggest`).
const RIGHT: [f32; 4] = [0.62, 0.66, 0.79, 0.94];

/// How many words are named as the reason.
const N_SHOWN: usize = 3;

impl Suggester for Toward {
    fn name(&self) -> &'static str {
        "trained model"
    }

    fn propose(&self, asked: &Asked<'_>) -> Vec<Proposal> {
        shipped().and_then(|model| propose(asked, model)).into_iter().collect()
    }
}

fn propose(asked: &Asked<'_>, model: &Model) -> Option<Proposal> {
    let target = asked.target?;
    let Target::Entity(id) = target else { return None };
    let sentence = asked.span();
    let mentions = &asked.document.mentions;
    let from = mentions.partition_point(|mention| mention.span.end <= sentence.start);
    let mut here = mentions[from..].iter().take_while(|mention| mention.span.start < sentence.end);
    let mention = here.find(|mention| asked.id(mention.entity) == Some(id))?.span;
    let text = sentence.of(asked.text);
    let place = Span { start: mention.start.checked_sub(sentence.start)?, end: mention.end - sentence.start };
    let [against, _, favor] = model.read(text, place);
    let (class, likely, position) =
        if favor > against { (2, favor, Position::Favor) } else { (0, against, Position::Against) };
    let tenth = ((likely - SURE_FROM) * 10.0).floor();
    if tenth < 0.0 {
        return None;
    }
    let position = asked.codebook.positions.iter().find(|known| ***known == *position.as_str())?;
    let holder = asked.proposed_holder(target)?;
    let words = model.reasons(text, place, class, N_SHOWN);
    let words: Vec<String> = words.iter().map(|span| format!("“{}”", span.of(text))).collect();
    Some(Proposal {
        body: Body::Stance { holder, target: target.clone(), position: position.clone() },
        certainty: RIGHT[(tenth as usize).min(RIGHT.len() - 1)],
        why: if words.is_empty() { "no single word".to_owned() } else { words.join(", ") },
    })
}
