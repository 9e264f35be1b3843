//! Writes a codebook. What is not said is left out, so that one of the first version comes back as it was.

use super::code::write_revision;
use super::{FREE_TEXT, NESTED, SCALE_KINDS};
use crate::format::json::{Fields, Object, push_list, push_text};
use crate::format::raw::Raw;
use crate::model::{Codebook, Concept, Label, Scale, Variable};
use crate::text::Map;
use std::rc::Rc;

/// Writes a codebook.
pub(crate) fn write_codebook(out: &mut String, codebook: &Codebook) {
    let mut object = Object::open(out);
    write_fields(&mut object, codebook);
    object.close();
}

fn write_fields(object: &mut Object<'_>, codebook: &Codebook) {
    let mut extra = Fields::of_text(&codebook.extra);
    let [sentiment, targets, labels, variables] = NESTED.map(|name| extra.take(name).map_or("", Raw::get));
    object.number("version", codebook.version);
    said(object, "name", &codebook.name);
    let mut scale = Object::open(object.field("sentiment"));
    write_scale(&mut scale, &codebook.sentiment);
    scale.extra(sentiment);
    scale.close();
    object.texts("positions", &codebook.positions);
    write_map(object, "position_names", &codebook.position_words.names);
    write_map(object, "position_guidelines", &codebook.position_words.guidelines);
    push_list(object.field("targets"), &codebook.targets, |out, concept| write_concept(out, concept, targets));
    push_list(object.field("labels"), &codebook.labels, |out, label| write_label(out, label, labels));
    push_list(object.field("variables"), &codebook.variables, |out, variable| {
        write_variable(out, variable, variables);
    });
    said(object, "guidelines", &codebook.guidelines);
    if !codebook.revisions.is_empty() {
        push_list(object.field("revisions"), &codebook.revisions, write_revision);
    }
    object.extra_but(&codebook.extra, &NESTED);
}

fn write_concept(out: &mut String, concept: &Concept, extras: &str) {
    let mut object = Object::open(out);
    object.text("id", concept.id.as_str());
    object.text("name", &concept.name);
    object.text("guideline", &concept.guideline);
    if let Some(entity) = &concept.entity {
        object.text("entity", entity.as_str());
    }
    said(&mut object, "group", &concept.group);
    if !concept.examples.is_empty() {
        object.texts("examples", &concept.examples);
    }
    object.extra(extra_of(extras, concept.id.as_str()));
    object.close();
}

fn write_label(out: &mut String, label: &Label, extras: &str) {
    let mut object = Object::open(out);
    object.text("id", label.id.as_str());
    object.text("name", &label.name);
    object.text("guideline", &label.guideline);
    // More labels than letters: the last ones have none.
    if label.key != '\0' {
        object.text("key", label.key.encode_utf8(&mut [0; 4]));
    }
    if let Some(parent) = &label.parent {
        object.text("parent", parent.as_str());
    }
    if label.hue > 0 {
        object.number("hue", label.hue.into());
    }
    object.extra(extra_of(extras, label.id.as_str()));
    object.close();
}

fn write_variable(out: &mut String, variable: &Variable, extras: &str) {
    let mut object = Object::open(out);
    object.text("id", variable.id.as_str());
    object.text("name", &variable.name);
    object.text("guideline", &variable.guideline);
    object.text("unit", variable.unit.name());
    match &variable.scale {
        Some(scale) => write_scale(&mut object, scale),
        None => object.text("kind", FREE_TEXT),
    }
    object.extra(extra_of(extras, variable.id.as_str()));
    object.close();
}

fn write_scale(object: &mut Object<'_>, scale: &Scale) {
    let kind = SCALE_KINDS.iter().find(|(kind, _)| *kind == scale.kind);
    object.text("kind", kind.map_or("", |(_, name)| name));
    object.texts("values", &scale.values);
    write_map(object, "names", &scale.words.names);
    write_map(object, "guidelines", &scale.words.guidelines);
}

/// A text that is left out where there is none.
fn said(object: &mut Object<'_>, name: &str, text: &str) {
    if !text.is_empty() {
        object.text(name, text);
    }
}

fn write_map(object: &mut Object<'_>, name: &str, map: &Map<Rc<str>, Rc<str>>) {
    if map.is_empty() {
        return;
    }
    let mut inner = Object::open(object.field(name));
    for (value, text) in map {
        push_text(inner.field(value), text);
    }
    inner.close();
}

fn extra_of<'e>(extras: &'e str, id: &str) -> &'e str {
    Fields::of_text(extras).take(id).map_or("", Raw::get)
}
