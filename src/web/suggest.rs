//! What the session wants of the suggesters, asked of the worker; answers that come too late are dropped.

use super::platform::request::{Part, Request};
use super::platform::worker::Asked;
use super::store::Store;
use crate::app::protocol::Reply;
use crate::app::suggesting::{Lesson, Wish};
use crate::app::update::Action;
use crate::edit::{Cause, Meta, Transaction};
use crate::format::journal;
use crate::model::{Target, Time};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::Callback;

thread_local! {
    /// The question under way; another one takes its place.
    static LAST: RefCell<Option<Asked>> = const { RefCell::new(None) };
    static LAST_SEARCH: RefCell<Option<Asked>> = const { RefCell::new(None) };
}

/// Has the suggesters learn.
pub fn learn(store: &Store, lesson: Lesson) {
    let engine = store.engine();
    let (part, edits) = match lesson {
        Lesson::Anew(edits) => (Part::All, edits),
        Lesson::Step(edits) => (Part::New, edits),
    };
    let meta = Meta { coder: None, at: Time::default(), label: "".into(), cause: Cause::System };
    let text = journal::encode(&Transaction { id: "".into(), edits, meta });
    let asker = store.clone();
    let on_reply = Callback::from(move |reply| {
        // The worker that knew the tags is gone, and another one began.
        if matches!(reply, Reply::Problem(_)) && part == Part::New {
            asker.dispatch(Action::Untaught);
        }
    });
    store.read(|session| engine.ask_of(Request::Learn(part, text), session.project(), on_reply));
}

/// Asks what might be tagged.
pub fn ask(store: &Store, wish: Wish) {
    let engine = store.engine();
    let (asker, of_reply) = (store.clone(), wish.clone());
    let on_reply = Callback::from(move |reply| {
        if let Reply::Suggested(list) = reply {
            asker.dispatch(Action::Suggested(Box::new(of_reply.clone()), list));
        }
    });
    let asked = store.read(|session| engine.ask_of(Request::Suggest(Box::new(wish)), session.project(), on_reply));
    if let Some(last) = LAST.replace(Some(asked)) {
        last.cancel();
    }
}

/// Asks for the sentences that the learner is least sure of.
pub fn seek(store: &Store, target: Option<Target>) {
    let engine = store.engine();
    let (found, knows): (Rc<RefCell<Vec<_>>>, _) = (Rc::default(), Cell::new(true));
    let asker = store.clone();
    let on_reply = Callback::from(move |reply| match reply {
        Reply::Found(id, spans) => found.borrow_mut().extend(spans.into_iter().map(|span| (id.clone(), span))),
        Reply::Problem(_) => knows.set(false),
        Reply::Done => asker.dispatch(Action::Uncertain(knows.get().then(|| found.take()))),
        _ => {}
    });
    let asked = store.read(|session| {
        let all = session.project().articles.keys().cloned().collect();
        engine.ask_of(Request::SeekUncertain(target, all), session.project(), on_reply)
    });
    if let Some(last) = LAST_SEARCH.replace(Some(asked)) {
        last.cancel();
    }
}
