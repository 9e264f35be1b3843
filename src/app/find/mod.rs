//! Finding sentences: what a query means here, what it found, and how to go through that.

mod fields;
pub(super) mod found;
mod run;

pub use fields::Filter;
pub use found::Found;
pub use run::{Answer, IN_PAGE_BYTES, MOST_MATCHES, finish, start};
