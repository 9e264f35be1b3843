//! Who and what can be chosen as holder, target or speaker, and in which order: what the sentence names, what the
//! article names, what was used lately, then everything by how often it is named.

use super::entity_table::EntityTable;
use super::panel::{EntityPanel, Panel};
use super::picker::{Item, PickerKind};
use super::session::Session;
use super::spelling::{Fit, Words};
use super::tagging;
use super::update::{Action, HolderChoice, NameChange, SpeakerChoice};
use super::words;
use crate::model::{ConceptId, EntityId, EntityKind, Holder, Target};
use crate::text::{Set, order};
use std::rc::Rc;

/// The choices in their order. A letter typed costs one look at each.
#[derive(Debug)]
pub(super) struct Choices {
    kind: PickerKind,
    then_position: Option<usize>,
    list: Vec<Choice>,
    table: Rc<EntityTable>,
    /// The name that is corrected, if one is.
    of_name: Option<EntityPanel>,
}

#[derive(Debug)]
struct Choice {
    thing: Thing,
    why: Why,
    /// Its row in the table of named things.
    row_ix: Option<usize>,
    /// The key of a recent one.
    digit: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Entity(EntityId),
    Concept(ConceptId),
    Outlet,
    Unknown,
    /// Nobody speaks.
    Nobody,
    /// Whoever the engine takes for the speaker.
    AsFound,
}

/// Why a choice stands where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    Proposed,
    InSentence,
    InArticle,
    Recent,
    Codebook,
    Frequent,
}

/// So many names of the article stand before the recent ones, which are then still in sight.
const N_OF_ARTICLE: usize = 4;

/// So many holders are recent ones.
const N_RECENT: usize = 9;

impl Why {
    /// The quiet note beside a name.
    fn note(self) -> &'static str {
        match self {
            Why::Proposed => "proposed",
            Why::InSentence => "in this sentence",
            Why::InArticle => "in this article",
            Why::Recent => "recent",
            Why::Codebook => "codebook",
            Why::Frequent => "",
        }
    }
}

impl Choices {
    /// What a stance can be toward. The recent ones have digits, wherever they stand.
    pub(super) fn targets(session: &Session, then_position: Option<usize>) -> Choices {
        let mut list = List::of(session);
        let places = Places::of(session);
        let recent: Vec<Thing> = session.recent_targets.iter().map(Thing::of_target).collect();
        let codebook = session.project().codebook.targets.iter().map(|concept| {
            let target = concept.entity.clone().map_or_else(|| Target::Concept(concept.id.clone()), Target::Entity);
            Thing::of_target(&session.standing_target(&target))
        });
        list.extend(Why::InSentence, places.of_sentence.into_iter().map(Thing::Entity));
        list.extend(Why::InArticle, places.most.into_iter().map(Thing::Entity));
        list.extend(Why::Recent, recent.iter().cloned());
        list.extend(Why::Codebook, codebook);
        list.extend(Why::InArticle, places.rest.into_iter().map(Thing::Entity));
        list.extend_with_all();
        for choice in &mut list.choices {
            choice.digit = recent.iter().position(|thing| *thing == choice.thing).map(|ix| ix + 1);
        }
        Choices { kind: PickerKind::Targets, then_position, list: list.choices, table: list.table, of_name: None }
    }

    /// Whose stance it can be.
    pub(super) fn holders(session: &Session) -> Choices {
        let mut list = List::of(session);
        let places = Places::of(session);
        let recent = tagging::latest_stances(session, N_RECENT, |holder, _| match holder {
            Holder::Entity(id) => Some(session.entities().standing(id).clone()),
            _ => None,
        });
        list.extend(Why::Proposed, [Thing::of_holder(&session.proposed_holder())]);
        list.extend(Why::InSentence, places.of_sentence.into_iter().map(Thing::Entity));
        list.extend(Why::Frequent, [Thing::Outlet]);
        list.extend(Why::InArticle, places.most.into_iter().map(Thing::Entity));
        list.extend(Why::Recent, recent.into_iter().map(Thing::Entity));
        list.extend(Why::Frequent, [Thing::Unknown]);
        list.extend(Why::InArticle, places.rest.into_iter().map(Thing::Entity));
        list.extend_with_all();
        Choices { kind: PickerKind::Holders, then_position: None, list: list.choices, table: list.table, of_name: None }
    }

    /// Who can be said to speak. As the engine found it comes first where somebody put another there.
    pub(super) fn speakers(session: &Session) -> Choices {
        let mut list = List::of(session);
        let places = Places::of(session);
        let said = session.said(session.place().article_ix, session.place().sentence_ix);
        let is_corrected = said.as_ref().is_some_and(|said| said.correction.is_some());
        let now = said.and_then(|said| said.speaker);
        list.extend(Why::Frequent, is_corrected.then_some(Thing::AsFound));
        list.extend(Why::InSentence, places.of_sentence.into_iter().map(Thing::Entity));
        list.extend(Why::InArticle, places.most.into_iter().map(Thing::Entity));
        list.extend(Why::Recent, session.recent_speakers(N_RECENT).into_iter().map(Thing::Entity));
        list.extend(Why::Frequent, [Thing::Nobody]);
        list.extend(Why::InArticle, places.rest.into_iter().map(Thing::Entity));
        list.extend_with_all();
        // Who speaks already is no correction.
        list.choices.retain(|choice| now.as_ref().is_none_or(|now| choice.thing != Thing::Entity(now.clone())));
        Choices {
            kind: PickerKind::Speakers,
            then_position: None,
            list: list.choices,
            table: list.table,
            of_name: None,
        }
    }

    /// What the open name can name instead.
    pub(super) fn others(session: &Session) -> Choices {
        let of_name = if let Some(Panel::Entity(panel)) = session.panel() { Some(panel.clone()) } else { None };
        let mut list = List::of(session);
        let places = Places::of(session);
        list.extend(Why::InSentence, places.of_sentence.into_iter().map(Thing::Entity));
        list.extend(Why::InArticle, places.most.into_iter().chain(places.rest).map(Thing::Entity));
        list.extend_with_all();
        let now = of_name.as_ref().map(|panel| Thing::Entity(session.entities().standing(&panel.entity).clone()));
        list.choices.retain(|choice| Some(&choice.thing) != now.as_ref());
        Choices { kind: PickerKind::Others, then_position: None, list: list.choices, table: list.table, of_name }
    }

    /// The first `n` of those that a query fits, and how many there are: whole names before beginnings before typos,
    /// and each of these in the order above.
    pub(super) fn fitting(&self, session: &Session, query: &str, n: usize) -> (Vec<Item>, usize) {
        let typed = Words::of(query);
        if typed.is_empty() {
            let items = self.list.iter().take(n).map(|choice| self.item(session, choice, None));
            return (items.collect(), self.list.len());
        }
        let mut found: Vec<(Fit, usize, usize)> = Vec::new();
        for (choice_ix, choice) in self.list.iter().enumerate() {
            let mut best: Option<(Fit, usize)> = None;
            let mut look = |ix: usize, name: &str| {
                // Of names that fit equally well the first: the one shown, if it is among them.
                let fit = typed.fit_name(name).map(|fit| (fit, ix));
                best = [best, fit].into_iter().flatten().min();
            };
            match choice.row_ix {
                Some(row_ix) if self.table.rows[row_ix].beginnings().may_fit(&typed) => {
                    self.table.rows[row_ix].names().enumerate().for_each(|(ix, name)| look(ix, name));
                }
                Some(_) => {}
                None => look(0, &choice.thing.name(session)),
            }
            found.extend(best.map(|(fit, name_ix)| (fit, choice_ix, name_ix)));
        }
        order::sort_by_key(&mut found, |(fit, ..)| *fit);
        let items = found.iter().take(n).map(|(_, choice_ix, name_ix)| {
            let choice = &self.list[*choice_ix];
            let names = choice.row_ix.map(|row_ix| self.table.rows[row_ix].names());
            let other_name = names.filter(|_| *name_ix > 0).and_then(|mut names| names.nth(*name_ix));
            self.item(session, choice, other_name.map(|name| &**name))
        });
        let mut items: Vec<Item> = items.collect();
        let is_known = found.first().is_some_and(|(fit, ..)| *fit == Fit::Whole);
        items.extend(self.new_name(query).filter(|_| !is_known));
        (items, found.len())
    }

    /// What was typed as the name of something new.
    fn new_name(&self, query: &str) -> Option<Item> {
        let name: Rc<str> = query.trim().into();
        let action = Action::CorrectName(self.of_name.clone()?, NameChange::New(name.clone()));
        Some(Item { label: name, detail: "a new name".into(), key: "".into(), action })
    }

    fn item(&self, session: &Session, choice: &Choice, other_name: Option<&str>) -> Item {
        let other_name = other_name.map(|name| format!("named “{name}”"));
        let about = choice.thing.about(session);
        let parts = [other_name.as_deref().unwrap_or(""), &about, choice.why.note()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Item {
            label: choice.thing.name(session),
            detail: parts.join(" · ").into(),
            key: choice.digit.map(|digit| digit.to_string()).unwrap_or_default().into(),
            action: self.action(&choice.thing),
        }
    }

    fn action(&self, thing: &Thing) -> Action {
        if let (Thing::Entity(id), Some(panel)) = (thing, &self.of_name) {
            return Action::CorrectName(panel.clone(), NameChange::Link(id.clone()));
        }
        let holder = match thing.clone() {
            Thing::AsFound => return Action::ChooseSpeaker(SpeakerChoice::AsFound),
            Thing::Nobody => return Action::ChooseSpeaker(SpeakerChoice::Nobody),
            Thing::Entity(id) if self.kind == PickerKind::Speakers => {
                return Action::ChooseSpeaker(SpeakerChoice::Named(id));
            }
            Thing::Concept(id) => {
                let then_position = self.then_position;
                return Action::ChooseTarget { target: Target::Concept(id), then_position };
            }
            Thing::Entity(id) if self.kind == PickerKind::Targets => {
                let then_position = self.then_position;
                return Action::ChooseTarget { target: Target::Entity(id), then_position };
            }
            Thing::Entity(id) => Holder::Entity(id),
            Thing::Outlet => Holder::Outlet,
            Thing::Unknown => Holder::Unknown,
        };
        Action::ChooseHolder(HolderChoice::Chosen(holder))
    }
}

impl Thing {
    fn of_target(target: &Target) -> Thing {
        match target.clone() {
            Target::Entity(id) => Thing::Entity(id),
            Target::Concept(id) => Thing::Concept(id),
        }
    }

    fn of_holder(holder: &Holder) -> Thing {
        match holder.clone() {
            Holder::Entity(id) => Thing::Entity(id),
            Holder::Outlet => Thing::Outlet,
            Holder::Unknown => Thing::Unknown,
        }
    }

    fn name(&self, session: &Session) -> Rc<str> {
        match self {
            Thing::Entity(id) => session.entity_name(id),
            Thing::Concept(id) => session.target_name(&Target::Concept(id.clone())),
            Thing::Outlet => session.holder_name(session.place().article_ix, &Holder::Outlet),
            Thing::Unknown => session.holder_name(session.place().article_ix, &Holder::Unknown),
            Thing::Nobody => "Nobody".into(),
            Thing::AsFound => session.found_speaker_name().into(),
        }
    }

    /// What it is: type and number of mentions.
    fn about(&self, session: &Session) -> String {
        match self {
            Thing::Entity(id) => session.entities().get(id).map_or_else(String::new, |info| {
                let n_mentions = session.entities().n_mentions(id) as usize;
                let mentions = words::counted(n_mentions, "mention", "mentions");
                format!("{} · {mentions}", words::kind_singular(info.kind))
            }),
            Thing::Concept(_) => "Concept".to_owned(),
            Thing::Outlet => "The outlet itself".to_owned(),
            Thing::Unknown => "Not to be made out".to_owned(),
            Thing::Nobody => "Nobody named speaks here".to_owned(),
            Thing::AsFound => "As the page found it".to_owned(),
        }
    }
}

/// A list in the making: nothing stands in it twice.
struct List {
    choices: Vec<Choice>,
    seen: Set<Thing>,
    table: Rc<EntityTable>,
}

impl List {
    fn of(session: &Session) -> List {
        List { choices: Vec::new(), seen: Set::new(), table: session.entity_table() }
    }

    fn extend(&mut self, why: Why, things: impl IntoIterator<Item = Thing>) {
        for thing in things {
            if self.seen.insert(thing.clone()) {
                let row_ix = if let Thing::Entity(id) = &thing { self.table.row_ix(id) } else { None };
                self.choices.push(Choice { thing, why, row_ix, digit: None });
            }
        }
    }

    /// Adds all actors of the corpus that are not there yet, the most named first.
    fn extend_with_all(&mut self) {
        let listed: Set<usize> = self.choices.iter().filter_map(|choice| choice.row_ix).collect();
        let actors = self.table.rows.iter().enumerate().filter(|(ix, row)| is_actor(row.kind) && !listed.contains(ix));
        let mut counted: Vec<(usize, u32)> = actors.map(|(ix, row)| (ix, row.counts.total())).collect();
        // Rows ascend by id, and of things named equally often the lesser id comes first.
        order::sort_by(&mut counted, |(_, n), (_, m)| m.cmp(n));
        let table = &self.table;
        self.choices.extend(counted.into_iter().map(|(row_ix, _)| Choice {
            thing: Thing::Entity(table.rows[row_ix].id.clone()),
            why: Why::Frequent,
            row_ix: Some(row_ix),
            digit: None,
        }));
    }
}

/// The actors that the place names.
#[derive(Default)]
struct Places {
    /// In the order of the sentence.
    of_sentence: Vec<EntityId>,
    /// Those the article names most.
    most: Vec<EntityId>,
    /// The article's other names.
    rest: Vec<EntityId>,
}

impl Places {
    fn of(session: &Session) -> Places {
        let Some(state) = session.article() else { return Places::default() };
        let sentence = session.sentence().map_or(0..0, |sentence| state.mentions_in(sentence));
        let actors = |range: std::ops::Range<usize>| state.mentions[range].iter().filter(|m| is_actor(m.kind));
        let of_sentence: Vec<EntityId> = actors(sentence).map(|mention| mention.entity.clone()).collect();
        let mut ids: Vec<&EntityId> = actors(0..state.mentions.len()).map(|mention| &mention.entity).collect();
        order::sort(&mut ids);
        let mut counted: Vec<(&EntityId, usize)> = ids.chunk_by(|a, b| a == b).map(|run| (run[0], run.len())).collect();
        order::sort_by(&mut counted, |(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        let mut others = counted.into_iter().map(|(id, _)| id).filter(|id| !of_sentence.contains(id)).cloned();
        let most = others.by_ref().take(N_OF_ARTICLE).collect();
        let rest = others.collect();
        Places { of_sentence, most, rest }
    }
}

/// Whether a thing of this type can stand somewhere or be stood toward.
fn is_actor(kind: EntityKind) -> bool {
    use EntityKind::{Event, Facility, Gpe, Loc, Norp, Org, Person};
    matches!(kind, Person | Org | Gpe | Loc | Norp | Event | Facility)
}
