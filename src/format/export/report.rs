//! What became of everything that was to be exported: how much was written, and what the format had no place for.

use super::{OffsetUnit, Out};
use crate::model::{Annotation, Article, ArticleId, Body, CoderId};
use crate::text::{Map, Span};

/// What an annotation is, for counting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The tone of a sentence.
    Sentiment,
    /// Who stands where.
    Stance,
    /// A labelled stretch.
    Span,
    /// An answer to a variable of the codebook.
    Answer,
    /// A note.
    Comment,
    /// A mark for the adjudicator.
    Flag,
    /// A correction of a name.
    Correction,
    /// Who speaks.
    Speaker,
    /// Whether a coder is done with an article.
    Lock,
}

impl Kind {
    /// Of an annotation.
    pub fn of(body: &Body) -> Kind {
        match body {
            Body::Sentiment(_) => Kind::Sentiment,
            Body::Stance { .. } => Kind::Stance,
            Body::Span(_) => Kind::Span,
            Body::Variable { .. } => Kind::Answer,
            Body::Comment(_) => Kind::Comment,
            Body::Flag(_) => Kind::Flag,
            Body::Mention { .. } => Kind::Correction,
            Body::Speaker(_) => Kind::Speaker,
            Body::Lock(_) => Kind::Lock,
        }
    }

    /// As shown, of several.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Sentiment => "sentiments",
            Kind::Stance => "stances",
            Kind::Span => "spans",
            Kind::Answer => "answers to variables",
            Kind::Comment => "comments",
            Kind::Flag => "flags",
            Kind::Correction => "corrected names",
            Kind::Speaker => "speakers",
            Kind::Lock => "locks",
        }
    }
}

/// What became of everything.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// What the file's offsets count.
    pub unit: OffsetUnit,
    /// Articles written.
    pub articles: u32,
    /// Sentences, or other records or rows that the format has instead.
    pub records: u32,
    /// Names that the engine found, where the format takes them.
    pub names: u32,
    /// Annotations written. Every annotation is counted once, here or as lost.
    pub written: Map<Kind, u32>,
    /// Annotations that the format cannot hold, and places where the text or an offset had to be changed.
    pub losses: Vec<Loss>,
}

/// Something that the format cannot hold, with all that was met of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Loss {
    /// What was left out; `None` if the text was changed and no annotation is missing.
    pub kind: Option<Kind>,
    /// Why, or what was done instead.
    pub why: &'static str,
    /// How often.
    pub n: u32,
    /// The first of them, at most [`MOST_PLACES`].
    pub places: Vec<Place>,
}

/// Where something was lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// In which article; `None` of the project.
    pub article: Option<ArticleId>,
    /// The stretch of its text, in bytes.
    pub span: Span,
    /// Whose; `None` where it is nobody's.
    pub coder: Option<CoderId>,
}

/// So many places of one loss are kept, so that a report of a large corpus stays small.
pub const MOST_PLACES: usize = 200;

impl Default for Report {
    fn default() -> Report {
        Report { unit: OffsetUnit::None, articles: 0, records: 0, names: 0, written: Map::new(), losses: Vec::new() }
    }
}

impl Report {
    /// How many annotations were left out.
    pub fn n_lost(&self) -> u32 {
        self.losses.iter().filter(|loss| loss.kind.is_some()).map(|loss| loss.n).sum()
    }

    /// How many annotations were written.
    pub fn n_written(&self) -> u32 {
        self.written.iter().map(|(_, n)| n).sum()
    }

    pub(super) fn add(&mut self, kind: Option<Kind>, why: &'static str, place: Place) {
        add(&mut self.losses, kind, why, place);
    }
}

/// Counts one more of a kind.
pub(super) fn add(losses: &mut Vec<Loss>, kind: Option<Kind>, why: &'static str, place: Place) {
    let ix = losses.iter().position(|loss| (loss.kind, loss.why) == (kind, why)).unwrap_or_else(|| {
        losses.push(Loss { kind, why, n: 0, places: Vec::new() });
        losses.len() - 1
    });
    let loss = &mut losses[ix];
    loss.n += 1;
    if loss.places.len() < MOST_PLACES {
        loss.places.push(place);
    }
}

impl Out {
    /// Counts an annotation as written.
    pub(super) fn wrote(&mut self, annotation: &Annotation) {
        let kind = Kind::of(&annotation.body);
        let n = self.report.written.get(&kind).copied().unwrap_or(0);
        self.report.written.insert(kind, n + 1);
    }

    /// Counts an annotation as left out.
    pub(super) fn lost(&mut self, annotation: &Annotation, why: &'static str) {
        let place = Place {
            article: Some(annotation.article.clone()),
            span: annotation.span,
            coder: Some(annotation.coder.clone()),
        };
        self.report.add(Some(Kind::of(&annotation.body)), why, place);
        self.left.push(annotation.id.clone());
    }

    /// Notes that a stretch of an article's text is not in the file as it stands.
    pub(super) fn altered(&mut self, article: &Article, span: Span, why: &'static str) {
        self.report.add(None, why, Place { article: Some(article.id.clone()), span, coder: None });
    }
}
