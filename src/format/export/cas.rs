//! An article as a UIMA CAS: what the two writers of it have in common.
//!
//! Sentences and tokens are ours, so that no other splitter comes between; names that the engine found are
//! `NamedEntity`. Coders are kept apart by a feature `coder`. What is said of a whole article stands at its beginning,
//! without length. Offsets are UTF-16 units, as Java counts.

use super::cas_types::*;
use super::{Out, Sheet, codes};
use crate::model::Body;
use crate::text::{Span, Utf16Span, order};
use std::rc::Rc;

/// An annotation of the CAS.
pub(super) struct Feature {
    /// Place in [`TYPES`].
    pub(super) kind: usize,
    pub(super) at: Utf16Span,
    /// As many as the type has, in its order; `None` is not written.
    pub(super) values: Values,
}

type Values = Vec<Option<Rc<str>>>;

/// The annotations of an article by place; the one about the document comes first.
pub(super) fn features(sheet: &Sheet<'_>, out: &mut Out) -> Vec<Feature> {
    let article = sheet.article;
    let mut rows: Vec<(Span, usize, Values)> = Vec::new();
    for sentence in &sheet.document.sentences {
        rows.push((sentence.span, SENTENCE, Vec::new()));
    }
    for token in &sheet.document.tokens {
        rows.push((token.span, TOKEN, Vec::new()));
    }
    for name in sheet.names(None) {
        out.report.names += 1;
        rows.push((name.span, NAME, texts(&[name.kind.as_str(), name.entity.as_str()])));
    }
    for (work, annotation) in sheet.all() {
        let coder = work.coder.as_str();
        let (kind, values) = match &annotation.body {
            Body::Sentiment(value) => (SENTIMENT, texts(&[value, coder])),
            Body::Stance { holder, target, position } => {
                let (holder, target) = (sheet.holder(holder), sheet.target(target));
                (STANCE, texts(&[position, &holder.id, &holder.name, &target.id, &target.name, coder]))
            }
            Body::Span(label) => (LABEL, texts(&[super::sheet::label_code(label), coder])),
            Body::Variable { variable, unit, value } => {
                (ANSWER, texts(&[variable.as_str(), unit.name(), value, coder]))
            }
            Body::Comment(text) => (COMMENT, texts(&[text, coder])),
            Body::Flag(text) => (FLAG, texts(&[text, coder])),
            Body::Mention { action, kind, entity } => {
                let entity = entity.as_ref().map(|id| sheet.entity(id).id).unwrap_or_default();
                (CORRECTION, texts(&[codes::action_name(*action), kind.as_str(), &entity, coder]))
            }
            Body::Speaker(entity) => {
                let entity = entity.as_ref().map(|id| sheet.entity(id).id).unwrap_or_default();
                (SPEAKER, texts(&[&entity, coder]))
            }
            Body::Lock(lock) => (LOCK, texts(&[codes::lock_name(*lock), coder])),
        };
        rows.push((annotation.span, kind, values));
        out.wrote(annotation);
    }
    out.report.records += sheet.document.sentences.len() as u32;
    order::sort_by(&mut rows, |a, b| (a.0.start, b.0.end, a.1).cmp(&(b.0.start, a.0.end, b.1)));
    let whole = sheet.utf16(Span::new(0, article.text.len()));
    let document = texts(&[&article.title, article.id.as_str(), &article.url, &article.outlet]);
    let mut all = vec![Feature { kind: DOCUMENT, at: whole, values: document }];
    all.extend(rows.into_iter().map(|(span, kind, values)| Feature { kind, at: sheet.utf16(span), values }));
    all
}

/// The language that a CAS is said to be in.
pub(super) fn language<'a>(sheet: &Sheet<'a>) -> &'a str {
    if sheet.article.lang.is_empty() { "x-unspecified" } else { &sheet.article.lang }
}

fn texts(values: &[&str]) -> Values {
    values.iter().map(|value| (!value.is_empty()).then(|| (*value).into())).collect()
}
