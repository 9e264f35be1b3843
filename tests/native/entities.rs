//! Named things put right in the whole corpus: each step changes every article and is taken back whole.

use crate::plain_table;
use crate::random_project::Chance;
use crate::tagging::Desk;
use standpoint::app::choosing;
use standpoint::app::entities_view::{EntityAction, EntitySort, act};
use standpoint::app::panel::{EntityPanel, Panel, Scope};
use standpoint::app::session::Session;
use standpoint::app::update::{Action, NameChange};
use standpoint::edit::History;
use standpoint::format::project::{ReadProject, merge};
use standpoint::model::{Annotation, Body, EntityId, EntityKind, Holder, Project, Standing, Target, Time};
use std::rc::Rc;

const TEXTS: [&str; 3] = [
    "Ana Diaz flew to Kiev on Friday. Kiev is the capital of Ukraine. Ana Diaz stayed in Kiev.",
    "Kyiv is the capital of Ukraine. Tom Reed met Ana Diaz in Kyiv. Berlin is far from Kyiv.",
    "Tom Reed likes Berlin. Tom Reed went to Berlin by train and Ana Diaz to Paris.",
];

fn desk() -> Desk {
    let mut desk = Desk::new(&TEXTS);
    desk.act(Action::SetCoder("Ana".into()));
    desk
}

fn do_in_view(desk: &mut Desk, actions: impl IntoIterator<Item = EntityAction>) {
    for action in actions {
        desk.act(act(action));
    }
}

/// Merges the marked names or takes the chosen forms out, as the keys do, and comes back to the text.
fn command_in_view(desk: &mut Desk, id: &'static str) {
    desk.act(Action::Command("view-entities"));
    desk.act(Action::Command(id));
    desk.act(Action::Command("view-tag"));
}

/// The entity whose form this is.
fn id_of(desk: &Desk, form: &str) -> EntityId {
    let table = desk.session.entity_table();
    let row = table.rows.iter().find(|row| row.forms.iter().any(|known| *known.form == *form));
    row.unwrap_or_else(|| panic!("{form} names something")).id.clone()
}

fn forms(desk: &Desk, id: &EntityId) -> Vec<(String, u32)> {
    let table = desk.session.entity_table();
    let forms = table.row(id).map(|row| row.forms.as_slice()).unwrap_or_default();
    forms.iter().map(|form| (form.form.to_string(), form.counts.total())).collect()
}

fn n(desk: &Desk, id: &EntityId) -> u32 {
    desk.session.entities().n_mentions(id)
}

/// The session's own idea of names, for comparing states that should be one.
fn shown(Desk { session, .. }: &Desk) -> Vec<String> {
    shown_in(session)
}

fn shown_in(session: &Session) -> Vec<String> {
    let mentions = session.articles().iter().flat_map(|state| state.mentions.iter().map(|m| format!("{m:?}")));
    let rows = session.entity_table().rows.iter().map(|row| format!("{row:?}")).collect::<Vec<_>>();
    let counts =
        session.entities().iter().map(|(id, info)| format!("{id} {info:?} {}", session.entities().n_mentions(id)));
    mentions.chain(rows).chain(counts).collect()
}

/// What a page shows that begins with the desk's project.
fn shown_anew(desk: &Desk) -> Vec<String> {
    let project = Project::clone(desk.session.project());
    let mut session = Session::new(project, History::default(), desk.session.prefs().clone(), 1);
    let read =
        desk.session.articles().iter().filter_map(|state| Some((state.article.id.clone(), state.document.clone()?)));
    session.update(Action::Analysed(read.collect()), Time(1));
    shown_in(&session)
}

/// Two spellings that the engine may keep apart, made two for the tests that part or merge them.
fn kiev_and_berlin(desk: &Desk) -> (EntityId, EntityId) {
    (id_of(desk, "Kiev"), id_of(desk, "Berlin"))
}

#[test]
fn merging_is_one_step_over_all_articles_and_stances_follow_without_being_rewritten() {
    let mut desk = desk();
    let (tom, berlin) = (id_of(&desk, "Tom Reed"), id_of(&desk, "Berlin"));
    desk.act(Action::ChooseTarget { target: Target::Entity(berlin.clone()), then_position: None });
    desk.keys(&["f"]);
    let before = desk.session.project().clone();
    let layers = before.layers.clone();
    do_in_view(&mut desk, [EntityAction::Mark(tom.clone()), EntityAction::Mark(berlin.clone())]);
    command_in_view(&mut desk, "merge-names");
    let (whole, part) = if desk.session.entities().standing(&tom) == &tom { (&tom, &berlin) } else { (&berlin, &tom) };
    assert_eq!(desk.session.entities().standing(part), whole);
    assert_eq!((n(&desk, whole), n(&desk, part)), (6, 6), "both ids mean the same thing now");
    assert_eq!(desk.session.merged_into(whole).len(), 1);
    assert_eq!(desk.session.project().layers, layers, "nothing that was said is rewritten");
    // The stance toward the old id is the stance toward the new one: the same key takes it away.
    desk.act(Action::ChooseTarget { target: Target::Entity(whole.clone()), then_position: None });
    desk.keys(&["f"]);
    assert!(desk.session.project().layers.is_empty(), "the same stance again is taken away");
    desk.keys(&["Mod+z", "Mod+z"]);
    assert_eq!(desk.session.project(), &before);
    assert_eq!((n(&desk, &tom), n(&desk, &berlin)), (3, 3));
}

#[test]
fn what_was_merged_can_be_parted_and_what_was_removed_comes_back() {
    let mut desk = desk();
    let (tom, berlin) = (id_of(&desk, "Tom Reed"), id_of(&desk, "Berlin"));
    let names = shown(&desk);
    do_in_view(&mut desk, [EntityAction::MergeInto(tom.clone(), berlin.clone())]);
    assert_eq!(forms(&desk, &berlin), [("Berlin".to_owned(), 3), ("Tom Reed".to_owned(), 3)]);
    assert!(
        desk.session
            .articles()
            .iter()
            .flat_map(|a| a.mentions.iter())
            .all(|m| m.kind != EntityKind::Person || m.entity != berlin),
        "its mentions have the type of what they name"
    );
    do_in_view(&mut desk, [EntityAction::Restore(tom.clone())]);
    assert_eq!((n(&desk, &tom), n(&desk, &berlin)), (3, 3));
    do_in_view(&mut desk, [EntityAction::Open(Some(tom.clone())), EntityAction::Remove]);
    assert_eq!((n(&desk, &tom), desk.session.removed_names().len()), (0, 1));
    assert_eq!(desk.session.entity_table().row(&tom), None, "what is no name is not listed");
    do_in_view(&mut desk, [EntityAction::Restore(tom.clone())]);
    assert_eq!((n(&desk, &tom), desk.session.removed_names().len()), (3, 0));
    desk.keys(&["Mod+z", "Mod+z", "Mod+z", "Mod+z"]);
    assert_eq!(shown(&desk), names);
}

#[test]
fn chosen_forms_are_taken_out_into_a_thing_of_their_own() {
    let mut desk = desk();
    let (kiev, _) = kiev_and_berlin(&desk);
    let kyiv = id_of(&desk, "Kyiv");
    if kiev != kyiv {
        do_in_view(&mut desk, [EntityAction::MergeInto(kiev.clone(), kyiv.clone())]);
    }
    assert_eq!(forms(&desk, &kyiv).len(), 2);
    do_in_view(&mut desk, [EntityAction::Open(Some(kyiv.clone())), EntityAction::Form("Kiev".into())]);
    command_in_view(&mut desk, "split-forms");
    let parted = id_of(&desk, "Kiev");
    assert_ne!(parted, kyiv);
    assert_eq!((forms(&desk, &parted), forms(&desk, &kyiv)), (vec![("Kiev".into(), 3)], vec![("Kyiv".into(), 3)]));
    // It can be taken further: merged elsewhere, and the form taken out of that again.
    let berlin = id_of(&desk, "Berlin");
    do_in_view(&mut desk, [EntityAction::MergeInto(parted.clone(), berlin)]);
    let berlin = id_of(&desk, "Berlin");
    do_in_view(&mut desk, [EntityAction::Open(Some(berlin.clone())), EntityAction::Form("Kiev".into())]);
    command_in_view(&mut desk, "split-forms");
    assert_eq!((forms(&desk, &berlin), n(&desk, &id_of(&desk, "Kiev"))), (vec![("Berlin".into(), 3)], 3));
    do_in_view(&mut desk, [EntityAction::Open(Some(berlin.clone())), EntityAction::Form("Berlin".into())]);
    let before = desk.session.project().clone();
    command_in_view(&mut desk, "split-forms");
    assert_eq!(desk.session.project(), &before, "with all its forms taken there would be nothing left");
}

#[test]
fn a_rename_and_a_retype_show_everywhere_and_the_old_name_still_finds_it() {
    let mut desk = desk();
    let berlin = id_of(&desk, "Berlin");
    do_in_view(
        &mut desk,
        [
            EntityAction::Open(Some(berlin.clone())),
            EntityAction::Rename("City of Berlin".into()),
            EntityAction::Retype(EntityKind::Org),
        ],
    );
    assert_eq!(&*desk.session.entity_name(&berlin), "City of Berlin");
    let of_berlin = desk.session.articles().iter().flat_map(|a| a.mentions.iter()).filter(|m| m.entity == berlin);
    assert_eq!(of_berlin.map(|m| m.kind).collect::<Vec<_>>(), [EntityKind::Org; 3]);
    let table = desk.session.entity_table();
    do_in_view(&mut desk, [EntityAction::Query("brelin".into())]);
    let rows = desk.session.entities_view().rows(&table).first;
    assert_eq!(rows.iter().map(|ix| &*table.rows[*ix].name).collect::<Vec<_>>(), ["City of Berlin"]);
    desk.keys(&["Mod+z", "Mod+z"]);
    assert_eq!(&*desk.session.entity_name(&berlin), "Berlin");
}

#[test]
fn a_change_from_the_panel_of_a_name_can_reach_all_its_mentions_whatever_the_words() {
    let mut desk = Desk::new(&["Vladimir Putin spoke. Putin left. Putin slept."]);
    desk.act(Action::SetCoder("Ana".into()));
    desk.keys(&["j", "e"]);
    assert!(matches!(desk.session.panel(), Some(Panel::Entity(_))), "the only name opens at once");
    desk.act(Action::SetScope(Scope::Thing));
    desk.correct(NameChange::Retype(EntityKind::Org));
    let kinds = |desk: &Desk| desk.session.articles()[0].mentions.iter().map(|m| m.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&desk), [EntityKind::Org; 3]);
    desk.correct(NameChange::Remove);
    assert_eq!(kinds(&desk), []);
    desk.keys(&["Mod+z", "Mod+z"]);
    assert_eq!(kinds(&desk), [EntityKind::Person; 3]);
}

#[test]
fn words_can_be_said_to_name_another_thing_known_or_new_here_or_further() {
    let mut desk = desk();
    let (ana, tom) = (id_of(&desk, "Ana Diaz"), id_of(&desk, "Tom Reed"));
    let (n_ana, n_tom) = (n(&desk, &ana), n(&desk, &tom));
    let first = desk.session.articles()[0].mentions.iter().find(|m| m.entity == ana).expect("Ana is named").span;
    let choose = |desk: &mut Desk, scope: Scope, typed: &str| {
        desk.act(Action::OpenEntity(ana.clone(), Some((0, first))));
        desk.act(Action::SetScope(scope));
        desk.act(Action::PickOtherName);
        desk.act(choosing::query(typed.into()));
        desk.act(choosing::take(None));
    };
    choose(&mut desk, Scope::Here, "tom");
    assert_eq!((n(&desk, &ana), n(&desk, &tom)), (n_ana - 1, n_tom + 1));
    assert!(matches!(desk.session.panel(), Some(Panel::Entity(panel)) if panel.entity == tom), "what it names now");
    desk.keys(&["Mod+z"]);
    choose(&mut desk, Scope::Article, "Another Ana");
    let Some(Panel::Entity(EntityPanel { entity: new, .. })) = desk.session.panel().cloned() else {
        panic!("it is open")
    };
    assert_eq!((&*desk.session.entity_name(&new), n(&desk, &new)), ("Another Ana", 2), "both places of the article");
    assert_eq!(n(&desk, &ana), n_ana - 2);
    desk.keys(&["Mod+z"]);
    assert_eq!((n(&desk, &ana), desk.session.project().entities.len()), (n_ana, 0), "one step, the new name included");
    choose(&mut desk, Scope::Thing, "tom");
    assert_eq!(n(&desk, &tom), n_ana + n_tom, "all mentions: merged");
    assert_eq!(desk.n_annotations(), 0);
}

#[test]
fn who_is_asked_for_a_name_first_has_the_correction_done_after_it() {
    let mut desk = Desk::new(&TEXTS);
    let ana = id_of(&desk, "Ana Diaz");
    let (at, before) = (desk.session.articles()[0].mentions[0].span, n(&desk, &ana));
    desk.act(Action::OpenEntity(ana.clone(), Some((0, at))));
    desk.correct(NameChange::Remove);
    assert!(matches!(desk.session.panel(), Some(Panel::CoderName { .. })));
    desk.act(Action::SetCoder("Ana".into()));
    assert_eq!(n(&desk, &ana), before - 1);
}

#[test]
fn several_names_of_a_sentence_are_listed_with_digits() {
    let mut desk = desk();
    desk.keys(&["e"]);
    let Some(Panel::Picker(picker)) = desk.session.panel() else { panic!("the list is open") };
    assert_eq!(picker.items.iter().map(|item| &*item.key).collect::<Vec<_>>()[..2], ["1", "2"]);
    let second = picker.item_for_key("2").expect("a second name");
    desk.act(choosing::take(Some(second)));
    let Some(Panel::Entity(panel)) = desk.session.panel() else { panic!("the name is open") };
    assert_eq!(Some(&panel.entity), desk.session.articles()[0].mentions.get(1).map(|m| &m.entity));
}

#[test]
fn the_table_counts_forms_by_outlet_and_sorts() {
    let desk = desk();
    let table = desk.session.entity_table();
    assert_eq!(table.outlets.len(), 1, "pasted texts have no outlet: {:?}", table.outlets);
    for row in &table.rows {
        assert_eq!(row.counts.total(), row.forms.iter().map(|form| form.counts.total()).sum::<u32>());
        assert_eq!(row.counts.total(), n(&desk, &row.id));
    }
    let mut desk = desk;
    for sort in EntitySort::ALL {
        do_in_view(&mut desk, [EntityAction::Sort(sort), EntityAction::Kind(Some(EntityKind::Gpe))]);
        let rows = desk.session.entities_view().rows(&table).first;
        assert!(rows.len() >= 4 && rows.iter().all(|ix| table.rows[*ix].kind == EntityKind::Gpe));
        if sort == EntitySort::Name {
            assert!(rows.is_sorted_by_key(|ix| table.rows[*ix].name.to_lowercase()));
        }
        if sort == EntitySort::Count {
            assert!(rows.is_sorted_by_key(|ix| u32::MAX - table.rows[*ix].counts.total()));
        }
    }
}

/// What this coder's stances are about: sentence, holder, target.
fn slots(desk: &Desk) -> Vec<String> {
    let session = &desk.session;
    let layers = session.project().layers.iter().filter(|((coder, _), _)| Some(coder) == session.coder());
    let tags = layers.flat_map(|(_, layer)| layer.values());
    let slot = |tag: &Rc<Annotation>| match &tag.body {
        Body::Stance { holder, target, .. } => {
            let (holder, target) = (session.standing_holder(holder), session.standing_target(target));
            Some(format!("{} {:?} {holder:?} {target:?}", tag.article, tag.span))
        }
        _ => None,
    };
    tags.filter_map(slot).collect()
}

/// A step by chance; some do nothing.
fn step(chance: &mut Chance, desk: &mut Desk) {
    let table = desk.session.entity_table();
    let one = |chance: &mut Chance| chance.of(&table.rows).id.clone();
    let hidden: Vec<EntityId> = desk.session.project().entities.keys().cloned().collect();
    match chance.below(8) {
        0 | 1 => {
            let marks = [one(chance), one(chance), one(chance)].map(EntityAction::Mark);
            do_in_view(desk, marks);
            command_in_view(desk, "merge-names");
            do_in_view(desk, [EntityAction::Unmark]);
        }
        2 => do_in_view(desk, [EntityAction::MergeInto(one(chance), one(chance))]),
        3 if !hidden.is_empty() => do_in_view(desk, [EntityAction::Restore(chance.of(&hidden))]),
        4 => {
            let row = chance.of(&table.rows);
            let forms = row.forms.iter().filter(|_| chance.one_in(2)).map(|row| EntityAction::Form(row.form.clone()));
            let forms: Vec<_> = forms.collect();
            do_in_view(desk, [EntityAction::Open(Some(row.id.clone()))]);
            do_in_view(desk, forms);
            command_in_view(desk, "split-forms");
        }
        5 => {
            let name: Rc<str> = format!("Name {}", chance.below(9)).into();
            let id = one(chance);
            let is_taken = table.rows.iter().any(|row| row.name == name && row.id != id);
            do_in_view(desk, [EntityAction::Open(Some(id)), EntityAction::Rename(name)]);
            assert_eq!(desk.session.notices().len(), usize::from(is_taken), "two of one name");
            desk.act(Action::PutAway(0));
            do_in_view(desk, [EntityAction::Unmark]);
        }
        6 => {
            let kind = chance.of(EntityKind::ALL);
            do_in_view(desk, [EntityAction::Open(Some(one(chance))), EntityAction::Retype(kind)]);
        }
        _ => do_in_view(desk, [EntityAction::Open(Some(one(chance))), EntityAction::Remove]),
    }
}

#[test]
fn any_sequence_of_steps_taken_back_leaves_project_and_names_as_they_were() {
    for seed in 0..40 {
        let chance = &mut Chance(seed);
        let mut desk = desk();
        // A correction by hand is in the way of some of the steps.
        desk.act(Action::OpenEntity(id_of(&desk, "Kiev"), Some((0, desk.session.articles()[0].mentions[0].span))));
        desk.correct(NameChange::Retype(EntityKind::Event));
        desk.act(Action::Close);
        // Stances in one place that a merge may make one.
        for (form, key) in [("Kiev", "f"), ("Berlin", "a"), ("Tom Reed", "f"), ("Ana Diaz", "n")] {
            let target = Target::Entity(id_of(&desk, form));
            desk.act(Action::ChooseTarget { target, then_position: None });
            desk.keys(&[key]);
        }
        let (before, names) = (desk.session.project().clone(), shown(&desk));
        for _ in 0..12 {
            if desk.session.entity_table().rows.is_empty() {
                break;
            }
            step(chance, &mut desk);
            assert_eq!(desk.session.notices(), [] as [Rc<str>; 0], "seed {seed}: every step fits");
            assert_eq!(shown(&desk), shown_anew(&desk), "seed {seed}: only what changed was brought up to date");
            plain_table::check(&desk.session, &format!("seed {seed}"));
            let mut slots = slots(&desk);
            slots.sort();
            let n_said = slots.len();
            slots.dedup();
            assert_eq!(slots.len(), n_said, "seed {seed}: one stance of a holder toward a target in a sentence");
        }
        let (after, names_after) = (desk.session.project().clone(), shown(&desk));
        let mut n_steps = 0;
        while desk.session.project() != &before {
            desk.keys(&["Mod+z"]);
            n_steps += 1;
            assert!(n_steps <= 20, "seed {seed}: undo leads back");
        }
        assert_eq!(shown(&desk), names, "seed {seed}");
        assert_eq!(shown_anew(&desk), names, "seed {seed}");
        (0..n_steps).for_each(|_| desk.keys(&["Mod+Shift+z"]));
        assert_eq!(desk.session.project(), &after, "seed {seed}");
        assert_eq!(shown(&desk), names_after, "seed {seed}");
        for coder in ["Tom", "Ana"] {
            desk.act(Action::SetCoder(coder.into()));
            assert_eq!(shown(&desk), shown_anew(&desk), "seed {seed}: {coder}'s corrections alone");
            plain_table::check(&desk.session, &format!("seed {seed}, {coder}"));
        }
    }
}

#[test]
fn two_peoples_decisions_are_a_union_whatever_the_order() {
    let steps = |actions: &[(&str, &str)]| {
        let mut desk = desk();
        for (from, into) in actions {
            let action = EntityAction::MergeInto(id_of(&desk, from), id_of(&desk, into));
            do_in_view(&mut desk, [action]);
        }
        (**desk.session.project()).clone()
    };
    let standing = |project: &Project| {
        project.entities.values().map(|entity| (entity.id.clone(), entity.standing.clone())).collect::<Vec<_>>()
    };
    let merged = |ours: &Project, theirs: &Project| {
        let edits = merge(ours, &ReadProject { project: theirs.clone(), ..ReadProject::default() });
        crate::random_project::with(ours, edits)
    };
    let (a, b) = (steps(&[("Berlin", "Paris")]), steps(&[("Paris", "Berlin"), ("Tom Reed", "Ana Diaz")]));
    let (ab, ba) = (merged(&a, &b), merged(&b, &a));
    assert_eq!(standing(&ab), standing(&ba));
    let merges = |project: &Project| {
        project.entities.values().filter(|entity| matches!(entity.standing, Standing::MergedInto(_))).count()
    };
    assert_eq!(merges(&ab), 3);
    // Berlin into Paris and Paris into Berlin is a ring: both are one thing, the same in either order.
    let [berlin, paris] = ["e:berlin", "e:paris"].map(EntityId::new);
    assert_eq!(ab.standing(&berlin), ab.standing(&paris));
    assert_eq!(ab.standing(&paris), &berlin);
    assert_eq!(merged(&ab, &b).entities, ab.entities, "a second time changes nothing");
}

#[test]
fn a_holder_that_was_merged_is_proposed_as_what_it_is_now() {
    let mut desk = Desk::ready(&["Rain fell on Ana Diaz. \u{201c}It must go,\u{201d} Tom Reed said."]);
    let (tom, ana) = (id_of(&desk, "Tom Reed"), id_of(&desk, "Ana Diaz"));
    do_in_view(&mut desk, [EntityAction::MergeInto(tom, ana.clone())]);
    desk.keys(&["j"]);
    assert_eq!(desk.session.proposed_holder(), Holder::Entity(ana));
}

#[test]
fn a_name_that_another_has_is_refused_and_both_are_ready_to_be_merged() {
    let mut desk = desk();
    let (ana, tom) = (id_of(&desk, "Ana Diaz"), id_of(&desk, "Tom Reed"));
    let before = desk.session.project().clone();
    do_in_view(&mut desk, [EntityAction::Open(Some(ana.clone())), EntityAction::Rename(" tom reed".into())]);
    assert_eq!(desk.session.project(), &before);
    let why = "Another name in the list is tom reed already. If they are the same, merge the two in Entities.";
    assert_eq!(*desk.session.notices(), [why.into()]);
    assert_eq!(desk.session.marked_names(), [ana.clone(), tom.clone()]);
    command_in_view(&mut desk, "merge-names");
    assert_eq!(desk.session.entities().standing(&ana), desk.session.entities().standing(&tom));
    desk.keys(&["Mod+z"]);
    do_in_view(&mut desk, [EntityAction::Open(Some(ana.clone())), EntityAction::Rename("ANA DIAZ".into())]);
    assert_eq!(&*desk.session.entity_name(&ana), "ANA DIAZ", "its own name in other letters");
}

#[test]
fn of_two_stances_that_a_merge_makes_one_the_later_stands() {
    let mut desk = desk();
    let (tom, berlin, ana) = (id_of(&desk, "Tom Reed"), id_of(&desk, "Berlin"), id_of(&desk, "Ana Diaz"));
    let toward = |desk: &mut Desk, id: &EntityId, key: &str| {
        desk.act(Action::ChooseTarget { target: Target::Entity(id.clone()), then_position: None });
        desk.keys(&[key]);
    };
    toward(&mut desk, &tom, "f");
    toward(&mut desk, &ana, "f");
    toward(&mut desk, &berlin, "a");
    desk.keys(&["j"]);
    toward(&mut desk, &berlin, "f");
    let before = desk.session.project().clone();
    desk.act(act(EntityAction::MergeInto(berlin.clone(), tom.clone())));
    let said = desk.session.announcement().text.to_string();
    assert_eq!(said, "Merge Berlin into Tom Reed: 1 stance gives way to a later one");
    assert_eq!(desk.n_annotations(), 3, "that of another target and of another sentence stay");
    desk.keys(&["k"]);
    let spoken = desk.spoken(0);
    assert!(spoken.contains("against Tom Reed") && !spoken.contains("favor Tom Reed"), "{spoken}");
    desk.keys(&["Mod+z"]);
    assert_eq!(desk.session.project(), &before, "nothing is lost");
    // What others said is theirs.
    desk.act(Action::SetCoder("Ben".into()));
    desk.act(act(EntityAction::MergeInto(berlin, tom.clone())));
    assert_eq!(&*desk.session.announcement().text, "Merge Berlin into Tom Reed");
    desk.act(Action::SetCoder("Ana".into()));
    let state = desk.session.article().expect("it is open");
    let (tags, holder) = (state.tags(0), Holder::Outlet);
    let shown = desk.session.stance_in(&tags, &holder, &Target::Entity(tom)).expect("there are two");
    assert!(matches!(&shown.body, Body::Stance { position, .. } if **position == *"against"));
}
