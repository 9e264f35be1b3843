//! A text in, a [`Document`] out.
//!
//! Three passes, each linear: tokens and sentences; names and amounts, sentence by sentence; then what each name means
//! is decided in the light of the whole document.

use super::lexicon::{Lexicon, Ready};
use super::names::{Candidate, Finder, Letters, Read, Resolved, Resolver};
use super::speaker::{Listener, Said, pairs};
use super::style::Style;
use super::tagger::{self, Features, Gazetteer, Model, stretches};
use super::words::{self, Shape, Word};
use crate::model::{Document, Paragraph, Sentence, Token};
use crate::text::{Span, paragraphs, sentences_in, tokens_in};
use std::cell::{OnceCell, RefCell};
use std::collections::HashSet;
use std::hash::BuildHasherDefault;

/// Hashes of words.
type Hashes = HashSet<u64, BuildHasherDefault<Ready>>;

/// What the first pass reads: everything but the names.
struct Draft {
    paragraphs: Vec<Paragraph>,
    tokens: Vec<Span>,
    sentences: Vec<Span>,
    words: Vec<Word>,
    /// For each sentence, one past its last word.
    ends: Vec<usize>,
    /// Hashes of the words that the document has both with a capital and in small letters.
    small: Hashes,
}

impl Draft {
    fn read(text: &str, lexicon: &Lexicon) -> Draft {
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
        let mut ends = Vec::with_capacity(sentences.len());
        let mut first = 0;
        for sentence in &sentences {
            let length = tokens[first..].iter().take_while(|t| t.start < sentence.end).count();
            words::read(text, &tokens[first..first + length], lexicon, &mut all);
            first += length;
            ends.push(first);
        }
        let small = small_words(&all);
        Draft { paragraphs: paragraph_rows, tokens, sentences, words: all, ends, small }
    }
}

/// Whether a word is written in small letters, or is one of those that the document has so elsewhere.
fn is_small(small: &Hashes, word: &Word) -> bool {
    word.shape == Shape::Lower || small.contains(&word.hash)
}

/// Calls `visit` with the words of each sentence and the index of the first of them.
fn each_sentence(words: &[Word], ends: &[usize], mut visit: impl FnMut(usize, &[Word])) {
    let mut start = 0;
    for &end in ends {
        visit(start, &words[start..end]);
        start = end;
    }
}

/// Hashes of the words that stand both with a capital and in small letters. Few do, so most small words are dismissed
/// by one bit, without a look into the set.
fn small_words(words: &[Word]) -> Hashes {
    const N_BITS: u64 = 1 << 16;
    let mut capitals = vec![0u64; N_BITS as usize / 64];
    for word in words.iter().filter(|word| word.is_cap()) {
        let bit = word.hash % N_BITS;
        capitals[bit as usize / 64] |= 1 << (bit % 64);
    }
    let may_be_both = |word: &&Word| {
        let bit = word.hash % N_BITS;
        word.shape == Shape::Lower && capitals[bit as usize / 64] >> (bit % 64) & 1 == 1
    };
    words.iter().filter(may_be_both).map(|word| word.hash).collect()
}

/// Everything the engine finds in `text`. Pure, and linear in the length of the text.
pub fn analyze(text: &str) -> Document {
    analyze_with(text, Model::shipped())
}

/// [`analyze`] with another tagger.
pub fn analyze_with(text: &str, model: &Model) -> Document {
    Reading::new(text, model).document
}

/// A text read, with what was found on the way.
pub(super) struct Reading {
    pub(super) document: Document,
    pub(super) words: Vec<Word>,
    /// For each sentence, one past its last word.
    pub(super) ends: Vec<usize>,
    /// See [`Draft::small`].
    small: Hashes,
    /// The names and amounts that single sentences hold, before the document decides.
    pub(super) candidates: Vec<Candidate>,
    /// For each sentence, who speaks it.
    pub(super) said: Vec<Option<Said>>,
}

impl Reading {
    pub(super) fn new(text: &str, model: &Model) -> Reading {
        let lexicon = Lexicon::get();
        let Draft { paragraphs, tokens, sentences, words, ends, small } = Draft::read(text, lexicon);
        let is_small = |word: &Word| is_small(&small, word);
        let mut finder = Finder::new(model, lexicon, Letters::of(&words));
        let mut candidates = Vec::new();
        each_sentence(&words, &ends, |offset, words| {
            finder.collect(text, words, offset, &is_small, &mut candidates);
        });
        let read = Read { text, words: &words, candidates: &candidates, lexicon, is_small: &is_small };
        let Resolved { mentions, places, entities } = Resolver::new(read).run();
        let mut document = Document {
            paragraphs,
            sentences: sentences.into_iter().map(|span| Sentence { span, speaker: None }).collect(),
            tokens: tokens.into_iter().map(|span| Token { span }).collect(),
            mentions,
            entities,
            quotations: Vec::new(),
        };
        let (pairs, quoted) = pairs(&document, text, &words, &ends);
        let (heard, offices, genders) = (RefCell::default(), OnceCell::new(), OnceCell::new());
        let listener = Listener {
            doc: &document,
            text,
            words: &words,
            ends: &ends,
            places: &places,
            quoted: &quoted,
            heard: &heard,
            offices: &offices,
            genders: &genders,
        };
        let said: Vec<Option<Said>> = (0..document.sentences.len()).map(|ix| listener.speaker(ix)).collect();
        document.quotations = listener.quotations(&pairs, &said);
        for (sentence, said) in document.sentences.iter_mut().zip(&said) {
            sentence.speaker = said.map(|said| said.by);
        }
        Reading { document, words, ends, small, candidates, said }
    }

    /// Whether the document has a word in small letters.
    pub(super) fn is_small(&self, word: &Word) -> bool {
        is_small(&self.small, word)
    }
}

/// A stretch of text as the tagger sees it.
pub struct Sequence {
    /// Its words.
    pub words: Vec<Span>,
    /// Their features.
    pub features: Vec<Features>,
}

/// Every stretch of `text` that may hold names, with its features: what the tagger is trained on.
pub fn tagger_sequences(text: &str, gazetteer: &Gazetteer) -> Vec<Sequence> {
    let lexicon = Lexicon::get();
    let draft = Draft::read(text, lexicon);
    let is_small = |word: &Word| is_small(&draft.small, word);
    let mut out = Vec::new();
    let mut ranges = Vec::new();
    each_sentence(&draft.words, &draft.ends, |_, words| {
        ranges.clear();
        stretches(text, words, &mut ranges);
        let style = Style::of(words);
        let sentence = tagger::Sentence { text, words, lexicon, gazetteer, style, is_small: &is_small };
        for range in &ranges {
            let mut features = Vec::with_capacity(range.len());
            sentence.features(range.clone(), &mut features);
            out.push(Sequence { words: words[range.clone()].iter().map(|w| w.span).collect(), features });
        }
    });
    out
}
