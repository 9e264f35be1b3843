//! Sentiment by a lexicon of words that judge.

use super::tone::{step_of, tone};
use super::{Asked, Proposal, Suggester};
use crate::model::{Body, EntityKind, ScaleKind};
use crate::text::Span;

/// Suggests the step of the scale that the sentence's words stand for.
pub(super) struct Lexicon;

/// How often it is right, by how far the score is from 0, in tenths: measured on the training rows of NewsMTSC
/// (`lab eval suggest`).
const RIGHT: [f32; 10] = [0.51, 0.51, 0.51, 0.55, 0.55, 0.55, 0.59, 0.66, 0.73, 0.81];

/// How many words are named as the reason.
const N_SHOWN: usize = 3;

impl Suggester for Lexicon {
    fn name(&self) -> &'static str {
        "word list"
    }

    fn propose(&self, asked: &Asked<'_>) -> Vec<Proposal> {
        let scale = &asked.codebook.sentiment;
        if scale.kind == ScaleKind::Nominal || scale.values.len() < 2 {
            return Vec::new();
        }
        let found = tone(asked.text, asked.span(), &names(asked));
        let Some(value) = step_of(found.score, scale.values.len()).and_then(|step| scale.values.get(step)) else {
            return Vec::new();
        };
        let mut words = found.words;
        words.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        let said = words.iter().take(N_SHOWN).map(|(span, counts)| {
            let sign = if *counts < 0.0 { "−" } else { "+" };
            format!("“{}” {sign}", span.of(asked.text))
        });
        let why = if words.is_empty() { "no word that judges".to_owned() } else { said.collect::<Vec<_>>().join(", ") };
        let tenth = (found.score.abs() * 10.0) as usize;
        let certainty = RIGHT[tenth.min(RIGHT.len() - 1)];
        vec![Proposal { body: Body::Sentiment(value.clone()), certainty, why }]
    }
}

/// The names of the sentence: of people, places and so on, not dates and amounts.
fn names(asked: &Asked<'_>) -> Vec<Span> {
    let sentence = asked.span();
    let mentions = &asked.document.mentions;
    let from = mentions.partition_point(|mention| mention.span.end <= sentence.start);
    let here = mentions.iter().skip(from).take_while(|mention| mention.span.start < sentence.end);
    here.filter(|mention| mention.kind <= EntityKind::Facility).map(|mention| mention.span).collect()
}
