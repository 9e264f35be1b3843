//! Names and amounts: where they are, what each names in the light of the whole document, what stands around them.

mod amounts;
mod attributes;
mod dates;
mod finder;
mod memory;
mod metonyms;
mod parts;
mod resolver;
mod rule;
mod slug;
mod surname;

pub use attributes::{Attributes, attributes};
pub(super) use finder::{Candidate, Finder, Letters};
pub(super) use memory::Read;
pub use metonyms::stands_for;
pub(super) use resolver::{Place, Resolved, Resolver};
pub use rule::NameRule;
