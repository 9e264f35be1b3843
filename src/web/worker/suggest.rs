//! Suggestions: the worker follows one coder's tags and says what might be tagged.

use super::Answer;
use crate::app::protocol::Reply;
use crate::app::suggesting::{Lesson, Wish};
use crate::format::journal;
use crate::model::{ArticleId, Target};
use crate::web::platform::request::Part;
use std::rc::Rc;

impl Answer<'_> {
    pub(super) fn learn(&mut self, part: Part, edits: &str) {
        let desk = self.desk;
        let edits = match journal::decode(edits, &|id| desk.text(id)) {
            Ok(transaction) => transaction.edits,
            Err(error) => return self.problem(error.to_string()),
        };
        let lesson = if part == Part::All { Lesson::Anew(edits) } else { Lesson::Step(edits) };
        if !desk.tutor.borrow_mut().learn(&lesson, &|id| desk.text(id)) {
            self.problem("the suggesters were never told what is tagged already".to_owned());
        }
    }

    pub(super) fn suggest(&mut self, wish: &Wish) {
        let desk = self.desk;
        let found = desk.tutor.borrow_mut().suggest(wish, &|id| desk.text(id));
        self.out.reply(&Reply::Suggested(found.into_iter().map(Rc::new).collect()));
    }

    pub(super) async fn seek(&mut self, target: Option<&Target>, articles: Vec<ArticleId>) {
        let desk = self.desk;
        let begun = desk.tutor.borrow_mut().seek(target);
        let Some(mut search) = begun else { return self.problem("there are too few tags".to_owned()) };
        for id in articles {
            self.stop().await;
            if self.is_cancelled() {
                return;
            }
            if let Some(text) = desk.text(&id) {
                desk.tutor.borrow_mut().look(&mut search, &id, &text);
            }
        }
        for (id, span) in search.result() {
            self.out.reply(&Reply::Found(id, vec![span]));
        }
    }
}
