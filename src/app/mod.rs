//! What the page does, without the page: state, commands, keys, words. Still pure.

pub mod action;
pub mod article_state;
pub mod assign;
pub mod batch;
pub mod blind;
pub mod command;
pub mod entities;
pub mod ids;
pub mod layers;
pub mod names;
mod names_edit;
pub mod panel;
mod people;
pub mod picker;
pub mod prefs;
pub mod protocol;
pub mod queue;
pub mod replay;
pub mod route;
pub mod save;
pub mod selection;
pub mod session;
mod tagging;
pub mod tags;
pub mod update;
pub mod view;
pub mod words;
