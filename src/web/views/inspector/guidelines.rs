//! The codebook's guidelines beside the text, for whoever wants them there.

use super::Shown;
use crate::app::prefs::Guidelines;
use crate::web::store::Store;
use crate::web::views::control::{Button, section};
use crate::web::views::kbd::{kbd, key_of};
use crate::web::views::markdown::markdown;
use yew::prelude::*;

/// The general guidelines, if they are wanted.
pub(super) fn beside(store: &Store, shown: &Shown) -> Html {
    if shown.guidelines == Guidelines::Hidden {
        return Html::default();
    }
    let put_away = html! { <>{ "Hide" }{ kbd(key_of("guidelines")) }</> };
    let heading = html! { <>{ "Guidelines" }{ Button::of("link").draw(store.command("guidelines"), put_away) }</> };
    let text = &shown.codebook.0.guidelines;
    let content = if text.is_empty() {
        html! { <p>{ "The codebook has no general guidelines yet." }</p> }
    } else {
        markdown(text)
    };
    section("guidelines-title", heading, html! { <div class="prose">{ content }</div> })
}

/// Ways to the guidelines and to other codebooks.
pub(super) fn link(store: &Store, shown: &Shown) -> Html {
    let name = &*shown.codebook.0.name;
    let name = if name.is_empty() { "Codebook" } else { name };
    let [guide, beside, book] = [
        ("guide", "What do these mean?"),
        ("guidelines", if shown.guidelines == Guidelines::Hidden { "Guidelines" } else { "Hide guidelines" }),
        ("view-codebook", "Change or choose"),
    ]
    .map(|(id, label)| Button::of("link").draw(store.command(id), html! { <>{ label }{ kbd(key_of(id)) }</> }));
    let content = html! { <div class="book-links">{ guide }{ beside }{ book }</div> };
    section("book-title", html! { { name } }, content)
}
