//! Changing the codebook: each step taken back leaves no trace, no tag is rewritten by itself, and every tag that a
//! change of meaning touches waits until it is decided.

use crate::coders::Seat;
use crate::random_project::{Chance, all, project, transaction, with};
use standpoint::app::codebook::recode::{Decision, n_waiting, queue};
use standpoint::app::codebook::step::apply_step;
use standpoint::app::codebook::{BookStep, Field, List, Way, edit, settle};
use standpoint::app::prefs::Prefs;
use standpoint::app::save::SaveState;
use standpoint::app::session::Session;
use standpoint::app::update::Action;
use standpoint::edit::{Cause, Edit, History, Record, apply};
use standpoint::format;
use standpoint::model::*;
use std::rc::Rc;

const N_CASES: u64 = 40;

fn codes(book: &Codebook) -> Vec<Code> {
    let sentiment = book.sentiment.values.iter().cloned().map(Code::Sentiment);
    let positions = book.positions.iter().cloned().map(Code::Position);
    let targets = book.targets.iter().map(|target| Code::Concept(target.id.clone()));
    let labels = book.labels.iter().map(|label| Code::Label(label.id.clone()));
    let variables = book.variables.iter().map(|variable| Code::Variable(variable.id.clone()));
    let mut codes: Vec<Code> = sentiment.chain(positions).chain(targets).chain(labels).chain(variables).collect();
    for variable in &book.variables {
        let values = variable.scale.iter().flat_map(|scale| &scale.values);
        codes.extend(values.map(|value| Code::Value(variable.id.clone(), value.clone())));
    }
    codes
}

fn step(chance: &mut Chance, book: &Codebook) -> BookStep {
    let all = codes(book);
    let code = chance.of(&all);
    let name = || format!("Name {}", all.len());
    match chance.below(10) {
        0 => BookStep::Add(chance.of(&[List::Sentiment, List::Targets, List::Labels, List::Variables]), name().into()),
        1 => BookStep::Set(code, Field::Name, chance.of(&["Other", "blame", "Opinion", " "]).into()),
        2 => {
            let fields =
                [Field::Guideline, Field::Group, Field::Key, Field::Hue, Field::Parent, Field::Kind, Field::Unit];
            BookStep::Set(code, chance.of(&fields), chance.of(&["x", "3", "l:blame", "text", "article", ""]).into())
        }
        3 => BookStep::Move(code, chance.of(&[Way::Up, Way::Down])),
        4 => BookStep::Remove(code),
        5 => BookStep::Merge(code, chance.of(&all)),
        6 => BookStep::Split(code, name().into()),
        7 => BookStep::Recheck(code),
        8 => BookStep::Guidelines(name().into()),
        _ => BookStep::Replace(Rc::new(chance.of(&format::codebook::all_bundled().collect::<Vec<_>>()))),
    }
}

/// What must hold of any codebook.
fn check(book: &Codebook) {
    assert!((2..=7).contains(&book.sentiment.values.len()));
    assert!((1..=4).contains(&book.positions.len()));
    let all = codes(book);
    assert!((1..all.len()).all(|ix| !all[..ix].contains(&all[ix])), "each code once: {all:?}");
    for label in &book.labels {
        let parent = label.parent.as_ref().map(|id| book.label(id).expect("a parent is there"));
        assert!(parent.is_none_or(|parent| parent.parent.is_none()), "one level: {label:?}");
    }
    assert_eq!(
        format::codebook::read(&format::codebook::write(book)).as_ref(),
        Ok(book),
        "it comes back from its file"
    );
}

#[test]
fn every_step_makes_a_sound_codebook_of_a_new_version_and_undoes_without_a_trace() {
    for seed in 0..N_CASES {
        let chance = &mut Chance(seed);
        let mut project = project(chance, 25);
        for _ in 0..25 {
            let step = step(chance, &project.codebook);
            let Ok(changed) = apply_step(&project, &step) else { continue };
            if changed.codebook == *project.codebook {
                continue;
            }
            assert!(changed.codebook.version > project.codebook.version, "seed {seed}: {step:?}");
            check(&changed.codebook);
            let edits: Vec<Edit> =
                Edit::put(&project, Record::Codebook(Rc::new(changed.codebook))).into_iter().collect();
            let done = transaction("t", edits, Cause::Do);
            let (after, _) = apply(&project, &done).expect("it fits");
            assert_eq!(after.layers, project.layers, "seed {seed}: no tag is touched by {step:?}");
            assert_eq!(with(&after, done.inverse_edits()), project, "seed {seed}: {step:?}");
            project = after;
        }
    }
}

/// A session on a project in which Ana tags.
fn session(project: Project) -> Session {
    let prefs = Prefs { coder: Some(CoderId::new("c:ana")), ..Prefs::default() };
    let mut session = Session::new(project, History::default(), prefs, 7);
    session.update(Action::Saving(SaveState::Saved { at: None }), Time(0));
    session
}

/// Two coders change the codebook and tag by turns, and take steps back and do them again in any order.
#[test]
fn steps_of_two_coders_along_the_history_leave_a_sound_codebook_and_no_tag_without_its_code() {
    let (mut n_undone, mut n_stay) = (0, 0);
    for seed in 0..N_CASES {
        let chance = &mut Chance(seed);
        let mut seat = Seat::at(&["The dam is old. Rain fell all day.", "Greens oppose it. Tom Reed left."]);
        for name in ["Ana", "Ben"] {
            seat.act(Action::SetCoder(name.into()));
        }
        for at in 0..60 {
            seat.act(Action::SetCoder(chance.of(&["Ana", "Ben"]).into()));
            let before = seat.session.project().clone();
            match chance.below(6) {
                0 | 1 => drop(seat.act(edit(step(chance, &before.codebook)))),
                2 => seat.keys(&[chance.of(&["1", "2", "4", "7"]), chance.of(&["j", "k", "]"])]),
                3 => seat.keys(&[chance.of(&["Shift+y", "Shift+l", "f"])]),
                4 => seat.keys(&["Mod+Shift+z"]),
                _ => {
                    seat.keys(&["Mod+z"]);
                    let said = &seat.session.announcement().text;
                    n_undone += usize::from(*seat.session.project() != before);
                    n_stay += usize::from(said.contains("stays, since"));
                }
            }
            seat.act(Action::Close);
            let project = seat.session.project();
            let misfit = seat.session.notices().iter().find(|notice| notice.contains("did not fit"));
            assert_eq!(misfit, None, "seed {seed}, step {at}");
            check(&project.codebook);
            let known = codes(&project.codebook);
            for tag in all(project) {
                let Body::Sentiment(value) = &tag.body else { continue };
                let code = Code::Sentiment(value.clone());
                let is_waiting = project.codebook.revisions.iter().any(|r| r.code == code && r.version > tag.codebook);
                assert!(known.contains(&code) || is_waiting, "seed {seed}, step {at}: {value} is nobody's");
            }
        }
    }
    assert!(n_undone > 100 && n_stay > 5, "{n_undone}, {n_stay}");
}

#[test]
fn what_a_change_touches_waits_until_it_is_decided_and_every_decision_undoes() {
    let ana = CoderId::new("c:ana");
    for seed in 0..N_CASES {
        let chance = &mut Chance(seed);
        let mut session = session(project(chance, 40));
        for at in 0..12 {
            let now = Time(1_800_000_000_000 + at);
            let before = session.project().clone();
            let waited = n_waiting(&before, Some(&ana));
            let step = step(chance, &before.codebook);
            session.update(edit(step.clone()), now);
            if let BookStep::Recheck(code) = &step {
                let concerned = |a: &&Rc<Annotation>| code.is_in(&a.body) && a.coder == ana;
                let n_said = all(&before).filter(concerned).count();
                assert!(n_waiting(session.project(), Some(&ana)).0 >= n_said, "seed {seed}: {step:?}");
            }
            let others = n_waiting(session.project(), Some(&ana)).1;
            assert!(others >= waited.1 || matches!(step, BookStep::Replace(_)), "seed {seed}: {step:?}");

            let Some(first) = queue(session.project(), &ana).into_iter().next() else { continue };
            let choices = standpoint::app::codebook::recode::choices(&session.project().codebook, &first.revision);
            let say = choices.first().cloned().map_or(Decision::Keep, Decision::Say);
            let decision = chance.of(&[Decision::Keep, Decision::Remove, say]);
            let annotation = chance.one_in(2).then(|| first.annotations[0].id.clone());
            let before = session.project().clone();
            let n_before = n_waiting(&before, Some(&ana));
            session.update(settle(first.revision, annotation, decision), now);
            let after = session.project().clone();
            if *after == *before {
                continue;
            }
            assert_eq!(n_waiting(&after, Some(&ana)).1, n_before.1, "seed {seed}: others decide themselves");
            let theirs = |project: &Project| all(project).filter(|a| a.coder != ana).cloned().collect::<Vec<_>>();
            assert_eq!(theirs(&after), theirs(&before), "seed {seed}");
            session.update(Action::Command("undo"), now);
            assert_eq!(**session.project(), *before, "seed {seed}: a decision taken back");
            session.update(Action::Command("redo"), now);
            assert_eq!(**session.project(), *after, "seed {seed}: and made again");
        }
        // Keeping all that waits empties the queue.
        for _ in 0..200 {
            let Some(first) = queue(session.project(), &ana).into_iter().next() else { break };
            let keep = settle(first.revision, None, Decision::Keep);
            session.update(keep, Time(1_900_000_000_000));
        }
        assert_eq!(queue(session.project(), &ana), [], "seed {seed}");
    }
}

#[test]
fn a_merge_offers_what_it_was_merged_into_and_a_respelling_asks_nothing() {
    let chance = &mut Chance(3);
    let mut base = project(chance, 0);
    base.codebook = Rc::new(format::codebook::bundled());
    let article = base.articles.values().next().expect("there is one").clone();
    let ana = CoderId::new("c:ana");
    let blame = Code::Label(LabelId::new("l:blame"));
    let opinion = Code::Label(LabelId::new("l:opinion"));
    let tag = first_tag(&article.id, &ana, Body::Span(LabelId::new("l:blame")));
    crate::random_project::insert(&mut base, tag.clone());
    let mut session = session(base);
    let act = |session: &mut Session, action| session.update(action, Time(9));

    act(&mut session, edit(BookStep::Set(blame.clone(), Field::Name, "Blaming".into())));
    assert_eq!(n_waiting(session.project(), Some(&ana)).0, 1, "another word may mean something else");
    act(&mut session, Action::Command("undo"));
    act(&mut session, edit(BookStep::Set(blame.clone(), Field::Name, "Blame.".into())));
    assert_eq!(n_waiting(session.project(), Some(&ana)).0, 0, "a full stop means nothing");

    act(&mut session, edit(BookStep::Merge(blame, opinion.clone())));
    let waiting = queue(session.project(), &ana);
    let choices = standpoint::app::codebook::recode::choices(&session.project().codebook, &waiting[0].revision);
    assert_eq!(choices[0], opinion);
    let recode = settle(waiting[0].revision.clone(), Some(tag.id.clone()), Decision::Say(opinion));
    act(&mut session, recode);
    let now: Vec<Rc<Annotation>> = all(session.project()).cloned().collect();
    assert_eq!(now[0].body, Body::Span(LabelId::new("l:opinion")));
    assert_eq!(now[0].codebook, session.project().codebook.version);
    assert_eq!(queue(session.project(), &ana), []);
}

/// A tag of the first version of the codebook.
fn first_tag(article: &ArticleId, coder: &CoderId, body: Body) -> Annotation {
    Annotation {
        id: AnnotationId::new("a:1"),
        article: article.clone(),
        span: standpoint::text::Span::new(0, 1),
        body,
        coder: coder.clone(),
        created: Time(1),
        modified: Time(1),
        codebook: 1,
        origin: Origin::Manual,
        sight: Sight::Open,
        extra: "".into(),
    }
}

#[test]
fn a_tag_whose_code_changed_twice_waits_for_the_last_change_and_keeps_waiting_for_its_other_code() {
    let ana = CoderId::new("c:ana");
    let mut base = project(&mut Chance(3), 0);
    base.codebook = Rc::new(format::codebook::bundled());
    let article = base.articles.values().next().expect("there is one").clone();
    let peace = ConceptId::new("t:ceasefire");
    let stance =
        Body::Stance { holder: Holder::Outlet, target: Target::Concept(peace.clone()), position: "favor".into() };
    let tag = first_tag(&article.id, &ana, stance);
    crate::random_project::insert(&mut base, tag);
    let mut session = session(base);
    let target = Code::Concept(peace);
    for step in [
        BookStep::Set(target.clone(), Field::Name, "Truce".into()),
        BookStep::Recheck(Code::Position("favor".into())),
        BookStep::Remove(target),
    ] {
        session.update(edit(step), Time(2));
    }
    let mut asked = Vec::new();
    while let Some(waiting) = queue(session.project(), &ana).into_iter().next() {
        asked.push((waiting.revision.kind, waiting.revision.version));
        let keep = settle(waiting.revision, None, Decision::Keep);
        session.update(keep, Time(3));
        assert!(asked.len() < 9, "{asked:?}");
    }
    assert_eq!(asked, [(RevisionKind::Redefined, 3), (RevisionKind::Removed, 4)]);
}

#[test]
fn a_refused_step_says_why_and_changes_nothing() {
    let mut session = session(project(&mut Chance(1), 5));
    let before = session.project().clone();
    let label = Code::Label(session.project().codebook.labels[0].id.clone());
    for (step, why) in [
        (BookStep::Add(List::Labels, "opinion".into()), "There is a opinion in this list already"),
        (BookStep::Add(List::Labels, " ".into()), "Please type a name"),
        (BookStep::Set(label.clone(), Field::Key, "o".into()), "o is the key of Opinion already"),
        (BookStep::Set(label, Field::Key, "oo".into()), "A key is one letter"),
        (BookStep::Add(List::Positions, "Fifth".into()), "There are four positions at most"),
    ] {
        session.update(edit(step), Time(1));
        let said = session.notices().last().expect("it says why").to_string();
        assert!(said.starts_with(why), "{said}");
    }
    assert_eq!(*session.project(), before);
}

#[test]
fn what_went_with_a_codebook_keeps_its_name_and_is_no_target_any_more() {
    let ana = CoderId::new("c:ana");
    let mut base = project(&mut Chance(3), 0);
    base.codebook = Rc::new(format::codebook::bundled());
    let article = base.articles.values().next().expect("there is one").clone();
    let target = Target::Concept(ConceptId::new("t:ceasefire"));
    let stance = Body::Stance { holder: Holder::Outlet, target: target.clone(), position: "favor".into() };
    crate::random_project::insert(&mut base, first_tag(&article.id, &ana, stance));
    let label = Body::Span(LabelId::new("l:loaded-language"));
    let label = Annotation { id: AnnotationId::new("a:2"), ..first_tag(&article.id, &ana, label) };
    crate::random_project::insert(&mut base, label);
    let mut session = session(base);
    assert_eq!(session.target(), Some(&target), "that of the latest stance");
    let other = format::codebook::all_bundled().find(|book| book.name.contains("frames")).expect("it is bundled");
    session.update(edit(BookStep::Replace(Rc::new(other))), Time(2));
    let said: Vec<String> = queue(session.project(), &ana)
        .iter()
        .flat_map(|waiting| &waiting.annotations)
        .map(|tag| {
            standpoint::app::codebook::recode::said(&session.project().codebook, &tag.body, |holder, target| {
                target.map_or_else(|| session.holder_name(0, holder), |target| session.target_name(target))
            })
        })
        .collect();
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].ends_with("favor Ceasefire"), "{said:?}");
    assert_eq!(said[1], "Loaded language");
    assert_eq!(session.target(), None, "nothing that can be chosen");
    session.update(Action::Command("undo"), Time(3));
    assert_eq!(&*session.target_name(&target), "Ceasefire");
}

#[test]
fn tags_that_the_codebook_has_no_longer_are_not_repeated() {
    let mut desk = crate::tagging::Desk::ready(&["Rain fell. Snow fell. Hail fell."]);
    let ceasefire = ConceptId::new("t:ceasefire");
    let target = Target::Concept(ceasefire.clone());
    desk.act(Action::ChooseTarget { target, then_position: None });
    desk.keys(&["1", "f"]);
    desk.act(edit(BookStep::Remove(Code::Concept(ceasefire))));
    assert!(matches!(desk.session.target(), Some(Target::Entity(_))), "the one before: {:?}", desk.session.target());
    desk.keys(&["j", "."]);
    assert_eq!(desk.spoken(1), "Negative", "not the stance");
}

#[test]
fn a_digit_with_shift_decides_about_all() {
    use standpoint::app::codebook::recode::{decision_of, decisions};
    let book = format::codebook::bundled();
    let (code, name) = (Code::Label(LabelId::new("l:blame")), "Blame".into());
    let revision = Revision { version: 2, kind: RevisionKind::Redefined, code, name, into: vec![], extra: "".into() };
    let all = decisions(&book, &revision);
    let keys: Vec<&str> = all.iter().map(|(key, _)| &**key).collect();
    assert_eq!(keys, ["k", "1", "2", "3", "4", "5", "6", "7", "x"], "one for each other label");
    let say = |id: &str| Decision::Say(Code::Label(LabelId::new(id)));
    for (key, place, is_shift, decided) in [
        ("k", "KeyK", false, Some((Decision::Keep, false))),
        ("K", "KeyK", true, Some((Decision::Keep, true))),
        ("X", "KeyX", true, Some((Decision::Remove, true))),
        ("2", "Digit2", false, Some((say("l:factual-claim"), false))),
        // On an American and on a German keyboard.
        ("@", "Digit2", true, Some((say("l:factual-claim"), true))),
        ("\"", "Digit2", true, Some((say("l:factual-claim"), true))),
        ("2", "Numpad2", false, Some((say("l:factual-claim"), false))),
        ("8", "Digit8", false, None),
        ("", "", false, None),
    ] {
        let found = decision_of(&all, key, place, is_shift).map(|(decision, is_all)| (decision.clone(), is_all));
        assert_eq!(found, decided, "{key} {place}");
    }
}

#[test]
fn numbers_and_free_text_have_no_list_of_answers() {
    let mut session = session(project(&mut Chance(1), 0));
    let act = |session: &mut Session, action| session.update(action, Time(2));
    act(&mut session, edit(BookStep::Add(List::Variables, "How many".into())));
    let id = session.project().codebook.variables.last().expect("it was added").id.clone();
    let scale = |session: &Session| session.project().codebook.variable(&id).expect("it is there").scale.clone();
    let kind = |kind: &str| edit(BookStep::Set(Code::Variable(id.clone()), Field::Kind, kind.into()));
    let values = |session: &Session| scale(session).map(|scale| scale.values.len());
    assert_eq!(values(&session), Some(2), "yes and no");
    act(&mut session, kind("ordinal"));
    assert_eq!(values(&session), Some(2), "in order they are answers too");
    act(&mut session, kind("interval"));
    assert_eq!(scale(&session), Some(Scale { kind: ScaleKind::Interval, ..Scale::default() }));
    act(&mut session, Action::Command("undo"));
    assert_eq!(values(&session), Some(2));
    act(&mut session, kind("text"));
    assert_eq!(scale(&session), None);
}

#[test]
fn a_letter_of_a_command_is_no_labels() {
    let mut session = session(Project { codebook: Rc::new(format::codebook::bundled()), ..Project::default() });
    let opinion = LabelId::new("l:opinion");
    let act = |session: &mut Session, action| session.update(action, Time(2));
    let key = |session: &Session| session.project().codebook.label(&opinion).expect("it is there").key;
    act(&mut session, Action::Rekey("caret-grow", Some("w".into())));
    act(&mut session, edit(BookStep::Set(Code::Label(opinion.clone()), Field::Key, " W ".into())));
    assert_eq!(key(&session), 'o');
    assert_eq!(*session.notices(), ["w is the key of “Extend to the next word” already".into()]);
    act(&mut session, edit(BookStep::Add(List::Labels, "Www".into())));
    let added = session.project().codebook.labels.last().expect("it was added").clone();
    assert_eq!((&*added.name, added.key), ("Www", 'a'), "not w");
    act(&mut session, Action::Rekey("caret-grow", None));
    act(&mut session, edit(BookStep::Set(Code::Label(opinion.clone()), Field::Key, "w".into())));
    assert_eq!(key(&session), 'w');
}
