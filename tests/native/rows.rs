//! The rows of the text that are asked after a step: all those that look otherwise, and after a key no more than a few,
//! however long the article is.

use crate::random_project::Chance;
use crate::tagging::{Desk, TEXT};
use standpoint::app::choosing;
use standpoint::app::panel::{Panel, Scope};
use standpoint::app::rows::{Asked, Rows};
use standpoint::app::session::{Place, Session};
use standpoint::app::update::{Action, NameChange};
use standpoint::app::view::{SentenceView, sentence_view};
use standpoint::model::{ArticleId, EntityKind};
use standpoint::text::Span;
use std::rc::Rc;

/// What the text shows: the open article, and each row's view, whether it is current, chosen, selected, and what is
/// marked in it.
type Look = (Option<ArticleId>, Vec<(Rc<SentenceView>, [bool; 2], Option<Span>, Vec<Span>)>);

fn look(session: &Session) -> Look {
    let Some(state) = session.article() else { return (None, Vec::new()) };
    let article_ix = session.place().article_ix;
    let row = |sentence_ix: u32| {
        let view = sentence_view(session, article_ix, sentence_ix);
        let place = Place { article_ix, sentence_ix };
        let is_chosen = session.batch().is_some_and(|batch| batch.contains(place));
        let selection = session.selection().map(|chosen| chosen.span).filter(|span| span.overlaps(view.span));
        let found = session.found().map_or_else(Vec::new, |found| found.marks_in(article_ix, view.span).to_vec());
        (view, [session.place() == place, is_chosen], selection, found)
    };
    (Some(state.article.id.clone()), (0..state.n_sentences()).map(row).collect())
}

/// The rows that look otherwise. A view made anew counts, as it does for the row, which compares pointers.
fn changed(before: &Look, now: &Look) -> Vec<u32> {
    if before.0 != now.0 || before.1.len() != now.1.len() {
        return (0..now.1.len() as u32).collect();
    }
    let is_other = |ix: &u32| {
        let ((was, rest, chosen, found), (is, now_rest, now_chosen, now_found)) =
            (&before.1[*ix as usize], &now.1[*ix as usize]);
        !Rc::ptr_eq(was, is) || rest != now_rest || chosen != now_chosen || found != now_found
    };
    (0..now.1.len() as u32).filter(is_other).collect()
}

fn asked(desk: &Desk, asked: &mut Option<Asked>) -> Vec<u32> {
    let n_rows = desk.session.article().map_or(0, |state| state.n_sentences());
    match desk.session.rows_to_ask(asked) {
        Rows::All => (0..n_rows).collect(),
        Rows::These(rows) => rows,
    }
}

#[test]
fn whatever_happens_the_rows_that_look_otherwise_are_asked() {
    const KEYS: [&str; 34] = [
        "j",
        "k",
        "j",
        "k",
        "1",
        "2",
        "3",
        "f",
        "a",
        "n",
        "u",
        ".",
        "!",
        "r",
        "s",
        "ArrowRight",
        "Shift+ArrowRight",
        "1",
        "l",
        "Escape",
        "Home",
        "End",
        "]",
        "[",
        "Mod+z",
        "Mod+Shift+z",
        "Mod+z",
        "w",
        "Shift+j",
        "Shift+r",
        "o",
        "Shift+F4",
        "n",
        "Shift+l",
    ];
    let mut n_named = 0;
    for seed in 0..60 {
        let mut chance = Chance(seed);
        let mut desk =
            Desk::ready(&[TEXT, "Ana Diaz is here. Two is here.\nThree is here. Ana Diaz left.", "Snow fell."]);
        let mut told = None;
        assert_eq!(desk.session.rows_to_ask(&mut told), Rows::All);
        let mut before = look(&desk.session);
        for step in 0..80 {
            match chance.below(16) {
                0 => drop(desk.act(Action::ToggleSentence(chance.below(3) as u32))),
                1 => drop(desk.act(Action::RangeTo(chance.below(4) as u32))),
                2 => drop(desk.act(Action::Select(Some(Span::new(chance.below(9), 20))))),
                3 => drop(desk.act(Action::Name(EntityKind::Event, Scope::Corpus))),
                4 => drop(desk.act(Action::SetCoder(chance.of(&["Ana", "Ben"]).into()))),
                5 => {
                    desk.keys(&["/"]);
                    desk.act(choosing::query(chance.of(&["here", "rain fell", "ana"]).into()));
                    desk.act(choosing::take(None));
                }
                6 => {
                    desk.keys(&["e"]);
                    if let Some(Panel::Entity(_)) = desk.session.panel() {
                        desk.correct(chance.of(&[NameChange::Remove, NameChange::Retype(EntityKind::Org)]));
                    }
                    desk.act(Action::Close);
                }
                _ => {
                    desk.keys(&[chance.of(&KEYS)]);
                    desk.act(Action::Close);
                }
            }
            // Now and then the page tells its rows of several steps at once.
            if chance.one_in(4) {
                continue;
            }
            let now = look(&desk.session);
            let (others, rows) = (changed(&before, &now), asked(&desk, &mut told));
            let missed: Vec<&u32> = others.iter().filter(|ix| !rows.contains(ix)).collect();
            assert!(missed.is_empty(), "seed {seed}, step {step}: {missed:?} are not among {rows:?}");
            n_named += others.len();
            before = now;
        }
    }
    assert!(n_named > 2_000, "the walk changes what is shown: {n_named}");
}

#[test]
fn a_key_has_no_more_rows_asked_in_a_long_article_than_in_a_short_one() {
    let n_asked = |n_sentences: usize| {
        let text: Vec<String> = (0..n_sentences).map(|n| format!("Greens oppose dam number {n} here.")).collect();
        let mut desk = Desk::ready(&[&text.join(" "), TEXT]);
        let mut told = None;
        desk.session.rows_to_ask(&mut told);
        let keys = ["j", "1", "f", "j", "2", "a", "k", "Mod+z", "!", "s", "ArrowRight", "Shift+ArrowRight", "Escape"];
        let count = |key: &&str| {
            desk.keys(&[key]);
            asked(&desk, &mut told).len()
        };
        keys.iter().map(count).collect::<Vec<_>>()
    };
    let short = n_asked(8);
    assert!(short.iter().all(|n| *n <= 2), "{short:?}");
    assert!(short.iter().sum::<usize>() >= 12, "each key shows something: {short:?}");
    assert_eq!(n_asked(900), short);
}
