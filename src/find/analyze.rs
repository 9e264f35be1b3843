//! A text in, a [`Document`] out.
//!
//! Three passes, each linear: tokens and sentences; candidates for names, sentence by sentence;
//! then every candidate is decided in the light of the whole document.

use super::lexicon::{Lexicon, Ready};
use super::memory::{Read, Resolver};
use super::names::{Names, Style};
use super::words::{self, Shape};
use crate::model::{Document, Paragraph, Sentence, Token};
use crate::text::{paragraphs, sentences_in, tokens_in};
use std::collections::HashSet;
use std::hash::BuildHasherDefault;

/// Everything the engine finds in `text`. Pure, and linear in the length of the text.
pub fn analyze(text: &str) -> Document {
    let lexicon = Lexicon::get();
    let mut paragraph_rows = Vec::new();
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut sentences = Vec::new();
    for span in paragraphs(text) {
        let (first_token, first_sentence) = (tokens.len(), sentences.len());
        tokens_in(text, span, &mut tokens);
        sentences_in(text, &tokens[first_token..], &mut sentences);
        paragraph_rows.push(Paragraph { span, sentences: first_sentence as u32..sentences.len() as u32 });
    }

    let mut all = Vec::with_capacity(tokens.len());
    let mut small: HashSet<u64, BuildHasherDefault<Ready>> = HashSet::default();
    let mut ends = Vec::with_capacity(sentences.len());
    let mut first = 0;
    for sentence in &sentences {
        let length = tokens[first..].iter().take_while(|t| t.start < sentence.end).count();
        words::read(text, &tokens[first..first + length], lexicon, &mut all);
        first += length;
        ends.push(first);
    }
    small.extend(all.iter().filter(|w| w.shape == Shape::Lower).map(|w| w.hash));

    let mut candidates = Vec::new();
    let mut start = 0;
    for end in ends {
        let words = &all[start..end];
        let names = Names { text, words, offset: start, lexicon, small: &small, style: Style::of(words) };
        names.collect(&mut candidates);
        start = end;
    }

    let read = Read { text, words: &all, candidates: &candidates, lexicon };
    let (mentions, entities) = Resolver::new(read).run();
    Document {
        paragraphs: paragraph_rows,
        sentences: sentences.into_iter().map(|span| Sentence { span }).collect(),
        tokens: tokens.into_iter().map(|span| Token { span }).collect(),
        mentions,
        entities,
    }
}
