//! Codebooks in JSON.

use crate::format::json::{Bad, Fields, Object, push_list};
use crate::format::raw::Raw;
use crate::model::{Codebook, Concept, ConceptId, EntityId, Label, LabelId, Scale, ScaleKind};
use crate::text::Set;
use std::rc::Rc;

const SCALE_KINDS: [(ScaleKind, &str); 3] =
    [(ScaleKind::Nominal, "nominal"), (ScaleKind::Ordinal, "ordinal"), (ScaleKind::Interval, "interval")];

/// Parts whose unknown fields stand in the codebook's `extra` under their name.
const NESTED: [&str; 3] = ["sentiment", "targets", "labels"];

/// Writes a codebook.
pub(crate) fn write_codebook(out: &mut String, codebook: &Codebook) {
    let mut extra = Fields::of_text(&codebook.extra);
    let [sentiment, targets, labels] = NESTED.map(|name| extra.take(name).map_or("", Raw::get));
    let variables = extra.take("variables").map_or("[]", Raw::get);
    let mut object = Object::open(out);
    object.number("version", codebook.version);
    let mut scale = Object::open(object.field("sentiment"));
    let kind = SCALE_KINDS.iter().find(|(kind, _)| *kind == codebook.sentiment.kind);
    scale.text("kind", kind.map_or("", |(_, name)| name));
    scale.texts("values", &codebook.sentiment.values);
    scale.extra(sentiment);
    scale.close();
    object.texts("positions", &codebook.positions);
    push_list(object.field("targets"), &codebook.targets, |out, concept| {
        let mut object = Object::open(out);
        object.text("id", concept.id.as_str());
        object.text("name", &concept.name);
        object.text("guideline", &concept.guideline);
        if let Some(entity) = &concept.entity {
            object.text("entity", entity.as_str());
        }
        object.extra(Fields::of_text(targets).take(concept.id.as_str()).map_or("", Raw::get));
        object.close();
    });
    push_list(object.field("labels"), &codebook.labels, |out, label| {
        let mut object = Object::open(out);
        object.text("id", label.id.as_str());
        object.text("name", &label.name);
        object.text("guideline", &label.guideline);
        object.text("key", label.key.encode_utf8(&mut [0; 4]));
        object.extra(Fields::of_text(labels).take(label.id.as_str()).map_or("", Raw::get));
        object.close();
    });
    object.raw("variables", variables);
    object.extra_but(&codebook.extra, &[NESTED[0], NESTED[1], NESTED[2], "variables"]);
    object.close();
}

/// Reads a codebook. What is wrong goes to `bads`; the rest comes in.
pub(crate) fn read_codebook(raw: Raw<'_>, bads: &mut Vec<Bad>) -> Result<Codebook, Bad> {
    let mut fields = Fields::of(raw)?;
    let version = fields.number("version")?.ok_or_else(|| fields.bad("a whole number").under("version"))?;
    let mut scale = fields.object("sentiment")?.unwrap_or_else(|| Fields::of_text(""));
    let sentiment = read_scale(&mut scale).map_err(|bad| bad.under("sentiment"))?;
    let positions = fields.texts("positions")?;
    let (targets, target_extra) = read_rows(&fields.list("targets")?, "targets", bads, read_concept);
    let (mut labels, label_extra) = read_rows(&fields.list("labels")?, "labels", bads, read_label);
    give_keys(&mut labels);
    // This version has no further variables; those of a newer one are kept as they stand.
    let variables = fields.take("variables").map(Raw::get).filter(|json| *json != "[]").unwrap_or("");
    let nested = [
        ("sentiment", &*scale.rest()),
        ("targets", &*target_extra),
        ("labels", &*label_extra),
        ("variables", variables),
    ];
    let extra = fields.rest_with(&nested);
    Ok(Codebook { version, sentiment, positions, targets, labels, extra })
}

fn read_scale(fields: &mut Fields<'_>) -> Result<Scale, Bad> {
    let name = fields.text("kind")?.unwrap_or("ordinal".into());
    let kind = SCALE_KINDS.iter().find(|(_, known)| *known == name);
    let (kind, _) = kind.ok_or_else(|| fields.bad("nominal, ordinal or interval").under("kind"))?;
    Ok(Scale { kind: *kind, values: fields.texts("values")? })
}

fn read_concept(fields: &mut Fields<'_>) -> Result<(Rc<str>, Concept), Bad> {
    let id: Rc<str> = fields.need_text("id")?.into();
    let name = fields.text("name")?.map_or_else(|| id.clone(), Rc::from);
    let guideline = fields.text_or_empty("guideline")?;
    let entity = fields.text("entity")?.map(EntityId::new);
    Ok((id.clone(), Concept { id: ConceptId::new(id), name, guideline, entity }))
}

fn read_label(fields: &mut Fields<'_>) -> Result<(Rc<str>, Label), Bad> {
    let id: Rc<str> = fields.need_text("id")?.into();
    let name = fields.text("name")?.map_or_else(|| id.clone(), Rc::from);
    let guideline = fields.text_or_empty("guideline")?;
    let key = fields.text("key")?.and_then(|key| key.chars().next()).unwrap_or('\0');
    Ok((id.clone(), Label { id: LabelId::new(id), name, guideline, key }))
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
            let letters = label.name.chars().flat_map(char::to_lowercase).filter(|c| c.is_ascii_lowercase());
            let free = letters.chain('a'..='z').find(|c| !taken.contains(c));
            label.key = free.unwrap_or('\0');
            taken.insert(label.key);
        }
    }
}
