//! Codebooks as files of their own: the part of a project file under `codebook`, alone.

use super::bundled::bundled_codebooks_json;
use super::bundled_codebook;
use super::json::{Bad, Fields};
use super::project::ReadError;
use super::raw::Raw;
use super::wire::{read_codebook, write_codebook};
use crate::model::Codebook;

/// The codebook that a new project begins with: `seeds/codebooks/default.json`.
pub fn bundled() -> Codebook {
    bundled_codebook::bundled()
}

/// Every codebook that comes with the page, the default one first.
pub fn all_bundled() -> impl Iterator<Item = Codebook> {
    bundled_codebooks_json().iter().filter_map(|json| {
        let raw = Raw::of(json).ok();
        raw.and_then(|raw| read_codebook(raw, &mut Vec::new()).ok())
    })
}

/// Reads a codebook, or that of a project file. Unlike a project's rows it comes in whole or not at all: half a
/// codebook would change what tags mean.
pub fn read(json: &str) -> Result<Codebook, ReadError> {
    let raw = Raw::of(json).map_err(|error| ReadError::syntax(&error))?;
    // A project file has its codebook under this name.
    let raw = Fields::of(raw).ok().and_then(|mut fields| fields.take("codebook")).unwrap_or(raw);
    let mut bads: Vec<Bad> = Vec::new();
    let codebook = read_codebook(raw, &mut bads).map_err(|bad| ReadError::content(json, &bad))?;
    bads.first().map_or(Ok(codebook), |bad| Err(ReadError::content(json, bad)))
}

/// The codebook as a file of its own.
pub fn write(codebook: &Codebook) -> String {
    let mut out = String::new();
    write_codebook(&mut out, codebook);
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::bundled_codebook_json;
    use std::collections::BTreeSet;

    #[test]
    fn the_bundled_codebook_is_whole_and_comes_back() {
        let codebook = read(bundled_codebook_json()).expect("the bundled codebook reads");
        assert_eq!(codebook.sentiment.values.len(), 3);
        assert_eq!(codebook.positions.len(), 4);
        assert_eq!((codebook.targets.len(), codebook.labels.len()), (12, 8));
        let keys: BTreeSet<char> = codebook.labels.iter().map(|label| label.key).collect();
        assert_eq!(keys.len(), 8, "each label has a key of its own");
        assert!(keys.iter().all(char::is_ascii_lowercase));
        assert!(codebook.targets.iter().all(|target| !target.guideline.is_empty()));
        assert!(codebook.labels.iter().all(|label| !label.guideline.is_empty()));
        assert_eq!(read(&write(&codebook)), Ok(codebook.clone()));
        assert_eq!(bundled(), Codebook { revisions: Vec::new(), ..codebook }, "as the build wrote it");
    }

    #[test]
    fn every_bundled_codebook_is_whole_and_says_how_to_use_it() {
        assert_eq!(all_bundled().count(), bundled_codebooks_json().len());
        let mut names = BTreeSet::new();
        for json in bundled_codebooks_json() {
            let book = read(json).expect("a bundled codebook reads");
            assert!(names.insert(book.name.clone()), "two are called {}", book.name);
            assert!(!book.name.is_empty() && (2..=7).contains(&book.sentiment.values.len()));
            assert!(book.labels.iter().all(|label| !label.guideline.is_empty() && label.key.is_ascii_lowercase()));
            assert!(book.variables.iter().all(|variable| !variable.guideline.is_empty()));
            assert!(!book.guidelines.is_empty(), "{} has no guidelines", book.name);
            let project = format!("{{\"format\":\"standpoint/1\",\"codebook\":{json}}}");
            assert_eq!(read(&project), Ok(book), "as part of a project file");
        }
    }

    #[test]
    fn fields_of_a_newer_version_come_back() {
        let json = r#"{"version":7,"sentiment":{"kind":"nominal","values":["a"],"hue":[1, 2]},"positions":[],
            "targets":[{"id":"t:x","name":"X","guideline":"","parent":"t:y"}],
            "labels":[{"id":"l:x","name":"X","guideline":"","key":"x","hue":3}],
            "variables":[{"id":"v:z","hue":[5]}],"licence":"CC0"}"#;
        let codebook = read(json).expect("it reads");
        let written = write(&codebook);
        for part in
            [r#""hue":[1,2]"#, r#""parent":"t:y""#, r#""hue":3"#, r#""kind":"text","hue":[5]}"#, r#""licence":"CC0""#]
        {
            assert!(written.contains(part), "{part} in {written}");
        }
        assert_eq!(read(&written), Ok(codebook));
    }

    #[test]
    fn a_wrong_row_is_named_with_its_line() {
        let error = read("{\"version\": 1,\n \"labels\": [{\"id\": 5}]}").expect_err("5 is no id");
        assert_eq!(error.to_string(), "line 2, column 20: labels[0].id: expected a string");
    }
}
