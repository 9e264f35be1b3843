//! Which file of a project folder is what, and which are to be read.
//!
//! ```text
//! codebook.json            the codebook, or a project file's
//! project.json             a project file: articles, codebook, assignments
//! *.txt *.md *.html ...    articles, in the folder or in folders of it; only those in articles/ if there is such a one
//! annotations/ana.json     what Ana said
//! ```
//!
//! Names are all that is looked at: whether a `.json` has articles or is a project file is for its reader to say.

use super::kept::Kept;
use crate::app::import_report::FileReport;
use crate::app::written::own_file;
use crate::model::CoderId;
use crate::text::{Set, order};
use std::rc::Rc;

/// More files or folders than these are no project: somebody chose the folder around it, or a whole disk.
pub const MOST_FILES: usize = 10_000;

/// The folder of the coders' own files.
pub const ANNOTATIONS: &str = "annotations";

/// The folder to which articles are limited where it is there.
const ARTICLES: &str = "articles";

const CODEBOOK: &str = "codebook.json";

/// The project file that may stand beside a folder of articles.
pub const PROJECT: &str = "project.json";

/// How names of articles end; those that are opened elsewhere too.
pub const EXTENSIONS: [&str; 13] =
    ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "json", "jsonl", "ndjson", "csv", "tsv", "tab"];

/// What repositories have that is no article, in small letters and up to the first point.
const ABOUT_ITSELF: [&str; 6] = ["readme", "license", "licence", "changelog", "contributing", "codebook"];

/// What a file is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Articles, or a project file.
    Articles,
    /// The codebook.
    Codebook,
    /// What a coder said.
    Coder,
}

/// A file as its folder lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// From the project folder on, with `/`.
    pub path: Rc<str>,
    /// How long it is.
    pub n_bytes: u64,
    /// When it was last written, in milliseconds since 1970.
    pub modified_ms: i64,
}

/// What a file is, from its path; `None` for one that is none of the project's.
pub fn kind_of(path: &str) -> Option<Kind> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    if !is_entered(folders) || is_hidden(name) {
        return None;
    }
    let (first, ending) =
        name.split_once('.').map(|(first, _)| first).zip(name.rsplit_once('.').map(|(_, end)| end))?;
    let (first, ending) = (first.to_ascii_lowercase(), ending.to_ascii_lowercase());
    match folders {
        ANNOTATIONS => (ending == "json").then_some(Kind::Coder),
        "" if name == CODEBOOK => Some(Kind::Codebook),
        _ if folders.split('/').next() == Some(ANNOTATIONS) => None,
        _ if ABOUT_ITSELF.contains(&&*first) => None,
        _ => EXTENSIONS.contains(&&*ending).then_some(Kind::Articles),
    }
}

/// Whether a folder of the project folder is looked into; `""` is the project folder itself.
pub fn is_entered(path: &str) -> bool {
    path.is_empty() || path.split('/').all(|part| !is_hidden(part) && part != "node_modules")
}

/// What a coder's own file is called in the folder.
pub fn own_path(coder: &CoderId) -> String {
    format!("{ANNOTATIONS}/{}", own_file(coder))
}

/// Where a coder's file with this digest is kept aside, since not all of it could be read. Nobody reads it but people.
pub fn aside_path(coder: &CoderId, sha256: &str) -> String {
    let path = own_path(coder);
    let name = path.strip_suffix(".json").unwrap_or(&path);
    format!("{name}.set-aside-{}.txt", sha256.get(..8).unwrap_or(sha256))
}

/// Where a project file with this digest, which is written anew without tags, is kept with the tags that it holds: as a
/// coder's file, which everybody reads.
pub fn tags_path(sha256: &str) -> String {
    format!("{ANNOTATIONS}/project-{}.json", sha256.get(..8).unwrap_or(sha256))
}

/// Where a project file is kept aside that could not be read, for people.
pub fn project_aside_path(sha256: &str) -> String {
    format!("{ANNOTATIONS}/project.set-aside-{}.txt", sha256.get(..8).unwrap_or(sha256))
}

/// The files that have changed since they were last read, or never were, as places in the list: by kind, then path.
pub fn to_read(listed: &[Listed], kept: &Kept) -> Vec<(Kind, usize)> {
    let is_under = |path: &str| path.strip_prefix(ARTICLES).is_some_and(|rest| rest.starts_with('/'));
    let kinds: Vec<Option<Kind>> = listed.iter().map(|file| kind_of(&file.path)).collect();
    let is_limited = kinds.iter().zip(listed).any(|(kind, file)| *kind == Some(Kind::Articles) && is_under(&file.path));
    let is_wanted = |kind: Kind, file: &Listed| match kind {
        Kind::Articles => !is_limited || is_under(&file.path) || *file.path == *PROJECT,
        Kind::Codebook => true,
        // An empty one is left where there was no room to write it.
        Kind::Coder => file.n_bytes > 0,
    };
    let mut wanted: Vec<(Kind, usize)> = Vec::new();
    for (ix, (kind, file)) in kinds.into_iter().zip(listed).enumerate() {
        wanted.extend(kind.filter(|kind| is_wanted(*kind, file) && !kept.has_seen(file)).map(|kind| (kind, ix)));
    }
    order::sort_by(&mut wanted, |a, b| (a.0, &listed[a.1].path).cmp(&(b.0, &listed[b.1].path)));
    wanted
}

/// Of the system, of a repository, or of a program that is at it.
fn is_hidden(name: &str) -> bool {
    name.starts_with(['.', '~'])
}

/// Which of the files that were merged have rows that could not be read, by path. The reports are those of the whole
/// opening: merging comes last, and says one thing of each file, in the order of the files.
pub fn damaged(merged: &[Rc<str>], reports: &[FileReport]) -> Set<Rc<str>> {
    let of_merged = reports.iter().rev().zip(merged.iter().rev());
    of_merged.filter(|(report, _)| report.n_issues > 0).map(|(_, path)| path.clone()).collect()
}
