//! What should be in a file beside what was found in it.

use super::manners::{At, Texts};
use super::{Fate, Found, Key, Kind, Place, Proof, Proved, Row};
use crate::model::{Annotation, Body};
use crate::text::{CharSpan, Map, Set, Span, order};
use std::rc::Rc;

const MISSING: &str = "it is not in the file as it was written";
const EXTRA: &str = "the file says something here that was not written";

/// What was written, and where a person finds it.
struct Wanted {
    key: Key,
    kind: Option<Kind>,
    place: Place,
    fate: Fate,
}

/// Compares what was found with what was told.
pub(super) fn compared(mut proof: Proof<'_>) -> Proved {
    let mut n_unread = 0;
    let wanted = match proof.found.expected.take() {
        Some(keys) => keys.into_iter().map(bare).collect(),
        None => wanted(&proof, &mut n_unread),
    };
    texts(&mut proof);
    let Proof { mut found, articles, .. } = proof;
    order::sort(&mut found.keys);
    found.keys.dedup();
    let known: Set<&Key> = wanted.iter().map(|wanted| &wanted.key).collect();
    let written = || wanted.iter().filter(|wanted| wanted.fate == Fate::Written);
    let mut n_equal = 0;
    let mut mismatches: Vec<(Option<Kind>, &'static str, Place)> = Vec::new();
    for wanted in written() {
        if found.keys.binary_search(&wanted.key).is_ok() {
            n_equal += 1;
        } else {
            mismatches.push((wanted.kind, MISSING, wanted.place.clone()));
        }
    }
    for key in found.keys.iter().filter(|key| !known.contains(key)) {
        let row = articles.rows.get(key.article as usize);
        let at = CharSpan { start: key.start, end: key.end };
        let span = row.and_then(|Row { article, map, .. }| map.from_chars(&article.text, at)).unwrap_or_default();
        let place = Place {
            article: row.map(|row| row.article.id.clone()),
            span,
            coder: (!key.coder.is_empty()).then(|| crate::model::CoderId::new(&*key.coder)),
        };
        mismatches.push((None, EXTRA, place));
    }
    let n_written = written().count() as u32;
    for (kind, why, place) in mismatches {
        found.mismatch(kind, why, place);
    }
    let Found { n_texts, n_texts_equal, mismatches, issues, n_issues, .. } = found;
    Proved {
        n_units: n_written + n_texts,
        n_equal: n_equal + n_texts_equal,
        n_unread,
        mismatches,
        issues,
        n_issues,
        not_read: None,
    }
}

/// Of a check that says itself what there should be.
fn bare(key: Key) -> Wanted {
    let place = Place { article: None, span: Span::default(), coder: None };
    Wanted { key, kind: None, place, fate: Fate::Written }
}

/// What the annotations should be in the file.
fn wanted(proof: &Proof<'_>, n_unread: &mut u32) -> Vec<Wanted> {
    let mut all: Vec<Wanted> = Vec::new();
    // What stands in one field together: the places in `all`, and what they say.
    let mut together: Map<Key, (Vec<usize>, Vec<Body>)> = Map::new();
    for told in &proof.told.units {
        let Annotation { article: id, span, body, coder, .. } = &told.annotation;
        let Some(article) = proof.articles.by_id.get(id).copied() else { continue };
        let Row { article: text, map, ruler } = &proof.articles.rows[article as usize];
        let (start, end) = (span.start, span.end);
        let own = map.chars(&text.text, *span);
        let span = match (proof.manner.at)(body) {
            At::Own => Span { start, end },
            At::Unit => told.unit,
        };
        let span = (proof.manner.trim)(&text.text, span);
        let at = ruler.place(&text.text, span);
        let is_written = told.fate == Fate::Written;
        let Some(line) = proof.line_of(body, own) else {
            *n_unread += u32::from(is_written);
            continue;
        };
        let coder_key = (proof.manner.coder)(coder);
        let key = Key { article, start: at.start, end: at.end, coder: coder_key, line };
        let place = Place { article: Some(id.clone()), span: told.annotation.span, coder: Some(coder.clone()) };
        if is_written && let Some(field) = (proof.manner.field)(body) {
            let of_field = Key { line: field, ..key.clone() };
            let (ixs, bodies) = together.get_or_insert_with(of_field, Default::default);
            ixs.push(all.len());
            bodies.extend((proof.manner.narrow)(proof.project(), body, own));
        }
        all.push(Wanted { key, kind: Some(Kind::of(body)), place, fate: told.fate });
    }
    for (ixs, bodies) in together.values().filter(|(ixs, _)| ixs.len() > 1) {
        let joined = joined(bodies, proof.manner.joint);
        let line: Rc<str> = super::codes::line_with(&joined, &Clone::clone).into();
        for ix in ixs {
            all[*ix].key.line = line.clone();
        }
    }
    all
}

/// Several bodies of a kind as the one that the field says.
fn joined(bodies: &[Body], joint: &str) -> Body {
    let word = |body: &Body| -> String {
        match body {
            Body::Comment(text) | Body::Flag(text) => text.to_string(),
            Body::Variable { value, .. } => value.to_string(),
            _ => String::new(),
        }
    };
    let words: Rc<str> = bodies.iter().map(word).collect::<Vec<_>>().join(joint).into();
    match &bodies[0] {
        Body::Comment(_) => Body::Comment(words),
        Body::Variable { variable, unit, .. } => {
            Body::Variable { variable: variable.clone(), unit: *unit, value: words }
        }
        _ => Body::Flag(words),
    }
}

/// Counts the whole texts that came back, and tells those that did not.
fn texts(proof: &mut Proof<'_>) {
    if proof.manner.texts != Texts::Whole {
        return;
    }
    for (ix, row) in (0u32..).zip(&proof.articles.rows) {
        // A text of nothing is no record, and a file of tokens has none of it either.
        if row.ruler.place(&row.article.text, Span::new(0, row.article.text.len())).end == 0 {
            continue;
        }
        proof.found.n_texts += 1;
        if proof.articles.seen.contains(&ix) {
            proof.found.n_texts_equal += 1;
        } else {
            let place = Place { article: Some(row.article.id.clone()), span: Span::default(), coder: None };
            proof.found.mismatch(None, "the article's text is not in the file as it is", place);
        }
    }
}
