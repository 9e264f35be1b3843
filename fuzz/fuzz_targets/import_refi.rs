//! Any bytes, read as a file of this tool; `shared` says what holds.

#![no_main]

mod shared;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| shared::read("refi", bytes));
