//! Annotations in JSON.

use super::codebook::unit_named;
use super::{Cursor, Offsets, Ruler};
use crate::format::hash::sha256_hex;
use crate::format::json::{Bad, Fields, Object, minified};
use crate::format::raw::Raw;
use crate::model::{
    Annotation, AnnotationId, ArticleId, Body, CoderId, ConceptId, EntityId, Holder, LabelId, Lock, MentionAction,
    Origin, Sight, Target, Time, Unit, VariableId,
};
use crate::text::Span;
use std::borrow::Cow;
use std::rc::Rc;

/// The types of annotation this version knows, as files name them, sorted.
const TYPES: [&str; 9] = ["comment", "flag", "lock", "mention", "sentiment", "span", "speaker", "stance", "variable"];

/// Quotes carry this much of the text before and after, in code points.
const CONTEXT_CHARS: usize = 32;

const ORIGINS: [(Origin, &str); 3] =
    [(Origin::Manual, "manual"), (Origin::Accepted, "accepted"), (Origin::Imported, "imported")];

const LOCKS: [(Lock, &str); 2] = [(Lock::Locked, "locked"), (Lock::Reopened, "reopened")];

const ACTIONS: [(MentionAction, &str); 4] = [
    (MentionAction::Add, "add"),
    (MentionAction::Remove, "remove"),
    (MentionAction::Retype, "retype"),
    (MentionAction::Link, "link"),
];

/// What stands for a field that a row leaves out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Defaults {
    /// Version of the file's codebook.
    pub(crate) codebook: u32,
    /// When the file was written.
    pub(crate) at: Time,
}

/// Where a row says its stretch of text is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchor<'a> {
    pub(crate) offsets: Offsets,
    /// The stretch itself, if given and not empty.
    pub(crate) quote: Option<Cow<'a, str>>,
    pub(crate) prefix: Cow<'a, str>,
    pub(crate) suffix: Cow<'a, str>,
}

/// A row of the list of annotations.
pub(crate) enum AnnotationRow<'a> {
    /// Understood; its span is still empty and waits for its anchor to be found.
    Known(Box<Annotation>, Anchor<'a>),
    /// Of a type that a newer version may know.
    Newer {
        /// Its own id, or one made from its content.
        id: AnnotationId,
        /// The type it names.
        kind: Cow<'a, str>,
    },
}

/// The type as files name it.
pub(crate) fn type_of(body: &Body) -> &'static str {
    match body {
        Body::Sentiment(_) => "sentiment",
        Body::Stance { .. } => "stance",
        Body::Span(_) => "span",
        Body::Mention { .. } => "mention",
        Body::Speaker(_) => "speaker",
        Body::Variable { .. } => "variable",
        Body::Comment(_) => "comment",
        Body::Flag(_) => "flag",
        Body::Lock(_) => "lock",
    }
}

/// Writes one annotation.
pub(crate) fn write_annotation(out: &mut String, annotation: &Annotation, ruler: &mut Ruler<'_>) {
    let mut object = Object::open(out);
    object.text("id", annotation.id.as_str());
    object.text("type", type_of(&annotation.body));
    object.text("article", annotation.article.as_str());
    object.text("unit", unit_of(&annotation.body).name());
    ruler.write(&mut object, annotation.span);
    if let Ruler::Units(Cursor { text, .. }) = ruler {
        let span = annotation.span;
        object.text("quote", span.of(text));
        object.text("prefix", last_chars(&text[..span.start as usize]));
        object.text("suffix", first_chars(&text[span.end as usize..]));
    }
    write_body(&mut object, annotation);
    object.text("coder", annotation.coder.as_str());
    object.text("created", &annotation.created.to_string());
    object.text("modified", &annotation.modified.to_string());
    object.number("codebook", annotation.codebook);
    object.text("origin", name_in(&ORIGINS, annotation.origin));
    if annotation.sight == Sight::OutletBlind {
        object.raw("blind", "true");
    }
    object.extra_but(&annotation.extra, nested_names(&annotation.body));
    object.close();
}

/// Reads one annotation. Its quote, prefix and suffix are left to whoever knows the texts.
pub(crate) fn read_annotation<'a>(raw: Raw<'a>, defaults: Defaults) -> Result<AnnotationRow<'a>, Bad> {
    let mut fields = Fields::of(raw)?;
    let id = match fields.text("id")?.filter(|id| !id.is_empty()) {
        Some(id) => AnnotationId::new(id),
        None => AnnotationId::new(format!("a:{}", &sha256_hex(minified(raw.get()).as_bytes())[..26])),
    };
    let kind = fields.need_text("type")?;
    if !TYPES.contains(&&*kind) {
        return Ok(AnnotationRow::Newer { id, kind });
    }
    let article = ArticleId::new(fields.text("article")?.unwrap_or_default());
    let unit = fields.text("unit")?.unwrap_or_default();
    let anchor = Anchor {
        offsets: Offsets::read(&mut fields)?,
        quote: fields.text("quote")?.filter(|quote| !quote.is_empty()),
        prefix: fields.text("prefix")?.unwrap_or_default(),
        suffix: fields.text("suffix")?.unwrap_or_default(),
    };
    let mut nested = Nested::default();
    let body = read_body(&mut fields, &kind, &unit, &mut nested)?;
    let coder = CoderId::new(fields.need_text("coder")?);
    let created = read_time(&mut fields, "created")?;
    let modified = read_time(&mut fields, "modified")?;
    let codebook = fields.number("codebook")?.unwrap_or(defaults.codebook);
    let origin = one_of(&mut fields, "origin", &ORIGINS)?.unwrap_or(Origin::Imported);
    let is_blind = fields.take("blind").is_some_and(|raw| raw.get() == "true");
    Ok(AnnotationRow::Known(
        Box::new(Annotation {
            id,
            article,
            span: Span::default(),
            body,
            coder,
            created: created.or(modified).unwrap_or(defaults.at),
            modified: modified.or(created).unwrap_or(defaults.at),
            codebook,
            origin,
            sight: if is_blind { Sight::OutletBlind } else { Sight::Open },
            extra: fields.rest_with(&[("holder", &nested.holder), ("target", &nested.target)]),
        }),
        anchor,
    ))
}

/// Fields of a stance's holder and target that this version does not know.
#[derive(Default)]
struct Nested {
    holder: Rc<str>,
    target: Rc<str>,
}

fn nested_names(body: &Body) -> &'static [&'static str] {
    if matches!(body, Body::Stance { .. }) { &["holder", "target"] } else { &[] }
}

fn write_body(object: &mut Object<'_>, annotation: &Annotation) {
    match &annotation.body {
        Body::Sentiment(value) => object.text("value", value),
        Body::Stance { holder, target, position } => {
            let nested = |name: &str| Fields::of_text(&annotation.extra).take(name).map_or("", Raw::get);
            let mut inner = Object::open(object.field("holder"));
            match holder {
                Holder::Entity(id) => inner.text("entity", id.as_str()),
                Holder::Outlet => inner.raw("outlet", "true"),
                Holder::Unknown => inner.raw("unknown", "true"),
            }
            inner.extra(nested("holder"));
            inner.close();
            let mut inner = Object::open(object.field("target"));
            match target {
                Target::Entity(id) => inner.text("entity", id.as_str()),
                Target::Concept(id) => inner.text("concept", id.as_str()),
            }
            inner.extra(nested("target"));
            inner.close();
            object.text("position", position);
        }
        Body::Span(label) => object.text("label", label.as_str()),
        Body::Mention { action, kind, entity } => {
            object.text("kind", kind.as_str());
            if let Some(entity) = entity {
                object.text("entity", entity.as_str());
            }
            object.text("action", name_in(&ACTIONS, *action));
        }
        Body::Speaker(entity) => {
            if let Some(entity) = entity {
                object.text("entity", entity.as_str());
            }
        }
        Body::Variable { variable, value, .. } => {
            object.text("variable", variable.as_str());
            object.text("value", value);
        }
        Body::Comment(text) | Body::Flag(text) => object.text("text", text),
        Body::Lock(lock) => object.text("state", name_in(&LOCKS, *lock)),
    }
}

fn read_body(fields: &mut Fields<'_>, kind: &str, unit: &str, nested: &mut Nested) -> Result<Body, Bad> {
    Ok(match kind {
        "sentiment" => Body::Sentiment(fields.need_text("value")?.into()),
        "stance" => Body::Stance {
            holder: read_holder(fields, nested)?,
            target: read_target(fields, nested)?,
            position: fields.need_text("position")?.into(),
        },
        "span" => Body::Span(LabelId::new(fields.need_text("label")?)),
        "mention" => {
            let kind = fields.need("kind", "an entity type such as PERSON")?;
            Body::Mention {
                kind: kind
                    .get()
                    .trim_matches('"')
                    .parse()
                    .map_err(|()| Bad::at(kind, "an entity type such as PERSON").under("kind"))?,
                entity: fields.text("entity")?.map(EntityId::new),
                action: one_of(fields, "action", &ACTIONS)?
                    .ok_or_else(|| fields.bad("an action: add, remove, retype or link").under("action"))?,
            }
        }
        "lock" => {
            let state = one_of(fields, "state", &LOCKS)?;
            Body::Lock(state.ok_or_else(|| fields.bad("a state: locked or reopened").under("state"))?)
        }
        "speaker" => Body::Speaker(fields.text("entity")?.map(EntityId::new)),
        "variable" => Body::Variable {
            variable: VariableId::new(fields.need_text("variable")?),
            unit: unit_named(unit).ok_or_else(|| fields.bad("article, sentence or span").under("unit"))?,
            value: fields.need_text("value")?.into(),
        },
        "comment" => Body::Comment(fields.need_text("text")?.into()),
        _ => Body::Flag(fields.text_or_empty("text")?),
    })
}

fn read_holder(fields: &mut Fields<'_>, nested: &mut Nested) -> Result<Holder, Bad> {
    const EXPECTED: &str = "a holder: {\"entity\": …}, {\"outlet\": true} or {\"unknown\": true}";
    let raw = fields.need("holder", EXPECTED)?;
    let mut inner = Fields::of(raw).map_err(|bad| bad.under("holder"))?;
    let mut is_set = |name| inner.take(name).is_some_and(|raw| raw.get() == "true");
    let holder = if is_set("outlet") {
        Holder::Outlet
    } else if is_set("unknown") {
        Holder::Unknown
    } else {
        let id = inner.text("entity").map_err(|bad| bad.under("holder"))?;
        Holder::Entity(EntityId::new(id.ok_or_else(|| Bad::at(raw, EXPECTED).under("holder"))?))
    };
    nested.holder = inner.rest();
    Ok(holder)
}

fn read_target(fields: &mut Fields<'_>, nested: &mut Nested) -> Result<Target, Bad> {
    const EXPECTED: &str = "a target: {\"entity\": …} or {\"concept\": …}";
    let raw = fields.need("target", EXPECTED)?;
    let mut inner = Fields::of(raw).map_err(|bad| bad.under("target"))?;
    let entity = inner.text("entity").map_err(|bad| bad.under("target"))?;
    let concept = inner.text("concept").map_err(|bad| bad.under("target"))?;
    nested.target = inner.rest();
    match (entity, concept) {
        (Some(id), None) => Ok(Target::Entity(EntityId::new(id))),
        (None, Some(id)) => Ok(Target::Concept(ConceptId::new(id))),
        _ => Err(Bad::at(raw, EXPECTED).under("target")),
    }
}

/// A moment; `None` if the field is absent.
fn read_time(fields: &mut Fields<'_>, name: &str) -> Result<Option<Time>, Bad> {
    let Some(raw) = fields.take(name) else { return Ok(None) };
    let time = raw.get().trim_matches('"').parse();
    time.map(Some).map_err(|()| Bad::at(raw, "a time such as 2026-09-01T10:00:00Z").under(name))
}

fn one_of<T: Copy>(fields: &mut Fields<'_>, name: &str, table: &[(T, &str)]) -> Result<Option<T>, Bad> {
    let Some(raw) = fields.take(name) else { return Ok(None) };
    let found = table.iter().find(|(_, label)| *label == raw.get().trim_matches('"'));
    found.map(|(value, _)| Some(*value)).ok_or_else(|| {
        let names: Vec<&str> = table.iter().map(|(_, label)| *label).collect();
        Bad::at(raw, format!("one of {}", names.join(", "))).under(name)
    })
}

fn name_in<T: PartialEq + Copy>(table: &[(T, &'static str)], value: T) -> &'static str {
    table.iter().find(|(known, _)| *known == value).map_or("", |(_, label)| label)
}

/// A sentence's tag, a stretch's or an article's.
fn unit_of(body: &Body) -> Unit {
    match body {
        Body::Span(_) | Body::Mention { .. } | Body::Speaker(_) => Unit::Span,
        Body::Variable { unit, .. } => *unit,
        Body::Lock(_) => Unit::Article,
        _ => Unit::Sentence,
    }
}

fn last_chars(text: &str) -> &str {
    let start = text.char_indices().rev().nth(CONTEXT_CHARS - 1).map_or(0, |(at, _)| at);
    &text[start..]
}

fn first_chars(text: &str) -> &str {
    let end = text.char_indices().nth(CONTEXT_CHARS).map_or(text.len(), |(at, _)| at);
    &text[..end]
}
