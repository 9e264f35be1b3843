//! Files and pasted text in: the engine's worker reads them, and what it says becomes one undoable step.

use super::platform::db::ask_to_persist;
use super::platform::engine::Input;
use super::store::Store;
use crate::app::protocol::Reply;
use crate::app::update::Action;
use crate::app::words;
use crate::edit::{Edit, Record};
use crate::find;
use crate::format::project;
use crate::model::{Article, ArticleId, Document};
use js_sys::JsString;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// Texts up to this many bytes are analysed at once; longer ones go to the worker.
const AT_ONCE_BYTES: usize = 100_000;

/// Imports chosen or dropped files.
pub fn files(store: &Store, files: &web_sys::FileList) {
    let inputs = (0..files.length()).filter_map(|ix| files.item(ix)).map(Input::File).collect();
    start(store, inputs);
}

/// Imports pasted text.
pub fn pasted(store: &Store, text: impl Into<JsString>) {
    start(store, vec![Input::Pasted(text.into())]);
}

/// Analyses the open article now, if it is short.
pub fn analyse_open(store: &Store) {
    let open = store.read(|session| {
        let state = session.article().filter(|state| state.document.is_none())?;
        Some((state.article.id.clone(), state.article.text.clone()))
    });
    if let Some((id, text)) = open.filter(|(_, text)| text.len() <= AT_ONCE_BYTES) {
        store.set_documents(vec![(id, Rc::new(find::analyze(&text)))]);
    }
}

/// Has every article analysed that is not yet: short ones now, long ones in the worker.
pub fn analyse(store: &Store) {
    let unread: Vec<(ArticleId, Rc<str>)> = store.read(|session| {
        let unread = session.articles().iter().filter(|state| state.document.is_none());
        unread.map(|state| (state.article.id.clone(), state.article.text.clone())).collect()
    });
    if unread.is_empty() {
        return;
    }
    let (short, long): (Vec<_>, Vec<_>) = unread.into_iter().partition(|(_, text)| text.len() <= AT_ONCE_BYTES);
    let found: Vec<_> = short.into_iter().map(|(id, text)| (id, Rc::new(find::analyze(&text)))).collect();
    if !found.is_empty() {
        store.set_documents(found);
    }
    for (id, text) in long {
        let store = store.clone();
        spawn_local(async move {
            let Some(engine) = store.engine().cloned() else { return };
            match engine.analyze(&id, &text).await {
                Ok(document) => store.set_documents(vec![(id, document)]),
                Err(stopped) => store.dispatch(Action::Notice(stopped.to_string().into())),
            }
        });
    }
}

/// What an import has brought so far.
#[derive(Default)]
struct Arrived {
    articles: Vec<Rc<Article>>,
    documents: Vec<(ArticleId, Rc<Document>)>,
    problems: Vec<Rc<str>>,
    n_shown: usize,
}

/// Imports these, in the worker; what comes back is one step that undo takes back.
pub fn start(store: &Store, inputs: Vec<Input>) {
    let Some(engine) = store.engine().cloned().filter(|_| !inputs.is_empty()) else { return };
    let arrived: Rc<RefCell<Arrived>> = Rc::default();
    let asker = store.clone();
    let on_reply = Callback::from(move |reply: Reply| match reply {
        Reply::Progress { .. } => {}
        Reply::Problem(text) | Reply::Note(text) => arrived.borrow_mut().problems.push(text.into()),
        Reply::Article(article) => arrived.borrow_mut().articles.push(article),
        // The first screens of a long article are shown before the rest has come.
        Reply::Head(id, document) => {
            arrived.borrow_mut().documents.push((id, document));
            show(&asker, &arrived);
        }
        Reply::Document(id, document) => {
            let is_shown = asker.read(|session| session.article_ix(&id).is_some());
            if is_shown {
                asker.set_documents(vec![(id, document)]);
            } else {
                arrived.borrow_mut().documents.push((id, document));
            }
        }
        Reply::ProjectFile { file, text } => open_project(&asker, &file, &text, &arrived),
        Reply::Done => {
            show(&asker, &arrived);
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
        let is_new = |article: &&Rc<Article>| !session.project().articles.contains_key(&article.id);
        let new = articles.iter().filter(is_new).cloned();
        new.filter_map(|article| Edit::put(session.project(), Record::Article(article))).collect()
    });
    store.import(Action::Import { edits, label, problems }, documents);
    // Work of one's own is worth asking the browser not to clear it away when space runs short.
    spawn_local(async {
        ask_to_persist().await;
    });
}

fn open_project(store: &Store, file: &str, text: &str, arrived: &Rc<RefCell<Arrived>>) {
    match project::read(file, text.as_bytes()) {
        Ok((read, issues)) => {
            let problems = issues.iter().map(|issue| issue.to_string().into()).collect();
            let edits = store.read(|session| project::merge(session.project(), read));
            arrived.borrow_mut().n_shown += 1;
            store.import(Action::Import { edits, label: format!("project file {file}").into(), problems }, Vec::new());
        }
        Err(error) => arrived.borrow_mut().problems.push(error.issue(file).to_string().into()),
    }
}
