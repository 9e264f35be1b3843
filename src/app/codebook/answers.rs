//! Answers to the codebook's own variables, of the current sentence, its labelled stretches and its article.

use crate::app::picker::Item;
use crate::app::session::Session;
use crate::app::tagging::{self, Ready};
use crate::app::update::{Action, Change};
use crate::model::{Annotation, Body, Code, ScaleKind, Time, Unit, Variable, VariableId};
use crate::text::Span;
use std::rc::Rc;

/// A question that can be answered here, and the answer so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The variable.
    pub variable: Variable,
    /// The stretch it is asked of: the sentence's, a labelled one's, or none of an article's.
    pub span: Span,
    /// What was answered: a value of the scale, or text.
    pub answer: Option<Rc<str>>,
}

/// What is asked at the current sentence: of the sentence, then of each of its labelled stretches, then of the article.
pub fn questions(session: &Session) -> Vec<Question> {
    let (Some(sentence), Some(state)) = (session.sentence(), session.article()) else { return Vec::new() };
    let variables = &session.project().codebook.variables;
    let tags = state.tags(session.place().sentence_ix);
    let mut spans: Vec<Span> = tags.spans.iter().map(|a| a.span).filter(|span| span.start >= sentence.start).collect();
    spans.dedup();
    let mut questions = Vec::new();
    for (unit, places) in
        [(Unit::Sentence, vec![sentence]), (Unit::Span, spans), (Unit::Article, vec![Span::default()])]
    {
        for span in places {
            let asked = variables.iter().filter(|variable| variable.unit == unit);
            questions.extend(asked.map(|variable| {
                let answer = said(session, variable, span).and_then(|a| match &a.body {
                    Body::Variable { value, .. } => Some(value.clone()),
                    _ => None,
                });
                Question { variable: variable.clone(), span, answer }
            }));
        }
    }
    questions
}

/// The lines of the list of answers: each answer that can be given here; for a question that takes any text, what was
/// typed.
pub(in crate::app) fn items(session: &Session, query: &str) -> Vec<Item> {
    let mut items = Vec::new();
    for Question { variable, span, answer } in questions(session) {
        let item = |label: String, value: &str, detail: Rc<str>| Item {
            label: label.into(),
            detail,
            key: "".into(),
            action: Action::TakeAnswer(variable.id.clone(), span, value.into()),
        };
        let of_unit = |value: &Rc<str>| -> Rc<str> {
            let is_said = answer.as_ref() == Some(value);
            if is_said { "given; again takes it away".into() } else { variable.guideline.clone() }
        };
        let scale = variable.scale.as_ref().filter(|scale| !scale.values.is_empty());
        match scale {
            Some(scale) => {
                items.extend(scale.values.iter().map(|value| {
                    item(format!("{}: {}", variable.name, scale.words.name(value)), value, of_unit(value))
                }))
            }
            None if query.trim().is_empty() => {}
            None => items.push(item(format!("{}: {}", variable.name, query.trim()), query, variable.guideline.clone())),
        }
    }
    items
}

/// Digits with at most one point among them and a sign before: what every tool reads as a number. Not by the standard
/// library's reader of floating point, whose tables are 4% of the page.
fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix(['-', '+']).unwrap_or(value);
    let has_digit = digits.contains(|c: char| c.is_ascii_digit());
    has_digit && digits.chars().all(|c| c.is_ascii_digit() || c == '.') && digits.matches('.').count() <= 1
}

/// Answers a question of the current sentence or its article; the same answer again, or an empty one, takes it away.
pub(in crate::app) fn answer(
    session: &Session,
    id: &VariableId,
    span: Span,
    value: &str,
    now: Time,
) -> Option<Vec<Change>> {
    let codebook = &session.project().codebook;
    let variable = codebook.variable(id)?;
    let value = value.trim();
    let takes_numbers = |scale: &crate::model::Scale| scale.kind == ScaleKind::Interval && scale.values.is_empty();
    if variable.scale.as_ref().is_some_and(takes_numbers) && !value.is_empty() && !is_number(value) {
        return Some(vec![Change::Say(format!("{} takes a number, such as 3 or 0.5", variable.name))]);
    }
    let again = Action::Answer { variable: id.clone(), span, value: value.into() };
    let coder = match tagging::ready(session, again)? {
        Ready::Yes(coder) => coder,
        Ready::Ask(changes) => return Some(changes),
    };
    let old = said(session, variable, span);
    let body = Body::Variable { variable: id.clone(), unit: variable.unit, value: value.into() };
    let name = codebook.name_of(&Code::Value(id.clone(), value.into()));
    let label = Rc::from(format!("{}: {name}", variable.name));
    let is_text = variable.scale.as_ref().is_none_or(takes_numbers);
    match old {
        Some(old) if value.is_empty() || (old.body == body && !is_text) => {
            let label = Rc::from(format!("{}: no answer", variable.name));
            Some(vec![Change::Edit(label, vec![tagging::remove_of(session, &old)?])])
        }
        None if value.is_empty() => None,
        Some(old) => Some(vec![Change::Edit(label, vec![tagging::replace(session, &old, body, now)?])]),
        None => Some(vec![Change::Edit(label, vec![tagging::new(session, span, &coder, body, now)?])]),
    }
}

/// The coder's answer to a question about a stretch of the open article.
fn said(session: &Session, variable: &Variable, span: Span) -> Option<Rc<Annotation>> {
    let state = session.article()?;
    if variable.unit == Unit::Article {
        let layer = session.project().layer(session.coder()?, &state.article.id)?;
        let is_it = |body: &Body| match body {
            Body::Variable { variable: id, unit: Unit::Article, .. } => *id == variable.id,
            _ => false,
        };
        return layer.values().find(|a| is_it(&a.body)).cloned();
    }
    let tags = state.tags(session.place().sentence_ix);
    // The sentence's tag stays its tag where an engine cuts elsewhere; a stretch is told by its place.
    let stretch = (variable.unit == Unit::Span).then_some(span);
    tags.answer(&variable.id, stretch).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_digits_with_a_sign_and_one_point() {
        for number in ["3", "0.5", "-12", "+7", "5.", ".5"] {
            assert!(is_number(number), "{number}");
        }
        for other in ["", ".", "-", "1.2.3", "1,5", "three", "1e3", "inf", "NaN", "--1"] {
            assert!(!is_number(other), "{other}");
        }
    }
}
