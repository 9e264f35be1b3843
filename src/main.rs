//! The page. Everything is in the library; this is where the browser enters.

fn main() {
    standpoint::web::start::main();
}
