//! What may be tagged, and how.

use super::{Code, ConceptId, EntityId, LabelId, Revision, Target, Unit, VariableId};
use crate::text::Map;
use std::rc::Rc;

/// Scales, positions, targets, labels and variables under one version number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codebook {
    /// Goes up with every change; annotations say which one they were made under.
    pub version: u32,
    /// What it is for, as shown; empty if it was never said.
    pub name: Rc<str>,
    /// The tone of a sentence.
    pub sentiment: Scale,
    /// What a stance can be; the first four take the keys f, a, n, u.
    pub positions: Vec<Rc<str>>,
    /// What the positions are called now, and when to use them.
    pub position_words: Words,
    /// Concepts a stance can be toward, in menu order.
    pub targets: Vec<Concept>,
    /// Categories of spans, in menu order.
    pub labels: Vec<Label>,
    /// What else is asked of articles, sentences and spans, in menu order.
    pub variables: Vec<Variable>,
    /// How to code, as Markdown.
    pub guidelines: Rc<str>,
    /// Which codes changed their meaning, by version: tags made under an earlier one have to be looked at again.
    pub revisions: Vec<Revision>,
    /// Fields of a project file that this version does not know, as a JSON object's text; empty if none.
    pub extra: Rc<str>,
}

/// The values a rating can take.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    /// Agreement measures need to know.
    pub kind: ScaleKind,
    /// In order, lowest first where there is an order. A value is what annotations say; it stays when it is reworded.
    pub values: Vec<Rc<str>>,
    /// What the values are called now, and when to use them.
    pub words: Words,
}

/// The names and guidelines of values. A value that was never reworded is its own name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// Of reworded values.
    pub names: Map<Rc<str>, Rc<str>>,
    /// When to use a value, in a line.
    pub guidelines: Map<Rc<str>, Rc<str>>,
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
    /// The heading under which menus show it; empty for none.
    pub group: Rc<str>,
    /// Sentences or phrases that show its use.
    pub examples: Vec<Rc<str>>,
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
    /// The label it is a kind of. Labels nest one level, so that one has no parent itself.
    pub parent: Option<LabelId>,
    /// One of eight hues, from 1; 0 for that of all labels.
    pub hue: u8,
}

/// A question of one's own about an article, a sentence or a span.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// `v:` and a slug.
    pub id: VariableId,
    /// As shown.
    pub name: Rc<str>,
    /// What to ask oneself, in a line.
    pub guideline: Rc<str>,
    /// What it is asked of.
    pub unit: Unit,
    /// What can be answered; `None` is free text, an interval scale without values any number.
    pub scale: Option<Scale>,
}

impl Words {
    /// What a value is called now.
    pub fn name<'a>(&'a self, value: &'a Rc<str>) -> &'a Rc<str> {
        self.names.get(value).unwrap_or(value)
    }

    /// When to use a value; empty if nobody said.
    pub fn guideline(&self, value: &Rc<str>) -> &str {
        self.guidelines.get(value).map_or("", |text| text)
    }
}

impl Codebook {
    /// The concept of this id.
    pub fn concept(&self, id: &ConceptId) -> Option<&Concept> {
        self.targets.iter().find(|concept| concept.id == *id)
    }

    /// Whether a stance can be toward it: every entity, and the concepts that are listed.
    pub fn has_target(&self, target: &Target) -> bool {
        match target {
            Target::Concept(id) => self.concept(id).is_some(),
            Target::Entity(_) => true,
        }
    }

    /// The label of this id.
    pub fn label(&self, id: &LabelId) -> Option<&Label> {
        self.labels.iter().find(|label| label.id == *id)
    }

    /// A letter for one more label: of its name, else of the alphabet; `\0` once all are taken.
    pub fn free_letter(&self, name: &str) -> char {
        let is_free = |key: &char| self.labels.iter().all(|label| label.key != *key);
        let letters = name.chars().map(|c| c.to_ascii_lowercase()).filter(char::is_ascii_lowercase);
        letters.chain('a'..='z').find(is_free).unwrap_or('\0')
    }

    /// The variable of this id.
    pub fn variable(&self, id: &VariableId) -> Option<&Variable> {
        self.variables.iter().find(|variable| variable.id == *id)
    }

    /// What a code is called now; what it was called last where the codebook has it no longer.
    pub fn name_of(&self, code: &Code) -> Rc<str> {
        let found = match code {
            Code::Sentiment(value) => self.sentiment.words.names.get(value),
            Code::Position(value) => self.position_words.names.get(value),
            Code::Concept(id) => self.concept(id).map(|concept| &concept.name),
            Code::Entity(id) => self.targets.iter().find(|c| c.entity.as_ref() == Some(id)).map(|c| &c.name),
            Code::Label(id) => self.label(id).map(|label| &label.name),
            Code::Variable(id) => self.variable(id).map(|variable| &variable.name),
            Code::Value(id, value) => {
                let scale = self.variable(id).and_then(|variable| variable.scale.as_ref());
                scale.and_then(|scale| scale.words.names.get(value))
            }
        };
        let is_end = |revision: &&Revision| revision.kind.is_gone() && revision.code == *code;
        let last = || self.revisions.iter().rev().find(is_end).map(|revision| &revision.name);
        found.or_else(last).cloned().unwrap_or_else(|| code.text().into())
    }

    /// When to use a code; empty if nobody said.
    pub fn guideline_of(&self, code: &Code) -> &str {
        match code {
            Code::Sentiment(value) => self.sentiment.words.guideline(value),
            Code::Position(value) => self.position_words.guideline(value),
            Code::Concept(id) => self.concept(id).map_or("", |concept| &concept.guideline),
            Code::Entity(id) => {
                let concept = self.targets.iter().find(|concept| concept.entity.as_ref() == Some(id));
                concept.map_or("", |concept| &concept.guideline)
            }
            Code::Label(id) => self.label(id).map_or("", |label| &label.guideline),
            Code::Variable(id) => self.variable(id).map_or("", |variable| &variable.guideline),
            Code::Value(id, value) => {
                let scale = self.variable(id).and_then(|variable| variable.scale.as_ref());
                scale.map_or("", |scale| scale.words.guideline(value))
            }
        }
    }
}
