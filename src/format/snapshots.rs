//! Names that people gave to points of the history: a field `snapshots` of the project file, by the step's id, so that
//! merging files is a union of theirs.
//!
//! The history itself is not in the file; a name then says who called which moment so.

use super::json::{Fields, Object};
use super::raw::Raw;
use crate::model::{CoderId, Time};
use std::rc::Rc;

/// A name for how the project was right after a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The step's id.
    pub step: Rc<str>,
    /// As given.
    pub name: Rc<str>,
    /// When it was given.
    pub at: Time,
    /// By whom, if the page knew.
    pub by: Option<CoderId>,
}

const FIELD: &str = "snapshots";

/// The named points that stand in [`crate::model::Project::extra`], by step. One that cannot be read is passed over.
pub fn snapshots(extra: &str) -> Vec<Snapshot> {
    let mut fields = Fields::of_text(extra);
    let Ok(Some(all)) = fields.object(FIELD) else { return Vec::new() };
    let read = |(step, raw): (std::borrow::Cow<'_, str>, Raw<'_>)| {
        let mut fields = Fields::of(raw).ok()?;
        let name: Rc<str> = fields.need_text("name").ok()?.into();
        let at = fields.need_text("at").ok()?.parse().ok()?;
        let by = fields.text("by").ok()?.map(CoderId::new);
        Some(Snapshot { step: step.into(), name, at, by })
    };
    all.into_pairs().filter_map(read).collect()
}

/// The same fields with this name for its step; an empty name takes the step's away.
pub fn with_snapshot(extra: &str, snapshot: &Snapshot) -> Rc<str> {
    let mut fields = Fields::of_text(extra);
    let old = fields.take(FIELD).and_then(|raw| Fields::of(raw).ok());
    let mut points = String::new();
    let mut object = Object::open(&mut points);
    let mut n_points = 0;
    for (step, raw) in old.into_iter().flat_map(Fields::into_pairs).filter(|(step, _)| **step != *snapshot.step) {
        object.raw(&step, raw.get());
        n_points += 1;
    }
    if !snapshot.name.is_empty() {
        let mut point = Object::open(object.field(&snapshot.step));
        point.text("name", &snapshot.name);
        point.text("at", &snapshot.at.to_string());
        if let Some(by) = &snapshot.by {
            point.text("by", by.as_str());
        }
        point.close();
        n_points += 1;
    }
    object.close();
    let rest = fields.rest();
    if n_points == 0 {
        return rest;
    }
    let mut out = String::new();
    let mut object = Object::open(&mut out);
    object.raw(FIELD, &points);
    object.extra(&rest);
    object.close();
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(step: &str, name: &str) -> Snapshot {
        Snapshot { step: step.into(), name: name.into(), at: Time(0), by: Some(CoderId::new("c:ana")) }
    }

    #[test]
    fn names_come_and_go_and_other_fields_stay() {
        let extra = r#"{"zone":[1.50]}"#;
        let one = with_snapshot(extra, &point("B", "before \"recoding\""));
        let two = with_snapshot(&one, &point("A", "pilot"));
        let names = |extra: &str| snapshots(extra).iter().map(|s| format!("{}={}", s.step, s.name)).collect::<Vec<_>>();
        assert_eq!(names(&one), ["B=before \"recoding\""]);
        let mut both = names(&two);
        both.sort();
        assert_eq!(both, ["A=pilot", "B=before \"recoding\""]);
        assert!(two.contains("\"zone\":[1.50]"), "{two}");
        assert_eq!(snapshots(&two).iter().find(|s| *s.step == *"A"), Some(&point("A", "pilot")));
        assert_eq!(names(&with_snapshot(&two, &point("A", "first"))).len(), 2, "another name for the same step");
        let none = with_snapshot(&with_snapshot(&two, &point("A", "")), &point("B", ""));
        assert_eq!(&*none, extra);
        assert_eq!(&*with_snapshot("", &point("A", "")), "");
        assert!(snapshots("").is_empty());
    }
}
