//! Files in: the worker reads and merges them, and says what became of each. [`super::exports`] writes them.

use super::Answer;
use crate::app::import_report::{FileKind, FileReport};
use crate::app::protocol::Reply;
use crate::edit::{Cause, Edit, Meta, Record, Transaction, apply};
use crate::format::encoding::decoded;
use crate::format::project::{self, ReadProject};
use crate::format::{Issue, article, codebook, import, journal};
use crate::model::{Article, ArticleId, Entity, EntityId, Project, Time};
use crate::text::Map;
use crate::web::digest::{HEAD_ABOVE_BYTES, digest, first_id};
use crate::web::platform::request::Input;
use js_sys::Uint8Array;
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;

impl Answer<'_> {
    /// Reads an input; what became of it goes out at once, and whether it is a project file.
    pub(super) async fn articles_of(&mut self, nth: u32, input: &Input) -> Vec<Rc<Article>> {
        let (name, bytes) = match read(input).await {
            Ok(read) => read,
            Err(report) => return self.no_articles(&report),
        };
        if is_project(&decoded(&bytes).0) || import::reader_of(&name, &bytes).is_some() {
            self.out.reply(&Reply::ProjectFile(nth));
            return Vec::new();
        }
        let sha256 = digest(&bytes).await;
        let mut imported = article::read_with(&name, &bytes, sha256.into(), first_id);
        for article in imported.articles.iter_mut().filter(|article| article.text.len() > HEAD_ABOVE_BYTES) {
            article.id = ArticleId::new(format!("sha256:{}", digest(article.text.as_bytes()).await));
        }
        let issues: Vec<Issue> = imported.issues.into_iter().chain(imported.notes).collect();
        self.report(&FileReport {
            file: name.into(),
            articles: imported.articles.iter().map(|article| article.id.clone()).collect(),
            n_issues: issues.len() as u32,
            issues,
            ..FileReport::default()
        });
        imported.articles.into_iter().map(Rc::new).collect()
    }

    fn no_articles(&mut self, report: &FileReport) -> Vec<Rc<Article>> {
        self.report(report);
        Vec::new()
    }

    fn report(&mut self, report: &FileReport) {
        self.out.reply(&Reply::Report(report.encode().into()));
    }

    /// Merges files, each with what the ones before made of the project.
    pub(super) async fn merge(&mut self, inputs: &[Input], snapshot: &str) {
        let mut project = match self.desk.project(snapshot) {
            Ok(project) => project,
            Err(why) => return self.problem(why),
        };
        let mut all = Vec::new();
        for input in inputs {
            self.stop().await;
            let (name, bytes) = match read(input).await {
                Ok(read) => read,
                Err(report) => {
                    self.report(&report);
                    continue;
                }
            };
            let mut report = FileReport { file: (*name).into(), kind: FileKind::Project, ..FileReport::default() };
            match read_part(&name, &bytes, time_of(input)) {
                Ok((read, issues)) => {
                    let (edits, account) = project::merge_with_account(&project, &read);
                    report = FileReport { account, n_issues: issues.len() as u32, issues, ..report };
                    match with(&project, &edits) {
                        Ok(next) => {
                            project = next;
                            all.extend(edits);
                        }
                        Err(why) => return self.problem(format!("{name}: {why}.")),
                    }
                }
                Err(issue) => report = FileReport { issues: vec![issue], n_issues: 1, ..report },
            }
            self.report(&report);
        }
        self.out.reply(&Reply::Edits(all));
    }
}

/// The entities that a request sends along.
pub(super) fn entities_of(journal: &str) -> Result<Map<EntityId, Rc<Entity>>, String> {
    let step = journal::decode(journal, &|_| None).map_err(|error| error.to_string())?;
    let entity = |edit: Edit| match edit.after {
        Some(Record::Entity(entity)) => Some((entity.id.clone(), entity)),
        _ => None,
    };
    Ok(step.edits.into_iter().filter_map(entity).collect())
}

/// The input's name and bytes, or what to say where the browser cannot read it.
async fn read(input: &Input) -> Result<(String, Vec<u8>), FileReport> {
    match input {
        Input::Pasted(pieces) => Ok((input.name(), Input::bytes_of(pieces))),
        Input::File(file) => match JsFuture::from(file.array_buffer()).await {
            Ok(buffer) => Ok((input.name(), Uint8Array::new(&buffer).to_vec())),
            Err(_) => {
                let file: Rc<str> = input.name().into();
                let (what, todo) = ("the browser could not read the file".into(), "Choose it again.".into());
                let issue = Issue { file: file.clone(), line: None, column: None, what, todo };
                Err(FileReport { file, issues: vec![issue], n_issues: 1, ..FileReport::default() })
            }
        },
    }
}

/// When a file was last changed; now for what was pasted.
fn time_of(input: &Input) -> Time {
    match input {
        Input::Pasted(_) => Time(js_sys::Date::now() as i64),
        Input::File(file) => Time(file.last_modified() as i64),
    }
}

/// A project file, one of another tool, or a codebook's own.
fn read_part(name: &str, bytes: &[u8], at: Time) -> Result<(ReadProject, Vec<Issue>), Issue> {
    if let Some(reader) = import::reader_of(name, bytes) {
        let brought = import::read(reader, name, bytes, at);
        return Ok((brought.read, brought.issues.into_iter().chain(brought.notes).collect()));
    }
    let (bytes, encoding) = decoded(bytes);
    let file: Rc<str> = name.into();
    let notes: Vec<Issue> = encoding
        .told()
        .map(|(what, todo)| Issue { file, line: None, column: None, what, todo: todo.to_owned() })
        .into_iter()
        .collect();
    let text = std::str::from_utf8(&bytes).ok().filter(|_| !is_project(&bytes));
    if let Some(codebook) = text.and_then(|text| codebook::read(text).ok()) {
        let project = Project { codebook: Rc::new(codebook), ..Project::default() };
        return Ok((ReadProject { project, ..ReadProject::default() }, notes));
    }
    let (read, issues) = project::read(name, &bytes).map_err(|error| error.issue(name))?;
    Ok((read, issues.into_iter().chain(notes).collect()))
}

fn with(project: &Project, edits: &[Edit]) -> Result<Project, String> {
    let meta = Meta { coder: None, at: Time::default(), label: "".into(), cause: Cause::System };
    let step = Transaction { id: "".into(), edits: edits.to_vec(), meta };
    apply(project, &step).map(|(next, _)| next).map_err(|error| error.to_string())
}

/// Whether a file is one of our own: they begin with their format.
fn is_project(bytes: &[u8]) -> bool {
    let head: Vec<u8> = bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(64).collect();
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    head.starts_with(b"{\"format\":\"standpoint/")
}
