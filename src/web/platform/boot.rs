//! From an empty tab to the stored project, and who may write. What is stored is read by [`super::stored`].

use super::db::Db;
use super::saver::Saver;
use super::tabs::Tabs;
use crate::app::save::{Event, ReadOnly, SaveState, StorageError};
use crate::edit::{History, Transaction};
use crate::model::{CoderId, Project};
use crate::web::parts;
use std::cell::OnceCell;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use yew::Callback;

/// What the page does when storage has something to say.
#[derive(Clone)]
pub struct Handlers {
    /// Each change of the save state, the first already during [`load`].
    pub on_state: Callback<SaveState>,
    /// Another tab, the writer, has saved these; to be applied as they are and not enqueued.
    pub on_foreign: Callback<Vec<Rc<Transaction>>>,
    /// The writer went away and this tab may now change the project; what it saved has come by `on_foreign`.
    pub on_become_writer: Callback<()>,
    /// This tab can no longer follow the writer's changes one by one: it is to be reloaded.
    pub on_left_behind: Callback<()>,
    /// The project as it stands, asked for in a pause of the work.
    pub project: Rc<dyn Fn() -> Rc<Project>>,
}

/// What was found.
pub struct Booted {
    /// The stored project; `None` if there is none: begin a new one and enqueue what makes it.
    pub project: Option<Project>,
    /// What can be undone and redone.
    pub history: History,
    /// Who did the last stored step. The journal outlives a killed browser, localStorage's last seconds do not, so
    /// this is who tags here when the preferences name nobody.
    pub coder: Option<CoderId>,
    /// What the person is to know, whole sentences.
    pub notices: Vec<String>,
    /// What this tab may do.
    pub role: Role,
    /// The way to storage, for every tab; in a reading tab it takes nothing.
    pub saver: Saver,
}

/// What this tab may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Change and save.
    Writer,
    /// Look on.
    Reader(ReadOnly),
    /// Change, but nothing is saved: the page is to offer the download.
    MemoryOnly(StorageError),
}

/// A database with something in it, and what is known of this tab. [`super::stored`] goes on.
pub struct Found {
    pub(super) db: Db,
    pub(super) is_writer: bool,
    pub(super) saver: Saver,
    pub(super) tabs: Tabs,
    pub(super) handlers: Handlers,
    /// Told when another tab has saved.
    pub(super) on_saved: Rc<OnceCell<Callback<()>>>,
}

/// Finds out who may write, and reads what is stored. Never fails: without storage the page works in memory.
///
/// A first visitor, of whom nothing is stored, does not wait for the later part of the page.
pub async fn load(handlers: Handlers) -> Booted {
    let saver = Saver::start(handlers.on_state.clone(), handlers.project.clone());
    let on_saved: Rc<OnceCell<Callback<()>>> = Rc::default();
    let tabs = Tabs::listen(Callback::from({
        let on_saved = on_saved.clone();
        move |()| on_saved.get().into_iter().for_each(|on_saved| on_saved.emit(()))
    }));
    let on_lost = {
        let saver = saver.clone();
        Callback::from(move |lost| saver.lose(lost))
    };
    // Claimed before reading, so that no other tab writes between the reading and the first write.
    let is_writer = tabs.claim().await;
    let opened = async {
        let db = Db::open(on_lost).await?;
        let is_empty = db.is_empty().await?;
        Ok((db, is_empty))
    };
    let (db, is_empty) = match opened.await {
        Ok(opened) => opened,
        Err(why) => return memory_only(saver, &tabs, why),
    };
    if !is_writer || !is_empty || db.is_newer() {
        let found = Found { db, is_writer, saver, tabs, handlers, on_saved };
        return (parts::there().await.stored)(found).await;
    }
    saver.adopt(Rc::new(db), 0, 0);
    begin_writing(&saver, &tabs);
    nothing_stored(saver, Role::Writer)
}

/// Waits for two things at once: the browser answers each only after a while.
pub async fn both<A, B>(one: impl Future<Output = A>, other: impl Future<Output = B>) -> (A, B) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let (mut first, mut second) = (None, None);
    poll_fn(move |context| {
        if first.is_none()
            && let Poll::Ready(value) = one.as_mut().poll(context)
        {
            first = Some(value);
        }
        if second.is_none()
            && let Poll::Ready(value) = other.as_mut().poll(context)
        {
            second = Some(value);
        }
        match (first.take(), second.take()) {
            (Some(one), Some(other)) => Poll::Ready((one, other)),
            (one, other) => {
                (first, second) = (one, other);
                Poll::Pending
            }
        }
    })
    .await
}

pub(super) fn memory_only(saver: Saver, tabs: &Tabs, why: StorageError) -> Booted {
    saver.on(Event::LoadFailed(why.clone()));
    tabs.give_up();
    nothing_stored(saver, Role::MemoryOnly(why))
}

fn nothing_stored(saver: Saver, role: Role) -> Booted {
    Booted { project: None, history: History::default(), coder: None, notices: Vec::new(), role, saver }
}

pub(super) fn begin_writing(saver: &Saver, tabs: &Tabs) {
    let tabs = tabs.clone();
    saver.announce(Callback::from(move |()| tabs.say_saved()));
    saver.on(Event::BecameWriter);
}
