//! The codebook of a new project as a table of Rust, for `src/format/bundled_codebook.rs`.

use crate::format::raw::Raw;
use crate::format::wire::codebook::read_codebook;
use crate::model::{Codebook, Concept, Label, Scale, Variable, Words};
use crate::text::Map;
use std::fmt::Debug;
use std::rc::Rc;

/// The table from the file's text.
pub(crate) fn table(json: &str) -> Result<String, String> {
    let mut bads = Vec::new();
    let raw = Raw::of(json).map_err(|error| error.to_string())?;
    let book = read_codebook(raw, &mut bads).map_err(|bad| bad.to_string())?;
    match bads.first() {
        Some(bad) => Err(bad.to_string()),
        None => Ok(written(&book)),
    }
}

/// The table of a codebook.
pub(crate) fn written(book: &Codebook) -> String {
    let Codebook { version, name, guidelines, extra, .. } = book;
    format!(
        "static BOOK: Book = Book {{ version: {version}, name: {name:?}, guidelines: {guidelines:?}, extra: {extra:?}, \
         sentiment: {}, positions: {}, position_words: {}, targets: {}, labels: {}, variables: {} }};\n",
        scale(&book.sentiment),
        texts(&book.positions),
        words(&book.position_words),
        list(&book.targets, target),
        list(&book.labels, label),
        list(&book.variables, variable),
    )
}

fn target(Concept { id, name, guideline, entity, group, examples }: &Concept) -> String {
    let entity = entity.as_ref().map(|id| id.as_str());
    format!(
        "TargetRow {{ id: {:?}, name: {name:?}, guideline: {guideline:?}, entity: {entity:?}, group: {group:?}, \
         examples: {} }}",
        id.as_str(),
        texts(examples)
    )
}

fn label(Label { id, name, guideline, key, parent, hue }: &Label) -> String {
    let parent = parent.as_ref().map(|id| id.as_str());
    format!(
        "LabelRow {{ id: {:?}, name: {name:?}, guideline: {guideline:?}, key: {key:?}, parent: {parent:?}, hue: {hue} }}",
        id.as_str()
    )
}

fn variable(Variable { id, name, guideline, unit, scale: values }: &Variable) -> String {
    format!(
        "VariableRow {{ id: {:?}, name: {name:?}, guideline: {guideline:?}, unit: Unit::{unit:?}, scale: {} }}",
        id.as_str(),
        values.as_ref().map_or("None".to_owned(), |values| format!("Some({})", scale(values)))
    )
}

fn scale(Scale { kind, values, words: said }: &Scale) -> String {
    format!("ScaleRow {{ kind: ScaleKind::{kind:?}, values: {}, words: {} }}", texts(values), words(said))
}

fn words(Words { names, guidelines }: &Words) -> String {
    let map = |map: &Map<Rc<str>, Rc<str>>| list(&map.iter().collect::<Vec<_>>(), debug);
    format!("[{}, {}]", map(names), map(guidelines))
}

fn texts(texts: &[Rc<str>]) -> String {
    list(texts, debug)
}

fn debug(value: &impl Debug) -> String {
    format!("{value:?}")
}

fn list<T>(items: &[T], item: impl Fn(&T) -> String) -> String {
    format!("&[{}]", items.iter().map(item).collect::<Vec<_>>().join(", "))
}
