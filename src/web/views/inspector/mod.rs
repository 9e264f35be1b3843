//! The right pane: everything that can be done to the current sentence, each control with its key.
//!
//! One component: what it shows all changes together, with the sentence.

mod batch;
mod guidelines;
mod how;
mod notes;
mod others;
mod questions;
pub(super) mod selection;
mod sentiment;
mod stance;
mod suggestions;

use super::control::Button;
use super::kbd::{kbd, key_of};
use crate::app::batch::Batch;
use crate::app::codebook::answers::{self, Question};
use crate::app::layers::LayersShown;
use crate::app::prefs::Guidelines;
use crate::app::selection::Selection;
use crate::app::session::Place;
use crate::app::view::{SentenceView, sentence_view};
use crate::model::{Codebook, Holder, Target};
use crate::web::focus;
use crate::web::parts::use_parts_in_time;
use crate::web::store::{ByPtr, use_select_later, use_store};
use yew::prelude::*;

/// What the pane shows.
#[derive(Clone, PartialEq)]
struct Shown {
    place: Place,
    n_sentences: u32,
    /// How many articles the engine has read: the counts beside names are over all of them.
    n_read: usize,
    /// Another one whenever the sentence's tags or names are others.
    view: ByPtr<SentenceView>,
    codebook: ByPtr<Codebook>,
    target: Option<Target>,
    holder: Holder,
    is_holder_proposed: bool,
    selection: Option<Selection>,
    /// Another number whenever other suggestions came; `None` while they are off.
    suggestions: Option<u32>,
    questions: Vec<Question>,
    guidelines: Guidelines,
    layers: LayersShown,
    has_other_layers: bool,
    batch: Option<Batch>,
}

/// The inspector; what is in it comes with the later part.
#[component]
pub(super) fn Inspector() -> Html {
    let content = use_parts_in_time().map(|parts| (parts.inspector)());
    html! {
        <aside class="inspect" aria-label="Inspector" onclick={Callback::from(give_back_focus)}>{ content }</aside>
    }
}

/// What is in the inspector; of the later part.
pub(in crate::web) fn drawn_inspector() -> Html {
    html! { <Content /> }
}

#[component]
fn Content() -> Html {
    let store = use_store();
    let shown = use_select_later(|session| {
        let place = session.place();
        Shown {
            place,
            n_sentences: session.article().map_or(0, |state| state.n_sentences()),
            n_read: session.articles().iter().filter(|state| state.document.is_some()).count(),
            view: ByPtr(sentence_view(session, place.article_ix, place.sentence_ix)),
            codebook: ByPtr(session.project().codebook.clone()),
            target: session.target().cloned(),
            holder: session.holder(),
            is_holder_proposed: session.is_holder_proposed(),
            selection: session.selection().copied(),
            suggestions: session.is_suggesting().then(|| session.suggested_version()),
            questions: answers::questions(session),
            guidelines: session.prefs().guidelines,
            layers: session.layers_shown(),
            has_other_layers: session.has_other_layers(),
            batch: session.batch().cloned(),
        }
    });
    let n_sentences = shown.n_sentences;
    html! {
        <>
            <div class="where">
                <span>{ format!("Sentence {} of {n_sentences}", (shown.place.sentence_ix + 1).min(n_sentences)) }</span>
                <span class="steps">
                    { for [("previous", "Previous sentence"), ("next", "Next sentence")].map(|(id, name)| {
                        let button = Button { name: Some(name.into()), ..Button::default() };
                        button.draw(store.command(id), kbd(key_of(id)))
                    }) }
                </span>
            </div>
            { guidelines::beside(&store, &shown) }
            if let Some(selection) = shown.selection {
                <>{ selection::selection(&store, &shown, selection) }</>
            } else {
                <>
                    { batch::batch(&store, &shown) }
                    { sentiment::sentiment(&store, &shown) }
                    { stance::stances(&store, &shown) }
                    { suggestions::suggestions(&store, &shown) }
                    { notes::spans(&store) }
                    { questions::questions(&store, &shown) }
                    { notes::names(&store) }
                    { notes::notes(&store, &shown) }
                    { others::others(&store, &shown) }
                    { guidelines::link(&store, &shown) }
                    <how::How place={shown.place} />
                </>
            }
        </>
    }
}

/// After a click the keys are about the sentence again: Enter goes on and does not press the button once more.
/// A button pressed by a key (a click without a pointer) keeps the focus.
fn give_back_focus(event: MouseEvent) {
    if event.detail() > 0 {
        let _ = focus::to_current_sentence();
    }
}
