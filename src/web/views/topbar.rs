//! The bar at the top: what can be done from anywhere, whether the work is safe, who tags.

use super::kbd::{Kbd, key_of};
use crate::app::command;
use crate::app::save::SaveState;
use crate::app::words;
use crate::web::store::{use_select, use_store};
use yew::prelude::*;

/// The top bar.
#[component]
pub fn Topbar() -> Html {
    html! {
        <header class="top">
            <div class="mark" aria-label="Standpoint">{ "Stand" }<i>{ "point" }</i></div>
            <div class="tools">
                <CommandButton id="undo" label="Undo" />
                <CommandButton id="redo" label="Redo" />
                <CommandButton id="find" label="Find" />
                <CommandButton id="palette" label="Commands" />
            </div>
            <div class="right">
                <Saved />
                <CoderButton />
                <CommandButton id="help" label="Keys" />
            </div>
        </header>
    }
}

/// A command button's properties.
#[derive(Properties, PartialEq)]
pub struct CommandButtonProps {
    /// The command.
    pub id: &'static str,
    /// The button's name.
    pub label: AttrValue,
    /// More classes.
    #[prop_or_default]
    pub class: Classes,
}

/// A button for a command of the registry: greyed out when the command would do nothing, with its key beside it.
#[component]
pub fn CommandButton(props: &CommandButtonProps) -> Html {
    let store = use_store();
    let id = props.id;
    let can_run = use_select(move |session| command::by_id(id).is_some_and(|command| command.can_run(session)));
    let name = command::by_id(id).map_or("", |command| command.name);
    html! {
        <button type="button" class={props.class.clone()} disabled={!can_run} title={name} aria-label={props.label.clone()}
            onclick={store.command(id)}>
            { &props.label }{ " " }<Kbd keys={key_of(id)} />
        </button>
    }
}

/// Whether the work is safe, and how.
#[component]
fn Saved() -> Html {
    let state = use_select(|session| session.save_state().clone());
    let class = match &state {
        SaveState::Saved { .. } => "saved is-saved",
        SaveState::Loading | SaveState::Saving { .. } => "saved is-saving",
        SaveState::Failed { .. } => "saved is-failed",
        SaveState::ReadOnly { .. } => "saved is-read-only",
    };
    let (short, long) = words::save_state(&state);
    html! { <span {class} role="status" title={long}>{ short }</span> }
}

#[component]
fn CoderButton() -> Html {
    let store = use_store();
    let name = use_select(|session| {
        session.coder().and_then(|id| session.project().coders.get(id)).map(|coder| coder.name.clone())
    });
    let label = name.map_or_else(|| "Who is tagging?".to_owned(), |name| name.to_string());
    html! {
        <button type="button" class="coder" title="Change who is tagging" onclick={store.command("coder")}>{ label }</button>
    }
}
