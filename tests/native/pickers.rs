//! The lists of holders and targets: who stands where in them, and what typing finds.

use crate::tagging::Desk;
use standpoint::app::choosing;
use standpoint::app::panel::{Panel, Scope};
use standpoint::app::picker::{Item, Picker, PickerKind};
use standpoint::app::prefs::Prefs;
use standpoint::app::session::Session;
use standpoint::app::update::Action;
use standpoint::edit::History;
use standpoint::model::{Entity, EntityId, EntityKind, Project, Time};
use std::rc::Rc;

const TEXT: &str = "Angela Merkel met Emmanuel Macron in Berlin. Emmanuel Macron spoke.\n\
    Volodymyr Zelensky arrived. Volodymyr Zelensky spoke. Recep Tayyip Erdo\u{11f}an left.";

fn picker(desk: &Desk) -> &Picker {
    let Some(Panel::Picker(picker)) = desk.session.panel() else { panic!("the list is open") };
    picker
}

fn labels(desk: &Desk) -> Vec<String> {
    picker(desk).items.iter().map(|item| item.label.to_string()).collect()
}

fn item<'d>(desk: &'d Desk, label: &str) -> &'d Item {
    picker(desk).items.iter().find(|item| *item.label == *label).unwrap_or_else(|| panic!("{label} is listed"))
}

fn place(desk: &Desk, label: &str) -> usize {
    labels(desk).iter().position(|known| known == label).unwrap_or_else(|| panic!("{label} is listed"))
}

/// What is listed once this was typed.
fn typed(desk: &mut Desk, query: &str) -> Vec<String> {
    desk.act(choosing::query(query.into()));
    labels(desk)
}

#[test]
fn names_of_the_sentence_come_first_then_the_articles_then_the_recent_ones() {
    let mut desk = Desk::new(&[TEXT, "Mark Rutte met Donald Tusk. Mark Rutte left."]);
    desk.act(Action::SetCoder("Ana".into()));
    let macron = desk.session.articles().iter().position(|a| a.article.text.contains("Macron")).expect("there");
    let id = desk.session.articles()[1 - macron].article.id.clone();
    desk.act(Action::OpenArticle(id));
    desk.keys(&["t"]);
    typed(&mut desk, "tusk");
    desk.act(choosing::take(None));
    desk.keys(&["f"]);
    let id = desk.session.articles()[macron].article.id.clone();
    desk.act(Action::OpenArticle(id));
    desk.keys(&["t"]);
    assert_eq!(labels(&desk)[..3], ["Angela Merkel", "Emmanuel Macron", "Berlin"]);
    let [zelensky, tusk, ceasefire, rutte] =
        ["Volodymyr Zelensky", "Donald Tusk", "Ceasefire", "Mark Rutte"].map(|label| place(&desk, label));
    assert!(zelensky < tusk && tusk < ceasefire && ceasefire < rutte, "{:?}", labels(&desk));
    assert!(item(&desk, "Angela Merkel").detail.ends_with("in this sentence"));
    assert!(item(&desk, "Volodymyr Zelensky").detail.starts_with("Person \u{b7} 2 mentions"));
    assert_eq!(&*item(&desk, "Donald Tusk").key, "1", "a recent one has its digit wherever it stands");
    assert_eq!(picker(&desk).item_for_key("1"), Some(tusk));
    assert_eq!(picker(&desk).item_for_key("2"), None);
    typed(&mut desk, "1");
    assert_eq!(picker(&desk).item_for_key("1"), None, "once something is typed a digit is text");
}

#[test]
fn typing_finds_names_and_other_forms_without_accents_and_with_one_typo() {
    let mut desk = Desk::new(&[TEXT]);
    for open in ["t", "h"] {
        desk.keys(&[open]);
        for query in ["zelensky", "Zel", "zelenskyy", "zelnsky", "vol zel", "zeelnsky"] {
            assert_eq!(typed(&mut desk, query), ["Volodymyr Zelensky"], "{query}");
        }
        assert_eq!(typed(&mut desk, "erdogan"), ["Recep Tayyip Erdo\u{11f}an"]);
        assert_eq!(typed(&mut desk, "zalansky"), [""; 0]);
        desk.act(Action::Close);
    }
    let whole = Desk::new(&["Oman praised Iran. Omar Khan praised Oman Air in Omen."]);
    let mut desk = whole;
    desk.keys(&["h"]);
    let found = typed(&mut desk, "oman");
    assert_eq!(found.first().map(String::as_str), Some("Oman"), "the whole name first: {found:?}");
}

#[test]
fn a_name_found_by_another_form_says_which() {
    let mut desk = Desk::new(&["Leaders of the North Atlantic Treaty Organization (NATO) met. NATO agreed."]);
    desk.keys(&["h"]);
    typed(&mut desk, "atlantic");
    let detail = picker(&desk).items[0].detail.to_string();
    let is_shown_so = picker(&desk).items[0].label.contains("Atlantic");
    assert!(is_shown_so || detail.contains("named \u{201c}North Atlantic"), "{detail}");
}

#[test]
fn nobody_stands_twice_in_the_list_of_holders() {
    let mut desk = Desk::new(&["Rain fell. \u{201c}It must go,\u{201d} Tom Reed said."]);
    desk.keys(&["j", "h"]);
    let all = labels(&desk);
    assert_eq!(all[0], "Tom Reed");
    assert_eq!(all.iter().filter(|label| *label == "Tom Reed").count(), 1, "{all:?}");
    assert!(picker(&desk).items[0].detail.ends_with("proposed"));
}

#[test]
fn a_name_added_by_hand_can_be_a_target_and_is_counted() {
    let mut desk = Desk::ready(&["The dam is old. We like the dam.", "A dam, they say, is a dam."]);
    desk.keys(&["s", "ArrowRight"]);
    desk.act(Action::Name(EntityKind::Facility, Scope::Corpus));
    desk.keys(&["t"]);
    assert!(typed(&mut desk, "dam").contains(&"dam".to_owned()));
    assert!(item(&desk, "dam").detail.starts_with("Facility \u{b7} 4 mentions"), "{}", item(&desk, "dam").detail);
    desk.act(Action::Close);
    let n_mentions = |desk: &Desk| desk.session.entities().n_mentions(&EntityId::new("e:dam"));
    assert_eq!(n_mentions(&desk), 4);
    desk.keys(&["Mod+z"]);
    assert_eq!(n_mentions(&desk), 0);
    desk.keys(&["t"]);
    assert!(!typed(&mut desk, "dam").contains(&"dam".to_owned()));
}

#[test]
fn a_list_of_thousands_shows_the_first_ones_and_counts_the_rest() {
    let mut project = Project::default();
    for n in 0..5_000 {
        let (id, name) = (EntityId::new(format!("e:person-{n}")), format!("Person Number{n}"));
        project.entities.insert(id.clone(), Rc::new(Entity::new(id, name.into(), EntityKind::Person)));
    }
    let mut session = Session::new(project, History::default(), Prefs::default(), 1);
    session.update(choosing::open(PickerKind::Targets, None), Time(1));
    let shown = |session: &Session| match session.panel() {
        Some(Panel::Picker(picker)) => (picker.items.len(), picker.n_found),
        _ => panic!("the list is open"),
    };
    assert_eq!(shown(&session), (40, 5_000));
    session.update(choosing::query("number49".into()), Time(2));
    let Some(Panel::Picker(picker)) = session.panel() else { panic!("the list is open") };
    assert!(picker.n_found >= 111, "Number49, Number490 and on, Number4900 and on, and what is a typo away");
    assert!(picker.items.iter().all(|item| item.label.starts_with("Person Number49")), "beginnings before typos");
    session.update(choosing::query("numbre4999".into()), Time(3));
    assert_eq!(shown(&session), (1, 1), "one typo");
}
