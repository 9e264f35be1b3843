//! The table of named things while articles come, go, move to other outlets and are corrected: always what a session
//! that begins with all of them makes.

use crate::plain_table;
use crate::random_project::Chance;
use crate::tagging::Desk;
use standpoint::app::session::Session;
use standpoint::app::update::{Action, NameChange};
use standpoint::edit::{Edit, History, Record};
use standpoint::find::analyze;
use standpoint::format;
use standpoint::model::{EntityKind, Project, Time};
use std::rc::Rc;

const NAMES: [&str; 6] = ["Ana Diaz", "Tom Reed", "Kyiv", "Berlin", "Diaz", "Paris"];

fn text(chance: &mut Chance) -> String {
    let sentences = (0..4).map(|_| {
        let names = [chance.of(&NAMES), chance.of(&NAMES)];
        format!("Yesterday {} talked about {} for {} hours.", names[0], names[1], chance.below(900))
    });
    sentences.collect::<Vec<_>>().join(" ")
}

fn check(desk: &Desk, when: &str) {
    let project = Project::clone(desk.session.project());
    let mut anew = Session::new(project, History::default(), desk.session.prefs().clone(), 1);
    let states = desk.session.articles().iter();
    let read = states.filter_map(|state| Some((state.article.id.clone(), state.document.clone()?))).collect();
    anew.update(Action::Analysed(read), Time(1));
    assert_eq!(desk.session.entity_table(), anew.entity_table(), "{when}");
    plain_table::check(&desk.session, when);
}

fn step(chance: &mut Chance, desk: &mut Desk) {
    let n_articles = desk.session.articles().len();
    match chance.below(8) {
        0 => {
            let article = format::article::read("pasted text", text(chance).as_bytes()).articles.remove(0);
            let edits = Edit::put(desk.session.project(), Record::Article(Rc::new(article))).into_iter().collect();
            desk.act(Action::Import { edits, label: "1 article".into(), problems: Vec::new() });
        }
        1 | 2 => {
            let unread = desk.session.articles().iter().filter(|state| state.document.is_none());
            let found = unread.map(|state| (state.article.id.clone(), Rc::new(analyze(&state.article.text)))).collect();
            desk.act(Action::Analysed(found));
        }
        3 | 4 => {
            let id = desk.session.articles()[chance.below(n_articles)].article.id.clone();
            desk.act(Action::OpenArticle(id));
            let outlet = chance.of(&["", "Northern Post", "Evening Courier"]).to_owned();
            desk.act(Action::SetDetails([String::new(), outlet, String::new(), String::new(), String::new()]));
        }
        5 => {
            let states: Vec<_> = desk.session.articles().iter().filter(|state| !state.mentions.is_empty()).collect();
            let Some(state) = states.get(chance.below(states.len().max(1))) else { return };
            let (id, mention) = (state.article.id.clone(), chance.of(&state.mentions));
            desk.act(Action::OpenArticle(id));
            desk.act(Action::OpenEntity(mention.entity, Some((desk.session.place().article_ix, mention.span))));
            desk.correct(if chance.one_in(2) { NameChange::Remove } else { NameChange::Retype(EntityKind::Event) });
            desk.act(Action::Close);
        }
        6 => drop(desk.act(Action::Command("outlet-blind"))),
        _ => desk.keys(&["Mod+z"]),
    }
}

#[test]
fn the_table_is_the_same_however_the_corpus_came_about() {
    for seed in 0..60 {
        let chance = &mut Chance(seed);
        let texts = [text(chance), text(chance), text(chance), text(chance), text(chance)];
        let mut desk = Desk::new(&texts.each_ref().map(String::as_str));
        desk.act(Action::SetCoder("Ana".into()));
        for nth in 0..20 {
            step(chance, &mut desk);
            if chance.one_in(2) {
                check(&desk, &format!("seed {seed}, step {nth}"));
            }
        }
        check(&desk, &format!("seed {seed}"));
    }
}

#[test]
fn an_article_moved_to_another_outlet_is_counted_there() {
    let set_outlet = |desk: &mut Desk, ix: usize, outlet: &str| {
        let id = desk.session.articles()[ix].article.id.clone();
        desk.act(Action::OpenArticle(id));
        let details = ["", outlet, "", "", ""].map(str::to_owned);
        desk.act(Action::SetDetails(details));
    };
    let mut desk = Desk::new(&["Ana Diaz left.", "Ana Diaz came.", "Tom Reed came.", "Tom Reed left."]);
    for outlet in ["Evening Courier", "Evening Courier", "Northern Post", "Northern Post"] {
        // The list is in the order of outlets, and those without one come first or last.
        let ix = desk.session.articles().iter().position(|state| state.article.outlet.is_empty());
        set_outlet(&mut desk, ix.expect("one is left"), outlet);
    }
    for ix in 0..4 {
        for outlet in ["Evening Courier", "Northern Post"] {
            check(&desk, "before");
            set_outlet(&mut desk, ix, outlet);
            check(&desk, &format!("article {ix} moved to {outlet}"));
            desk.keys(&["Mod+z"]);
        }
    }
}
