//! A folder of the person's disk: picked, listed, read, written, and kept for the next visit.
//!
//! It decides nothing: which files are read and written, and when, is [`crate::web::folder`]'s. Only Chromium and its
//! kin let a page pick a folder; the rest of the file system interface is asked for only after that.

use super::idb::{factory, fired, words};
use crate::app::folder::Trouble;
use crate::app::folder::layout::{ANNOTATIONS, Listed, MOST_FILES, is_entered, kind_of};
use crate::text::order;
use gloo_utils::window;
use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DomException, File, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemHandle, FileSystemHandleKind, FileSystemWritableFileStream, IdbDatabase,
    IdbOpenDbRequest, IdbRequest, IdbTransaction, IdbTransactionMode,
};

/// A database of its own: the work does not depend on it, and a handle is nothing that a file could hold.
const DB_NAME: &str = "standpoint-folder";
const STORE: &str = "folder";
const HANDLE: &str = "handle";
const MEMORY: &str = "memory";

/// A folder that the person chose.
#[derive(Clone, Debug, PartialEq)]
pub struct Folder(FileSystemDirectoryHandle);

/// Paths of files that cannot be read, and what is in the way of each.
pub type Unreadable = Vec<(String, Trouble)>;

/// How the browser is asked whether the page may write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Without a word to the person.
    Quietly,
    /// The person is asked; only while a press of a button is handled.
    Person,
}

/// Whether this browser lets a page pick a folder.
pub fn can_pick() -> bool {
    Reflect::has(&window(), &"showDirectoryPicker".into()).unwrap_or(false)
}

/// Has the person pick a folder to read and write; `None` if they pick none.
pub async fn pick() -> Result<Option<Folder>, Trouble> {
    let picked = async {
        let options = Object::new();
        Reflect::set(&options, &"mode".into(), &"readwrite".into())?;
        let pick: Function = Reflect::get(&window(), &"showDirectoryPicker".into())?.dyn_into()?;
        JsFuture::from(pick.call1(&window(), &options)?.unchecked_into::<Promise>()).await
    };
    match picked.await {
        Ok(handle) => Ok(Some(Folder(handle.unchecked_into()))),
        Err(thrown) if name_of(&thrown) == "AbortError" => Ok(None),
        Err(thrown) => Err(trouble(&thrown)),
    }
}

impl Folder {
    /// What it is called.
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Whether the page may read and write in it.
    pub async fn may_write(&self, ask: Ask) -> bool {
        let method = if ask == Ask::Person { "requestPermission" } else { "queryPermission" };
        let answer = async {
            let Ok(method) = Reflect::get(&self.0, &method.into())?.dyn_into::<Function>() else {
                // Where there is no such question, writing will tell.
                return Ok("granted".into());
            };
            let options = Object::new();
            Reflect::set(&options, &"mode".into(), &"readwrite".into())?;
            JsFuture::from(method.call1(&self.0, &options)?.unchecked_into::<Promise>()).await
        };
        let answer: Result<JsValue, JsValue> = answer.await;
        answer.is_ok_and(|answer| answer.as_string().is_some_and(|answer| answer == "granted"))
    }

    /// The project's files in it, by path, and what of them cannot be read, and why.
    pub async fn list(&self) -> Result<(Vec<(Listed, File)>, Unreadable), Trouble> {
        let mut unreadable = Unreadable::new();
        let mut found: Vec<(Listed, File)> = Vec::new();
        let mut n_entries = 0;
        let mut folders: Vec<(String, FileSystemDirectoryHandle)> = vec![(String::new(), self.0.clone())];
        while let Some((above, folder)) = folders.pop() {
            let entries = folder.values();
            loop {
                let next = JsFuture::from(entries.next().map_err(|thrown| trouble(&thrown))?).await;
                let next = next.map_err(|thrown| trouble(&thrown))?;
                let entry = Reflect::get(&next, &"value".into()).map_err(|thrown| trouble(&thrown))?;
                if entry.is_undefined() {
                    break;
                }
                n_entries += 1;
                if n_entries > MOST_FILES {
                    return Err(Trouble::TooMany);
                }
                let entry: FileSystemHandle = entry.unchecked_into();
                let name = entry.name();
                let path = if above.is_empty() { name } else { format!("{above}/{name}") };
                if entry.kind() == FileSystemHandleKind::Directory {
                    if is_entered(&path) {
                        folders.push((path, entry.unchecked_into()));
                    }
                } else if kind_of(&path).is_some() {
                    // A file that went meanwhile is none.
                    match file_of(entry.unchecked_ref()).await {
                        Ok(file) => found.extend(file.map(|file| (listed(&path, &file), file))),
                        Err(Trouble::NotAllowed) => return Err(Trouble::NotAllowed),
                        Err(why) => unreadable.push((path, why)),
                    }
                }
            }
        }
        order::sort_by(&mut found, |a, b| a.0.path.cmp(&b.0.path));
        Ok((found, unreadable))
    }

    /// A file of the folder or of the coders' folder in it by its path, `None` if there is none.
    pub async fn file(&self, path: &str) -> Result<Option<File>, Trouble> {
        let missing = |thrown: &JsValue| name_of(thrown) == "NotFoundError";
        let options = FileSystemGetDirectoryOptions::new();
        let folder = match self.folder_of(path, &options).await {
            Ok(folder) => folder,
            Err(thrown) if missing(&thrown) => return self.is_there().await.map(|()| None),
            Err(thrown) => return Err(trouble(&thrown)),
        };
        match JsFuture::from(folder.get_file_handle(name(path))).await {
            Ok(handle) => file_of(handle.unchecked_ref()).await,
            Err(thrown) if missing(&thrown) => self.is_there().await.map(|()| None),
            Err(thrown) => Err(trouble(&thrown)),
        }
    }

    /// Writes a file of the folder or of the coders' folder in it, all of it or nothing; answers how the folder lists
    /// it then.
    pub async fn write(&self, path: &str, content: &Blob) -> Result<Option<Listed>, Trouble> {
        let written = async {
            let options = FileSystemGetDirectoryOptions::new();
            options.set_create(true);
            let folder = self.folder_of(path, &options).await?;
            let options = FileSystemGetFileOptions::new();
            options.set_create(true);
            let handle = JsFuture::from(folder.get_file_handle_with_options(name(path), &options)).await?;
            let handle: FileSystemFileHandle = handle.unchecked_into();
            let stream = JsFuture::from(handle.create_writable()).await?;
            let stream: FileSystemWritableFileStream = stream.unchecked_into();
            if let Err(thrown) = JsFuture::from(stream.write_with_blob(content)?).await {
                // What was there stays: the browser writes beside it and swaps on closing.
                drop(JsFuture::from(stream.abort()).await);
                return Err(thrown);
            }
            JsFuture::from(stream.close()).await?;
            Ok(handle)
        };
        let handle = written.await.map_err(|thrown: JsValue| trouble(&thrown))?;
        Ok(file_of(&handle).await?.map(|file| listed(path, &file)))
    }

    /// The folder that a file is in by its path.
    async fn folder_of(
        &self,
        path: &str,
        options: &FileSystemGetDirectoryOptions,
    ) -> Result<FileSystemDirectoryHandle, JsValue> {
        if !path.contains('/') {
            return Ok(self.0.clone());
        }
        let folder = JsFuture::from(self.0.get_directory_handle_with_options(ANNOTATIONS, options)).await?;
        Ok(folder.unchecked_into())
    }

    /// Nothing where the folder can be read, and what is wrong where not.
    async fn is_there(&self) -> Result<(), Trouble> {
        let first = self.0.keys().next().map_err(|thrown| trouble(&thrown))?;
        JsFuture::from(first).await.map(drop).map_err(|thrown| trouble(&thrown))
    }
}

/// The bytes of a file or a part of one.
pub async fn bytes_of(file: &Blob) -> Result<Vec<u8>, Trouble> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|thrown| trouble(&thrown))?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

/// The folder of an earlier visit, and what was remembered of it.
pub async fn recall() -> Option<(Folder, String)> {
    let db = open().await.ok()?;
    let (_, answers) = in_store(&db, |tx| {
        let store = tx.object_store(STORE)?;
        Ok([store.get(&HANDLE.into())?, store.get(&MEMORY.into())?])
    })
    .await
    .ok()?;
    let [handle, memory] = answers.map(|request| request.result().unwrap_or_default());
    let handle = handle.dyn_into::<FileSystemDirectoryHandle>().ok()?;
    Some((Folder(handle), memory.as_string().unwrap_or_default()))
}

/// Keeps the folder for the next visit, and what is remembered of it. A browser that cannot keep it asks for it again
/// then, and reads all of it.
pub async fn keep(folder: &Folder, memory: &str) {
    let Ok(db) = open().await else { return };
    let put = in_store(&db, |tx| {
        let store = tx.object_store(STORE)?;
        Ok([store.put_with_key(&folder.0, &HANDLE.into())?, store.put_with_key(&memory.into(), &MEMORY.into())?])
    });
    drop(put.await);
}

/// Forgets the folder. What is in it stays.
pub async fn forget() {
    let Ok(db) = open().await else { return };
    let clear = in_store(&db, |tx| {
        let store = tx.object_store(STORE)?;
        Ok([store.delete(&HANDLE.into())?, store.delete(&MEMORY.into())?])
    });
    drop(clear.await);
}

/// A connection that closes when dropped.
struct Db(IdbDatabase);

impl Drop for Db {
    fn drop(&mut self) {
        self.0.close();
    }
}

async fn open() -> Result<Db, JsValue> {
    let factory = factory().map_err(|error| JsValue::from(error.to_string()))?;
    let request: IdbOpenDbRequest = factory.open_with_u32(DB_NAME, 1)?;
    let result = request.clone();
    let on_upgrade = gloo_events::EventListener::once(&request, "upgradeneeded", move |_| {
        let db = result.result().map(JsCast::unchecked_into::<IdbDatabase>);
        // Without its store the database is of no use, and each access says so.
        drop(db.and_then(|db| db.create_object_store(STORE)));
    });
    let opened = fired(&request, "success", &["error", "blocked"]).await;
    drop(on_upgrade);
    opened.map_err(JsValue::from)?;
    Ok(Db(request.result()?.unchecked_into()))
}

/// Asks in one transaction, and comes back when it has ended.
async fn in_store(
    db: &Db,
    ask: impl FnOnce(&IdbTransaction) -> Result<[IdbRequest; 2], JsValue>,
) -> Result<(IdbTransaction, [IdbRequest; 2]), JsValue> {
    let tx = db.0.transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
    let end = fired(&tx, "complete", &["abort"]);
    let requests = ask(&tx)?;
    end.await.map_err(JsValue::from)?;
    Ok((tx, requests))
}

async fn file_of(handle: &FileSystemFileHandle) -> Result<Option<File>, Trouble> {
    match JsFuture::from(handle.get_file()).await {
        Ok(file) => Ok(Some(file.unchecked_into())),
        Err(thrown) if name_of(&thrown) == "NotFoundError" => Ok(None),
        Err(thrown) => Err(trouble(&thrown)),
    }
}

fn listed(path: &str, file: &File) -> Listed {
    Listed { path: path.into(), n_bytes: file.size() as u64, modified_ms: file.last_modified() as i64 }
}

/// A file's name without its folders.
fn name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn name_of(thrown: &JsValue) -> String {
    thrown.dyn_ref::<DomException>().map(DomException::name).unwrap_or_default()
}

/// What an error of the browser means.
fn trouble(thrown: &JsValue) -> Trouble {
    match &*name_of(thrown) {
        "NotAllowedError" | "SecurityError" => Trouble::NotAllowed,
        "NotFoundError" => Trouble::Gone,
        "QuotaExceededError" => Trouble::Full,
        "TypeMismatchError" => Trouble::WrongKind,
        "NoModificationAllowedError" => Trouble::Busy,
        _ => Trouble::Other(words(thrown)),
    }
}
