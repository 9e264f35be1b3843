//! Several sentences at once: what is chosen, what a tag then does, and that one undo takes it back.

use crate::random_project::Chance;
use crate::tagging::{Desk, TEXT};
use standpoint::app::choosing;
use standpoint::app::panel::Panel;
use standpoint::app::session::Place;
use standpoint::app::update::Action;

fn chosen(desk: &Desk) -> Vec<u32> {
    let places = desk.session.batch().map_or(&[][..], |batch| batch.places());
    places.iter().map(|place| place.sentence_ix).collect()
}

#[test]
fn a_range_grows_by_moving_and_is_tagged_in_one_step() {
    let mut desk = Desk::ready(&[TEXT]);
    let before = desk.session.project().clone();
    desk.keys(&["j", "r", "j", "j"]);
    assert_eq!(chosen(&desk), [1, 2, 3]);
    desk.keys(&["k", "1"]);
    assert_eq!(chosen(&desk), [1, 2], "they stay chosen, for the next tag");
    assert_eq!((desk.spoken(1), desk.spoken(2), desk.spoken(3)), ("Negative".into(), "Negative".into(), "".into()));
    assert_eq!(&*desk.session.announcement().text, "Negative, 2 sentences");
    desk.keys(&["a"]);
    assert!(desk.spoken(1).contains("The outlet against"), "{}", desk.spoken(1));
    assert!(desk.spoken(2).contains("Tom Reed against"), "each has its own holder: {}", desk.spoken(2));
    desk.keys(&["Mod+z", "Mod+z"]);
    assert_eq!(desk.session.project(), &before);
    desk.keys(&["Escape"]);
    assert!(desk.session.batch().is_none());
    desk.keys(&["3"]);
    assert_eq!(desk.n_annotations(), 1);
}

#[test]
fn a_tag_that_some_have_goes_to_the_others_and_one_that_all_have_is_taken_away() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["2", "r", "j", "2"]);
    assert_eq!((desk.spoken(0), desk.spoken(1)), ("Neutral".into(), "Neutral".into()));
    assert_eq!(&*desk.session.announcement().text, "Neutral", "one sentence changed");
    desk.keys(&["2"]);
    assert_eq!(desk.n_annotations(), 0);
    desk.keys(&["!"]);
    assert_eq!(&*desk.session.announcement().text, "Flagged, 2 sentences");
    desk.keys(&["!"]);
    assert_eq!(desk.n_annotations(), 0);
}

#[test]
fn a_range_stays_when_settled_and_clicks_choose_too() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["r", "j", "r", "j", "j"]);
    assert_eq!(chosen(&desk), [0, 1], "settled");
    desk.act(Action::ToggleSentence(3));
    assert_eq!(chosen(&desk), [0, 1, 3]);
    desk.act(Action::ToggleSentence(0));
    assert_eq!(chosen(&desk), [1, 3]);
    let article = desk.session.articles()[0].article.id.clone();
    desk.act(Action::GoTo { article, sentence_ix: 1 });
    assert!(chosen(&desk).is_empty(), "a plain click is for one sentence");
    desk.act(Action::RangeTo(3));
    assert_eq!(chosen(&desk), [1, 2, 3]);
    desk.act(Action::RangeTo(0));
    assert_eq!(chosen(&desk), [0, 1], "from where the range began");
}

#[test]
fn a_comment_goes_to_all_and_leaving_it_as_it_was_changes_nothing() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["c"]);
    desk.act(Action::SaveComment("mine".into()));
    desk.keys(&["r", "j", "c"]);
    assert!(matches!(desk.session.panel(), Some(Panel::Comment(text)) if text.is_empty()), "they differ");
    desk.act(Action::SaveComment("".into()));
    assert_eq!((desk.session.panel(), desk.spoken(0)), (None, "comment: mine".into()));
    desk.keys(&["c"]);
    desk.act(Action::SaveComment("both".into()));
    assert_eq!((desk.spoken(0), desk.spoken(1)), ("comment: both".into(), "comment: both".into()));
    desk.keys(&["c"]);
    desk.act(Action::SaveComment("".into()));
    assert_eq!(desk.n_annotations(), 0);
}

#[test]
fn sentences_like_this_one_are_chosen_from_a_list() {
    let more = "Rain fell. Tom Reed said it must go.";
    let mut desk = Desk::ready(&[TEXT, more]);
    let article_ix =
        desk.session.articles().iter().position(|state| *state.article.text == *TEXT).expect("it is there");
    let article = desk.session.articles()[article_ix].article.id.clone();
    desk.act(Action::GoTo { article, sentence_ix: 2 });
    desk.keys(&["Shift+r"]);
    let Some(Panel::Picker(picker)) = desk.session.panel() else { panic!("the list is open") };
    let labels: Vec<_> = picker.items.iter().map(|item| (&*item.label, &*item.detail)).collect();
    assert_eq!(labels, [("Same speaker (Tom Reed), all articles", "2 sentences"), ("Same paragraph", "2 sentences")]);
    desk.act(choosing::take(None));
    let places = desk.session.batch().expect("they are chosen").places().to_vec();
    assert_eq!(places.iter().map(|place| place.article_ix).collect::<Vec<_>>(), [0, 1]);
    assert!(places.contains(&Place { article_ix, sentence_ix: 2 }));
    desk.keys(&["1"]);
    assert_eq!(desk.n_annotations(), 2);
    desk.keys(&["Mod+z"]);
    assert_eq!(desk.n_annotations(), 0);
}

#[test]
fn a_repeated_tag_moves_on_like_any_other_and_can_be_repeated_again() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&[" ", "1", "a"]);
    assert_eq!(desk.session.place().sentence_ix, 1);
    desk.keys(&["."]);
    assert_eq!(desk.session.place().sentence_ix, 2);
    desk.keys(&["k", "3", "."]);
    let spoken = desk.spoken(2);
    assert!(spoken.starts_with("Positive") && spoken.contains(" against "), "{spoken}");
}

/// Whatever is chosen and tagged together, in any order: undone, the project is what it was before each step.
#[test]
fn bulk_steps_undone_give_the_project_before() {
    const KEYS: [&str; 16] = ["j", "k", "r", "1", "2", "3", "f", "a", "n", "!", ".", "Escape", "j", "Home", "End", "]"];
    for seed in 0..40 {
        let mut chance = Chance(seed);
        let mut desk = Desk::ready(&[TEXT, "One is here. Two is here.\nThree is here."]);
        let mut before = vec![desk.session.project().clone()];
        for _ in 0..30 {
            let key = chance.of(&KEYS);
            desk.keys(&[key]);
            if chance.one_in(6) {
                desk.act(Action::ToggleSentence(chance.below(3) as u32));
            }
            if *before.last().expect("the first") != *desk.session.project() {
                before.push(desk.session.project().clone());
            }
        }
        desk.keys(&["Escape"]);
        while let Some(project) = before.pop() {
            assert_eq!(&project, desk.session.project(), "seed {seed}, {} steps left", before.len());
            desk.keys(&["Mod+z"]);
        }
    }
}
