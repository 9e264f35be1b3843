//! What the page asks of the browser beside drawing: storage, tabs, the worker, the last words after a panic.

pub mod db;
pub mod panic;
pub mod saver;
pub mod tabs;
