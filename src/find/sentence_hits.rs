//! From the places where the terms of a query match to the sentences in which all of them hold.

use super::query::Sense;
use crate::text::{Span, order};

/// The sentences in which every wanted term matches and no unwanted one, by index, and the matches of the wanted terms
/// in them, in order. A match belongs to the sentence it begins in. Both lists and each term's ascend.
///
/// Without a wanted term all sentences are candidates, and there are no matches.
pub fn sentence_hits(terms: &[(Sense, Vec<Span>)], sentences: &[Span]) -> (Vec<u32>, Vec<Span>) {
    let mut wanted = terms.iter().filter(|(sense, _)| *sense == Sense::Wanted).map(|(_, spans)| spans);
    let mut hits: Vec<u32> = match wanted.next() {
        Some(spans) => sentences_of(spans, sentences),
        None => (0..sentences.len() as u32).collect(),
    };
    for spans in wanted {
        let others = sentences_of(spans, sentences);
        hits.retain(|ix| others.binary_search(ix).is_ok());
    }
    for (_, spans) in terms.iter().filter(|(sense, _)| *sense == Sense::Unwanted) {
        let others = sentences_of(spans, sentences);
        hits.retain(|ix| others.binary_search(ix).is_err());
    }
    let mut matches: Vec<Span> = Vec::new();
    for (_, spans) in terms.iter().filter(|(sense, _)| *sense == Sense::Wanted) {
        let mut left = hits.iter().map(|ix| sentences[*ix as usize]).peekable();
        for span in spans {
            while left.next_if(|sentence| sentence.end <= span.start).is_some() {}
            matches.extend(left.peek().filter(|sentence| sentence.start <= span.start).map(|_| *span));
        }
    }
    order::sort(&mut matches);
    (hits, matches)
}

/// The sentences that these begin in, by index, each once. Both lists ascend.
pub fn sentences_of(spans: &[Span], sentences: &[Span]) -> Vec<u32> {
    let mut found: Vec<u32> = Vec::new();
    let mut ix = 0;
    for span in spans {
        while sentences.get(ix).is_some_and(|sentence| sentence.end <= span.start) {
            ix += 1;
        }
        let is_inside = sentences.get(ix).is_some_and(|sentence| sentence.start <= span.start);
        if is_inside && found.last() != Some(&(ix as u32)) {
            found.push(ix as u32);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::search_words;
    use Sense::{Unwanted, Wanted};

    const TEXT: &str = "Rain fell. Snow fell here. Rain and snow.\nNothing fell.";

    fn hits(terms: &[(Sense, &str)]) -> (Vec<u32>, Vec<&'static str>) {
        let sentences = [Span::new(0, 10), Span::new(11, 26), Span::new(27, 41), Span::new(42, 55)];
        let terms: Vec<_> = terms.iter().map(|(sense, word)| (*sense, search_words(word, TEXT))).collect();
        let (hits, matches) = sentence_hits(&terms, &sentences);
        (hits, matches.iter().map(|span| span.of(TEXT)).collect())
    }

    #[test]
    fn all_wanted_terms_stand_in_one_sentence_and_no_unwanted_one() {
        assert_eq!(hits(&[(Wanted, "fell")]), (vec![0, 1, 3], vec!["fell"; 3]));
        assert_eq!(hits(&[(Wanted, "fell"), (Wanted, "rain")]), (vec![0], vec!["Rain", "fell"]));
        assert_eq!(hits(&[(Wanted, "snow"), (Unwanted, "rain")]), (vec![1], vec!["Snow"]));
        assert_eq!(hits(&[(Unwanted, "fell")]), (vec![2], vec![]));
        assert_eq!(hits(&[]), (vec![0, 1, 2, 3], vec![]));
        assert_eq!(hits(&[(Wanted, "hail")]), (vec![], vec![]));
    }
}
