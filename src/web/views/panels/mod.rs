//! What lies over the page, one at a time.

mod add_articles;
mod asking;
mod details;
mod entity;
mod guide;
mod help;
mod left_out;
mod picker;
mod rekey;

use crate::app::panel::Panel;
use crate::web::store::{use_select, use_store};
use yew::prelude::*;

/// The open panel, or an empty place for one.
#[component]
pub(super) fn Panels() -> Html {
    let store = use_store();
    let panel = use_select(|session| session.panel().cloned());
    let shown = match panel {
        None => html! {},
        Some(Panel::Help) => help::help(&store),
        Some(Panel::Rekey(id, problem)) => {
            html! { <rekey::Rekey key={id} {id} problem={problem.map(|why| AttrValue::from(why.to_string()))} /> }
        }
        Some(Panel::Picker(picker)) => html! { <picker::PickerPanel {picker} /> },
        Some(Panel::Comment(text)) => html! { <asking::CommentPanel text={text.to_string()} /> },
        Some(Panel::CoderName { .. }) => html! { <asking::CoderPanel /> },
        Some(Panel::Entity(panel)) => entity::entity(&store, &panel),
        Some(Panel::Guide { first }) => guide::guide(&store, first.as_deref()),
        Some(Panel::LeftOut) => left_out::left_out(&store),
        Some(Panel::AddArticles) => html! { <add_articles::AddArticles /> },
        Some(Panel::Details) => html! { <details::Details /> },
    };
    html! { <div class="panels">{ shown }</div> }
}
