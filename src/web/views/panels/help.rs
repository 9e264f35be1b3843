//! Every key with what it does, made from the list of commands.

use super::super::control::Button;
use super::super::dialog::Dialog;
use super::rekey::line_id;
use crate::app::command::{self, Command, shown_key};
use crate::app::keymap::Keymap;
use crate::app::panel::Panel;
use crate::app::update::Action;
use crate::text::order;
use crate::web::store::Store;
use yew::prelude::*;

/// The help.
pub(super) fn help(store: &Store) -> Html {
    let mut meant: Vec<&Command> =
        store.read(|session| command::all().filter(|command| command.is_meant(session)).collect());
    order::sort_by_key(&mut meant, |command| command.group);
    let keymap = store.read(|session| session.prefs().keys.clone());
    html! {
        <Dialog title="Keys" class="wide">
            <p class="lead">
                { "Go to a sentence, press a number for its tone and a letter for a stance toward the target; Enter \
                   goes on. Everything is saved on this device as you go, and Ctrl Z takes any step back." }
            </p>
            <p class="lead">
                <a href="docs/index.html" target="_blank" rel="noopener">{ "The manual" }</a>
                { " tells more (it opens beside this page). To change a key, press it here and then the new one." }
                if !keymap.is_empty() {
                    { " " }{ Button::of("link").draw(store.on(Action::ResetKeys), "All keys as they were".into()) }
                }
            </p>
            <div class="key-groups">
                { for meant.chunk_by(|a, b| a.group == b.group).map(|commands| html! {
                    <section key={commands[0].group.name()}>
                        <h3>{ commands[0].group.name() }</h3>
                        <dl>
                            { for commands.iter().map(|&command| row(store, command, &keymap)) }
                        </dl>
                    </section>
                }) }
            </div>
        </Dialog>
    }
}

/// A command, with its keys as a button that asks for another.
fn row(store: &Store, command: &'static Command, keymap: &Keymap) -> Html {
    let keys = keymap.keys_of(command);
    let spoken: Vec<String> = keys.iter().map(|key| shown_key(key)).collect();
    let name = format!("{}: {}. Change the key", command.name, spoken.join(" "));
    let chosen = keymap.is_chosen(command.id).then_some("chosen-key");
    let button = Button { name: Some(name.into()), class: chosen.map(Into::into), ..Button::default() };
    // A space between them, as in the button's name: what is seen must be part of it.
    let caps = html! { <>{ for spoken.iter().map(|key| html! { <><kbd>{ key }</kbd>{ " " }</> }) }</> };
    let rekey = Action::Open(Panel::Rekey(command.id, None));
    html! {
        <div key={command.id} class="key-row">
            <dt id={line_id(command.id)}>{ button.draw(store.on(rekey), caps) }</dt>
            <dd>{ command.name }</dd>
        </div>
    }
}
