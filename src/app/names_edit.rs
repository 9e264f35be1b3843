//! Corrections to the names that the engine found: add, retype, remove, link; here, in the article, or everywhere.

use super::entity_steps;
use super::ids::{entity_id, slug};
use super::names::ShownMention;
use super::panel::{EntityPanel, Panel, Scope};
use super::session::Session;
use super::tagging::{Ready, new_in, ready, remove_of, replace};
use super::update::{Action, Change, NameChange};
use crate::edit::{Edit, Record};
use crate::model::{Body, CoderId, Entity, EntityId, EntityKind, MentionAction, Time};
use crate::text::Span;
use std::rc::Rc;

/// Makes the selected words a name of this type, and with a wider scope the same words elsewhere.
pub(super) fn add(session: &Session, kind: EntityKind, scope: Scope, now: Time) -> Option<Vec<Change>> {
    let selection = *session.selection()?;
    let coder = match ready(session, Action::Name(kind, scope))? {
        Ready::Yes(coder) => coder,
        Ready::Ask(changes) => return Some(changes),
    };
    if session.article()?.is_covered(selection.span) {
        return Some(vec![Change::Say("Covered words cannot be named".into())]);
    }
    let name = selection.span.of(&session.article()?.article.text).to_owned();
    if slug(&name).is_empty() {
        return None;
    }
    let entity = session
        .entities()
        .iter()
        .find(|(_, info)| *info.name == *name)
        .map_or_else(|| entity_id(&name), |(id, _)| id.clone());
    let mut edits: Vec<Edit> = Vec::new();
    if session.entities().get(&entity).is_none() {
        let record = Entity::new(entity.clone(), name.as_str().into(), kind);
        edits.extend(Edit::put(session.project(), Record::Entity(Rc::new(record))));
    }
    let here = (session.place().article_ix, selection.span);
    for (article_ix, span) in places(session, &name, here, scope) {
        let state = &session.articles()[article_ix];
        // A name that stands there already is in the way only where the person pointed at it.
        let standing: Vec<&ShownMention> = state.mentions.iter().filter(|m| m.span.overlaps(span)).collect();
        if !standing.is_empty() && (article_ix, span) != here {
            continue;
        }
        edits.extend(standing.iter().filter_map(|m| remove_of(session, m.correction.as_deref()?)));
        let body = Body::Mention { action: MentionAction::Add, kind, entity: Some(entity.clone()) };
        edits.extend(new_in(session, article_ix, span, &coder, body, now));
    }
    Some(vec![
        Change::Edit(format!("Name {name}").into(), edits),
        Change::Select(None),
        Change::Say(format!("Added {name}")),
    ])
}

/// Says what the mention that a panel was opened from is, or what it names; as far as the panel says.
pub(super) fn correct(session: &Session, panel: &EntityPanel, change: &NameChange, now: Time) -> Option<Vec<Change>> {
    if panel.scope == Scope::Thing {
        return correct_thing(session, panel, change, now);
    }
    let coder = match ready(session, Action::CorrectName(panel.clone(), change.clone()))? {
        Ready::Yes(coder) => coder,
        Ready::Ask(changes) => return Some(changes),
    };
    let here = panel.at?;
    let words = here.1.of(&session.articles().get(here.0)?.article.text).to_owned();
    let new = match change {
        NameChange::New(name) => Some(new_thing(session, name, here)?),
        _ => None,
    };
    let named = match change {
        NameChange::Link(entity) => Some(entity.clone()),
        _ => new.as_ref().map(|record| record.id.clone()),
    };
    let kind = named.as_ref().and_then(|id| session.entities().get(id)).map(|info| info.kind);
    let body_for = |mention: &ShownMention| {
        let kind = kind.unwrap_or(mention.kind);
        let (action, kind, entity) = match change {
            NameChange::Retype(kind) => (MentionAction::Retype, *kind, Some(mention.entity.clone())),
            NameChange::Remove => (MentionAction::Remove, mention.kind, None),
            NameChange::Link(_) | NameChange::New(_) => (MentionAction::Link, kind, named.clone()),
        };
        let stays_added = is_added(mention) && entity.is_some();
        Body::Mention { action: if stays_added { MentionAction::Add } else { action }, kind, entity }
    };
    let thing = session.entities().standing(&panel.entity);
    let mut edits: Vec<Edit> = Vec::new();
    for (article_ix, span) in places(session, &words, here, panel.scope) {
        let mention = session.articles()[article_ix].mentions.iter().find(|m| m.span == span);
        // The same words can name another thing elsewhere.
        let mention = mention.filter(|m| m.entity == *thing || (article_ix, span) == here);
        edits.extend(mention.and_then(|m| correction(session, article_ix, m, &coder, body_for(m), now)));
    }
    let label = match change {
        NameChange::Retype(_) => format!("Type of {words}"),
        NameChange::Remove => format!("{words} is no name"),
        NameChange::Link(entity) => format!("{words} names {}", session.entity_name(entity)),
        NameChange::New(name) => format!("{words} names {name}"),
    };
    let n_places = edits.len();
    if n_places == 0 {
        return None;
    }
    let label: Rc<str> = if n_places > 1 { format!("{label} ({n_places} places)").into() } else { label.into() };
    edits.extend(new.and_then(|record| Edit::put(session.project(), Record::Entity(Rc::new(record)))));
    let entity = named.unwrap_or_else(|| panel.entity.clone());
    Some(vec![Change::Edit(label.clone(), edits), after(panel, change, entity), Change::Say(label.to_string())])
}

/// The same of the thing as a whole: what it names instead is what it is merged into.
fn correct_thing(session: &Session, panel: &EntityPanel, change: &NameChange, now: Time) -> Option<Vec<Change>> {
    let thing = &panel.entity;
    let (changes, entity) = match change {
        NameChange::Retype(kind) => (entity_steps::retype(session, thing, *kind, now), thing),
        NameChange::Remove => (entity_steps::remove(session, thing), thing),
        NameChange::Link(entity) => (entity_steps::merge_into(session, std::slice::from_ref(thing), entity), entity),
        NameChange::New(name) => (entity_steps::rename(session, thing, name), thing),
    };
    let mut changes = changes?;
    changes.push(after(panel, change, entity.clone()));
    Some(changes)
}

/// What is open after a correction: what the words name now.
fn after(panel: &EntityPanel, change: &NameChange, entity: EntityId) -> Change {
    let is_named = !matches!(change, NameChange::Remove);
    Change::Panel(is_named.then(|| Panel::Entity(EntityPanel { entity, ..panel.clone() })))
}

/// The record of a thing that nobody named so far, of the type of the mention here.
fn new_thing(session: &Session, name: &str, here: (usize, Span)) -> Option<Entity> {
    let mention = session.articles().get(here.0)?.mentions.iter().find(|m| m.span == here.1)?;
    let is_name = !slug(name).is_empty();
    is_name.then(|| Entity::new(entity_steps::free_id(session, name), name.into(), mention.kind))
}

fn correction(
    session: &Session,
    article_ix: usize,
    mention: &ShownMention,
    coder: &CoderId,
    body: Body,
    now: Time,
) -> Option<Edit> {
    let is_removal = matches!(body, Body::Mention { action: MentionAction::Remove, .. });
    match &mention.correction {
        Some(old) if is_removal && is_added(mention) => remove_of(session, old),
        Some(old) => replace(session, old, body, now),
        None => new_in(session, article_ix, mention.span, coder, body, now),
    }
}

fn is_added(mention: &ShownMention) -> bool {
    mention.correction.as_ref().is_some_and(|a| matches!(a.body, Body::Mention { action: MentionAction::Add, .. }))
}

/// Where these words stand, whole: here only, in the same article, or in all.
fn places(session: &Session, name: &str, here: (usize, Span), scope: Scope) -> Vec<(usize, Span)> {
    let articles = match scope {
        Scope::Here => return vec![here],
        Scope::Article => here.0..here.0 + 1,
        Scope::Corpus | Scope::Thing => 0..session.articles().len(),
    };
    articles
        .filter(|article_ix| !session.articles()[*article_ix].is_locked())
        .flat_map(|article_ix| {
            let text = &session.articles()[article_ix].article.text;
            whole_words(text, name).map(move |span| (article_ix, span))
        })
        .collect()
}

fn whole_words<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = Span> + 'a {
    text.match_indices(name).map(|(at, _)| Span::new(at, at + name.len())).filter(move |span| {
        let before = text[..span.start as usize].chars().next_back();
        let after = text[span.end as usize..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_count() {
        let found: Vec<Span> = whole_words("Iran, Iranian; (Iran)", "Iran").collect();
        assert_eq!(found, [Span::new(0, 4), Span::new(16, 20)]);
    }
}
