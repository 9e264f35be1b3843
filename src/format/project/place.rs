//! Finds the stretch of text that an annotation of a file is about.
//!
//! In the article that the row names, code point offsets are tried first, then UTF-16 ones, then
//! the code point fields read as UTF-16, which is how some programs fill them; each counts only
//! if the quote stands there. Then the quote is searched: in that article, else in all. A place
//! found by quote has to be the only one whose surroundings fit best; nothing is guessed.

use crate::format::wire::Anchor;
use crate::model::{Article, ArticleId};
use crate::text::{Map, OffsetMap, Span, Utf16Span, order};
use std::rc::Rc;

/// How offsets name a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// By offsets in code points, or by those in UTF-16 where there are no others.
    Declared,
    /// By offsets in UTF-16 units, the code points being wrong.
    Utf16,
}

/// A quote of so many code points is a sentence and needs no context to be told apart.
const TELLING_CHARS: usize = 20;

/// The articles to look in, and their offset maps as they are needed.
pub(super) struct Places<'a> {
    articles: &'a Map<ArticleId, Rc<Article>>,
    maps: Map<&'a ArticleId, OffsetMap>,
}

impl<'a> Places<'a> {
    pub(super) fn new(articles: &'a Map<ArticleId, Rc<Article>>) -> Places<'a> {
        Places { articles, maps: Map::new() }
    }

    /// The place that the offsets name, if the quote stands there.
    pub(super) fn by_offsets(&mut self, article: &ArticleId, anchor: &Anchor<'_>) -> Option<(ArticleId, Span, How)> {
        match self.articles.get(article) {
            Some(article) => self.by_offsets_in(article, anchor),
            None if is_digest(article) => None,
            None => self.by_offsets_anywhere(anchor),
        }
    }

    /// The only article where the quote stands at the offsets, for files that do not name articles as we do.
    fn by_offsets_anywhere(&mut self, anchor: &Anchor<'_>) -> Option<(ArticleId, Span, How)> {
        anchor.quote.as_ref().filter(|quote| !quote.is_empty())?;
        let articles = self.articles;
        let mut fitting = articles.values().filter_map(|article| self.by_offsets_in(article, anchor));
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }

    fn by_offsets_in(&mut self, article: &'a Article, anchor: &Anchor<'_>) -> Option<(ArticleId, Span, How)> {
        let text = &*article.text;
        let map = self.maps.get_or_insert_with(&article.id, || OffsetMap::new(text));
        let (chars, utf16) = (anchor.offsets.chars, anchor.offsets.utf16);
        let fits = |span: &Span| anchor.quote.as_ref().is_none_or(|quote| span.of(text) == quote);
        let by_chars = chars.and_then(|chars| map.from_chars(text, chars)).filter(fits);
        if let Some(span) = by_chars {
            return Some((article.id.clone(), span, How::Declared));
        }
        if let Some(span) = utf16.and_then(|utf16| map.from_utf16(text, utf16)).filter(fits) {
            return Some((article.id.clone(), span, if chars.is_some() { How::Utf16 } else { How::Declared }));
        }
        let as_utf16 = chars.map(|chars| Utf16Span { start: chars.start, end: chars.end })?;
        // Without a quote to check against, this would be a guess.
        anchor.quote.as_ref()?;
        map.from_utf16(text, as_utf16).filter(fits).map(|span| (article.id.clone(), span, How::Utf16))
    }

    /// The places that the quotes name, one answer a wanted article and anchor; an error says why there is none.
    pub(super) fn by_quotes(&self, wanted: &[(&ArticleId, &Anchor<'_>)]) -> Vec<Result<(ArticleId, Span), String>> {
        // Rows that ask the same share one search, so a sentence that stands everywhere is not weighed row by row.
        let mut by_question: Vec<usize> = (0..wanted.len()).collect();
        let question = |ix: &usize| {
            let (article, anchor) = wanted[*ix];
            (article, &anchor.quote, &anchor.prefix, &anchor.suffix)
        };
        order::sort_by(&mut by_question, |a, b| question(a).cmp(&question(b)));
        let rows: Vec<&[usize]> = by_question.chunk_by(|a, b| question(a) == question(b)).collect();
        let mut searches: Vec<Search<'_>> = rows.iter().map(|rows| Search::new(wanted[rows[0]])).collect();
        let needles = Needles::new(searches.iter().map(|search| search.quote));
        for article in self.articles.values() {
            needles.each_in(&article.text, |ix, at| searches[ix].weigh(article, at));
        }
        let mut answers = vec![Err(String::new()); wanted.len()];
        for (search, rows) in searches.iter().zip(rows) {
            let answer = search.answer(self.articles);
            rows.iter().for_each(|row| answers[*row] = answer.clone());
        }
        answers
    }
}

/// Whether it names an article by its text, as ours do, and not by its page or not at all.
fn is_digest(article: &ArticleId) -> bool {
    article.as_str().starts_with("sha256:")
}

/// A quote with its surroundings, and the best places found so far.
struct Search<'a> {
    wanted: &'a ArticleId,
    quote: &'a str,
    anchor: &'a Anchor<'a>,
    /// In the wanted article; a place there goes before all others.
    here: Best,
    elsewhere: Best,
}

/// The place whose surroundings fit best; `score` counts fitting code points.
enum Best {
    None,
    One { score: usize, place: (ArticleId, Span) },
    Many { score: usize, n: usize },
}

impl<'a> Search<'a> {
    fn new((wanted, anchor): (&'a ArticleId, &'a Anchor<'a>)) -> Search<'a> {
        let quote = anchor.quote.as_deref().unwrap_or("");
        Search { wanted, quote, anchor, here: Best::None, elsewhere: Best::None }
    }

    fn weigh(&mut self, article: &Article, at: usize) {
        let span = Span::new(at, at + self.quote.len());
        let before = article.text[..at].chars().rev().zip(self.anchor.prefix.chars().rev());
        let after = article.text[span.end as usize..].chars().zip(self.anchor.suffix.chars());
        let score = before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count();
        let best = if article.id == *self.wanted { &mut self.here } else { &mut self.elsewhere };
        match best {
            Best::One { score: known, .. } | Best::Many { score: known, .. } if score < *known => {}
            Best::One { score: known, .. } if score == *known => *best = Best::Many { score, n: 2 },
            Best::Many { score: known, n } if score == *known => *n += 1,
            _ => *best = Best::One { score, place: (article.id.clone(), span) },
        }
    }

    fn answer(&self, articles: &Map<ArticleId, Rc<Article>>) -> Result<(ArticleId, Span), String> {
        let is_here = articles.contains_key(self.wanted);
        let gone = if is_here { "its offsets do not fit the text" } else { "its article is not in the project" };
        if self.quote.is_empty() {
            return Err(format!("{gone}, and it has no quote"));
        }
        let best = if matches!(self.here, Best::None) { &self.elsewhere } else { &self.here };
        let (score, place) = match best {
            Best::None => return Err(format!("{gone}, and its quote stands in no text")),
            Best::Many { n, .. } => return Err(format!("{gone}, and its quote stands in {n} places alike")),
            Best::One { score, place } => (score, place),
        };
        let n_context = self.anchor.prefix.chars().count() + self.anchor.suffix.chars().count();
        // Where the file names no article, words that stand once are told by that; of one that is not here they would
        // be a guess.
        let is_enough = if n_context == 0 { self.wanted.as_str().is_empty() } else { score * 2 >= n_context };
        let is_told = place.0 == *self.wanted || self.quote.chars().count() >= TELLING_CHARS || is_enough;
        let elsewhere = || format!("{gone}, and its quote stands elsewhere in other surroundings");
        is_told.then(|| place.clone()).ok_or_else(elsewhere)
    }
}

/// Many quotes, looked for in one pass over a text: ten thousand passes over megabytes would take minutes.
struct Needles<'q> {
    /// Their first bytes and their indices, in this order; empty quotes are left out.
    by_head: Vec<([u8; HEAD], usize, &'q str)>,
    /// Which first two bytes occur, so that most places cost one look.
    is_begun: Vec<bool>,
    /// Too short for a head.
    short: Vec<(usize, &'q str)>,
}

const HEAD: usize = 4;

impl<'q> Needles<'q> {
    fn new(quotes: impl Iterator<Item = &'q str>) -> Needles<'q> {
        let mut needles = Needles { by_head: Vec::new(), is_begun: vec![false; 1 << 16], short: Vec::new() };
        for (ix, quote) in quotes.enumerate() {
            match quote.as_bytes().first_chunk::<HEAD>() {
                Some(head) => {
                    needles.is_begun[begin(head)] = true;
                    needles.by_head.push((*head, ix, quote));
                }
                None if quote.is_empty() => {}
                None => needles.short.push((ix, quote)),
            }
        }
        order::sort_by(&mut needles.by_head, |a, b| a.0.cmp(&b.0));
        needles
    }

    /// Calls `each` with a quote's index and a byte offset for every place where it stands.
    fn each_in(&self, text: &str, mut each: impl FnMut(usize, usize)) {
        for (ix, quote) in &self.short {
            text.match_indices(quote).for_each(|(at, _)| each(*ix, at));
        }
        if self.by_head.is_empty() {
            return;
        }
        let bytes = text.as_bytes();
        for at in 0..bytes.len().saturating_sub(HEAD - 1) {
            let Some(head) = bytes[at..].first_chunk::<HEAD>() else { break };
            if !self.is_begun[begin(head)] {
                continue;
            }
            let first = self.by_head.partition_point(|(known, ..)| known < head);
            for (_, ix, quote) in self.by_head[first..].iter().take_while(|(known, ..)| known == head) {
                if bytes[at..].starts_with(quote.as_bytes()) {
                    each(*ix, at);
                }
            }
        }
    }
}

fn begin(head: &[u8; HEAD]) -> usize {
    usize::from(head[0]) << 8 | usize::from(head[1])
}
