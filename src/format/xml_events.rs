//! XML of other tools as a row of events: elements open, hold text, and close.
//!
//! Nothing recurses, nothing is fetched, and of entities only the five that XML itself has and references to characters
//! are known: a declaration that makes others is passed over, and what names them is an error. Elements' names come
//! without their prefix. Depth and what one element may carry are bounded, since a file is whatever somebody sends.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::borrow::Cow;

/// Elements stand in each other no deeper than this.
const MOST_DEPTH: usize = 256;

/// An element has no more attributes than this.
const MOST_ATTRIBUTES: usize = 256;

/// One step of a file.
#[derive(Debug)]
pub(crate) enum Node {
    /// An element begins; one without content closes at once.
    Open(Open),
    /// Text, with references resolved and line ends as line feeds.
    Text(String),
    /// The element of this name ends.
    Close(String),
    /// An instruction to a program: which, and what.
    Instruction(String, String),
}

/// The beginning of an element.
#[derive(Debug, Default)]
pub(crate) struct Open {
    /// What stands before the colon; empty if there is none.
    pub(crate) prefix: String,
    /// Without its prefix.
    pub(crate) name: String,
    /// In the order of the file, with their prefixes, values resolved.
    pub(crate) attributes: Vec<(String, String)>,
}

impl Open {
    /// The value of an attribute.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// A copy of the value; empty if there is none.
    pub(crate) fn take(&self, name: &str) -> String {
        self.get(name).unwrap_or_default().to_owned()
    }
}

/// A line and what is wrong there.
pub(crate) type Fault = (u32, String);

/// A file on the way through.
pub(crate) struct Xml<'a> {
    text: Result<&'a str, usize>,
    reader: Reader<&'a [u8]>,
    depth: usize,
    /// The end of an element without content.
    closing: Option<String>,
    counted: (usize, u32),
}

impl<'a> Xml<'a> {
    /// From the top.
    pub(crate) fn new(bytes: &'a [u8]) -> Xml<'a> {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|error| error.valid_up_to());
        let reader = Reader::from_str(text.unwrap_or_default());
        Xml { text, reader, depth: 0, closing: None, counted: (0, 1) }
    }

    /// The 1-based line that was come to.
    pub(crate) fn line(&mut self) -> u32 {
        let text = self.text.unwrap_or_default();
        let at = (self.reader.buffer_position() as usize).min(text.len());
        let (from, line) = self.counted;
        let line = line + text.as_bytes()[from.min(at)..at].iter().filter(|byte| **byte == b'\n').count() as u32;
        self.counted = (at.max(from), line);
        line
    }

    /// The next step; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Node>, Fault> {
        if let Some(name) = self.closing.take() {
            return Ok(Some(Node::Close(name)));
        }
        if let Err(at) = self.text {
            return Err((1, format!("expected UTF-8, but byte {at} is something else")));
        }
        loop {
            let event = match self.reader.read_event() {
                Ok(event) => event,
                Err(error) => return Err((self.line(), format!("not XML: {error}"))),
            };
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > MOST_DEPTH {
                        return Err((self.line(), format!("elements stand more than {MOST_DEPTH} deep in each other")));
                    }
                    return self.open(&start).map(|open| Some(Node::Open(open)));
                }
                Event::Empty(start) => {
                    let open = self.open(&start)?;
                    self.closing = Some(open.name.clone());
                    return Ok(Some(Node::Open(open)));
                }
                Event::End(end) => {
                    self.depth = self.depth.saturating_sub(1);
                    let (_, name) = parted(end.name().as_ref());
                    return Ok(Some(Node::Close(name)));
                }
                Event::Text(text) => return Ok(Some(Node::Text(text.xml10_content().into_owned()))),
                Event::CData(text) => return Ok(Some(Node::Text(text.xml10_content().into_owned()))),
                Event::GeneralRef(reference) => {
                    let text = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(c.to_string()),
                        _ => predefined(&reference).map(str::to_owned),
                    };
                    let unknown = || format!("the reference &{}; is not known", &*reference);
                    return text
                        .map(|text| Some(Node::Text(text)))
                        .ok_or_else(unknown)
                        .map_err(|what| (self.line(), what));
                }
                Event::Eof if self.depth > 0 => {
                    return Err((self.line(), "it ends before its last element does".to_owned()));
                }
                Event::Eof => return Ok(None),
                Event::PI(instruction) => {
                    let text: &str = &instruction;
                    let (program, rest) = text.split_once(' ').unwrap_or((text, ""));
                    let rest = quick_xml::escape::unescape(rest).map_err(|error| (self.line(), error.to_string()))?;
                    return Ok(Some(Node::Instruction(program.to_owned(), rest.into_owned())));
                }
                Event::Comment(_) | Event::Decl(_) | Event::DocType(_) => {}
            }
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<Open, Fault> {
        let (prefix, name) = parted(start.name().as_ref());
        let mut open = Open { prefix, name, attributes: Vec::new() };
        for attribute in start.attributes() {
            if open.attributes.len() == MOST_ATTRIBUTES {
                return Err((self.line(), format!("an element has more than {MOST_ATTRIBUTES} attributes")));
            }
            let attribute = attribute.map_err(|error| (self.line(), format!("not XML: {error}")))?;
            let value: Cow<'_, str> = attribute
                .normalized_value(XmlVersion::Implicit1_0)
                .map_err(|error| (self.line(), format!("not XML: {error}")))?;
            open.attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        Ok(open)
    }
}

/// What stands before the colon of a name, and what behind it.
fn parted(name: &str) -> (String, String) {
    let (prefix, name) = name.split_once(':').unwrap_or(("", name));
    (prefix.to_owned(), name.to_owned())
}

fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Result<String, Fault> {
        let mut xml = Xml::new(text.as_bytes());
        let mut out = String::new();
        while let Some(node) = xml.next()? {
            match node {
                Node::Open(open) => out.push_str(&format!("<{} {:?}>", open.name, open.attributes)),
                Node::Text(text) => out.push_str(&text),
                Node::Close(name) => out.push_str(&format!("</{name}>")),
                Node::Instruction(program, what) => out.push_str(&format!("<?{program} {what}?>")),
            }
        }
        Ok(out)
    }

    #[test]
    fn events_come_in_order_with_references_resolved() {
        let found = told("<?xml version=\"1.0\"?><a:b x:c=\"1&#10;&amp;\n2\">t&lt;<![CDATA[<]]>&#233;<d/></a:b>");
        assert_eq!(found, Ok("<b [(\"x:c\", \"1\\n& 2\")]>t<<é<d []></d></b>".to_owned()));
    }

    #[test]
    fn nothing_is_expanded_and_nothing_is_too_deep() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]><a>&b;&c;</a>";
        assert!(told(bomb).is_err_and(|(line, what)| line == 1 && what.contains("&b;")));
        assert!(told(&"<a>".repeat(1 << 20)).is_err_and(|(_, what)| what.contains("256 deep")));
        assert!(told("<a>\n<b></a>").is_err_and(|(line, _)| line == 2));
        assert!(told("<a>\n").is_err_and(|(_, what)| what.contains("before its last element")));
    }
}
