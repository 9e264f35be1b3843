//! Commands that choose several sentences, which the next tags go to together.

use super::{Entry, Group, When};
use crate::app::batch::{self, Batch};
use crate::app::picker::PickerKind;
use crate::app::session::Session;
use crate::app::update::Change;

pub(super) const COMMANDS: &[Entry] = &[
    Entry {
        id: "range",
        name: "Select a range of sentences (then move)",
        group: Group::Several,
        keys: &["r"],
        when: When::Reading,
        answer: |session, _| range(session),
    },
    Entry {
        id: "like-this",
        name: "Select all sentences like this one",
        group: Group::Several,
        keys: &["Shift+r"],
        when: When::Reading,
        answer: |session, _| session.sentence().map(|_| vec![Change::Pick(PickerKind::Like, None)]),
    },
    Entry {
        id: "select-found",
        name: "Select all sentences found",
        group: Group::Several,
        keys: &["Shift+F4"],
        when: When::Reading,
        answer: |session, _| {
            let found = session.found().filter(|found| !found.places().is_empty())?;
            Some(vec![Change::Batch(Batch::of(found.places().to_vec()))])
        },
    },
    Entry {
        id: "leave-batch",
        name: "Leave the selected sentences, or what was found",
        group: Group::Several,
        keys: &["Escape"],
        when: When::Reading,
        answer: |session, _| match session.batch() {
            Some(_) => Some(vec![Change::Batch(None)]),
            None => session.found().map(|_| vec![Change::Found(None), Change::Say("Marks are gone".into())]),
        },
    },
];

/// Begins a range at the current sentence; one that is being chosen stays as it is from now on.
fn range(session: &Session) -> Option<Vec<Change>> {
    session.sentence()?;
    if let Some(growing) = session.batch().filter(|batch| batch.is_growing()) {
        let say = format!("{}; moving no longer changes that", batch::in_words(growing));
        return Some(vec![Change::Batch(Some(growing.settled())), Change::Say(say)]);
    }
    let here = session.place();
    let say = "Range begun: move to make it longer, then tag; Escape leaves".to_owned();
    Some(vec![Change::Batch(Some(Batch::range(here, here))), Change::Say(say)])
}
