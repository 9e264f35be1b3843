//! A coder's own file read again. There are no texts in it, so its rows are looked up in those of the project.

use super::{Fate, Proof, Proved, Scene, Told, manners, records};
use crate::format::export::OffsetUnit;
use crate::format::export::told::ToldUnit;
use crate::format::project;
use crate::model::{AnnotationId, CoderId};

/// Reads the file of what this coder said.
pub fn prove_own(scene: Scene<'_>, coder: &CoderId, bytes: &[u8]) -> Proved {
    let layers = || scene.project.layers.iter().filter(|((of, _), _)| of == coder);
    let said = layers().flat_map(|(_, layer)| layer.values());
    let told = Told {
        articles: layers().map(|((_, article), _)| article.clone()).collect(),
        units: said.map(|a| ToldUnit { annotation: (**a).clone(), unit: a.span, fate: Fate::Written }).collect(),
    };
    let mut proof = Proof::of(manners::of("own"), OffsetUnit::CodePoints, scene, told);
    read(&mut proof, coder, bytes);
    proof.finish()
}

fn read(proof: &mut Proof<'_>, coder: &CoderId, bytes: &[u8]) {
    let (read, issues) = match project::read("", bytes) {
        Ok(read) => read,
        Err(error) => return proof.issue("", None, error.to_string()),
    };
    issues.iter().for_each(|issue| proof.issue("", issue.line, issue.what.clone()));
    let (written, read) = (proof.project(), read.project);
    // Those that never had a place here are handed on as they stand.
    let is_handed_on =
        |id: &AnnotationId, json: &str| written.unplaced.get(id).is_some_and(|unplaced| &*unplaced.json == json);
    for row in read.unplaced.values().filter(|row| !is_handed_on(&row.id, &row.json)) {
        proof.row(&row.json, "");
    }
    let is_written = written.coders.get(coder) == read.coders.get(coder);
    records::facts(
        proof,
        [
            ("the project's name", (&written.id, &written.name) == (&read.id, &read.name)),
            ("the codebook", written.codebook == read.codebook),
            ("the coder's name", is_written),
            ("the plan of who codes what", written.plan == read.plan),
        ],
    );
}
