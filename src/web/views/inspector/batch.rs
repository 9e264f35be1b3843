//! How many sentences the next tags go to, where that is more than the current one, and the ways to choose them.

use super::Shown;
use crate::app::batch;
use crate::web::store::Store;
use crate::web::views::control::Button;
use crate::web::views::kbd::{kbd, key_of};
use yew::prelude::*;

/// The count with the way to leave, or the ways to begin.
pub(super) fn batch(store: &Store, shown: &Shown) -> Html {
    let control = |id: &'static str, label: &'static str| {
        Button::of("link").draw(store.command(id), html! { <>{ label }{ kbd(key_of(id)) }</> })
    };
    let (class, content) = match &shown.batch {
        Some(chosen) => {
            let count = html! { <p><b>{ batch::in_words(chosen) }</b>{ ": tags go to all of them, as one step" }</p> };
            ("batch on", html! { <>{ count }{ control("leave-batch", "Leave") }</> })
        }
        None => {
            let ways = [control("range", "Several sentences"), control("like-this", "All like this")];
            ("batch", html! { { for ways } })
        }
    };
    html! { <div {class}>{ content }</div> }
}
