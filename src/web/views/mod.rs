//! What the page draws. Each file is one part of the screen, in the order in which they nest.

mod app;
mod assignments;
mod body;
mod codebook;
mod coders;
mod control;
mod corpus;
mod data;
mod dialog;
mod entities;
mod exports;
mod folder;
mod history;
mod inspector;
mod kbd;
mod legend;
mod markdown;
mod other;
mod panels;
mod reader;
mod sentence;
mod slices;
mod topbar;

pub use app::{App, AppProps};
pub(super) use inspector::drawn_inspector;
pub(super) use other::drawn_view;
pub(super) use panels::drawn_panel;
