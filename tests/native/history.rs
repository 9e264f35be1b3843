//! The timeline: what it tells, the way back to any step, and that it stays small.

use crate::random_project::Chance;
use crate::tagging::{Desk, TEXT};
use standpoint::app::timeline::{N_SHOWN, go_back_to, name_step, steps};
use standpoint::app::update::{Action, Effect};
use standpoint::edit::{Edit, History, Record, STEPS_KEPT, Transaction, apply};
use standpoint::find::analyze;
use standpoint::format;
use standpoint::model::Project;
use std::rc::Rc;

fn persisted(desk: &Desk) -> Vec<Rc<Transaction>> {
    let of = |effect: &Effect| match effect {
        Effect::Persist(transaction) => Some(transaction.clone()),
        _ => None,
    };
    desk.persisted.iter().filter_map(of).collect()
}

#[test]
fn the_timeline_says_who_what_and_where_and_is_searched() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["1", "j", "r", "j", "3", "Escape", "Mod+z"]);
    let (all, n_steps) = steps(&desk.session, "", N_SHOWN);
    let told: Vec<(&str, &str)> = all.iter().take(3).map(|step| (&*step.what, &*step.who)).collect();
    assert_eq!(told, [("Undone: Positive, 2 sentences", "Ana"), ("Positive, 2 sentences", "Ana"), ("Negative", "Ana")]);
    assert!(all[2].whereabouts.ends_with(", sentence 1"), "{}", all[2].whereabouts);
    assert!(all[0].is_now && all[1..].iter().all(|step| !step.is_now));
    assert_eq!(n_steps, all.len());
    let (first, n_counted) = steps(&desk.session, "", 1);
    assert_eq!((&first[..], n_counted), (&all[..1], n_steps), "the others are counted");
    assert_eq!(steps(&desk.session, "ana positive", N_SHOWN).1, 2);
    assert_eq!(steps(&desk.session, "nobody", N_SHOWN).1, 0);
}

#[test]
fn going_back_is_one_step_that_undo_takes_back() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["1", "a"]);
    let then = desk.session.project().clone();
    let id = desk.session.latest_step().1.expect("something happened");
    desk.keys(&["3", "j", "!", "c"]);
    desk.act(Action::SaveComment("why".into()));
    desk.act(Action::SetDetails(["Dam".into(), "Post".into(), "".into(), "".into(), "".into()]));
    let now = desk.session.project().clone();
    desk.act(go_back_to(id.clone()));
    assert_eq!(desk.session.project(), &then);
    desk.keys(&["Mod+z"]);
    assert_eq!(desk.session.project(), &now);
    desk.keys(&["Mod+Shift+z"]);
    assert_eq!(desk.session.project(), &then);
    desk.act(go_back_to(id));
    assert_eq!(&*desk.session.announcement().text, "Nothing is different since then");
    desk.act(go_back_to("nowhere".into()));
    assert_eq!(&*desk.session.announcement().text, "That step is no longer kept");
}

fn import(desk: &mut Desk, text: &str) {
    let article = Rc::new(format::article::read("pasted text", text.as_bytes()).articles.remove(0));
    let read = vec![(article.id.clone(), Rc::new(analyze(&article.text)))];
    let edits = Edit::put(desk.session.project(), Record::Article(article)).into_iter().collect();
    desk.act(Action::Import { edits, label: "1 article".into(), problems: Vec::new() });
    desk.act(Action::Analysed(read));
}

/// Ana goes back over what Ben tagged at the same browser: it is his, and stays with all it needs.
#[test]
fn going_back_takes_back_nothing_that_another_coder_tagged() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["1"]);
    let id = desk.session.latest_step().1.expect("something happened");
    desk.keys(&["j", "2"]);
    import(&mut desk, "One is here. Two is here.");
    import(&mut desk, "Three is here.");
    let ana = desk.session.coder().cloned();
    desk.act(Action::SetCoder("Ben".into()));
    let n_layers = |desk: &Desk| desk.session.project().layers.len();
    let before = n_layers(&desk);
    let one = desk.session.articles().iter().find(|state| state.article.text.starts_with("One"));
    desk.act(Action::OpenArticle(one.expect("it came in").article.id.clone()));
    desk.keys(&["3"]);
    assert_eq!(n_layers(&desk), before + 1);
    let (bens, his_article) = {
        let layers = &desk.session.project().layers;
        let ((_, article), layer) = layers.iter().find(|((by, _), _)| Some(by) != ana.as_ref()).expect("Ben's layer");
        (layer.clone(), article.clone())
    };
    desk.act(Action::SetCoder("Ana".into()));
    desk.act(go_back_to(id));
    let project = desk.session.project();
    assert_eq!(
        project.layers.iter().find(|((by, _), _)| Some(by) != ana.as_ref()).map(|(_, layer)| layer),
        Some(&bens)
    );
    assert!(project.articles.contains_key(&his_article), "his tags have their text");
    assert_eq!(project.articles.len(), 2, "the other article that came since went");
    let mine: Vec<usize> =
        project.layers.iter().filter(|((by, _), _)| Some(by) == ana.as_ref()).map(|(_, layer)| layer.len()).collect();
    assert_eq!(mine, [1], "one's own second tag is taken back");
}

#[test]
fn a_point_gets_a_name_that_going_back_leaves_alone_and_the_file_keeps() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["1"]);
    let id = desk.session.latest_step().1.expect("something happened");
    desk.keys(&["j", "2"]);
    desk.act(name_step(id.clone(), " Pilot done ".into()));
    assert_eq!(&*desk.session.announcement().text, "Named: Pilot done");
    let (found, n_steps) = steps(&desk.session, "pilot negative", N_SHOWN);
    assert_eq!((n_steps, &*found[0].name, &*found[0].what), (1, "Pilot done", "Negative"));
    desk.act(go_back_to(id.clone()));
    assert_eq!(desk.spoken(1), "");
    assert_eq!(steps(&desk.session, "pilot negative", N_SHOWN).1, 1);
    assert!(desk.session.project().extra.contains("\"snapshots\":{"));
    desk.act(name_step(id, "".into()));
    assert_eq!(steps(&desk.session, "pilot negative", N_SHOWN).1, 0);
    assert_eq!(&*desk.session.project().extra, "");
}

/// From any state back to any step, by any steps between, undos and redos among them.
#[test]
fn going_back_gives_the_project_as_it_was_and_undo_the_project_before() {
    const KEYS: [&str; 14] = ["1", "2", "f", "a", "j", "k", "!", ".", "r", "Escape", "Mod+z", "Mod+z", "Mod+y", "]"];
    for seed in 0..40 {
        let mut chance = Chance(seed);
        let mut desk = Desk::ready(&[TEXT, "One is here. Two is here."]);
        let mut was = Vec::new();
        for _ in 0..40 {
            desk.keys(&[chance.of(&KEYS)]);
            was.push((desk.session.latest_step().1.expect("something happened"), desk.session.project().clone()));
        }
        for _ in 0..4 {
            let (id, project) = chance.of(&was);
            let now = desk.session.project().clone();
            desk.act(go_back_to(id));
            assert_eq!(desk.session.project(), &project, "seed {seed}");
            if now != project {
                desk.keys(&["Mod+z"]);
                assert_eq!(desk.session.project(), &now, "seed {seed}");
            }
        }
    }
}

/// A journal whose beginning was trimmed, replayed: what can be undone and redone then fits the project.
#[test]
fn undo_and_redo_fit_after_the_journal_was_trimmed() {
    let mut desk = Desk::ready(&[TEXT]);
    desk.keys(&["1", "2", "3", "1", "2", "Mod+z", "Mod+z", "Mod+z"]);
    let journal = persisted(&desk);
    for n_trimmed in 0..journal.len() {
        let mut history = History::default();
        journal[n_trimmed..].iter().for_each(|transaction| history.record(transaction));
        let project: Project = (**desk.session.project()).clone();
        if let Some(step) = history.to_redo() {
            assert!(apply(&project, step).is_ok(), "{n_trimmed} trimmed");
        }
        if let Some(step) = history.to_undo() {
            let back = Transaction { edits: step.inverse_edits(), ..(**step).clone() };
            assert!(apply(&project, &back).is_ok(), "{n_trimmed} trimmed");
        }
    }
}

#[test]
fn only_the_latest_steps_are_kept() {
    let mut desk = Desk::ready(&[TEXT]);
    for _ in 0..STEPS_KEPT {
        desk.keys(&["1", "2"]);
    }
    assert_eq!(desk.session.latest_step().0, STEPS_KEPT);
    let before = desk.session.project().clone();
    for _ in 0..STEPS_KEPT / 2 {
        desk.keys(&["Mod+z"]);
    }
    for _ in 0..STEPS_KEPT / 2 {
        desk.keys(&["Mod+y"]);
    }
    assert_eq!(desk.session.project(), &before);
}
