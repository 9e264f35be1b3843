//! What the shell does when the session has changed, and what it does unasked, once the later part of the page is
//! there. Saving and the address are [`super::store`]'s from the beginning.

use super::platform::later::later;
use super::store::Store;
use super::{download, focus, folder, keeper, opening, reading, suggest};
use crate::app::choosing;
use crate::app::update::Effect;

/// Does what follows from an update.
pub(super) fn perform(store: &Store, effect: Effect) {
    match effect {
        // The store has done these.
        Effect::Persist(_) | Effect::Navigate(..) => {}
        Effect::SavePrefs(prefs) => focus::keep_prefs(&prefs),
        Effect::Analyse => reading::analyse(store),
        Effect::Download(kind) => download::project(store, kind),
        Effect::Learn(lesson) => store.later(move |store| suggest::learn(store, lesson)),
        Effect::Suggest(wish) => store.later(move |store| suggest::ask(store, wish)),
        Effect::SeekUncertain(target) => suggest::seek(store, target),
        Effect::OpenList(kind, then_position) => store.dispatch(choosing::open(kind, then_position)),
        Effect::Search(query) => opening::search(store, &query),
    }
}

/// Has the engine read what it has not read in this page, once what is around the text is on the screen, and goes on
/// with the project folder of an earlier visit. From now on nothing that goes takes the focus with it.
pub(super) fn begin(store: &Store) {
    let of_engine = store.clone();
    later(Box::new(move || later(Box::new(move || reading::analyse_all(&of_engine)))));
    folder::begin(store);
    keeper::begin(store);
}
