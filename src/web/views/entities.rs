//! The Entities view: everything that is named in the corpus, to be merged, parted, renamed, retyped and removed.

mod details;
mod rows;

use super::control::Button;
use super::kbd::{kbd, key_of};
use super::slices::use_slices;
use crate::app::entities_view::{EntitiesView, EntityAction, EntitySort, act};
use crate::app::entity_steps::survivor;
use crate::app::entity_table::EntityTable;
use crate::app::words;
use crate::model::EntityKind;
use crate::web::focus;
use crate::web::platform::later::later;
use crate::web::store::{ByPtr, Store, use_select_later, use_store};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// About as many rows as a screen has room for.
const ROWS_AT_ONCE: usize = 20;

/// What the view shows.
#[derive(Clone, PartialEq)]
struct Shown {
    view: EntitiesView,
    table: ByPtr<EntityTable>,
}

/// What stands under the heading.
#[component]
pub(super) fn Entities() -> Html {
    let store = use_store();
    // Later, since the table is made anew when names change: that and the change are each work enough for one task.
    let shown = use_select_later(|session| Shown {
        view: session.entities_view().clone(),
        table: ByPtr(session.entity_table()),
    });
    let Shown { view, table } = &shown;
    let rows = view.rows(&table.0);
    let list = format!("{:?} {:?} {}", view.sort, view.kind, view.query);
    let n_drawn = use_slices(&list, rows.first.len(), ROWS_AT_ONCE, ROWS_AT_ONCE);
    // Before the first letter is typed.
    use_effect_with(table.clone(), |table| {
        let table = table.0.clone();
        later(Box::new(move || table.note_beginnings()));
    });
    // A row that was merged into another takes the focus with it.
    use_effect_with(table.clone(), |_| focus::to_heading_if_lost());
    // Who opens a name is at its details, and who closes them is at the row again.
    use_effect_with(view.open.clone(), |open| {
        let open = open.clone();
        if open.is_some() {
            details::to_details();
        }
        move || {
            if let Some(id) = open {
                rows::to_row_if_lost(&id);
            }
        }
    });
    html! {
        <div class="entities">
            { tools(&store, view, rows.n) }
            { marked(&store) }
            <div class="entity-panes">
                { rows::rows(&store, view, &table.0, &rows, n_drawn) }
                { details::details(&store, view, &table.0) }
            </div>
            { removed(&store) }
        </div>
    }
}

/// Filter, type and order.
fn tools(store: &Store, view: &EntitiesView, n_rows: usize) -> Html {
    let oninput = {
        let store = store.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                store.dispatch(act(EntityAction::Query(input.value().into())));
            }
        })
    };
    let kinds = [("", "all types")].into_iter();
    let kinds = kinds.chain(EntityKind::ALL.iter().map(|kind| (kind.as_str(), words::kind_name(*kind))));
    let kind = view.kind.map_or("", EntityKind::as_str);
    let sorts = EntitySort::ALL.map(|sort| (sort.name(), sort.name()));
    html! {
        <div class="entity-tools">
            <label>{ "Find a name " }
                <input type="search" autocomplete="off" placeholder="Name or another form"
                    value={view.query.to_string()} {oninput} />
            </label>
            <label>{ "Type " }{ select(store, kinds, kind, |value| EntityAction::Kind(value.parse().ok())) }</label>
            <label>{ "Order " }
                { select(store, sorts.into_iter(), view.sort.name(), |value| {
                    let sort = EntitySort::ALL.into_iter().find(|sort| sort.name() == value);
                    EntityAction::Sort(sort.unwrap_or_default())
                }) }
            </label>
            <p role="status">{ words::counted(n_rows, "name", "names") }</p>
        </div>
    }
}

/// A choice of one value.
fn select<'v>(
    store: &Store,
    values: impl Iterator<Item = (&'v str, &'v str)>,
    chosen: &str,
    action: fn(&str) -> EntityAction,
) -> Html {
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            if let Some(select) = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok()) {
                store.dispatch(act(action(&select.value())));
            }
        })
    };
    html! {
        <select {onchange}>
            { for values.map(|(value, name)| html! {
                <option key={value} value={value.to_owned()} selected={value == chosen}>{ name }</option>
            }) }
        </select>
    }
}

/// What can be done with the marked names. The line is always there, so that nothing moves with the first mark.
fn marked(store: &Store) -> Html {
    let (n_marked, name) = store.read(|session| {
        let marked = session.marked_names();
        (marked.len(), survivor(session, &marked).map(|id| session.entity_name(&id)))
    });
    let help = match n_marked {
        0 => "Mark names that are the same thing to merge them.",
        1 => "One name is marked; mark another to merge them.",
        _ => "",
    };
    let merge = match name {
        Some(name) if n_marked > 1 => format!("Merge {n_marked} into {name}"),
        _ => "Merge".to_owned(),
    };
    let content = html! { <>{ merge }{ kbd(key_of("merge-names")) }</> };
    html! {
        <div class="entity-marked" role="group" aria-label="Marked names">
            <button type="button" class="primary" disabled={n_marked < 2} onclick={store.command("merge-names")}>
                { content }
            </button>
            if n_marked > 0 {
                { Button::of("link").draw(store.on(act(EntityAction::Unmark)), "Unmark".into()) }
            }
            <span>{ help }</span>
            if n_marked == 0 { <span class="by-mouse">{ "Or drag one onto the other." }</span> }
        </div>
    }
}

/// What was said to be no name, to be brought back.
fn removed(store: &Store) -> Html {
    let removed = store.read(|session| session.removed_names());
    if removed.is_empty() {
        return Html::default();
    }
    html! {
        <details class="entity-removed">
            <summary>{ words::counted(removed.len(), "removed name", "removed names") }</summary>
            <ul>
                { for removed.into_iter().map(|(id, name)| {
                    let spoken = Some(format!("Bring back {name}").into());
                    let button = Button { name: spoken, ..Button::of("link") };
                    let back = act(EntityAction::Restore(id.clone()));
                    let button = button.draw(store.on(back), "Bring back".into());
                    html! { <li key={id.as_str()}>{ &*name }{ " " }{ button }</li> }
                }) }
            </ul>
        </details>
    }
}
