//! What might be tagged, in an outline that no tag has, each with its reason and how sure it is. The room for two is
//! kept, so nothing moves when they come.

use super::Shown;
use crate::app::update::Action;
use crate::app::view::position_ix;
use crate::app::words;
use crate::find::suggest::Suggestion;
use crate::model::Body;
use crate::web::store::Store;
use crate::web::views::control::{Button, section};
use crate::web::views::kbd::{kbd, key_of};
use std::rc::Rc;
use yew::prelude::*;

/// The suggestions for the sentence, and the switch.
pub(super) fn suggestions(store: &Store, shown: &Shown) -> Html {
    let is_on = shown.suggestions.is_some();
    let word = if is_on { "Turn off" } else { "Turn on" };
    let switch = named(word, "suggestions", kbd(key_of("suggestions")));
    let switch = Button::of("link").draw(store.command("suggestions"), switch);
    let heading = html! { <>{ "Suggestions" }{ switch }</> };
    if !is_on {
        let what = "Off. They come from word lists, a trained model and your own tags, and may sway you; the file says \
                    when they were on.";
        return section("suggestions-title", heading, html! { <p class="faint">{ what }</p> });
    }
    let (list, names) = store.read(|session| {
        let list = session.suggestions();
        let names: Vec<String> = list.iter().map(|one| words::suggested(session, &one.body)).collect();
        (list, names)
    });
    let rows = list.iter().zip(names).enumerate().map(|(nth, (suggestion, name))| {
        let Suggestion { percent, by, why, .. } = &**suggestion;
        let key = if nth == 0 { kbd(key_of("accept")) } else { Html::default() };
        let accept = Button::default().draw(store.on(Action::Accept(nth)), named("Accept", &name, key));
        html! {
            <li key={nth}>
                { sign(shown, suggestion) }
                <b>{ name }</b>
                { accept }
                <small>{ format!("Suggested, {percent}\u{a0}% sure. {}: {why}", words::capital(by)) }</small>
            </li>
        }
    });
    let next = html! { <>{ "Most uncertain next" }{ kbd(key_of("uncertain")) }</> };
    let none = list.is_empty().then(|| html! { <p class="faint">{ "None for this sentence." }</p> });
    let content = html! {
        <>
            <div class="suggested"><ul>{ for rows }</ul>{ none }</div>
            <div class="note-buttons">{ Button::default().draw(store.command("uncertain"), next) }</div>
        </>
    };
    section("suggestions-title", heading, content)
}

/// A word on a button, more of its name for those who hear it alone, and its key.
fn named(word: &'static str, more: &str, key: Html) -> Html {
    html! { <>{ word }<span class="spoken">{ format!(" {more}") }</span>{ key }</> }
}

fn sign(shown: &Shown, suggestion: &Rc<Suggestion>) -> Html {
    let codebook = &shown.codebook.0;
    match &suggestion.body {
        Body::Stance { position, .. } => {
            let ix = position_ix(codebook, position);
            let class = classes!("shape", format!("p{ix}"));
            html! { <span {class} aria-hidden="true">{ words::position_shape(ix) }</span> }
        }
        Body::Sentiment(value) => {
            html! { <span class="shape" aria-hidden="true">{ words::sentiment_sign(codebook, value) }</span> }
        }
        _ => Html::default(),
    }
}
