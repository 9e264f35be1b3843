//! How the parts of a project stand in JSON: one form for the project file and for the journal.
//!
//! The file counts code points and UTF-16 units and carries texts and quotes, so that any
//! script can use it alone; the journal counts bytes and names texts by id, so that a record
//! is short. Everything else is the same. Fields that this version does not know end up in the
//! `extra` of the part they stand in; those of a smaller part (a coder, a label, the `source`
//! of an article) stand in the `extra` of what holds it, under the smaller part's name.

mod annotation;
mod article;
mod codebook;
mod people;
mod plan;
mod record;
mod ruler;

pub(crate) use annotation::{Anchor, AnnotationRow, Defaults, read_annotation, type_of, write_annotation};
pub(crate) use article::{Parts, read_article, write_article};
pub(crate) use codebook::{read_codebook, write_codebook};
pub(crate) use people::{read_coder, read_entity, write_coder, write_entity};
pub(crate) use plan::{read_plan, write_plan};
pub(crate) use record::{RecordError, read_record, write_record};
pub(crate) use ruler::{Cursor, Offsets, Ruler};
