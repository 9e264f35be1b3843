//! The right pane: everything that can be done to the current sentence, each control with its key.
//!
//! One component: what it shows all changes together, with the sentence.

mod notes;
mod selection;
mod sentiment;
mod stance;

use super::kbd::{kbd, key_of};
use crate::app::panel::Scope;
use crate::app::session::Place;
use crate::app::view::{SentenceView, sentence_view};
use crate::model::{Codebook, Holder, Target};
use crate::text::Span;
use crate::web::store::{ByPtr, use_select, use_store};
use yew::prelude::*;

/// What the pane shows.
#[derive(Clone, PartialEq)]
struct Shown {
    place: Place,
    n_sentences: u32,
    /// Another one whenever the sentence's tags or names are others.
    view: ByPtr<SentenceView>,
    codebook: ByPtr<Codebook>,
    target: Option<Target>,
    holder: Holder,
    proposed: Holder,
    selection: Option<Span>,
}

/// The inspector.
#[component]
pub(super) fn Inspector() -> Html {
    let store = use_store();
    let scope = use_state(Scope::default);
    let shown = use_select(|session| {
        let place = session.place();
        Shown {
            place,
            n_sentences: session.article().map_or(0, |state| state.n_sentences()),
            view: ByPtr(sentence_view(session, place.article_ix, place.sentence_ix)),
            codebook: ByPtr(session.project().codebook.clone()),
            target: session.target().cloned(),
            holder: session.holder(),
            proposed: session.proposed_holder(),
            selection: session.selection().map(|selection| selection.span),
        }
    });
    let n_sentences = shown.n_sentences;
    html! {
        <aside class="inspect" aria-label="Inspector">
            <div class="where">
                <span>{ format!("Sentence {} of {n_sentences}", (shown.place.sentence_ix + 1).min(n_sentences)) }</span>
                <span class="steps">
                    <button type="button" aria-label="Previous sentence" onclick={store.command("previous")}>
                        { kbd(key_of("previous")) }
                    </button>
                    <button type="button" aria-label="Next sentence" onclick={store.command("next")}>
                        { kbd(key_of("next")) }
                    </button>
                </span>
            </div>
            if let Some(span) = shown.selection {
                <>{ selection::selection(&store, &shown, span, &scope) }</>
            } else {
                <>
                    { sentiment::sentiment(&store, &shown) }
                    { stance::stances(&store, &shown) }
                    { notes::spans(&store) }
                    { notes::names(&store) }
                    { notes::notes(&store, &shown) }
                </>
            }
        </aside>
    }
}
