//! Outlet-blind coding where several things meet: articles whose order tells nothing, files of other coders, decisions
//! about tags of locked articles.

use crate::coders::{Seat, blind_seat, shown};
use standpoint::app::blind::merging_label;
use standpoint::app::codebook::recode::{Decision, n_shown, queue};
use standpoint::app::codebook::{BookStep, edit, settle};
use standpoint::app::timeline;
use standpoint::app::update::Action;
use standpoint::edit::Edit;
use standpoint::format;
use standpoint::format::project::{Facts, merge_with_account, read, write};
use standpoint::model::{Annotation, Body, Code, Sight, Time};
use std::rc::Rc;

#[test]
fn names_stay_with_their_articles_when_hidden_outlets_change_the_order() {
    let texts = ["“No,” Tom Reed said.", "“Yes,” Ana Diaz said.", "“Why?” Ida Moss said.", "“How?” Max Lund said."];
    let outlets = ["Post", "Herald", "Times", "Globe"];
    let mut articles = texts.map(|text| format::article::read("a.txt", text.as_bytes()).articles).concat();
    articles.iter_mut().zip(outlets).for_each(|(article, outlet)| article.outlet = outlet.into());
    let mut seat = Seat::with(articles);
    let order =
        |seat: &Seat| -> Vec<_> { seat.session.articles().iter().map(|state| state.article.id.clone()).collect() };
    let before = order(&seat);
    seat.act(Action::Command("outlet-blind"));
    assert_ne!(order(&seat), before, "otherwise this tests nothing");
    for (ix, id) in order(&seat).into_iter().enumerate() {
        seat.act(Action::OpenArticle(id));
        let name = seat.session.holder_name(ix, &seat.session.proposed_holder());
        let text = &seat.session.article().expect("it is open").article.text;
        assert!(text.contains(&*name), "{name} in {text}");
    }
}

/// Ana's project as a file, in which she tagged and locked the article of a blind project.
fn anas_file() -> String {
    let mut ana = blind_seat();
    ana.keys(&["1", "Shift+l"]);
    let facts = Facts { version: "1", engine: 1, exported: Time(0), sentences: &|_| Vec::new(), entities: &|_| None };
    write(ana.session.project(), &facts)
}

fn edits_of(seat: &Seat, file: &str) -> Vec<Edit> {
    let (parts, _) = read("rt-ana.json", file.as_bytes()).expect("it opens");
    merge_with_account(seat.session.project(), &parts).0
}

#[test]
fn a_colleagues_file_opened_blind_tells_neither_outlets_nor_tags() {
    let file = anas_file();
    let names = ["rt-ana.json".to_owned()];
    // Who has given no name yet is not taken for Ana, who may see the outlet; who has one sees their own tags.
    for name in ["", "Ben"] {
        let mut seat = Seat::at(&[]);
        if !name.is_empty() {
            seat.act(Action::SetCoder(name.into()));
        }
        let edits = edits_of(&seat, &file);
        let label = merging_label(&seat.session, &edits, &names);
        assert_eq!(label, "1 project file", "the file itself says that outlets are hidden");
        seat.act(Action::Import { edits, label: label.into(), problems: Vec::new() });
        seat.read();
        assert_eq!(seat.session.coder().map_or("", |id| id.as_str()), if name.is_empty() { "" } else { "c:ben" });
        assert_eq!(seat.session.sight(0), Sight::OutletBlind);
        assert!(!shown(&seat).contains("RT"), "{}", shown(&seat));
        assert_eq!((seat.spoken(0), seat.session.articles()[0].n_tagged()), (String::new(), 0));
        let value = Code::Sentiment(seat.session.project().codebook.sentiment.values[0].clone());
        assert_eq!(n_shown(&seat.session, &value), 0, "how often others said it is theirs too");
        let told = format!("{:?} {:?}", timeline::steps(&seat.session, "", 50), seat.session.undo_label());
        assert!(!told.to_lowercase().contains("rt-ana") && !told.contains("RT"), "{told}");
        seat.keys(&["Shift+w"]);
        assert_eq!(n_shown(&seat.session, &value), 1, "whoever asks for all layers sees all");
        assert_eq!(merging_label(&seat.session, &[], &names), "1 project file");
        seat.act(Action::Command("outlet-blind"));
        assert_eq!(merging_label(&seat.session, &[], &names), "project file rt-ana.json");
    }
}

#[test]
fn a_decision_about_a_tag_of_a_locked_article_holds_is_told_and_is_not_blind() {
    let decided = |decision: fn(Code) -> Decision, is_locked_before: bool| {
        let mut seat = blind_seat();
        seat.keys(&["1"]);
        if is_locked_before {
            seat.keys(&["Shift+l"]);
        }
        let scale = seat.session.project().codebook.sentiment.values.clone();
        seat.act(edit(BookStep::Recheck(Code::Sentiment(scale[0].clone()))));
        let coder = seat.session.coder().expect("Ana").clone();
        let waiting = queue(seat.session.project(), &coder).remove(0);
        seat.act(settle(waiting.revision, None, decision(Code::Sentiment(scale[1].clone()))));
        assert_eq!(queue(seat.session.project(), &coder), []);
        assert_eq!(seat.session.articles()[0].is_locked(), is_locked_before, "the lock stays");
        let layers = seat.session.project().layers.values().flat_map(|layer| layer.values());
        let tag: Option<Rc<Annotation>> = layers.into_iter().find(|a| matches!(a.body, Body::Sentiment(_))).cloned();
        let is_as_it_was = tag.as_ref().map(|tag| tag.body == Body::Sentiment(scale[0].clone()));
        (seat.session.undo_label().unwrap_or_default().to_owned(), is_as_it_was, tag.map(|tag| tag.sight))
    };
    let label = |what: &str| what.to_owned();
    let locked = decided(Decision::Say, true);
    assert_eq!(locked, (label("Changed to neutral: 1 tag, all in locked articles"), Some(false), Some(Sight::Open)));
    let open = decided(Decision::Say, false);
    assert_eq!(open, (label("Changed to neutral: 1 tag"), Some(false), Some(Sight::OutletBlind)));
    let kept = decided(|_| Decision::Keep, true);
    assert_eq!(kept, (label("Kept: 1 tag"), Some(true), Some(Sight::OutletBlind)), "it says what it said blind");
    let gone = decided(|_| Decision::Remove, true);
    assert_eq!(gone, (label("Removed: 1 tag, all in locked articles"), None, None));
}
