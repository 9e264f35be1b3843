//! What the page draws. Each file is one part of the screen, in the order in which they nest.

mod app;
mod body;
mod control;
mod corpus;
mod dialog;
mod inspector;
mod kbd;
mod legend;
mod panels;
mod reader;
mod sentence;
mod topbar;

pub use app::{App, AppProps};
