//! Standpoint: read several outlets' coverage of one event and mark who stands where.
//!
//! The modules are layers; each may use only the ones above it in this list
//! (`tests/native/layers.rs` holds them to it). Everything but [`web`] is pure: no clock,
//! no browser, no files, so it runs and is tested natively.

pub mod text;

pub mod model;

pub mod edit;
pub mod find;

pub mod format;

pub mod app;

#[cfg(feature = "web")]
pub mod web;
