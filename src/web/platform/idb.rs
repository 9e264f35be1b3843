//! IndexedDB's events as futures and its errors as ours. What is stored, and how, is [`super::db`]'s.

use crate::app::save::StorageError;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, Event, EventTarget, IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbTransaction};

/// The browser's IndexedDB, if it gives this page one.
pub(super) fn factory() -> Result<IdbFactory, StorageError> {
    let window = web_sys::window().ok_or_else(|| StorageError::Unavailable("no window".to_owned()))?;
    match window.indexed_db() {
        Ok(Some(factory)) => Ok(factory),
        Ok(None) => Err(StorageError::Unavailable("no IndexedDB".to_owned())),
        Err(cause) => Err(StorageError::Unavailable(words(&cause))),
    }
}

/// What came of opening a database, from the event that says so; or from what was thrown where there was none.
pub(super) fn opened(answer: Result<JsValue, JsValue>) -> Result<IdbDatabase, StorageError> {
    let event: Event = answer.map_err(|thrown| StorageError::Unavailable(words(&thrown)))?.unchecked_into();
    let request = event.target().map(|target| target.unchecked_into::<IdbOpenDbRequest>());
    let request = request.ok_or_else(gave_no_cause)?;
    match event.type_().as_str() {
        "success" => request.result().map(JsCast::unchecked_into).map_err(refused),
        "blocked" => Err(StorageError::Blocked),
        _ => Err(match request.error() {
            Ok(Some(error)) if error.name() == "VersionError" => StorageError::NewerVersion,
            Ok(Some(error)) if error.name() == "QuotaExceededError" => StorageError::Quota,
            Ok(Some(error)) => StorageError::Unavailable(describe(&error)),
            _ => StorageError::Unavailable("no cause given".to_owned()),
        }),
    }
}

/// Waits for the end of a transaction whose requests are all issued.
pub(super) async fn ended(tx: &IdbTransaction) -> Result<(), StorageError> {
    let end = fired(tx, "complete", &["abort"]);
    match end.await {
        Ok(_) => Ok(()),
        // The transaction's own error is the real cause; the event's target may be some request.
        Err(_) => Err(match tx.error() {
            Some(error) => cause(&error),
            None => gave_no_cause(),
        }),
    }
}

/// The first of these events, `Err` for one of `bad`. Listens from the call on, before the future is first polled.
pub(super) fn fired(target: &EventTarget, good: &str, bad: &[&str]) -> impl Future<Output = Result<Event, Event>> {
    let promise = Promise::new(&mut |resolve, reject| {
        // Cannot fail: both are functions.
        drop(target.add_event_listener_with_callback(good, &resolve));
        for name in bad {
            drop(target.add_event_listener_with_callback(name, &reject));
        }
    });
    async move { JsFuture::from(promise).await.map(JsCast::unchecked_into).map_err(JsCast::unchecked_into) }
}

/// What a call that threw means.
pub(super) fn refused(thrown: JsValue) -> StorageError {
    match thrown.dyn_ref::<DomException>() {
        Some(error) => cause(error),
        None => StorageError::Aborted(words(&thrown)),
    }
}

/// The browser failed and did not say why.
pub(super) fn gave_no_cause() -> StorageError {
    StorageError::Aborted("the browser gave no cause".to_owned())
}

/// What an error of the browser means.
pub(super) fn cause(error: &DomException) -> StorageError {
    match error.name().as_str() {
        "QuotaExceededError" => StorageError::Quota,
        _ => StorageError::Aborted(describe(error)),
    }
}

fn describe(error: &DomException) -> String {
    format!("{}: {}", error.name(), error.message())
}

/// What was thrown, in the browser's own words.
pub(super) fn words(thrown: &JsValue) -> String {
    match thrown.dyn_ref::<DomException>() {
        Some(error) => describe(error),
        None => thrown.dyn_ref::<js_sys::Error>().map_or_else(|| "no cause given".to_owned(), |e| e.message().into()),
    }
}
