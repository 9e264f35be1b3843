//! Files and pasted text in: the engine's worker reads them, and what it says becomes one undoable step.

use super::platform::db::ask_to_persist;
use super::platform::later::later;
use super::platform::request::Input;
use super::platform::worker::Asked;
use super::store::Store;
use crate::app::article_state::ArticleState;
use crate::app::choosing;
use crate::app::protocol::Reply;
use crate::app::session::Session;
use crate::app::update::{Action, Matches};
use crate::app::words;
use crate::edit::{Edit, Record};
use crate::format::journal;
use crate::model::{Article, ArticleId, Document};
use crate::text::Set;
use js_sys::JsString;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// Imports chosen or dropped files.
pub fn files(store: &Store, files: &web_sys::FileList) {
    let inputs = (0..files.length()).filter_map(|ix| files.item(ix)).map(Input::File).collect();
    start(store, inputs);
}

/// Imports pasted text.
pub fn pasted(store: &Store, text: impl Into<JsString>) {
    let (store, text) = (store.clone(), text.into());
    spawn_local(async move { start(&store, vec![Input::of_text(&text).await]) });
}

/// Has the engine read every article of which nothing is known yet.
pub fn analyse(store: &Store) {
    read_all(store, |state| state.document.is_none());
}

/// Has the engine read what it has not read in this page: also the bundled articles, of which the page came with what
/// was found when it was built.
pub fn analyse_all(store: &Store) {
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
fn read(store: &Store, id: ArticleId, text: Rc<str>) {
    thread_local! {
        static UNDER_WAY: RefCell<Set<ArticleId>> = RefCell::default();
    }
    if !UNDER_WAY.with_borrow_mut(|ids| ids.insert(id.clone())) {
        return;
    }
    let store = store.clone();
    spawn_local(async move {
        let Some(engine) = store.engine().cloned() else { return };
        let found = engine.analyze(&id, &text).await;
        UNDER_WAY.with_borrow_mut(|ids| ids.remove(&id));
        match found {
            Ok(document) => store.set_documents(vec![(id, document)]),
            Err(stopped) => store.dispatch(Action::Notice(stopped.to_string().into())),
        }
    });
}

fn texts_of(session: &Session, ids: &Set<ArticleId>) -> Vec<(ArticleId, Rc<str>)> {
    let texts = ids.iter().filter_map(|id| Some((id.clone(), session.project().articles.get(id)?.text.clone())));
    texts.collect()
}

/// What an import has brought so far.
#[derive(Default)]
struct Arrived {
    articles: Vec<Rc<Article>>,
    documents: Vec<(ArticleId, Rc<Document>)>,
    problems: Vec<Rc<str>>,
    /// Articles of which only the beginning was read so far.
    cut: Set<ArticleId>,
    n_shown: usize,
}

/// Imports these, in the worker; what comes back is one step that undo takes back.
pub fn start(store: &Store, inputs: Vec<Input>) {
    let Some(engine) = store.engine().cloned().filter(|_| !inputs.is_empty()) else { return };
    let arrived: Rc<RefCell<Arrived>> = Rc::default();
    let (asker, of_reply) = (store.clone(), inputs.clone());
    let on_reply = Callback::from(move |reply: Reply| match reply {
        Reply::Progress { .. } => {}
        Reply::Problem(text) | Reply::Note(text) => arrived.borrow_mut().problems.push(text.into()),
        Reply::Article(article) => arrived.borrow_mut().articles.push(article),
        // The first screens of a long article are shown before the rest has come.
        Reply::Head(id, document) => {
            let is_read =
                |session: &Session| session.article_ix(&id).is_some_and(|ix| session.articles()[ix].document.is_some());
            if !asker.read(is_read) {
                let mut arrived = arrived.borrow_mut();
                arrived.cut.insert(id.clone());
                arrived.documents.push((id, document));
            }
            show(&asker, &arrived);
        }
        Reply::Document(id, document) => {
            arrived.borrow_mut().cut.remove(&id);
            let is_shown = asker.read(|session| session.article_ix(&id).is_some());
            if is_shown {
                let asker = asker.clone();
                // The message it came in was work enough for one task.
                later(Box::new(move || asker.set_documents(vec![(id, document)])));
            } else {
                arrived.borrow_mut().documents.push((id, document));
            }
        }
        Reply::ProjectFile(nth) => {
            arrived.borrow_mut().n_shown += 1;
            open_project(&asker, &of_reply[nth as usize]);
        }
        Reply::Edits(_) | Reply::Found(..) | Reply::Suggested(_) => {}
        Reply::Done => {
            show(&asker, &arrived);
            // Where the engine stopped after the first screens, the rest is asked for again.
            let cut = std::mem::take(&mut arrived.borrow_mut().cut);
            for (id, text) in asker.read(|session| texts_of(session, &cut)) {
                read(&asker, id, text);
            }
            let problems = std::mem::take(&mut arrived.borrow_mut().problems);
            if !problems.is_empty() || arrived.borrow().n_shown == 0 {
                let label =
                    if arrived.borrow().n_shown == 0 { "nothing came in".into() } else { "with remarks".into() };
                asker.dispatch(Action::Import { edits: Vec::new(), label, problems });
            }
        }
    });
    engine.import(inputs, on_reply);
}

/// Puts what has arrived into the project as one step.
fn show(store: &Store, arrived: &Rc<RefCell<Arrived>>) {
    // With no article there is nothing to show yet; what went wrong is told at the end.
    if arrived.borrow().articles.is_empty() {
        return;
    }
    let (articles, documents, problems) = {
        let mut arrived = arrived.borrow_mut();
        arrived.n_shown += arrived.articles.len();
        (
            std::mem::take(&mut arrived.articles),
            std::mem::take(&mut arrived.documents),
            std::mem::take(&mut arrived.problems),
        )
    };
    let label = words::counted(articles.len(), "article", "articles").into();
    let edits = store.read(|session| {
        let mut seen = Set::new();
        let is_new = |article: &&Rc<Article>| {
            !session.project().articles.contains_key(&article.id) && seen.insert(article.id.clone())
        };
        let new = articles.iter().filter(is_new).cloned();
        new.filter_map(|article| Edit::put(session.project(), Record::Article(article))).collect()
    });
    store.import(Action::Import { edits, label, problems }, documents);
    // Work of one's own is worth asking the browser not to clear it away when space runs short.
    spawn_local(async {
        ask_to_persist().await;
    });
}

/// Merges a project file. What was tagged while the worker was at it would not fit any more: it is asked again then.
fn open_project(store: &Store, input: &Input) {
    let Some(engine) = store.engine().cloned() else { return };
    let project = store.read(|session| session.project().clone());
    let edits: Rc<RefCell<Vec<Edit>>> = Rc::default();
    let problems: Rc<RefCell<Vec<Rc<str>>>> = Rc::default();
    let on_reply = {
        let (store, input, project) = (store.clone(), input.clone(), project.clone());
        Callback::from(move |reply| match reply {
            Reply::Problem(text) => problems.borrow_mut().push(text.into()),
            Reply::Edits(found) => drop(edits.replace(found)),
            // A file of which nothing came would not fare better a second time.
            Reply::Done
                if (edits.borrow().is_empty() && !problems.borrow().is_empty())
                    || store.read(|session| Rc::ptr_eq(session.project(), &project)) =>
            {
                let (edits, problems) = (edits.take(), problems.take());
                let label = format!("project file {}", input.name()).into();
                store.dispatch(Action::Import { edits, label, problems });
            }
            Reply::Done => open_project(&store, &input),
            _ => {}
        })
    };
    engine.merge(input.clone(), &project, journal::encode_snapshot(&project), on_reply);
}

/// Finds a pattern in all articles; the search before it is given up.
pub fn search(store: &Store, query: &Rc<str>) {
    thread_local! {
        static LAST: RefCell<Option<Asked>> = const { RefCell::new(None) };
    }
    let Some(engine) = store.engine().cloned() else { return };
    let found: Rc<RefCell<Matches>> = Rc::default();
    let problem: Rc<RefCell<Option<Rc<str>>>> = Rc::default();
    let on_reply = {
        let (store, query) = (store.clone(), query.clone());
        Callback::from(move |reply| match reply {
            Reply::Problem(text) => drop(problem.replace(Some(text.into()))),
            Reply::Found(id, spans) => found.borrow_mut().push((id, spans)),
            Reply::Done => {
                let (query, found, problem) = (query.clone(), found.take(), problem.take());
                store.dispatch(choosing::found(query, found, problem));
            }
            _ => {}
        })
    };
    let asked = store.read(|session| engine.search(query, session.project(), on_reply));
    if let Some(last) = LAST.replace(Some(asked)) {
        last.cancel();
    }
}
