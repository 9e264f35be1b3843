//! What can be done with selected words: label them, or say that they are a name.

use super::Shown;
use crate::app::panel::Scope;
use crate::app::selection::Selection;
use crate::app::update::Action;
use crate::app::words;
use crate::model::EntityKind;
use crate::web::store::Store;
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
    let text = store
        .read(|session| session.article().map_or_else(String::new, |state| span.of(&state.article.text).to_owned()));
    let codebook = &shown.codebook;
    html! {
        <>
            <section aria-labelledby="selection-title">
                <h2 id="selection-title">
                    { "Selected words" }
                    <button type="button" class="link" onclick={store.on(Action::Select(None))}>
                        { "Leave" }{ kbd("Escape") }
                    </button>
                </h2>
                <p class="selected-words">{ text }</p>
                <h3>{ "Label" }</h3>
                <ul class="choices">
                    { for codebook.0.labels.iter().map(|label| html! {
                        <li key={label.id.as_str()}>
                            <button type="button" title={label.guideline.to_string()}
                                onclick={store.on(Action::Label(label.id.clone()))}>
                                <span>{ &*label.name }<small>{ &*label.guideline }</small></span>
                                { kbd(&label.key.to_string()) }
                            </button>
                        </li>
                    }) }
                </ul>
            </section>
            <section aria-labelledby="name-title">
                <h2 id="name-title">{ "Or a name of a" }</h2>
                <div class="scopes" role="group" aria-label="Where">
                    { for Scope::ALL.into_iter().map(|scope| html! {
                        <button type="button" key={scope.name()} onclick={store.on(Action::SetScope(scope))}
                            aria-pressed={(chosen.scope == scope).to_string()}>
                            { scope.name() }
                        </button>
                    }) }
                </div>
                <ul class="choices kinds">
                    { for KINDS.iter().enumerate().map(|(ix, kind)| html! {
                        <li key={kind.as_str()}>
                            <button type="button" data-kind={kind.as_str()}
                                onclick={store.on(Action::Name(*kind, chosen.scope))}>
                                <span>{ words::kind_singular(*kind) }</span>
                                { kbd(&(ix + 1).to_string()) }
                            </button>
                        </li>
                    }) }
                </ul>
            </section>
        </>
    }
}
