//! Codebooks read back: Label Studio's controls with their options, and the codes of REFI-QDA.

use super::{Key, Part, Proof};
use crate::format::export::book::{Book, Value};
use crate::format::export::label_studio_config::control;
use crate::format::export::refi_codebook::{code, code_of_key};
use crate::format::export::sheet::label_code;
use crate::format::xml_events::{Node, Xml};
use crate::model::{EntityKind, Unit};

/// The labelling configuration: every option stands under its control, by what tasks say.
pub(super) fn controls(proof: &mut Proof<'_>, part: &Part) {
    let book = Book::of(proof.project());
    let mut expected: Vec<Key> = Vec::new();
    let mut expect = |control: &str, option: &str| expected.push(line(format!("{control}: {option}")));
    book.labels.iter().for_each(|label| expect("label", label_code(&label.id)));
    ["SENTENCE", "STANCE", "SPAN"].iter().for_each(|unit| expect("unit", unit));
    EntityKind::ALL.iter().for_each(|kind| expect("name", kind.as_str()));
    book.sentiments.iter().for_each(|value| expect("sentiment", &value.value));
    book.positions.iter().for_each(|value| expect("position", &value.value));
    ["holder", "target", "comment", "flag"].iter().for_each(|name| expect(name, ""));
    for question in &book.questions {
        for unit in question.units.iter() {
            let name = control(question.id.as_str(), *unit == Unit::Article);
            match &question.values {
                Some(values) => values.iter().for_each(|value| expect(&name, &value.value)),
                None => expect(&name, ""),
            }
        }
    }
    crate::text::order::sort(&mut expected);
    expected.dedup();
    let mut name = String::new();
    let found = each(proof, &part.bytes, |open| match open.name.as_str() {
        "Labels" | "Choices" => {
            name = open.take("name");
            None
        }
        "TextArea" => Some(format!("{}: ", open.take("name"))),
        "Label" | "Choice" => {
            let alias = open.get("alias").map(str::to_owned);
            Some(format!("{name}: {}", alias.unwrap_or_else(|| open.take("value"))))
        }
        _ => None,
    });
    proof.found.expected = Some(expected);
    proof.found.keys = found;
}

/// The codebook: every code under its name.
pub(super) fn codes(proof: &mut Proof<'_>, part: &Part) {
    let book = Book::of(proof.project());
    let mut expected: Vec<Key> = Vec::new();
    let named = |name: &str, id: &str| if name.is_empty() { id.to_owned() } else { name.to_owned() };
    let mut expect = |guid: String, name: String| expected.push(line(format!("{guid} {name}")));
    for (of, name) in [
        ("sentiment", "Sentiment"),
        ("position", "Position"),
        ("holder", "Holder"),
        ("target", "Target"),
        ("label", "Label"),
    ] {
        expect(code_of_key(of), name.to_owned());
    }
    let values = |of: &str, values: &[Value]| -> Vec<(String, String)> {
        values.iter().map(|value| (code(of, &value.value), named(&value.name, &value.value))).collect()
    };
    let mut all = values("sentiment", &book.sentiments);
    all.extend(values("position", &book.positions));
    for target in &proof.project().codebook.targets {
        let id = target.entity.as_ref().map_or(target.id.as_str(), |id| id.as_str());
        all.push((code("target", id), named(&target.name, id)));
    }
    for label in &book.labels {
        all.push((code("label", label.id.as_str()), named(&label.name, label.id.as_str())));
    }
    for question in &book.questions {
        let id = question.id.as_str();
        all.push((code("variable", id), named(&question.name, id)));
        all.extend(values(id, question.values.as_deref().unwrap_or(&[])));
    }
    all.extend([("comment", "Comment"), ("flag", "Flag")].map(|(id, name)| (code("note", id), name.to_owned())));
    all.into_iter().for_each(|(guid, name)| expect(guid, name));
    crate::text::order::sort(&mut expected);
    expected.dedup();
    let found = each(proof, &part.bytes, |open| {
        (open.name == "Code").then(|| format!("{} {}", open.take("guid"), open.take("name")))
    });
    proof.found.expected = Some(expected);
    proof.found.keys = found;
}

fn line(line: String) -> Key {
    let line = crate::format::export::xml::held(&line).into();
    Key { article: u32::MAX, start: 0, end: 0, coder: "".into(), line }
}

fn each(
    proof: &mut Proof<'_>,
    bytes: &[u8],
    mut of: impl FnMut(&crate::format::xml_events::Open) -> Option<String>,
) -> Vec<Key> {
    let mut found = Vec::new();
    let mut xml = Xml::new(bytes);
    loop {
        match xml.next() {
            Ok(Some(Node::Open(open))) => found.extend(of(&open).map(line)),
            Ok(Some(_)) => {}
            Ok(None) => return found,
            Err((at, what)) => {
                proof.issue("", Some(at), what);
                return found;
            }
        }
    }
}
