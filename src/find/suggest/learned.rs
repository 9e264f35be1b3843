//! Sentiment, and the position toward the active target, as this coder tagged other sentences.

use super::features::features;
use super::proposal::Task;
use super::{Asked, Proposal, Suggester};
use crate::model::Body;

/// Suggests what the learners read.
pub(super) struct Learned;

/// How many words are named as the reason.
const N_SHOWN: usize = 3;

impl Suggester for Learned {
    fn name(&self) -> &'static str {
        "your tags"
    }

    fn propose(&self, asked: &Asked<'_>) -> Vec<Proposal> {
        let target = asked.target.map(|target| Task::Position(target.clone()));
        [Some(Task::Sentiment), target].into_iter().flatten().filter_map(|task| propose(asked, &task)).collect()
    }
}

fn propose(asked: &Asked<'_>, task: &Task) -> Option<Proposal> {
    let learner = asked.study.learner(task)?;
    let span = asked.span();
    let features = features(asked.text, span);
    let reading = learner.read(&features);
    let class = (0..reading.len()).rev().max_by(|a, b| reading[*a].total_cmp(&reading[*b]))?;
    let value = asked.study.value(task, class)?.clone();
    let body = match task {
        Task::Sentiment => Body::Sentiment(value),
        Task::Position(target) => {
            Body::Stance { holder: asked.proposed_holder(target)?, target: target.clone(), position: value }
        }
    };
    let words: Vec<String> = learner
        .reasons(&features, class, N_SHOWN)
        .into_iter()
        .map(|span| format!("“{}”", span.of(asked.text)))
        .collect();
    let words = if words.is_empty() { "no single word".to_owned() } else { words.join(", ") };
    let why = format!("{words}, after {} tagged sentences", learner.n_examples());
    Some(Proposal { body, certainty: reading[class], why })
}
