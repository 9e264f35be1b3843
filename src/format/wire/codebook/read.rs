//! Reads a codebook.

use super::code::read_revision;
use super::{FREE_TEXT, SCALE_KINDS, unit_named};
use crate::format::json::{Bad, Fields, text_of};
use crate::format::raw::Raw;
use crate::model::{Codebook, Concept, ConceptId, EntityId, Label, LabelId, Scale, Variable, VariableId, Words};
use crate::text::{Map, Set};
use std::borrow::Cow;
use std::rc::Rc;

/// Reads a codebook. What is wrong goes to `bads`; the rest comes in.
pub(crate) fn read_codebook(raw: Raw<'_>, bads: &mut Vec<Bad>) -> Result<Codebook, Bad> {
    let mut fields = Fields::of(raw)?;
    let version = fields.number("version")?.ok_or_else(|| fields.bad("a whole number").under("version"))?;
    let name = fields.text_or_empty("name")?;
    let mut scale = fields.object("sentiment")?.unwrap_or_else(|| Fields::of_text(""));
    let sentiment = read_scale(&mut scale).map_err(|bad| bad.under("sentiment"))?;
    let positions = fields.texts("positions")?;
    let names = read_map(&mut fields, "position_names")?;
    let position_words = Words { names, guidelines: read_map(&mut fields, "position_guidelines")? };
    let (targets, target_extra) = read_rows(&fields.list("targets")?, "targets", bads, read_concept);
    let (mut labels, label_extra) = read_rows(&fields.list("labels")?, "labels", bads, read_label);
    give_keys(&mut labels);
    let (variables, variable_extra) = read_rows(&fields.list("variables")?, "variables", bads, read_variable);
    let guidelines = fields.text_or_empty("guidelines")?;
    let mut revisions = Vec::new();
    for (ix, raw) in fields.list("revisions")?.into_iter().enumerate() {
        match read_revision(raw) {
            Ok(revision) => revisions.push(revision),
            Err(bad) => bads.push(bad.under(&format!("revisions[{ix}]"))),
        }
    }
    let nested = [
        ("sentiment", &*scale.rest()),
        ("targets", &*target_extra),
        ("labels", &*label_extra),
        ("variables", &*variable_extra),
    ];
    let extra = fields.rest_with(&nested);
    Ok(Codebook {
        version,
        name,
        sentiment,
        positions,
        position_words,
        targets,
        labels,
        variables,
        guidelines,
        revisions,
        extra,
    })
}

fn read_scale(fields: &mut Fields<'_>) -> Result<Scale, Bad> {
    let name = fields.text("kind")?.unwrap_or("ordinal".into());
    let kind = SCALE_KINDS.iter().find(|(_, known)| *known == name);
    let (kind, _) = kind.ok_or_else(|| fields.bad("nominal, ordinal or interval").under("kind"))?;
    Ok(Scale { kind: *kind, values: fields.texts("values")?, words: read_words(fields)? })
}

fn read_words(fields: &mut Fields<'_>) -> Result<Words, Bad> {
    Ok(Words { names: read_map(fields, "names")?, guidelines: read_map(fields, "guidelines")? })
}

fn read_map(fields: &mut Fields<'_>, name: &str) -> Result<Map<Rc<str>, Rc<str>>, Bad> {
    let Some(inner) = fields.object(name)? else { return Ok(Map::new()) };
    let mut map = Map::new();
    for (value, raw) in inner.into_pairs() {
        let text = text_of(raw).map_err(|bad| bad.under(&value).under(name))?;
        map.insert(Rc::from(value), Rc::from(text));
    }
    Ok(map)
}

/// Id, name and guideline, which every row has; without a name the id is shown.
fn read_head(fields: &mut Fields<'_>) -> Result<[Rc<str>; 3], Bad> {
    let id: Rc<str> = fields.need_text("id")?.into();
    let name = fields.text("name")?.map_or_else(|| id.clone(), Rc::from);
    Ok([id, name, fields.text_or_empty("guideline")?])
}

fn read_concept(fields: &mut Fields<'_>) -> Result<(Rc<str>, Concept), Bad> {
    let [id, name, guideline] = read_head(fields)?;
    let entity = fields.text("entity")?.map(EntityId::new);
    let (group, examples) = (fields.text_or_empty("group")?, fields.texts("examples")?);
    Ok((id.clone(), Concept { id: ConceptId::new(id), name, guideline, entity, group, examples }))
}

fn read_label(fields: &mut Fields<'_>) -> Result<(Rc<str>, Label), Bad> {
    let [id, name, guideline] = read_head(fields)?;
    let key = fields.text("key")?.and_then(|key| key.chars().next()).unwrap_or('\0');
    let parent = fields.text("parent")?.map(LabelId::new);
    let hue = fields.number("hue")?.and_then(|hue| hue.try_into().ok()).unwrap_or(0);
    Ok((id.clone(), Label { id: LabelId::new(id), name, guideline, key, parent, hue }))
}

fn read_variable(fields: &mut Fields<'_>) -> Result<(Rc<str>, Variable), Bad> {
    let [id, name, guideline] = read_head(fields)?;
    let unit = match fields.text("unit")? {
        Some(name) => unit_named(&name).ok_or_else(|| fields.bad("article, sentence or span").under("unit"))?,
        None => Default::default(),
    };
    let raw = fields.take("kind");
    let scale = match raw.map_or(Ok(Cow::Borrowed(FREE_TEXT)), text_of).map_err(|bad| bad.under("kind"))? {
        name if name == FREE_TEXT => None,
        name => {
            let kind = SCALE_KINDS.iter().find(|(_, known)| *known == name);
            let (kind, _) = kind.ok_or_else(|| fields.bad("nominal, ordinal, interval or text").under("kind"))?;
            Some(Scale { kind: *kind, values: fields.texts("values")?, words: read_words(fields)? })
        }
    };
    Ok((id.clone(), Variable { id: VariableId::new(id), name, guideline, unit, scale }))
}

/// The good rows of a list, and by their ids the fields nobody knows, as an object's text.
fn read_rows<T>(
    rows: &[Raw<'_>],
    list: &str,
    bads: &mut Vec<Bad>,
    read: impl Fn(&mut Fields<'_>) -> Result<(Rc<str>, T), Bad>,
) -> (Vec<T>, Rc<str>) {
    let (mut good, mut extras, mut ids) = (Vec::new(), Vec::new(), Set::new());
    for (ix, &raw) in rows.iter().enumerate() {
        let row = Fields::of(raw).and_then(|mut fields| read(&mut fields).map(|row| (row, fields.rest())));
        match row {
            Ok(((id, _), _)) if !ids.insert(id.clone()) => {
                bads.push(Bad::at(raw, format!("an id of its own, found {id} again")).under(&format!("{list}[{ix}]")));
            }
            Ok(((id, row), extra)) => {
                good.push(row);
                extras.push((id, extra));
            }
            Err(bad) => bads.push(bad.under(&format!("{list}[{ix}]"))),
        }
    }
    let nested: Vec<(&str, &str)> = extras.iter().map(|(id, extra)| (&**id, &**extra)).collect();
    (good, Fields::of_text("").rest_with(&nested))
}

/// Labels without a key, or with a taken one, get the first letter of their name or of the alphabet that is free.
fn give_keys(labels: &mut [Label]) {
    let mut taken = Set::new();
    for label in labels {
        if label.key == '\0' || !taken.insert(label.key) {
            label.key = free_key(&label.name, |key| taken.contains(&key));
            taken.insert(label.key);
        }
    }
}

fn free_key(name: &str, is_taken: impl Fn(char) -> bool) -> char {
    let letters = name.chars().flat_map(char::to_lowercase).filter(char::is_ascii_lowercase);
    letters.chain('a'..='z').find(|key| !is_taken(*key)).unwrap_or('\0')
}
