//! Our own small IndexedDB: a journal, a snapshot, the texts, and what could not be read.
//!
//! The write rule is the whole trick: everything is serialised first, then one transaction is opened, all its puts
//! are issued at once, and only its end is awaited. So auto-commit never comes into play, and `Ok` means on the disk
//! (durability `strict`). Only long texts are not put at once, see `put_texts`. It does not know what a transaction of
//! the project is; texts go in and come out.

use super::idb::{cause, ended, factory, fired, gave_no_cause, opened, refused};
use super::later::{in_words, pause};
use crate::app::save::{Entry, StorageError};
use crate::edit::STEPS_KEPT;
use crate::format::journal::Writing;
use crate::model::{ArticleId, Project};
use crate::text::{Map, Set};
use gloo_events::EventListener;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};
use yew::Callback;

/// Name of the database; `boot.js` and `crash.js` open the same.
const DB_NAME: &str = "standpoint";

#[wasm_bindgen]
extern "C" {
    /// Of `boot.js`: the promise of the event that says that the database is open, or why it is not.
    #[wasm_bindgen(js_name = standpointDatabase)]
    fn open_database() -> Promise;
}

/// Journal entries that stay behind a snapshot, so that undo reaches behind it.
pub const HISTORY_KEPT: u64 = STEPS_KEPT as u64;

/// Longest piece of a text that is put at once.
const PIECE_BYTES: usize = 512 << 10;

/// Stands between an article's id and the number of a later piece.
const PIECE: char = '#';

const ARTICLES: &str = "articles";
const JOURNAL: &str = "journal";
const SNAPSHOT: &str = "snapshot";
const META: &str = "meta";
const STORES: [&str; 4] = [ARTICLES, JOURNAL, SNAPSHOT, META];

/// An open connection. Closed when dropped.
#[derive(Debug)]
pub struct Db {
    raw: IdbDatabase,
    is_newer: bool,
    _listeners: [EventListener; 2],
}

/// Why a connection was taken away while the page runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Another tab with a newer version of the page wants to change the stores.
    NewerVersion,
    /// The browser closed it, for example because the site's data were deleted.
    Closed,
}

/// Everything that was stored, as stored.
#[derive(Debug, Default)]
pub struct Stored {
    /// The last snapshot and the key of the last journal entry that is in it.
    pub snapshot: Option<(String, u64)>,
    /// Journal entries by ascending key; those up to the snapshot's are history only.
    pub journal: Vec<(u64, String)>,
    texts: Map<ArticleId, Vec<Uint8Array>>,
}

/// The end of the journal, for tabs that follow.
#[derive(Debug, Default)]
pub struct JournalTail {
    /// Key of the last entry that is in the snapshot; earlier ones may be gone.
    pub up_to: u64,
    /// By ascending key.
    pub entries: Vec<(u64, String)>,
    /// The texts that are stored.
    pub text_ids: Set<ArticleId>,
}

/// The requests for a [`JournalTail`].
struct Tail {
    up_to: IdbRequest,
    keys: IdbRequest,
    entries: IdbRequest,
    text_ids: IdbRequest,
}

/// The project at one moment, as [`Db::replace_snapshot`] stores it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The project without its texts, as [`crate::format::journal`] writes it.
    pub json: String,
    /// All texts of the project.
    pub texts: Vec<(ArticleId, Rc<str>)>,
}

impl Snapshot {
    /// Of a project, made in several tasks if it is large.
    pub async fn of(project: &Project) -> Snapshot {
        Snapshot {
            json: in_words(Writing::of_project(project)).await,
            texts: project.articles.values().map(|article| (article.id.clone(), article.text.clone())).collect(),
        }
    }
}

impl Db {
    /// Opens the database, making it if there is none; `boot.js` began with that while this program was being fetched.
    /// `on_lost` is told when the connection is taken away.
    ///
    /// A database of a newer version opens too, if it has our stores; [`Db::is_newer`] then says so.
    pub async fn open(on_lost: Callback<Lost>) -> Result<Db, StorageError> {
        let factory = factory()?;
        let (raw, is_newer) = match opened(JsFuture::from(open_database()).await) {
            Err(StorageError::NewerVersion) => {
                let request = factory.open(DB_NAME).map_err(|_| StorageError::NewerVersion)?;
                let answer = fired(&request, "success", &["error", "blocked"]).await;
                (opened(answer.or_else(Ok).map(JsValue::from))?, true)
            }
            opened => (opened?, false),
        };
        let names = raw.object_store_names();
        if STORES.iter().any(|name| !names.contains(name)) {
            return Err(StorageError::NewerVersion);
        }
        let on_change = EventListener::new(&raw, "versionchange", {
            let (raw, on_lost) = (raw.clone(), on_lost.clone());
            move |_| {
                raw.close();
                on_lost.emit(Lost::NewerVersion);
            }
        });
        let on_close = EventListener::new(&raw, "close", move |_| on_lost.emit(Lost::Closed));
        Ok(Db { raw, is_newer, _listeners: [on_change, on_close] })
    }

    /// Whether the stores are of a newer version of the page: readable perhaps, never to be written.
    pub fn is_newer(&self) -> bool {
        self.is_newer
    }

    /// Whether nothing was ever stored.
    pub async fn is_empty(&self) -> Result<bool, StorageError> {
        let (tx, store) = self.begin(&[JOURNAL, SNAPSHOT], "readonly")?;
        let counts = [store(JOURNAL)?.count().map_err(refused)?, store(SNAPSHOT)?.count().map_err(refused)?];
        ended(&tx).await?;
        Ok(counts.iter().all(|count| count.result().is_ok_and(|n| n.as_f64() == Some(0.0))))
    }

    /// Reads everything.
    pub async fn load(&self) -> Result<Stored, StorageError> {
        let (tx, store) = self.begin(&STORES, "readonly")?;
        let articles = store(ARTICLES)?;
        let json = store(SNAPSHOT)?.get(&"json".into()).map_err(refused)?;
        let tail = Tail::ask(&store, 0)?;
        let (keys, texts) = (articles.get_all_keys().map_err(refused)?, articles.get_all().map_err(refused)?);
        ended(&tx).await?;
        let tail = tail.read();
        let json = json.result().ok().filter(|json| !json.is_undefined());
        let mut pieces: Map<ArticleId, Vec<Uint8Array>> = Map::new();
        for (key, piece) in list(&keys).iter().zip(list(&texts)) {
            pieces.get_or_insert_with(text_id(key), Vec::new).push(piece.dyn_into().unwrap_or_default());
        }
        Ok(Stored { snapshot: json.map(|json| (as_text(&json), tail.up_to)), journal: tail.entries, texts: pieces })
    }

    /// Reads the journal entries with a key above `after`.
    pub async fn journal_after(&self, after: u64) -> Result<JournalTail, StorageError> {
        let (tx, store) = self.begin(&STORES, "readonly")?;
        let tail = Tail::ask(&store, after)?;
        ended(&tx).await?;
        Ok(tail.read())
    }

    /// Appends to the journal and puts the texts the entries bring along, all or nothing; answers the last entry's
    /// key once everything is on the disk.
    pub async fn append(&self, entries: &[Entry]) -> Result<u64, StorageError> {
        let mut written: Vec<JsValue> = Vec::new();
        for Entry(transaction) in entries {
            written.push(JsValue::from_str(&in_words(Writing::of_transaction(transaction)).await));
        }
        if entries.iter().flat_map(Entry::texts).any(|(_, text)| text.len() > PIECE_BYTES) {
            // What is written down of a long text is long too: a task of its own.
            pause(0).await;
        }
        let (tx, store) = self.begin(&[JOURNAL, ARTICLES], "readwrite")?;
        let (journal, articles) = (store(JOURNAL)?, store(ARTICLES)?);
        let mut last = None;
        for (entry, json) in entries.iter().zip(&written) {
            put_texts(&articles, entry.texts()).await?;
            last = Some(journal.add(json).map_err(refused)?);
        }
        ended(&tx).await?;
        let key = last.and_then(|request| request.result().ok()).and_then(|key| key.as_f64());
        Ok(key.unwrap_or(0.0) as u64)
    }

    /// Puts a snapshot that holds the journal up to `up_to`, and trims the journal and the texts that neither the
    /// snapshot nor what is left of the journal names. All or nothing.
    pub async fn replace_snapshot(&self, snapshot: &Snapshot, up_to: u64) -> Result<(), StorageError> {
        let trim = (up_to > HISTORY_KEPT)
            .then(|| IdbKeyRange::upper_bound(&((up_to - HISTORY_KEPT) as f64).into()))
            .transpose()
            .map_err(refused)?;
        // Looked up in a transaction of its own: the saver writes nothing meanwhile.
        let kept = self.journal_after(up_to.saturating_sub(HISTORY_KEPT)).await?;
        let live: Set<&ArticleId> = snapshot.texts.iter().map(|(id, _)| id).collect();
        let is_named = |id: &ArticleId| kept.entries.iter().any(|(_, json)| json.contains(id.as_str()));

        let (tx, store) = self.begin(&[JOURNAL, ARTICLES, SNAPSHOT], "readwrite")?;
        let articles = store(ARTICLES)?;
        put_texts(
            &articles,
            snapshot.texts.iter().map(|(id, text)| (id, text)).filter(|(id, _)| !kept.text_ids.contains(id)),
        )
        .await?;
        for id in kept.text_ids.iter().filter(|id| !live.contains(id) && !is_named(id)) {
            let pieces = (id.as_str().into(), format!("{id}{PIECE}~").into());
            articles.delete(&IdbKeyRange::bound(&pieces.0, &pieces.1).map_err(refused)?.into()).map_err(refused)?;
        }
        let place = store(SNAPSHOT)?;
        place.put_with_key(&JsValue::from_str(&snapshot.json), &"json".into()).map_err(refused)?;
        place.put_with_key(&(up_to as f64).into(), &"up_to".into()).map_err(refused)?;
        if let Some(range) = trim {
            store(JOURNAL)?.delete(&range).map_err(refused)?;
        }
        ended(&tx).await
    }

    /// Moves records that cannot be used out of the journal into `meta`, where nothing reads them but the crash
    /// dialog's download.
    pub async fn set_aside(&self, records: &[(u64, String)]) -> Result<(), StorageError> {
        let (tx, store) = self.begin(&[JOURNAL, META], "readwrite")?;
        let (journal, meta) = (store(JOURNAL)?, store(META)?);
        for (key, record) in records {
            meta.put_with_key(&JsValue::from_str(record), &aside_key(&key.to_string())).map_err(refused)?;
            journal.delete(&(*key as f64).into()).map_err(refused)?;
        }
        ended(&tx).await
    }

    /// Moves an unreadable snapshot and the journal that builds on it into `meta`, so that work can begin anew.
    pub async fn set_all_aside(&self, stored: &Stored) -> Result<(), StorageError> {
        let (tx, store) = self.begin(&[JOURNAL, META, SNAPSHOT], "readwrite")?;
        let (journal, meta, place) = (store(JOURNAL)?, store(META)?, store(SNAPSHOT)?);
        if let Some((json, _)) = &stored.snapshot {
            meta.put_with_key(&JsValue::from_str(json), &aside_key("snapshot")).map_err(refused)?;
        }
        for (key, record) in &stored.journal {
            meta.put_with_key(&JsValue::from_str(record), &aside_key(&key.to_string())).map_err(refused)?;
        }
        place.clear().map_err(refused)?;
        journal.clear().map_err(refused)?;
        ended(&tx).await
    }

    /// One strict transaction and the way to its stores.
    fn begin(&self, stores: &[&str], mode: &str) -> Result<(IdbTransaction, StoreOf), StorageError> {
        // web-sys has the options only behind `web_sys_unstable_apis`, so the method is called by name.
        let options = Object::new();
        let begin: Function = Reflect::set(&options, &"durability".into(), &"strict".into())
            .and_then(|_| Reflect::get(&self.raw, &"transaction".into()))
            .map_err(refused)?
            .unchecked_into();
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let tx: IdbTransaction =
            begin.call3(&self.raw, &names, &mode.into(), &options).map_err(refused)?.unchecked_into();
        let store = {
            let tx = tx.clone();
            Box::new(move |name: &str| tx.object_store(name).map_err(refused))
        };
        Ok((tx, store))
    }
}

type StoreOf = Box<dyn Fn(&str) -> Result<IdbObjectStore, StorageError>>;

impl Tail {
    fn ask(store: &StoreOf, after: u64) -> Result<Tail, StorageError> {
        let range = IdbKeyRange::lower_bound_with_open(&(after as f64).into(), true).map_err(refused)?;
        Ok(Tail {
            up_to: store(SNAPSHOT)?.get(&"up_to".into()).map_err(refused)?,
            keys: store(JOURNAL)?.get_all_keys_with_key(&range).map_err(refused)?,
            entries: store(JOURNAL)?.get_all_with_key(&range).map_err(refused)?,
            text_ids: store(ARTICLES)?.get_all_keys().map_err(refused)?,
        })
    }

    /// After the transaction has ended.
    fn read(&self) -> JournalTail {
        let number = |value: JsValue| value.as_f64().unwrap_or(0.0) as u64;
        let keys = list(&self.keys).into_iter().map(number);
        JournalTail {
            up_to: self.up_to.result().map_or(0, number),
            entries: keys.zip(list(&self.entries).iter().map(as_text)).collect(),
            text_ids: list(&self.text_ids).iter().map(text_id).collect(),
        }
    }
}

impl Drop for Db {
    fn drop(&mut self) {
        self.raw.close();
    }
}

impl Stored {
    /// The text of an article, `None` if it is not stored.
    pub fn text(&self, id: &ArticleId) -> Option<Rc<str>> {
        let bytes: Vec<u8> = self.texts.get(id)?.iter().flat_map(Uint8Array::to_vec).collect();
        String::from_utf8(bytes).ok().map(Rc::from)
    }

    /// Key of the last journal entry, 0 if there is none.
    pub fn last_key(&self) -> u64 {
        let in_snapshot = self.snapshot.as_ref().map_or(0, |(_, up_to)| *up_to);
        self.journal.last().map_or(0, |(key, _)| *key).max(in_snapshot)
    }
}

/// Asks the browser not to clear the storage when the disk is short. Worth asking after the first import.
pub async fn ask_to_persist() -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Absent on plain http.
    let Ok(storage) = Reflect::get(&window.navigator(), &"storage".into()) else { return false };
    let Some(storage) = storage.dyn_ref::<web_sys::StorageManager>() else { return false };
    let Ok(promise) = storage.persist() else { return false };
    JsFuture::from(promise).await.is_ok_and(|is_granted| is_granted.is_truthy())
}

/// Long texts go in pieces, and many short ones a few at a time, each put when what was before has succeeded, that is
/// in a task of its own: one put of 5 MB keeps the page busy for 40 ms. The transaction lives on, since it is active in
/// the microtasks of a success event.
async fn put_texts<'a>(
    articles: &IdbObjectStore,
    texts: impl Iterator<Item = (&'a ArticleId, &'a Rc<str>)>,
) -> Result<(), StorageError> {
    let mut n_put = 0;
    for (id, text) in texts {
        for (ix, piece) in text.as_bytes().chunks(PIECE_BYTES).enumerate() {
            let key = if ix == 0 { id.to_string() } else { format!("{id}{PIECE}{ix:05}") };
            let request = articles.put_with_key(&Uint8Array::from(piece), &key.into()).map_err(refused)?;
            n_put += piece.len();
            if n_put >= PIECE_BYTES {
                n_put = 0;
                let error = || request.error().ok().flatten();
                let put = fired(&request, "success", &["error"]).await;
                put.map_err(|_| error().map_or_else(gave_no_cause, |error| cause(&error)))?;
            }
        }
    }
    Ok(())
}

/// The article that a key of `articles` belongs to.
fn text_id(key: &JsValue) -> ArticleId {
    let key = as_text(key);
    ArticleId::new(key.split(PIECE).next().unwrap_or(&key))
}

fn aside_key(name: &str) -> JsValue {
    // The time keeps a second damaged record of the same key apart from the first.
    format!("set aside {:013} {name}", js_sys::Date::now() as u64).into()
}

fn list(request: &IdbRequest) -> Vec<JsValue> {
    request.result().map(|result| result.unchecked_into::<Array>().to_vec()).unwrap_or_default()
}

/// A stored record's text; of something else that stands where a text should, its JSON.
fn as_text(value: &JsValue) -> String {
    value.as_string().or_else(|| js_sys::JSON::stringify(value).ok()?.as_string()).unwrap_or_default()
}
