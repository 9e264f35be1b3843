//! Stretches of text and the units they are counted in; sentences and tokens.

mod offsets;
mod span;

pub use offsets::{CharSpan, OffsetMap, Utf16Span};
pub use span::Span;
