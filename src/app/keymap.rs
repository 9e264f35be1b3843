//! The keys a person chose for commands. Commands that are not named here have their own.

use super::command::{self, Command, When};
use super::session::Session;
use crate::text::Map;
use std::rc::Rc;

/// Chosen keys by the command's id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keymap(Map<Rc<str>, Rc<str>>);

/// Keys that browsers keep for themselves, whatever a page does.
const OF_THE_BROWSER: [&str; 9] =
    ["Tab", "Shift+Tab", "Escape", "Mod+t", "Mod+w", "Mod+n", "Mod+Shift+t", "Mod+Shift+w", "Mod+Shift+n"];

impl Keymap {
    /// The keys of a command, the one to show first.
    pub fn keys_of<'a>(&'a self, command: &'a Command) -> Vec<&'a str> {
        match self.0.get(command.id) {
            Some(chosen) => vec![&**chosen],
            None => command.keys.to_vec(),
        }
    }

    /// The key of a command that is shown, empty if it has none.
    pub fn key_of<'a>(&'a self, command: &'a Command) -> &'a str {
        self.0.get(command.id).map_or_else(|| command.keys.first().copied().unwrap_or(""), |chosen| &**chosen)
    }

    /// Whether a key is one of a command's.
    pub fn is_key_of(&self, command: &Command, key: &str) -> bool {
        match self.0.get(command.id) {
            Some(chosen) => **chosen == *key,
            None => command.keys.contains(&key),
        }
    }

    /// Whether nothing was chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a command has another key than its own.
    pub fn is_chosen(&self, id: &str) -> bool {
        self.0.contains_key(id)
    }

    /// The chosen keys by command.
    pub fn chosen(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(id, key)| (&**id, &**key))
    }

    /// With this key for a command instead of its others.
    pub fn with(&self, id: &str, key: &str) -> Keymap {
        let mut next = self.clone();
        next.0.insert(id.into(), key.into());
        next
    }

    /// With the command's own keys again.
    pub fn without(&self, id: &str) -> Keymap {
        let mut next = self.clone();
        next.0.remove(id);
        next
    }

    /// As one word without a space, for the preferences.
    pub fn write(&self) -> String {
        let entries = self.0.iter().map(|(id, key)| format!("{id}:{}", escaped(key)));
        entries.collect::<Vec<_>>().join(",")
    }

    /// Reads what [`Keymap::write`] wrote; what is no command's or no key is left out.
    pub fn read(word: &str) -> Keymap {
        let entries = word.split(',').filter_map(|entry| {
            let (id, key) = entry.split_once(':')?;
            Some((command::by_id(id)?.id.into(), unescaped(key)?.into()))
        });
        Keymap(entries.collect())
    }
}

/// Whether a key that is pressed in a text box is the box's. One that has nothing of its own to take back leaves that
/// to the page.
pub fn is_of_text_box(key: &str, can_take_back: impl Fn() -> bool) -> bool {
    match key {
        "Mod+k" | "Mod+s" => false,
        "Mod+z" | "Mod+Shift+z" | "Mod+y" => can_take_back(),
        _ => true,
    }
}

/// Gives a command a key, or its own keys back.
///
/// # Errors
/// A sentence for a person, where the key means something else at the same time, or never reaches the page.
pub fn rekeyed(session: &Session, command: &Command, key: Option<&str>) -> Result<Keymap, String> {
    let keymap = &session.prefs().keys;
    let next = key.map_or_else(|| keymap.without(command.id), |key| keymap.with(command.id, key));
    for key in next.keys_of(command) {
        if OF_THE_BROWSER.contains(&key) && command::by_id(command.id).is_none_or(|own| !own.keys.contains(&key)) {
            return Err("The browser keeps that key for itself. Press another one.".to_owned());
        }
        let mut others = command::all().filter(|other| other.id != command.id && meet(other.when, command.when));
        if let Some(other) = others.find(|other| next.is_key_of(other, key)) {
            return Err(format!("That key is taken by “{}”. Press another one.", other.name));
        }
        let mut labels = session.project().codebook.labels.iter();
        let is_for_labels = matches!(command.when, When::Selecting | When::Always);
        if let Some(label) = labels.find(|label| is_for_labels && key.chars().eq([label.key])) {
            return Err(format!("That key gives the label “{}”. Press another one.", label.name));
        }
    }
    Ok(next)
}

/// The command that has this key while words are selected, when letters give labels.
pub fn of_span_mode(session: &Session, key: &str) -> Option<&'static Command> {
    let keymap = &session.prefs().keys;
    let in_span_mode = |command: &&Command| matches!(command.when, When::Selecting | When::Always);
    command::all().filter(in_span_mode).find(|command| keymap.is_key_of(command, key))
}

/// Whether the keys of two commands work at the same time.
fn meet(one: When, other: When) -> bool {
    let in_text = |when: When| matches!(when, When::Reading | When::Browsing);
    one == When::Always || other == When::Always || one == other || (in_text(one) && in_text(other))
}

fn escaped(key: &str) -> String {
    let mut out = String::new();
    for c in key.chars() {
        if c.is_ascii_alphanumeric() || c == '+' {
            out.push(c);
        } else {
            out.push_str(&format!("%{:x}.", c as u32));
        }
    }
    out
}

fn unescaped(word: &str) -> Option<String> {
    let mut parts = word.split('%');
    let mut out = parts.next()?.to_owned();
    for part in parts {
        let (code, rest) = part.split_once('.')?;
        out.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
        out.push_str(rest);
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_box_keeps_its_keys_but_for_commands_and_what_it_cannot_take_back() {
        let is_of_box = |key: &str| [false, true].map(|can_take_back| is_of_text_box(key, || can_take_back));
        for key in ["Mod+k", "Mod+s"] {
            assert_eq!(is_of_box(key), [false, false], "{key}");
        }
        for key in ["Mod+z", "Mod+Shift+z", "Mod+y"] {
            assert_eq!(is_of_box(key), [false, true], "{key}");
        }
        for key in ["z", "k", "Mod+a", "Mod+c", "Mod+v", "Mod+x", "Enter", "ArrowLeft", "Escape"] {
            assert_eq!(is_of_box(key), [true, true], "{key}");
        }
    }

    #[test]
    fn chosen_keys_survive_and_nonsense_is_left_out() {
        let keymap =
            Keymap::default().with("next", "Mod+ArrowDown").with("undo", ",").with("advance", " ").with("find", "ж");
        assert_eq!(Keymap::read(&keymap.write()), keymap);
        assert!(!keymap.write().contains(' '));
        assert_eq!(Keymap::read("nothing:x,next:,next,undo:%zz.,redo:r"), Keymap::default().with("redo", "r"));
        assert_eq!(keymap.without("next").without("undo").without("advance").without("find"), Keymap::default());
    }
}
