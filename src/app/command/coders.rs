//! Commands about coders: who tags, whose tags are shown.

use super::{Entry, Group, When};
use crate::app::panel::Panel;
use crate::app::picker::PickerKind;
use crate::app::session::Session;
use crate::app::update::Change;
use crate::app::{blind, layers, queue};

pub(super) const COMMANDS: &[Entry] = &[
    Entry {
        id: "coder",
        name: "Change who is tagging",
        group: Group::Coders,
        keys: &["w"],
        when: When::Browsing,
        answer: |session, _| Some(coder(session)),
    },
    Entry {
        id: "all-coders",
        name: "Show all coders' tags, or only your own",
        group: Group::Coders,
        keys: &["Shift+w"],
        when: When::Reading,
        answer: |session, _| layers::switch(session),
    },
    Entry {
        id: "lock",
        name: "Lock this article: done coding, or open it again",
        group: Group::Coders,
        keys: &["Shift+l"],
        when: When::Reading,
        answer: blind::lock,
    },
    Entry {
        id: "next-in-queue",
        name: "Next article in your queue",
        group: Group::Moving,
        keys: &["Shift+n"],
        when: When::Reading,
        answer: |session, _| queue::next(session),
    },
    Entry {
        id: "outlet-blind",
        name: "Outlet-blind coding: hide outlets until articles are locked",
        group: Group::Coders,
        keys: &[],
        when: When::Browsing,
        answer: blind::switch,
    },
];

/// The list of coders, or the question for a name while there are none.
fn coder(session: &Session) -> Vec<Change> {
    if session.project().coders.is_empty() {
        return vec![Change::Panel(Some(Panel::CoderName { then: None }))];
    }
    vec![Change::Pick(PickerKind::Coders, None)]
}
