//! What may be tagged, and how.

use super::{ConceptId, EntityId, LabelId};
use std::rc::Rc;

/// Scales, positions, targets and labels under one version number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codebook {
    /// Goes up with every change; annotations say which one they were made under.
    pub version: u32,
    /// The tone of a sentence.
    pub sentiment: Scale,
    /// What a stance can be; the first four take the keys f, a, n, u.
    pub positions: Vec<Rc<str>>,
    /// Concepts a stance can be toward, in menu order.
    pub targets: Vec<Concept>,
    /// Categories of spans, in menu order.
    pub labels: Vec<Label>,
    /// Fields of a project file that this version does not know, as a JSON object's text; empty if none.
    pub extra: Rc<str>,
}

/// The values a rating can take.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    /// Agreement measures need to know.
    pub kind: ScaleKind,
    /// In order, lowest first where there is an order.
    pub values: Vec<Rc<str>>,
}

/// What may be done with a scale's values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ScaleKind {
    /// Told apart.
    Nominal,
    /// Put in order.
    #[default]
    Ordinal,
    /// Subtracted.
    Interval,
}

/// Something a stance can be toward that is not (only) a named thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Concept {
    /// `t:` and a slug.
    pub id: ConceptId,
    /// As shown.
    pub name: Rc<str>,
    /// When to use it, in a line.
    pub guideline: Rc<str>,
    /// The entity it stands for, where it is one (`e:donald-trump`); a stance is then stored toward the entity.
    pub entity: Option<EntityId>,
}

/// A category of spans.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// `l:` and a slug.
    pub id: LabelId,
    /// As shown.
    pub name: Rc<str>,
    /// When to use it, in a line.
    pub guideline: Rc<str>,
    /// The letter that gives it in span mode.
    pub key: char,
}
