//! Changing the codebook, and what follows for the tags that were made under an earlier one.

pub mod answers;
mod fields;
mod lists;
pub mod markdown;
pub mod recode;
mod replace;
mod session;
pub mod step;
mod wording;

pub use fields::{KINDS, kind_of};
pub use session::{edit, settle};
pub use step::{BookStep, Field, List, Way, list_of};
