//! The lists of the codebook: a row a code, which opens on its form.

use super::form::{ask, row_id, to_element};
use super::{Shown, forms};
use crate::app::codebook::{BookStep, List, Way, edit, list_of, recode};
use crate::app::words;
use crate::model::{Code, Codebook, Label, Variable};
use crate::web::views::kbd::kbd;
use std::rc::Rc;
use yew::prelude::*;

/// A list with what adds to it.
pub(super) fn list(shown: &Shown, list: &List) -> Html {
    let book = &shown.codebook;
    let rows: Html = match list {
        List::Sentiment => book.sentiment.values.iter().map(|v| row(shown, &Code::Sentiment(v.clone()))).collect(),
        List::Positions => book.positions.iter().map(|v| row(shown, &Code::Position(v.clone()))).collect(),
        List::Targets => targets(shown),
        List::Labels => labels(shown, None),
        List::Variables => book.variables.iter().map(|v| row(shown, &Code::Variable(v.id.clone()))).collect(),
        List::Values(id) => {
            let scale = book.variable(id).and_then(|variable| variable.scale.as_ref());
            let values = scale.map_or(&[][..], |scale| &scale.values);
            values.iter().map(|value| row(shown, &Code::Value(id.clone(), value.clone()))).collect()
        }
    };
    let (what, button) = match list {
        List::Sentiment => ("New step", "Add step"),
        List::Positions => ("New position", "Add position"),
        List::Targets => ("New target", "Add target"),
        List::Labels => ("New label", "Add label"),
        List::Variables => ("New variable", "Add variable"),
        List::Values(_) => ("New answer", "Add answer"),
    };
    let add = {
        let list = list.clone();
        move |name: String| BookStep::Add(list.clone(), name.into())
    };
    let input = html! {
        <input type="text" id={add_id(list)} aria-label={what} placeholder={what} autocomplete="off" />
    };
    html! { <div class="codes">{ rows }{ ask(shown, button, input, add) }</div> }
}

/// Targets under their headings, in the order in which these first occur.
fn targets(shown: &Shown) -> Html {
    let targets = &shown.codebook.targets;
    let mut groups: Vec<&Rc<str>> = Vec::new();
    for target in targets {
        if !groups.contains(&&target.group) {
            groups.push(&target.group);
        }
    }
    let group = |group: &Rc<str>| {
        let members = targets.iter().filter(|target| target.group == *group);
        html! {
            <>
                if groups.len() > 1 || !group.is_empty() {
                    <h3>{ if group.is_empty() { "Without a group" } else { &**group } }</h3>
                }
                { for members.map(|target| row(shown, &Code::Concept(target.id.clone()))) }
            </>
        }
    };
    groups.iter().map(|name| group(name)).collect()
}

/// Labels of one parent, each with its kinds below it.
fn labels(shown: &Shown, parent: Option<&Label>) -> Html {
    let of_parent = |label: &&Label| label.parent.as_ref() == parent.map(|parent| &parent.id);
    let one = |label: &Label| {
        let is_top = parent.is_none();
        html! {
            <>
                { row(shown, &Code::Label(label.id.clone())) }
                if is_top { <div class="kinds-of">{ labels(shown, Some(label)) }</div> }
            </>
        }
    };
    shown.codebook.labels.iter().filter(of_parent).map(one).collect()
}

/// One code: its name, when to use it, its key, how many tags say it; and its form if it is open.
fn row(shown: &Shown, code: &Code) -> Html {
    let book = &shown.codebook;
    // The answers of a variable have no rows of their own to open within its open form.
    let is_open = match (&*shown.open, code) {
        (Some(open), _) if open == code => true,
        (Some(Code::Value(of, _)), Code::Variable(id)) => of == id,
        _ => false,
    };
    let n_said = shown.store.read(|session| recode::n_shown(session, &said(book, code)));
    let onclick = {
        let (open, code) = (shown.open.clone(), code.clone());
        let next = if is_open { parent(&code) } else { Some(code) };
        Callback::from(move |_: MouseEvent| open.set(next.clone()))
    };
    let hue = match code {
        Code::Label(id) => book.label(id).map(|label| label.hue.to_string()),
        _ => None,
    };
    html! {
        <div class={classes!("code", is_open.then_some("open"))} key={row_id(code)}>
            <button type="button" class="code-row" id={row_id(code)} aria-expanded={is_open.to_string()} {onclick}
                onkeydown={keys(shown, code)} title="Enter edits, Alt with arrows moves, Delete removes">
                <b data-hue={hue}>{ &*book.name_of(code) }</b>
                if let Some(key) = key_of(book, code) { { kbd(&key) } }
                <span class="code-guideline">{ about(book, code) }{ book.guideline_of(code).to_owned() }</span>
                if n_said > 0 { <small>{ words::counted(n_said, "tag", "tags") }</small> }
            </button>
            if is_open { { forms::form(shown, code) } }
        </div>
    }
}

/// The keys of a row: Alt with an arrow moves it, Delete removes it.
fn keys(shown: &Shown, code: &Code) -> Callback<KeyboardEvent> {
    let (store, code) = (shown.store.clone(), code.clone());
    Callback::from(move |event: KeyboardEvent| {
        let (step, next) = match event.key().as_str() {
            "ArrowUp" if event.alt_key() => (BookStep::Move(code.clone(), Way::Up), row_id(&code)),
            "ArrowDown" if event.alt_key() => (BookStep::Move(code.clone(), Way::Down), row_id(&code)),
            "Delete" => (BookStep::Remove(code.clone()), add_id(&list_of(&code))),
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        store.dispatch(edit(step));
        to_element(next);
    })
}

/// The code as annotations say it.
fn said(book: &Codebook, code: &Code) -> Code {
    match code {
        Code::Concept(id) => {
            let entity = book.concept(id).and_then(|concept| concept.entity.clone());
            entity.map_or_else(|| code.clone(), Code::Entity)
        }
        _ => code.clone(),
    }
}

/// What stays open when a row closes: the variable of an answer.
fn parent(code: &Code) -> Option<Code> {
    match code {
        Code::Value(id, _) => Some(Code::Variable(id.clone())),
        _ => None,
    }
}

/// The key that gives a code.
fn key_of(book: &Codebook, code: &Code) -> Option<String> {
    match code {
        Code::Sentiment(value) => book.sentiment.values.iter().position(|v| v == value).map(|ix| (ix + 1).to_string()),
        Code::Position(value) => {
            let ix = book.positions.iter().position(|v| v == value)?;
            ["f", "a", "n", "u"].get(ix).map(|key| (*key).to_owned())
        }
        Code::Label(id) => book.label(id).filter(|label| label.key != '\0').map(|label| label.key.to_string()),
        _ => None,
    }
}

/// What is worth knowing before the guideline.
fn about(book: &Codebook, code: &Code) -> String {
    match code {
        Code::Concept(id) if book.concept(id).is_some_and(|concept| concept.entity.is_some()) => "Name. ".into(),
        Code::Variable(id) => book.variable(id).map_or_else(String::new, kind),
        _ => String::new(),
    }
}

fn kind(variable: &Variable) -> String {
    let values = variable.scale.as_ref().map_or_else(
        || "any text".to_owned(),
        |scale| {
            let names: Vec<&str> = scale.values.iter().map(|value| &**scale.words.name(value)).collect();
            if names.is_empty() { "a number".into() } else { names.join(", ") }
        },
    );
    format!("Of each {}: {values}. ", variable.unit.name())
}

/// The id of the text box that adds to a list.
pub(super) fn add_id(list: &List) -> String {
    match list {
        List::Values(id) => format!("add-{}", crate::app::ids::slug(id.as_str())),
        list => format!("add-{}", super::id_of(list)),
    }
}
