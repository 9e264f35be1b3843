//! REFI-QDA 1.0: the codebook, alone as `.qdc` and as a part of the project.

use super::book::{Book, Value};
use super::codes::guid;
use super::{About, Form, OffsetUnit, Out, Run, Scene, Sheet, Writer, xml};
use crate::text::{Map, Set};
use std::rc::Rc;

/// The codebook file.
pub(super) static CODEBOOK: CodebookFile = CodebookFile;

pub(super) struct CodebookFile;

impl Writer for CodebookFile {
    fn about(&self) -> &About {
        &About {
            id: "refi-codebook",
            name: "REFI-QDA codebook (.qdc)",
            extension: "qdc",
            media_type: "application/xml",
            tools: "NVivo, MAXQDA, ATLAS.ti, QualCoder, Taguette, Quirkos",
            unit: OffsetUnit::None,
            form: Form::One,
            holds: "Scales, positions, targets, labels and variables as nested codes with their guidelines",
            losses: &["articles and tags", "keys and hues", "whether a scale has an order"],
        }
    }

    fn has_articles(&self) -> bool {
        false
    }

    fn start<'p>(&'p self, scene: Scene<'p>) -> Box<dyn Run + 'p> {
        Box::new(CodebookRun { scene })
    }
}

struct CodebookRun<'p> {
    scene: Scene<'p>,
}

impl Run for CodebookRun<'_> {
    fn article(&mut self, sheet: &Sheet<'_>, out: &mut Out) {
        for (_, annotation) in sheet.all() {
            out.lost(annotation, "a codebook holds no tags");
        }
    }

    fn end(&mut self, out: &mut Out) {
        let origin = format!("Standpoint {}", self.scene.version);
        out.text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml::open(&mut out.text, "CodeBook", &[("xmlns", "urn:QDA-XML:codebook:1.0"), ("origin", &origin)]);
        codes(self.scene, &Map::new(), &mut out.text);
        out.text.push_str("</CodeBook>\n");
        meanings(self.scene, &Map::new(), &mut out.text);
        out.report.records = 1;
    }
}

/// The code of a value: `of` is the group that it stands in.
pub(super) fn code(of: &str, value: &str) -> String {
    guid(&["code", of, value])
}

/// Appends all codes. `things` are holders and targets that tags name: name by group and id.
pub(super) fn codes(scene: Scene<'_>, things: &Map<(&'static str, Rc<str>), Rc<str>>, out: &mut String) {
    let book = Book::of(scene.project);
    out.push_str("<Codes>\n");
    group(out, "sentiment", "Sentiment", "", |out| values(out, "sentiment", &book.sentiments));
    group(out, "position", "Position", "", |out| values(out, "position", &book.positions));
    group(out, "holder", "Holder", "", |out| of_things(out, "holder", things, &Map::new()));
    group(out, "target", "Target", "", |out| {
        let mut known: Map<Rc<str>, (Rc<str>, Rc<str>)> = Map::new();
        for target in &scene.project.codebook.targets {
            let id: Rc<str> = target.entity.as_ref().map_or(target.id.as_str(), |id| id.as_str()).into();
            known.insert(id, (target.name.clone(), target.guideline.clone()));
        }
        of_things(out, "target", things, &known);
    });
    group(out, "label", "Label", "", |out| {
        for label in book.labels.iter().filter(|label| label.parent.is_none()) {
            group(out, &code_key("label", label.id.as_str()), &label.name, &label.guideline, |out| {
                for kind in book.labels.iter().filter(|kind| kind.parent.as_ref() == Some(&label.id)) {
                    leaf(out, "label", kind.id.as_str(), &kind.name, &kind.guideline);
                }
            });
        }
        // A parent that is not there any more leaves its labels at the top.
        let has_parent = |id: &crate::model::LabelId| book.labels.iter().any(|label| label.id == *id);
        for label in book.labels.iter().filter(|label| label.parent.as_ref().is_some_and(|id| !has_parent(id))) {
            leaf(out, "label", label.id.as_str(), &label.name, &label.guideline);
        }
    });
    for question in &book.questions {
        let id = question.id.as_str();
        group(out, &code_key("variable", id), &question.name, &question.guideline, |out| {
            values(out, id, question.values.as_deref().unwrap_or(&[]));
        });
    }
    for (id, name) in [("comment", "Comment"), ("flag", "Flag")] {
        leaf(out, "note", id, name, "");
    }
    out.push_str("</Codes>\n");
}

/// Appends what each code says in our own words, behind the root, as instructions that other programs pass over: a code
/// has a name, which people change, and no place for the value that tags say.
pub(super) fn meanings(scene: Scene<'_>, things: &Map<(&'static str, Rc<str>), Rc<str>>, out: &mut String) {
    let book = Book::of(scene.project);
    let mut all: Vec<(String, &str, &str)> = Vec::new();
    all.extend(book.sentiments.iter().map(|value| (code("sentiment", &value.value), "sentiment", &*value.value)));
    all.extend(book.positions.iter().map(|value| (code("position", &value.value), "position", &*value.value)));
    for target in &scene.project.codebook.targets {
        let id = target.entity.as_ref().map_or(target.id.as_str(), |id| id.as_str());
        all.push((code("target", id), "target", id));
    }
    all.extend(things.keys().map(|(of, id)| (code(of, id), *of, &**id)));
    all.extend(book.labels.iter().map(|label| (code("label", label.id.as_str()), "label", label.id.as_str())));
    for question in &book.questions {
        let id = question.id.as_str();
        all.push((code("variable", id), "variable", id));
        let values = question.values.iter().flatten();
        all.extend(values.map(|value| (code(id, &value.value), id, &*value.value)));
    }
    all.extend(["comment", "flag"].map(|id| (code("note", id), "note", id)));
    let mut seen: Set<String> = Set::new();
    for (guid, of, value) in all {
        if !seen.insert(guid.clone()) {
            continue;
        }
        out.push_str("<?standpoint ");
        xml::push(out, &format!("{guid} {of} {value}"));
        out.push_str("?>\n");
    }
}

/// The code of a group that holds values.
pub(super) fn code_of_key(key: &str) -> String {
    let parts: Vec<&str> = ["code"].into_iter().chain(key.split('\u{1f}')).collect();
    guid(&parts)
}

/// What a group that is itself a code is named by.
fn code_key(of: &str, value: &str) -> String {
    format!("{of}\u{1f}{value}")
}

/// A code with codes in it.
fn group(out: &mut String, key: &str, name: &str, guideline: &str, fill: impl FnOnce(&mut String)) {
    xml::open(out, "Code", &[("guid", &code_of_key(key)), ("name", named(name, key)), ("isCodable", "true")]);
    describe(out, guideline);
    out.push('\n');
    fill(out);
    out.push_str("</Code>\n");
}

fn leaf(out: &mut String, of: &str, value: &str, name: &str, guideline: &str) {
    xml::open(out, "Code", &[("guid", &code(of, value)), ("name", named(name, value)), ("isCodable", "true")]);
    describe(out, guideline);
    out.push_str("</Code>\n");
}

fn values(out: &mut String, of: &str, values: &[Value]) {
    for value in values {
        leaf(out, of, &value.value, &value.name, &value.guideline);
    }
}

/// Those of the codebook first, then those that tags name besides.
fn of_things(
    out: &mut String,
    of: &'static str,
    things: &Map<(&'static str, Rc<str>), Rc<str>>,
    known: &Map<Rc<str>, (Rc<str>, Rc<str>)>,
) {
    for (id, (name, guideline)) in known {
        leaf(out, of, id, name, guideline);
    }
    for ((_, id), name) in things.iter().filter(|((kind, id), _)| *kind == of && !known.contains_key(id)) {
        leaf(out, of, id, name, "");
    }
}

fn describe(out: &mut String, guideline: &str) {
    if !guideline.is_empty() {
        xml::element(out, "Description", &[], guideline);
    }
}

/// A code has a name.
fn named<'a>(name: &'a str, id: &'a str) -> &'a str {
    if name.is_empty() { id } else { name }
}
