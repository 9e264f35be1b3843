//! What the files opened last brought: what matched, what was realigned by quotation, what could not be placed.

use super::super::control::Button;
use super::super::dialog::Dialog;
use crate::app::import_lines::{FileLines, PlaceLine, import_lines};
use crate::app::import_report::put_away;
use crate::app::update::Action;
use crate::web::store::{ByPtr, Store, use_select_later, use_store};
use yew::prelude::*;

/// The dialog.
#[component]
pub(super) fn Opened() -> Html {
    let store = use_store();
    // An article that is being read has no sentences to go to yet.
    use_select_later(|session| {
        let n_read = session.articles().iter().filter(|state| state.document.is_some()).count();
        (n_read, ByPtr(session.project().clone()))
    });
    let files = store.read(import_lines);
    html! {
        <Dialog title="What the opened files brought" class="wide">
            { for files.iter().map(|file| drawn(&store, file)) }
            <p class="lead">
                { "This report stays until you put it away; Data and the list of commands lead here. Ctrl Z takes back \
                   what came in." }
            </p>
            <div class="dialog-buttons">
                { Button::of("primary").draw(store.on(Action::Close), "Back to work".into()) }
                { Button::default().draw(store.on(put_away()), "Put the report away".into()) }
            </div>
        </Dialog>
    }
}

fn drawn(store: &Store, file: &FileLines) -> Html {
    html! {
        <section class="opened" aria-label={file.name.clone()}>
            <h3 class="file">{ &file.name }</h3>
            <ul class="summary">{ for file.summary.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            { list("Realigned by quotation", "The words were found by their quote. Press one to see its sentence.",
                file.realigned.iter().map(|line| place(store, line)).collect()) }
            { list("Not placed", "Kept as they are; they find their place when their text comes in.",
                file.unplaced.iter().map(|(quote, why)| pair(quote, why)).collect()) }
            { list("Repaired, left out or read otherwise", "",
                file.issues.iter().map(|(place, what)| pair(place, what)).collect()) }
            if !file.more.is_empty() { <p><small>{ &file.more }</small></p> }
        </section>
    }
}

fn list(heading: &'static str, help: &'static str, rows: Vec<Html>) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <>
            <h4>{ format!("{heading} ({})", rows.len()) }</h4>
            if !help.is_empty() { <p><small>{ help }</small></p> }
            <ul class="rows">{ for rows }</ul>
        </>
    }
}

fn pair(first: &str, then: &str) -> Html {
    html! { <li><b>{ first }</b>{ " " }<span>{ then }</span></li> }
}

fn place(store: &Store, line: &PlaceLine) -> Html {
    let whose = format!("{}, tagged by {}", line.article, line.coder);
    let what = html! { <><span class="quoted">{ &line.sentence }</span><small>{ whose }</small></> };
    match &line.go {
        Some(action) => html! { <li>{ Button::of("go").draw(store.on(action.clone()), what) }</li> },
        None => html! { <li>{ what }</li> },
    }
}
