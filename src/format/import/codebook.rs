//! The codebook of a file of another tool: what its tags say, each once, sorted, and no more.

use crate::format::raw::Raw;
use crate::format::wire::{AnnotationRow, Defaults, read_annotation};
use crate::model::{
    Body, Codebook, Concept, ConceptId, Label, LabelId, Project, Scale, ScaleKind, Target, Unit, Variable, VariableId,
    Words,
};
use crate::text::{Map, Set};
use std::rc::Rc;

/// A question with more answers than these has no list of them.
const MOST_VALUES: usize = 30;

/// What the tags of a project say, as a codebook of version 0. `names` are labels' names in the file.
pub(super) fn codebook_of(project: &Project, names: &Map<LabelId, Rc<str>>) -> Codebook {
    let mut said = Occurring::default();
    project.layers.values().flat_map(|layer| layer.values()).for_each(|annotation| said.add(&annotation.body));
    for row in project.unplaced.values() {
        let read = Raw::of(&row.json).ok().and_then(|raw| read_annotation(raw, Defaults::default()).ok());
        if let Some(AnnotationRow::Known(annotation, _)) = read {
            said.add(&annotation.body);
        }
    }
    let shown = |id: &str| -> Rc<str> { id.split_once(':').map_or(id, |(_, key)| key).into() };
    let label = |id: &LabelId| Label {
        id: id.clone(),
        name: names.get(id).cloned().unwrap_or_else(|| shown(id.as_str())),
        guideline: "".into(),
        key: '\0',
        parent: None,
        hue: 0,
    };
    let concept = |id: &ConceptId| Concept {
        id: id.clone(),
        name: shown(id.as_str()),
        guideline: "".into(),
        entity: None,
        group: "".into(),
        examples: Vec::new(),
    };
    let scale =
        |kind, values: &Set<Rc<str>>| Scale { kind, values: values.iter().cloned().collect(), words: Words::default() };
    let variable = |(id, (unit, values)): (&VariableId, &(Unit, Set<Rc<str>>))| Variable {
        id: id.clone(),
        name: shown(id.as_str()),
        guideline: "".into(),
        unit: *unit,
        scale: (values.len() <= MOST_VALUES).then(|| scale(ScaleKind::Nominal, values)),
    };
    Codebook {
        sentiment: scale(ScaleKind::default(), &said.sentiment),
        positions: said.positions.iter().cloned().collect(),
        targets: said.concepts.iter().map(concept).collect(),
        labels: said.labels.iter().map(label).collect(),
        variables: said.variables.iter().map(variable).collect(),
        ..Codebook::default()
    }
}

/// The codes that a file has, and behind them what only its tags say.
pub(super) fn with_codes(mut codes: Codebook, said: Codebook) -> Codebook {
    fn append<T, I: PartialEq>(list: &mut Vec<T>, more: Vec<T>, id: fn(&T) -> &I) {
        let new: Vec<T> = more.into_iter().filter(|new| list.iter().all(|old| id(old) != id(new))).collect();
        list.extend(new);
    }
    append(&mut codes.sentiment.values, said.sentiment.values, |value| value);
    append(&mut codes.positions, said.positions, |value| value);
    append(&mut codes.targets, said.targets, |target| &target.id);
    append(&mut codes.labels, said.labels, |label| &label.id);
    for variable in said.variables {
        match codes.variables.iter_mut().find(|known| known.id == variable.id) {
            Some(known) => {
                known.unit = variable.unit;
                if let (Some(scale), Some(more)) = (&mut known.scale, variable.scale) {
                    append(&mut scale.values, more.values, |value| value);
                }
            }
            None => codes.variables.push(variable),
        }
    }
    codes
}

/// What occurs.
#[derive(Default)]
struct Occurring {
    sentiment: Set<Rc<str>>,
    positions: Set<Rc<str>>,
    concepts: Set<ConceptId>,
    labels: Set<LabelId>,
    variables: Map<VariableId, (Unit, Set<Rc<str>>)>,
}

impl Occurring {
    fn add(&mut self, body: &Body) {
        match body {
            Body::Sentiment(value) => drop(self.sentiment.insert(value.clone())),
            Body::Stance { target, position, .. } => {
                self.positions.insert(position.clone());
                if let Target::Concept(id) = target {
                    self.concepts.insert(id.clone());
                }
            }
            Body::Span(label) => drop(self.labels.insert(label.clone())),
            Body::Variable { variable, unit, value } => {
                let known = self.variables.get_or_insert_with(variable.clone(), || (*unit, Set::new()));
                known.1.insert(value.clone());
            }
            _ => {}
        }
    }
}
