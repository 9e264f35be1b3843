//! What a project is made of. No reading or writing, no clock, no browser.

mod annotation;
mod article;
mod code;
mod codebook;
mod document;
mod id;
mod plan;
mod project;
mod time;

pub use annotation::{Annotation, Body, Holder, Lock, MentionAction, Origin, Sight, Target, Unit};
pub use article::{Article, Dropped, Mark, MarkKind, Source};
pub use code::{Code, Revision, RevisionKind};
pub use codebook::{Codebook, Concept, Label, Scale, ScaleKind, Variable, Words};
pub use document::{
    Document, DocumentEntity, EntityKind, Mention, Paragraph, Quotation, QuotationKind, Sentence, SpeakerRule, Token,
};
pub use id::{AnnotationId, ArticleId, CoderId, ConceptId, EntityId, LabelId, VariableId};
pub use plan::{Outlets, Plan};
pub use project::{Coder, Entity, Layer, Project, Standing, Suggestions, TakenForm, Turn, Unplaced};
pub use time::Time;
