//! Suggestions as rows of numbers and texts.

use super::Broken;
use crate::find::suggest::Suggestion;
use crate::model::{Body, ConceptId, EntityId, Holder, Target};
use crate::text::Span;
use std::rc::Rc;

/// Numbers before the texts: start, end and percent, then the lengths of holder, target, value, suggester and reason.
const N_NUMBERS: usize = 8;

/// One suggestion; empty for a tag that is never suggested.
pub(super) fn encode(suggestion: &Suggestion) -> Vec<u8> {
    let Suggestion { span, body, percent, by, why } = suggestion;
    let (holder, target, value) = match body {
        Body::Sentiment(value) => (String::new(), String::new(), value),
        Body::Stance { holder, target, position } => (holder_text(holder), target_text(target), position),
        _ => return Vec::new(),
    };
    let texts = [&*holder, &*target, &**value, &**by, &**why];
    let lengths = texts.iter().map(|text| text.len() as u32);
    let numbers = [span.start, span.end, *percent].into_iter().chain(lengths);
    let mut out: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
    texts.iter().for_each(|text| out.extend_from_slice(text.as_bytes()));
    out
}

/// Reads what [`encode`] wrote.
pub(super) fn decode(payload: &[u8]) -> Result<Suggestion, Broken> {
    let broken = Broken("a suggestion cut short");
    let (numbers, texts) = payload.split_at_checked(4 * N_NUMBERS).ok_or(broken.clone())?;
    let (words, _) = numbers.as_chunks::<4>();
    let numbers: Vec<u32> = words.iter().map(|word| u32::from_le_bytes(*word)).collect();
    let mut rest = std::str::from_utf8(texts).map_err(|_| broken.clone())?;
    let mut next = |nth: usize| -> Result<&str, Broken> {
        let (text, after) = rest.split_at_checked(numbers[nth] as usize).ok_or(Broken("a suggestion cut short"))?;
        rest = after;
        Ok(text)
    };
    let (holder, target, value) = (next(3)?, next(4)?, Rc::from(next(5)?));
    let body = if target.is_empty() {
        Body::Sentiment(value)
    } else {
        Body::Stance { holder: holder_of(holder), target: target_of(target), position: value }
    };
    let (by, why) = (next(6)?.into(), next(7)?.into());
    Ok(Suggestion { span: Span { start: numbers[0], end: numbers[1] }, body, percent: numbers[2], by, why })
}

/// A target as requests name it.
pub fn target_text(target: &Target) -> String {
    match target {
        Target::Entity(id) => format!("e{id}"),
        Target::Concept(id) => format!("c{id}"),
    }
}

/// Reads what [`target_text`] wrote.
pub fn target_of(text: &str) -> Target {
    match text.strip_prefix('e') {
        Some(id) => Target::Entity(EntityId::new(id)),
        None => Target::Concept(ConceptId::new(text.get(1..).unwrap_or(""))),
    }
}

fn holder_text(holder: &Holder) -> String {
    match holder {
        Holder::Outlet => "o".to_owned(),
        Holder::Unknown => "u".to_owned(),
        Holder::Entity(id) => format!("e{id}"),
    }
}

fn holder_of(text: &str) -> Holder {
    match text.strip_prefix('e') {
        Some(id) => Holder::Entity(EntityId::new(id)),
        None if text == "o" => Holder::Outlet,
        None => Holder::Unknown,
    }
}
