//! The project file, `standpoint/1`: a whole project or a part of it as one JSON text.
//!
//! [`write`] and [`write_part`] make it, [`read`] takes it apart, [`merge`] says what it changes
//! in a project that is already there: opening a file is always a merge and never overwrites.
//! `schema/standpoint-1.schema.json` describes the form for other programs.
//!
//! Keys and lists stand in a fixed order, so equal projects give equal bytes: coders and
//! entities by id, articles by title then id, annotations by article id, start, end, type,
//! coder, id; the codebook's lists as its author ordered them. A list has one row a line, so
//! that two versions of a file can be compared line by line.
//!
//! Beyond the fields every reader needs, a file has `marks` in its articles, `key` in labels and
//! `entity` in targets. Entities that are only the engine's carry `"origin": "engine"`: scripts find
//! the names they need, and reading leaves them out, since they are derived again. Unknown
//! fields survive reading and writing everywhere but in `generator`, `sentences`, `marks` and `dropped`.

mod account;
mod codebook;
mod error;
mod merge;
mod place;
mod read;
mod settle;
mod write;

pub use account::{Account, NotPlaced, Realigned, Tally};
pub use error::ReadError;
pub use merge::{merge, merge_with_account};
pub use read::{ReadProject, read};
pub(crate) use settle::settle;
pub use write::{Facts, Selection, last_change, write, write_part};

/// The format's name before its version.
const FORMAT: &str = "standpoint/";

/// The major version that this code writes, and the only one it reads.
const MAJOR: u32 = 1;
