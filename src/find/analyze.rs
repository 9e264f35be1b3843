//! A text in, a [`Document`] out.

use super::slug::slug;
use crate::model::{Document, DocumentEntity, EntityKind, Mention, Paragraph, Sentence, Token};
use crate::text::{Span, is_starter, paragraphs, sentences_in, tokens_in};
use std::collections::HashMap;

/// Everything the engine finds in `text`. Pure, and linear in the length of the text.
pub fn analyze(text: &str) -> Document {
    let mut doc = Document::default();
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut sentences = Vec::new();
    for span in paragraphs(text) {
        let (first_token, first_sentence) = (tokens.len(), sentences.len());
        tokens_in(text, span, &mut tokens);
        sentences_in(text, &tokens[first_token..], &mut sentences);
        doc.paragraphs.push(Paragraph { span, sentences: first_sentence as u32..sentences.len() as u32 });
    }
    let mut known: HashMap<String, u32> = HashMap::new();
    let is_capital = |t: &Span| t.of(text).starts_with(char::is_uppercase) && !is_starter(t.of(text));
    let mut ix = 0;
    while ix < tokens.len() {
        if !is_capital(&tokens[ix]) {
            ix += 1;
            continue;
        }
        let mut end = ix + 1;
        while end < tokens.len() && is_capital(&tokens[end]) && tokens[end].start == tokens[end - 1].end + 1 {
            end += 1;
        }
        let span = Span { start: tokens[ix].start, end: tokens[end - 1].end };
        let key = slug(span.of(text));
        let next = doc.entities.len() as u32;
        let entity = *known.entry(key.clone()).or_insert(next);
        if entity == next {
            doc.entities.push(DocumentEntity { key: key.into(), name: span.of(text).into(), kind: EntityKind::Person });
        }
        doc.mentions.push(Mention { span, kind: EntityKind::Person, entity });
        ix = end;
    }
    doc.sentences = sentences.into_iter().map(|span| Sentence { span }).collect();
    doc.tokens = tokens.into_iter().map(|span| Token { span }).collect();
    doc
}
