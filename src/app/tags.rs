//! One coder's tags of one sentence, sorted into their kinds.

use crate::model::{Annotation, Body, Layer, Unit, VariableId};
use crate::text::{Span, order};
use std::rc::Rc;

/// What one coder said of one sentence. Corrections of names are in [`super::names`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SentenceTags {
    /// Its tone.
    pub sentiment: Option<Rc<Annotation>>,
    /// Who stands where, oldest first.
    pub stances: Vec<Rc<Annotation>>,
    /// Labelled stretches that touch it, by place.
    pub spans: Vec<Rc<Annotation>>,
    /// Who speaks, where a person said so.
    pub speaker: Option<Rc<Annotation>>,
    /// A note.
    pub comment: Option<Rc<Annotation>>,
    /// A mark for the adjudicator.
    pub flag: Option<Rc<Annotation>>,
    /// Answers to the codebook's own variables, of the sentence and of its labelled stretches.
    pub answers: Vec<Rc<Annotation>>,
}

impl SentenceTags {
    /// Picks the tags of the sentence at `sentence` out of a layer.
    ///
    /// A tag belongs to the sentence in which it begins, so tags made under an engine that
    /// cut elsewhere still show; a labelled stretch shows in every sentence it touches.
    pub fn of(layer: &Layer, sentence: Span) -> SentenceTags {
        let mut tags = SentenceTags::default();
        for annotation in layer.values() {
            tags.add(annotation, sentence);
        }
        tags.sort();
        tags
    }

    /// Whether anything was said.
    pub fn is_empty(&self) -> bool {
        *self == SentenceTags::default()
    }

    /// Whether it counts as tagged: a note or a flag alone does not.
    pub fn is_tagged(&self) -> bool {
        self.sentiment.is_some() || !self.stances.is_empty() || !self.spans.is_empty() || !self.answers.is_empty()
    }

    /// The answer to a variable; for one of spans that of this stretch.
    pub fn answer(&self, wanted: &VariableId, stretch: Option<Span>) -> Option<&Rc<Annotation>> {
        self.answers.iter().find(|a| {
            let is_here = stretch.is_none_or(|stretch| a.span == stretch);
            is_here && matches!(&a.body, Body::Variable { variable, .. } if variable == wanted)
        })
    }

    pub(super) fn add(&mut self, annotation: &Rc<Annotation>, sentence: Span) {
        let begins_here = sentence.start <= annotation.span.start && annotation.span.start < sentence.end;
        match &annotation.body {
            Body::Span(_) if annotation.span.overlaps(sentence) => self.spans.push(annotation.clone()),
            Body::Speaker(_) if annotation.span.overlaps(sentence) => self.speaker = Some(annotation.clone()),
            Body::Sentiment(_) if begins_here => self.sentiment = Some(annotation.clone()),
            Body::Stance { .. } if begins_here => self.stances.push(annotation.clone()),
            Body::Comment(_) if begins_here => self.comment = Some(annotation.clone()),
            // What is said of a whole article is none of its first sentence's.
            Body::Variable { unit: Unit::Sentence | Unit::Span, .. } if begins_here => {
                self.answers.push(annotation.clone());
            }
            Body::Flag(_) if begins_here => self.flag = Some(annotation.clone()),
            _ => {}
        }
    }

    pub(super) fn sort(&mut self) {
        order::sort_by(&mut self.spans, |a, b| (a.span, &a.id).cmp(&(b.span, &b.id)));
    }
}
