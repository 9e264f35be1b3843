//! Prints the page of the manual that lists the formats; `cargo xtask docs` writes it to `docs/formats.md`.
#![allow(clippy::print_stdout, reason = "that is what it is for")]

fn main() {
    print!("{}", standpoint::format::export::page());
}
