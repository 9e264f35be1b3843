//! The right pane: everything that can be done to the current sentence, each control with its key.

mod notes;
mod selection;
mod sentiment;
mod stance;

use super::kbd::{Kbd, key_of};
use crate::web::store::{use_select, use_store};
use notes::{NamesHere, Notes, Spans};
use selection::SelectionBox;
use sentiment::Sentiment;
use stance::Stances;
use yew::prelude::*;

/// The inspector.
#[component]
pub fn Inspector() -> Html {
    let store = use_store();
    let place = use_select(|session| session.place());
    let n_sentences = use_select(|session| session.article().map_or(0, |state| state.n_sentences()));
    let is_selecting = use_select(|session| session.selection().is_some());
    html! {
        <aside class="inspect" aria-label="Inspector">
            <div class="where">
                <span>{ format!("Sentence {} of {n_sentences}", (place.sentence_ix + 1).min(n_sentences)) }</span>
                <span class="steps">
                    <button type="button" aria-label="Previous sentence" onclick={store.command("previous")}>
                        <Kbd keys={key_of("previous")} />
                    </button>
                    <button type="button" aria-label="Next sentence" onclick={store.command("next")}>
                        <Kbd keys={key_of("next")} />
                    </button>
                </span>
            </div>
            if is_selecting {
                <SelectionBox />
            } else {
                <>
                    <Sentiment />
                    <Stances />
                    <Spans />
                    <NamesHere />
                    <Notes />
                </>
            }
        </aside>
    }
}
