//! The engine: what a text holds that nobody tagged. Reads only; pure functions of the text.

mod amounts;
mod analyze;
mod around;
mod attributes;
pub mod corpus;
mod cues;
mod dates;
mod explain;
mod lexicon;
mod memory;
mod metonyms;
mod names;
pub mod query;
mod quotations;
mod reference;
mod search;
mod sentence_hits;
pub mod sentiment;
mod slug;
mod speaker;
mod stance;
mod stance_grammar;
mod stance_holder;
mod stance_words;
mod style;
pub mod tagger;
mod words;

pub use crate::text::sentences;
pub use analyze::{Sequence, analyze, analyze_with, tagger_sequences};
pub use attributes::{Attributes, attributes};
pub use explain::{Reason, explain};
pub use metonyms::stands_for;
pub use search::{Query, SearchError, is_pattern, search, search_words};
pub use sentence_hits::{sentence_hits, sentences_of};
pub use stance::{Position, StanceCue, stance_cues};

/// Raised whenever the same text may give another [`crate::model::Document`], so that kept ones are derived again.
pub const ENGINE_VERSION: u32 = 3;
