//! Coders and entities in JSON. They keep no `extra`: fields of theirs that this version does not know are handed back.

use crate::format::json::{Bad, Fields, Object, push_list, text_of};
use crate::format::raw::Raw;
use crate::model::{Coder, CoderId, Entity, EntityId, Standing, Suggestions, TakenForm, Turn};
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
    match &entity.standing {
        Standing::Own => {}
        Standing::Removed => object.raw("removed", "true"),
        Standing::MergedInto(id) => object.text("merged_into", id.as_str()),
    }
    if !entity.taken.is_empty() {
        let mut taken = Object::open(object.field("taken"));
        for of_one in entity.taken.chunk_by(|a, b| a.from == b.from) {
            let forms: Vec<Rc<str>> = of_one.iter().map(|taken| taken.form.clone()).collect();
            taken.texts(of_one[0].from.as_str(), &forms);
        }
        taken.close();
    }
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
    let is_removed = fields.take("removed").is_some_and(|raw| raw.get() == "true");
    let standing = match fields.text("merged_into")? {
        Some(whole) => Standing::MergedInto(EntityId::new(whole)),
        None if is_removed => Standing::Removed,
        None => Standing::Own,
    };
    let taken = read_taken(&mut fields)?;
    Ok((Entity { id: EntityId::new(id), name, kind, aliases, standing, taken }, fields.rest()))
}

/// Lists of forms by the entity they were taken from.
fn read_taken(fields: &mut Fields<'_>) -> Result<Vec<TakenForm>, Bad> {
    let mut taken = Vec::new();
    for (from, forms) in fields.object("taken")?.into_iter().flat_map(Fields::into_pairs) {
        let expected = "a list of forms by the entity they were taken from";
        let forms = forms.items().ok_or_else(|| Bad::at(forms, expected).under("taken"))?;
        for form in forms {
            let form = text_of(form).map_err(|bad| bad.under("taken"))?.into();
            taken.push(TakenForm { from: EntityId::new(&*from), form });
        }
    }
    order::sort(&mut taken);
    taken.dedup();
    Ok(taken)
}
