//! What can happen to the session from the first moment on: the page opens, the engine has read, somebody reads on.
//!
//! This comes with the first part of the page. All that a person changes is in `update.rs`, which comes later.

use super::action::{Action, Effect};
use super::batch;
use super::commit::NOTHING_CHANGED;
use super::route::{Route, View};
use super::save::SaveState;
use super::session::{Place, Session};
use crate::model::Time;
use std::rc::Rc;

impl Session {
    /// Lets `action` happen at `now` if it is one of these; what it returns is the shell's to do, in order.
    ///
    /// # Errors
    /// The action itself, if it is none of these: [`Session::update`] knows it.
    #[allow(clippy::result_large_err, reason = "it is no error but the way on, taken at once")]
    pub fn update_early(&mut self, action: Action, now: Time) -> Result<Vec<Effect>, Action> {
        if matches!(action, Action::GoTo { .. } | Action::OpenArticle(_)) {
            self.count_time(now);
        }
        Ok(match action {
            Action::Begin { articles, codebook } => self.begin(&articles, &codebook, now),
            Action::Analysed(documents) => {
                self.set_documents(documents);
                Vec::new()
            }
            Action::GoTo { article, sentence_ix } => {
                let place = self.article_ix(&article).map(|article_ix| Place { article_ix, sentence_ix });
                place.map_or_else(Vec::new, |place| self.read_on(place))
            }
            Action::OpenArticle(article) => {
                let Some(article_ix) = self.article_ix(&article) else { return Ok(Vec::new()) };
                self.panel = None;
                self.go(Place { article_ix, sentence_ix: self.articles[article_ix].last_sentence_ix })
            }
            Action::Visit(route) => self.visit(&route),
            Action::Notice(text) => {
                self.notice(text);
                Vec::new()
            }
            Action::PutAway(ix) => {
                if ix < self.notices.len() {
                    self.notices.remove(ix);
                }
                Vec::new()
            }
            Action::Saving(state) => {
                if !matches!(state, SaveState::ReadOnly { .. }) {
                    self.notices.retain(|notice| !notice.starts_with(NOTHING_CHANGED));
                }
                self.save = state;
                Vec::new()
            }
            Action::Foreign(transaction) => {
                self.replay(&transaction);
                vec![Effect::Analyse]
            }
            action => return Err(action),
        })
    }

    /// Goes to a sentence, and from several to this one.
    fn read_on(&mut self, place: Place) -> Vec<Effect> {
        self.panel = None;
        if self.batch.take().is_some() {
            self.say(batch::ALONE.to_owned());
        }
        self.go(place)
    }

    /// Goes where an address leads. The address is there already, since it is what led here.
    fn visit(&mut self, route: &Route) -> Vec<Effect> {
        let mut effects = match route {
            Route::View(view) if *view != self.view => self.open_view(*view),
            Route::View(_) => Vec::new(),
            Route::Sentence { sentence_ix, .. } => {
                match self.articles().iter().position(|state| route.is_for(&state.article.id)) {
                    Some(article_ix) => {
                        let place = Place { article_ix, sentence_ix: *sentence_ix };
                        if place == self.place && self.view == View::Tag { Vec::new() } else { self.go(place) }
                    }
                    None => {
                        self.notice("No article here has this address: it may be one of another project.".into());
                        Vec::new()
                    }
                }
            }
        };
        effects.retain(|effect| !matches!(effect, Effect::Navigate(..)));
        effects
    }

    /// Shows something to the person, and says it.
    fn notice(&mut self, text: Rc<str>) {
        self.notices.push(text.clone());
        self.say(text.to_string());
    }

    /// Announces something.
    pub(super) fn say(&mut self, text: String) {
        self.announcement.number += 1;
        self.announcement.text = text.into();
    }
}
