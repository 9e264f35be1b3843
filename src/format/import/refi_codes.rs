//! The codes of a REFI-QDA file: what each says, and the codebook that they make.
//!
//! Of our own files, instructions behind the root say what each code is; of others' every code is a label. Codes nest
//! as deep as they like there and one level here: what is deeper stands under the first code of its branch, with the
//! names between in its own.

use super::build::{Builder, What};
use super::tags::stance;
use crate::model::{Body, Codebook, Concept, ConceptId, Label, LabelId, Scale, Unit, Variable, VariableId};
use crate::text::{Map, Set};
use std::rc::Rc;

/// A code of the file.
#[derive(Default)]
pub(super) struct Code {
    pub(super) guid: String,
    pub(super) name: String,
    pub(super) description: String,
    /// Its place in the list of codes; `None` at the top.
    pub(super) parent: Option<usize>,
}

/// All codes.
#[derive(Default)]
pub(super) struct Codes {
    pub(super) all: Vec<Code>,
    /// What our own codes say: the group and the value.
    pub(super) own: Map<String, (String, String)>,
}

/// What the codes of one selection say together.
pub(super) enum Saying {
    Said(What),
    /// A code that asks for the words of the selection.
    Words(fn(Rc<str>) -> Body),
    /// The same of a variable.
    Answer(VariableId),
}

impl Codes {
    /// Takes an instruction of ours.
    pub(super) fn instruct(&mut self, what: &str) {
        let mut parts = what.splitn(3, ' ');
        if let (Some(guid), Some(of), Some(value)) = (parts.next(), parts.next(), parts.next()) {
            self.own.insert(guid.to_owned(), (of.to_owned(), value.to_owned()));
        }
    }

    /// What some codes say, in their order; how many of them are no code of the file.
    pub(super) fn say(
        &self,
        guids: &[String],
        labels: &Map<String, String>,
        into: &mut Builder,
    ) -> (Vec<Saying>, usize) {
        let (mut all, mut n_unknown) = (Vec::new(), 0);
        let (mut position, mut holder) = (String::new(), String::new());
        for guid in guids {
            let Some((of, value)) = self.own.get(guid) else {
                match labels.get(guid) {
                    Some(name) => all.push(Saying::Said(into.label(name))),
                    None => n_unknown += 1,
                }
                continue;
            };
            let body = match of.as_str() {
                "sentiment" => Body::Sentiment(value.as_str().into()),
                "position" => {
                    position = value.clone();
                    continue;
                }
                "holder" => {
                    holder = value.clone();
                    continue;
                }
                "target" => match stance(&position, &holder, value) {
                    Some(body) => body,
                    None => continue,
                },
                "label" => Body::Span(LabelId::new(value.as_str())),
                "note" => {
                    all.push(Saying::Words(if value == "flag" { Body::Flag } else { Body::Comment }));
                    continue;
                }
                "variable" => {
                    all.push(Saying::Answer(VariableId::new(value.as_str())));
                    continue;
                }
                variable => Body::Variable {
                    variable: VariableId::new(variable),
                    unit: Unit::Sentence,
                    value: value.as_str().into(),
                },
            };
            all.push(Saying::Said(What::Body(body)));
        }
        (all, n_unknown)
    }

    /// The first code of a code's branch, and the names from below it down to the code.
    fn path(&self, ix: usize) -> (usize, String) {
        let mut names = vec![self.all[ix].name.as_str()];
        let mut top = ix;
        // A code stands behind its parent, so this ends.
        while let Some(parent) = self.all[top].parent {
            names.push(self.all[parent].name.as_str());
            top = parent;
        }
        names.reverse();
        let below = if top == ix { &names[..] } else { &names[1..] };
        (top, below.join(" / "))
    }

    /// What each code that is none of ours is called as a label; no two are called the same.
    pub(super) fn labels(&self) -> Map<String, String> {
        let mut taken: Set<String> = Set::new();
        let mut names: Map<String, String> = Map::new();
        for (ix, code) in self.all.iter().enumerate().filter(|(_, code)| !self.own.contains_key(&code.guid)) {
            let (top, own) = self.path(ix);
            let mut name = own.clone();
            if taken.contains(&name.to_lowercase()) {
                name = format!("{} / {own}", self.all[top].name);
            }
            if !taken.insert(name.to_lowercase()) {
                name = format!("{name} {}", code.guid.get(..8).unwrap_or(&code.guid));
                taken.insert(name.to_lowercase());
            }
            names.insert(code.guid.clone(), name);
        }
        names
    }

    /// The codebook that the codes make, whether tags say them or not.
    pub(super) fn codebook(&self, labels: &Map<String, String>, into: &mut Builder) -> Codebook {
        let mut book = Codebook::default();
        let id_of = |name: &str, into: &mut Builder| match into.label(name) {
            What::Body(Body::Span(id)) => Some(id),
            _ => None,
        };
        for (ix, code) in self.all.iter().enumerate() {
            let (name, guideline): (Rc<str>, Rc<str>) = (code.name.as_str().into(), code.description.as_str().into());
            let label = |id: LabelId, name: Rc<str>, parent: Option<LabelId>| Label {
                id,
                name,
                guideline: guideline.clone(),
                key: '\0',
                parent,
                hue: 0,
            };
            match self.own.get(&code.guid) {
                Some((of, value)) => match of.as_str() {
                    "sentiment" => book.sentiment.values.push(value.as_str().into()),
                    "position" => book.positions.push(value.as_str().into()),
                    "target" if value.starts_with("t:") => book.targets.push(Concept {
                        id: ConceptId::new(value.as_str()),
                        name,
                        guideline,
                        entity: None,
                        group: "".into(),
                        examples: Vec::new(),
                    }),
                    "label" => {
                        let above = code.parent.and_then(|ix| self.own.get(&self.all[ix].guid));
                        let parent = above.filter(|(of, _)| of == "label").map(|(_, id)| LabelId::new(id.as_str()));
                        book.labels.push(label(LabelId::new(value.as_str()), name, parent));
                    }
                    "variable" => book.variables.push(Variable {
                        id: VariableId::new(value.as_str()),
                        name,
                        guideline,
                        unit: Unit::Sentence,
                        scale: None,
                    }),
                    id => {
                        let known = book.variables.iter_mut().find(|known| known.id.as_str() == id);
                        if let Some(known) = known {
                            let scale = known.scale.get_or_insert_with(Scale::default);
                            scale.values.push(value.as_str().into());
                        }
                    }
                },
                // The groups that our codes stand in are no codes.
                None if !self.own.is_empty() => {}
                None => {
                    let Some(own) = labels.get(&code.guid) else { continue };
                    let (top, _) = self.path(ix);
                    let above = (top != ix).then(|| labels.get(&self.all[top].guid)).flatten();
                    let parent = above.and_then(|name| id_of(name, into));
                    if let Some(id) = id_of(own, into) {
                        book.labels.push(label(id, own.as_str().into(), parent));
                    }
                }
            }
        }
        let mut seen: Set<LabelId> = Set::new();
        book.labels.retain(|label| seen.insert(label.id.clone()));
        book
    }
}
