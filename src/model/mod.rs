//! What a project is made of. No reading or writing, no clock, no browser.

mod annotation;
mod article;
mod codebook;
mod document;
mod id;
mod plan;
mod project;
mod time;

pub use annotation::{Annotation, Body, Holder, Lock, MentionAction, Origin, Sight, Target};
pub use article::{Article, Dropped, Mark, MarkKind, Source};
pub use codebook::{Codebook, Concept, Label, Scale, ScaleKind};
pub use document::{
    Document, DocumentEntity, EntityKind, Mention, Paragraph, Quotation, QuotationKind, Sentence, SpeakerRule, Token,
};
pub use id::{AnnotationId, ArticleId, CoderId, ConceptId, EntityId, LabelId};
pub use plan::{Outlets, Plan};
pub use project::{Coder, Entity, Layer, Project, Unplaced};
pub use time::Time;
