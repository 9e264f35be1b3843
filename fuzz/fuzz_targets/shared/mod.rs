//! What holds of every reader of other tools' files, whatever the bytes: nothing panics, tags stand in texts, what is
//! told is bounded, and the same bytes say the same. Readers of zips are given the bytes as a file of one, too.

use standpoint::format::import::{self, Brought};
use standpoint::model::Time;
use standpoint::text::Span;

/// Issues that are told of one file, and a line about the rest.
const MOST_ISSUES: usize = 1001;

fn check(brought: &Brought) {
    let project = &brought.read.project;
    for annotation in project.layers.values().flat_map(|layer| layer.values()) {
        let text = &project.articles[&annotation.article].text;
        let (start, end) = (annotation.span.start as usize, annotation.span.end as usize);
        assert!(Span::checked(text, start, end).is_some(), "a tag off a boundary: {annotation:?}");
    }
    assert!(brought.issues.len() <= MOST_ISSUES, "{} issues", brought.issues.len());
}

/// A zip of stored files.
fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = out.len() as u32;
        let sizes = [0, content.len() as u32, content.len() as u32].map(u32::to_le_bytes).concat();
        let head = [&[20, 0, 0, 8, 0, 0, 0, 0, 33, 0][..], &sizes, &(name.len() as u16).to_le_bytes()].concat();
        out.extend([&b"PK\x03\x04"[..], &head, &[0, 0], name.as_bytes(), content].concat());
        directory.extend([&b"PK\x01\x02\x14\0"[..], &head, &[0; 12], &at.to_le_bytes(), name.as_bytes()].concat());
    }
    let (at, n) = (out.len() as u32, files.len() as u16);
    out.extend(&directory);
    out.extend([&b"PK\x05\x06\0\0\0\0"[..], &n.to_le_bytes(), &n.to_le_bytes()].concat());
    out.extend([&(directory.len() as u32).to_le_bytes()[..], &at.to_le_bytes(), &[0, 0]].concat());
    out
}

/// Reads bytes by the reader of this id.
pub fn read(id: &str, bytes: &[u8]) {
    let Some(reader) = import::reader(id) else { panic!("no reader is called {id}") };
    let brought = import::read(reader, "file", bytes, Time(0));
    check(&brought);
    assert_eq!(brought, import::read(reader, "file", bytes, Time(0)), "the same bytes say the same");
    if matches!(id, "brat" | "refi") {
        let text = "\u{feff}😀 Mayor Díaz backs the dam.\r\nGreens oppose it.";
        let files = [("a.txt", text.as_bytes()), ("a.ann", bytes), ("project.qde", bytes)];
        check(&import::read(reader, "file", &zip_of(&files), Time(0)));
    }
}
