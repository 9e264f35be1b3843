//! The engine: what a text holds that nobody tagged. Reads only; pure functions of the text.

mod amounts;
mod analyze;
pub mod corpus;
mod dates;
mod guesses;
mod lexicon;
mod memory;
mod names;
mod reference;
mod search;
mod segments;
mod slug;
mod speaker;
mod words;

pub use crate::text::sentences;
pub use analyze::analyze;
pub use search::{Query, SearchError, is_pattern, search, search_words};
pub use speaker::speaker;

/// Raised whenever the same text may give another [`crate::model::Document`], so that kept ones are derived again.
pub const ENGINE_VERSION: u32 = 1;
