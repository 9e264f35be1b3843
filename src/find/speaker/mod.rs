//! Quotations and reported speech: where they are, and who speaks.

mod according;
mod around;
mod cues;
mod gender;
mod listener;
mod offices;
mod quotations;
mod reference;
mod titles;

pub(super) use listener::{Listener, Said};
pub(super) use quotations::pairs;
