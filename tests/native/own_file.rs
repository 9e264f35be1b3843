//! A coder's own file: what is in it, what changes it, what it is called.

use crate::random_project::{Chance, project, sentences, with};
use crate::schema::{project_schema, violations, violations_of_place};
use standpoint::app::written::{Written, own_file};
use standpoint::format::project::{Facts, Selection, last_change, merge, read, write_part};
use standpoint::model::{ArticleId, CoderId, Project};
use std::collections::BTreeSet;

/// A coder's own file, as the page writes it.
pub(crate) fn own(project: &Project, coder: &CoderId) -> String {
    let exported = last_change(project, coder);
    let lines = |id: &ArticleId| sentences(&project.articles[id].text);
    let facts = Facts { version: "0.1.0", engine: 1, exported, sentences: &lines, entities: &|_| None };
    write_part(project, &facts, &Selection::Own(coder.clone()))
}

#[test]
fn the_coders_files_restore_what_all_said_where_the_texts_are() {
    for seed in 0..30 {
        let original = project(&mut Chance(seed), 30);
        let files: Vec<String> = original.coders.keys().map(|coder| own(&original, coder)).collect();
        let texts = Project { articles: original.articles.clone(), ..Project::default() };
        let open = |project: Project, file: &String| {
            let (read, issues) = read("own.json", file.as_bytes()).expect("our own file opens");
            assert_eq!((issues, read.project.articles.len()), (Vec::new(), 0), "seed {seed}: no text is in it");
            with(&project, merge(&project, &read))
        };
        let forth = files.iter().fold(texts.clone(), open);
        let back = files.iter().rev().fold(texts, open);
        for restored in [forth, back] {
            assert_eq!(restored, original, "seed {seed}");
            let again: Vec<String> = restored.coders.keys().map(|coder| own(&restored, coder)).collect();
            assert_eq!(again, files, "seed {seed}: equal tags, equal bytes");
        }
    }
}

#[test]
fn what_one_coder_does_changes_no_file_of_another() {
    let original = project(&mut Chance(7), 40);
    let [ana, ben] = ["c:ana", "c:ben"].map(CoderId::new);
    let mut changed = original.clone();
    changed.layers.retain(|(coder, _), _| *coder == ana);
    assert_ne!(own(&changed, &ben), own(&original, &ben));
    assert_eq!(own(&changed, &ana), own(&original, &ana));
}

#[test]
fn own_files_fit_the_schema() {
    let schema = project_schema();
    for seed in 0..10 {
        let project = project(&mut Chance(seed), 20);
        for coder in project.coders.keys() {
            let value = serde_json::from_str(&own(&project, coder)).expect("our file is JSON");
            assert_eq!(violations(&schema, &value), Vec::<String>::new(), "seed {seed}");
            for row in value["annotations"].as_array().expect("rows") {
                assert_eq!(violations_of_place(&schema, row), Vec::<String>::new(), "seed {seed}");
            }
        }
    }
}

#[test]
fn no_two_coders_have_one_file() {
    assert_eq!(own_file(&CoderId::new("c:ana-maría")), "ana-maría.json");
    let ids = ["c:ana", "c:Ana", "c:a/na", "c:a_2f_na", "c:..", "c:", "c:a na", "c:a.na", "ana maría"];
    let names: BTreeSet<String> = ids.iter().map(|id| own_file(&CoderId::new(*id)).to_lowercase()).collect();
    assert_eq!(names.len(), ids.len());
    assert!(names.iter().all(|name| !name.contains(['/', '\\', ':']) && !name.starts_with("..")), "{names:?}");
}

#[test]
fn the_worker_is_asked_for_what_is_meant() {
    for written in [Written::Project, Written::Table, Written::Own(CoderId::new("c:a b"))] {
        assert_eq!(Written::of(&written.text()), written);
    }
}
