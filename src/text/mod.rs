//! Stretches of text and the units they are counted in; sentences and tokens.

mod abbreviations;
mod case;
mod chars;
pub mod clean;
mod edges;
mod map;
mod offsets;
pub mod order;
mod paragraphs;
mod runs;
mod sentences;
mod span;
mod starters;
mod tokens;

pub use case::lower;
pub use chars::{
    closes_quote, fold, folded, is_apostrophe, is_dash, is_general_punctuation, is_mark, is_space, is_written_leftward,
    opens_quote,
};
pub use map::{Map, Set};
pub use offsets::{CharSpan, OffsetMap, Utf16Span};
pub use paragraphs::paragraphs;
pub use runs::{Run, runs};
pub use sentences::{Break, each_sentence_in, sentences, sentences_in};
pub use span::Span;
pub use tokens::{tokens, tokens_in};
