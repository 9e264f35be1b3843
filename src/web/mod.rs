//! The browser part: draws, listens, stores. The only place that names yew, web-sys and gloo.

mod digest;
pub mod download;
mod effects;
pub mod focus;
mod folder;
pub mod import;
mod keeper;
pub mod keys;
mod listeners;
pub mod mouse;
mod opening;
pub mod parts;
pub mod platform;
#[cfg(feature = "prerender")]
pub mod prerender;
mod reading;
pub mod start;
pub mod store;
pub mod suggest;
pub mod views;
pub mod worker;
