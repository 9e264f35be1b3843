//! Whose tags are shown. A coder works blind to the others; the principal investigator's switch shows every layer
//! beside one's own, to be read and not to be changed.

use super::session::Session;
use super::tagging::LastTagging;
use super::tags::SentenceTags;
use super::update::Change;
use super::view::{answer, label_name, stance_mark};
use super::words;
use crate::model::{ArticleId, Body, CoderId, Layer};
use std::rc::Rc;

/// Whose tags are shown. Never kept: who opens the page, or sits down at it, begins with their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayersShown {
    /// Those of the coder who tags here.
    Own,
    /// Everybody's.
    All,
}

/// What another coder said of a sentence, ready to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct OtherView {
    /// Who.
    pub coder: Rc<str>,
    /// Sentiment and stances as small marks.
    pub marks: String,
    /// All of it in words.
    pub spoken: String,
}

impl Session {
    /// Whose tags are shown.
    pub fn layers_shown(&self) -> LayersShown {
        self.layers_shown
    }

    /// Whether anybody but the coder here has said something.
    pub fn has_other_layers(&self) -> bool {
        self.project().layers.keys().any(|(coder, _)| Some(coder) != self.coder())
    }

    /// What undo would take back, in words.
    pub fn undo_label(&self) -> Option<&str> {
        self.history.to_undo_by(self.coder()).map(|t| &*t.meta.label)
    }

    /// What redo would do again, in words.
    pub fn redo_label(&self) -> Option<&str> {
        self.history.to_redo_by(self.coder()).map(|t| &*t.meta.label)
    }

    /// Shows other layers, or hides them.
    pub(super) fn show_layers(&mut self, shown: LayersShown) {
        self.layers_shown = shown;
        // It may have been found by what others said.
        self.found = None;
        (0..self.articles().len()).for_each(|ix| self.relayer_others(ix));
    }

    /// Another coder sits down: what the one before had at hand goes, and only their own tags are shown. Who gives a
    /// name where nobody had goes on with what is at hand.
    pub(super) fn change_seats(&mut self, before: Option<&CoderId>) {
        if before.is_none() {
            self.relayer_all();
            return;
        }
        self.last_tagging = LastTagging::default();
        self.chosen_holder = None;
        self.selection = None;
        (self.batch, self.found) = (None, None);
        self.layers_shown = LayersShown::Own;
        self.relayer_all();
    }

    /// Sorts other coders' layers into an article again.
    pub(super) fn relayer_others(&mut self, ix: usize) {
        let layers = match self.layers_shown {
            LayersShown::Own => Vec::new(),
            LayersShown::All => self.other_layers(&self.articles[ix].article.id),
        };
        self.articles[ix].set_others(&layers);
    }

    fn other_layers(&self, article: &ArticleId) -> Vec<(CoderId, Rc<Layer>)> {
        let layers = self.project().layers.iter();
        let others = layers.filter(|((coder, of), _)| of == article && Some(coder) != self.coder());
        others.map(|((coder, _), layer)| (coder.clone(), layer.clone())).collect()
    }

    /// A coder's name as shown.
    pub fn coder_name(&self, id: &CoderId) -> Rc<str> {
        self.project().coders.get(id).map_or_else(|| id.as_str().into(), |coder| coder.name.clone())
    }
}

/// The command's answer: the other choice, if there is anything to show.
pub(super) fn switch(session: &Session) -> Option<Vec<Change>> {
    let (shown, said) = match session.layers_shown() {
        LayersShown::Own if session.has_other_layers() => (LayersShown::All, "All coders' tags are shown, read-only"),
        LayersShown::Own => return None,
        LayersShown::All => (LayersShown::Own, "Only your own tags are shown"),
    };
    Some(vec![Change::Layers(shown), Change::Say(said.into())])
}

/// What other coders said of a sentence; empty unless all layers are shown.
pub(super) fn other_views(session: &Session, article_ix: usize, sentence_ix: u32) -> Vec<OtherView> {
    let Some(state) = session.articles().get(article_ix) else { return Vec::new() };
    let others = state.others(sentence_ix).iter();
    others.map(|(coder, tags)| other_view(session, article_ix, session.coder_name(coder), tags)).collect()
}

fn other_view(session: &Session, article_ix: usize, coder: Rc<str>, tags: &SentenceTags) -> OtherView {
    let scale = &session.project().codebook.sentiment;
    let text = |body: &Body| match body {
        Body::Sentiment(text) | Body::Comment(text) => Some(text.clone()),
        _ => None,
    };
    let sentiment = tags.sentiment.as_ref().and_then(|a| text(&a.body));
    let comment = tags.comment.as_ref().and_then(|a| text(&a.body));
    let stances: Vec<_> = tags.stances.iter().filter_map(|a| stance_mark(session, article_ix, a)).collect();
    let labels: Vec<_> = tags.spans.iter().filter_map(|a| label_name(session, a)).collect();
    let answers: Vec<_> = tags.answers.iter().filter_map(|a| answer(session, a)).collect();
    let sign = sentiment.as_ref().map(|value| words::sentiment_sign(&session.project().codebook, value));
    let shapes = stances.iter().map(|stance| words::position_shape(stance.position_ix));
    let notes =
        [(!labels.is_empty(), "▭"), (!answers.is_empty(), "◇"), (comment.is_some(), "¶"), (tags.flag.is_some(), "⚑")];
    let notes = notes.into_iter().filter(|(is_there, _)| *is_there).map(|(_, mark)| mark);
    let marks = sign.into_iter().chain(shapes).chain(notes).collect();
    let said = words::Said {
        sentiment: sentiment.as_ref().map(|value| scale.words.name(value).clone()),
        stances: &stances,
        labels: &labels,
        answers: &answers,
        comment,
        is_flagged: tags.flag.is_some(),
    };
    OtherView { coder, marks, spoken: said.in_words() }
}
