//! The files that are written from a project, and what a coder's own file is called.

use crate::model::{CoderId, Project};
use crate::text::Map;
use std::rc::Rc;

/// A file that is written from the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// The whole project.
    Project,
    /// A row per sentence, coder and stance.
    Table,
    /// What this coder said and decided, without the texts.
    Own(CoderId),
    /// The project in a format of [`crate::format::export`], by its id.
    Tool(Rc<str>),
}

/// What stands before the coder's id.
const OWN: &str = "own ";

/// What stands before the format's id.
const TOOL: &str = "tool ";

impl Written {
    /// As the worker is asked for it.
    pub fn text(&self) -> String {
        match self {
            Written::Project => "json".to_owned(),
            Written::Table => "csv".to_owned(),
            Written::Own(coder) => format!("{OWN}{coder}"),
            Written::Tool(format) => format!("{TOOL}{format}"),
        }
    }

    /// Reads what [`Written::text`] wrote.
    pub fn of(text: &str) -> Written {
        match (text.strip_prefix(OWN), text.strip_prefix(TOOL)) {
            (Some(coder), _) => Written::Own(CoderId::new(coder)),
            (_, Some(format)) => Written::Tool(format.into()),
            _ if text == "csv" => Written::Table,
            _ => Written::Project,
        }
    }
}

/// The project as a team begins with it: without anybody's tags, which are in the coders' own files.
pub fn without_tags(project: &Project) -> Project {
    Project { layers: Map::new(), unplaced: Map::new(), ..project.clone() }
}

/// The name of a coder's file. No two coders have one, also where capitals do not count.
pub fn own_file(coder: &CoderId) -> String {
    let id = coder.as_str().strip_prefix("c:").unwrap_or(coder.as_str());
    let mut name = String::new();
    for c in id.chars() {
        if c == '-' || (c.is_alphanumeric() && !c.is_uppercase()) {
            name.push(c);
        } else {
            name.push_str(&format!("_{:x}_", c as u32));
        }
    }
    name + ".json"
}
