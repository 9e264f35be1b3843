//! What is done with a list to choose from: it is opened, typed into, gone through, and a line of it is taken.
//!
//! These are deeds, since lists come with the later part of the page. A command asks for one with
//! [`Effect::OpenList`].

use super::deed::Deed;
use super::panel::Panel;
use super::picker::{Picker, PickerKind};
use super::session::Session;
use super::update::{Action, Change, Effect, Matches};
use std::rc::Rc;

/// Opens a list; with a position, the sentence is tagged so once a target is chosen.
pub fn open(kind: PickerKind, then_position: Option<usize>) -> Action {
    Deed::action(move |session, _| Some(shown(Picker::open(session, kind, then_position))))
}

/// Something was typed into the open list.
pub fn query(typed: String) -> Action {
    Deed::action(move |session, _| Some(shown(opened(session)?.typed(session, &typed))))
}

/// What a pattern typed into the open list matches, as [`Effect::Search`] asked, or why there is nothing. The pattern
/// is told since another may have been typed meanwhile.
pub fn found(query: Rc<str>, matches: Matches, problem: Option<Rc<str>>) -> Action {
    Deed::action(move |session, _| {
        let picker = opened(session).filter(|picker| picker.is_searching && picker.query == query)?;
        Some(shown(picker.with_found(session, matches.clone(), problem.clone())))
    })
}

/// Another line of the open list.
pub fn move_by(n: isize) -> Action {
    Deed::action(move |session, _| Some(shown(opened(session)?.moved(n))))
}

/// Takes the selected line, or the one at this index.
pub fn take(ix: Option<usize>) -> Action {
    Deed::action(move |session, now| {
        let picker = opened(session)?;
        let action = picker.items.get(ix.unwrap_or(picker.selected))?.action.clone();
        if picker.kind == PickerKind::Find {
            let found = picker.found.clone();
            session.found = found;
        }
        Some(session.update(action, now).into_iter().map(Change::Shell).collect())
    })
}

fn opened(session: &Session) -> Option<&Picker> {
    match &session.panel {
        Some(Panel::Picker(picker)) => Some(picker),
        _ => None,
    }
}

/// Shows the list, and asks for what it must be told.
fn shown(picker: Picker) -> Vec<Change> {
    let search = picker.is_searching.then(|| Change::Shell(Effect::Search(picker.query.clone())));
    [Change::Panel(Some(Panel::Picker(picker)))].into_iter().chain(search).collect()
}
