//! A coder's queue: the articles that the plan gives them, in its order.

use super::assign::Shares;
use super::deed::Deed;
use super::ids::{coder_id, slug};
use super::session::{Place, Session};
use super::update::{Action, Change};
use super::words;
use crate::edit::{Edit, Record};
use crate::model::{Coder, Plan, Time};
use std::rc::Rc;

impl Session {
    /// The queue of who tags here, as indices into the list of articles; empty if nothing is assigned to them.
    pub fn queue(&self) -> Vec<usize> {
        let Some(coder) = self.coder() else { return Vec::new() };
        self.project().plan.queue(coder).iter().filter_map(|id| self.article_ix(id)).collect()
    }

    fn add_coder(&mut self, name: &str) -> Option<Vec<Change>> {
        let name = name.trim();
        if slug(name).is_empty() {
            return Some(vec![Change::Say("Please type a name".into())]);
        }
        let id = coder_id(name);
        if self.project().coders.contains_key(&id) {
            return Some(vec![Change::Say(format!("{name} is listed already"))]);
        }
        let edit = Edit::put(
            self.project(),
            Record::Coder(Rc::new(Coder { id, name: name.into(), suggestions: Vec::new() })),
        )?;
        Some(vec![Change::Edit(format!("Coder {name}").into(), vec![edit])])
    }

    fn assign(&self, shares: &Shares, now: Time) -> Option<Vec<Change>> {
        let plan = &self.project().plan;
        if plan.assignments == *shares {
            return Some(vec![Change::Say("That is assigned already".into())]);
        }
        let label = match shares.len() {
            0 => "Assignments taken away".to_owned(),
            n => format!("Articles assigned to {}", words::counted(n, "coder", "coders")),
        };
        let plan = Plan { assignments: shares.clone(), modified: now, ..(**plan).clone() };
        let edit = Edit::put(self.project(), Record::Plan(Rc::new(plan)))?;
        Some(vec![Change::Edit(label.into(), vec![edit])])
    }
}

/// Lists a person who shall tag here or elsewhere; nobody changes seats.
pub fn add_coder(name: String) -> Action {
    Deed::action(move |session, _| session.add_coder(&name))
}

/// Assigns articles; no shares take all assignments away.
pub fn assign(shares: Shares) -> Action {
    Deed::action(move |session, now| session.assign(&shares, now))
}

/// The command's answer: the next article of the queue that is not locked, from the open one on and round.
pub(super) fn next(session: &Session) -> Option<Vec<Change>> {
    let queue = session.queue();
    let here = session.place().article_ix;
    let at = queue.iter().position(|ix| *ix == here).map_or(0, |at| at + 1);
    let (before, after) = queue.split_at(at.min(queue.len()));
    let is_open = |ix: &&usize| !session.articles()[**ix].is_locked() && **ix != here;
    let article_ix = *after.iter().chain(before).find(is_open)?;
    let nth = queue.iter().position(|ix| *ix == article_ix)? + 1;
    let sentence_ix = session.articles()[article_ix].last_sentence_ix;
    let name = session.article_name(article_ix);
    let said = format!("{name}: article {nth} of {} in your queue", queue.len());
    Some(vec![Change::Go(Place { article_ix, sentence_ix }), Change::Say(said)])
}

/// How far a coder is with their queue.
pub fn progress(session: &Session, queue: &[usize]) -> String {
    let n_locked =
        queue.iter().filter(|ix| session.articles().get(**ix).is_some_and(|state| state.is_locked())).count();
    format!("Your queue: {n_locked} of {} locked", queue.len())
}
