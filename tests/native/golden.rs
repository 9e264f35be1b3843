//! Every format over one small project, file by file: `tests/golden/`.
//!
//! The project has what goes wrong elsewhere: emoji before and at the ends of spans, combining marks, Hebrew, control
//! characters, tabs and double blanks, nested, crossing and adjacent spans, two coders, and a part of a bundled
//! article.
//! `cargo xtask golden` writes the files anew; look at what changed before it is committed.

use standpoint::find::{ENGINE_VERSION, analyze};
use standpoint::format::export::{self, Scene, Writer};
use standpoint::format::project;
use standpoint::model::{Article, Document, Entity, EntityId, EntityKind, Project, Time};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The project that all golden files are of.
pub(crate) fn example() -> Project {
    let bytes = fs::read(folder().join("project.json")).expect("the golden project");
    let (read, issues) = project::read("project.json", &bytes).expect("it reads");
    assert!(issues.is_empty(), "{issues:?}");
    assert!(read.project.unplaced.is_empty(), "every annotation has its place");
    read.project
}

/// What the engine calls the one entity of the example that only it knows.
pub(crate) fn entities(id: &EntityId) -> Option<Entity> {
    (id.as_str() == "e:elena-diaz").then(|| Entity::new(id.clone(), "Elena Díaz".into(), EntityKind::Person))
}

/// The scene of an export that says the same every time.
pub(crate) fn scene(project: &Project) -> Scene<'_> {
    let exported = Time(1_788_264_000_000);
    Scene { project, entities: &entities, version: "0.1.0", engine: ENGINE_VERSION, exported }
}

pub(crate) fn read(article: &Article) -> Document {
    analyze(&article.text)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

/// The files of one format by their path in the folder.
fn files(writer: &dyn Writer, project: &Project) -> BTreeMap<String, Vec<u8>> {
    let about = writer.about();
    let (files, _) = export::write_files(writer, scene(project), &read);
    let named = files.into_iter().map(|(name, content)| {
        let path =
            if name.is_empty() { format!("{}.{}", about.id, about.extension) } else { format!("{}/{name}", about.id) };
        let text = String::from_utf8(content).expect("every format is text");
        (path, text.into_bytes())
    });
    named.collect()
}

#[test]
fn every_format_writes_its_golden_files() {
    let project = example();
    let mut expected: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for writer in export::ALL.iter().filter(|writer| writer.about().id != "standpoint") {
        expected.extend(files(*writer, &project));
    }
    if std::env::var_os("STANDPOINT_GOLDEN").is_some() {
        for path in found(&folder()) {
            fs::remove_file(folder().join(path)).expect("an old golden file");
        }
        for (path, content) in &expected {
            let path = folder().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for golden files");
            fs::write(path, content).expect("a golden file");
        }
    }
    let advice = "if that is meant, `cargo xtask golden` writes the golden files anew";
    let there: Vec<String> = found(&folder());
    assert_eq!(there, expected.keys().cloned().collect::<Vec<_>>(), "{advice}");
    for (path, content) in &expected {
        let golden = fs::read(folder().join(path)).expect("a golden file");
        if golden != *content {
            let (a, b) = (String::from_utf8_lossy(&golden), String::from_utf8_lossy(content));
            let line = a.lines().zip(b.lines()).position(|(a, b)| a != b).unwrap_or(0);
            let [a, b] = [&a, &b].map(|text| text.lines().nth(line).unwrap_or("").to_owned());
            panic!("{path}, line {}: golden\n{a}\nwritten\n{b}\n{advice}", line + 1);
        }
    }
}

/// All golden files by path, sorted; not the project that they are made from.
pub(crate) fn found(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let path = path.strip_prefix(folder).expect("inside").to_string_lossy().replace('\\', "/");
            if path != "project.json" {
                all.push(path);
            }
        }
    }
    all.sort();
    all
}
