//! Has the engine read articles, in its worker.

use super::store::Store;
use crate::app::article_state::ArticleState;
use crate::app::update::Action;
use crate::model::ArticleId;
use crate::text::Set;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Has the engine read every article of which nothing is known yet.
pub(super) fn analyse(store: &Store) {
    read_all(store, |state| state.document.is_none());
}

/// Has the engine read what it has not read in this page: also the bundled articles, of which the page came with what
/// was found when it was built.
pub(super) fn analyse_all(store: &Store) {
    read_all(store, |state| !state.is_read_here());
}

/// Reads these articles, the open one first.
fn read_all(store: &Store, is_wanted: impl Fn(&ArticleState) -> bool) {
    let wanted: Vec<(ArticleId, Rc<str>)> = store.read(|session| {
        let open = session.article().filter(|state| is_wanted(state));
        let others = session.articles().iter().filter(|state| is_wanted(state));
        let ids: Vec<ArticleId> = open.into_iter().chain(others).map(|state| state.article.id.clone()).collect();
        // The project's texts: what is shown may be covered in part.
        let texts = &session.project().articles;
        ids.into_iter().filter_map(|id| Some((id.clone(), texts.get(&id)?.text.clone()))).collect()
    });
    for (id, text) in wanted {
        read(store, id, text);
    }
}

/// Has an article read that nobody is reading yet.
pub(super) fn read(store: &Store, id: ArticleId, text: Rc<str>) {
    thread_local! {
        static UNDER_WAY: RefCell<Set<ArticleId>> = RefCell::default();
    }
    if !UNDER_WAY.with_borrow_mut(|ids| ids.insert(id.clone())) {
        return;
    }
    let store = store.clone();
    spawn_local(async move {
        let found = store.engine().analyze(&id, &text).await;
        UNDER_WAY.with_borrow_mut(|ids| ids.remove(&id));
        match found {
            Ok(document) => store.set_documents(vec![(id, document)]),
            Err(stopped) => store.dispatch(Action::Notice(stopped.to_string().into())),
        }
    });
}
