//! XML written by hand: escaping, and what to do with characters that XML 1.0 has no place for.

use crate::text::Span;

/// A character that XML 1.0 allows (section 2.2). All others are one unit long in UTF-16 and one code point, as is the
/// character that takes their place, so no offset moves.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// What stands in a text for a character that XML cannot hold.
const INSTEAD: char = '\u{FFFD}';

/// The places of characters that XML cannot hold, in bytes.
pub(super) fn forbidden(text: &str) -> impl Iterator<Item = Span> + '_ {
    text.char_indices().filter(|(_, c)| !is_allowed(*c)).map(|(at, c)| Span::new(at, at + c.len_utf8()))
}

/// A text as XML holds it.
pub(super) fn held(text: &str) -> String {
    text.chars().map(|c| if is_allowed(c) { c } else { INSTEAD }).collect()
}

/// Appends text for an attribute or an element. White space other than a blank is written as a reference, since a
/// reader would make blanks of it in an attribute, and a line feed of a carriage return.
pub(super) fn push(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            c if is_allowed(c) => out.push(c),
            _ => out.push(INSTEAD),
        }
    }
}

/// Appends attributes, each behind a blank.
pub(super) fn attributes(out: &mut String, attributes: &[(&str, &str)]) {
    for (name, value) in attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        push(out, value);
        out.push('"');
    }
}

/// Appends an element without content.
pub(super) fn empty(out: &mut String, name: &str, given: &[(&str, &str)]) {
    out.push('<');
    out.push_str(name);
    attributes(out, given);
    out.push_str("/>");
}

/// Appends the tag that opens an element.
pub(super) fn open(out: &mut String, name: &str, given: &[(&str, &str)]) {
    out.push('<');
    out.push_str(name);
    attributes(out, given);
    out.push('>');
}

/// Appends an element with a text.
pub(super) fn element(out: &mut String, name: &str, given: &[(&str, &str)], text: &str) {
    open(out, name, given);
    push(out, text);
    close(out, name);
}

/// Appends the tag that closes an element.
pub(super) fn close(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_replaced_in_the_same_length() {
        let text = "a\u{1}b\u{FFFF} <&>\"\n\t\r😀";
        let mut out = String::new();
        push(&mut out, text);
        assert_eq!(out, "a\u{FFFD}b\u{FFFD} &lt;&amp;&gt;&quot;&#10;&#9;&#13;😀");
        assert_eq!(forbidden(text).collect::<Vec<_>>(), [Span::new(1, 2), Span::new(3, 6)]);
    }
}
