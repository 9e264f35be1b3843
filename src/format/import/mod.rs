//! Files of other annotation tools: a list of readers, one file each.
//!
//! [`reader_of`] says which reader a file is for, [`read`] reads it as a part of a project that
//! [`merge`](super::project::merge) brings in like any other, so what came in twice stands once. Good rows come in
//! whatever stands beside them: what does not fit is an issue with its line, what has no place in a text is kept
//! under `unplaced`. The codebook that comes along has version 0 and only what the file's tags say.
//!
//! Files of articles without tags are [`super::article`]'s, our own project files [`super::project`]'s.

mod brat;
mod build;
mod cas;
mod cas_json;
mod cas_xmi;
mod categories;
mod codebook;
mod conll;
mod doccano;
mod label_studio;
mod meta;
mod names;
mod prodigy;
mod refi;
mod refi_codes;
mod retold;
mod rows;
mod said;
mod tags;
mod texts;
mod units;
mod w3c;

use super::Issue;
use super::encoding::decoded;
use super::export::OffsetUnit;
use super::project::ReadProject;
use super::unzip::{self, Entry};
use crate::model::{Codebook, Project, Time};
use build::Builder;
pub(in crate::format) use retold::{Piece, Retold, retell, unpacked};
pub(in crate::format) use rows::rows_of;
use std::rc::Rc;
pub(in crate::format) use tags::{body_of, key_of};
pub use units::Evidence;

/// Every format that is read; a file is the first one's that recognises it.
pub static ALL: &[&dyn Reader] = &[
    &cas_json::CasJson,
    &cas_xmi::CasXmi,
    &refi::Refi,
    &w3c::W3c,
    &label_studio::LabelStudio,
    &prodigy::Prodigy,
    &doccano::Doccano,
    &brat::Brat,
    &conll::Conll,
];

/// Reads one format.
pub trait Reader: Sync {
    /// What it is, and what it leaves behind.
    fn about(&self) -> &'static About;

    /// Whether a file is surely of this format. Files of plain articles never are.
    fn recognise(&self, input: &Input<'_>) -> bool;

    /// Hands everything in the file to the builder.
    fn read(&self, input: &Input<'_>, into: &mut Builder);
}

/// What a person is told of a format.
#[derive(Debug)]
pub struct About {
    /// That of the writer, where there is one: `label-studio`.
    pub id: &'static str,
    /// As shown; also names the coder where a file does not say who tagged.
    pub name: &'static str,
    /// What its offsets should count; the words decide.
    pub unit: OffsetUnit,
    /// What comes in, in a line.
    pub brings: &'static str,
    /// What stays behind.
    pub leaves: &'static str,
}

/// A file to be read.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// As the person knows it.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// What a file brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Brought {
    /// A part of a project, to be merged.
    pub read: ReadProject,
    /// What did not come in, or not as given.
    pub issues: Vec<Issue>,
    /// What came in and was read in a way worth knowing, the offset unit that fitted among it.
    pub notes: Vec<Issue>,
    /// What its stretches say about their unit.
    pub evidence: Evidence,
}

/// A codebook alone as a part of a project, to be merged.
pub fn codes(codebook: &Rc<Codebook>) -> ReadProject {
    let project = Project { codebook: codebook.clone(), ..Project::default() };
    ReadProject { project, ..ReadProject::default() }
}

/// The reader of this id.
pub fn reader(id: &str) -> Option<&'static dyn Reader> {
    ALL.iter().copied().find(|reader| reader.about().id == id)
}

/// The reader that a file is for; `None` if it is of no tool that is known here. A zip is for the reader of what is in
/// it, lines are for that of the first that says so: one bad row hides nothing.
pub fn reader_of(name: &str, bytes: &[u8]) -> Option<&'static dyn Reader> {
    let (bytes, _) = decoded(bytes);
    let known = |input: &Input<'_>| ALL.iter().copied().find(|reader| reader.recognise(input));
    let of_rows = |name: &str, bytes: &[u8]| {
        let row = |bytes| known(&Input { name, bytes });
        let is_lines = bytes.trim_ascii_start().starts_with(b"{");
        row(bytes).or_else(|| {
            bytes.split(|byte| *byte == b'\n').take(MOST_LOOKED_AT).skip(1).filter(|_| is_lines).find_map(row)
        })
    };
    of_rows(name, &bytes).or_else(|| {
        let is_one = |path: &str| IN_ZIPS.iter().any(|ending| path.ends_with(ending));
        let files = unzip::fitting(&bytes, is_one).take(MOST_LOOKED_AT);
        files.filter_map(|(name, bytes)| of_rows(&name, &decoded(&bytes).0)).next()
    })
}

/// So many rows, or files in a zip, are looked at to know a format.
const MOST_LOOKED_AT: usize = 20;

/// Endings of files that are looked at in a zip.
const IN_ZIPS: [&str; 7] = [".json", ".jsonl", ".jsonld", ".conll", ".iob", ".iob2", ".xmi"];

/// Reads a file, or those of its format in a zip. Tags are said to be from `at` where the file has no time: give the
/// file's own, and opening it again changes nothing.
pub fn read(reader: &dyn Reader, name: &str, bytes: &[u8], at: Time) -> Brought {
    built(reader, name, bytes, at).finish()
}

/// As [`read`], for a part of a file whose parts together say `of_file` about their unit.
pub fn read_part(reader: &dyn Reader, name: &str, bytes: &[u8], at: Time, of_file: Evidence) -> Brought {
    let mut builder = built(reader, name, bytes, at);
    builder.is_part(of_file);
    builder.finish()
}

/// All that a reader hands in.
fn built(reader: &dyn Reader, name: &str, bytes: &[u8], at: Time) -> Builder {
    let mut builder = Builder::new(name, reader.about(), at);
    let bytes = &*builder.decoded(bytes);
    let input = Input { name, bytes };
    if !unzip::is_zip(bytes) || reader.recognise(&input) {
        reader.read(&input, &mut builder);
        return builder;
    }
    let mut n_others = 0;
    for Entry { path, content, damage } in unzip::entries(bytes) {
        builder.enter(&format!("{name}: {path}"));
        damage.into_iter().for_each(|what| builder.issue(None, what, "It was read as it is; pack the folder again."));
        match content {
            Ok(content) => {
                let content = builder.decoded(&content);
                let input = Input { name: &path, bytes: &content };
                if reader.recognise(&input) {
                    reader.read(&input, &mut builder);
                } else {
                    n_others += 1;
                }
            }
            Err(why) => builder.issue(None, why, "The others came in; pack the folder again."),
        }
    }
    builder.enter(name);
    builder.left(n_others, "files in the zip are not of the format of the others and stay behind");
    builder
}
