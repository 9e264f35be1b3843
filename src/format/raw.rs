//! A value of a JSON text as it stands, and what is in it one level down.
//!
//! `serde_json` says whether a text is JSON, once and for the whole text. Taking valid JSON apart needs no more than
//! finding where values end; doing that here keeps the deserialiser for all types, with its floating point numbers
//! and their messages, out of the page: with the table of `text::case`, 17 KB of the download.

use serde_json::value::RawValue;
use std::borrow::Cow;

/// One JSON value, without white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Raw<'a>(&'a str);

impl<'a> From<&'a RawValue> for Raw<'a> {
    fn from(value: &'a RawValue) -> Raw<'a> {
        Raw(value.get())
    }
}

impl<'a> Raw<'a> {
    /// The value that a whole text is.
    pub(crate) fn of(text: &'a str) -> Result<Raw<'a>, serde_json::Error> {
        serde_json::from_str::<&RawValue>(text).map(Raw::from)
    }

    /// As it stands in the text.
    pub(crate) fn get(self) -> &'a str {
        self.0
    }

    /// The string it is, borrowed where it has no escapes; `None` for another value and for half a surrogate pair.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        unescaped(self.0.strip_prefix('"')?.strip_suffix('"')?)
    }

    /// The values of a list.
    pub(crate) fn items(self) -> Option<Vec<Raw<'a>>> {
        let mut rest = self.0.strip_prefix('[')?.trim_start();
        let mut items = Vec::new();
        while !rest.starts_with(']') {
            items.push(value(&mut rest)?);
        }
        Some(items)
    }

    /// The fields of an object, in the text's order.
    pub(crate) fn fields(self) -> Option<Vec<(Cow<'a, str>, Raw<'a>)>> {
        object(self.0)
    }
}

/// The fields of an object's text; `None` if it is none.
pub(crate) fn object(text: &str) -> Option<Vec<(Cow<'_, str>, Raw<'_>)>> {
    let mut rest = text.trim_start().strip_prefix('{')?.trim_start();
    let mut fields = Vec::new();
    while !rest.starts_with('}') {
        let name = value(&mut rest)?;
        fields.push((name.text()?, value(&mut rest)?));
    }
    Some(fields)
}

/// Takes the value at the start of `rest`, and the comma or colon behind it.
fn value<'a>(rest: &mut &'a str) -> Option<Raw<'a>> {
    let end = end_of(rest.as_bytes())?;
    let (taken, after) = rest.split_at(end);
    let after = after.trim_start();
    *rest = after.strip_prefix([',', ':']).unwrap_or(after).trim_start();
    Some(Raw(taken))
}

/// Length of the value at the start of `text` in bytes; `None` if it does not end.
fn end_of(text: &[u8]) -> Option<usize> {
    let mut depth = 0;
    let mut at = 0;
    loop {
        match text.get(at)? {
            b'"' => {
                at += 1;
                while *text.get(at)? != b'"' {
                    at += if text[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' if depth > 0 => {
                depth -= 1;
                at += 1;
            }
            b'}' | b']' => return None,
            // A number, or a word; inside a list or an object also what is between values.
            _ if depth > 0 => at += 1,
            _ => {
                let is_end = |byte: &u8| matches!(byte, b',' | b':' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t');
                let end = text[at..].iter().position(is_end).map_or(text.len(), |n| at + n);
                return (end > at).then_some(end);
            }
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

/// What is between a string's quotation marks, with its escapes read (RFC 8259, section 7).
fn unescaped(inner: &str) -> Option<Cow<'_, str>> {
    if !inner.contains('\\') {
        return Some(Cow::Borrowed(inner));
    }
    let mut out = String::with_capacity(inner.len());
    let mut parts = inner.split('\\');
    out.push_str(parts.next()?);
    while let Some(part) = parts.next() {
        let Some(&escape) = part.as_bytes().first() else {
            // Two in a row: the part behind them is plain.
            out.push('\\');
            out.push_str(parts.next()?);
            continue;
        };
        if escape != b'u' {
            out.push(match escape {
                b'b' => '\u{8}',
                b'f' => '\u{c}',
                b'n' => '\n',
                b'r' => '\r',
                b't' => '\t',
                b'"' | b'/' => escape.into(),
                _ => return None,
            });
            out.push_str(&part[1..]);
            continue;
        }
        let high = unit(part)?;
        let (code, part) = if (0xd800..0xdc00).contains(&high) {
            // The other half follows at once.
            let part = parts.next().filter(|_| part.len() == 5)?;
            let low = unit(part).filter(|low| (0xdc00..0xe000).contains(low))?;
            (0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00), part)
        } else {
            (high, part)
        };
        out.push(char::from_u32(code)?);
        out.push_str(&part[5..]);
    }
    Some(Cow::Owned(out))
}

/// The number in `uXXXX`.
fn unit(part: &str) -> Option<u32> {
    u32::from_str_radix(part.strip_prefix('u')?.get(..4)?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_read_as_the_library_reads_them() {
        for json in [
            r#""""#,
            r#""plain""#,
            r#""a \"b\" \\ \/ \b\f\n\r\t""#,
            r#""\\\\n\\""#,
            r#""\u0041\u00e9\u20ac and \ud83d\ude00!""#,
            r#""\ud83d""#,
            r#""\ud83dx\ude00""#,
            r#""\ude00""#,
            r#""\ud83d\n""#,
            "3",
            "null",
            "[\"a\"]",
        ] {
            let raw = Raw::of(json).expect("valid JSON");
            assert_eq!(raw.text().map(Cow::into_owned), serde_json::from_str::<String>(json).ok(), "{json}");
        }
    }

    #[test]
    fn values_end_where_the_library_ends_them() {
        for json in [
            "[]",
            "[ ]",
            r#"[1,-2.5e3 , true,null, "a,]\"" ,{"b":[1,{}],"c":"}"},[[],[ ]]]"#,
            "{}",
            r#"{ "a" : 1 , "b\u0020" :[1, 2],"c":{"d":"\\"}, "a":"" }"#,
            "3",
        ] {
            let raw = Raw::of(json).expect("valid JSON");
            let items = serde_json::from_str::<Vec<&RawValue>>(json).ok();
            assert_eq!(raw.items(), items.map(|items| items.into_iter().map(Raw::from).collect()), "{json}");
            let fields = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(json).ok();
            let read = |(name, raw): &(Cow<'_, str>, Raw<'_>)| {
                (name.to_string(), serde_json::from_str::<serde_json::Value>(raw.get()).expect("valid JSON"))
            };
            assert_eq!(raw.fields().map(|fields| fields.iter().map(read).collect()), fields, "{json}");
        }
    }

    #[test]
    fn what_is_no_json_is_refused_without_a_panic() {
        for text in
            ["", "{", "{\"a", "{\"a\":", "{\"a\":]", "{]", "{\"a\" 1", "{a:1}", "{\"\\", "{\"a\":\"\\\"}", "{1:2}"]
        {
            assert_eq!(object(text), None, "{text}");
        }
        for inner in ["\\", "\\x", "\\u12", "\\u12é", "\\ud800\\u12"] {
            assert_eq!(unescaped(inner), None, "{inner}");
        }
    }
}
