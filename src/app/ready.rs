//! Whether there is somebody who tags and something that can be tagged; where not, what happens instead.

use super::panel::Panel;
use super::session::Session;
use super::update::{Action, Change};
use crate::model::CoderId;

/// Why a tag of a locked article does not change.
pub(super) const LOCKED: &str = "This article is locked; Shift+L opens it again";

pub(super) fn refused() -> Vec<Change> {
    vec![Change::Refuse(LOCKED.into())]
}

/// Opens what asks for something to be said of the sentences that are meant, unless nothing can be said of them.
pub(super) fn ask(session: &Session, question: Change) -> Vec<Change> {
    if session.sentence().is_some() && session.spots().is_empty() { refused() } else { vec![question] }
}

/// What tagging needs to begin.
pub(super) enum Ready {
    /// Who tags.
    Yes(CoderId),
    /// Nobody is known to tag here yet: ask, then do what was asked for.
    Ask(Vec<Change>),
}

/// Whether the current sentence, its words and its article can be tagged. `None`: there is no sentence.
pub(super) fn ready(session: &Session, then: Action) -> Option<Ready> {
    if session.article()?.is_locked() {
        return Some(Ready::Ask(refused()));
    }
    who(session, then)
}

/// Whether the sentences that are meant can be tagged: those chosen together, or the current one.
pub(super) fn ready_for_spots(session: &Session, then: Action) -> Option<Ready> {
    if session.sentence().is_some() && session.spots().is_empty() {
        return Some(Ready::Ask(refused()));
    }
    who(session, then)
}

fn who(session: &Session, then: Action) -> Option<Ready> {
    session.sentence()?;
    Some(match session.coder() {
        Some(coder) => Ready::Yes(coder.clone()),
        None => Ready::Ask(vec![Change::Panel(Some(Panel::CoderName { then: Some(Box::new(then)) }))]),
    })
}
