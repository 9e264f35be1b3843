//! The codebook after a step along the history.
//!
//! Taking a change of the codebook back, or doing it again, brings back a codebook under which other tags than today's
//! were there. What tags have come to say since is not forgotten: those that say a code which goes, or which gets its
//! former meaning back, wait to be looked at again like after any other change.

use super::lists::{has, said, siblings};
use super::step::List;
use crate::model::{Annotation, Code, Codebook, Project, Revision, RevisionKind};
use std::rc::Rc;

/// The codebook of `after`, where a step leads to, with what its tags need if `now` is the one of today; `None` if it
/// may stay as it is.
pub(in crate::app) fn along(now: &Codebook, after: &Project) -> Option<Codebook> {
    let book = &*after.codebook;
    if book == now {
        return None;
    }
    let tags = || after.layers.values().flat_map(|layer| layer.values());
    let version = tags().map(|tag| tag.codebook).fold(now.version.max(book.version), u32::max) + 1;
    let mut next = book.clone();
    // What comes back is not gone.
    next.revisions.retain(|revision| !(revision.kind.is_gone() && has(book, &revision.code)));
    let mut revise = |kind, code: Code, name| {
        next.revisions.push(Revision { version, kind, code, name, into: Vec::new(), extra: "".into() });
        next.version = version;
    };
    let is_told = |code: &Code, tag: &Annotation| {
        book.revisions.iter().any(|known| known.code == *code && known.version > tag.codebook)
    };
    for code in lists(now).iter().flat_map(|list| siblings(now, list)) {
        let spoken = said(now, &code);
        let says = |tag: &&Rc<Annotation>| spoken.is_in(&tag.body);
        if !has(book, &spoken) && tags().filter(says).any(|tag| !is_told(&spoken, tag)) {
            revise(RevisionKind::Removed, spoken.clone(), now.name_of(&code));
        }
    }
    let undone = now.revisions.iter().filter(|revision| !revision.kind.is_gone() && !book.revisions.contains(revision));
    for revision in undone.filter(|revision| has(book, &revision.code)) {
        if tags().any(|tag| revision.code.is_in(&tag.body) && tag.codebook >= revision.version) {
            revise(RevisionKind::Redefined, revision.code.clone(), now.name_of(&revision.code));
        }
    }
    (next != *book).then_some(next)
}

fn lists(book: &Codebook) -> Vec<List> {
    let mut lists = vec![List::Sentiment, List::Positions, List::Targets, List::Labels, List::Variables];
    lists.extend(book.variables.iter().map(|variable| List::Values(variable.id.clone())));
    lists
}
