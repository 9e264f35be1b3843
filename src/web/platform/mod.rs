//! What the page asks of the browser beside drawing: storage, tabs, the worker, the last words after a panic.

pub mod boot;
pub mod db;
pub mod folder;
mod idb;
pub mod later;
mod outbox;
pub mod panic;
pub mod request;
pub mod saver;
mod starting;
pub mod stored;
pub mod tabs;
pub mod worker;
