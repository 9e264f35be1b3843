//! Changing the codebook, and what follows for the tags that were made under an earlier one.

mod along;
pub mod answers;
mod fields;
mod lists;
pub mod markdown;
pub mod recode;
mod replace;
mod session;
pub mod step;
mod wording;

pub(super) use along::along;
pub use fields::{KINDS, kind_of};
pub use session::{edit, settle};
pub use step::{BookStep, Field, List, Way, list_of};
