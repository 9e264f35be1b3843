//! The fields of a code other than its name.

use super::lists::{said, scale_of};
use super::step::{Book, Field};
use crate::model::{Code, EntityId, LabelId, RevisionKind, Scale, ScaleKind, Unit, Words};
use std::rc::Rc;

/// How many hues a label can have.
pub(super) const N_HUES: u8 = 8;

/// Writes a field. What makes the code mean something else is kept as a revision.
pub(super) fn set(book: &mut Book, code: &Code, field: Field, text: &str) -> Result<(), Rc<str>> {
    match code {
        Code::Concept(_) => of_target(book, code, field, text),
        Code::Label(id) => of_label(book, id, field, text),
        Code::Variable(_) => of_variable(book, code, field, text),
        _ if field != Field::Guideline => Err("It has no such field".into()),
        Code::Sentiment(value) => guide(&mut book.codebook.sentiment.words, value, text),
        Code::Position(value) => guide(&mut book.codebook.position_words, value, text),
        Code::Value(id, value) => {
            let scale = scale_of(&mut book.codebook, id).ok_or("It is gone already")?;
            guide(&mut scale.words, value, text)
        }
        Code::Entity(_) => Err("It has no such field".into()),
    }
}

fn guide(words: &mut Words, value: &Rc<str>, text: &str) -> Result<(), Rc<str>> {
    if text.is_empty() {
        words.guidelines.remove(value);
    } else {
        words.guidelines.insert(value.clone(), text.into());
    }
    Ok(())
}

fn of_target(book: &mut Book, code: &Code, field: Field, text: &str) -> Result<(), Rc<str>> {
    let Code::Concept(id) = code else { return Ok(()) };
    let ix = book.codebook.targets.iter().position(|concept| concept.id == *id).ok_or("It is gone already")?;
    let concept = &mut book.codebook.targets[ix];
    match field {
        Field::Guideline => concept.guideline = text.into(),
        Field::Group => concept.group = text.into(),
        Field::Examples => {
            concept.examples = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(Rc::from).collect();
        }
        Field::Entity => {
            let entity = Some(text).filter(|id| !id.is_empty()).map(EntityId::new);
            if concept.entity == entity {
                return Ok(());
            }
            // Tags so far say the one, tags from now on the other.
            let new = entity.clone().map_or_else(|| code.clone(), Code::Entity);
            let old = said(&book.codebook, code);
            let is_named = book.codebook.targets.iter().any(|other| other.id != *id && other.entity == entity);
            if entity.is_some() && is_named {
                return Err("Another target stands for this name already".into());
            }
            if old != new {
                book.revise(code, RevisionKind::Redefined, vec![new]);
            }
            book.codebook.targets[ix].entity = entity;
        }
        _ => return Err("A target has no such field".into()),
    }
    Ok(())
}

fn of_label(book: &mut Book, id: &LabelId, field: Field, text: &str) -> Result<(), Rc<str>> {
    let labels = &mut book.codebook.labels;
    let ix = labels.iter().position(|label| label.id == *id).ok_or("It is gone already")?;
    match field {
        Field::Guideline => labels[ix].guideline = text.into(),
        Field::Key => {
            let mut chars = text.chars();
            let (Some(key), None) = (chars.next().map(|c| c.to_ascii_lowercase()), chars.next()) else {
                return Err("A key is one letter".into());
            };
            if !key.is_ascii_lowercase() {
                return Err("A key is a letter from a to z".into());
            }
            if let Some(other) = labels.iter().find(|label| label.key == key && label.id != *id) {
                return Err(format!("{key} is the key of {} already", other.name).into());
            }
            labels[ix].key = key;
        }
        Field::Hue => {
            let hue = text.parse().ok().filter(|hue| *hue <= N_HUES);
            labels[ix].hue = hue.ok_or("There are eight hues")?;
        }
        Field::Parent => {
            let parent = Some(text).filter(|id| !id.is_empty()).map(LabelId::new);
            if let Some(parent) = &parent {
                let is_top = labels.iter().any(|label| label.id == *parent && label.parent.is_none());
                let has_kinds = labels.iter().any(|label| label.parent.as_ref() == Some(id));
                if !is_top || has_kinds || parent == id {
                    return Err("Labels nest one level: neither may have kinds of its own below it".into());
                }
            }
            labels[ix].parent = parent;
        }
        _ => return Err("A label has no such field".into()),
    }
    Ok(())
}

fn of_variable(book: &mut Book, code: &Code, field: Field, text: &str) -> Result<(), Rc<str>> {
    let Code::Variable(id) = code else { return Ok(()) };
    let variables = &mut book.codebook.variables;
    let ix = variables.iter().position(|variable| variable.id == *id).ok_or("It is gone already")?;
    match field {
        Field::Guideline => variables[ix].guideline = text.into(),
        Field::Unit => {
            let unit = Unit::ALL.into_iter().find(|unit| unit.name() == text).ok_or("An article, sentence or span")?;
            if variables[ix].unit != unit {
                variables[ix].unit = unit;
                book.revise(code, RevisionKind::Redefined, Vec::new());
            }
        }
        Field::Kind => {
            let kind = kind_named(text);
            if kind_of(variables[ix].scale.as_ref()) != text {
                let old = variables[ix].scale.take().unwrap_or_default();
                // Numbers and text are not chosen from a list.
                let old = if kind == Some(ScaleKind::Interval) { Scale::default() } else { old };
                variables[ix].scale = kind.map(|kind| Scale { kind, ..old });
                book.revise(code, RevisionKind::Redefined, Vec::new());
            }
        }
        _ => return Err("A variable has no such field".into()),
    }
    Ok(())
}

/// The kinds a variable can have, as controls and files name them.
pub const KINDS: [&str; 4] = ["nominal", "ordinal", "interval", "text"];

/// The kind of a variable with this scale.
pub fn kind_of(scale: Option<&Scale>) -> &'static str {
    match scale.map(|scale| scale.kind) {
        Some(ScaleKind::Nominal) => "nominal",
        Some(ScaleKind::Ordinal) => "ordinal",
        Some(ScaleKind::Interval) => "interval",
        None => "text",
    }
}

fn kind_named(name: &str) -> Option<ScaleKind> {
    match name {
        "nominal" => Some(ScaleKind::Nominal),
        "ordinal" => Some(ScaleKind::Ordinal),
        "interval" => Some(ScaleKind::Interval),
        _ => None,
    }
}
