//! Who speaks: shown with the quotation, proposed as holder, and set right by a key and a pick.

use crate::tagging::Desk;
use standpoint::app::choosing;
use standpoint::app::panel::Panel;
use standpoint::app::update::{Action, SpeakerChoice};
use standpoint::app::view::sentence_view;
use standpoint::model::{Body, EntityId, Holder};

const TEXT: &str = "Tom Reed met Ana Diaz. \u{201c}It must go. It is old,\u{201d} Tom Reed said. Rain fell.\n\
    \u{201c}I say so,\u{201d} Ana Diaz said.\n\u{201c}I mean it.\u{201d}";

fn speaker(desk: &Desk, ix: u32) -> Option<String> {
    sentence_view(&desk.session, 0, ix).speaker.as_ref().map(ToString::to_string)
}

fn quoted(desk: &Desk, ix: u32) -> Vec<(String, String)> {
    let view = sentence_view(&desk.session, 0, ix);
    let of_piece = |by: &std::rc::Rc<str>, text: &str| (text.to_owned(), by.to_string());
    view.pieces.iter().filter_map(|piece| Some(of_piece(piece.quoted.as_ref()?, &piece.text))).collect()
}

fn n_corrections(desk: &Desk) -> usize {
    let annotations = desk.session.project().layers.values().flat_map(|layer| layer.values());
    annotations.filter(|a| matches!(a.body, Body::Speaker(_))).count()
}

#[test]
fn quoted_words_carry_who_said_them_and_the_rest_does_not() {
    let desk = Desk::new(&[TEXT]);
    assert_eq!(quoted(&desk, 0), []);
    assert_eq!(quoted(&desk, 1), [("\u{201c}It must go.".to_owned(), "Said by Tom Reed".to_owned())]);
    let second = quoted(&desk, 2);
    assert_eq!(second, [("It is old,\u{201d}".to_owned(), "Said by Tom Reed".to_owned())], "not the name after it");
    assert_eq!((speaker(&desk, 0), speaker(&desk, 2).as_deref()), (None, Some("Tom Reed")));
}

#[test]
fn a_wrong_speaker_is_corrected_in_all_that_is_spoken_together_and_proposed_as_holder() {
    let mut desk = Desk::ready(&[TEXT]);
    let before = desk.session.project().clone();
    desk.keys(&["j", "j", "Shift+q"]);
    let Some(Panel::Picker(picker)) = desk.session.panel() else { panic!("the list is open") };
    assert!(picker.items.iter().all(|item| *item.label != *"Tom Reed"), "who speaks already is no correction");
    desk.act(choosing::query("diaz".into()));
    desk.act(choosing::take(None));
    assert_eq!(desk.session.panel(), None);
    for ix in [1, 2] {
        assert_eq!(speaker(&desk, ix).as_deref(), Some("Ana Diaz"), "sentence {ix}");
        assert!(quoted(&desk, ix).iter().all(|(_, by)| by == "Said by Ana Diaz"), "sentence {ix}");
    }
    assert_eq!(desk.session.holder(), Holder::Entity(EntityId::new("e:ana-diaz")));
    assert_eq!(n_corrections(&desk), 1);
    // Another one takes its place, and as found takes it away.
    desk.keys(&["k"]);
    desk.act(Action::ChooseSpeaker(SpeakerChoice::Nobody));
    assert_eq!((speaker(&desk, 1), speaker(&desk, 2), n_corrections(&desk)), (None, None, 1));
    assert_eq!(desk.session.holder(), Holder::Outlet);
    desk.keys(&["Shift+q"]);
    let Some(Panel::Picker(picker)) = desk.session.panel() else { panic!("the list is open") };
    assert_eq!(&*picker.items[0].label, "Tom Reed");
    desk.act(choosing::take(None));
    assert_eq!((speaker(&desk, 2).as_deref(), n_corrections(&desk)), (Some("Tom Reed"), 0));
    desk.keys(&["Mod+z", "Mod+z"]);
    assert_eq!(speaker(&desk, 2).as_deref(), Some("Ana Diaz"));
    desk.keys(&["Mod+z"]);
    assert_eq!(desk.session.project(), &before);
    assert_eq!(speaker(&desk, 2).as_deref(), Some("Tom Reed"));
}

#[test]
fn a_quotation_that_goes_on_is_corrected_in_its_later_paragraphs_too() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["End", "k"]);
    let ix = desk.session.place().sentence_ix;
    assert_eq!([ix, ix + 1].map(|ix| speaker(&desk, ix)), [Some("Ana Diaz".to_owned()), Some("Ana Diaz".to_owned())]);
    desk.act(Action::ChooseSpeaker(SpeakerChoice::Named(EntityId::new("e:tom-reed"))));
    assert_eq!([ix, ix + 1].map(|ix| speaker(&desk, ix)), [Some("Tom Reed".to_owned()), Some("Tom Reed".to_owned())]);
    desk.keys(&["Mod+z"]);
    assert_eq!(n_corrections(&desk), 0, "one step");
}

#[test]
fn a_sentence_without_a_quotation_can_be_given_a_speaker() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.act(Action::ChooseSpeaker(SpeakerChoice::Named(EntityId::new("e:tom-reed"))));
    assert_eq!(speaker(&desk, 0).as_deref(), Some("Tom Reed"));
    assert_eq!(desk.session.proposed_holder(), Holder::Entity(EntityId::new("e:tom-reed")));
    assert_eq!(speaker(&desk, 1).as_deref(), Some("Tom Reed"), "the others stay as they were");
}
