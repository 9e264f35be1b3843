//! A key cap.

use crate::app::command;
use yew::prelude::*;

/// A key as people know it. Hidden from screen readers, which hear the control's own name.
pub(super) fn kbd(keys: &str) -> Html {
    html! { <kbd aria-hidden="true">{ shown_key(keys) }</kbd> }
}

/// A key in the words of a keyboard.
pub(super) fn shown_key(keys: &str) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut rest = keys;
    for (prefix, name) in [("Mod+", "Ctrl"), ("Shift+", "Shift")] {
        if let Some(after) = rest.strip_prefix(prefix) {
            shown.push(name.to_owned());
            rest = after;
        }
    }
    shown.push(match rest {
        "ArrowDown" => "↓".to_owned(),
        "ArrowUp" => "↑".to_owned(),
        "ArrowLeft" => "←".to_owned(),
        "ArrowRight" => "→".to_owned(),
        " " => "Space".to_owned(),
        "Escape" => "Esc".to_owned(),
        letter if shown.is_empty() => letter.to_owned(),
        letter => String::from(js_sys::JsString::from(letter).to_upper_case()),
    });
    shown.join(" ")
}

/// A key as `aria-keyshortcuts` wants it, `None` where there is no key.
pub(super) fn shortcut(keys: &str) -> Option<String> {
    let names = keys.replace("Mod+", "Control+");
    (!keys.is_empty()).then(|| if names == " " { "Space".to_owned() } else { names })
}

/// The first key of a command.
pub(super) fn key_of(command_id: &str) -> &'static str {
    command::by_id(command_id).and_then(|command| command.keys.first().copied()).unwrap_or("")
}
