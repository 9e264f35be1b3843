//! Carrying out a query: at once where that takes no time, else by the worker, whose matches come back here.

use super::fields::Filter;
use super::found::Found;
use crate::app::article_state::ArticleState;
use crate::app::session::{Place, Session};
use crate::app::update::Matches;
use crate::find::query::{Sense, SentenceQuery};
use crate::find::{self, sentence_hits, sentences_of};
use crate::text::{Span, order};
use std::rc::Rc;

/// The page looks through so many bytes of text by itself; more is the worker's, so that typing never waits.
pub const IN_PAGE_BYTES: usize = 1 << 20;

/// The worker ends a search after so many matches: more would keep the page busy, and nobody goes through them.
pub const MOST_MATCHES: usize = 200_000;

/// What becomes of a query as soon as it is typed.
#[derive(Debug)]
pub enum Answer {
    /// This is it.
    Now(Found),
    /// The worker is to look through the texts.
    Ask,
    /// It means nothing: a sentence that says why.
    Problem(Rc<str>),
}

/// Reads a query, and answers it if that can be done at once.
pub fn start(session: &Session, typed: &str) -> Answer {
    let (query, filter) = match read(session, typed) {
        Ok(read) => read,
        Err(why) => return Answer::Problem(why),
    };
    if query.terms.is_empty() {
        return Answer::Now(Found::new(typed, Vec::new(), Vec::new()));
    }
    let n_bytes: usize = session.articles().iter().map(|state| state.article.text.len()).sum();
    let is_light = n_bytes <= IN_PAGE_BYTES && !query.texts().any(|(_, text)| find::is_pattern(text));
    if query.texts().next().is_some() && !is_light {
        return Answer::Ask;
    }
    let (mut places, mut marks) = (Vec::new(), Vec::new());
    for (article_ix, state) in session.articles().iter().enumerate() {
        let Some(allowed) = filter.of_article(session, article_ix) else { continue };
        let spans = |text: &Rc<str>| find::search_words(text, &state.article.text);
        let terms: Vec<(Sense, Vec<Span>)> = query.texts().map(|(sense, text)| (sense, spans(text))).collect();
        let (hits, matches) = sentence_hits(&terms, &sentences(state));
        add(&mut places, &mut marks, article_ix, hits.into_iter().filter(|ix| allowed[*ix as usize]), matches);
    }
    Answer::Now(Found::new(typed, places, marks))
}

/// What was found, from the matches that the worker found in the texts: in sentences where all terms about the text
/// hold, and where no text is wanted the whole sentences.
pub fn finish(session: &Session, typed: &str, matches: Matches) -> Found {
    let Ok((query, filter)) = read(session, typed) else { return Found::new(typed, Vec::new(), Vec::new()) };
    let mut by_article: Vec<(usize, Vec<Span>)> =
        matches.into_iter().filter_map(|(id, spans)| Some((session.article_ix(&id)?, spans))).collect();
    order::sort_by_key(&mut by_article, |(article_ix, _)| *article_ix);
    let n_matches: usize = by_article.iter().map(|(_, spans)| spans.len()).sum();
    let (mut places, mut marks) = (Vec::new(), Vec::new());
    for (article_ix, spans) in by_article {
        let Some(allowed) = filter.of_article(session, article_ix) else { continue };
        let state = &session.articles()[article_ix];
        let sentences = sentences(state);
        let mut hits = sentences_of(&spans, &sentences);
        // The worker looked through the whole text. Whether a sentence was found must not tell what is covered in it.
        hits.retain(|ix| !state.is_covered(sentences[*ix as usize]));
        let mut spans = spans;
        spans.retain(|span| !state.is_covered(*span));
        let matches = if query.wants_text() { spans } else { Vec::new() };
        add(&mut places, &mut marks, article_ix, hits.into_iter().filter(|ix| allowed[*ix as usize]), matches);
    }
    let found = Found::new(typed, places, marks);
    if n_matches < MOST_MATCHES { found } else { found.cut_short() }
}

fn sentences(state: &ArticleState) -> Vec<Span> {
    state.document.iter().flat_map(|document| &document.sentences).map(|sentence| sentence.span).collect()
}

fn read(session: &Session, typed: &str) -> Result<(SentenceQuery, Filter), Rc<str>> {
    let query = SentenceQuery::read(typed).map_err(|error| Rc::from(error.to_string()))?;
    let filter = Filter::of(session, &query)?;
    Ok((query, filter))
}

fn add(
    places: &mut Vec<Place>,
    marks: &mut Vec<(usize, Vec<Span>)>,
    article_ix: usize,
    hits: impl Iterator<Item = u32>,
    matches: Vec<Span>,
) {
    let n_before = places.len();
    places.extend(hits.map(|sentence_ix| Place { article_ix, sentence_ix }));
    if places.len() > n_before && !matches.is_empty() {
        marks.push((article_ix, matches));
    }
}
