//! The tone of the current sentence.

use super::Shown;
use crate::app::words;
use crate::model::Body;
use crate::web::store::Store;
use crate::web::views::control::{Button, section};
use crate::web::views::kbd::{kbd, key_of};
use yew::prelude::*;

/// The values of the scale, each a key away; the one that holds is pressed, and pressing it again takes it away.
pub(super) fn sentiment(store: &Store, shown: &Shown) -> Html {
    let chosen = store.read(|session| {
        let tags = session.article()?.tags(session.place().sentence_ix);
        match &tags.sentiment.as_ref()?.body {
            Body::Sentiment(value) => Some(value.clone()),
            _ => None,
        }
    });
    const IDS: [&str; 7] =
        ["sentiment-1", "sentiment-2", "sentiment-3", "sentiment-4", "sentiment-5", "sentiment-6", "sentiment-7"];
    let codebook = &shown.codebook.0;
    let values = codebook.sentiment.values.iter().take(IDS.len()).enumerate().map(|(ix, value)| {
        let word = words::capital(codebook.sentiment.words.name(value));
        let name = format!("{} {word}", words::sentiment_sign(codebook, value));
        let content = html! { <><span>{ name }</span>{ kbd(key_of(IDS[ix])) }</> };
        Button::pressed(chosen.as_ref() == Some(value)).about(value).draw(store.command(IDS[ix]), content)
    });
    let scale = html! { <div class="scale" role="group" aria-labelledby="sentiment-title">{ for values }</div> };
    section("sentiment-title", "Sentiment".into(), scale)
}
