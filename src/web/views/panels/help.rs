//! Every key with what it does, made from the list of commands.

use super::super::dialog::Dialog;
use super::super::kbd::shown_key;
use crate::app::command::{self, Command, Group};
use crate::web::store::Store;
use std::collections::BTreeMap;
use yew::prelude::*;

/// The help.
pub(super) fn help(store: &Store) -> Html {
    let mut groups: BTreeMap<Group, Vec<&Command>> = BTreeMap::new();
    let meant: Vec<&Command> =
        store.read(|session| command::all().filter(|command| command.is_meant(session)).collect());
    for command in meant {
        groups.entry(command.group).or_default().push(command);
    }
    html! {
        <Dialog title="Keys" class="wide">
            <p class="lead">
                { "Go to a sentence, press a number for its tone and a letter for a stance toward the target; Enter \
                   goes on. Everything is saved on this device as you go, and Ctrl Z takes any step back." }
            </p>
            <div class="key-groups">
                { for groups.into_iter().map(|(group, commands)| html! {
                    <section key={group.name()}>
                        <h3>{ group.name() }</h3>
                        <dl>
                            { for commands.into_iter().map(|command| html! {
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
