//! Corrections to the names that the engine found: add, retype, remove, link; here, in the article, or everywhere.

use super::entity_steps;
use super::ids::{entity_id, slug};
use super::names::ShownMention;
use super::panel::{EntityPanel, Panel, Scope};
use super::session::Session;
use super::tagging::{Ready, new_in, ready, remove_of, replace};
use super::update::{Action, Change};
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

/// Gives the open name another type.
pub(super) fn retype(session: &Session, kind: EntityKind, now: Time) -> Option<Vec<Change>> {
    if let Some(thing) = whole_thing(session) {
        return entity_steps::retype(session, thing, kind, now);
    }
    correct(session, Action::Retype(kind), "Changed type", now, |mention| Body::Mention {
        action: if is_added(mention) { MentionAction::Add } else { MentionAction::Retype },
        kind,
        entity: Some(mention.entity.clone()),
    })
}

/// Says that the open name names another thing.
pub(super) fn link(session: &Session, entity: &EntityId, now: Time) -> Option<Vec<Change>> {
    let kind = session.entities().get(entity)?.kind;
    let mut changes =
        correct(session, Action::LinkName(entity.clone()), "Linked name", now, |mention| Body::Mention {
            action: if is_added(mention) { MentionAction::Add } else { MentionAction::Link },
            kind,
            entity: Some(entity.clone()),
        })?;
    let Some(Panel::Entity(panel)) = session.panel() else { return Some(changes) };
    changes.push(Change::Panel(Some(Panel::Entity(EntityPanel { entity: entity.clone(), ..panel.clone() }))));
    Some(changes)
}

/// Says that the open name is none.
pub(super) fn remove(session: &Session, now: Time) -> Option<Vec<Change>> {
    if let Some(thing) = whole_thing(session) {
        let mut changes = entity_steps::remove(session, thing)?;
        changes.push(Change::Panel(None));
        return Some(changes);
    }
    let mut changes = correct(session, Action::RemoveName, "Removed name", now, |mention| Body::Mention {
        action: MentionAction::Remove,
        kind: mention.kind,
        entity: None,
    })?;
    changes.push(Change::Panel(None));
    Some(changes)
}

/// The open thing, if changes apply to all its mentions.
fn whole_thing(session: &Session) -> Option<&EntityId> {
    match session.panel() {
        Some(Panel::Entity(panel)) if panel.scope == Scope::Thing => Some(&panel.entity),
        _ => None,
    }
}

/// Corrects the open name, and with a wider scope the same words named the same elsewhere, in one step.
fn correct(
    session: &Session,
    then: Action,
    label: &str,
    now: Time,
    body_for: impl Fn(&ShownMention) -> Body,
) -> Option<Vec<Change>> {
    let Some(Panel::Entity(panel)) = session.panel() else { return None };
    let coder = match ready(session, then)? {
        Ready::Yes(coder) => coder,
        Ready::Ask(changes) => return Some(changes),
    };
    let here = panel.at?;
    let name = here.1.of(&session.articles().get(here.0)?.article.text).to_owned();
    let mut edits = Vec::new();
    for (article_ix, span) in places(session, &name, here, panel.scope) {
        let mention = session.articles()[article_ix].mentions.iter().find(|m| m.span == span);
        edits.extend(mention.and_then(|m| correction(session, article_ix, m, &coder, body_for(m), now)));
    }
    let n_places = edits.len();
    let label: Rc<str> = if n_places > 1 { format!("{label} ({n_places} places)").into() } else { label.into() };
    (n_places > 0).then(|| vec![Change::Edit(label.clone(), edits), Change::Say(label.to_string())])
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
