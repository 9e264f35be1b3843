//! What lies over the page, one at a time.

mod add_articles;
mod asking;
mod details;
mod entity;
mod guide;
mod help;
mod left_out;
mod opened;
mod picker;
mod rekey;

use crate::app::panel::Panel;
use crate::web::parts::use_parts;
use crate::web::store::{Store, use_select, use_store};
use yew::prelude::*;

/// The open panel, or an empty place for one.
#[component]
pub(super) fn Panels() -> Html {
    let store = use_store();
    let panel = use_select(|session| session.panel().cloned());
    let parts = use_parts(panel.is_some());
    html! { <div class="panels">{ for panel.zip(parts).map(|(panel, parts)| (parts.panel)(&store, panel)) }</div> }
}

/// The panel as it is drawn; of the later part.
pub(in crate::web) fn drawn_panel(store: &Store, panel: Panel) -> Html {
    match panel {
        Panel::Help => help::help(store),
        Panel::Rekey(id, problem) => {
            html! { <rekey::Rekey key={id} {id} problem={problem.map(|why| AttrValue::from(why.to_string()))} /> }
        }
        Panel::Picker(picker) => html! { <picker::PickerPanel {picker} /> },
        Panel::Comment(text) => html! { <asking::CommentPanel text={text.to_string()} /> },
        Panel::CoderName { .. } => html! { <asking::CoderPanel /> },
        Panel::Entity(panel) => entity::entity(store, &panel),
        Panel::Guide { first } => guide::guide(store, first.as_deref()),
        Panel::LeftOut => left_out::left_out(store),
        Panel::Opened => html! { <opened::Opened /> },
        Panel::AddArticles => html! { <add_articles::AddArticles /> },
        Panel::Details => html! { <details::Details /> },
    }
}
