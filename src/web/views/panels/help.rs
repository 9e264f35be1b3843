//! Every key with what it does, made from the list of commands.

use super::super::dialog::Dialog;
use super::super::kbd::shown_key;
use crate::app::command::{self, Command};
use crate::text::order;
use crate::web::store::Store;
use yew::prelude::*;

/// The help.
pub(super) fn help(store: &Store) -> Html {
    let mut meant: Vec<&Command> =
        store.read(|session| command::all().filter(|command| command.is_meant(session)).collect());
    order::sort_by_key(&mut meant, |command| command.group);
    html! {
        <Dialog title="Keys" class="wide">
            <p class="lead">
                { "Go to a sentence, press a number for its tone and a letter for a stance toward the target; Enter \
                   goes on. Everything is saved on this device as you go, and Ctrl Z takes any step back." }
            </p>
            <div class="key-groups">
                { for meant.chunk_by(|a, b| a.group == b.group).map(|commands| html! {
                    <section key={commands[0].group.name()}>
                        <h3>{ commands[0].group.name() }</h3>
                        <dl>
                            { for commands.iter().map(|command| html! {
                                <div key={command.id} class="key-row">
                                    <dt>
                                        { for command.keys.iter().map(|key| html! {
                                            <kbd key={*key}>{ shown_key(key) }</kbd>
                                        }) }
                                    </dt>
                                    <dd>{ command.name }</dd>
                                </div>
                            }) }
                        </dl>
                    </section>
                }) }
            </div>
        </Dialog>
    }
}
