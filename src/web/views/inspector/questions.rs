//! The codebook's own questions about the current sentence, its labelled stretches and its article.

use super::Shown;
use crate::app::codebook::answers::Question;
use crate::app::update::Action;
use crate::model::Unit;
use crate::web::store::Store;
use crate::web::views::control::{Button, section};
use crate::web::views::kbd::{kbd, key_of};
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The questions, each with its answers; nothing where the codebook asks none.
pub(super) fn questions(store: &Store, shown: &Shown) -> Html {
    if shown.questions.is_empty() {
        return Html::default();
    }
    let one = |(ix, question): (usize, &Question)| {
        html! { <div class="question" key={ix}>{ head(store, question) }{ answers(store, question) }</div> }
    };
    let heading = html! { <>{ "Questions" }{ kbd(key_of("answer")) }</> };
    section("questions-title", heading, shown.questions.iter().enumerate().map(one).collect())
}

/// The question, and what it is about where that is not the sentence.
fn head(store: &Store, question: &Question) -> Html {
    let about = match question.variable.unit {
        Unit::Sentence => Html::default(),
        Unit::Article => html! { <small>{ "of the article" }</small> },
        Unit::Span => {
            let words =
                store.read(|session| session.article().map_or_else(String::new, |state| state.words(question.span)));
            html! { <q>{ words }</q> }
        }
    };
    html! { <p>{ &*question.variable.name }{ " " }{ about }</p> }
}

fn answers(store: &Store, question: &Question) -> Html {
    let variable = &question.variable;
    let said = |value: &str| Action::Answer { variable: variable.id.clone(), span: question.span, value: value.into() };
    let scale = variable.scale.as_ref().filter(|scale| !scale.values.is_empty());
    let Some(scale) = scale else {
        let (store, id, span) = (store.clone(), variable.id.clone(), question.span);
        let onchange = Callback::from(move |event: Event| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                store.dispatch(Action::Answer { variable: id.clone(), span, value: input.value().into() });
            }
        });
        let value = question.answer.as_deref().unwrap_or("").to_owned();
        return html! {
            <input type="text" autocomplete="off" aria-label={variable.name.to_string()} {value} {onchange}
                data-code={variable.id.to_string()} />
        };
    };
    let buttons = scale.values.iter().map(|value| {
        let button = Button::pressed(question.answer.as_ref() == Some(value)).about(variable.id.as_str());
        button.draw(store.on(said(value)), html! { { &**scale.words.name(value) } })
    });
    html! { <div class="scopes" role="group" aria-label={variable.name.to_string()}>{ for buttons }</div> }
}
