//! Finds the stretch of text that an annotation of a file is about.
//!
//! In the article that the row names, code point offsets are tried first, then UTF-16 ones, then
//! the code point fields read as UTF-16, which is how some programs fill them; each counts only
//! if the quote stands there. Then the quote is searched: in that article, else in all. A place
//! found by quote has to be the only one whose surroundings fit best; nothing is guessed.

use crate::format::wire::Anchor;
use crate::model::{Article, ArticleId};
use crate::text::{OffsetMap, Span, Utf16Span};
use std::collections::BTreeMap;
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
    articles: &'a BTreeMap<ArticleId, Rc<Article>>,
    maps: BTreeMap<&'a ArticleId, OffsetMap>,
}

impl<'a> Places<'a> {
    pub(super) fn new(articles: &'a BTreeMap<ArticleId, Rc<Article>>) -> Places<'a> {
        Places { articles, maps: BTreeMap::new() }
    }

    /// The place that the offsets name, if the quote stands there.
    pub(super) fn by_offsets(&mut self, article: &ArticleId, anchor: &Anchor<'_>) -> Option<(Span, How)> {
        let (id, article) = self.articles.get_key_value(article)?;
        let text = &*article.text;
        let map = self.maps.entry(id).or_insert_with(|| OffsetMap::new(text));
        let (chars, utf16) = (anchor.offsets.chars, anchor.offsets.utf16);
        let fits = |span: &Span| anchor.quote.as_ref().is_none_or(|quote| span.of(text) == quote);
        let by_chars = chars.and_then(|chars| map.from_chars(text, chars)).filter(fits);
        if let Some(span) = by_chars {
            return Some((span, How::Declared));
        }
        if let Some(span) = utf16.and_then(|utf16| map.from_utf16(text, utf16)).filter(fits) {
            return Some((span, if chars.is_some() { How::Utf16 } else { How::Declared }));
        }
        let as_utf16 = chars.map(|chars| Utf16Span { start: chars.start, end: chars.end })?;
        // Without a quote to check against, this would be a guess.
        anchor.quote.as_ref()?;
        map.from_utf16(text, as_utf16).filter(fits).map(|span| (span, How::Utf16))
    }

    /// The places that the quotes name, one answer a wanted article and anchor; an error says why there is none.
    pub(super) fn by_quotes(&self, wanted: &[(&ArticleId, &Anchor<'_>)]) -> Vec<Result<(ArticleId, Span), String>> {
        let quotes: Vec<&str> = wanted.iter().map(|(_, anchor)| anchor.quote.as_deref().unwrap_or("")).collect();
        let mut found: Vec<Vec<(&Article, usize)>> = vec![Vec::new(); quotes.len()];
        let needles = Needles::new(&quotes);
        for article in self.articles.values() {
            needles.each_in(&article.text, |ix, at| found[ix].push((article, at)));
        }
        let answers = wanted.iter().zip(found);
        answers.map(|((article, anchor), found)| self.choose(article, anchor, found)).collect()
    }

    fn choose(
        &self,
        wanted: &ArticleId,
        anchor: &Anchor<'_>,
        mut found: Vec<(&Article, usize)>,
    ) -> Result<(ArticleId, Span), String> {
        let is_here = self.articles.contains_key(wanted);
        let gone = if is_here { "its offsets do not fit the text" } else { "its article is not in the project" };
        let Some(quote) = &anchor.quote else { return Err(format!("{gone}, and it has no quote")) };
        if found.iter().any(|(article, _)| article.id == *wanted) {
            found.retain(|(article, _)| article.id == *wanted);
        }
        let context = |(article, at): &(&Article, usize)| {
            let (before, after) = (&article.text[..*at], &article.text[at + quote.len()..]);
            let n_before = before.chars().rev().zip(anchor.prefix.chars().rev()).take_while(|(a, b)| a == b).count();
            n_before + after.chars().zip(anchor.suffix.chars()).take_while(|(a, b)| a == b).count()
        };
        let best = found.iter().map(context).max().ok_or_else(|| format!("{gone}, and its quote stands in no text"))?;
        found.retain(|place| context(place) == best);
        let [(article, at)] = found.as_slice() else {
            return Err(format!("{gone}, and its quote stands in {} places alike", found.len()));
        };
        let n_context = anchor.prefix.chars().count() + anchor.suffix.chars().count();
        let is_told = article.id == *wanted || quote.chars().count() >= TELLING_CHARS || best * 2 >= n_context.max(1);
        let place = (article.id.clone(), Span::new(*at, at + quote.len()));
        if is_told { Ok(place) } else { Err(format!("{gone}, and its quote stands elsewhere in other surroundings")) }
    }
}

/// Many quotes, looked for in one pass over a text: ten thousand passes over megabytes would take minutes.
struct Needles<'q> {
    /// By their first bytes; empty quotes are left out.
    by_head: BTreeMap<[u8; HEAD], Vec<(usize, &'q str)>>,
    /// Which first two bytes occur, so that most places cost one look.
    is_begun: Vec<bool>,
    /// Too short for a head.
    short: Vec<(usize, &'q str)>,
}

const HEAD: usize = 4;

impl<'q> Needles<'q> {
    fn new(quotes: &[&'q str]) -> Needles<'q> {
        let mut needles = Needles { by_head: BTreeMap::new(), is_begun: vec![false; 1 << 16], short: Vec::new() };
        for (ix, quote) in quotes.iter().enumerate() {
            match quote.as_bytes().first_chunk::<HEAD>() {
                Some(head) => {
                    needles.is_begun[begin(head)] = true;
                    needles.by_head.entry(*head).or_default().push((ix, quote));
                }
                None if quote.is_empty() => {}
                None => needles.short.push((ix, quote)),
            }
        }
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
            for (ix, quote) in self.by_head.get(head).into_iter().flatten() {
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
