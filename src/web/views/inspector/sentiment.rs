//! The tone of the current sentence.

use super::Shown;
use crate::app::update::Action;
use crate::app::words;
use crate::model::Body;
use crate::web::store::Store;
use crate::web::views::control::{Button, section};
use crate::web::views::kbd::kbd;
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
    let codebook = &shown.codebook.0;
    let values = codebook.sentiment.values.iter().enumerate().map(|(ix, value)| {
        let digit = (ix + 1).to_string();
        let name = format!(
            "{} {}",
            words::sentiment_sign(codebook, value),
            words::capital(codebook.sentiment.words.name(value))
        );
        let content = html! { <><span>{ name }</span>{ kbd(&digit) }</> };
        Button::pressed(chosen.as_ref() == Some(value)).about(value).draw(store.on(Action::Key(digit)), content)
    });
    let scale = html! { <div class="scale" role="group" aria-labelledby="sentiment-title">{ for values }</div> };
    section("sentiment-title", "Sentiment".into(), scale)
}
