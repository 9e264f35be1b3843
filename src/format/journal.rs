//! The journal's wire form: one JSON text a transaction, and a snapshot of a whole project.
//!
//! A text is `{"v":1,"sum":"…","body":{…}}`. The sum covers version and body, so a record cut
//! short or changed is told from one of a newer version. Article texts are stored apart, by
//! id: they never change and would make every record as long as an article.
//!
//! This is not a format for other programs and not for people; that is [`super::project`].

use super::hash::sha256_hex;
use super::json::{Bad, Fields, Object, push_list};
use super::raw::Raw;
use super::wire::{RecordError, read_record, write_record};
use crate::edit::{Cause, Edit, Meta, Record, Transaction, apply};
use crate::model::{ArticleId, CoderId, Plan, Project, Time};
use std::fmt;
use std::rc::Rc;

/// Version of the wire form that this code writes, and the newest it reads.
pub const VERSION: u32 = 1;

/// Why a stored record cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JournalError {
    /// A newer version of the page wrote it; nothing is wrong with it.
    Newer {
        /// The version it was written in.
        version: u32,
    },
    /// It is cut short or changed.
    Damaged {
        /// What does not fit, for a bug report.
        why: String,
    },
    /// It is whole, but the text of this article is not stored.
    MissingText {
        /// The article.
        article: ArticleId,
    },
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JournalError::Newer { version } => {
                write!(
                    f,
                    "the record has version {version}, this page reads up to {VERSION}: reload to get the newer page"
                )
            }
            JournalError::Damaged { why } => write!(f, "the record is damaged ({why})"),
            JournalError::MissingText { article } => write!(f, "the text of article {article} is not stored"),
        }
    }
}

impl std::error::Error for JournalError {}

impl From<Bad> for JournalError {
    fn from(bad: Bad) -> JournalError {
        JournalError::Damaged { why: bad.to_string() }
    }
}

impl From<RecordError> for JournalError {
    fn from(error: RecordError) -> JournalError {
        match error {
            RecordError::Bad(bad) => bad.into(),
            RecordError::MissingText(article) => JournalError::MissingText { article },
        }
    }
}

/// One record of the journal.
pub fn encode(transaction: &Transaction) -> String {
    let mut body = String::new();
    let mut object = Object::open(&mut body);
    object.text("id", &transaction.id);
    object.text("at", &transaction.meta.at.to_string());
    if let Some(coder) = &transaction.meta.coder {
        object.text("coder", coder.as_str());
    }
    object.text("label", &transaction.meta.label);
    match &transaction.meta.cause {
        Cause::Do => object.text("cause", "do"),
        Cause::System => object.text("cause", "system"),
        Cause::Undo(id) => object.text("undo", id),
        Cause::Redo(id) => object.text("redo", id),
    }
    push_list(object.field("edits"), &transaction.edits, |out, edit| {
        let mut object = Object::open(out);
        for (name, record) in [("before", &edit.before), ("after", &edit.after)] {
            if let Some(record) = record {
                write_record(object.field(name), record);
            }
        }
        object.close();
    });
    object.close();
    sealed(&body)
}

/// Reads what [`encode`] wrote. `texts` finds the text of an article by its id.
pub fn decode(json: &str, texts: &dyn Fn(&ArticleId) -> Option<Rc<str>>) -> Result<Transaction, JournalError> {
    let mut fields = Fields::of(unsealed(json)?)?;
    let id: Rc<str> = fields.need_text("id")?.into();
    let at: Time = fields.need_text("at")?.parse().map_err(|()| fields.bad("a time"))?;
    let coder = fields.text("coder")?.map(CoderId::new);
    let label = fields.text_or_empty("label")?;
    let cause = match (fields.text("undo")?, fields.text("redo")?, fields.text("cause")?.as_deref()) {
        (Some(id), None, None) => Cause::Undo(id.into()),
        (None, Some(id), None) => Cause::Redo(id.into()),
        (None, None, Some("system")) => Cause::System,
        (None, None, Some("do")) => Cause::Do,
        _ => return Err(fields.bad("a cause").into()),
    };
    let read = |raw: &Raw<'_>| -> Result<Edit, JournalError> {
        let mut edit = Fields::of(*raw)?;
        let mut side = |name| edit.take(name).map(|raw| read_record(raw, texts)).transpose();
        Ok(Edit { before: side("before")?, after: side("after")? })
    };
    let edits = fields.list("edits")?.iter().map(read).collect::<Result<_, _>>()?;
    Ok(Transaction { id, edits, meta: Meta { coder, at, label, cause } })
}

/// A whole project without its texts, to start the journal afresh from.
pub fn encode_snapshot(project: &Project) -> String {
    let mut body = String::new();
    let mut object = Object::open(&mut body);
    push_list(object.field("records"), &records_of(project), write_record);
    object.close();
    sealed(&body)
}

/// Reads what [`encode_snapshot`] wrote. `texts` finds the text of an article by its id.
pub fn decode_snapshot(json: &str, texts: &dyn Fn(&ArticleId) -> Option<Rc<str>>) -> Result<Project, JournalError> {
    let mut fields = Fields::of(unsealed(json)?)?;
    let empty = Project::default();
    let mut edits = Vec::new();
    for raw in fields.list("records")? {
        edits.extend(Edit::put(&empty, read_record(raw, texts)?));
    }
    let meta = Meta { coder: None, at: Time::default(), label: "snapshot".into(), cause: Cause::System };
    let transaction = Transaction { id: "snapshot".into(), edits, meta };
    let (project, _) = apply(&empty, &transaction).map_err(|error| JournalError::Damaged { why: error.to_string() })?;
    Ok(project)
}

/// Everything a project holds, in the order of its keys.
fn records_of(project: &Project) -> Vec<Record> {
    let info = Record::Info { id: project.id.clone(), name: project.name.clone(), extra: project.extra.clone() };
    let mut records = vec![info, Record::Codebook(project.codebook.clone())];
    if *project.plan != Plan::default() {
        records.push(Record::Plan(project.plan.clone()));
    }
    records.extend(project.articles.values().cloned().map(Record::Article));
    records.extend(project.coders.values().cloned().map(Record::Coder));
    records.extend(project.entities.values().cloned().map(Record::Entity));
    records.extend(project.layers.values().flat_map(|layer| layer.values().cloned().map(Record::Annotation)));
    records.extend(project.unplaced.values().cloned().map(Record::Unplaced));
    records
}

fn sealed(body: &str) -> String {
    let mut out = String::with_capacity(body.len() + 48);
    let mut object = Object::open(&mut out);
    object.number("v", VERSION);
    object.text("sum", &sum(VERSION, body));
    object.raw("body", body);
    object.close();
    out
}

fn unsealed(json: &str) -> Result<Raw<'_>, JournalError> {
    let damaged = |why: &str| JournalError::Damaged { why: why.to_string() };
    let no_json = |error: serde_json::Error| damaged(&format!("no JSON from column {} on", error.column()));
    let raw = Raw::of(json).map_err(no_json)?;
    let mut fields = Fields::of(raw)?;
    let version = fields.number("v")?.ok_or_else(|| damaged("it has no version"))?;
    let declared = fields.need_text("sum")?;
    let body = fields.need("body", "a body")?;
    if sum(version, body.get()) != declared {
        return Err(damaged("its checksum does not fit"));
    }
    if version > VERSION { Err(JournalError::Newer { version }) } else { Ok(body) }
}

/// The first 64 bits of the SHA-256 of version and body, in hex: enough against damage, not meant against malice.
fn sum(version: u32, body: &str) -> String {
    let mut hex = sha256_hex(format!("{version}:{body}").as_bytes());
    hex.truncate(16);
    hex
}
