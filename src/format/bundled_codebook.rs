//! The codebook that a new project begins with, as the build script wrote it: who comes for the first time needs it
//! before the reader of codebooks is there.

use crate::model::{
    Codebook, Concept, ConceptId, EntityId, Label, LabelId, Scale, ScaleKind, Unit, Variable, VariableId, Words,
};
use crate::text::Map;
use std::rc::Rc;

/// `seeds/codebooks/default.json`, without what earlier versions of it meant: a new project has no tags of theirs.
struct Book {
    version: u32,
    name: &'static str,
    sentiment: ScaleRow,
    positions: Texts,
    position_words: WordsRow,
    targets: &'static [TargetRow],
    labels: &'static [LabelRow],
    variables: &'static [VariableRow],
    guidelines: &'static str,
    extra: &'static str,
}

type Texts = &'static [&'static str];

/// Names and guidelines, each by value.
type WordsRow = [&'static [(&'static str, &'static str)]; 2];

struct ScaleRow {
    kind: ScaleKind,
    values: Texts,
    words: WordsRow,
}

struct TargetRow {
    id: &'static str,
    name: &'static str,
    guideline: &'static str,
    entity: Option<&'static str>,
    group: &'static str,
    examples: Texts,
}

struct LabelRow {
    id: &'static str,
    name: &'static str,
    guideline: &'static str,
    key: char,
    parent: Option<&'static str>,
    hue: u8,
}

struct VariableRow {
    id: &'static str,
    name: &'static str,
    guideline: &'static str,
    unit: Unit,
    scale: Option<ScaleRow>,
}

include!(concat!(env!("OUT_DIR"), "/codebook.rs"));

/// The codebook of a new project; an empty one if the build found none.
pub(super) fn bundled() -> Codebook {
    Codebook {
        version: BOOK.version,
        name: BOOK.name.into(),
        sentiment: scale(&BOOK.sentiment),
        positions: texts(BOOK.positions),
        position_words: words(BOOK.position_words),
        targets: BOOK.targets.iter().map(target).collect(),
        labels: BOOK.labels.iter().map(label).collect(),
        variables: BOOK.variables.iter().map(variable).collect(),
        guidelines: BOOK.guidelines.into(),
        revisions: Vec::new(),
        extra: BOOK.extra.into(),
    }
}

fn target(row: &TargetRow) -> Concept {
    Concept {
        id: ConceptId::new(row.id),
        name: row.name.into(),
        guideline: row.guideline.into(),
        entity: row.entity.map(EntityId::new),
        group: row.group.into(),
        examples: texts(row.examples),
    }
}

fn label(row: &LabelRow) -> Label {
    Label {
        id: LabelId::new(row.id),
        name: row.name.into(),
        guideline: row.guideline.into(),
        key: row.key,
        parent: row.parent.map(LabelId::new),
        hue: row.hue,
    }
}

fn variable(row: &VariableRow) -> Variable {
    Variable {
        id: VariableId::new(row.id),
        name: row.name.into(),
        guideline: row.guideline.into(),
        unit: row.unit,
        scale: row.scale.as_ref().map(scale),
    }
}

fn scale(row: &ScaleRow) -> Scale {
    Scale { kind: row.kind, values: texts(row.values), words: words(row.words) }
}

fn words([names, guidelines]: WordsRow) -> Words {
    let map = |rows: &[(&str, &str)]| -> Map<Rc<str>, Rc<str>> {
        rows.iter().map(|(value, text)| ((*value).into(), (*text).into())).collect()
    };
    Words { names: map(names), guidelines: map(guidelines) }
}

fn texts(row: Texts) -> Vec<Rc<str>> {
    row.iter().map(|text| (*text).into()).collect()
}
