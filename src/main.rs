//! The page. Everything is in the library; this is where the browser enters.

#[cfg(not(feature = "prerender"))]
fn main() {
    standpoint::web::start::main();
}

/// Run natively while the page is built: prints its first screen.
#[cfg(feature = "prerender")]
#[allow(clippy::print_stdout, reason = "the build reads it")]
fn main() {
    print!("{}", standpoint::web::prerender::first_screen());
}
