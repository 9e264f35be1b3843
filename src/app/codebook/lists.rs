//! The lists of a codebook, each worked alike: add, rename, move, take away.

use super::step::{List, Way, list_of};
use crate::app::ids::slug;
use crate::model::{Code, Codebook, Concept, ConceptId, Label, LabelId, Scale, Unit, Variable, VariableId, Words};
use std::rc::Rc;

/// The scale has as many steps as there are keys for it.
const N_STEPS: std::ops::RangeInclusive<usize> = 2..=7;

/// The positions have the keys f, a, n and u.
const N_POSITIONS: std::ops::RangeInclusive<usize> = 1..=4;

/// The codes of a list, in its order.
pub(super) fn siblings(book: &Codebook, list: &List) -> Vec<Code> {
    match list {
        List::Sentiment => book.sentiment.values.iter().cloned().map(Code::Sentiment).collect(),
        List::Positions => book.positions.iter().cloned().map(Code::Position).collect(),
        List::Targets => book.targets.iter().map(|concept| Code::Concept(concept.id.clone())).collect(),
        List::Labels => book.labels.iter().map(|label| Code::Label(label.id.clone())).collect(),
        List::Variables => book.variables.iter().map(|variable| Code::Variable(variable.id.clone())).collect(),
        List::Values(id) => {
            let scale = book.variable(id).and_then(|variable| variable.scale.as_ref());
            let values = scale.map_or(&[][..], |scale| &scale.values);
            values.iter().map(|value| Code::Value(id.clone(), value.clone())).collect()
        }
    }
}

/// The code as annotations say it: a target that stands for an entity is said as the entity.
pub(super) fn said(book: &Codebook, code: &Code) -> Code {
    let entity = match code {
        Code::Concept(id) => book.concept(id).and_then(|concept| concept.entity.clone()),
        _ => None,
    };
    entity.map_or_else(|| code.clone(), Code::Entity)
}

/// Whether the codebook has the code that annotations say so.
pub(super) fn has(book: &Codebook, code: &Code) -> bool {
    match code {
        Code::Entity(id) => book.targets.iter().any(|concept| concept.entity.as_ref() == Some(id)),
        _ => place(book, code).is_some(),
    }
}

/// Adds a code of this name, at the end or behind `like`, whose place among the others it shares; answers with it.
pub(super) fn add(book: &mut Codebook, list: &List, name: &str, like: Option<&Code>) -> Result<Code, Rc<str>> {
    let place = |n: usize| like.and_then(|like| place(book, like)).map_or(n, |ix| ix + 1);
    Ok(match list {
        List::Sentiment if book.sentiment.values.len() == *N_STEPS.end() => {
            return Err("A scale has seven steps at most, one a key".into());
        }
        List::Positions if book.positions.len() == *N_POSITIONS.end() => {
            return Err("There are four positions at most, one for each of the keys f, a, n and u".into());
        }
        List::Sentiment => {
            let value = free(name, " ", |id| is_known(book, &Code::Sentiment(id.into())));
            book.sentiment.values.insert(place(book.sentiment.values.len()), value.clone());
            reword(&mut book.sentiment.words, &value, name);
            Code::Sentiment(value)
        }
        List::Positions => {
            let value = free(name, " ", |id| is_known(book, &Code::Position(id.into())));
            book.positions.insert(place(book.positions.len()), value.clone());
            reword(&mut book.position_words, &value, name);
            Code::Position(value)
        }
        List::Targets => {
            let is_taken = |id: &str| is_known(book, &Code::Concept(ConceptId::new(id)));
            let id = ConceptId::new(free(&format!("t:{}", slug(name)), "-", is_taken));
            let group = match like {
                Some(Code::Concept(id)) => book.concept(id).map_or("".into(), |concept| concept.group.clone()),
                _ => "".into(),
            };
            let (guideline, examples) = ("".into(), Vec::new());
            let new = Concept { id: id.clone(), name: name.into(), guideline, entity: None, group, examples };
            book.targets.insert(place(book.targets.len()), new);
            Code::Concept(id)
        }
        List::Labels => {
            let is_taken = |id: &str| is_known(book, &Code::Label(LabelId::new(id)));
            let id = LabelId::new(free(&format!("l:{}", slug(name)), "-", is_taken));
            let (parent, hue) = match like {
                Some(Code::Label(id)) => book.label(id).map_or((None, 0), |label| (label.parent.clone(), label.hue)),
                _ => (None, 0),
            };
            let key = book.free_letter(name);
            let new = Label { id: id.clone(), name: name.into(), guideline: "".into(), key, parent, hue };
            book.labels.insert(place(book.labels.len()), new);
            Code::Label(id)
        }
        List::Variables => {
            let is_taken = |id: &str| is_known(book, &Code::Variable(VariableId::new(id)));
            let id = VariableId::new(free(&format!("v:{}", slug(name)), "-", is_taken));
            let values = vec!["yes".into(), "no".into()];
            let scale = Some(Scale { values, kind: crate::model::ScaleKind::Nominal, words: Words::default() });
            let (guideline, unit) = ("".into(), Unit::Sentence);
            book.variables.push(Variable { id: id.clone(), name: name.into(), guideline, unit, scale });
            Code::Variable(id)
        }
        List::Values(variable) => {
            let value = free(name, " ", |id| is_known(book, &Code::Value(variable.clone(), id.into())));
            let place = place(usize::MAX);
            let scale = scale_of(book, variable).ok_or("This variable takes any text")?;
            scale.values.insert(place.min(scale.values.len()), value.clone());
            reword(&mut scale.words, &value, name);
            Code::Value(variable.clone(), value)
        }
    })
}

/// Gives a code another name; what annotations say stays.
pub(super) fn rename(book: &mut Codebook, code: &Code, name: &str) {
    match code {
        Code::Sentiment(value) => reword(&mut book.sentiment.words, value, name),
        Code::Position(value) => reword(&mut book.position_words, value, name),
        Code::Value(id, value) => {
            if let Some(scale) = scale_of(book, id) {
                reword(&mut scale.words, value, name);
            }
        }
        Code::Concept(id) => book.targets.iter_mut().filter(|row| row.id == *id).for_each(|row| row.name = name.into()),
        Code::Label(id) => book.labels.iter_mut().filter(|row| row.id == *id).for_each(|row| row.name = name.into()),
        Code::Variable(id) => {
            book.variables.iter_mut().filter(|row| row.id == *id).for_each(|row| row.name = name.into());
        }
        Code::Entity(_) => {}
    }
}

/// Takes a code out of its list.
pub(super) fn remove(book: &mut Codebook, code: &Code) -> Result<(), Rc<str>> {
    let ix = place(book, code).ok_or("It is gone already")?;
    match code {
        Code::Sentiment(_) if book.sentiment.values.len() == *N_STEPS.start() => {
            return Err("A scale has at least two steps".into());
        }
        Code::Position(_) if book.positions.len() == *N_POSITIONS.start() => {
            return Err("A stance needs at least one position".into());
        }
        Code::Sentiment(value) => {
            book.sentiment.values.remove(ix);
            forget(&mut book.sentiment.words, value);
        }
        Code::Position(value) => {
            book.positions.remove(ix);
            forget(&mut book.position_words, value);
        }
        Code::Concept(_) | Code::Entity(_) => drop(book.targets.remove(ix)),
        Code::Label(id) => {
            book.labels.remove(ix);
            // What was a kind of it stands on its own.
            book.labels.iter_mut().filter(|label| label.parent.as_ref() == Some(id)).for_each(|l| l.parent = None);
        }
        Code::Variable(_) => drop(book.variables.remove(ix)),
        Code::Value(id, value) => {
            if let Some(scale) = scale_of(book, id) {
                scale.values.remove(ix);
                forget(&mut scale.words, value);
            }
        }
    }
    Ok(())
}

/// Kinds of a label become kinds of the one that it is merged into.
pub(super) fn adopt(book: &mut Codebook, code: &Code, into: &Code) {
    let (Code::Label(old), Code::Label(new)) = (code, into) else { return };
    let parent = book.label(new).and_then(|label| label.parent.clone()).unwrap_or_else(|| new.clone());
    for label in &mut book.labels {
        if label.parent.as_ref() == Some(old) && label.id != parent {
            label.parent = Some(parent.clone());
        } else if label.id == parent {
            label.parent = None;
        }
    }
}

/// Moves a code over its neighbour among its like: targets of one group, labels of one parent. `None` at the end.
pub(super) fn shift(book: &mut Codebook, code: &Code, way: Way) -> Option<()> {
    let ix = place(book, code)?;
    let like: Vec<usize> = match code {
        Code::Concept(_) => {
            let group = &book.targets[ix].group;
            (0..book.targets.len()).filter(|other| book.targets[*other].group == *group).collect()
        }
        Code::Label(_) => {
            let parent = &book.labels[ix].parent;
            (0..book.labels.len()).filter(|other| book.labels[*other].parent == *parent).collect()
        }
        _ => (0..siblings(book, &list_of(code)).len()).collect(),
    };
    let at = like.iter().position(|other| *other == ix)?;
    let other = match way {
        Way::Up => *like.get(at.checked_sub(1)?)?,
        Way::Down => *like.get(at + 1)?,
    };
    match code {
        Code::Sentiment(_) => book.sentiment.values.swap(ix, other),
        Code::Position(_) => book.positions.swap(ix, other),
        Code::Concept(_) | Code::Entity(_) => book.targets.swap(ix, other),
        Code::Label(_) => book.labels.swap(ix, other),
        Code::Variable(_) => book.variables.swap(ix, other),
        Code::Value(id, _) => scale_of(book, id)?.values.swap(ix, other),
    }
    Some(())
}

/// The scale of a variable's answers.
pub(super) fn scale_of<'b>(book: &'b mut Codebook, id: &VariableId) -> Option<&'b mut Scale> {
    book.variables.iter_mut().find(|variable| variable.id == *id)?.scale.as_mut()
}

fn place(book: &Codebook, code: &Code) -> Option<usize> {
    siblings(book, &list_of(code)).iter().position(|other| other == code)
}

/// Whether the codebook has, or ever had, a code of this id: tags may still say it.
fn is_known(book: &Codebook, code: &Code) -> bool {
    place(book, code).is_some() || book.revisions.iter().any(|r| r.code == *code || r.into.contains(code))
}

fn free(id: &str, separator: &str, is_taken: impl Fn(&str) -> bool) -> Rc<str> {
    let numbered = (2..).map(|n| format!("{id}{separator}{n}"));
    std::iter::once(id.to_owned()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default().into()
}

fn reword(words: &mut Words, value: &Rc<str>, name: &str) {
    if **value == *name {
        words.names.remove(value);
    } else {
        words.names.insert(value.clone(), name.into());
    }
}

fn forget(words: &mut Words, value: &Rc<str>) {
    words.names.remove(value);
    words.guidelines.remove(value);
}
