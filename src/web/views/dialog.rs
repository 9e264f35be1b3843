//! The browser's own modal dialog: it keeps the focus inside, closes on Escape, and makes the rest inert.

use super::control::Button;
use crate::app::update::Action;
use crate::web::focus;
use crate::web::platform::later::later;
use crate::web::store::use_store;
use gloo_utils::document;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};
use yew::prelude::*;

thread_local! {
    /// What had the focus before there was a dialog. One dialog may make room for another.
    static OPENER: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// A dialog's properties.
#[derive(Properties, PartialEq)]
pub(super) struct DialogProps {
    /// Its heading.
    pub title: AttrValue,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
    /// What Escape, the cross and a click beside it do; without it they close.
    #[prop_or_default]
    pub leave: Option<Callback<()>>,
    /// What is in it.
    pub children: Html,
}

/// A dialog over the page. Shown as long as it is drawn; closing it tells the session.
#[component]
pub(super) fn Dialog(props: &DialogProps) -> Html {
    let store = use_store();
    let element = use_node_ref();
    use_effect_with(element.clone(), |element| {
        show(element);
        || later(Box::new(to_opener_if_lost))
    });
    let leave = props.leave.clone().unwrap_or_else(|| store.on(Action::Close));
    let oncancel = {
        let leave = leave.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            leave.emit(());
        })
    };
    let on_cross = {
        let leave = leave.clone();
        Callback::from(move |_: MouseEvent| leave.emit(()))
    };
    // Pressed twice, Escape closes the browser's dialog whatever anybody says; it must not leave the session with one.
    let onclose = {
        let (leave, element) = (leave.clone(), element.clone());
        Callback::from(move |_: Event| {
            leave.emit(());
            let element = element.clone();
            later(Box::new(move || show(&element)));
        })
    };
    // A click on the backdrop has the dialog itself as its target.
    let onclick = {
        let element = element.clone();
        Callback::from(move |event: MouseEvent| {
            if event.target().is_some() && event.target() == element.get().map(Into::into) {
                leave.emit(());
            }
        })
    };
    html! {
        <dialog ref={element} class={props.class.clone()} aria-labelledby="dialog-title" {oncancel} {onclose}
            {onclick}>
            <div class="dialog-body">
                <div class="dialog-head">
                    <h2 id="dialog-title">{ &props.title }</h2>
                    { Button { name: Some("Close".into()), ..Button::of("close") }.draw(on_cross, "×".into()) }
                </div>
                { props.children.clone() }
            </div>
        </dialog>
    }
}

/// Shows the dialog that is drawn here, if one is and it is not shown.
fn show(element: &NodeRef) {
    if let Some(dialog) = element.cast::<HtmlDialogElement>()
        && !dialog.open()
    {
        note_opener();
        let _ = dialog.show_modal();
    }
}

fn note_opener() {
    let opener = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let is_outside = |element: &HtmlElement| element.closest("dialog").is_ok_and(|dialog| dialog.is_none());
    if let Some(opener) = opener.filter(|element| is_outside(element) && !focus::is_lost()) {
        OPENER.set(Some(opener));
    }
}

/// Where the view stayed, whoever closed the dialog goes on from where it was opened.
fn to_opener_if_lost() {
    if focus::is_lost()
        && let Some(opener) = OPENER.take().filter(|opener| opener.is_connected())
    {
        let _ = opener.focus();
    }
}
