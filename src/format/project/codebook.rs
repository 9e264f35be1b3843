//! Brings two codebooks together.
//!
//! The higher version stands. Of the other, what annotations refer to is added behind; where both have one name or one
//! version, everything. What the standing one took away on purpose does not come back: the annotations that say it wait
//! to be looked at again, and its record of such changes is a union of both. Where two of one version word a code in
//! two ways, the wording that is later in the alphabet stands, so that the order of merging does not show.

use crate::model::{Annotation, AnnotationId, Body, Code, Codebook, Label, Scale, Target, Variable, Words};
use crate::text::{Map, Set, order};
use std::rc::Rc;

/// The codebook of a merged project whose annotations are those `standing`.
pub(super) fn merged_codebook(
    ours: &Codebook,
    theirs: &Codebook,
    standing: &Map<AnnotationId, Rc<Annotation>>,
) -> Codebook {
    let is_equal = ours.version == theirs.version;
    let is_theirs = theirs.version > ours.version || *ours == Codebook::default();
    let (mut merged, other) = if is_theirs { (theirs.clone(), ours) } else { (ours.clone(), theirs) };
    let gone: Set<Code> = merged.revisions.iter().filter(|r| r.kind.is_gone()).map(|r| r.code.clone()).collect();
    let said: Set<Code> = standing.values().flat_map(|a| codes_of(&a.body)).filter(|c| !gone.contains(c)).collect();
    // Of two records of one version that tell different things, both may be true of some annotation.
    if is_equal {
        let new: Vec<_> = other.revisions.iter().filter(|r| !merged.revisions.contains(r)).cloned().collect();
        if !new.is_empty() {
            merged.revisions.extend(new);
            order::sort(&mut merged.revisions);
        }
    }
    if is_equal {
        agree(&mut merged, other);
    }
    // Values of the other side's scale and positions count only where something says them: order is meaning here.
    add_values(&mut merged.sentiment, &other.sentiment, |value| said.contains(&Code::Sentiment(value.clone())));
    let positions = other.positions.iter().filter(|value| said.contains(&Code::Position((*value).clone())));
    add(&mut merged.positions, &mut merged.position_words, positions, &other.position_words);

    let is_one = is_equal || merged.name == other.name;
    let is_wanted = |code: Code| if is_one { !gone.contains(&code) } else { said.contains(&code) };
    let targets = other.targets.iter().filter(|target| is_wanted(Code::Concept(target.id.clone())));
    append(&mut merged.targets, targets, |target| &target.id);
    let labels = other.labels.iter().filter(|label| is_wanted(Code::Label(label.id.clone())));
    let n_labels = merged.labels.len();
    append(&mut merged.labels, labels, |label| &label.id);
    give_keys(&mut merged, n_labels);
    without_lost_parents(&mut merged.labels);
    for variable in &mut merged.variables {
        let same = other.variables.iter().find(|theirs| theirs.id == variable.id);
        if let (Some(scale), Some(more)) = (&mut variable.scale, same.and_then(|theirs| theirs.scale.as_ref())) {
            let id = &variable.id;
            add_values(scale, more, |value| said.contains(&Code::Value(id.clone(), value.clone())));
        }
    }
    let variables = other.variables.iter().filter(|variable| is_wanted(Code::Variable(variable.id.clone())));
    append(&mut merged.variables, variables, |variable: &Variable| &variable.id);
    for (mine, more) in [(&mut merged.name, &other.name), (&mut merged.guidelines, &other.guidelines)] {
        if mine.is_empty() {
            *mine = more.clone();
        }
    }
    merged
}

/// Of what both word, always the same wording.
fn agree(mine: &mut Codebook, other: &Codebook) {
    later(&mut mine.name, &other.name);
    later(&mut mine.guidelines, &other.guidelines);
    agree_on_words(&mut mine.sentiment.words, &other.sentiment.words);
    agree_on_words(&mut mine.position_words, &other.position_words);
    for mine in &mut mine.targets {
        if let Some(other) = other.targets.iter().find(|other| other.id == mine.id) {
            later(&mut mine.name, &other.name);
            later(&mut mine.guideline, &other.guideline);
        }
    }
    for mine in &mut mine.labels {
        if let Some(other) = other.labels.iter().find(|other| other.id == mine.id) {
            later(&mut mine.name, &other.name);
            later(&mut mine.guideline, &other.guideline);
        }
    }
    for mine in &mut mine.variables {
        if let Some(other) = other.variables.iter().find(|other| other.id == mine.id) {
            later(&mut mine.name, &other.name);
            later(&mut mine.guideline, &other.guideline);
            if let (Some(mine), Some(other)) = (&mut mine.scale, &other.scale) {
                agree_on_words(&mut mine.words, &other.words);
            }
        }
    }
}

fn agree_on_words(mine: &mut Words, other: &Words) {
    for (mine, other) in [(&mut mine.names, &other.names), (&mut mine.guidelines, &other.guidelines)] {
        for (value, text) in other.iter() {
            later(mine.get_or_insert_with(value.clone(), || text.clone()), text);
        }
    }
}

fn later(mine: &mut Rc<str>, other: &Rc<str>) {
    if *mine < *other {
        *mine = other.clone();
    }
}

/// What an annotation says, as codes.
fn codes_of(body: &Body) -> Vec<Code> {
    match body {
        Body::Sentiment(value) => vec![Code::Sentiment(value.clone())],
        Body::Stance { target, position, .. } => {
            let target = match target {
                Target::Concept(id) => Code::Concept(id.clone()),
                Target::Entity(id) => Code::Entity(id.clone()),
            };
            vec![Code::Position(position.clone()), target]
        }
        Body::Span(label) => vec![Code::Label(label.clone())],
        Body::Variable { variable, value, .. } => {
            vec![Code::Variable(variable.clone()), Code::Value(variable.clone(), value.clone())]
        }
        _ => Vec::new(),
    }
}

fn add_values(scale: &mut Scale, other: &Scale, is_wanted: impl Fn(&Rc<str>) -> bool) {
    add(&mut scale.values, &mut scale.words, other.values.iter().filter(|value| is_wanted(value)), &other.words);
}

/// Adds values behind, each with its words.
fn add<'v>(values: &mut Vec<Rc<str>>, words: &mut Words, more: impl Iterator<Item = &'v Rc<str>>, of_more: &Words) {
    for value in more {
        if values.contains(value) {
            continue;
        }
        values.push(value.clone());
        for (mine, theirs) in [(&mut words.names, &of_more.names), (&mut words.guidelines, &of_more.guidelines)] {
            if let Some(text) = theirs.get(value) {
                mine.insert(value.clone(), text.clone());
            }
        }
    }
}

/// Adds behind, by id, what is not there.
fn append<'m, T: Clone + 'm, I: Ord>(list: &mut Vec<T>, more: impl Iterator<Item = &'m T>, id: fn(&T) -> &I) {
    let mut new: Vec<&T> = more.filter(|new| list.iter().all(|old| id(old) != id(new))).collect();
    order::sort_by(&mut new, |a, b| id(a).cmp(id(b)));
    list.extend(new.into_iter().cloned());
}

/// A label that came along without a letter, or with one that is taken, gets another, so that keys reach every label.
fn give_keys(codebook: &mut Codebook, n_before: usize) {
    for ix in n_before..codebook.labels.len() {
        let Label { key, name, .. } = codebook.labels[ix].clone();
        let is_taken = codebook.labels[..ix].iter().any(|label| label.key == key);
        if key == '\0' || is_taken {
            codebook.labels[ix].key = '\0';
            codebook.labels[ix].key = codebook.free_letter(&name);
        }
    }
}

/// A label whose parent did not come along stands on the first level.
fn without_lost_parents(labels: &mut [Label]) {
    let ids: Set<_> = labels.iter().map(|label| label.id.clone()).collect();
    for label in labels {
        label.parent = label.parent.take().filter(|parent| ids.contains(parent));
    }
}
