//! Waits for the new key of a command.

use super::super::control::Button;
use super::super::dialog::Dialog;
use crate::app::command::{self, shown_key};
use crate::app::panel::Panel;
use crate::app::update::Action;
use crate::web::focus;
use crate::web::keys::key_name;
use crate::web::platform::later::later;
use crate::web::store::use_store;
use web_sys::HtmlElement;
use yew::prelude::*;

/// The dialog's properties.
#[derive(Properties, PartialEq)]
pub(super) struct RekeyProps {
    /// Of which command.
    pub id: &'static str,
    /// What was wrong with the last key.
    pub problem: Option<AttrValue>,
}

/// The id of a command's line in the help.
pub(super) fn line_id(command_id: &str) -> String {
    format!("key-of-{command_id}")
}

/// The question for a key.
#[component]
pub(super) fn Rekey(props: &RekeyProps) -> Html {
    let store = use_store();
    let id = props.id;
    let field = use_node_ref();
    use_effect_with(field.clone(), move |field| {
        if let Some(field) = field.cast::<HtmlElement>() {
            let _ = field.focus();
        }
        // In the help again, whoever changed a key is at it.
        move || later(Box::new(move || focus::to_button_in(&line_id(id))))
    });
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| {
            let is_half = matches!(event.key().as_str(), "Shift" | "Control" | "Alt" | "Meta" | "Tab" | "Escape");
            let Some(key) = key_name(&event).filter(|_| !is_half) else { return };
            event.prevent_default();
            store.dispatch(Action::Rekey(id, Some(key)));
        })
    };
    let (name, keys) = store.read(|session| {
        let Some(command) = command::by_id(id) else { return ("", String::new()) };
        let keys: Vec<String> = session.prefs().keys.keys_of(command).into_iter().map(shown_key).collect();
        (command.name, keys.join(", "))
    });
    let leave: Callback<()> = store.on(Action::Open(Panel::Help));
    html! {
        <Dialog title={name} {leave}>
            <label class="field">{ "Press the new key" }
                <input ref={field} type="text" readonly=true value={keys} {onkeydown} />
            </label>
            <p role="alert">{ props.problem.clone().unwrap_or_default() }</p>
            <div class="dialog-buttons">
                { Button::default().draw(store.on(Action::Rekey(id, None)), "Its own keys again".into()) }
                { Button::default().draw(store.on(Action::Open(Panel::Help)), "Leave it".into()) }
            </div>
        </Dialog>
    }
}
