//! One change of the codebook, and the codebook after it.
//!
//! Every change makes a new version. One that changes what a code means is kept among the codebook's revisions, from
//! which [`super::recode`] tells the tags that have to be looked at again; no tag is touched here.

use super::lists::{self, siblings};
use super::wording::{is_respelled, is_same};
use super::{fields, replace};
use crate::model::{Code, Codebook, Project, Revision, RevisionKind, VariableId};
use std::rc::Rc;

/// A change that a person asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum BookStep {
    /// What the codebook is called.
    Name(Rc<str>),
    /// The general guidelines.
    Guidelines(Rc<str>),
    /// A new code of this name, at the end.
    Add(List, Rc<str>),
    /// Another text in one of a code's fields.
    Set(Code, Field, Rc<str>),
    /// A place up or down among its like.
    Move(Code, Way),
    /// Takes the code away.
    Remove(Code),
    /// The first becomes part of the second.
    Merge(Code, Code),
    /// Part of what it means gets a code of this name.
    Split(Code, Rc<str>),
    /// Its tags shall be looked at again, since its meaning changed without its name.
    Recheck(Code),
    /// Another codebook takes the place of this one.
    Replace(Rc<Codebook>),
}

/// The lists that a codebook has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum List {
    /// The sentiment scale, lowest first.
    Sentiment,
    /// What a stance can be.
    Positions,
    /// What a stance can be toward.
    Targets,
    /// Categories of spans.
    Labels,
    /// Questions of one's own.
    Variables,
    /// The answers to one of them.
    Values(VariableId),
}

/// A text that a code has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// As shown.
    Name,
    /// When to use it.
    Guideline,
    /// A target's examples, one a line.
    Examples,
    /// A target's heading in menus.
    Group,
    /// The id of the entity that a target stands for; empty for none.
    Entity,
    /// A label's letter.
    Key,
    /// A label's hue: 0 to 8.
    Hue,
    /// The id of the label that a label is a kind of; empty for none.
    Parent,
    /// A variable's kind: nominal, ordinal, interval or text.
    Kind,
    /// A variable's unit: article, sentence or span.
    Unit,
}

/// Toward the beginning or the end of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To the beginning.
    Up,
    /// To the end.
    Down,
}

/// The codebook after a step, and what the step is called.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// One version on.
    pub codebook: Codebook,
    /// For undo, the history and the screen reader.
    pub label: Rc<str>,
}

/// The codebook after `step`, the same version if nothing changed. An error says why not, for the person.
pub fn apply_step(project: &Project, step: &BookStep) -> Result<Changed, Rc<str>> {
    let old = &*project.codebook;
    let mut book = Book { codebook: old.clone(), version: next_version(project) };
    let label = book.change(project, step)?;
    if book.codebook != *old {
        book.codebook.version = book.codebook.version.max(book.version);
    }
    Ok(Changed { codebook: book.codebook, label: label.into() })
}

/// Above every version that an annotation carries: a version that was undone is not given out again.
fn next_version(project: &Project) -> u32 {
    let annotations = project.layers.values().flat_map(|layer| layer.values());
    annotations.map(|annotation| annotation.codebook).fold(project.codebook.version, u32::max) + 1
}

/// A codebook under change, and the version it becomes.
pub(super) struct Book {
    pub(super) codebook: Codebook,
    pub(super) version: u32,
}

impl Book {
    fn change(&mut self, project: &Project, step: &BookStep) -> Result<String, Rc<str>> {
        match step {
            BookStep::Name(name) => {
                self.codebook.name = named(name)?.into();
                Ok(format!("Codebook: {}", self.codebook.name))
            }
            BookStep::Guidelines(text) => {
                self.codebook.guidelines = text.trim().into();
                Ok("Guidelines".into())
            }
            BookStep::Add(list, name) => {
                let name = self.free_name(list, name, None)?;
                lists::add(&mut self.codebook, list, name, None)?;
                Ok(format!("Added {name}"))
            }
            BookStep::Set(code, Field::Name, name) => self.rename(code, name),
            BookStep::Set(code, field, text) => {
                fields::set(self, code, *field, text.trim())?;
                Ok(format!("Changed {}", self.codebook.name_of(code)))
            }
            BookStep::Move(code, way) => {
                lists::shift(&mut self.codebook, code, *way).ok_or("It is at the end already")?;
                Ok(format!("Moved {}", self.codebook.name_of(code)))
            }
            BookStep::Remove(code) => {
                let name = self.codebook.name_of(code);
                self.revise(code, RevisionKind::Removed, Vec::new());
                lists::remove(&mut self.codebook, code)?;
                Ok(format!("Removed {name}"))
            }
            BookStep::Merge(code, into) => {
                if code == into || list_of(code) != list_of(into) || matches!(code, Code::Variable(_)) {
                    return Err("Only two of one list can be merged".into());
                }
                let (name, other) = (self.codebook.name_of(code), self.codebook.name_of(into));
                let said = lists::said(&self.codebook, into);
                self.revise(code, RevisionKind::Merged, vec![said]);
                lists::adopt(&mut self.codebook, code, into);
                lists::remove(&mut self.codebook, code)?;
                Ok(format!("Merged {name} into {other}"))
            }
            BookStep::Split(code, name) => {
                let list = list_of(code);
                if list == List::Variables {
                    return Err("A variable cannot be split; its answers can".into());
                }
                let name = self.free_name(&list, name, None)?;
                let new = lists::add(&mut self.codebook, &list, name, Some(code))?;
                self.revise(code, RevisionKind::Split, vec![new]);
                Ok(format!("Split {name} off {}", self.codebook.name_of(code)))
            }
            BookStep::Recheck(code) => {
                self.revise(code, RevisionKind::Redefined, Vec::new());
                Ok(format!("Look again at {}", self.codebook.name_of(code)))
            }
            BookStep::Replace(other) => {
                let version = self.version;
                self.codebook =
                    replace::replaced(&self.codebook, other, version, |code| super::recode::n_said(project, code) > 0);
                Ok(format!("Codebook: {}", self.codebook.name))
            }
        }
    }

    fn rename(&mut self, code: &Code, name: &str) -> Result<String, Rc<str>> {
        let old = self.codebook.name_of(code);
        if *old == *name.trim() {
            return Ok(String::new());
        }
        let name = self.free_name(&list_of(code), name, Some(code))?;
        if !is_respelled(&old, name) {
            self.revise(code, RevisionKind::Redefined, Vec::new());
        }
        lists::rename(&mut self.codebook, code, name);
        Ok(format!("Renamed {old} to {name}"))
    }

    /// Keeps what becomes of a code's meaning.
    pub(super) fn revise(&mut self, code: &Code, kind: RevisionKind, into: Vec<Code>) {
        let name = self.codebook.name_of(code);
        let code = lists::said(&self.codebook, code);
        let extra = "".into();
        self.codebook.revisions.push(Revision { version: self.version, kind, code, name, into, extra });
    }

    /// The name without spaces around it, if no other code of the list has it.
    fn free_name<'n>(&self, list: &List, name: &'n str, of: Option<&Code>) -> Result<&'n str, Rc<str>> {
        let name = named(name)?;
        let others = siblings(&self.codebook, list);
        let taken = others.iter().find(|other| Some(*other) != of && is_same(&self.codebook.name_of(other), name));
        match taken {
            Some(_) => Err(format!("There is a {name} in this list already").into()),
            None => Ok(name),
        }
    }
}

/// The list that a code is in.
pub fn list_of(code: &Code) -> List {
    match code {
        Code::Sentiment(_) => List::Sentiment,
        Code::Position(_) => List::Positions,
        Code::Concept(_) | Code::Entity(_) => List::Targets,
        Code::Label(_) => List::Labels,
        Code::Variable(_) => List::Variables,
        Code::Value(id, _) => List::Values(id.clone()),
    }
}

fn named(name: &str) -> Result<&str, Rc<str>> {
    Some(name.trim()).filter(|name| !name.is_empty()).ok_or_else(|| "Please type a name".into())
}
