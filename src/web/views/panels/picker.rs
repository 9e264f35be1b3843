//! A text box over a list: arrows move, Enter takes. The pattern is the ARIA combobox with a listbox.

use super::super::control::Button;
use super::super::dialog::Dialog;
use super::super::kbd::kbd;
use crate::app::choosing;
use crate::app::picker::{Picker, PickerKind};
use crate::app::update::Action;
use crate::app::words;
use crate::web::store::{Store, use_store};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// A picker's properties.
#[derive(Properties, PartialEq)]
pub(super) struct PickerProps {
    /// The open list.
    pub picker: Picker,
}

/// The list with its text box.
#[component]
pub(super) fn PickerPanel(props: &PickerProps) -> Html {
    let store = use_store();
    let picker = &props.picker;
    let input = use_node_ref();
    let list = use_node_ref();
    use_effect_with(input.clone(), |input| {
        if let Some(input) = input.cast::<HtmlInputElement>() {
            let _ = input.focus();
            input.select();
        }
    });
    use_effect_with((list.clone(), picker.selected), |(list, _)| {
        let selected =
            list.cast::<HtmlElement>().and_then(|list| list.query_selector("[aria-selected=true]").ok().flatten());
        if let Some(option) = selected {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    let oninput = {
        let store = store.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                store.dispatch(choosing::query(input.value()));
            }
        })
    };
    let onkeydown = {
        let store = store.clone();
        let picker = picker.clone();
        let is_find = picker.kind == PickerKind::Find;
        Callback::from(move |event: KeyboardEvent| {
            let action = match event.key().as_str() {
                "ArrowDown" => choosing::move_by(1),
                "ArrowUp" => choosing::move_by(-1),
                "PageDown" => choosing::move_by(10),
                "PageUp" => choosing::move_by(-10),
                "Enter" if is_find && (event.ctrl_key() || event.meta_key()) => Action::ChooseFound,
                "Enter" => choosing::take(None),
                key => match picker.item_for_key(key) {
                    Some(ix) => choosing::take(Some(ix)),
                    None => return,
                },
            };
            event.prevent_default();
            store.dispatch(action);
        })
    };
    let title = picker.kind.title();
    let active = (!picker.items.is_empty()).then(|| format!("option-{}", picker.selected));
    html! {
        <Dialog {title} class="picker">
            <input ref={input} type="text" class="query" role="combobox" aria-label={title} aria-expanded="true"
                aria-autocomplete="list" aria-controls="options" aria-activedescendant={active} autocomplete="off"
                placeholder={picker.kind.placeholder()} value={picker.query.to_string()} {oninput} {onkeydown} />
            <ul ref={list} id="options" role="listbox" aria-label={title} tabindex="-1">
                { for picker.items.iter().enumerate().map(|(ix, item)| html! {
                    <li key={ix} id={format!("option-{ix}")} role="option"
                        aria-selected={(ix == picker.selected).to_string()}
                        onclick={store.on(choosing::take(Some(ix)))}>
                        <span class="option-label" dir="auto">{ &*item.label }</span>
                        <small>{ &*item.detail }</small>
                        if !item.key.is_empty() { { kbd(&item.key) } }
                    </li>
                }) }
            </ul>
            <p class="count-line" role="status">{ count_line(picker) }</p>
            if picker.kind == PickerKind::Find { { find_help(&store, picker) } }
        </Dialog>
    }
}

/// What can be typed, and what can be done with all that was found.
fn find_help(store: &Store, picker: &Picker) -> Html {
    let n_found = picker.found.as_ref().map_or(0, |found| found.places().len());
    let all = format!("Select all {}", words::counted(n_found, "sentence", "sentences"));
    let all = html! { <>{ all }{ kbd("Mod+Enter") }</> };
    html! {
        <div class="find-help">
            if n_found > 0 { { Button::of("link").draw(store.on(Action::ChooseFound), all) } }
            <small>
                { "All of it must hold. Fields: outlet: title: sentiment: stance: target: holder: label: by: name: \
                   speaker: and tagged, untagged, flagged, commented. A - before it says not. F3 goes to the next." }
            </small>
        </div>
    }
}

fn count_line(picker: &Picker) -> String {
    if let Some(problem) = &picker.problem {
        return problem.to_string();
    }
    if picker.is_searching {
        return "Searching…".to_owned();
    }
    match (picker.kind, picker.n_found) {
        (PickerKind::Find, _) if picker.query.trim().is_empty() => String::new(),
        (PickerKind::Coders, 0) => "Type a name and press Enter".to_owned(),
        (_, n) if picker.found.as_ref().is_some_and(|found| found.is_cut()) => {
            format!("More than {n} found; the first {} shown", picker.items.len())
        }
        (_, 0) => "Nothing fits".to_owned(),
        (_, n) if n > picker.items.len() => format!("{n} found, the first {} shown", picker.items.len()),
        (_, n) => words::counted(n, "found", "found"),
    }
}
