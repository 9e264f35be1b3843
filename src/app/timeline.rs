//! The steps that led here, as a list that can be searched, and the way back to any of them.

use super::deed::Deed;
use super::layers::LayersShown;
use super::picker::fits;
use super::session::{Place, Session};
use super::tagging;
use super::update::{Action, Change};
use super::words;
use crate::edit::{Cause, Edit, Record, Transaction};
use crate::format::snapshots::{Snapshot, snapshots, with_snapshot};
use crate::model::{ArticleId, Time};
use crate::text::{Set, order};
use std::rc::Rc;

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The transaction's id.
    pub id: Rc<str>,
    /// When.
    pub at: Time,
    /// Who; empty for the page itself.
    pub who: Rc<str>,
    /// What, in a word or two.
    pub what: String,
    /// Where: an article and a sentence, or how many articles; empty where it is about neither.
    pub whereabouts: String,
    /// A sentence to go to.
    pub place: Option<Place>,
    /// Whether it is the last one: the project is as it left it.
    pub is_now: bool,
    /// What somebody called this point; empty if nobody did.
    pub name: Rc<str>,
}

/// So many lines are shown at first, and so many more each time. All others are counted.
pub const N_SHOWN: usize = 50;

/// What the label of a step begins with that goes back to another one.
pub const BACK: &str = "Back to: ";

/// The steps that have all words of the filter in who, what or where, latest first, up to `n_shown`; and how many
/// there are.
pub fn steps(session: &Session, filter: &str, n_shown: usize) -> (Vec<Step>, usize) {
    let latest = session.history.log().next_back().map(|step| step.id.clone());
    let named = snapshots(&session.project().extra);
    let (mut shown, mut n_steps) = (Vec::new(), 0);
    for transaction in session.history.log().rev() {
        // What is only counted need not be put into words.
        if shown.len() == n_shown && filter.trim().is_empty() {
            n_steps += 1;
            continue;
        }
        let name = named.iter().find(|point| point.step == transaction.id).map(|point| point.name.clone());
        let is_now = latest.as_ref() == Some(&transaction.id);
        let step = Step { name: name.unwrap_or_default(), is_now, ..step(session, transaction) };
        if !fits(filter, &format!("{} {} {} {}", step.who, step.what, step.whereabouts, step.name)) {
            continue;
        }
        n_steps += 1;
        if shown.len() < n_shown {
            shown.push(step);
        }
    }
    (shown, n_steps)
}

impl Session {
    /// How many steps there are, and the last one's id: another pair whenever something happened.
    pub fn latest_step(&self) -> (usize, Option<Rc<str>>) {
        (self.history.log().len(), self.history.log().next_back().map(|step| step.id.clone()))
    }

    fn go_back_to(&self, id: &str, now: Time) -> Option<Vec<Change>> {
        let Some(edits) = self.history.back_to(self.project(), id, self.coder()) else {
            return Some(vec![Change::Say("That step is no longer kept".into())]);
        };
        if edits.is_empty() {
            return Some(vec![Change::Say("Nothing is different since then".into())]);
        }
        let label = self.history.log().find(|step| *step.id == *id).map(|step| step.meta.label.clone())?;
        Some(vec![Change::Edit(format!("{BACK}{label}").into(), self.along(edits, now))])
    }

    fn name_step(&self, step: &Rc<str>, name: &str, now: Time) -> Option<Vec<Change>> {
        let project = self.project();
        let name: Rc<str> = name.trim().into();
        let label = if name.is_empty() { "Name of a point removed".into() } else { format!("Named: {name}").into() };
        let point = Snapshot { step: step.clone(), name, at: now, by: self.coder().cloned() };
        let extra = with_snapshot(&project.extra, &point);
        let info = Record::Info { id: project.id.clone(), name: project.name.clone(), extra };
        Some(vec![Change::Edit(label, Edit::put(project, info).into_iter().collect())])
    }
}

/// Back to how everything was right after the step of this id, but for what other coders tagged: a step itself, that
/// undo takes back.
pub fn go_back_to(id: Rc<str>) -> Action {
    Deed::action(move |session, now| session.go_back_to(&id, now))
}

/// Calls the point right after a step so; an empty name takes its name away.
pub fn name_step(step: Rc<str>, name: String) -> Action {
    Deed::action(move |session, now| session.name_step(&step, &name, now))
}

/// The names of points whose steps are no longer kept, in the order of the steps.
pub fn names_left(session: &Session) -> Vec<Snapshot> {
    let is_kept = |point: &Snapshot| session.history.log().any(|step| step.id == point.step);
    let mut left: Vec<Snapshot> =
        snapshots(&session.project().extra).into_iter().filter(|point| !is_kept(point)).collect();
    order::sort_by_key(&mut left, |point| point.step.clone());
    left
}

fn step(session: &Session, transaction: &Transaction) -> Step {
    let meta = &transaction.meta;
    let coder = meta.coder.as_ref().filter(|_| meta.cause != Cause::System);
    let who = coder.and_then(|id| session.project().coders.get(id)).map(|coder| coder.name.clone());
    let label = if is_hidden(session, transaction) { "Tags" } else { &*meta.label };
    let what = match meta.cause {
        Cause::Do | Cause::System => label.to_owned(),
        Cause::Undo(_) => format!("Undone: {label}"),
        Cause::Redo(_) => format!("Redone: {label}"),
    };
    let (whereabouts, place) = whereabouts(session, transaction);
    let (id, who, name) = (transaction.id.clone(), who.unwrap_or_default(), Rc::default());
    Step { id, at: meta.at, who, what, whereabouts, place, is_now: false, name }
}

/// Whether the words of a step would tell what another coder said, while coders work blind to each other.
fn is_hidden(session: &Session, transaction: &Transaction) -> bool {
    let is_other = |edit: &Edit| match edit.after.as_ref().or(edit.before.as_ref()) {
        Some(Record::Annotation(annotation)) => Some(&annotation.coder) != session.coder(),
        _ => false,
    };
    session.layers_shown() == LayersShown::Own && session.coder().is_some() && transaction.edits.iter().any(is_other)
}

fn whereabouts(session: &Session, transaction: &Transaction) -> (String, Option<Place>) {
    let articles: Set<ArticleId> = transaction
        .edits
        .iter()
        .filter_map(|edit| match edit.after.as_ref().or(edit.before.as_ref())? {
            Record::Annotation(annotation) => Some(annotation.article.clone()),
            Record::Article(article) => Some(article.id.clone()),
            _ => None,
        })
        .collect();
    if articles.len() > 1 {
        return (words::counted(articles.len(), "article", "articles"), None);
    }
    let Some(place) = tagging::place_of(session, transaction) else {
        let name = articles.iter().next().and_then(|id| session.article_ix(id)).map(|ix| session.article_name(ix));
        return (name.unwrap_or_default(), None);
    };
    (format!("{}, sentence {}", session.article_name(place.article_ix), place.sentence_ix + 1), Some(place))
}
