//! Commands of the Entities view.

use super::{Entry, Group, When};
use crate::app::entity_steps;
use crate::app::route::View;
use crate::app::session::Session;

pub(super) const COMMANDS: &[Entry] = &[
    Entry {
        id: "merge-names",
        name: "Entities: merge the marked names",
        group: Group::Spans,
        keys: &["Shift+m"],
        when: When::Browsing,
        answer: |session, _| entity_steps::merge(session, &in_view(session)?.marked_names()),
    },
    Entry {
        id: "split-forms",
        name: "Entities: take the chosen forms out of the name",
        group: Group::Spans,
        keys: &["Shift+o"],
        when: When::Browsing,
        answer: |session, _| {
            let view = in_view(session)?.entities_view();
            entity_steps::split(session, &session.open_name()?, &view.forms)
        },
    },
];

/// The session while the Entities view is open.
fn in_view(session: &Session) -> Option<&Session> {
    (session.view() == View::Entities).then_some(session)
}
