//! Records of edits in JSON, for the journal and its snapshot: short, and without article texts.

use super::{
    AnnotationRow, Defaults, Parts, Ruler, read_annotation, read_article, read_codebook, read_coder, read_entity,
    read_plan, write_annotation, write_article, write_codebook, write_coder, write_entity, write_plan,
};
use crate::edit::Record;
use crate::format::json::{Bad, Fields, Object, push_text};
use crate::format::raw::Raw;
use crate::model::{AnnotationId, ArticleId, Unplaced};
use std::rc::Rc;

/// Finds the text of an article, which is stored apart.
pub(super) type Texts<'t> = &'t dyn Fn(&ArticleId) -> Option<Rc<str>>;

/// Why a record cannot be read.
pub(crate) enum RecordError {
    /// It is not what it should be.
    Bad(Bad),
    /// Nothing is stored under this article's id.
    MissingText(ArticleId),
}

impl From<Bad> for RecordError {
    fn from(bad: Bad) -> RecordError {
        RecordError::Bad(bad)
    }
}

/// Writes `{"KIND": …}`.
pub(crate) fn write_record(out: &mut String, record: &Record) {
    let mut object = Object::open(out);
    match record {
        Record::Info { id, name, extra } => {
            let mut info = Object::open(object.field("info"));
            info.text("id", id);
            info.text("name", name);
            push_text(info.field("extra"), extra);
            info.close();
        }
        Record::Article(article) => {
            let mut parts = Parts { ruler: Ruler::Bytes, text: None, sentences: None };
            write_article(object.field("article"), article, &mut parts);
        }
        Record::Codebook(codebook) => write_codebook(object.field("codebook"), codebook),
        Record::Plan(plan) => write_plan(object.field("plan"), plan),
        Record::Coder(coder) => write_coder(object.field("coder"), coder, ""),
        Record::Entity(entity) => write_entity(object.field("entity"), entity, ""),
        Record::Annotation(annotation) => write_annotation(object.field("annotation"), annotation, &mut Ruler::Bytes),
        Record::Unplaced(unplaced) => {
            let mut inner = Object::open(object.field("unplaced"));
            inner.text("id", unplaced.id.as_str());
            inner.text("why", &unplaced.why);
            inner.text("json", &unplaced.json);
            inner.close();
        }
    }
    object.close();
}

/// Reads what [`write_record`] writes.
pub(crate) fn read_record(raw: Raw<'_>, texts: Texts<'_>) -> Result<Record, RecordError> {
    let (kind, value) = Fields::of(raw)?.into_pairs().next().ok_or_else(|| Bad::at(raw, "a record"))?;
    match &*kind {
        "info" => {
            let mut fields = Fields::of(value)?;
            Ok(Record::Info {
                id: fields.text_or_empty("id")?,
                name: fields.text_or_empty("name")?,
                extra: fields.text_or_empty("extra")?,
            })
        }
        "article" => {
            let row = read_article(value)?;
            let text = texts(row.id()).ok_or_else(|| RecordError::MissingText(row.id().clone()))?;
            let (article, bads) = row.with_text(text);
            bads.into_iter().next().map_or(Ok(Record::Article(Rc::new(article))), |bad| Err(bad.into()))
        }
        "codebook" => {
            let mut bads = Vec::new();
            let codebook = read_codebook(value, &mut bads)?;
            bads.into_iter().next().map_or(Ok(Record::Codebook(Rc::new(codebook))), |bad| Err(bad.into()))
        }
        "plan" => Ok(Record::Plan(Rc::new(read_plan(value)?))),
        "coder" => Ok(Record::Coder(Rc::new(read_coder(value)?.0))),
        "entity" => Ok(Record::Entity(Rc::new(read_entity(value)?.0))),
        "annotation" => {
            let row = read_annotation(value, Defaults::default())?;
            let AnnotationRow::Known(mut annotation, anchor) = row else {
                return Err(Bad::at(value, "an annotation of a known type").into());
            };
            annotation.span = anchor.offsets.bytes.ok_or_else(|| Bad::at(value, "two byte offsets").under("bytes"))?;
            Ok(Record::Annotation(Rc::new(*annotation)))
        }
        "unplaced" => {
            let mut fields = Fields::of(value)?;
            Ok(Record::Unplaced(Rc::new(Unplaced {
                id: AnnotationId::new(fields.need_text("id")?),
                why: fields.text_or_empty("why")?,
                json: fields.text_or_empty("json")?,
            })))
        }
        _ => Err(Bad::at(value, format!("a known kind of record, found {kind}")).into()),
    }
}
