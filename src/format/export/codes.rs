//! What an annotation says as one line of text, for formats that know labels and no fields.
//!
//! `sentiment=negative`, `stance=favor;holder=e:diaz;target=t:dam`, `v:frame=conflict`, `comment=…`: names and values
//! with `=`, parts with `;`. Those two, line ends and the backslash have a backslash before them inside a value, so a
//! line can be read back; so have the rarer characters at which Python ends a line (`\u2028`). An answer about an
//! article or a stretch ends with `;unit=article` or `;unit=span`. Values are those that annotations store, not what
//! the codebook calls them now: they do not change when somebody words them anew, and no two are the same.

use super::Sheet;
use crate::format::hash::sha256_hex;
use crate::model::{Body, EntityId, Holder, Lock, MentionAction, Target, Unit};
use std::fmt::Write;

/// The line of an annotation.
pub(super) fn line(sheet: &Sheet<'_>, body: &Body) -> String {
    line_with(body, &|id| sheet.scene.project.standing(id).clone())
}

/// The line of what is said where `standing` names what an entity was merged into.
pub(super) fn line_with(body: &Body, standing: &dyn Fn(&EntityId) -> EntityId) -> String {
    let mut out = String::new();
    match body {
        Body::Sentiment(value) => push(&mut out, "sentiment", value),
        Body::Stance { holder, target, position } => {
            push(&mut out, "stance", position);
            match holder {
                Holder::Entity(id) => push(&mut out, "holder", standing(id).as_str()),
                Holder::Outlet => push(&mut out, "holder", "outlet"),
                Holder::Unknown => push(&mut out, "holder", "unknown"),
            }
            match target {
                Target::Entity(id) => push(&mut out, "target", standing(id).as_str()),
                Target::Concept(id) => push(&mut out, "target", id.as_str()),
            }
        }
        Body::Span(label) => push(&mut out, "label", label.as_str()),
        Body::Variable { variable, unit, value } => {
            push(&mut out, variable.as_str(), value);
            // Most are said of sentences.
            if *unit != Unit::Sentence {
                push(&mut out, "unit", unit.name());
            }
        }
        Body::Comment(text) => push(&mut out, "comment", text),
        Body::Flag(text) => push(&mut out, "flag", text),
        Body::Mention { action, kind, entity } => {
            push(&mut out, "name", action_name(*action));
            push(&mut out, "kind", kind.as_str());
            if let Some(entity) = entity {
                push(&mut out, "entity", standing(entity).as_str());
            }
        }
        Body::Speaker(entity) => {
            push(&mut out, "speaker", entity.as_ref().map(standing).as_ref().map_or("", EntityId::as_str));
        }
        Body::Lock(lock) => push(&mut out, "lock", lock_name(*lock)),
    }
    out
}

/// The line of a stance by what its parts are called.
pub(super) fn stance_line(position: &str, holder: &str, target: &str) -> String {
    line_of(&[("stance", position), ("holder", holder), ("target", target)])
}

/// A line of these names and values.
pub(super) fn line_of(parts: &[(&str, &str)]) -> String {
    let mut out = String::new();
    parts.iter().for_each(|(name, part)| push(&mut out, name, part));
    out
}

/// Whether Python's `str.splitlines` ends a line there, by which many tools read files of lines.
pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A GUID that is the same for the same parts: the first 16 bytes of their SHA-256, marked as a UUID of one's own
/// making (version 8 of RFC 9562).
pub(super) fn guid(parts: &[&str]) -> String {
    let hex = sha256_hex(parts.join("\u{1f}").as_bytes());
    format!("{}-{}-8{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
}

/// As files name it.
pub(super) fn action_name(action: MentionAction) -> &'static str {
    match action {
        MentionAction::Add => "add",
        MentionAction::Remove => "remove",
        MentionAction::Retype => "retype",
        MentionAction::Link => "link",
    }
}

/// As files name it.
pub(super) fn lock_name(lock: Lock) -> &'static str {
    match lock {
        Lock::Locked => "locked",
        Lock::Reopened => "reopened",
    }
}

fn push(out: &mut String, name: &str, value: &str) {
    if !out.is_empty() {
        out.push(';');
    }
    escaped(out, name);
    out.push('=');
    escaped(out, value);
}

fn escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\\' | ';' | '=' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_line_end(c) => drop(write!(out, "\\u{:04x}", c as u32)),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_cannot_end_a_part() {
        let mut out = String::new();
        push(&mut out, "comment", "a=b; c\\\nd");
        push(&mut out, "x", "");
        push(&mut out, "y", "\u{2028}\u{b}");
        assert_eq!(out, "comment=a\\=b\\; c\\\\\\nd;x=;y=\\u2028\\u000b");
    }

    #[test]
    fn a_guid_is_a_uuid_and_hangs_on_its_parts() {
        let one = guid(&["a", "b"]);
        assert_eq!(one.len(), 36);
        assert_eq!((&one[14..15], &one[19..20]), ("8", "a"));
        assert_ne!(one, guid(&["ab"]));
    }
}
