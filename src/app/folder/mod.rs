//! The project folder: articles, codebook and one file of tags for each coder, in a folder that a team shares.
//!
//! [`layout`] says which file is what and which are to be read, [`writing`] whose file is to be written and when it
//! must be read first, [`kept`] what is remembered between visits. Here is what the page says of it and what the
//! session does with what was read. It deliberately knows no browser: handles, clocks and permissions are the shell's.

pub mod kept;
pub mod layout;
pub mod writing;

use super::blind;
use super::deed::Deed;
use super::save::{ReadOnly, SaveState, StorageError};
use super::session::Session;
use super::update::{Action, Change};
use super::words::counted;
use crate::edit::{Edit, Record};
use std::fmt;
use std::rc::Rc;

/// What the step is called that brings in what a folder has.
pub const LABEL: &str = "project folder";

/// What a notice about the folder begins with.
const ABOUT: &str = "Project folder: ";

/// How it stands with the folder.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum FolderState {
    /// There is none.
    #[default]
    None,
    /// One of an earlier visit, which the browser opens again only when it is asked for.
    Asleep {
        /// The folder's name.
        name: Rc<str>,
    },
    /// Being read.
    Reading {
        /// The folder's name.
        name: Rc<str>,
    },
    /// What was done here is written in a moment.
    Behind {
        /// The folder's name.
        name: Rc<str>,
    },
    /// It has all that was done here.
    Written {
        /// The folder's name.
        name: Rc<str>,
    },
    /// Something is in the way. It is tried again by itself.
    Failed {
        /// The folder's name.
        name: Rc<str>,
        /// What.
        why: Trouble,
    },
}

/// What stands in the way of reading or writing a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser no longer lets the page write there.
    NotAllowed,
    /// The folder, or the disk it is on, is gone or has another name.
    Gone,
    /// No room.
    Full,
    /// Something that is no folder is called `annotations`, or a folder is called as a file should be.
    WrongKind,
    /// It has more files than a project can.
    TooMany,
    /// Another program holds a file.
    Busy,
    /// The worker stopped while it wrote a file.
    NotWritten,
    /// Somebody took back what was read from it.
    TakenBack,
    /// The worker stopped while it read what is in it.
    NotRead,
    /// Anything else, in the browser's own words.
    Other(String),
}

impl FolderState {
    /// The folder's name, if there is one.
    pub fn name(&self) -> Option<&Rc<str>> {
        match self {
            FolderState::None => None,
            FolderState::Asleep { name }
            | FolderState::Reading { name }
            | FolderState::Behind { name }
            | FolderState::Written { name }
            | FolderState::Failed { name, .. } => Some(name),
        }
    }

    /// What stands in the top bar behind "Saved": nothing without a folder.
    pub fn in_bar(&self) -> &'static str {
        match self {
            FolderState::None => "",
            FolderState::Asleep { .. } => " · folder not connected",
            FolderState::Reading { .. } | FolderState::Behind { .. } => " · folder soon",
            FolderState::Written { .. } => " · folder",
            FolderState::Failed { .. } => " · folder not written",
        }
    }
}

/// A whole sentence about it.
impl fmt::Display for FolderState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FolderState::None => f.write_str("No project folder is open."),
            FolderState::Asleep { name } => {
                write!(f, "The folder {name} is not connected yet: after a reload the browser wants to be asked again.")
            }
            FolderState::Reading { name } => write!(f, "Reading the folder {name} …"),
            FolderState::Behind { name } => {
                write!(f, "The folder {name} is open; the last changes are written in a moment.")
            }
            FolderState::Written { name } => {
                write!(f, "The folder {name} is open, and all that was done here is in it.")
            }
            FolderState::Failed { name, why } => write!(f, "The folder {name} could not be written or read: {why}"),
        }
    }
}

impl fmt::Display for Trouble {
    /// What happened and what to do. The work itself is saved in the browser all the same.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::NotAllowed => {
                f.write_str("the browser no longer lets this page write there. Press Reconnect, under Data.")
            }
            Trouble::Gone => f.write_str(
                "it is not there any more, or has another name. Put it back, or open the folder again, under Data.",
            ),
            Trouble::Full => f.write_str("its disk is full. Free some space; it is tried again by itself."),
            Trouble::WrongKind => f.write_str(
                "“annotations” in it must be a folder and the coders' files in that must be files. Rename what is \
                 something else; it is tried again by itself.",
            ),
            Trouble::TooMany => write!(
                f,
                "it has more than {} files or folders. Open the project's own folder, not one around it.",
                layout::MOST_FILES
            ),
            Trouble::Busy => {
                f.write_str("another program holds the file. Close it there; it is tried again by itself.")
            }
            Trouble::NotWritten => f.write_str("your file could not be made. Load the page again; it is written then."),
            Trouble::TakenBack => f.write_str(
                "what was read from it was taken back here, and with it your file would lose it. Do it again, or \
                 under Data read the files again or stop using the folder.",
            ),
            Trouble::NotRead => {
                f.write_str("not all of it could be read. Load the page again and read the folder again, under Data.")
            }
            Trouble::Other(cause) => write!(f, "{cause}. It is tried again by itself."),
        }
    }
}

impl std::error::Error for Trouble {}

/// How it stands with the folder now. Trouble is a notice as well, until it is over.
pub fn now(state: FolderState) -> Action {
    Deed::action(move |session, _| {
        if session.folder == state {
            return None;
        }
        session.notices.retain(|notice| !notice.starts_with(ABOUT));
        session.folder = state.clone();
        let FolderState::Failed { why, .. } = &state else { return Some(Vec::new()) };
        let text = format!("{ABOUT}{why} Your work is saved in this browser.");
        session.notices.push(text.as_str().into());
        Some(vec![Change::Say(text)])
    })
}

/// Says how reading it went.
pub fn say_read(n_files: usize) -> Action {
    let files = counted(n_files, "file", "files");
    let text =
        if n_files == 0 { "Nothing new in the folder".to_owned() } else { format!("Read from the folder: {files}") };
    Deed::action(move |_, _| Some(vec![Change::Say(text.clone())]))
}

/// What to say of the project file that was written.
pub fn in_project_file(session: &Session) -> Rc<str> {
    let articles = counted(session.articles().len(), "article", "articles");
    let rest = match session.project().plan.assignments.is_empty() {
        true => " and the codebook",
        false => ", the codebook and the assignments",
    };
    format!("project.json is in the folder now: {articles}{rest}. It has nobody's tags.").into()
}

/// What was read from a folder comes in, as a step that undo takes back. Unlike a file that somebody opens, it makes
/// nobody who has not said who they are a coder, and it leaves the place and what is open over the page alone.
pub fn take_in(edits: Vec<Edit>, problems: Vec<Rc<str>>) -> Action {
    taken_in(edits, problems, Change::Edit)
}

/// The same, while the coder is at something else: undo takes back what they did themselves.
pub fn take_in_quietly(edits: Vec<Edit>, problems: Vec<Rc<str>>) -> Action {
    taken_in(edits, problems, Change::System)
}

fn taken_in(edits: Vec<Edit>, problems: Vec<Rc<str>>, change: fn(Rc<str>, Vec<Edit>) -> Change) -> Action {
    Deed::action(move |session, _| {
        session.notices.extend(problems.iter().cloned());
        if edits.is_empty() {
            return None;
        }
        let has_plan = edits.iter().any(|edit| matches!(edit.after, Some(Record::Plan(_))));
        let blind = has_plan.then(|| blind::kept(session));
        Some(blind.into_iter().chain([change(LABEL.into(), edits.clone())]).collect())
    })
}

/// Whether a page whose work is kept so may write to a folder: otherwise another tab, or a newer version of the page,
/// may be at it.
pub fn may_write(save: &SaveState) -> bool {
    let is_newer = |why: &StorageError| *why == StorageError::NewerVersion;
    match save {
        SaveState::Loading | SaveState::ReadOnly { why: ReadOnly::OtherTab | ReadOnly::NewerVersion } => false,
        SaveState::Failed { why, .. } => !is_newer(why),
        SaveState::Saved { .. } | SaveState::Saving => true,
    }
}

impl Session {
    /// How it stands with the project folder.
    pub fn folder(&self) -> &FolderState {
        &self.folder
    }
}
