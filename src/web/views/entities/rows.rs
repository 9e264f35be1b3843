//! The rows of the Entities view: one a name, with its counts by outlet.

use super::super::control::Button;
use crate::app::entities_view::{EntitiesView, EntityAction, Rows, act};
use crate::app::entity_table::{EntityRow, EntityTable};
use crate::app::words;
use crate::model::EntityId;
use crate::web::focus;
use crate::web::store::Store;
use gloo_utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};
use yew::prelude::*;

/// With more outlets than these their columns would be too narrow to read.
const N_COLUMNS: usize = 8;

/// Under this name a dragged name's id travels.
const DRAGGED: &str = "text/x-standpoint-entity";

/// The table of names with the first `n_drawn` rows.
pub(super) fn rows(store: &Store, view: &EntitiesView, table: &EntityTable, rows: &Rows, n_drawn: usize) -> Html {
    let has_columns = (2..=N_COLUMNS).contains(&table.outlets.len());
    let outlets = table.outlets.iter().filter(|_| has_columns).map(|outlet| words::outlet_name(outlet));
    let ondragstart = Callback::from(|event: DragEvent| {
        let id = row_of(event.target()).and_then(|row| row.get_attribute("data-entity"));
        if let (Some(id), Some(transfer)) = (id, event.data_transfer()) {
            // Where the browser refuses, the names can still be marked.
            let _ = transfer.set_data(DRAGGED, &id);
        }
    });
    let ondragover = Callback::from(|event: DragEvent| {
        let is_name = event.data_transfer().is_some_and(|transfer| transfer.types().includes(&DRAGGED.into(), 0));
        show_over(row_of(event.target()).filter(|_| is_name));
    });
    let no_row = Callback::from(|_: DragEvent| show_over(None));
    let ondrop = {
        let store = store.clone();
        Callback::from(move |event: DragEvent| {
            let dragged = event.data_transfer().and_then(|transfer| transfer.get_data(DRAGGED).ok());
            let onto = row_of(event.target()).and_then(|row| row.get_attribute("data-entity"));
            show_over(None);
            if let (Some(from), Some(into)) = (dragged.filter(|id| !id.is_empty()), onto) {
                event.prevent_default();
                event.stop_propagation();
                let (from, into) = (EntityId::new(from), EntityId::new(into));
                store.dispatch(act(EntityAction::MergeInto(from, into)));
            }
        })
    };
    html! {
        <div class="entity-list">
            <table {ondragstart} {ondragover} {ondrop} ondragleave={no_row.clone()} ondragend={no_row}
                onkeydown={Callback::from(move_focus)}>
                <thead>
                    <tr>
                        <th scope="col"><span class="spoken">{ "Marked" }</span></th>
                        <th scope="col">{ "Name" }</th>
                        <th scope="col" class="kind">{ "Type" }</th>
                        <th scope="col" class="number">{ "All" }</th>
                        { for outlets.map(|outlet| html! { <th scope="col" class="number outlet">{ outlet }</th> }) }
                    </tr>
                </thead>
                <tbody>
                    { for rows.first.iter().take(n_drawn).map(|ix| {
                        row(store, view, &table.rows[*ix], if has_columns { table.outlets.len() } else { 0 })
                    }) }
                </tbody>
            </table>
            if rows.n == 0 { <p>{ "No name fits." }</p> }
            if rows.n > rows.first.len() {
                <p>
                    { format!("and {} more ", rows.n - rows.first.len()) }
                    { Button::of("link").draw(store.on(act(EntityAction::More)), "Show more".into()) }
                </p>
            }
        </div>
    }
}

fn row(store: &Store, view: &EntitiesView, row: &EntityRow, n_outlets: usize) -> Html {
    let id = &row.id;
    let is_marked = view.marked.contains(id);
    let is_open = view.open.as_ref() == Some(id);
    let open = act(EntityAction::Open((!is_open).then(|| id.clone())));
    let mut others: Vec<&str> = row.forms.iter().map(|form| &*form.form).filter(|form| *form != &*row.name).collect();
    others.truncate(4);
    html! {
        <tr key={id.as_str()} data-entity={id.as_str().to_owned()} draggable="true" class={is_open.then_some("open")}>
            <td>
                <input type="checkbox" checked={is_marked} aria-label={format!("Mark {}", row.name)}
                    onchange={store.on(act(EntityAction::Mark(id.clone())))} />
            </td>
            <th scope="row">
                <button type="button" aria-expanded={is_open.to_string()} onclick={store.on(open)}>
                    { &*row.name }
                </button>
                <small>{ others.join(", ") }</small>
            </th>
            <td class="kind" data-kind={row.kind.as_str()}>{ words::kind_singular(row.kind) }</td>
            <td class="number">{ row.counts.total() }</td>
            { for (0..n_outlets as u32).map(|outlet| html! {
                <td key={outlet} class="number outlet">{ shown_count(row.counts.of(outlet)) }</td>
            }) }
        </tr>
    }
}

/// Nothing where there is nothing: zeros would hide the numbers.
fn shown_count(n: u32) -> String {
    if n == 0 { String::new() } else { n.to_string() }
}

fn row_of(target: Option<EventTarget>) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest("tr[data-entity]").ok()?
}

/// Gives the row of a name the focus if what had it is gone.
pub(super) fn to_row_if_lost(id: &EntityId) {
    let Ok(rows) = document().query_selector_all("tr[data-entity]") else { return };
    let mut rows = (0..rows.length()).filter_map(|ix| rows.get(ix)?.dyn_into::<Element>().ok());
    let row = rows.find(|row| row.get_attribute("data-entity").as_deref() == Some(id.as_str()));
    let button = row.and_then(|row| row.query_selector("button").ok().flatten());
    if let Some(button) = button.filter(|_| focus::is_lost()).and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

/// Shows which row a dragged name would be merged into. Nothing is drawn anew for it.
fn show_over(row: Option<Element>) {
    if let Ok(Some(old)) = document().query_selector("tr[data-over]") {
        // What is not there is not taken away.
        let _ = old.remove_attribute("data-over");
    }
    if let Some(row) = row {
        let _ = row.set_attribute("data-over", "");
    }
}

/// Arrows go from row to row, in the column of boxes or of names.
fn move_focus(event: KeyboardEvent) {
    let key = event.key();
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let Some(row) = row_of(event.target()) else { return };
    let next = match key.as_str() {
        "ArrowDown" => row.next_element_sibling(),
        "ArrowUp" => row.previous_element_sibling(),
        _ => return,
    };
    let selector = if target.tag_name() == "INPUT" { "input" } else { "button" };
    let control = next.and_then(|row| row.query_selector(selector).ok().flatten());
    if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        let _ = control.focus();
    }
}
