//! JSON as our own files use it: the fields of an object as they stand, and an object written in a fixed order.
//!
//! Reading goes one object at a time: a row that is wrong leaves its neighbours alone, and a
//! field that nobody asked for is kept word for word. No tree of values is built, so a text of
//! megabytes is copied once. Writing appends to one string.

use super::raw::{Raw, object};
use crate::text::order;
use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

/// A value that is not what its place asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bad {
    /// Such as `annotations[3].start`; empty for the value that was read itself.
    pub(crate) path: String,
    /// What the place asks for, such as `a whole number`.
    pub(crate) expected: String,
    /// Where the value stands in memory; less the address of the file's first byte it is a byte offset.
    pub(crate) address: usize,
}

impl Bad {
    /// About this value.
    pub(crate) fn at(raw: Raw<'_>, expected: impl Into<String>) -> Bad {
        Bad { path: String::new(), expected: expected.into(), address: raw.get().as_ptr() as usize }
    }

    /// The same, seen from the object or list that holds it.
    pub(crate) fn under(mut self, parent: &str) -> Bad {
        let dot = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{parent}{dot}{}", self.path);
        self
    }
}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path.is_empty() { "value" } else { &self.path };
        write!(f, "{path}: expected {}", self.expected)
    }
}

/// The fields of one object that were not taken yet, in the file's order.
#[derive(Debug)]
pub(crate) struct Fields<'a> {
    fields: Vec<(Cow<'a, str>, Raw<'a>)>,
    address: usize,
}

impl<'a> Fields<'a> {
    /// The fields of the object that `raw` is.
    pub(crate) fn of(raw: Raw<'a>) -> Result<Fields<'a>, Bad> {
        let fields = raw.fields().ok_or_else(|| Bad::at(raw, "an object"))?;
        Ok(Fields { fields, address: raw.get().as_ptr() as usize })
    }

    /// The fields of an object's text; none for an empty text.
    pub(crate) fn of_text(text: &'a str) -> Fields<'a> {
        Fields { fields: object(text).unwrap_or_default(), address: text.as_ptr() as usize }
    }

    /// Takes a field; `null` counts as absent. Of two of one name the last counts, as in most readers.
    pub(crate) fn take(&mut self, name: &str) -> Option<Raw<'a>> {
        let mut found = None;
        // A field that is asked for is nearly always the next one, so this rarely moves anything.
        while let Some(ix) = self.fields.iter().position(|(key, _)| key == name) {
            found = Some(self.fields.remove(ix).1);
        }
        found.filter(|raw| raw.get() != "null")
    }

    /// Takes a field that has to be there.
    pub(crate) fn need(&mut self, name: &str, expected: &str) -> Result<Raw<'a>, Bad> {
        let address = self.address;
        self.take(name).ok_or_else(|| Bad {
            path: name.to_string(),
            expected: format!("{expected}, found nothing"),
            address,
        })
    }

    /// Takes a string; `None` if it is absent.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<Cow<'a, str>>, Bad> {
        self.take(name).map(|raw| text_of(raw).map_err(|bad| bad.under(name))).transpose()
    }

    /// Takes a string that has to be there.
    pub(crate) fn need_text(&mut self, name: &str) -> Result<Cow<'a, str>, Bad> {
        text_of(self.need(name, "a string")?).map_err(|bad| bad.under(name))
    }

    /// Takes a string that is empty where absent.
    pub(crate) fn text_or_empty(&mut self, name: &str) -> Result<Rc<str>, Bad> {
        Ok(self.text(name)?.unwrap_or_default().into())
    }

    /// Takes a whole number from 0 to 2³² - 1; `None` if it is absent.
    pub(crate) fn number(&mut self, name: &str) -> Result<Option<u32>, Bad> {
        let read = |raw: Raw<'_>| raw.get().parse().map_err(|_| Bad::at(raw, "a whole number").under(name));
        self.take(name).map(read).transpose()
    }

    /// Takes a list; empty if it is absent.
    pub(crate) fn list(&mut self, name: &str) -> Result<Vec<Raw<'a>>, Bad> {
        let read = |raw: Raw<'a>| raw.items().ok_or_else(|| Bad::at(raw, "a list").under(name));
        self.take(name).map_or(Ok(Vec::new()), read)
    }

    /// Takes a list of strings; empty if it is absent.
    pub(crate) fn texts(&mut self, name: &str) -> Result<Vec<Rc<str>>, Bad> {
        let read =
            |(ix, raw): (usize, Raw<'a>)| text_of(raw).map(Rc::from).map_err(|bad| bad.under(&format!("{name}[{ix}]")));
        self.list(name)?.into_iter().enumerate().map(read).collect()
    }

    /// Takes an object; `None` if it is absent.
    pub(crate) fn object(&mut self, name: &str) -> Result<Option<Fields<'a>>, Bad> {
        self.take(name).map(|raw| Fields::of(raw).map_err(|bad| bad.under(name))).transpose()
    }

    /// A complaint about the object itself.
    pub(crate) fn bad(&self, expected: impl Into<String>) -> Bad {
        Bad { path: String::new(), expected: expected.into(), address: self.address }
    }

    /// The fields nobody took, as an object's text with sorted names and no white space; empty if none.
    pub(crate) fn rest(self) -> Rc<str> {
        self.rest_with(&[])
    }

    /// [`Fields::rest`] with further fields, which stand for leftovers of nested objects.
    pub(crate) fn rest_with(self, nested: &[(&str, &str)]) -> Rc<str> {
        let mut all: Vec<(&str, String)> = self.fields.iter().map(|(key, raw)| (&**key, minified(raw.get()))).collect();
        all.extend(nested.iter().filter(|(_, json)| !json.is_empty()).map(|(key, json)| (*key, json.to_string())));
        if all.is_empty() {
            return "".into();
        }
        order::sort(&mut all);
        let mut out = String::new();
        let mut object = Object::open(&mut out);
        for (key, json) in &all {
            object.raw(key, json);
        }
        object.close();
        out.into()
    }

    /// The names and values left, in the file's order.
    pub(crate) fn into_pairs(self) -> impl Iterator<Item = (Cow<'a, str>, Raw<'a>)> {
        self.fields.into_iter()
    }
}

/// The string that `raw` is.
pub(crate) fn text_of(raw: Raw<'_>) -> Result<Cow<'_, str>, Bad> {
    raw.text().ok_or_else(|| Bad::at(raw, "a string"))
}

/// The same JSON without white space between its parts.
pub(crate) fn minified(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut is_in_string, mut is_escaped) = (false, false);
    for c in json.chars() {
        if !is_in_string && matches!(c, ' ' | '\n' | '\r' | '\t') {
            continue;
        }
        out.push(c);
        is_in_string ^= c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
    }
    out
}

/// An object being written; fields come out in the order of the calls.
pub(crate) struct Object<'o> {
    out: &'o mut String,
    separator: &'static str,
}

impl<'o> Object<'o> {
    /// Begins an object at the end of `out`.
    pub(crate) fn open(out: &'o mut String) -> Object<'o> {
        Object { out, separator: "{" }
    }

    /// Begins a field and answers where its value goes.
    pub(crate) fn field(&mut self, name: &str) -> &mut String {
        self.out.push_str(self.separator);
        self.separator = ",";
        push_text(self.out, name);
        self.out.push(':');
        self.out
    }

    /// A string.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        push_text(self.field(name), value);
    }

    /// A whole number.
    pub(crate) fn number(&mut self, name: &str, value: u32) {
        let out = self.field(name);
        push_number(out, value);
    }

    /// A value that is JSON already.
    pub(crate) fn raw(&mut self, name: &str, json: &str) {
        self.field(name).push_str(json);
    }

    /// A list of strings.
    pub(crate) fn texts(&mut self, name: &str, values: &[Rc<str>]) {
        push_list(self.field(name), values, |out, value| push_text(out, value));
    }

    /// The fields of an object's text, except those named, which stand for leftovers of nested objects.
    pub(crate) fn extra_but(&mut self, extra: &str, nested: &[&str]) {
        for (name, raw) in Fields::of_text(extra).into_pairs() {
            if !nested.contains(&&*name) {
                self.raw(&name, raw.get());
            }
        }
    }

    /// The fields of an object's text.
    pub(crate) fn extra(&mut self, extra: &str) {
        self.extra_but(extra, &[]);
    }

    /// Ends the object.
    pub(crate) fn close(self) {
        self.out.push_str(if self.separator == "{" { "{}" } else { "}" });
    }
}

/// Appends a list, its items written by `push`.
pub(crate) fn push_list<T>(out: &mut String, items: &[T], mut push: impl FnMut(&mut String, &T)) {
    out.push('[');
    for (ix, item) in items.iter().enumerate() {
        if ix > 0 {
            out.push(',');
        }
        push(out, item);
    }
    out.push(']');
}

/// Appends a JSON string. Escapes what RFC 8259 requires and nothing else.
pub(crate) fn push_text(out: &mut String, text: &str) {
    out.push('"');
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[copied..at]);
        copied = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                out.push_str("\\u00");
                for nibble in [byte >> 4, byte & 15] {
                    out.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
                }
            }
        }
    }
    out.push_str(&text[copied..]);
    out.push('"');
}

/// Appends a whole number.
pub(crate) fn push_number(out: &mut String, value: u32) {
    use fmt::Write;
    // Writing to a string cannot fail.
    let _ = write!(out, "{value}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_come_back_whatever_they_hold() {
        for text in
            ["", "plain", "a \"quoted\" \\ back\\slash", "tab\t line\r\n \u{1} \u{1f} \u{7f}", "😀 Díaz \u{2028}"]
        {
            let mut json = String::new();
            push_text(&mut json, text);
            let raw = Raw::of(&json).expect("valid JSON");
            assert_eq!(text_of(raw).as_deref(), Ok(text), "{json}");
        }
    }

    #[test]
    fn untaken_fields_are_kept_word_for_word_and_sorted() {
        let mut fields = Fields::of_text(r#"{ "z": [1.50, {"k" : "a \" b"}], "known": 3, "a": 1e400 }"#);
        assert_eq!(fields.number("known"), Ok(Some(3)));
        assert_eq!(&*fields.rest(), r#"{"a":1e400,"z":[1.50,{"k":"a \" b"}]}"#);
    }

    #[test]
    fn a_wrong_value_names_its_place() {
        let json = r#"{"span": {"start": "three"}}"#;
        let mut span = Fields::of_text(json).object("span").expect("an object").expect("is there");
        let bad = span.number("start").expect_err("a string is no number").under("span").under("annotations[3]");
        assert_eq!(bad.to_string(), "annotations[3].span.start: expected a whole number");
        assert_eq!(bad.address - json.as_ptr() as usize, 19);
        assert!(Fields::of_text(r#"{"quote": null}"#).need_text("quote").is_err());
    }
}
