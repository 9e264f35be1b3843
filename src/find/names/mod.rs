//! Names and amounts: where they are, what each names in the light of the whole document, what stands around them.

mod amounts;
mod attributes;
mod dates;
mod finder;
mod memory;
mod metonyms;
mod slug;

pub use attributes::{Attributes, attributes};
pub(super) use finder::{Candidate, Finder, How};
pub(super) use memory::{Read, Resolver};
pub use metonyms::stands_for;
