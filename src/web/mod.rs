//! web

pub mod platform;
