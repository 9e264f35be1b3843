//! Coders and entities in JSON. They keep no `extra`: fields of theirs that this version does not know are handed back.

use crate::format::json::{Bad, Fields, Object, push_list};
use crate::format::raw::Raw;
use crate::model::{Coder, CoderId, Entity, EntityId, Suggestions, Turn};
use crate::text::order;
use std::rc::Rc;

/// Writes a coder and fields of a newer version.
pub(crate) fn write_coder(out: &mut String, coder: &Coder, extra: &str) {
    let mut object = Object::open(out);
    object.text("id", coder.id.as_str());
    object.text("name", &coder.name);
    if !coder.suggestions.is_empty() {
        push_list(object.field("suggestions"), &coder.suggestions, |out, turn| {
            let mut object = Object::open(out);
            object.text("at", &turn.at.to_string());
            object.text("to", if turn.to == Suggestions::On { "on" } else { "off" });
            object.close();
        });
    }
    object.extra(extra);
    object.close();
}

/// Reads a coder and what else stands there.
pub(crate) fn read_coder(raw: Raw<'_>) -> Result<(Coder, Rc<str>), Bad> {
    let mut fields = Fields::of(raw)?;
    let id: Rc<str> = fields.need_text("id")?.into();
    let name = fields.text("name")?.map_or_else(|| id.clone(), Rc::from);
    let mut suggestions: Vec<Turn> =
        fields.list("suggestions")?.into_iter().map(read_turn).collect::<Result<_, _>>()?;
    order::sort(&mut suggestions);
    suggestions.dedup();
    Ok((Coder { id: CoderId::new(id), name, suggestions }, fields.rest()))
}

fn read_turn(raw: Raw<'_>) -> Result<Turn, Bad> {
    let mut fields = Fields::of(raw)?;
    let at = fields.need_text("at")?.parse();
    let at = at.map_err(|()| fields.bad("a time such as 2026-09-01T10:00:00Z").under("at"))?;
    let to = match &*fields.need_text("to")? {
        "on" => Suggestions::On,
        "off" => Suggestions::Off,
        _ => return Err(fields.bad("on or off").under("to")),
    };
    Ok(Turn { at, to })
}

/// Writes an entity and fields of a newer version.
pub(crate) fn write_entity(out: &mut String, entity: &Entity, extra: &str) {
    let mut object = Object::open(out);
    object.text("id", entity.id.as_str());
    object.text("name", &entity.name);
    object.text("kind", entity.kind.as_str());
    object.texts("aliases", &entity.aliases);
    object.extra(extra);
    object.close();
}

/// Reads an entity and what else stands there.
pub(crate) fn read_entity(raw: Raw<'_>) -> Result<(Entity, Rc<str>), Bad> {
    let mut fields = Fields::of(raw)?;
    let id: Rc<str> = fields.need_text("id")?.into();
    let name = fields.text("name")?.map_or_else(|| id.clone(), Rc::from);
    let kind = fields.need_text("kind")?.parse();
    let kind = kind.map_err(|()| fields.bad("an entity type such as PERSON").under("kind"))?;
    let mut aliases = fields.texts("aliases")?;
    order::sort(&mut aliases);
    aliases.dedup();
    Ok((Entity { id: EntityId::new(id), name, kind, aliases }, fields.rest()))
}
