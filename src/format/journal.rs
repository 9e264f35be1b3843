//! The journal's wire form: one JSON text a transaction, and a snapshot of a whole project.
//!
//! A text is `{"v":1,"sum":"…","body":{…}}`. The sum covers version and body, so a record cut
//! short or changed is told from one of a newer version. Article texts are stored apart, by
//! id: they never change and would make every record as long as an article.
//!
//! This is not a format for other programs and not for people; that is [`super::project`].

use super::hash::hex;
use super::json::{Bad, Fields, Object};
use super::raw::Raw;
use super::wire::{RecordError, read_record, write_record};
use crate::edit::{Cause, Edit, Meta, Record, Transaction, apply};
use crate::model::{ArticleId, CoderId, Plan, Project, Time};
use sha2::{Digest, Sha256};
use std::fmt;
use std::rc::Rc;

/// Version of the wire form that this code writes, and the newest it reads.
pub const VERSION: u32 = 1;

/// So much is written in one go of [`Writing`].
const PART_BYTES: usize = 128 << 10;

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
    Writing::of_transaction(transaction).all_at_once()
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
    Writing::of_project(project).all_at_once()
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

/// Appends one more thing to a text; false if there is none.
type Next<'a> = Box<dyn FnMut(&mut String) -> bool + 'a>;

/// A text of the journal on its way, for those who may not be busy for long: a corpus of ten thousand articles is
/// megabytes of metadata.
pub struct Writing<'a> {
    body: String,
    next: Next<'a>,
    sum: Sum,
    n_summed: usize,
}

impl<'a> Writing<'a> {
    /// What [`encode`] writes.
    pub fn of_transaction(transaction: &'a Transaction) -> Writing<'a> {
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
        object.field("edits").push('[');
        Writing::of_list(body, transaction.edits.iter(), |out, edit: &Edit| {
            let mut object = Object::open(out);
            for (name, record) in [("before", &edit.before), ("after", &edit.after)] {
                if let Some(record) = record {
                    write_record(object.field(name), record);
                }
            }
            object.close();
        })
    }

    /// What [`encode_snapshot`] writes, of the project as it is now.
    pub fn of_project(project: &Project) -> Writing<'a> {
        let mut body = String::new();
        Object::open(&mut body).field("records").push('[');
        Writing::of_list(body, records_of(project).into_iter(), |out, record| write_record(out, &record))
    }

    fn of_list<T>(
        body: String,
        mut items: impl Iterator<Item = T> + 'a,
        push: impl Fn(&mut String, T) + 'a,
    ) -> Writing<'a> {
        let mut is_first = true;
        let next = move |out: &mut String| {
            let Some(item) = items.next() else { return false };
            if !std::mem::replace(&mut is_first, false) {
                out.push(',');
            }
            push(out, item);
            true
        };
        Writing { body, next: Box::new(next), sum: Sum::of(VERSION), n_summed: 0 }
    }

    /// Writes on, about [`PART_BYTES`]; the text once it is whole, after which there is no more.
    pub fn go_on(&mut self) -> Option<String> {
        let end = self.body.len() + PART_BYTES;
        let mut is_more = true;
        while is_more && self.body.len() < end {
            is_more = (self.next)(&mut self.body);
        }
        if !is_more {
            self.body.push_str("]}");
        }
        self.sum.add(&self.body[self.n_summed..]);
        self.n_summed = self.body.len();
        (!is_more).then(|| sealed(&self.body, &std::mem::replace(&mut self.sum, Sum::of(VERSION)).text()))
    }

    fn all_at_once(mut self) -> String {
        loop {
            if let Some(text) = self.go_on() {
                return text;
            }
        }
    }
}

fn sealed(body: &str, sum: &str) -> String {
    let mut out = String::with_capacity(body.len() + 48);
    let mut object = Object::open(&mut out);
    object.number("v", VERSION);
    object.text("sum", sum);
    object.raw("body", body);
    object.close();
    out
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

fn sum(version: u32, body: &str) -> String {
    let mut sum = Sum::of(version);
    sum.add(body);
    sum.text()
}

/// The first 64 bits of the SHA-256 of version and body, in hex: enough against damage, not meant against malice.
struct Sum(Sha256);

impl Sum {
    fn of(version: u32) -> Sum {
        Sum(Sha256::new_with_prefix(format!("{version}:")))
    }

    fn add(&mut self, text: &str) {
        self.0.update(text);
    }

    fn text(self) -> String {
        hex(&self.0.finalize()[..8])
    }
}
