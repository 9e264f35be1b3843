//! Keys of one's own, and the page of the manual that lists the keys.

use crate::source::sources;
use crate::tagging::{Desk, TEXT};
use standpoint::app::command::{by_id, for_key, key_page};
use standpoint::app::panel::Panel;
use standpoint::app::update::Action;

fn rekey(desk: &mut Desk, id: &'static str, key: Option<&str>) -> Option<String> {
    desk.act(Action::Rekey(id, key.map(str::to_owned)));
    match desk.session.panel() {
        Some(Panel::Rekey(_, Some(problem))) => Some(problem.to_string()),
        _ => None,
    }
}

#[test]
fn a_command_gets_another_key_and_its_own_back() {
    let mut desk = Desk::ready(&[TEXT]);
    let means = |desk: &Desk, key: &str| for_key(&desk.session, key).map(|command| command.id);
    assert_eq!(rekey(&mut desk, "next", Some("z")), None);
    assert_eq!((means(&desk, "z"), means(&desk, "j")), (Some("next"), None));
    // The key that became free can be another's; then the first cannot have it back.
    assert_eq!(rekey(&mut desk, "repeat", Some("j")), None);
    let problem = rekey(&mut desk, "next", None).expect("its own key is taken");
    assert!(problem.contains("Repeat the last tags here"), "{problem}");
    desk.act(Action::ResetKeys);
    assert_eq!((means(&desk, "z"), means(&desk, "j"), means(&desk, ".")), (None, Some("next"), Some("repeat")));
}

#[test]
fn a_key_that_means_something_at_the_same_time_is_refused_by_name() {
    let mut desk = Desk::ready(&[TEXT]);
    let name = |id: &str| by_id(id).expect("it is there").name;
    assert!(rekey(&mut desk, "flag", Some("j")).is_some_and(|why| why.contains(name("next"))));
    assert!(rekey(&mut desk, "undo", Some("ArrowRight")).is_some_and(|why| why.contains(name("caret-on"))));
    assert!(rekey(&mut desk, "find", Some("Mod+t")).is_some_and(|why| why.contains("browser")));
    let label = desk.session.project().codebook.labels[3].clone();
    assert!(rekey(&mut desk, "undo", Some(&label.key.to_string())).is_some_and(|why| why.contains(&*label.name)));
    assert_eq!(rekey(&mut desk, "caret-on", Some("j")), None, "the caret moves while sentences do not");
    assert_eq!(rekey(&mut desk, "help", Some("Mod+h")), None);
}

#[test]
fn the_manual_lists_the_keys_as_they_are() {
    let page = &sources(&["docs/keys.md"], "md")[0].text;
    assert_eq!(*page, key_page(), "run `cargo xtask docs`");
}
