//! What a coder says of a stretch of text.

use super::{AnnotationId, ArticleId, CoderId, ConceptId, EntityId, EntityKind, LabelId, Time, VariableId};
use crate::text::Span;
use std::rc::Rc;

/// One statement of one coder about one stretch of one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotation {
    /// Its name, the same in every copy of the project.
    pub id: AnnotationId,
    /// The article it is about.
    pub article: ArticleId,
    /// A sentence's span, or for [`Body::Span`], [`Body::Mention`] and [`Body::Speaker`] any stretch. What is said of a
    /// whole article stands at its beginning, without length.
    pub span: Span,
    /// What is said.
    pub body: Body,
    /// Who says it.
    pub coder: CoderId,
    /// When it was first said.
    pub created: Time,
    /// When it was last changed.
    pub modified: Time,
    /// Version of the codebook it was said under.
    pub codebook: u32,
    /// How it came about.
    pub origin: Origin,
    /// Whether the coder saw then which outlet the article is from.
    pub sight: Sight,
    /// Fields of a project file that this version does not know, as a JSON object's text; empty if none.
    pub extra: Rc<str>,
}

/// What is said of the stretch.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Body {
    /// The tone of a sentence: a value of the codebook's sentiment scale. One a sentence and coder.
    Sentiment(Rc<str>),
    /// Who stands where. One a sentence, coder, holder and target.
    Stance {
        /// Whose stance.
        holder: Holder,
        /// Toward what.
        target: Target,
        /// A position of the codebook.
        position: Rc<str>,
    },
    /// A labelled stretch.
    Span(LabelId),
    /// A correction to what the engine found.
    Mention {
        /// What the correction does.
        action: MentionAction,
        /// The type after it.
        kind: EntityKind,
        /// The entity after it; `None` for a removal.
        entity: Option<EntityId>,
    },
    /// Who speaks what is quoted there, or in a sentence without a quotation what is reported; `None`: nobody. One a
    /// stretch and coder.
    Speaker(Option<EntityId>),
    /// The answer to a question of the codebook's own. One a unit, coder and variable.
    Variable {
        /// The question.
        variable: VariableId,
        /// What it was asked of.
        unit: Unit,
        /// The answer: a value of the variable's scale, a number, or free text.
        value: Rc<str>,
    },
    /// A note. One a sentence and coder.
    Comment(Rc<str>),
    /// A mark for the adjudicator, with a reason or empty. One a sentence and coder.
    Flag(Rc<str>),
    /// Whether the coder is done with the article; its span is empty, at the article's beginning. One an article and
    /// coder.
    Lock(Lock),
}

impl Body {
    /// The entities it refers to.
    pub fn entities(&self) -> impl Iterator<Item = &EntityId> {
        let (one, other) = match self {
            Body::Stance { holder, target, .. } => (
                if let Holder::Entity(id) = holder { Some(id) } else { None },
                if let Target::Entity(id) = target { Some(id) } else { None },
            ),
            Body::Mention { entity, .. } | Body::Speaker(entity) => (entity.as_ref(), None),
            _ => (None, None),
        };
        one.into_iter().chain(other)
    }
}

/// Whose stance it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// A person, organisation or other named thing.
    Entity(EntityId),
    /// The outlet that published the article.
    Outlet,
    /// Not to be made out.
    Unknown,
}

/// What a stance is toward.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A named thing.
    Entity(EntityId),
    /// A concept of the codebook.
    Concept(ConceptId),
}

/// What something is said of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// The whole article.
    Article,
    /// A sentence.
    #[default]
    Sentence,
    /// A stretch of text that has a label.
    Span,
}

impl Unit {
    /// All of them, wide to narrow.
    pub const ALL: [Unit; 3] = [Unit::Article, Unit::Sentence, Unit::Span];

    /// As files and controls name it.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Article => "article",
            Unit::Sentence => "sentence",
            Unit::Span => "span",
        }
    }
}

/// What a correction does to the mention at its span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MentionAction {
    /// The engine missed it.
    Add,
    /// It is none.
    Remove,
    /// It is of another type.
    Retype,
    /// It names another entity.
    Link,
}

/// Whether a coder is done with an article. Taking a lock away would bring it back with the next merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lock {
    /// Done: it is not changed any more.
    Locked,
    /// Opened again after it was locked.
    Reopened,
}

/// What a coder saw of an article's source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// Everything.
    #[default]
    Open,
    /// The outlet was hidden.
    OutletBlind,
}

/// How an annotation came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// Tagged by hand.
    Manual,
    /// Began as a suggestion that the coder accepted.
    Accepted,
    /// Came in with a file.
    Imported,
}
