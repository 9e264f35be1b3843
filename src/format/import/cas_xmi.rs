//! UIMA CAS XMI, as INCEpTION, dkpro-cassis and our own writer make it; a type system beside it says nothing more.
//!
//! An element's namespace is its package: `http:///webanno/custom.ecore` is `webanno.custom`. Lists that stand as
//! elements inside an annotation stay behind but for their first value.

use super::build::Builder;
use super::cas::{OWN, Structure, hand_in};
use super::{About, Input, Reader};
use crate::format::export::OffsetUnit;
use crate::format::unzip;
use crate::format::xml_events::{Node, Open, Xml};
use crate::text::Map;

pub(super) struct CasXmi;

/// So much of a file tells whether it is one.
const HEAD_BYTES: usize = 4096;

impl Reader for CasXmi {
    fn about(&self) -> &'static About {
        &About {
            id: "cas-xmi",
            name: "UIMA CAS XMI",
            unit: OffsetUnit::Utf16,
            brings: "annotations of custom layers and named entities as labels, texts of theirs as answers; of our own files every tag",
            leaves: "sentences, tokens, grammar, relations, links, numbers",
        }
    }

    fn recognise(&self, input: &Input<'_>) -> bool {
        let head = String::from_utf8_lossy(&input.bytes[..input.bytes.len().min(HEAD_BYTES)]);
        // In a zip the first file may stand as it is, and what is of the zip is of its files.
        !unzip::is_zip(input.bytes) && (head.contains("<xmi:XMI") || is_type_system(&head))
    }

    fn read(&self, input: &Input<'_>, into: &mut Builder) {
        let head = String::from_utf8_lossy(&input.bytes[..input.bytes.len().min(HEAD_BYTES)]);
        // What types there are is told again by what is of them.
        if is_type_system(&head) {
            return;
        }
        let (structures, fault) = structures(input.bytes);
        let is_ours = structures.iter().any(|of| {
            let is = |name: &str, start: &str| of.features.get(name).is_some_and(|value| value.starts_with(start));
            (of.kind.starts_with(OWN) && is("coder", "c:")) || is("documentId", "sha256:")
        });
        if let Some((line, what)) = fault {
            into.issue(Some(line), what, "What stands before it came in; export the document again.");
        }
        hand_in(structures, is_ours, into);
    }
}

fn is_type_system(head: &str) -> bool {
    head.contains("<typeSystemDescription")
}

/// All elements under the root, and where the file stopped being XML.
fn structures(bytes: &[u8]) -> (Vec<Structure>, Option<(u32, String)>) {
    let mut xml = Xml::new(bytes);
    let mut packages: Map<String, String> = Map::new();
    let mut all: Vec<Structure> = Vec::new();
    let (mut depth, mut inner) = (0, String::new());
    loop {
        match xml.next() {
            Ok(Some(Node::Open(open))) => {
                depth += 1;
                for (name, uri) in &open.attributes {
                    if let Some(prefix) = name.strip_prefix("xmlns:") {
                        let package = uri.trim_start_matches("http:///").trim_end_matches(".ecore").replace('/', ".");
                        packages.insert(prefix.to_owned(), package);
                    }
                }
                match depth {
                    2 => all.push(structure(open, &packages)),
                    // A second of a name is a list, of which the first stands for all.
                    3 if all.last().is_some_and(|of| of.features.contains_key(&open.name)) => {
                        inner = format!("@{}", open.name);
                    }
                    _ => inner = open.name,
                }
            }
            Ok(Some(Node::Text(text))) if depth == 3 => {
                if let Some(of) = all.last_mut() {
                    of.features.get_or_insert_with(inner.clone(), String::new).push_str(&text);
                }
            }
            Ok(Some(Node::Text(_) | Node::Instruction(..))) => {}
            Ok(Some(Node::Close(_))) => depth -= 1,
            Ok(None) => return (all, None),
            Err(fault) => return (all, Some(fault)),
        }
    }
}

fn structure(open: Open, packages: &Map<String, String>) -> Structure {
    let package = packages.get(&open.prefix).map_or("", String::as_str);
    // Types without a package are in one that says so.
    let package = package.trim_start_matches("noNamespace");
    let kind = if package.is_empty() { open.name.clone() } else { format!("{package}.{}", open.name) };
    let mut id = String::new();
    let mut features: Map<String, String> = Map::new();
    for (name, value) in open.attributes {
        match name.as_str() {
            "xmi:id" => id = value,
            "sofa" => drop(features.insert("@sofa".to_owned(), value)),
            _ => drop(features.insert(name, value)),
        }
    }
    Structure { id, kind, features }
}
