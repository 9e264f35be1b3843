//! What the styles of a document say of a paragraph: whether it is a title, a heading, a caption.
//!
//! A style's id is in the language of the program that made it (`berschrift1`), its name is not (`heading 1`).

use crate::format::encoding::decoded;
use crate::format::xml_events::{Node, Xml};
use crate::text::{Map, folded};

/// What a style is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Text,
    Title,
    Heading,
    Caption,
}

/// Styles by their ids.
pub(super) type Styles = Map<String, Style>;

/// Styles built on another are looked through so deep.
const MOST_BASES: usize = 16;

/// The styles of `styles.xml`; what is broken there leaves paragraphs without style.
pub(super) fn read(bytes: &[u8]) -> Styles {
    let (bytes, _) = decoded(bytes);
    let mut xml = Xml::new(&bytes);
    let mut found: Map<String, (Style, String)> = Map::new();
    let mut id = String::new();
    while let Ok(Some(node)) = xml.next() {
        let Node::Open(open) = node else { continue };
        if open.name == "style" {
            id = open.take("w:styleId");
            found.insert(id.clone(), (Style::Text, String::new()));
            continue;
        }
        let Some((style, base)) = found.get_mut(&id) else { continue };
        let value = open.get("w:val").unwrap_or("");
        match &*open.name {
            "name" => *style = of_name(value),
            "basedOn" => *base = value.to_owned(),
            "outlineLvl" if *style == Style::Text && is_level(value) => *style = Style::Heading,
            _ => {}
        }
    }
    found.keys().map(|id| (id.clone(), resolved(&found, id))).collect()
}

/// The style's own, or that of the first it is built on that has one.
fn resolved(found: &Map<String, (Style, String)>, id: &str) -> Style {
    let mut id = id;
    for _ in 0..MOST_BASES {
        match found.get(id) {
            Some((Style::Text, base)) => id = base,
            Some((style, _)) => return *style,
            None => break,
        }
    }
    Style::Text
}

/// The style of a paragraph that names this one: also in documents without a list of styles.
pub(super) fn style_of(styles: &Styles, id: &str) -> Style {
    styles.get(id).copied().unwrap_or_else(|| of_name(id))
}

/// Whether a paragraph of this outline level is a heading; 9 is running text.
pub(super) fn is_level(value: &str) -> bool {
    value.parse::<u8>().is_ok_and(|level| level < 9)
}

fn of_name(name: &str) -> Style {
    let name = folded(name);
    match &*name {
        "title" => Style::Title,
        "caption" => Style::Caption,
        "subtitle" => Style::Heading,
        _ if name.starts_with("heading") && name.ends_with(|c: char| c.is_ascii_digit()) => Style::Heading,
        _ => Style::Text,
    }
}
