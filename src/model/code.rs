//! One thing that a codebook defines, and what became of its meaning.

use super::{Body, ConceptId, EntityId, LabelId, Target, VariableId};
use std::rc::Rc;

/// Something an annotation can say: a value, a position, a target, a label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// A value of the sentiment scale.
    Sentiment(Rc<str>),
    /// A position of a stance.
    Position(Rc<str>),
    /// A concept as a target.
    Concept(ConceptId),
    /// An entity as a target: a target of the codebook that stands for one.
    Entity(EntityId),
    /// A label of spans.
    Label(LabelId),
    /// A variable, whatever was answered.
    Variable(VariableId),
    /// One answer to a variable.
    Value(VariableId, Rc<str>),
}

/// Tags made under a version before this one say something else than the codebook now means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Revision {
    /// The version that brought it.
    pub version: u32,
    /// What became of the code.
    pub kind: RevisionKind,
    /// The code.
    pub code: Code,
    /// What it was called before.
    pub name: Rc<str>,
    /// What a tag may have to say instead: what it was merged into, what was split off.
    pub into: Vec<Code>,
    /// Fields of a project file that this version does not know, as a JSON object's text; empty if none.
    pub extra: Rc<str>,
}

/// What became of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RevisionKind {
    /// It means something else now.
    Redefined,
    /// It is gone.
    Removed,
    /// It is part of another one.
    Merged,
    /// Part of what it meant has a code of its own.
    Split,
}

impl RevisionKind {
    /// Whether the codebook has the code no longer.
    pub fn is_gone(self) -> bool {
        matches!(self, RevisionKind::Removed | RevisionKind::Merged)
    }
}

impl Code {
    /// Whether an annotation says it.
    pub fn is_in(&self, body: &Body) -> bool {
        match (self, body) {
            (Code::Sentiment(value), Body::Sentiment(said)) => value == said,
            (Code::Position(value), Body::Stance { position, .. }) => value == position,
            (Code::Concept(id), Body::Stance { target: Target::Concept(said), .. }) => id == said,
            (Code::Entity(id), Body::Stance { target: Target::Entity(said), .. }) => id == said,
            (Code::Label(id), Body::Span(said)) => id == said,
            (Code::Variable(id), Body::Variable { variable, .. }) => id == variable,
            (Code::Value(id, value), Body::Variable { variable, value: said, .. }) => id == variable && value == said,
            _ => false,
        }
    }

    /// The annotation's words with `other` in place of this code; `None` if it does not say this one, or if `other`
    /// cannot stand there.
    pub fn replaced(&self, body: &Body, other: &Code) -> Option<Body> {
        if !self.is_in(body) {
            return None;
        }
        let mut new = body.clone();
        match (&mut new, other) {
            (Body::Sentiment(said), Code::Sentiment(value)) => *said = value.clone(),
            (Body::Stance { position, .. }, Code::Position(value)) => *position = value.clone(),
            (Body::Stance { target, .. }, Code::Concept(id)) => *target = Target::Concept(id.clone()),
            (Body::Stance { target, .. }, Code::Entity(id)) => *target = Target::Entity(id.clone()),
            (Body::Span(said), Code::Label(id)) => *said = id.clone(),
            (Body::Variable { variable, value: said, .. }, Code::Value(id, value)) if variable == id => {
                *said = value.clone();
            }
            _ => return None,
        }
        Some(new)
    }

    /// Its value or id as files show it.
    pub fn text(&self) -> &str {
        match self {
            Code::Sentiment(value) | Code::Position(value) | Code::Value(_, value) => value,
            Code::Concept(id) => id.as_str(),
            Code::Entity(id) => id.as_str(),
            Code::Label(id) => id.as_str(),
            Code::Variable(id) => id.as_str(),
        }
    }
}
