//! The bar at the top: what can be done from anywhere, whether the work is safe, who tags.

use super::control::Button;
use super::kbd::{kbd, key_of, shortcut};
use crate::app::command::{self, Command, Group};
use crate::app::route::{Route, View};
use crate::app::save::SaveState;
use crate::app::session::Session;
use crate::app::words;
use crate::web::parts::{Parts, use_parts_in_time};
use crate::web::store::{use_select, use_select_later, use_store};
use yew::prelude::*;

/// The top bar.
#[component]
pub(super) fn Topbar() -> Html {
    let store = use_store();
    let (state, folder, coder, view) = use_select(|session| {
        let coder = session.coder().and_then(|id| session.project().coders.get(id)).map(|coder| coder.name.clone());
        (session.save_state().clone(), session.folder().in_bar(), coder, session.view())
    });
    let class = match &state {
        SaveState::Saved { .. } => "saved is-saved",
        SaveState::Loading | SaveState::Saving => "saved is-saving",
        SaveState::Failed { .. } => "saved is-failed",
        SaveState::ReadOnly { .. } => "saved is-read-only",
    };
    let (short, long) = words::save_state(&state);
    let coder = coder.map_or_else(|| "Who is tagging?".to_owned(), |name| name.to_string());
    html! {
        <header class="top">
            <div class="mark" aria-label="Standpoint">{ "Stand" }<i>{ "point" }</i></div>
            { views(view) }
            <div class="tools">
                <CommandButton id="undo" label="Undo" />
                <CommandButton id="redo" label="Redo" />
                <CommandButton id="find" label="Find" />
                <CommandButton id="palette" label="Commands" />
            </div>
            <div class="right">
                <span {class} role="status" title={format!("{long}{folder}")}>
                    { short }<span class="folder">{ folder }</span>
                </span>
                { Button { title: Some("Change who is tagging".into()), ..Button::of("coder") }
                    .draw(store.command("coder"), coder.into()) }
                <CommandButton id="help" label="Keys" />
            </div>
        </header>
    }
}

/// Links to the views: addresses, so that they can be opened in another tab.
fn views(here: View) -> Html {
    let link = |view: View| {
        let command = view.command();
        html! {
            <a key={command} href={Route::View(view).hash()} title={command::by_id(command).map(|found| found.name)}
                aria-keyshortcuts={shortcut(key_of(command))} aria-current={(view == here).then_some("page")}>
                { view.name() }
            </a>
        }
    };
    html! { <nav class="views" aria-label="Views">{ for View::ALL.into_iter().map(link) }</nav> }
}

/// A command button's properties.
#[derive(Properties, PartialEq)]
pub(super) struct CommandButtonProps {
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
pub(super) fn CommandButton(props: &CommandButtonProps) -> Html {
    let store = use_store();
    let id = props.id;
    let parts = use_parts_in_time();
    let can_run = use_select_later(move |s| command::by_id(id).is_some_and(|command| can_run(parts, s, command)));
    let name = command::by_id(id).map_or("", |command| command.name);
    html! {
        <button type="button" class={props.class.clone()} disabled={!can_run} title={name}
            aria-keyshortcuts={shortcut(key_of(id))} onclick={store.command(id)}>
            { &props.label }{ kbd(key_of(id)) }
        </button>
    }
}

/// Before the later part of the page is there, nobody has done anything that could be undone; else one may ask.
fn can_run(parts: Option<Parts>, session: &Session, command: &Command) -> bool {
    parts.map_or(command.group != Group::History, |parts| (parts.can_run)(session, command))
}
