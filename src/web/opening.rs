//! Files opened: the engine's worker reads articles and merges project files, and what it says becomes undoable steps
//! and a report.

use super::platform::db::ask_to_persist;
use super::platform::later::{in_words, later};
use super::platform::request::Input;
use super::platform::worker::Asked;
use super::reading;
use super::store::Store;
use crate::app::blind::merging_label;
use crate::app::import_report::{self, FileReport};
use crate::app::protocol::Reply;
use crate::app::session::Session;
use crate::app::update::{Action, Matches};
use crate::app::words;
use crate::app::{choosing, folder};
use crate::edit::{Edit, Record};
use crate::format::journal::Writing;
use crate::model::{Article, ArticleId, Document};
use crate::text::{Map, Set, order};
use js_sys::JsString;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// What is to be opened.
#[derive(Clone, Default)]
pub(super) struct Opening {
    /// Articles, or project files among them.
    pub(super) files: Vec<Input>,
    /// Project files and codebooks, which are merged after those.
    pub(super) parts: Vec<Input>,
    /// What undo calls the merging; empty to name the file.
    pub(super) label: Rc<str>,
    /// Whose doing it is.
    pub(super) manner: Manner,
    /// Told when everything is in the project, and what became of each file.
    pub(super) on_end: Callback<Vec<FileReport>>,
}

/// How what was read is taken.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Manner {
    /// Somebody opened files: the page goes to what is new.
    #[default]
    Opened,
    /// They are of the project folder, which somebody had read.
    Folder,
    /// The same, while somebody may be at something else: nothing is shown.
    Quietly,
}

impl Manner {
    fn import(self, edits: Vec<Edit>, label: Rc<str>, problems: Vec<Rc<str>>) -> Action {
        match self {
            Manner::Opened => Action::Import { edits, label, problems },
            Manner::Folder => folder::take_in(edits, problems),
            Manner::Quietly => folder::take_in_quietly(edits, problems),
        }
    }

    fn report(self, reports: Vec<FileReport>) -> Action {
        match self {
            Manner::Opened | Manner::Folder => import_report::show(reports),
            Manner::Quietly => import_report::keep(reports),
        }
    }
}

/// What an import has brought so far.
#[derive(Default)]
struct Arrived {
    articles: Vec<Rc<Article>>,
    documents: Vec<(ArticleId, Rc<Document>)>,
    problems: Vec<Rc<str>>,
    reports: Vec<FileReport>,
    /// Those of the articles that were not here before, and whether no report has named them yet.
    new: Map<ArticleId, bool>,
    /// Articles of which only the beginning was read so far.
    cut: Set<ArticleId>,
    /// Project files among what was opened.
    parts: Vec<u32>,
    n_shown: usize,
}

/// Opens files and pasted texts.
pub(super) fn files(store: &Store, files: Vec<Input>) {
    open(store, Opening { files, ..Opening::default() });
}

/// Opens a pasted text.
pub(super) fn pasted(store: &Store, text: JsString) {
    let store = store.clone();
    spawn_local(async move { files(&store, vec![Input::of_text(&text).await]) });
}

/// Opens these, in the worker; the articles are one step that undo takes back, and what is merged is another.
pub(super) fn open(store: &Store, opening: Opening) {
    let engine = store.engine();
    if opening.files.is_empty() {
        return merge(store, opening, Vec::new());
    }
    let arrived: Rc<RefCell<Arrived>> = Rc::default();
    let (asker, files) = (store.clone(), opening.files.clone());
    let on_reply = Callback::from(move |reply: Reply| match reply {
        Reply::Problem(text) | Reply::Note(text) => arrived.borrow_mut().problems.push(text.into()),
        Reply::Report(text) => arrived.borrow_mut().reports.extend(FileReport::decode(&text)),
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
            show(&asker, opening.manner, &arrived);
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
        Reply::ProjectFile(nth) => arrived.borrow_mut().parts.push(nth),
        Reply::Progress { .. } | Reply::Edits(_) | Reply::Found(..) | Reply::Suggested(_) => {}
        Reply::Done => {
            show(&asker, opening.manner, &arrived);
            end(&asker, &opening, &mut arrived.borrow_mut());
        }
    });
    engine.import(files, on_reply);
}

/// All articles have come: what else there is follows.
fn end(store: &Store, opening: &Opening, arrived: &mut Arrived) {
    // Where the engine stopped after the first screens, the rest is asked for again.
    let cut = std::mem::take(&mut arrived.cut);
    for (id, text) in store.read(|session| texts_of(session, &cut)) {
        reading::read(store, id, text);
    }
    let problems = std::mem::take(&mut arrived.problems);
    let is_empty = arrived.n_shown == 0 && arrived.parts.is_empty() && opening.parts.is_empty();
    if !problems.is_empty() || is_empty {
        let label = if is_empty { "nothing came in" } else { "with remarks" }.into();
        store.dispatch(opening.manner.import(Vec::new(), label, problems));
    }
    let reports = std::mem::take(&mut arrived.reports);
    let reports = reports
        .into_iter()
        .map(|report| report.with_new(|id| arrived.new.get_mut(id).is_some_and(std::mem::take)))
        .collect();
    let parts = arrived.parts.iter().map(|nth| opening.files[*nth as usize].clone());
    let parts = parts.chain(opening.parts.iter().cloned()).collect();
    merge(store, Opening { files: Vec::new(), parts, ..opening.clone() }, reports);
}

/// Puts what has arrived into the project as one step.
fn show(store: &Store, manner: Manner, arrived: &Rc<RefCell<Arrived>>) {
    // With no article there is nothing to show yet; what went wrong is told at the end.
    if arrived.borrow().articles.is_empty() {
        return;
    }
    let (mut articles, documents, problems) = {
        let mut arrived = arrived.borrow_mut();
        arrived.n_shown += arrived.articles.len();
        (
            std::mem::take(&mut arrived.articles),
            std::mem::take(&mut arrived.documents),
            std::mem::take(&mut arrived.problems),
        )
    };
    // As the project keeps them, so that of ten thousand each is put in behind the one before.
    order::sort_by(&mut articles, |a, b| a.id.cmp(&b.id));
    let label = words::counted(articles.len(), "article", "articles").into();
    let edits: Vec<Edit> = store.read(|session| {
        let new = &mut arrived.borrow_mut().new;
        let is_new = |article: &&Rc<Article>| {
            !session.project().articles.contains_key(&article.id) && new.insert(article.id.clone(), true).is_none()
        };
        let new = articles.iter().filter(is_new).cloned();
        new.filter_map(|article| Edit::put(session.project(), Record::Article(article))).collect()
    });
    store.import(manner.import(edits, label, problems), documents);
    // Work of one's own is worth asking the browser not to clear it away when space runs short.
    spawn_local(async {
        ask_to_persist().await;
    });
}

fn texts_of(session: &Session, ids: &Set<ArticleId>) -> Vec<(ArticleId, Rc<str>)> {
    let texts = ids.iter().filter_map(|id| Some((id.clone(), session.project().articles.get(id)?.text.clone())));
    texts.collect()
}

/// Merges project files. What was tagged while the worker was at it would not fit any more: it is asked again then.
fn merge(store: &Store, opening: Opening, before: Vec<FileReport>) {
    let engine = store.engine();
    if opening.parts.is_empty() {
        return report(store, &opening, before);
    }
    let project = store.read(|session| session.project().clone());
    let edits: Rc<RefCell<Option<Vec<Edit>>>> = Rc::default();
    let problems: Rc<RefCell<Vec<Rc<str>>>> = Rc::default();
    let reports: Rc<RefCell<Vec<FileReport>>> = Rc::default();
    let on_reply = {
        let (store, opening, project) = (store.clone(), opening.clone(), project.clone());
        Callback::from(move |reply| match reply {
            Reply::Problem(text) => problems.borrow_mut().push(text.into()),
            Reply::Report(text) => reports.borrow_mut().extend(FileReport::decode(&text)),
            Reply::Edits(found) => drop(edits.replace(Some(found))),
            // Files that could not be merged would not fare better a second time.
            Reply::Done
                if edits.borrow().is_none() || store.read(|session| Rc::ptr_eq(session.project(), &project)) =>
            {
                let (edits, problems) = (edits.take().unwrap_or_default(), problems.take());
                let names: Vec<String> = opening.parts.iter().map(Input::name).collect();
                let label = match &*opening.label {
                    "" => store.read(|session| merging_label(session, &edits, &names)),
                    label => label.to_owned(),
                };
                store.dispatch(opening.manner.import(edits, label.into(), problems));
                let reports = before.iter().cloned().chain(reports.take()).collect();
                report(&store, &opening, reports);
            }
            Reply::Done => merge(&store, opening.clone(), before.clone()),
            _ => {}
        })
    };
    spawn_local(async move {
        let snapshot = in_words(Writing::of_project(&project)).await;
        engine.merge(opening.parts, &project, snapshot, on_reply);
    });
}

/// Says what became of the files.
fn report(store: &Store, opening: &Opening, reports: Vec<FileReport>) {
    if !reports.is_empty() {
        store.dispatch(opening.manner.report(reports.clone()));
    }
    opening.on_end.emit(reports);
}

/// Finds a pattern in all articles; the search before it is given up.
pub(super) fn search(store: &Store, query: &Rc<str>) {
    thread_local! {
        static LAST: RefCell<Option<Asked>> = const { RefCell::new(None) };
    }
    let engine = store.engine();
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
