//! Another codebook in the place of the present one: one that came with the page, or a file.

use super::lists::{has, said, siblings};
use super::step::List;
use super::wording::is_respelled;
use crate::model::{Code, Codebook, Revision, RevisionKind};
use std::rc::Rc;

/// `new` as the next version of `old`. Codes that it has no longer, or under another name, become revisions, so that
/// the tags which say them are looked at again; those that no tag says are forgotten. The file's own record of
/// revisions counts versions of another history, so it stays behind.
pub(super) fn replaced(old: &Codebook, new: &Rc<Codebook>, version: u32, is_said: impl Fn(&Code) -> bool) -> Codebook {
    let mut revisions = old.revisions.clone();
    let mut lists = vec![List::Sentiment, List::Positions, List::Targets, List::Labels, List::Variables];
    // The answers of a variable that went go with it.
    let kept = old.variables.iter().filter(|variable| new.variable(&variable.id).is_some());
    lists.extend(kept.map(|variable| List::Values(variable.id.clone())));
    for list in &lists {
        let there = siblings(new, list);
        for code in siblings(old, list) {
            let name = old.name_of(&code);
            let kind = match there.contains(&code) {
                false => RevisionKind::Removed,
                true if !is_respelled(&name, &new.name_of(&code)) => RevisionKind::Redefined,
                true => continue,
            };
            // Each has a version of its own, so that a tag which says two of them is asked about both.
            let next = revisions.last().map_or(version, |last| version.max(last.version + 1));
            let (code, extra) = (said(old, &code), "".into());
            // One of the same name is a later one of the same: what it left out shall not come back with other files.
            if !is_said(&code) && (kind != RevisionKind::Removed || old.name != new.name) {
                continue;
            }
            revisions.push(Revision { version: next, kind, code, name, into: Vec::new(), extra });
        }
    }
    // What comes back is not gone.
    revisions.retain(|revision| !(revision.kind.is_gone() && has(new, &revision.code)));
    let version = revisions.last().map_or(version, |last| version.max(last.version));
    Codebook { version, revisions, ..Codebook::clone(new) }
}
