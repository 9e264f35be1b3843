//! What a row of the reader shows: a sentence cut into pieces, and its tags as small marks.

use super::layers::{OtherView, other_views};
use super::session::Session;
use super::words;
use crate::model::{Annotation, Body, EntityKind};
use crate::text::{Span, runs};
use std::rc::Rc;

/// One sentence, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SentenceView {
    /// Its index in the article.
    pub ix: u32,
    /// The text under it.
    pub span: Span,
    /// The text, cut at names and labelled stretches; in order, without gaps.
    pub pieces: Vec<Piece>,
    /// The sign of its sentiment.
    pub sign: Option<&'static str>,
    /// Its stances, oldest first.
    pub stances: Vec<StanceMark>,
    /// Names of its labelled stretches.
    pub labels: Vec<Rc<str>>,
    /// Whether there is a note.
    pub comment: Option<Rc<str>>,
    /// Whether it waits for the adjudicator.
    pub is_flagged: bool,
    /// The tags in words, for a screen reader and as a tooltip; empty without tags.
    pub spoken: String,
    /// What other coders said, if all layers are shown.
    pub others: Vec<OtherView>,
}

/// A stretch of a sentence over which the same marks hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// Its place in the article.
    pub span: Span,
    /// The words.
    pub text: Rc<str>,
    /// The name it is part of: index among the article's shown names, and type.
    pub mention: Option<(u32, EntityKind)>,
    /// Whether a labelled stretch covers it.
    pub is_labelled: bool,
    /// Whether its words are hidden.
    pub is_covered: bool,
}

/// A stance as a small mark.
#[derive(Clone, Debug, PartialEq)]
pub struct StanceMark {
    /// Place of the position in the codebook: favor, against, neutral, unclear.
    pub position_ix: usize,
    /// The position's name.
    pub position: Rc<str>,
    /// Whose.
    pub holder: Rc<str>,
    /// Toward what.
    pub target: Rc<str>,
}

/// The view of a sentence of an article. Empty for an index past the end.
pub fn sentence_view(session: &Session, article_ix: usize, ix: u32) -> Rc<SentenceView> {
    // A row may ask once more after its article went.
    let found = session.articles().get(article_ix).and_then(|state| Some((state, state.sentence(ix)?)));
    let Some((state, span)) = found else { return Rc::new(SentenceView::default()) };
    state.view(ix, || {
        let tags = state.tags(ix);
        let stances: Vec<StanceMark> =
            tags.stances.iter().filter_map(|a| stance_mark(session, article_ix, a)).collect();
        let labels: Vec<Rc<str>> = tags.spans.iter().filter_map(|a| label_name(session, a)).collect();
        let comment = tags.comment.as_ref().and_then(|a| match &a.body {
            Body::Comment(text) => Some(text.clone()),
            _ => None,
        });
        let sentiment = tags.sentiment.as_ref().and_then(|a| match &a.body {
            Body::Sentiment(value) => Some(value.clone()),
            _ => None,
        });
        let mut view = SentenceView {
            ix,
            span,
            pieces: pieces(session, article_ix, span, &tags.spans),
            sign: sentiment.as_ref().map(|value| words::sentiment_sign(&session.project().codebook, value)),
            stances,
            labels,
            comment,
            is_flagged: tags.flag.is_some(),
            spoken: String::new(),
            others: other_views(session, article_ix, ix),
        };
        let said = words::Said {
            sentiment,
            stances: &view.stances,
            labels: &view.labels,
            comment: view.comment.clone(),
            is_flagged: view.is_flagged,
        };
        view.spoken = said.in_words();
        view
    })
}

/// A stance with its names looked up.
pub fn stance_mark(session: &Session, article_ix: usize, annotation: &Annotation) -> Option<StanceMark> {
    let Body::Stance { holder, target, position } = &annotation.body else { return None };
    let positions = &session.project().codebook.positions;
    Some(StanceMark {
        position_ix: positions.iter().position(|p| p == position).unwrap_or(positions.len()),
        position: position.clone(),
        holder: session.holder_name(article_ix, holder),
        target: session.target_name(target),
    })
}

/// The name of a labelled stretch's label.
pub fn label_name(session: &Session, annotation: &Annotation) -> Option<Rc<str>> {
    let Body::Span(id) = &annotation.body else { return None };
    let label = session.project().codebook.labels.iter().find(|label| label.id == *id);
    Some(label.map_or_else(|| id.as_str().into(), |label| label.name.clone()))
}

/// The pieces with those under `selection` cut out; each with whether it is selected.
pub fn pieces_with(view: &SentenceView, selection: Option<Span>) -> Vec<(Piece, bool)> {
    let Some(selection) = selection else { return view.pieces.iter().map(|piece| (piece.clone(), false)).collect() };
    view.pieces
        .iter()
        .flat_map(|piece| {
            runs(piece.span, &[selection]).into_iter().map(|run| {
                let inside = Span { start: run.span.start - piece.span.start, end: run.span.end - piece.span.start };
                let cut = Piece { span: run.span, text: inside.of(&piece.text).into(), ..piece.clone() };
                (cut, !run.marks.is_empty())
            })
        })
        .collect()
}

fn pieces(session: &Session, article_ix: usize, sentence: Span, labelled: &[Rc<Annotation>]) -> Vec<Piece> {
    let state = &session.articles()[article_ix];
    let mentions = state.mentions_in(sentence);
    let n_mentions = mentions.len();
    let covered = state.covered.iter().filter(|span| span.overlaps(sentence)).copied();
    let marks = state.mentions[mentions.clone()].iter().map(|m| m.span).chain(labelled.iter().map(|a| a.span));
    let marks: Vec<Span> = marks.chain(covered).collect();
    let n_uncovered = n_mentions + labelled.len();
    runs(sentence, &marks)
        .into_iter()
        .map(|run| {
            let mention_ix = run.marks.iter().find(|&&ix| ix < n_mentions).map(|ix| mentions.start + ix);
            Piece {
                span: run.span,
                text: run.span.of(&state.article.text).into(),
                mention: mention_ix.map(|ix| (ix as u32, state.mentions[ix].kind)),
                is_labelled: run.marks.iter().any(|&ix| (n_mentions..n_uncovered).contains(&ix)),
                is_covered: run.marks.iter().any(|&ix| ix >= n_uncovered),
            }
        })
        .collect()
}
