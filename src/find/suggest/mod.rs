//! What a coder might tag next, each proposal with how sure it is and why. Nothing here tags anything.
//!
//! A suggester is one file and one line of [`ALL`].

mod features;
mod learned;
mod learner;
mod lexicon;
mod proposal;
mod stance;
mod study;
mod tone;
mod toward;

pub use features::{Features, features};
pub use learner::{Learner, Reading};
pub use proposal::{Asked, Proposal, Suggestion, Task, suggestions};
pub use study::{ACTIVE_FROM, Study};
pub use tone::{Tone, step_of, tone};

/// Something that proposes tags for a sentence.
pub trait Suggester: Sync {
    /// Its name, as a coder sees it beside a proposal.
    fn name(&self) -> &'static str;

    /// What it proposes; mostly nothing.
    fn propose(&self, asked: &Asked<'_>) -> Vec<Proposal>;
}

/// All of them. Of two proposals about one thing the surer one is shown, and of equally sure ones the first.
pub const ALL: [&dyn Suggester; 4] = [&learned::Learned, &lexicon::Lexicon, &stance::CueWords, &toward::Toward];
