//! The commands and their keys as a page of the manual, `docs/keys.md`.

use super::{Command, When, all};
use crate::text::order;

/// A key in the words of a keyboard: "Ctrl Shift Z".
pub fn shown_key(key: &str) -> String {
    let mut shown: Vec<String> = Vec::new();
    let mut rest = key;
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
        letter => letter.to_ascii_uppercase(),
    });
    shown.join(" ")
}

/// The whole page: a table a group, in the order of the help.
pub fn key_page() -> String {
    let mut page = String::from(
        "# Keys\n\n`cargo xtask docs` writes this page from the list of commands. Single letters work unless a text \
         box has the focus. On a Mac, ⌘ stands for Ctrl. Any key can be changed: press `?`, choose a command, press \
         the new key.\n",
    );
    let mut commands: Vec<&Command> = all().collect();
    order::sort_by_key(&mut commands, |command| command.group);
    for group in commands.chunk_by(|a, b| a.group == b.group) {
        page.push_str(&format!(
            "\n## {}\n\n| keys | what it does | when |\n| --- | --- | --- |\n",
            group[0].group.name()
        ));
        for command in group {
            let keys: Vec<String> = command.keys.iter().map(|key| format!("`{}`", shown_key(key))).collect();
            let keys = if keys.is_empty() { "none of its own".to_owned() } else { keys.join(", ") };
            page.push_str(&format!("| {keys} | {} | {} |\n", command.name, when(command.when)));
        }
    }
    page
}

fn when(when: When) -> &'static str {
    match when {
        When::Reading => "in the text",
        When::Browsing => "in every view",
        When::Selecting => "while words are selected",
        When::Always => "always",
    }
}
