//! What a row of the reader shows: a sentence cut into pieces, and its tags as small marks.

use super::layers::{OtherView, other_views};
use super::session::Session;
use super::speakers::quotations_in;
use super::words;
use crate::model::{Annotation, Body, Code, Codebook, EntityKind, Quotation};
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
    /// Answers to the codebook's own variables, each with its question.
    pub answers: Vec<String>,
    /// Whether there is a note.
    pub comment: Option<Rc<str>>,
    /// Whether it waits for the adjudicator.
    pub is_flagged: bool,
    /// Who speaks in it.
    pub speaker: Option<Rc<str>>,
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
    /// Whose words they are, if they are quoted.
    pub quoted: Option<Rc<str>>,
    /// The hue of the label, from 1; 0 for that of all labels.
    pub hue: u8,
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
        let answers = tags.answers.iter().filter_map(|a| answer(session, a)).collect();
        let comment = tags.comment.as_ref().and_then(|a| match &a.body {
            Body::Comment(text) => Some(text.clone()),
            _ => None,
        });
        let sentiment = tags.sentiment.as_ref().and_then(|a| match &a.body {
            Body::Sentiment(value) => Some(value.clone()),
            _ => None,
        });
        let scale = &session.project().codebook.sentiment;
        let mut view = SentenceView {
            ix,
            span,
            pieces: pieces(session, article_ix, span, &tags.spans),
            sign: sentiment.as_ref().map(|value| words::sentiment_sign(&session.project().codebook, value)),
            stances,
            labels,
            answers,
            comment,
            is_flagged: tags.flag.is_some(),
            speaker: session.said(article_ix, ix).and_then(|said| said.speaker).map(|id| session.entity_name(&id)),
            spoken: String::new(),
            others: other_views(session, article_ix, ix),
        };
        let said = words::Said {
            sentiment: sentiment.as_ref().map(|value| scale.words.name(value).clone()),
            stances: &view.stances,
            labels: &view.labels,
            answers: &view.answers,
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
    Some(StanceMark {
        position_ix: position_ix(&session.project().codebook, position),
        position: session.project().codebook.position_words.name(position).clone(),
        holder: session.holder_name(article_ix, holder),
        target: session.target_name(target),
    })
}

/// The place of a position in the codebook; one past the last for a position that it does not have.
pub fn position_ix(codebook: &Codebook, position: &str) -> usize {
    codebook.positions.iter().position(|known| **known == *position).unwrap_or(codebook.positions.len())
}

/// The name of a labelled stretch's label.
pub fn label_name(session: &Session, annotation: &Annotation) -> Option<Rc<str>> {
    let Body::Span(id) = &annotation.body else { return None };
    let label = session.project().codebook.labels.iter().find(|label| label.id == *id);
    Some(label.map_or_else(|| id.as_str().into(), |label| label.name.clone()))
}

/// An answer with its question.
pub(super) fn answer(session: &Session, annotation: &Annotation) -> Option<String> {
    let Body::Variable { variable, value, .. } = &annotation.body else { return None };
    let name = |code: Code| session.project().codebook.name_of(&code);
    let question = name(Code::Variable(variable.clone()));
    Some(format!("{question}: {}", name(Code::Value(variable.clone(), value.clone()))))
}

/// The hue of a labelled stretch.
fn hue(session: &Session, annotation: &Annotation) -> u8 {
    let Body::Span(id) = &annotation.body else { return 0 };
    session.project().codebook.label(id).map_or(0, |label| label.hue)
}

/// What a stretch is at the moment, over its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    /// Nothing.
    Plain,
    /// It matches what was looked for.
    Found,
    /// It is selected.
    Selected,
}

/// The pieces with those under `selection` and the matches `found` cut out; each with what it is.
pub fn pieces_with(view: &SentenceView, selection: Option<Span>, found: &[Span]) -> Vec<(Piece, Shade)> {
    if selection.is_none() && found.is_empty() {
        return view.pieces.iter().map(|piece| (piece.clone(), Shade::Plain)).collect();
    }
    let shades: Vec<Span> = selection.iter().chain(found).copied().collect();
    let n_selected = usize::from(selection.is_some());
    view.pieces
        .iter()
        .flat_map(|piece| {
            runs(piece.span, &shades).into_iter().map(|run| {
                let inside = Span { start: run.span.start - piece.span.start, end: run.span.end - piece.span.start };
                let cut = Piece { span: run.span, text: inside.of(&piece.text).into(), ..piece.clone() };
                let shade = match run.marks.iter().min() {
                    None => Shade::Plain,
                    Some(ix) if *ix < n_selected => Shade::Selected,
                    Some(_) => Shade::Found,
                };
                (cut, shade)
            })
        })
        .collect()
}

fn pieces(session: &Session, article_ix: usize, sentence: Span, labelled: &[Rc<Annotation>]) -> Vec<Piece> {
    let state = &session.articles()[article_ix];
    let mentions = state.mentions_in(sentence);
    let n_mentions = mentions.len();
    let quoted: Vec<&Quotation> = quotations_in(state, sentence).collect();
    let n_named = n_mentions + labelled.len();
    let n_uncovered = n_named + quoted.len();
    let covered = state.covered.iter().filter(|span| span.overlaps(sentence)).copied();
    let marks: Vec<Span> = state.mentions[mentions.clone()]
        .iter()
        .map(|m| m.span)
        .chain(labelled.iter().map(|a| a.span))
        .chain(quoted.iter().map(|quotation| quotation.span))
        .chain(covered)
        .collect();
    let by: Vec<Rc<str>> = quoted.iter().map(|quotation| session.quoted_in_words(article_ix, quotation)).collect();
    runs(sentence, &marks)
        .into_iter()
        .map(|run| {
            let mention_ix = run.marks.iter().find(|&&ix| ix < n_mentions).map(|ix| mentions.start + ix);
            let quoted_ix = run.marks.iter().find(|&&ix| ix >= n_named).map(|ix| ix - n_named);
            Piece {
                span: run.span,
                text: run.span.of(&state.article.text).into(),
                mention: mention_ix.map(|ix| (ix as u32, state.mentions[ix].kind)),
                is_labelled: run.marks.iter().any(|ix| (n_mentions..n_named).contains(ix)),
                is_covered: run.marks.iter().any(|ix| *ix >= n_uncovered),
                quoted: quoted_ix.and_then(|ix| by.get(ix).cloned()),
                hue: run
                    .marks
                    .iter()
                    .filter(|ix| (n_mentions..n_named).contains(*ix))
                    .map(|ix| hue(session, &labelled[ix - n_mentions]))
                    .max()
                    .unwrap_or(0),
            }
        })
        .collect()
}
