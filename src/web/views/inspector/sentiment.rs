//! The tone of the current sentence.

use super::super::kbd::Kbd;
use crate::app::update::Action;
use crate::app::words;
use crate::model::Body;
use crate::web::store::{ByPtr, use_select, use_store};
use yew::prelude::*;

/// The values of the scale, each a key away; the one that holds is pressed, and pressing it again takes it away.
#[component]
pub fn Sentiment() -> Html {
    let store = use_store();
    let codebook = use_select(|session| ByPtr(session.project().codebook.clone()));
    let chosen = use_select(|session| {
        let tags = session.article()?.tags(session.place().sentence_ix);
        match &tags.sentiment.as_ref()?.body {
            Body::Sentiment(value) => Some(value.clone()),
            _ => None,
        }
    });
    html! {
        <section aria-labelledby="sentiment-title">
            <h2 id="sentiment-title">{ "Sentiment" }</h2>
            <div class="scale" role="group" aria-labelledby="sentiment-title">
                { for codebook.0.sentiment.values.iter().enumerate().map(|(ix, value)| html! {
                    <button type="button" key={&**value} aria-pressed={(chosen.as_ref() == Some(value)).to_string()}
                        onclick={store.on(Action::Key((ix + 1).to_string()))}>
                        <span>{ words::sentiment_sign(&codebook.0, value) }{ " " }{ words::capital(value) }</span>
                        <Kbd keys={(ix + 1).to_string()} />
                    </button>
                }) }
            </div>
        </section>
    }
}
