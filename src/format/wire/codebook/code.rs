//! Codes and what became of them, in JSON: `{"label": "l:blame"}`, `{"variable": "v:frame", "value": "yes"}`.

use crate::format::json::{Bad, Fields, Object, push_list};
use crate::format::raw::Raw;
use crate::model::{Code, ConceptId, EntityId, LabelId, Revision, RevisionKind, VariableId};

const KINDS: [(RevisionKind, &str); 4] = [
    (RevisionKind::Redefined, "redefined"),
    (RevisionKind::Removed, "removed"),
    (RevisionKind::Merged, "merged"),
    (RevisionKind::Split, "split"),
];

fn write_code(out: &mut String, code: &Code) {
    let mut object = Object::open(out);
    match code {
        Code::Sentiment(value) => object.text("sentiment", value),
        Code::Position(value) => object.text("position", value),
        Code::Concept(id) => object.text("concept", id.as_str()),
        Code::Entity(id) => object.text("entity", id.as_str()),
        Code::Label(id) => object.text("label", id.as_str()),
        Code::Variable(id) => object.text("variable", id.as_str()),
        Code::Value(id, value) => {
            object.text("variable", id.as_str());
            object.text("value", value);
        }
    }
    object.close();
}

fn read_code(raw: Raw<'_>) -> Result<Code, Bad> {
    let mut fields = Fields::of(raw)?;
    let mut text = |name| fields.text_or_empty(name);
    let [sentiment, position, concept] = [text("sentiment")?, text("position")?, text("concept")?];
    let [entity, label, variable, value] = [text("entity")?, text("label")?, text("variable")?, text("value")?];
    let all = [
        (&sentiment, Code::Sentiment(sentiment.clone())),
        (&position, Code::Position(position.clone())),
        (&concept, Code::Concept(ConceptId::new(concept.clone()))),
        (&entity, Code::Entity(EntityId::new(entity.clone()))),
        (&label, Code::Label(LabelId::new(label.clone()))),
        (&value, Code::Value(VariableId::new(variable.clone()), value.clone())),
        (&variable, Code::Variable(VariableId::new(variable.clone()))),
    ];
    let found = all.into_iter().find(|(text, _)| !text.is_empty());
    found.map(|(_, code)| code).ok_or_else(|| Bad::at(raw, "a code, such as {\"label\": \"l:opinion\"}"))
}

pub(super) fn write_revision(out: &mut String, revision: &Revision) {
    let mut object = Object::open(out);
    object.number("version", revision.version);
    let kind = KINDS.iter().find(|(kind, _)| *kind == revision.kind);
    object.text("kind", kind.map_or("", |(_, name)| name));
    write_code(object.field("code"), &revision.code);
    object.text("name", &revision.name);
    push_list(object.field("into"), &revision.into, write_code);
    object.extra(&revision.extra);
    object.close();
}

pub(super) fn read_revision(raw: Raw<'_>) -> Result<Revision, Bad> {
    let mut fields = Fields::of(raw)?;
    let version = fields.number("version")?.ok_or_else(|| fields.bad("a whole number").under("version"))?;
    let kind = fields.need_text("kind")?;
    let kind = KINDS.iter().find(|(_, name)| *name == kind);
    let (kind, _) = *kind.ok_or_else(|| fields.bad("redefined, removed, merged or split").under("kind"))?;
    let code = read_code(fields.need("code", "a code")?).map_err(|bad| bad.under("code"))?;
    let name = fields.text_or_empty("name")?;
    let into = fields.list("into")?.into_iter().map(read_code).collect::<Result<_, _>>();
    let into = into.map_err(|bad| bad.under("into"))?;
    Ok(Revision { version, kind, code, name, into, extra: fields.rest() })
}
