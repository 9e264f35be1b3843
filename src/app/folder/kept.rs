//! What is remembered of a project folder, so that nothing is read twice and nobody's work is written over: which files
//! were read, what the coders' files last held, and up to which step each coder's work is in theirs.

use super::layout::Listed;
use crate::edit::TransactionId;
use crate::model::CoderId;
use crate::text::Map;
use std::fmt::Write;
use std::rc::Rc;

/// The memory of one folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Length in bytes and time in milliseconds of what was read, by path.
    seen: Map<Rc<str>, (u64, i64)>,
    /// SHA-256 of what a coder's file held when it was last read or written here, by path.
    held: Map<Rc<str>, Rc<str>>,
    /// The last step of each coder that is in their file.
    steps: Map<CoderId, TransactionId>,
    /// The step that took back what was read, after which all was read again.
    back: Option<TransactionId>,
    /// The step that took back what was read, where that still stood when it was last looked at.
    lost: Option<TransactionId>,
}

impl Kept {
    /// Whether the file was read as it is.
    pub fn has_seen(&self, file: &Listed) -> bool {
        self.seen.get(&file.path) == Some(&(file.n_bytes, file.modified_ms))
    }

    /// It has been read, or written here.
    pub fn see(&mut self, file: &Listed) {
        self.seen.insert(file.path.clone(), (file.n_bytes, file.modified_ms));
    }

    /// The digest of what a coder's file last held, as far as is known here.
    pub fn held(&self, path: &str) -> Option<&str> {
        self.held.get(path).map(|sha256| &**sha256)
    }

    /// A coder's file holds this, and all of it is in the project.
    pub fn hold(&mut self, path: &str, sha256: &str) {
        self.held.insert(path.into(), sha256.into());
    }

    /// The last step of the coder that is in their file.
    pub fn step(&self, coder: &CoderId) -> Option<&TransactionId> {
        self.steps.get(coder)
    }

    /// The coder's work is in their file up to this step.
    pub fn wrote(&mut self, coder: &CoderId, step: &TransactionId) {
        self.steps.insert(coder.clone(), step.clone());
    }

    /// The step that took back what was read, after which all was read again.
    pub fn back(&self) -> Option<&TransactionId> {
        self.back.as_ref()
    }

    /// The step that took back what was read, as far as is known: the history may have forgotten it since.
    pub fn lost(&self) -> Option<&TransactionId> {
        self.lost.as_ref()
    }

    /// Such a step stands, or none does (any more). Whether that was not known.
    pub fn note_lost(&mut self, step: Option<TransactionId>) -> bool {
        let is_new = self.lost != step;
        self.lost = step;
        is_new
    }

    /// All files count as never read, since this step took back what they brought.
    pub fn read_all_again(&mut self, back: &TransactionId) {
        self.seen.clear();
        self.held.clear();
        self.back = Some(back.clone());
    }

    /// As lines to keep. A path that would break a line is left out, and its file read again next time.
    pub fn write(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        for (path, (n_bytes, modified_ms)) in self.seen.iter().filter(|(path, _)| !path.contains('\n')) {
            let _ = writeln!(out, "seen\t{n_bytes} {modified_ms}\t{path}");
        }
        for (path, sha256) in self.held.iter().filter(|(path, _)| !path.contains('\n')) {
            let _ = writeln!(out, "held\t{sha256}\t{path}");
        }
        for (coder, step) in self.steps.iter().filter(|(coder, _)| !coder.as_str().contains('\n')) {
            let _ = writeln!(out, "step\t{step}\t{coder}");
        }
        if let Some(back) = &self.back {
            let _ = writeln!(out, "back\t{back}\t");
        }
        if let Some(lost) = &self.lost {
            let _ = writeln!(out, "lost\t{lost}\t");
        }
        out
    }

    /// Reads what [`Kept::write`] wrote; a line that is none is passed over.
    pub fn read(text: &str) -> Kept {
        let mut kept = Kept::default();
        for line in text.lines() {
            let mut parts = line.splitn(3, '\t');
            let (Some(what), Some(value), Some(name)) = (parts.next(), parts.next(), parts.next()) else { continue };
            match what {
                "seen" => {
                    let numbers = value.split_once(' ').and_then(|(a, b)| Some((a.parse().ok()?, b.parse().ok()?)));
                    kept.seen.extend(numbers.map(|numbers| (name.into(), numbers)));
                }
                "held" => drop(kept.held.insert(name.into(), value.into())),
                "back" => kept.back = Some(value.into()),
                "lost" => kept.lost = Some(value.into()),
                "step" => drop(kept.steps.insert(CoderId::new(name), value.into())),
                _ => {}
            }
        }
        kept
    }
}
