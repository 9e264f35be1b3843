//! Where words are quoted, what kind of quotation it is, and whose words they are.
//!
//! Marks are paired within a paragraph: curly, straight, single and angle ones. A quotation that its paragraph leaves
//! open goes on in the next one, and so does its speaker. Quotations inside quotations are not told apart.

use super::listener::{Listener, Said};
use crate::find::lexicon::class::CUE;
use crate::find::words::{Shape, Word};
use crate::model::{Document, Quotation, QuotationKind, SpeakerRule};
use crate::text::Span;
use std::ops::Range;

/// A quotation of so many words is one, whatever stands around it.
const LONG_WORDS: usize = 6;

/// A pair of quotation marks and what stands between them, as indices into the document's words.
pub(in crate::find) struct Pair {
    open: usize,
    /// One past the last word; the closing mark is the last, if there is one.
    end: usize,
    is_closed: bool,
}

/// The quotation marks of a document, in order, and for each of its words whether it is quoted: from the opening mark
/// up to the closing one.
pub(in crate::find) fn pairs(doc: &Document, text: &str, words: &[Word], ends: &[usize]) -> (Vec<Pair>, Vec<bool>) {
    let mut pairs = Vec::new();
    let mut quoted = vec![false; words.len()];
    let mut first = 0;
    for paragraph in &doc.paragraphs {
        let end = (paragraph.sentences.end as usize).checked_sub(1).map_or(0, |last| ends[last]);
        let from = pairs.len();
        pair(text, words, first..end, &mut pairs);
        for pair in &pairs[from..] {
            quoted[pair.open..pair.end - usize::from(pair.is_closed)].fill(true);
        }
        first = end;
    }
    (pairs, quoted)
}

/// Appends the pairs of one paragraph.
fn pair(text: &str, all: &[Word], words: Range<usize>, pairs: &mut Vec<Pair>) {
    let mut open: Option<(usize, char)> = None;
    for ix in words.clone() {
        let word = &all[ix];
        if word.shape != Shape::Sign {
            continue;
        }
        let mut chars = word.span.of(text).chars();
        let (Some(mark), None) = (chars.next(), chars.next()) else { continue };
        let next = all.get(ix + 1).filter(|next| next.is_glued());
        // Whether a word follows without a space.
        let leads = next.is_some_and(|next| next.shape != Shape::Sign);
        // Between two letters it is part of a word: the acronyms of Hebrew.
        let is_inside = leads && word.is_glued() && ix > words.start && all[ix - 1].shape != Shape::Sign;
        match open {
            None => {
                let opens = match mark {
                    '“' | '„' | '«' => true,
                    '"' => next.is_some() && !is_inside,
                    '‘' | '\'' => leads && !word.is_glued(),
                    _ => false,
                };
                if opens {
                    open = Some((ix, mark));
                }
            }
            Some((start, opener)) => {
                let closes = match opener {
                    '“' => mark == '”',
                    '„' => matches!(mark, '“' | '”'),
                    '«' => mark == '»',
                    '"' => mark == '"' && !is_inside,
                    '‘' => mark == '’' && word.is_glued() && !leads && !is_plural(text, all, ix..words.end, mark),
                    _ => mark == '\'' && word.is_glued() && !leads && !is_plural(text, all, ix..words.end, mark),
                };
                if closes {
                    pairs.push(Pair { open: start, end: ix + 1, is_closed: true });
                    open = None;
                }
            }
        }
    }
    if let Some((start, opener)) = open {
        // A lone apostrophe opens nothing; a single mark that nothing closes does if the paragraph starts with it.
        let opens = matches!(opener, '“' | '"') || (opener == '‘' && start == words.start);
        // Few words are one if the next paragraph begins with the mark again.
        let goes_on = || all.get(words.end).is_some_and(|next| next.span.of(text).starts_with(opener));
        if opens && (words.end - start > LONG_WORDS || words.end - start > 1 && goes_on()) {
            pairs.push(Pair { open: start, end: words.end, is_closed: false });
        }
    }
}

/// Whether the apostrophe at the start of `rest`, inside a quotation in single marks, belongs to the plural or name
/// before it: "James' car". A small word follows, and the quotation is closed further on.
fn is_plural(text: &str, all: &[Word], rest: Range<usize>, mark: char) -> bool {
    let ix = rest.start;
    let is_after_s = ix > 0 && all[ix - 1].span.of(text).ends_with('s');
    let is_before_word = all[..rest.end].get(ix + 1).is_some_and(|next| next.shape == Shape::Lower && !next.is(CUE));
    if !is_after_s || !is_before_word {
        return false;
    }
    let is_mark = |at: &usize| all[*at].shape == Shape::Sign && all[*at].span.of(text).chars().eq([mark]);
    // A mark in front of a word opens another quotation, so this one was closed before.
    (ix + 1..rest.end).find(is_mark).is_some_and(|at| all[at].is_glued())
}

impl Listener<'_> {
    /// All quotations of the document, in order, given its marks and who speaks each sentence.
    pub(in crate::find) fn quotations(&self, pairs: &[Pair], said: &[Option<Said>]) -> Vec<Quotation> {
        let mut out = Vec::with_capacity(pairs.len());
        let mut goes_on = None;
        // The places in `out` of open quotations without a speaker, one paragraph after the other.
        let mut untold: Vec<usize> = Vec::new();
        // The first word of the paragraph.
        let mut begin = 0;
        let mut pairs = pairs.iter().peekable();
        for paragraph in &self.doc.paragraphs {
            let sentences = paragraph.sentences.start as usize..paragraph.sentences.end as usize;
            let end = sentences.end.checked_sub(1).map_or(0, |last| self.ends[last]);
            let mut inherited = goes_on.take();
            let mut waiting = std::mem::take(&mut untold);
            while let Some(pair) = pairs.next_if(|pair| pair.open < end) {
                let mut found = self.quotation(pair, &sentences, said);
                if let (None, Some(Some(speaker))) = (found.speaker, inherited.take()) {
                    (found.speaker, found.rule) = (Some(speaker), Some(SpeakerRule::Continued));
                }
                // Who speaks may be told only where the quotation ends.
                if let Some(speaker) = found.speaker.filter(|_| pair.open == begin) {
                    for place in waiting.drain(..) {
                        let before: &mut Quotation = &mut out[place];
                        (before.speaker, before.rule) = (Some(speaker), Some(SpeakerRule::Continued));
                    }
                }
                if !pair.is_closed {
                    goes_on = Some(found.speaker);
                    if found.speaker.is_none() {
                        // Only the last quotation of a paragraph is open, so nothing is in `untold` yet.
                        std::mem::swap(&mut untold, &mut waiting);
                        untold.push(out.len());
                    }
                }
                waiting.clear();
                out.push(found);
            }
            begin = end;
        }
        out
    }

    fn quotation(&self, pair: &Pair, sentences: &Range<usize>, said: &[Option<Said>]) -> Quotation {
        let span = Span { start: self.words[pair.open].span.start, end: self.words[pair.end - 1].span.end };
        let of_paragraph = &self.doc.sentences[sentences.clone()];
        let from = sentences.start + of_paragraph.partition_point(|sentence| sentence.span.end <= span.start);
        let to = sentences.start + of_paragraph.partition_point(|sentence| sentence.span.start < span.end);
        // Who speaks is mostly said after the quotation, else before it.
        let last = said[from..to].last().copied().flatten();
        let said = last.or_else(|| said[from..to].iter().find_map(|said| *said));
        let inner = &self.words[pair.open + 1..pair.end - usize::from(pair.is_closed)];
        let n_words = inner.iter().filter(|word| word.shape != Shape::Sign).count();
        let ends = |word: &Word| matches!(word.span.of(self.text), "." | "," | "?" | "!" | "…" | "...");
        let is_alone = of_paragraph[from - sentences.start..to - sentences.start]
            .iter()
            .any(|sentence| sentence.span.start >= span.start && sentence.span.end <= span.end);
        let is_whole = n_words >= LONG_WORDS || (n_words > 1 || is_alone) && inner.last().is_some_and(ends);
        // One word in quotation marks, and a speaker only elsewhere in the paragraph: so-called.
        let is_so_called = !is_whole && n_words <= 1;
        let said = said.filter(|said| !is_so_called || said.rule != SpeakerRule::Paragraph);
        // What somebody or something is called, nobody says here.
        let is_elsewhere = said.is_none_or(|said| said.rule == SpeakerRule::Paragraph);
        let is_name = !is_alone && (self.is_called(pair.open) || is_elsewhere && is_title_of_work(inner));
        let said = said.filter(|_| !is_name);
        // Somebody may say it whom no name tells: "The minister said".
        let is_told = || (from..to).any(|ix| self.hear(ix).is_some_and(|heard| heard.is_told()));
        let kind = match said {
            _ if is_name => QuotationKind::Scare,
            _ if is_whole => QuotationKind::Direct,
            Some(_) => QuotationKind::Partial,
            None if is_told() => QuotationKind::Partial,
            None => QuotationKind::Scare,
        };
        Quotation { span, kind, speaker: said.map(|said| said.by), rule: said.map(|said| said.rule) }
    }

    /// Whether the words before a quotation say that a name follows: "the so-called", "a film titled".
    fn is_called(&self, open: usize) -> bool {
        let before = |n: usize| open.checked_sub(n).map_or("", |ix| self.words[ix].span.of(self.text));
        let is_so_called = before(1) == "called" && before(2) == "-" && before(3).eq_ignore_ascii_case("so");
        is_so_called || matches!(before(1), "titled" | "entitled" | "nicknamed")
    }
}

/// Whether these words are written like the title of a song or book: "Dancing in the Dark".
fn is_title_of_work(words: &[Word]) -> bool {
    let is_long = |word: &&Word| word.span.len() > 3;
    let n_long = words.iter().filter(is_long).count();
    n_long > 1 && words.iter().all(|word| word.is_cap() || !is_long(&word) && word.shape == Shape::Lower)
}
