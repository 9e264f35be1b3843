//! The Codebook view: everything that may be tagged, edited in place; and the tags that wait because a code changed its
//! meaning.

mod files;
mod form;
mod forms;
mod queue;
mod rows;

use super::control::section;
use crate::app::codebook::{BookStep, List, edit, recode};
use crate::model::{Code, Codebook, Project};
use crate::web::store::{ByPtr, Store, use_select, use_store};
use std::rc::Rc;
use yew::prelude::*;

/// What stands under the heading.
pub(super) fn codebook() -> Html {
    html! { <Book /> }
}

/// What the parts of the view draw from.
struct Shown {
    store: Store,
    project: Rc<Project>,
    codebook: Rc<Codebook>,
    /// The code whose form is open.
    open: UseStateHandle<Option<Code>>,
}

#[component]
fn Book() -> Html {
    let store = use_store();
    let open = use_state_eq(|| None::<Code>);
    let ByPtr(project) = use_select(|session| ByPtr(session.project().clone()));
    use_select(|session| (session.coder().cloned(), session.layers_shown()));
    let codebook = project.codebook.clone();
    let shown = Shown { store, project, codebook, open };
    let lists = [
        (List::Sentiment, "Sentiment", "The tone of a sentence: two to seven steps, lowest first, on the keys 1 to 7."),
        (List::Positions, "Positions", "What a stance can be. In this order on the keys f, a, n and u."),
        (List::Targets, "Targets", "What a stance can be toward: a name in the texts, or a concept."),
        (List::Labels, "Labels", "Categories of spans. Each has a letter, and may be a kind of another."),
        (List::Variables, "Variables", "Questions of your own about an article, a sentence or a span."),
    ];
    html! {
        <div class="book">
            { files::head(&shown) }
            { contents(&shown) }
            { queue::queue(&shown) }
            { for lists.into_iter().map(|(list, name, lead)| {
                let content = html! { <><p class="lead">{ lead }</p>{ rows::list(&shown, &list) }</> };
                section(id_of(&list), name.into(), content)
            }) }
            { section("book-guidelines", "Guidelines".into(), guidelines(&shown)) }
        </div>
    }
}

/// How many there are of each, and a way to them.
fn contents(shown: &Shown) -> Html {
    let book = &shown.codebook;
    let (n_mine, n_others) = shown.store.read(|session| recode::n_waiting(&shown.project, session.coder()));
    let parts = [
        ("book-queue", "Recode queue", n_mine + n_others),
        ("book-sentiment", "Sentiment", book.sentiment.values.len()),
        ("book-positions", "Positions", book.positions.len()),
        ("book-targets", "Targets", book.targets.len()),
        ("book-labels", "Labels", book.labels.len()),
        ("book-variables", "Variables", book.variables.len()),
        ("book-guidelines", "Guidelines", usize::from(!book.guidelines.is_empty())),
    ];
    // Buttons, since the address of the page says which view it is.
    let part = |(id, name, n): (&'static str, &'static str, usize)| {
        let onclick = Callback::from(move |_: MouseEvent| form::to_part(id));
        html! { <li key={id}><button type="button" {onclick}>{ name }{ " " }<small>{ n }</small></button></li> }
    };
    let parts = parts.into_iter().map(part);
    html! { <nav aria-label="Parts of the codebook"><ul class="book-parts">{ for parts }</ul></nav> }
}

/// The general guidelines, as typed.
fn guidelines(shown: &Shown) -> Html {
    let store = shown.store.clone();
    let onchange = Callback::from(move |event: Event| {
        store.dispatch(edit(BookStep::Guidelines(form::value_of(&event).into())));
    });
    html! {
        <>
            <p class="lead">
                { "How to code, for everybody who does. Markdown: # heading, - list, **strong**, > example. Shift G \
                   shows them beside the text." }
            </p>
            <textarea class="guidelines" rows="10" aria-label="General guidelines" {onchange}
                value={shown.codebook.guidelines.to_string()} />
        </>
    }
}

fn id_of(list: &List) -> &'static str {
    match list {
        List::Sentiment => "book-sentiment",
        List::Positions => "book-positions",
        List::Targets => "book-targets",
        List::Labels => "book-labels",
        List::Variables | List::Values(_) => "book-variables",
    }
}
