//! Commands that go from sentence to sentence and article to article.

use super::{Entry, Group, When};
use crate::app::find::found;
use crate::app::session::{Place, Session};
use crate::app::suggesting;
use crate::app::update::Change;

pub(super) const COMMANDS: &[Entry] = &[
    Entry {
        id: "next",
        name: "Next sentence",
        group: Group::Moving,
        keys: &["j", "ArrowDown", "Enter"],
        when: When::Reading,
        answer: |session, _| by(session, 1),
    },
    Entry {
        id: "previous",
        name: "Previous sentence",
        group: Group::Moving,
        keys: &["k", "ArrowUp"],
        when: When::Reading,
        answer: |session, _| by(session, -1),
    },
    Entry {
        id: "next-untagged",
        name: "Next untagged sentence",
        group: Group::Moving,
        keys: &["Shift+j", "Shift+ArrowDown"],
        when: When::Reading,
        answer: |session, _| untagged(session, Way::On),
    },
    Entry {
        id: "previous-untagged",
        name: "Previous untagged sentence",
        group: Group::Moving,
        keys: &["Shift+k", "Shift+ArrowUp"],
        when: When::Reading,
        answer: |session, _| untagged(session, Way::Back),
    },
    Entry {
        id: "uncertain",
        name: "Most uncertain next (with suggestions on)",
        group: Group::Moving,
        keys: &["Shift+u"],
        when: When::Reading,
        answer: |session, _| suggesting::seek(session),
    },
    Entry {
        id: "first",
        name: "First sentence of the article",
        group: Group::Moving,
        keys: &["Home"],
        when: When::Reading,
        answer: |session, _| go(session, session.place().article_ix, 0),
    },
    Entry {
        id: "last",
        name: "Last sentence of the article",
        group: Group::Moving,
        keys: &["End"],
        when: When::Reading,
        answer: |session, _| {
            let last = session.article()?.n_sentences().checked_sub(1)?;
            go(session, session.place().article_ix, last)
        },
    },
    Entry {
        id: "next-found",
        name: "Next sentence found",
        group: Group::Finding,
        keys: &["F3"],
        when: When::Reading,
        answer: |session, _| found::step(session, found::Way::On),
    },
    Entry {
        id: "previous-found",
        name: "Previous sentence found",
        group: Group::Finding,
        keys: &["Shift+F3"],
        when: When::Reading,
        answer: |session, _| found::step(session, found::Way::Back),
    },
    Entry {
        id: "next-article",
        name: "Next article",
        group: Group::Moving,
        keys: &["]"],
        when: When::Reading,
        answer: |session, _| article(session, session.place().article_ix + 1),
    },
    Entry {
        id: "previous-article",
        name: "Previous article",
        group: Group::Moving,
        keys: &["["],
        when: When::Reading,
        answer: |session, _| article(session, session.place().article_ix.checked_sub(1)?),
    },
];

#[derive(Clone, Copy)]
enum Way {
    On,
    Back,
}

fn go(session: &Session, article_ix: usize, sentence_ix: u32) -> Option<Vec<Change>> {
    session.articles().get(article_ix)?;
    let place = Place { article_ix, sentence_ix };
    (place != session.place()).then(|| to(session, place))
}

/// To a place; a range that is being chosen follows.
fn to(session: &Session, place: Place) -> Vec<Change> {
    [Change::Go(place)].into_iter().chain(session.grow_to(place)).collect()
}

/// Another article, where one was last in it.
fn article(session: &Session, article_ix: usize) -> Option<Vec<Change>> {
    go(session, article_ix, session.articles().get(article_ix)?.last_sentence_ix)
}

fn by(session: &Session, step: i32) -> Option<Vec<Change>> {
    let place = session.place();
    let sentence_ix = place.sentence_ix.checked_add_signed(step)?;
    (sentence_ix < session.article()?.n_sentences()).then(|| to(session, Place { sentence_ix, ..place }))
}

/// The nearest untagged sentence on or back, over the ends of articles too.
fn untagged(session: &Session, way: Way) -> Option<Vec<Change>> {
    let here = session.place();
    let articles = session.articles();
    let place = match way {
        Way::On => (here.article_ix..articles.len()).find_map(|article_ix| {
            let from = if article_ix == here.article_ix { here.sentence_ix + 1 } else { 0 };
            let sentence_ix =
                (from..articles[article_ix].n_sentences()).find(|ix| !articles[article_ix].is_tagged(*ix))?;
            Some(Place { article_ix, sentence_ix })
        }),
        Way::Back => (0..=here.article_ix).rev().find_map(|article_ix| {
            let n_sentences = articles.get(article_ix)?.n_sentences();
            let to = if article_ix == here.article_ix { here.sentence_ix } else { n_sentences };
            let sentence_ix = (0..to).rev().find(|ix| !articles[article_ix].is_tagged(*ix))?;
            Some(Place { article_ix, sentence_ix })
        }),
    };
    Some(match place {
        Some(place) => to(session, place),
        None => vec![Change::Say("No untagged sentence that way".into())],
    })
}
