//! The modules that run in the page's worker. Everything is in the library; this is where the browser enters.

use standpoint::web::worker::Tasks;

fn main() {
    standpoint::web::worker::main(|| Box::pin(later_part()));
}

/// The tasks, in a module of their own: the built worker is cut here.
#[cfg(not(debug_assertions))]
async fn later_part() -> Option<Tasks> {
    #[wasm_split_helpers::wasm_split(later, fallible)]
    fn tasks() -> Result<Tasks, wasm_split_helpers::SplitLoaderError> {
        Ok(standpoint::web::worker::tasks())
    }
    tasks().await.ok()
}

/// In development the worker stays in one piece.
#[cfg(debug_assertions)]
async fn later_part() -> Option<Tasks> {
    Some(standpoint::web::worker::tasks())
}
