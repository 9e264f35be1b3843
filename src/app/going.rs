//! From view to view and from sentence to sentence.

use super::action::{Effect, Trail};
use super::route::{Route, View};
use super::session::{Place, Session};

impl Session {
    /// Opens a view.
    pub(super) fn open_view(&mut self, view: View) -> Vec<Effect> {
        if view == View::Tag {
            return self.go(self.place);
        }
        self.view = view;
        self.panel = None;
        self.selection = None;
        self.say(view.name().to_owned());
        vec![Effect::Navigate(Route::View(view), Trail::Push)]
    }

    /// Goes to a sentence, or to the nearest one its article has.
    pub(super) fn go(&mut self, place: Place) -> Vec<Effect> {
        let is_other_view = std::mem::take(&mut self.view) != View::Tag;
        let Some(state) = self.articles.get(place.article_ix) else { return Vec::new() };
        let last = state.n_sentences().saturating_sub(1);
        let sentence_ix = if state.document.is_some() { place.sentence_ix.min(last) } else { place.sentence_ix };
        let place = Place { sentence_ix, ..place };
        let id = state.article.id.clone();
        let is_other_article = place.article_ix != self.place.article_ix;
        if place != self.place {
            self.chosen_holder = None;
            if is_other_article {
                self.selection = None;
                self.say(self.article_name(place.article_ix));
            }
        }
        self.place = place;
        self.articles[place.article_ix].last_sentence_ix = sentence_ix;
        let trail = if is_other_article || is_other_view { Trail::Push } else { Trail::Replace };
        vec![Effect::Navigate(Route::to(&id, sentence_ix), trail)]
    }
}
