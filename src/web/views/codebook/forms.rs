//! The form of one code: what it holds, and what can become of it.

use super::Shown;
use super::form::{ask, choice, keys, line, lines, row_id, to_element};
use super::rows;
use crate::app::codebook::{BookStep, Field, KINDS, List, Way, edit, kind_of, list_of};
use crate::app::entities_view::{EntityAction, act};
use crate::model::{Code, Concept, Label, Scale, ScaleKind, Unit, Variable};
use crate::web::views::control::Button;
use yew::prelude::*;

/// The names of a label's hues, the first that of all labels.
const HUES: [&str; 9] = ["As all", "Blue", "Orange", "Green", "Pink", "Yellow", "Grey", "Violet", "Cyan"];

/// The form.
pub(super) fn form(shown: &Shown, code: &Code) -> Html {
    let book = &shown.codebook;
    let fields = match code {
        Code::Concept(id) => book.concept(id).map(|concept| of_target(shown, code, concept)),
        Code::Label(id) => book.label(id).map(|label| of_label(shown, code, label)),
        Code::Variable(id) => book.variable(id).map(|variable| of_variable(shown, code, variable)),
        _ => None,
    };
    let name = book.name_of(code);
    html! {
        <div class="code-form" role="group" aria-label={format!("Edit {name}")} onkeydown={keys(shown, code)}>
            { line(shown, code, Field::Name, "Name", &name) }
            { line(shown, code, Field::Guideline, "Guideline: when to use it", book.guideline_of(code)) }
            { fields.unwrap_or_default() }
            { fates(shown, code) }
            <p><small>{ "Enter saves, Escape leaves. Alt with arrows moves the row." }</small></p>
        </div>
    }
}

fn of_target(shown: &Shown, code: &Code, concept: &Concept) -> Html {
    let names = shown.store.read(|session| {
        let named = concept.entity.as_ref().map(|id| session.entity_name(id));
        named.map_or_else(String::new, |name| name.to_string())
    });
    html! {
        <>
            { line(shown, code, Field::Group, "Group", &concept.group) }
            { line(shown, code, Field::Entity, "Name in the texts, if it is one", &names) }
            { for concept.entity.iter().map(|id| {
                let visit = shown.store.on(act(EntityAction::Visit(id.clone())));
                Button::of("link").draw(visit, "Show in Entities".into())
            }) }
            { lines(shown, code, Field::Examples, "Examples, one a line", &concept.examples.join("\n")) }
        </>
    }
}

fn of_label(shown: &Shown, code: &Code, label: &Label) -> Html {
    let key = if label.key == '\0' { String::new() } else { label.key.to_string() };
    let hues = HUES.iter().enumerate().map(|(ix, name)| {
        (ix.to_string(), html! { <><span class="swatch" data-hue={ix.to_string()} aria-hidden="true" />{ *name }</> })
    });
    let tops = shown.codebook.labels.iter().filter(|other| other.parent.is_none() && other.id != label.id);
    let parents = std::iter::once((String::new(), html! { { "none" } }))
        .chain(tops.map(|other| (other.id.to_string(), html! { { &*other.name } })));
    let parent = label.parent.as_ref().map_or("", |parent| parent.as_str());
    html! {
        <>
            { line(shown, code, Field::Key, "Key", &key) }
            { choice(shown, code, Field::Hue, "Hue", hues, &label.hue.to_string()) }
            { choice(shown, code, Field::Parent, "A kind of", parents, parent) }
        </>
    }
}

fn of_variable(shown: &Shown, code: &Code, variable: &Variable) -> Html {
    let units = Unit::ALL.into_iter().map(|unit| (unit.name().to_owned(), html! { { unit.name() } }));
    let kinds = KINDS.into_iter().zip(["categories", "ordered steps", "numbers", "free text"]);
    let kinds = kinds.map(|(kind, name)| (kind.to_owned(), html! { { name } }));
    // A scale of numbers has steps with names where a file brought them.
    let is_list = |scale: &Scale| scale.kind != ScaleKind::Interval || !scale.values.is_empty();
    html! {
        <>
            { choice(shown, code, Field::Unit, "Asked of each", units, variable.unit.name()) }
            { choice(shown, code, Field::Kind, "Answered with", kinds, kind_of(variable.scale.as_ref())) }
            if variable.scale.as_ref().is_some_and(is_list) {
                <div class="field">{ "Answers" }{ rows::list(shown, &List::Values(variable.id.clone())) }</div>
            }
        </>
    }
}

/// What can become of a code besides its fields.
fn fates(shown: &Shown, code: &Code) -> Html {
    let book = &shown.codebook;
    let step =
        |step: BookStep, content: &'static str| Button::default().draw(shown.store.on(edit(step)), content.into());
    let others: Vec<(String, Code)> = rest_of(shown, code);
    let merge = {
        let (code, others) = (code.clone(), others.clone());
        move |chosen: String| {
            let into = others.iter().find(|(_, other)| other.text() == chosen).map(|(_, other)| other.clone());
            BookStep::Merge(code.clone(), into.unwrap_or_else(|| code.clone()))
        }
    };
    let split = {
        let code = code.clone();
        move |name: String| BookStep::Split(code.clone(), name.into())
    };
    let is_variable = matches!(code, Code::Variable(_));
    let select = html! {
        <select aria-label={format!("Merge {} into", book.name_of(code))}>
            <option value="" selected=true>{ "Part of…" }</option>
            { for others.iter().map(|(name, other)| html! {
                <option key={other.text().to_owned()} value={other.text().to_owned()}>{ name }</option>
            }) }
        </select>
    };
    let input =
        html! { <input type="text" aria-label="Name of what is split off" placeholder="Name of the new one" /> };
    let remove = {
        let (store, code) = (shown.store.clone(), code.clone());
        Callback::from(move |_: MouseEvent| {
            store.dispatch(edit(BookStep::Remove(code.clone())));
            to_element(rows::add_id(&list_of(&code)));
        })
    };
    let shift = |way: Way, content: &'static str| {
        let (store, code) = (shown.store.clone(), code.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            store.dispatch(edit(BookStep::Move(code.clone(), way)));
            to_element(row_id(&code));
        });
        Button::default().draw(onclick, content.into())
    };
    html! {
        <div class="fates">
            { shift(Way::Up, "Move up") }
            { shift(Way::Down, "Move down") }
            { step(BookStep::Recheck(code.clone()), "Look again at its tags") }
            { Button::default().draw(remove, "Remove".into()) }
            if !is_variable {
                { ask(shown, "Merge", select, merge) }
                { ask(shown, "Split off", input, split) }
            }
        </div>
    }
}

/// The other codes of a code's list, by name.
fn rest_of(shown: &Shown, code: &Code) -> Vec<(String, Code)> {
    let book = &shown.codebook;
    let all: Vec<Code> = match code {
        Code::Sentiment(_) => book.sentiment.values.iter().cloned().map(Code::Sentiment).collect(),
        Code::Position(_) => book.positions.iter().cloned().map(Code::Position).collect(),
        Code::Concept(_) => book.targets.iter().map(|target| Code::Concept(target.id.clone())).collect(),
        Code::Label(_) => book.labels.iter().map(|label| Code::Label(label.id.clone())).collect(),
        Code::Value(id, _) => {
            let scale = book.variable(id).and_then(|variable| variable.scale.as_ref());
            let values = scale.map_or(&[][..], |scale| &scale.values);
            values.iter().map(|value| Code::Value(id.clone(), value.clone())).collect()
        }
        Code::Entity(_) | Code::Variable(_) => Vec::new(),
    };
    let named = all.into_iter().filter(|other| other != code);
    named.map(|other| (book.name_of(&other).to_string(), other)).collect()
}
