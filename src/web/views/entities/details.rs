//! One name of the Entities view: what each outlet calls it, and what can be changed about it.

use super::super::control::{Button, section};
use super::super::kbd::{kbd, key_of};
use crate::app::entities_view::{EntitiesView, EntityAction, act};
use crate::app::entity_table::{EntityRow, EntityTable, FormRow};
use crate::app::panel::Places;
use crate::app::update::Action;
use crate::app::words;
use crate::model::{EntityId, EntityKind};
use crate::web::store::Store;
use gloo_utils::document;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// The pane of the open name, or what it is for.
pub(super) fn details(store: &Store, view: &EntitiesView, table: &EntityTable) -> Html {
    let open = store.read(|session| session.open_name());
    let Some(row) = open.as_ref().and_then(|id| table.row(id)) else {
        return html! {
            <section class="entity-details" aria-label="Details">
                <p>{ "Choose a name to see what each outlet calls it, to rename or retype it, and to take out a form that \
                   names something else." }</p>
            </section>
        };
    };
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                store.dispatch(act(EntityAction::Open(None)));
            }
        })
    };
    html! {
        <section class="entity-details" aria-labelledby="entity-title" {onkeydown}>
            <div class="details-head">
                <h2 id="entity-title" tabindex="-1">{ &*row.name }</h2>
                { Button { name: Some("Close details".into()), ..Button::of("close") }
                    .draw(store.on(act(EntityAction::Open(None))), "×".into()) }
            </div>
            { changes(store, row) }
            { forms(store, view, table, row) }
            { parts(store, &row.id) }
        </section>
    }
}

/// Gives the name's heading the focus: the table is long, and without that its end would be the way here.
pub(super) fn to_details() {
    let heading =
        document().get_element_by_id("entity-title").and_then(|heading| heading.dyn_into::<HtmlElement>().ok());
    if let Some(heading) = heading {
        let _ = heading.focus();
    }
}

/// Name, type, and whether it is a name at all.
fn changes(store: &Store, row: &EntityRow) -> Html {
    let onsubmit = {
        let store = store.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let input = form.and_then(|form| form.query_selector("input").ok().flatten());
            if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
                store.dispatch(act(EntityAction::Rename(input.value().into())));
            }
        })
    };
    let kinds = EntityKind::ALL.iter().map(|kind| (kind.as_str(), words::kind_singular(*kind)));
    let retype = |value: &str| value.parse().map_or(EntityAction::Unmark, EntityAction::Retype);
    let remove = act(EntityAction::Remove);
    html! {
        // Another form for another name, so that the box shows what it is called now.
        <div class="entity-changes" key={format!("{} {}", row.id, row.name)}>
            <form {onsubmit}>
                <label>{ "Name " }<input type="text" autocomplete="off" value={row.name.to_string()} /></label>
                <button type="submit">{ "Rename" }</button>
            </form>
            <label>{ "Type " }{ super::select(store, kinds, row.kind.as_str(), retype) }</label>
            { Button::default().draw(store.on(remove), "Not a name".into()) }
        </div>
    }
}

/// What each outlet calls it: a row a form, a column an outlet that names it at all.
fn forms(store: &Store, view: &EntitiesView, table: &EntityTable, row: &EntityRow) -> Html {
    let outlets: Vec<u32> = row.counts.by_outlet.iter().map(|(outlet, _)| *outlet).collect();
    let name_of = |outlet: u32| words::outlet_name(&table.outlets[outlet as usize]);
    let can_split = row.forms.len() > 1;
    let n_chosen = row.forms.iter().filter(|form| view.forms.contains(&form.form)).count();
    let split = html! { <>{ "Take chosen forms out" }{ kbd(key_of("split-forms")) }</> };
    let content = html! {
        <>
            <div class="form-box">
                <table class="forms">
                    <thead>
                        <tr>
                            <th scope="col">{ "Form" }</th>
                            <th scope="col" class="number">{ "All" }</th>
                            { for outlets.iter().map(|outlet| html! {
                                <th scope="col" class="number">{ name_of(*outlet) }</th>
                            }) }
                        </tr>
                    </thead>
                    <tbody>
                        { for row.forms.iter().map(|form| html! {
                            <tr key={&*form.form}>
                                <th scope="row">{ form_cell(store, view, form, can_split) }</th>
                                <td class="number">{ count(store, &row.id, form, None, "all outlets") }</td>
                                { for outlets.iter().map(|outlet| html! {
                                    <td key={*outlet} class="number">
                                        { count(store, &row.id, form, Some(*outlet), name_of(*outlet)) }
                                    </td>
                                }) }
                            </tr>
                        }) }
                    </tbody>
                </table>
            </div>
            if can_split {
                <p>{ "Does a form name something else? Choose it and take it out; it is then a name of its own." }</p>
                <button type="button" class="split" disabled={n_chosen == 0 || n_chosen == row.forms.len()}
                    onclick={store.command("split-forms")}>{ split }</button>
            }
        </>
    };
    section("entity-forms", "What each outlet calls it".into(), content)
}

fn form_cell(store: &Store, view: &EntitiesView, form: &FormRow, can_split: bool) -> Html {
    if !can_split {
        return html! { <>{ &*form.form }</> };
    }
    let is_chosen = view.forms.contains(&form.form);
    let choose = act(EntityAction::Form(form.form.clone()));
    html! {
        <label>
            <input type="checkbox" checked={is_chosen} onchange={store.on(choose)} />{ &*form.form }
        </label>
    }
}

/// A number that leads to the places it counts.
fn count(store: &Store, id: &EntityId, form: &FormRow, outlet: Option<u32>, where_to: &str) -> Html {
    let n = outlet.map_or_else(|| form.counts.total(), |outlet| form.counts.of(outlet));
    if n == 0 {
        return Html::default();
    }
    let places = words::counted(n as usize, "place", "places");
    let name = Some(format!("{}, {where_to}: {places}", form.form).into());
    let only = Places { form: Some(form.form.clone()), outlet };
    let open = store.on(Action::OpenPlaces(id.clone(), only));
    Button { name, ..Button::of("link") }.draw(open, html! { <>{ n }</> })
}

/// What was merged into it, each to be parted again.
fn parts(store: &Store, id: &EntityId) -> Html {
    let parts: Vec<(EntityId, Rc<str>)> = store.read(|session| session.merged_into(id));
    if parts.is_empty() {
        return Html::default();
    }
    let list = html! {
        <ul class="parts">
            { for parts.into_iter().map(|(id, name)| {
                let part = store.on(act(EntityAction::Restore(id.clone())));
                let button = Button { name: Some(format!("Part {name}").into()), ..Button::of("link") };
                html! { <li key={id.as_str()}>{ &*name }{ " " }{ button.draw(part, "Part".into()) }</li> }
            }) }
        </ul>
    };
    section("entity-parts", "Merged into it".into(), list)
}
