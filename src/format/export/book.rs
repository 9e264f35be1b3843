//! The codebook as other tools want it: every code that the file can come to say, each with its name.
//!
//! What the codebook has comes first and in its order; behind it what only annotations say, since a codebook may have
//! changed after they were made.

use crate::model::{Body, Codebook, LabelId, Project, Unit, VariableId, Words};
use crate::text::Set;
use std::rc::Rc;

/// A value of a scale, or a position.
pub(super) struct Value {
    /// As annotations say it.
    pub(super) value: Rc<str>,
    /// As people see it now.
    pub(super) name: Rc<str>,
    pub(super) guideline: Rc<str>,
}

pub(super) struct LabelRow {
    pub(super) id: LabelId,
    pub(super) name: Rc<str>,
    pub(super) guideline: Rc<str>,
    pub(super) parent: Option<LabelId>,
}

/// A variable of the codebook.
pub(super) struct Question {
    pub(super) id: VariableId,
    pub(super) name: Rc<str>,
    pub(super) guideline: Rc<str>,
    pub(super) units: Set<Unit>,
    /// `None` if any text is an answer.
    pub(super) values: Option<Vec<Value>>,
}

pub(super) struct Book {
    pub(super) sentiments: Vec<Value>,
    pub(super) positions: Vec<Value>,
    pub(super) labels: Vec<LabelRow>,
    pub(super) questions: Vec<Question>,
}

impl Book {
    /// Reads every annotation once.
    pub(super) fn of(project: &Project) -> Book {
        let book: &Codebook = &project.codebook;
        let mut said = Said::default();
        for annotation in project.layers.values().flat_map(|layer| layer.values()) {
            said.add(&annotation.body);
        }
        let labels = book.labels.iter().map(|label| LabelRow {
            id: label.id.clone(),
            name: label.name.clone(),
            guideline: label.guideline.clone(),
            parent: label.parent.clone(),
        });
        let others = said.labels.iter().filter(|id| book.label(id).is_none()).map(|id| LabelRow {
            id: id.clone(),
            name: id.as_str().into(),
            guideline: "".into(),
            parent: None,
        });
        let mut ids: Vec<VariableId> = book.variables.iter().map(|variable| variable.id.clone()).collect();
        ids.extend(said.answers.iter().map(|(id, ..)| id.clone()));
        let mut seen = Set::new();
        let ids = ids.into_iter().filter(|id| seen.insert(id.clone()));
        let question = |id: VariableId| {
            let known = book.variable(&id);
            let answers = || said.answers.iter().filter(|(of, ..)| *of == id);
            let scale = known.and_then(|variable| variable.scale.as_ref()).filter(|scale| !scale.values.is_empty());
            let given: Set<Rc<str>> = answers().map(|(_, _, value)| value.clone()).collect();
            Question {
                name: known.map_or(id.as_str().into(), |variable| variable.name.clone()),
                guideline: known.map(|variable| variable.guideline.clone()).unwrap_or_default(),
                units: known
                    .map(|variable| variable.unit)
                    .into_iter()
                    .chain(answers().map(|(_, unit, _)| *unit))
                    .collect(),
                values: scale.map(|scale| values(&scale.values, &scale.words, &given)),
                id,
            }
        };
        let questions = ids.map(question).collect();
        Book {
            sentiments: values(&book.sentiment.values, &book.sentiment.words, &said.sentiments),
            positions: values(&book.positions, &book.position_words, &said.positions),
            labels: labels.chain(others).collect(),
            questions,
        }
    }

    /// The question of this id.
    pub(super) fn question(&self, id: &VariableId) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == *id)
    }
}

/// What annotations say.
#[derive(Default)]
struct Said {
    sentiments: Set<Rc<str>>,
    positions: Set<Rc<str>>,
    labels: Set<LabelId>,
    answers: Set<(VariableId, Unit, Rc<str>)>,
}

impl Said {
    fn add(&mut self, body: &Body) {
        match body {
            Body::Sentiment(value) => {
                self.sentiments.insert(value.clone());
            }
            Body::Stance { position, .. } => {
                self.positions.insert(position.clone());
            }
            Body::Span(label) => {
                self.labels.insert(label.clone());
            }
            Body::Variable { variable, unit, value } => {
                self.answers.insert((variable.clone(), *unit, value.clone()));
            }
            _ => {}
        }
    }
}

fn values(known: &[Rc<str>], words: &Words, said: &Set<Rc<str>>) -> Vec<Value> {
    let others = said.iter().filter(|value| !known.contains(value));
    let row = |value: &Rc<str>| Value {
        value: value.clone(),
        name: words.name(value).clone(),
        guideline: words.guideline(value).into(),
    };
    known.iter().chain(others).map(row).collect()
}
