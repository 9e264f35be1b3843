//! A key cap.

use crate::app::command::shown_key;
use crate::web::keys;
use yew::prelude::*;

/// A key as people know it. Hidden from screen readers, which hear the control's own name.
pub(super) fn kbd(keys: &str) -> Html {
    html! { <kbd aria-hidden="true">{ shown_key(keys) }</kbd> }
}

/// A key as `aria-keyshortcuts` wants it, `None` where there is no key.
pub(super) fn shortcut(keys: &str) -> Option<String> {
    let names = keys.replace("Mod+", "Control+");
    (!keys.is_empty()).then(|| if names == " " { "Space".to_owned() } else { names })
}

/// The key of a command that is shown.
pub(super) fn key_of(command_id: &str) -> &'static str {
    keys::key_of(command_id)
}
