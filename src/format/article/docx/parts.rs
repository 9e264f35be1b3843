//! Which file of a document holds what: the main part by the document's own list, and its properties.

use crate::format::article::Metadata;
use crate::format::encoding::decoded;
use crate::format::xml_events::{Node, Xml};
use crate::text::Map;

/// Where the main part is in all documents but the odd one.
pub(super) const USUAL: &str = "word/document.xml";

/// The main part: where the list of relations says, else where it usually is, else anything called so.
pub(super) fn main_path(contents: &Map<String, Vec<u8>>) -> Option<String> {
    let said = contents.get("_rels/.rels").and_then(|bytes| main_of(bytes));
    let known = |path: &String| contents.contains_key(path);
    let other = || contents.keys().find(|path| path.ends_with("/document.xml")).cloned();
    said.filter(known).or_else(|| Some(USUAL.to_owned()).filter(known)).or_else(other)
}

fn main_of(bytes: &[u8]) -> Option<String> {
    let (bytes, _) = decoded(bytes);
    let mut xml = Xml::new(&bytes);
    while let Ok(Some(node)) = xml.next() {
        let Node::Open(open) = node else { continue };
        let is_main = open.get("Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
        if open.name == "Relationship" && is_main {
            return open.get("Target").map(|target| target.trim_start_matches('/').to_owned());
        }
    }
    None
}

/// Title, author, language and the day when it was made, as far as the document says them.
pub(super) fn properties(contents: &Map<String, Vec<u8>>) -> Metadata {
    let mut metadata = Metadata::default();
    let Some(bytes) = contents.get("docProps/core.xml") else { return metadata };
    let (bytes, _) = decoded(bytes);
    let mut xml = Xml::new(&bytes);
    let mut name = String::new();
    while let Ok(Some(node)) = xml.next() {
        match node {
            Node::Open(open) => name = open.name,
            Node::Close(_) => name.clear(),
            Node::Text(text) => {
                let place = match &*name {
                    "title" => &mut metadata.title,
                    "creator" => &mut metadata.author,
                    "created" => &mut metadata.date,
                    "language" => &mut metadata.lang,
                    _ => continue,
                };
                place.push_str(&text);
            }
            Node::Instruction(..) => {}
        }
    }
    for value in [&mut metadata.title, &mut metadata.author, &mut metadata.lang] {
        *value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    metadata.date = metadata.date.trim().chars().take_while(|c| *c != 'T').collect();
    metadata
}
