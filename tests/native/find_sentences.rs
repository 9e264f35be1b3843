//! Finding sentences over the session: fields, what a wrong one says, and going through what was found.

use crate::tagging::{Desk, TEXT};
use standpoint::app::choosing;
use standpoint::app::panel::Panel;
use standpoint::app::picker::Picker;
use standpoint::app::session::Place;
use standpoint::app::update::{Action, Effect};
use standpoint::app::view::{Shade, pieces_with, sentence_view};

const MORE: &str = "Rain fell on the dam. Ana Diaz left. Nobody praised the rain.";

fn picker(desk: &Desk) -> &Picker {
    let Some(Panel::Picker(picker)) = desk.session.panel() else { panic!("the list is open") };
    picker
}

/// The sentences that a query finds, as article and number.
fn found(desk: &mut Desk, query: &str) -> Vec<(usize, u32)> {
    desk.keys(&["/"]);
    desk.act(choosing::query(query.into()));
    assert_eq!(picker(desk).problem, None, "{query}");
    let places = picker(desk).found.as_ref().expect("something was found").places();
    let places = places.iter().map(|place| (place.article_ix, place.sentence_ix)).collect();
    desk.act(Action::Close);
    places
}

fn problem(desk: &mut Desk, query: &str) -> String {
    desk.keys(&["/"]);
    desk.act(choosing::query(query.into()));
    let problem = picker(desk).problem.as_deref().unwrap_or("none").to_owned();
    assert!(picker(desk).items.is_empty());
    desk.act(Action::Close);
    problem
}

/// Two articles, the first by the Herald; Ana has tagged its first three sentences.
fn desk() -> Desk {
    let mut desk = Desk::ready(&[TEXT, MORE]);
    let ix = desk.session.articles().iter().position(|state| *state.article.text == *TEXT).expect("it is there");
    desk.act(Action::GoTo { article: desk.session.articles()[ix].article.id.clone(), sentence_ix: 0 });
    desk.act(Action::SetDetails(["Dam".into(), "The Herald".into(), "".into(), "".into(), "".into()]));
    assert_eq!(desk.session.place().article_ix, 0, "articles with an outlet come first");
    desk.keys(&["1", "a", "j", "3", "f", "!", "j", "a", "c"]);
    desk.act(Action::SaveComment("who?".into()));
    desk
}

#[test]
fn fields_and_words_must_all_hold() {
    let mut desk = desk();
    for (query, expected) in [
        ("dam", &[(0, 0), (0, 1), (1, 0)][..]),
        ("dam praised", &[(0, 0)]),
        ("\"the dam\" -greens", &[(0, 0), (1, 0)]),
        ("outlet:her dam", &[(0, 0), (0, 1)]),
        ("-outlet:herald", &[(1, 0), (1, 1), (1, 2)]),
        ("sentiment:negative", &[(0, 0)]),
        ("sentiment:pos", &[(0, 1)]),
        ("stance:against", &[(0, 0), (0, 2)]),
        ("stance:against holder:reed", &[(0, 2)]),
        ("holder:herald", &[(0, 0), (0, 1)]),
        ("-stance:against tagged", &[(0, 1)]),
        ("untagged outlet:herald", &[(0, 3)]),
        ("flagged", &[(0, 1)]),
        ("commented", &[(0, 2)]),
        ("by:ana dam", &[(0, 0), (0, 1)]),
        ("name:diaz", &[(0, 0), (1, 1)]),
        ("speaker:\"tom reed\"", &[(0, 2)]),
        ("title:dam rain", &[(0, 3)]),
        ("", &[]),
    ] {
        assert_eq!(found(&mut desk, query), expected, "{query}");
    }
}

#[test]
fn an_unknown_field_or_value_says_what_there_is() {
    let mut desk = desk();
    assert!(problem(&mut desk, "colour:red").starts_with("There is no field colour. Fields: outlet, "));
    assert_eq!(
        problem(&mut desk, "sentiment:blue"),
        "No sentiment is called blue. There are: negative, neutral, positive."
    );
    assert_eq!(problem(&mut desk, "outlet:post"), "No outlet is called post. There are: The Herald.");
    assert_eq!(problem(&mut desk, "by:ben"), "No by is called ben. There are: Ana.");
    assert!(problem(&mut desk, "speaker:nobody").contains("is called nobody"));
    assert!(problem(&mut desk, "target:").starts_with("Type what target is to be"));
}

#[test]
fn what_was_found_is_marked_and_gone_through_until_it_is_left() {
    let mut desk = desk();
    desk.keys(&["/"]);
    desk.act(choosing::query("dam -praised".into()));
    desk.act(choosing::take(None));
    let at = |article_ix, sentence_ix| Place { article_ix, sentence_ix };
    assert_eq!(desk.session.place(), at(0, 1));
    let found = desk.session.found().expect("it stays").clone();
    let view = sentence_view(&desk.session, 0, 1);
    let shaded = pieces_with(&view, None, found.marks_in(0, view.span));
    let words: Vec<&str> =
        shaded.iter().filter(|(_, shade)| *shade == Shade::Found).map(|(piece, _)| &*piece.text).collect();
    assert_eq!(words, ["dam"]);
    desk.keys(&["F3"]);
    assert_eq!(desk.session.place(), at(1, 0));
    assert_eq!(&*desk.session.announcement().text, "2 of 2 found");
    desk.keys(&["F3", "Shift+F3"]);
    assert_eq!(desk.session.place(), at(1, 0));
    desk.keys(&["/"]);
    assert_eq!(&*picker(&desk).query, "dam -praised", "who looks again goes on with it");
    desk.act(Action::ChooseFound);
    assert_eq!(desk.session.batch().map(|batch| batch.places().to_vec()), Some(vec![at(0, 1), at(1, 0)]));
    desk.keys(&["Escape", "Escape"]);
    assert!(desk.session.batch().is_none() && desk.session.found().is_none());
}

#[test]
fn a_large_corpus_is_the_workers_to_look_through() {
    let long = "Rain fell on the dam by the river. ".repeat(40_000);
    let mut desk = Desk::ready(&[long.trim()]);
    desk.keys(&["/"]);
    assert_eq!(desk.act(choosing::query("rain".into())), [Effect::Search("rain".into())]);
    assert_eq!(desk.act(choosing::query("untagged".into())), []);
    assert_eq!(picker(&desk).n_found, 40_000);
}
