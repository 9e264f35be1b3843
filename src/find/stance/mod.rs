//! Words of support and opposition: who says them, and whom they meet.

mod cues;
mod grammar;
mod holder;
mod words;

pub use cues::{Position, StanceCue, stance_cues};
