//! The page. Everything is in the library; this is where the browser enters.

#[cfg(not(feature = "prerender"))]
fn main() {
    standpoint::web::start::main(|| Box::pin(later_part()));
}

/// What comes later, in a module of its own: the built page is cut here.
#[cfg(not(any(feature = "prerender", debug_assertions)))]
#[wasm_split_helpers::wasm_split(later)]
fn later_part() -> standpoint::web::parts::Parts {
    standpoint::web::parts::parts()
}

/// In development the page stays in one piece.
#[cfg(all(not(feature = "prerender"), debug_assertions))]
async fn later_part() -> standpoint::web::parts::Parts {
    standpoint::web::parts::parts()
}

/// Run natively while the page is built: prints its first screen.
#[cfg(feature = "prerender")]
#[allow(clippy::print_stdout, reason = "the build reads it")]
fn main() {
    print!("{}", standpoint::web::prerender::first_screen());
}
