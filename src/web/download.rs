//! Hands files to the person. The worker writes them.

use super::platform::later::in_words;
use super::platform::request::Export;
use super::platform::saver::now;
use super::store::Store;
use crate::app::export_report::ExportReport;
use crate::app::prefs::Times;
use crate::app::session::Session;
use crate::app::update::{Action, DownloadKind};
use crate::app::written::{Written, own_file, without_tags};
use crate::edit::{Cause, Edit, Meta, Record, Transaction};
use crate::format::journal::{self, Writing};
use crate::format::time_field::with_times;
use crate::model::{Entity, EntityId, Project, Time};
use crate::text::order;
use gloo_utils::document;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, HtmlAnchorElement, Url};
use yew::Callback;

/// Has the project written as a file of this kind, and the browser save it.
pub fn project(store: &Store, kind: DownloadKind) {
    let at = now();
    let day: String = at.to_string().chars().take(10).collect();
    let (written, name) = match (kind, store.read(|session| session.coder().cloned())) {
        (DownloadKind::Own, None) => return,
        // No day: a newer one is to take the place of an older one.
        (DownloadKind::Own, Some(coder)) => (Written::Own(coder.clone()), own_file(&coder)),
        (DownloadKind::Csv, _) => (Written::Table, format!("standpoint-{day}.csv")),
        (DownloadKind::Json, _) => (Written::Project, format!("standpoint-{day}.json")),
    };
    let store = store.clone();
    spawn_local(async move {
        match file(&store, written, at).await {
            Some((file, report)) => {
                // A browser without object URLs cannot run this page at all.
                drop(save(&name, &file));
                if let Some(text) = report.fault_of(&name) {
                    store.dispatch(Action::Notice(text.into()));
                }
                LAST.with(|last| last.tell(format!("{name}: {}", report.proof)));
            }
            None => {
                let text = "The file could not be written. Nothing is lost: load the page again and download it then.";
                store.dispatch(Action::Notice(text.into()));
            }
        }
    });
}

/// The project as a file of this kind, and what reading it again came to; `None` if the worker stopped over it.
pub(super) async fn file(store: &Store, written: Written, at: Time) -> Option<(Blob, ExportReport)> {
    let engine = store.engine();
    let (export, project) = export(store, written, at).await;
    let (file, report) = engine.export(export, &project).await.ok()?;
    Some((file, ExportReport::decode(&report)?))
}

/// The project file that a team begins with, as [`file`] gives others.
pub(super) async fn team_file(store: &Store) -> Option<(Blob, ExportReport)> {
    let (project, entities) = store.read(|session| (session.project().clone(), entities(session)));
    // Nor is it told how long anybody looked at a sentence.
    let project = Rc::new(Project { extra: with_times(&project, &[]), ..without_tags(&project) });
    let snapshot = in_words(Writing::of_project(&project)).await;
    let export = Export { written: Written::Project, at: now(), project: snapshot, entities };
    let (file, report) = store.engine().export(export, &project).await.ok()?;
    Some((file, ExportReport::decode(&report)?))
}

/// What reading the last file again came to, for whoever shows it.
#[derive(Default)]
pub(super) struct Last {
    line: RefCell<Rc<str>>,
    drawn: RefCell<Option<Callback<()>>>,
}

thread_local! {
    static LAST: Last = Last::default();
}

impl Last {
    fn tell(&self, line: String) {
        self.line.replace(line.into());
        let drawn = self.drawn.borrow().clone();
        if let Some(drawn) = drawn {
            drawn.emit(());
        }
    }
}

/// The line; empty while no file was written.
pub(super) fn last() -> Rc<str> {
    LAST.with(|last| last.line.borrow().clone())
}

/// Says who is told of the next line, if anybody.
pub(super) fn on_last(drawn: Option<Callback<()>>) {
    LAST.with(|last| drop(last.drawn.replace(drawn)));
}

/// What the worker is asked for a file of this kind, and the project that is written: the one of this moment, whatever
/// happens while it is put into words.
pub(super) async fn export(store: &Store, written: Written, at: Time) -> (Export, Rc<Project>) {
    let (project, entities) = store.read(|session| (session.project().clone(), entities(session)));
    let is_asked = |session: &Session| session.prefs().times == Times::Export && !matches!(written, Written::Own(_));
    let times = store.read(|session| if is_asked(session) { session.time_spent().all() } else { Vec::new() });
    // The times of an earlier file are not handed on either, unless asked for.
    let project = Rc::new(Project { extra: with_times(&project, &times), ..(*project).clone() });
    let snapshot = in_words(Writing::of_project(&project)).await;
    (Export { written, at, project: snapshot, entities }, project)
}

/// The records of what the engine named and the project refers to.
fn entities(session: &Session) -> String {
    let project = session.project();
    let named = project.entities_named().into_iter().filter(|id| !project.entities.contains_key(id));
    let named: Vec<&EntityId> = named.filter(|id| session.entities().get(id).is_some()).collect();
    // The table of a large corpus takes its time, and few projects name nothing that is in it.
    let table = (!named.is_empty()).then(|| session.entity_table());
    let row_of = |id: &EntityId| table.as_ref()?.row(id);
    let of_engine = |id: &EntityId| {
        let info = session.entities().get(id)?;
        let mut aliases: Vec<_> = row_of(id).into_iter().flat_map(|row| row.names().cloned()).collect();
        order::sort(&mut aliases);
        aliases.dedup();
        let entity = Entity { aliases, ..Entity::new(id.clone(), info.name.clone(), info.kind) };
        Some(Edit { before: None, after: Some(Record::Entity(Rc::new(entity))) })
    };
    let edits = named.into_iter().filter_map(of_engine).collect();
    let meta = Meta { coder: None, at: now(), label: "".into(), cause: Cause::System };
    journal::encode(&Transaction { id: "".into(), edits, meta })
}

/// Has the browser save a text as a file of this name.
pub fn save_text(name: &str, text: &str) {
    let file = Blob::new_with_str_sequence(&js_sys::Array::of1(&text.into()));
    // As above: a browser that cannot do this cannot run the page.
    let _ = file.and_then(|file| save(name, &file));
}

/// Has the browser save a file under this name.
pub(super) fn save(name: &str, file: &Blob) -> Result<(), JsValue> {
    let url = Url::create_object_url_with_blob(file)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The browser has taken the blob by the time the click returns, but Safari reads it a little later.
    gloo_timers::callback::Timeout::new(60_000, move || drop(Url::revoke_object_url(&url))).forget();
    Ok(())
}
