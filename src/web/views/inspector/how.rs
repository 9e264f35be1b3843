//! How the names, the speaker and the end of the current sentence were found, for whoever asks.

use crate::app::session::Place;
use crate::model::Sight;
use crate::web::focus;
use crate::web::platform::later::later;
use crate::web::store::use_store;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlDetailsElement};
use yew::prelude::*;

/// Of which sentence.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) place: Place,
}

/// A line that opens on what the engine says of the sentence. It stays open from sentence to sentence.
#[component]
pub(super) fn How(Props { place }: &Props) -> Html {
    let store = use_store();
    let is_open = use_state(|| false);
    let reasons = use_state(|| Rc::<[String]>::from([]));
    let list = use_node_ref();
    use_effect_with((*place, *is_open), {
        let (reasons, element) = (reasons.clone(), list.clone());
        move |(place, is_open)| {
            let place = *place;
            // What was said of another sentence must not stand under this one.
            reasons.set(Rc::from([]));
            let of = is_open.then(|| {
                store.read(|session| {
                    session.article().filter(|state| state.sight == Sight::Open).map(|state| state.article.clone())
                })
            });
            if let Some(Some(article)) = of {
                let engine = store.engine();
                spawn_local(async move {
                    let found = engine.explain(&article.id, &article.text, place.sentence_ix).await;
                    // Somebody may have gone on meanwhile.
                    if store.read(|session| session.place() == place) {
                        reasons.set(found.into());
                        later(Box::new(move || element.cast::<Element>().iter().for_each(focus::to_sight)));
                    }
                });
            }
        }
    });
    let on_toggle = Callback::from(move |event: Event| {
        is_open.set(event.target_unchecked_into::<HtmlDetailsElement>().open());
    });
    let rows = reasons.iter().map(|reason| {
        let (what, how) = reason.split_once('\t').unwrap_or((reason, ""));
        html! { <><dt>{ what }</dt><dd>{ how }</dd></> }
    });
    html! {
        <details class="how" ontoggle={on_toggle}>
            <summary>{ "How this was found" }</summary>
            <p>{ "By the engine alone, without corrections of names." }</p>
            <dl ref={list}>{ for rows }</dl>
        </details>
    }
}
