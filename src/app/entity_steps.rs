//! Putting named things right in the whole corpus: merge, part, take apart, rename, retype, remove. Each is one step
//! that undo takes back.
//!
//! What holds of a thing is written to the thing's record ([`Entity`]), not to its hundreds of mentions: see
//! [`super::naming`]. Only corrections that this coder made by hand and that the step would contradict change with it.

use super::entities::EntityInfo;
use super::ids::{entity_id, slug};
use super::names::ShownMention;
use super::session::Session;
use super::tagging::{remove_of, replace};
use super::update::Change;
use super::words::counted;
use crate::edit::{Edit, Record};
use crate::model::{
    Annotation, Body, Entity, EntityId, EntityKind, Holder, MentionAction, Standing, TakenForm, Target, Time,
};
use crate::text::{Set, folded};
use std::rc::Rc;

/// Makes all of these the one of them that the corpus names most.
pub(super) fn merge(session: &Session, ids: &[EntityId]) -> Option<Vec<Change>> {
    let into = survivor(session, ids)?;
    let mut changes = merge_into(session, ids, &into)?;
    changes.push(Change::Unmark(Some(into)));
    Some(changes)
}

/// Which of these stands for all of them once they are merged: the most named, of equals the least id.
pub fn survivor(session: &Session, ids: &[EntityId]) -> Option<EntityId> {
    let named_most = ids.iter().max_by_key(|id| (session.entities().n_mentions(id), std::cmp::Reverse(*id)))?;
    Some(session.entities().standing(named_most).clone())
}

/// Makes these the same as `into`.
pub(super) fn merge_into(session: &Session, ids: &[EntityId], into: &EntityId) -> Option<Vec<Change>> {
    let into = session.entities().standing(into);
    let gone: Set<EntityId> = ids.iter().map(|id| session.entities().standing(id).clone()).collect();
    let gone: Vec<&EntityId> = gone.iter().filter(|id| *id != into).collect();
    let mut edits: Vec<Edit> = Vec::new();
    for id in &gone {
        let record = Entity { standing: Standing::MergedInto(into.clone()), ..record_of(session, id) };
        edits.extend(Edit::put(session.project(), Record::Entity(Rc::new(record))));
    }
    // Where two files made a ring of merges, what stands for it must not lead on.
    if session.project().entities.get(into).is_some_and(|own| own.standing != Standing::Own) {
        let record = Entity { standing: Standing::Own, ..record_of(session, into) };
        edits.extend(Edit::put(session.project(), Record::Entity(Rc::new(record))));
    }
    let name = session.entity_name(into);
    let mut label = match gone[..] {
        [] => return None,
        [only] => format!("Merge {} into {name}", session.entity_name(only)),
        _ => format!("Merge {} names into {name}", gone.len()),
    };
    let earlier = earlier_stances(session, &gone, into);
    if !earlier.is_empty() {
        let stances = counted(earlier.len(), "stance gives way to a later one", "stances give way to later ones");
        label = format!("{label}: {stances}");
    }
    edits.extend(earlier);
    Some(vec![Change::Edit(label.into(), edits)])
}

/// Takes away this coder's stances that say once more, after the merge, what a later one says of the same sentence,
/// holder and target. Other coders' stay: of those too the later is shown.
fn earlier_stances(session: &Session, gone: &[&EntityId], into: &EntityId) -> Vec<Edit> {
    let Some(coder) = session.coder() else { return Vec::new() };
    let after = |id: &EntityId| {
        let id = session.entities().standing(id);
        if gone.contains(&id) { into.clone() } else { id.clone() }
    };
    let slot = |body: &Body| {
        let Body::Stance { holder, target, .. } = body else { return None };
        let holder = match holder {
            Holder::Entity(id) => Holder::Entity(after(id)),
            other => other.clone(),
        };
        let target = match target {
            Target::Entity(id) => Target::Entity(after(id)),
            concept => concept.clone(),
        };
        let is_touched = holder == Holder::Entity(into.clone()) || target == Target::Entity(into.clone());
        is_touched.then_some((holder, target))
    };
    let mut edits = Vec::new();
    for state in session.articles() {
        let layer = session.project().layer(coder, &state.article.id);
        let tags = layer.into_iter().flat_map(|layer| layer.values());
        let stances: Vec<_> =
            tags.filter_map(|tag| Some((state.sentence_at(tag.span.start), slot(&tag.body)?, tag))).collect();
        for (sentence_ix, slot, tag) in &stances {
            let is_later = |other: &Annotation| (other.modified, &other.id) > (tag.modified, &tag.id);
            if stances.iter().any(|(ix, of, other)| ix == sentence_ix && of == slot && is_later(other)) {
                edits.extend(remove_of(session, tag));
            }
        }
    }
    edits
}

/// Makes what was merged into another, or removed, a thing of its own again.
pub(super) fn restore(session: &Session, id: &EntityId) -> Option<Vec<Change>> {
    let record = session.project().entities.get(id).filter(|entity| entity.standing != Standing::Own)?;
    let word = if record.standing == Standing::Removed { "Bring back" } else { "Part" };
    let label = format!("{word} {}", record.name);
    let record = Entity { standing: Standing::Own, ..Entity::clone(record) };
    Some(vec![Change::Edit(label.into(), edits_of(session, record))])
}

/// Takes forms out of a thing: they name a new one from now on.
pub(super) fn split(session: &Session, id: &EntityId, forms: &[Rc<str>]) -> Option<Vec<Change>> {
    let id = session.entities().standing(id);
    let row = session.entity_table().row(id)?.clone();
    let chosen: Vec<&Rc<str>> = row.forms.iter().map(|row| &row.form).filter(|form| forms.contains(form)).collect();
    // A thing of which nothing is left would be the new one under another id.
    if chosen.is_empty() || chosen.len() == row.forms.len() {
        return None;
    }
    let mut taken: Set<TakenForm> = Set::new();
    for (article_ix, state) in session.articles().iter().enumerate() {
        for mention in state.mentions.iter().filter(|mention| mention.entity == *id) {
            let form = mention.span.of(&state.article.text);
            if let Some(form) = chosen.iter().find(|chosen| ****chosen == *form) {
                let found = named_at(session, article_ix, mention)?;
                let from = session.entities().naming().before_merging(&found, form);
                taken.insert(TakenForm { from, form: (*form).clone() });
            }
        }
    }
    let name = chosen[0].clone();
    let taken = taken.into_iter().collect();
    let record = Entity { taken, ..Entity::new(free_id(session, &name), name.clone(), row.kind) };
    let label = format!("Take {name} out of {}", row.name);
    Some(vec![Change::Edit(label.into(), edits_of(session, record)), Change::Unmark(Some(id.clone()))])
}

/// Gives a thing another name; the one it had stays among its others, so that it is still found by it.
pub(super) fn rename(session: &Session, id: &EntityId, name: &str) -> Option<Vec<Change>> {
    let name = name.trim();
    let old = record_of(session, session.entities().standing(id));
    if slug(name).is_empty() || *old.name == *name {
        return None;
    }
    let others = old.aliases.iter().chain([&old.name]).filter(|alias| ***alias != *name);
    let aliases = others.cloned().collect::<Set<Rc<str>>>().into_iter().collect();
    if namesake(session, &old.id, name).is_some() {
        let why =
            format!("Another name in the list is {name} already. If they are the same, merge the two in Entities.");
        return Some(vec![Change::Refuse(why.into())]);
    }
    let label = format!("Rename {} to {name}", old.name);
    let record = Entity { name: name.into(), aliases, ..old };
    Some(vec![Change::Edit(label.into(), edits_of(session, record))])
}

/// Another thing that is called so.
pub(super) fn namesake(session: &Session, id: &EntityId, name: &str) -> Option<EntityId> {
    let wanted = folded(name.trim());
    let is_it = |(other, info): &(&EntityId, &EntityInfo)| *other != id && folded(&info.name) == wanted;
    session.entities().iter().find(is_it).map(|(other, _)| other.clone())
}

/// Gives a thing and all its mentions another type; a mention that was retyped alone keeps its own.
pub(super) fn retype(session: &Session, id: &EntityId, kind: EntityKind, now: Time) -> Option<Vec<Change>> {
    let id = session.entities().standing(id);
    let mut edits = edits_of(session, Entity { kind, ..record_of(session, id) });
    for correction in corrections(session, id) {
        if let Body::Mention { action: action @ (MentionAction::Add | MentionAction::Link), entity, .. } =
            &correction.body
        {
            let body = Body::Mention { action: *action, kind, entity: entity.clone() };
            edits.extend(replace(session, correction, body, now));
        }
    }
    let label = format!("Type of {}", session.entity_name(id));
    (!edits.is_empty()).then(|| vec![Change::Edit(label.into(), edits)])
}

/// Says that a thing is no name at all: none of its mentions is shown.
pub(super) fn remove(session: &Session, id: &EntityId) -> Option<Vec<Change>> {
    let id = session.entities().standing(id);
    let record = Entity { standing: Standing::Removed, ..record_of(session, id) };
    let mut edits = edits_of(session, record);
    edits.extend(corrections(session, id).filter_map(|correction| remove_of(session, correction)));
    let label = format!("Remove {}", session.entity_name(id));
    Some(vec![Change::Edit(label.into(), edits)])
}

/// The record of a thing: a person's, else one made from what the engine found.
fn record_of(session: &Session, id: &EntityId) -> Entity {
    if let Some(record) = session.project().entities.get(id) {
        return Entity::clone(record);
    }
    let kind = session.entities().get(id).map_or(EntityKind::Org, |info| info.kind);
    Entity::new(id.clone(), session.entity_name(id), kind)
}

fn edits_of(session: &Session, record: Entity) -> Vec<Edit> {
    Edit::put(session.project(), Record::Entity(Rc::new(record))).into_iter().collect()
}

/// What this coder's corrections of names say of a thing.
fn corrections<'s>(session: &'s Session, id: &'s EntityId) -> impl Iterator<Item = &'s Rc<Annotation>> {
    let mentions = session.articles().iter().flat_map(|state| state.mentions.iter());
    mentions.filter(move |mention| mention.entity == *id).filter_map(|mention| mention.correction.as_ref())
}

/// What a shown mention names without anybody's decisions about things as a whole.
fn named_at(session: &Session, article_ix: usize, mention: &ShownMention) -> Option<EntityId> {
    if let Some(Body::Mention { entity: Some(entity), .. }) = mention.correction.as_ref().map(|a| &a.body) {
        return Some(entity.clone());
    }
    let mentions = &session.articles()[article_ix].document.as_ref()?.mentions;
    let ix = mentions.binary_search_by_key(&mention.span, |found| found.span).ok()?;
    Some(session.entities().found_in(article_ix, mentions[ix].entity))
}

/// An id for a new thing of this name: two people who take the same form out of the same thing give it the same id.
pub(super) fn free_id(session: &Session, name: &str) -> EntityId {
    let plain = entity_id(name);
    let is_free = |id: &EntityId| !session.project().entities.contains_key(id) && session.entities().get(id).is_none();
    let numbered = (2u32..).map(|n| EntityId::new(format!("{plain}-{n}")));
    [plain.clone()].into_iter().chain(numbered).find(is_free).unwrap_or(plain)
}
