//! The module that runs in the page's worker. Everything is in the library; this is where the browser enters.

fn main() {
    standpoint::web::worker::main();
}
