//! What can be done with selected words: label them, or say that they are a name.

use super::Shown;
use crate::app::panel::Scope;
use crate::app::selection::Selection;
use crate::app::update::Action;
use crate::app::words;
use crate::model::EntityKind;
use crate::web::store::Store;
use crate::web::views::control::{Button, section};
use crate::web::views::kbd::kbd;
use yew::prelude::*;

/// The types a person can give to selected words, in the order of their keys 1 to 7.
const KINDS: [EntityKind; 7] = [
    EntityKind::Person,
    EntityKind::Org,
    EntityKind::Gpe,
    EntityKind::Loc,
    EntityKind::Norp,
    EntityKind::Event,
    EntityKind::Facility,
];

/// The labels and types for the selected words.
pub(super) fn selection(store: &Store, shown: &Shown, chosen: Selection) -> Html {
    let span = chosen.span;
    let text = store.read(|session| session.article().map_or_else(String::new, |state| state.words(span)));
    let codebook = &shown.codebook;
    let labels = codebook.0.labels.iter().map(|label| {
        let hue = (label.hue > 0).then(|| label.hue.to_string());
        let content = html! {
            <>
                <span><span data-hue={hue}>{ &*label.name }</span><small>{ &*label.guideline }</small></span>
                { kbd(&label.key.to_string()) }
            </>
        };
        let button = Button { title: Some(label.guideline.to_string().into()), ..Button::default() };
        let button = button.about(label.id.as_str()).draw(store.on(Action::Label(label.id.clone())), content);
        html! { <li class={label.parent.as_ref().map(|_| "kind")}>{ button }</li> }
    });
    let kinds = KINDS.iter().enumerate().map(|(ix, kind)| {
        let key = (ix + 1).to_string();
        let content = html! { <><span>{ words::kind_singular(*kind) }</span>{ kbd(&key) }</> };
        let button = Button { kind: Some(kind.as_str()), ..Button::default() };
        html! { <li>{ button.draw(store.on(Action::Name(*kind, chosen.scope)), content) }</li> }
    });
    let leave = html! { <>{ "Leave" }{ kbd("Escape") }</> };
    let heading = html! { <>{ "Selected words" }{ Button::of("link").draw(store.on(Action::Select(None)), leave) }</> };
    let of_words = html! {
        <><p class="selected-words">{ text }</p><h3>{ "Label" }</h3><ul class="choices">{ for labels }</ul></>
    };
    let scopes = scopes(store, Scope::OF_WORDS, chosen.scope, "Where");
    let of_name = html! { <>{ scopes }<ul class="choices kinds">{ for kinds }</ul></> };
    html! {
        <>
            { section("selection-title", heading, of_words) }
            { section("name-title", "Or a name of a".into(), of_name) }
        </>
    }
}

/// How far a change to a name reaches, to choose.
pub(in crate::web::views) fn scopes(store: &Store, all: &[Scope], chosen: Scope, name: &'static str) -> Html {
    let buttons = all
        .iter()
        .map(|scope| Button::pressed(chosen == *scope).draw(store.on(Action::SetScope(*scope)), scope.name().into()));
    html! { <div class="scopes" role="group" aria-label={name}>{ for buttons }</div> }
}
