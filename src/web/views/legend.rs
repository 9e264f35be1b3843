//! The types of names with their counts, each to be turned on and off; layout and clean reading beside them.

use super::control::Button;
use super::topbar::CommandButton;
use crate::app::prefs::{Layout, Prefs, Reading};
use crate::app::update::Action;
use crate::app::words;
use crate::model::EntityKind;
use crate::web::store::Store;
use yew::prelude::*;

/// The legend above the text of the open article.
pub(super) fn legend(store: &Store) -> Html {
    let (counts, prefs) = store.read(|session| {
        (session.article().map(|state| state.kind_counts).unwrap_or_default(), session.prefs().clone())
    });
    let Prefs { hidden, layout, reading, .. } = prefs;
    let layout_label = if layout == Layout::Prose { "Show as list" } else { "Show as prose" };
    let reading_label = if reading == Reading::Marked { "Clean reading" } else { "Show names and tags" };
    html! {
        <div class="legend" role="group" aria-label="Names shown">
            { for EntityKind::ALL.iter().filter(|kind| counts[**kind as usize] > 0).map(|kind| {
                let content =
                    html! { <>{ words::kind_name(*kind) }{ " " }<small>{ counts[*kind as usize] }</small></> };
                let button = Button { kind: Some(kind.as_str()), ..Button::pressed(!hidden.contains(kind)) };
                button.draw(store.on(Action::ToggleKind(*kind)), content)
            }) }
            <span class="views">
                <CommandButton id="layout" label={layout_label} />
                <CommandButton id="reading" label={reading_label} />
            </span>
        </div>
    }
}
