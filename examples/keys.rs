//! Prints the page of the manual that lists all keys; `cargo xtask docs` writes it to `docs/keys.md`.
#![allow(clippy::print_stdout, reason = "that is what it is for")]

fn main() {
    print!("{}", standpoint::app::command::key_page());
}
