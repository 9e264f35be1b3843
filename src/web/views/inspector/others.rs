//! What every coder said of the current sentence, side by side and read-only, and the switch that shows it.

use super::Shown;
use crate::app::layers::LayersShown;
use crate::web::store::Store;
use crate::web::views::control::{Button, section};
use crate::web::views::kbd::{kbd, key_of};
use std::rc::Rc;
use yew::prelude::*;

/// The section, once somebody else has tagged too.
pub(super) fn others(store: &Store, shown: &Shown) -> Html {
    if !shown.has_other_layers {
        return html! {};
    }
    let is_all = shown.layers == LayersShown::All;
    let label = if is_all { "Show only mine" } else { "Show all coders" };
    let switch = html! { <>{ label }{ kbd(key_of("all-coders")) }</> };
    let heading = html! { <>{ "Coders" }{ Button::of("link").draw(store.command("all-coders"), switch) }</> };
    let content = if is_all {
        table(store, shown)
    } else {
        html! {}
    };
    section("coders-title", heading, content)
}

fn table(store: &Store, shown: &Shown) -> Html {
    let view = &shown.view.0;
    let own: Option<Rc<str>> = store.read(|session| session.coder().map(|id| session.coder_name(id)));
    let own = own.map(|name| (format!("{name} (you)"), view.spoken.clone()));
    let others = view.others.iter().map(|other| (other.coder.to_string(), other.spoken.clone()));
    let rows: Vec<(String, String)> = own.into_iter().chain(others).collect();
    html! {
        <table class="coders">
            <tbody>
                { for rows.into_iter().map(|(name, said)| html! {
                    <tr key={name.clone()}>
                        <th scope="row">{ &name }</th>
                        <td>{ if said.is_empty() { "nothing here".to_owned() } else { said } }</td>
                    </tr>
                }) }
            </tbody>
        </table>
    }
}
