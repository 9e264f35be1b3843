//! Bytes in, bytes out: files of articles, the project file, the journal's wire form, other tools' formats.

pub mod hash;
mod issue;

pub use issue::Issue;
