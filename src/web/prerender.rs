//! The page's first screen as markup: what the app draws first for who comes for the first time. The build writes it
//! into `index.html`, so that the text can be read while the program is on its way. Only the native build has this.

use super::start::begin_with;
use super::store::Store;
use super::views::{App, AppProps};
use crate::app::prefs::Prefs;
use crate::app::session::Session;
use crate::app::update::Action;
use crate::edit::History;
use crate::format;
use crate::model::{Project, Time};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// The first screen; empty if no article is bundled, since there is nothing to read then.
///
/// It is the first article as far as the app draws it at once, some two screens.
pub fn first_screen() -> String {
    let mut session = Session::new(Project::default(), History::default(), Prefs::default(), 0);
    drop(session.update(begin_with(format::bundled().into_iter().map(Rc::new).collect()), Time(0)));
    drop(session.update(Action::Analysed(format::bundled_documents()), Time(0)));
    if session.article().is_none() {
        return String::new();
    }
    let props = AppProps { store: Store::new(session) };
    let mut drawn = pin!(yew::LocalServerRenderer::<App>::with_props(props).hydratable(false).render());
    // No view waits for anything, so each look finds more of it done.
    loop {
        if let Poll::Ready(markup) = drawn.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return markup;
        }
    }
}
