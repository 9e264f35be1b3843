//! The engine: what a text holds that nobody tagged. Reads only; pure functions of the text.

mod address;
mod analyze;
pub mod corpus;
mod explain;
mod lexicon;
pub mod links;
mod model_file;
mod names;
mod polarity;
pub mod query;
mod search;
mod sentence_hits;
pub mod sentiment;
mod speaker;
mod stance;
mod style;
pub mod suggest;
pub mod tagger;
mod words;

pub use crate::text::sentences;
pub use analyze::{Sequence, analyze, analyze_with, tagger_sequences};
pub use explain::{Explained, Reason, told_by};
pub use model_file::ModelError;
pub use names::{Attributes, NameRule, attributes, stands_for};
pub use search::{Query, SearchError, is_pattern, search, search_words};
pub use sentence_hits::{sentence_hits, sentences_of};
pub use stance::{Position, StanceCue, stance_cues};

/// Raised whenever the same text may give another [`crate::model::Document`], so that kept ones are derived again.
pub const ENGINE_VERSION: u32 = 6;
