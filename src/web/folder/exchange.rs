//! What goes to and fro between the project and its folder: files that are new come in, coders' own files go out.
//!
//! It does not say when; nor is a file written here without what stands in it being known.

use super::with_kept;
use crate::app::folder::layout::{
    Kind, PROJECT, aside_path, damaged, own_path, project_aside_path, tags_path, to_read,
};
use crate::app::folder::writing::{Due, Next, due, next, taken_back};
use crate::app::folder::{LABEL, Trouble, may_write};
use crate::app::import_report::FileReport;
use crate::app::update::Action;
use crate::app::written::Written;
use crate::model::Time;
use crate::text::Set;
use crate::web::digest::digest;
use crate::web::download;
use crate::web::opening::{self, Manner, Opening};
use crate::web::platform::folder::{self as disk, Folder};
use crate::web::platform::request::Input;
use crate::web::store::Store;
use js_sys::Promise;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;
use yew::Callback;

/// How often a file may be found to be somebody else's while it is to be written.
const N_ROUNDS: usize = 5;

/// Reads what is new in the folder; answers how many files that were.
pub(super) async fn read_new(store: &Store, folder: &Folder) -> Result<usize, Trouble> {
    let (listed, mut unreadable) = folder.list().await?;
    if let Some(back) = with_kept(|kept| store.read(|session| taken_back(session, kept))) {
        with_kept(|kept| kept.read_all_again(&back));
    }
    let files: Vec<_> = listed.iter().map(|(file, _)| file.clone()).collect();
    let wanted = with_kept(|kept| to_read(&files, kept));
    let mut opening = Opening { label: LABEL.into(), manner: Manner::Folder, ..Opening::default() };
    // The paths of the parts, as a report has only the name.
    let mut merged: Vec<Rc<str>> = Vec::new();
    let mut sums: Vec<(usize, String)> = Vec::new();
    let mut left_out: Set<usize> = Set::default();
    for (kind, ix) in &wanted {
        let file = &listed[*ix].1;
        match kind {
            Kind::Articles => opening.files.push(Input::File(file.clone())),
            Kind::Codebook => {
                opening.parts.push(Input::File(file.clone()));
                merged.push(files[*ix].path.clone());
            }
            Kind::Coder => {
                let bytes = match disk::bytes_of(file).await {
                    Ok(bytes) => bytes,
                    Err(Trouble::NotAllowed) => return Err(Trouble::NotAllowed),
                    Err(why) => {
                        left_out.insert(*ix);
                        unreadable.push((files[*ix].path.to_string(), why));
                        continue;
                    }
                };
                let sum = digest(&bytes).await;
                // Some programs that share folders write files anew without a change.
                let is_known = with_kept(|kept| kept.held(&files[*ix].path) == Some(&sum));
                if !is_known {
                    opening.parts.push(Input::File(file.clone()));
                    merged.push(files[*ix].path.clone());
                }
                sums.push((*ix, sum));
            }
        }
    }
    let n_files = opening.files.len() + opening.parts.len();
    let reports = if n_files > 0 { opened(store, opening).await } else { Vec::new() };
    if reports.len() < n_files {
        // The worker stopped, and said so; what was not read is asked for again.
        return Err(Trouble::NotRead);
    }
    // One's own file of which a row could not be read is not to be written over.
    let damaged = damaged(&merged, &reports);
    let memory = with_kept(|kept| {
        let read = wanted.iter().filter(|(_, ix)| !left_out.contains(ix));
        read.for_each(|(_, ix)| kept.see(&files[*ix]));
        for (ix, sum) in sums.iter().filter(|(ix, _)| !damaged.contains(&files[*ix].path)) {
            kept.hold(&files[*ix].path, sum);
        }
        kept.write()
    });
    disk::keep(folder, &memory).await;
    for (path, why) in unreadable {
        let text = format!("{path}, in the folder, was left out, since it could not be read: {why} The rest was read.");
        store.dispatch(Action::Notice(text.into()));
    }
    Ok(n_files)
}

/// Writes the files of those who did something here that is not in theirs.
pub(super) async fn write_all(store: &Store, folder: &Folder) -> Result<(), Trouble> {
    for due in with_kept(|kept| store.read(|session| due(session, kept))) {
        write_own(store, folder, &due).await?;
    }
    Ok(())
}

/// Writes a coder's own file, unless it is as it should be; what somebody else put there is taken in first.
async fn write_own(store: &Store, folder: &Folder, due: &Due) -> Result<(), Trouble> {
    let path = own_path(&due.coder);
    for _ in 0..N_ROUNDS {
        let own = Written::Own(due.coder.clone());
        let (own, _) = download::file(store, own, Time::default()).await.ok_or(Trouble::NotWritten)?;
        let own_sum = digest(&disk::bytes_of(&own).await?).await;
        // An empty one is left where there was no room to write it.
        let there = folder.file(&path).await?.filter(|file| file.size() > 0.0);
        let there_sum = match &there {
            Some(file) => Some(digest(&disk::bytes_of(file).await?).await),
            None => None,
        };
        let held = with_kept(|kept| kept.held(&path).map(str::to_owned));
        match next(held.as_deref(), there_sum.as_deref(), &own_sum) {
            Next::TakeIn => {
                let (Some(file), Some(sum)) = (there, there_sum) else { return Err(Trouble::Gone) };
                take_in(store, folder, due, file, &sum).await?;
                continue;
            }
            Next::Write => {
                let file = folder.write(&path, &own).await?;
                with_kept(|kept| file.iter().for_each(|file| kept.see(file)));
            }
            Next::Nothing => {}
        }
        with_kept(|kept| {
            kept.hold(&path, &own_sum);
            if let Some(step) = &due.step {
                kept.wrote(&due.coder, step);
            }
        });
        return Ok(());
    }
    Err(Trouble::Busy)
}

/// Writes the project file that a team begins with. What else was
/// there is taken in first, and the tags in it, which the new one has not, are kept beside.
pub(super) async fn write_project(store: &Store, folder: &Folder) -> Result<(), Trouble> {
    if !store.read(|session| may_write(session.save_state())) {
        return Err(Trouble::NotAllowed);
    }
    // It would lose what was taken back.
    if with_kept(|kept| store.read(|session| taken_back(session, kept))).is_some() {
        return Err(Trouble::TakenBack);
    }
    for _ in 0..N_ROUNDS {
        let (ours, report) = download::team_file(store).await.ok_or(Trouble::NotWritten)?;
        let there = folder.file(PROJECT).await?.filter(|file| file.size() > 0.0);
        if let Some(file) = there {
            let sum = digest(&disk::bytes_of(&file).await?).await;
            if with_kept(|kept| kept.held(PROJECT) != Some(&*sum)) {
                take_in_project(store, folder, file, &sum).await?;
                continue;
            }
        }
        let file = folder.write(PROJECT, &ours).await?;
        if let Some(text) = report.fault_of(PROJECT) {
            store.dispatch(Action::Notice(text.into()));
        }
        let sum = digest(&disk::bytes_of(&ours).await?).await;
        with_kept(|kept| {
            file.iter().for_each(|file| kept.see(file));
            kept.hold(PROJECT, &sum);
        });
        return Ok(());
    }
    Err(Trouble::Busy)
}

/// Merges a project file that was not written here, and keeps what a new one would lose of it.
async fn take_in_project(store: &Store, folder: &Folder, file: File, sum: &str) -> Result<(), Trouble> {
    let files = vec![Input::File(file.clone())];
    let reports =
        opened(store, Opening { files, label: LABEL.into(), manner: Manner::Quietly, ..Opening::default() }).await;
    if reports.is_empty() {
        return Err(Trouble::NotRead);
    }
    let has_tags = reports.iter().any(|report| report.account.tally.n_rows() > 0);
    let is_damaged = reports.iter().any(|report| report.n_issues > 0);
    let aside = has_tags.then(|| tags_path(sum)).or_else(|| is_damaged.then(|| project_aside_path(sum)));
    if let Some(path) = aside {
        folder.write(&path, &file).await?;
        let why = if has_tags {
            "The tags in the project.json that was there stay in the folder"
        } else {
            "Not all of the project.json that was there could be read. It stays in the folder"
        };
        store.dispatch(Action::Notice(format!("{why}, as {path}.").into()));
    }
    with_kept(|kept| kept.hold(PROJECT, sum));
    Ok(())
}

/// Merges a coder's file that was written elsewhere. If not all of it can be read, it is kept aside.
async fn take_in(store: &Store, folder: &Folder, due: &Due, file: File, sum: &str) -> Result<(), Trouble> {
    let path = own_path(&due.coder);
    let parts = vec![Input::File(file.clone())];
    let opening = Opening { parts, label: LABEL.into(), manner: Manner::Quietly, ..Opening::default() };
    let reports = opened(store, opening).await;
    let Some(report) = reports.first() else { return Err(Trouble::NotRead) };
    if report.n_issues > 0 {
        let aside = aside_path(&due.coder, sum);
        folder.write(&aside, &file).await?;
        let text = format!(
            "Not all of {path} could be read. It was kept as {aside}, and {path} is written anew from what is here. \
             Under Data, “What the opened files brought” says what was wrong."
        );
        store.dispatch(Action::Notice(text.into()));
    } else if report.account.tally.n_added + report.account.tally.n_newer > 0 {
        let text = format!("{path} was changed at another place. What was new in it has come in.");
        store.dispatch(Action::Notice(text.into()));
    }
    with_kept(|kept| kept.hold(&path, sum));
    Ok(())
}

/// Opens files, and comes back with what became of them when they are in the project.
async fn opened(store: &Store, opening: Opening) -> Vec<FileReport> {
    let reports: Rc<RefCell<Vec<FileReport>>> = Rc::default();
    let done = Promise::new(&mut |resolve, _| {
        let reports = reports.clone();
        let on_end = Callback::from(move |brought: Vec<FileReport>| {
            reports.replace(brought);
            // A promise's own `resolve` cannot throw.
            drop(resolve.call0(&JsValue::UNDEFINED));
        });
        opening::open(store, Opening { on_end, ..opening.clone() });
    });
    // The promise is never rejected.
    drop(JsFuture::from(done).await);
    reports.take()
}
