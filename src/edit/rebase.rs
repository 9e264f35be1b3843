//! Steps of one person on a project that others have changed since.
//!
//! All coders share the codebook, the plan, the project's own fields and the names of things. A step that somebody
//! takes back, or does again, after another one changed the same record has to leave the other's change alone: of each
//! part of the record, what the step changes is changed if the others did not change it, and the rest stays. Where both
//! changed the same part, the step does not fit.

use super::apply::{fits, set};
use super::{Edit, Record};
use crate::model::{Body, Codebook, Coder, Concept, Entity, Label, Plan, Project, Scale, Variable, Words};
use crate::text::Map;
use std::rc::Rc;

/// The edits as they fit the project; `None` if one of them does not, or if all that they would do is done.
pub fn rebased(project: &Project, edits: &[Edit]) -> Option<Vec<Edit>> {
    let mut next = project.clone();
    let mut fitting = Vec::with_capacity(edits.len());
    for edit in edits {
        let edit = if fits(&next, edit) { edit.clone() } else { merged(&next, edit)? };
        if edit.before != edit.after {
            set(&mut next, edit.key()?, edit.after.clone());
            fitting.push(edit);
        }
    }
    (!fitting.is_empty()).then_some(fitting)
}

/// An edit of a shared record as an edit of what stands there now.
fn merged(project: &Project, edit: &Edit) -> Option<Edit> {
    let now = edit.key()?.find(project)?;
    // Whether somebody is done with an article is theirs alone, and the last word counts.
    if let (Some(Record::Annotation(to)), Record::Annotation(from)) = (&edit.after, &now)
        && let (Body::Lock(_), Body::Lock(_)) = (&to.body, &from.body)
    {
        return Some(Edit { before: Some(now.clone()), after: edit.after.clone() });
    }
    let after = match (edit.before.as_ref()?, edit.after.as_ref()?, &now) {
        (Record::Codebook(from), Record::Codebook(to), Record::Codebook(now)) => {
            Record::Codebook(Rc::new(codebook(from, to, now)?))
        }
        (Record::Plan(from), Record::Plan(to), Record::Plan(now)) => Record::Plan(Rc::new(plan(from, to, now)?)),
        (Record::Coder(from), Record::Coder(to), Record::Coder(now)) => Record::Coder(Rc::new(Coder {
            id: now.id.clone(),
            name: part(&from.name, &to.name, &now.name)?,
            // Whether they are on is what a step changes; who takes it keeps what was.
            suggestions: match now.suggestions() == from.suggestions() {
                true => to.suggestions.clone(),
                false => now.suggestions.clone(),
            },
        })),
        (Record::Entity(from), Record::Entity(to), Record::Entity(now)) => {
            Record::Entity(Rc::new(entity(from, to, now)?))
        }
        (
            Record::Info { id: from, name: from_name, extra: from_extra },
            Record::Info { id: to, name: to_name, extra: to_extra },
            Record::Info { id, name, extra },
        ) => Record::Info {
            id: part(from, to, id)?,
            name: part(from_name, to_name, name)?,
            extra: part(from_extra, to_extra, extra)?,
        },
        _ => return None,
    };
    Some(Edit { before: Some(now), after: Some(after) })
}

/// A part that a step takes from one state to another, where it is in a third now.
fn part<T: PartialEq + Clone>(from: &T, to: &T, now: &T) -> Option<T> {
    if from == to || now == to { Some(now.clone()) } else { (now == from).then(|| to.clone()) }
}

/// A list of what has names, part by part. What the step brings back stands behind what it stood behind.
fn list<T: PartialEq + Clone>(from: &[T], to: &[T], now: &[T], is_one: fn(&T, &T) -> bool) -> Option<Vec<T>> {
    if now == from {
        return Some(to.to_vec());
    }
    let in_list = |list: &[T], item: &T| list.iter().find(|other| is_one(other, item)).cloned();
    let mut merged: Vec<T> = Vec::with_capacity(now.len());
    for item in now {
        merged.extend(part(&in_list(from, item), &in_list(to, item), &Some(item.clone()))?);
    }
    for (ix, item) in to.iter().enumerate().filter(|(_, item)| in_list(now, item).is_none()) {
        if let Some(item) = part(&in_list(from, item), &Some(item.clone()), &None)? {
            let before = to[..ix].iter().rev().find_map(|other| merged.iter().position(|known| is_one(known, other)));
            merged.insert(before.map_or(0, |before| before + 1), item);
        }
    }
    Some(merged)
}

fn map<K: Ord + Clone, V: PartialEq + Clone>(from: &Map<K, V>, to: &Map<K, V>, now: &Map<K, V>) -> Option<Map<K, V>> {
    let mut merged = Map::new();
    for key in now.keys().chain(to.keys().filter(|key| !now.contains_key(key))) {
        let value = part(&from.get(key).cloned(), &to.get(key).cloned(), &now.get(key).cloned())?;
        value.into_iter().for_each(|value| drop(merged.insert(key.clone(), value)));
    }
    Some(merged)
}

/// Versions go up: an annotation may have been made under the one that stands now.
fn codebook(from: &Codebook, to: &Codebook, now: &Codebook) -> Option<Codebook> {
    let merged = Codebook {
        version: now.version,
        name: part(&from.name, &to.name, &now.name)?,
        sentiment: scale(&from.sentiment, &to.sentiment, &now.sentiment)?,
        positions: list(&from.positions, &to.positions, &now.positions, Rc::eq)?,
        position_words: words(&from.position_words, &to.position_words, &now.position_words)?,
        targets: list(&from.targets, &to.targets, &now.targets, |a: &Concept, b| a.id == b.id)?,
        labels: list(&from.labels, &to.labels, &now.labels, |a: &Label, b| a.id == b.id)?,
        variables: list(&from.variables, &to.variables, &now.variables, |a: &Variable, b| a.id == b.id)?,
        guidelines: part(&from.guidelines, &to.guidelines, &now.guidelines)?,
        revisions: list(&from.revisions, &to.revisions, &now.revisions, PartialEq::eq)?,
        extra: part(&from.extra, &to.extra, &now.extra)?,
    };
    let is_changed = Codebook { version: 0, ..merged.clone() } != Codebook { version: 0, ..now.clone() };
    // A key that both gave away would give two labels at once.
    let is_taken = |key: char| key != '\0' && merged.labels.iter().filter(|label| label.key == key).count() > 1;
    if merged.labels.iter().any(|label| is_taken(label.key)) {
        return None;
    }
    Some(Codebook { version: now.version + u32::from(is_changed), ..merged })
}

fn scale(from: &Scale, to: &Scale, now: &Scale) -> Option<Scale> {
    Some(Scale {
        kind: part(&from.kind, &to.kind, &now.kind)?,
        values: list(&from.values, &to.values, &now.values, Rc::eq)?,
        words: words(&from.words, &to.words, &now.words)?,
    })
}

fn words(from: &Words, to: &Words, now: &Words) -> Option<Words> {
    Some(Words {
        names: map(&from.names, &to.names, &now.names)?,
        guidelines: map(&from.guidelines, &to.guidelines, &now.guidelines)?,
    })
}

/// The later time of change stands, as in all plans.
fn plan(from: &Plan, to: &Plan, now: &Plan) -> Option<Plan> {
    Some(Plan {
        modified: now.modified.max(to.modified),
        outlets: part(&from.outlets, &to.outlets, &now.outlets)?,
        assignments: part(&from.assignments, &to.assignments, &now.assignments)?,
        extra: part(&from.extra, &to.extra, &now.extra)?,
    })
}

fn entity(from: &Entity, to: &Entity, now: &Entity) -> Option<Entity> {
    Some(Entity {
        id: now.id.clone(),
        name: part(&from.name, &to.name, &now.name)?,
        kind: part(&from.kind, &to.kind, &now.kind)?,
        aliases: list(&from.aliases, &to.aliases, &now.aliases, Rc::eq)?,
        standing: part(&from.standing, &to.standing, &now.standing)?,
        taken: list(&from.taken, &to.taken, &now.taken, PartialEq::eq)?,
    })
}
