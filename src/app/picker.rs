//! A list to choose from by typing: commands, targets, holders, coders, places found.

use super::blind::readable;
use super::codebook::answers;
use super::command;
use super::find::{self, Found};
use super::panel::Panel;
use super::session::{Place, Session};
use super::update::{Action, HolderChoice, Matches};
use super::words;
use crate::model::{EntityKind, Holder, Target};
use crate::text::{Set, folded, order};
use std::rc::Rc;

/// An open list. Equal to its clones and to nothing else with as many lines: comparing the lines would compare all
/// that choosing them does.
#[derive(Clone, Debug)]
pub struct Picker {
    /// What is chosen from.
    pub kind: PickerKind,
    /// What was typed.
    pub query: Rc<str>,
    /// What fits it, best first.
    pub items: Rc<[Item]>,
    /// The one that Enter takes.
    pub selected: usize,
    /// How many there are in all, where `items` is only the first of them.
    pub n_found: usize,
    /// Why there are none, where that is not plain.
    pub problem: Option<Rc<str>>,
    /// Whether the worker is still looking; the lines are then those of the query before.
    pub is_searching: bool,
    /// The position to write once a target is chosen.
    pub then_position: Option<usize>,
    /// Of a list of places found, all of them.
    pub found: Option<Found>,
}

/// What a list is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickerKind {
    /// Every command with its key.
    Commands,
    /// What a stance can be toward.
    Targets,
    /// Whose stance it can be.
    Holders,
    /// Places in the corpus.
    Find,
    /// Who tags.
    Coders,
    /// Answers to the codebook's own variables.
    Answers,
    /// Ways in which other sentences are like the current one.
    Like,
}

/// One line of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// What is chosen.
    pub label: Rc<str>,
    /// More about it, in small.
    pub detail: Rc<str>,
    /// Its key, if it has one.
    pub key: Rc<str>,
    /// What choosing it does.
    pub action: Action,
}

impl PartialEq for Picker {
    fn eq(&self, other: &Picker) -> bool {
        let plain = |picker: &Picker| (picker.kind, picker.selected, picker.is_searching, picker.problem.is_some());
        Rc::ptr_eq(&self.items, &other.items) && self.query == other.query && plain(self) == plain(other)
    }
}

/// More lines than these help nobody; the count says how many there are.
const N_SHOWN: usize = 100;

impl PickerKind {
    /// The dialog's title and its text box's name.
    pub fn title(self) -> &'static str {
        match self {
            PickerKind::Commands => "Commands",
            PickerKind::Targets => "Target of the stance",
            PickerKind::Holders => "Holder of the stance",
            PickerKind::Find => "Find in all articles",
            PickerKind::Coders => "Who is tagging?",
            PickerKind::Answers => "Answer a question",
            PickerKind::Like => "Select all sentences like this one",
        }
    }

    /// What the text box says while it is empty.
    pub fn placeholder(self) -> &'static str {
        match self {
            PickerKind::Commands => "Type what you want to do",
            PickerKind::Targets => "Type a name or a concept",
            PickerKind::Holders => "Type a name",
            PickerKind::Find => "Words, \"phrases\", /patterns/, outlet:rt, untagged …",
            PickerKind::Coders => "Type a name; a new one is added",
            PickerKind::Answers => "Type a question and its answer",
            PickerKind::Like => "Same speaker, quotation, paragraph",
        }
    }
}

impl Picker {
    /// The list with nothing typed yet.
    pub fn open(session: &Session, kind: PickerKind, then_position: Option<usize>) -> Picker {
        let empty = Picker {
            kind,
            found: None,
            query: "".into(),
            items: Rc::new([]),
            selected: 0,
            n_found: 0,
            problem: None,
            is_searching: false,
            then_position,
        };
        // Who looks again goes on with what was typed.
        let typed = session.found().filter(|_| kind == PickerKind::Find).map(|found| found.query.clone());
        empty.typed(session, &typed.unwrap_or_default())
    }

    /// The list for another query.
    pub fn typed(&self, session: &Session, query: &str) -> Picker {
        if self.kind == PickerKind::Find {
            let typed = Picker { query: query.into(), is_searching: false, problem: None, ..self.clone() };
            return match find::start(session, query) {
                find::Answer::Now(found) => typed.showing(session, found),
                find::Answer::Ask => Picker { is_searching: true, ..typed },
                find::Answer::Problem(why) => Picker { found: None, problem: Some(why), ..typed.with(Vec::new()) },
            };
        }
        let mut items = match self.kind {
            PickerKind::Commands => commands(session),
            PickerKind::Targets => targets(session, query, self.then_position),
            PickerKind::Holders => holders(session),
            PickerKind::Coders => coders(session, query),
            PickerKind::Answers => answers::items(session, query),
            PickerKind::Like => likenesses(session),
            PickerKind::Find => Vec::new(),
        };
        // What is called so comes before what is only explained so.
        let (called, other): (Vec<Item>, Vec<Item>) = items.into_iter().partition(|item| fits(query, &item.label));
        items = called;
        items.extend(other.into_iter().filter(|item| fits(query, &item.detail)));
        Picker { query: query.into(), is_searching: false, problem: None, ..self.with(items) }
    }

    /// The list of what the worker found to match.
    pub fn with_found(&self, session: &Session, matches: Matches, problem: Option<Rc<str>>) -> Picker {
        let found = find::finish(session, &self.query, matches);
        Picker { is_searching: false, problem, ..self.showing(session, found) }
    }

    fn showing(&self, session: &Session, found: Found) -> Picker {
        let items = found.places().iter().take(N_SHOWN).filter_map(|place| place_found(session, &found, *place));
        let n_found = found.places().len();
        let shown = self.with(items.collect());
        Picker { n_found, found: Some(found), ..shown }
    }

    fn with(&self, mut items: Vec<Item>) -> Picker {
        let n_found = items.len();
        items.truncate(N_SHOWN);
        Picker { items: items.into(), selected: 0, n_found, ..self.clone() }
    }

    /// The list with the line before or after selected.
    pub fn moved(&self, by: isize) -> Picker {
        let last = self.items.len().saturating_sub(1);
        Picker { selected: self.selected.saturating_add_signed(by).min(last), ..self.clone() }
    }
}

/// Whether every word typed begins a word of the text, with or without capitals and accents.
pub(super) fn fits(query: &str, text: &str) -> bool {
    let text = folded(text);
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    folded(query).split_whitespace().all(|typed| words.iter().any(|word| word.starts_with(typed)))
}

fn commands(session: &Session) -> Vec<Item> {
    command::all()
        .filter(|command| command.can_run(session))
        .map(|command| Item {
            label: command.name.into(),
            detail: command.group.name().into(),
            key: session.prefs().keys.key_of(command).into(),
            action: Action::Command(command.id),
        })
        .collect()
}

/// The recent targets first, on digits; then the codebook's; then, once something is typed, every named thing.
fn targets(session: &Session, query: &str, then_position: Option<usize>) -> Vec<Item> {
    let codebook = session.project().codebook.targets.iter().map(|concept| {
        let target = concept.entity.clone().map_or_else(|| Target::Concept(concept.id.clone()), Target::Entity);
        (target, concept.guideline.clone())
    });
    let recent = session.recent_targets.iter().map(|target| (target.clone(), Rc::from("recent")));
    let named = session.entities().iter().filter(|(_, info)| !query.is_empty() && is_actor(info.kind));
    let named = named.map(|(id, info)| (Target::Entity(id.clone()), Rc::from(words::kind_singular(info.kind))));
    let mut seen: Set<Target> = Set::new();
    let mut items: Vec<Item> = Vec::new();
    for (target, detail) in recent.chain(codebook).chain(named) {
        if !seen.insert(target.clone()) {
            continue;
        }
        let digit = items.len() + 1;
        let is_recent = &*detail == "recent";
        items.push(Item {
            label: session.target_name(&target),
            detail,
            key: if is_recent && digit <= 9 { digit.to_string().into() } else { "".into() },
            action: Action::ChooseTarget { target, then_position },
        });
    }
    items
}

/// The proposal, the outlet, the names of the sentence, then everybody named in the corpus by count.
fn holders(session: &Session) -> Vec<Item> {
    let article_ix = session.place().article_ix;
    let mut seen: Set<Holder> = Set::new();
    let mut items: Vec<Item> = Vec::new();
    let mut push = |holder: Holder, detail: &str| {
        if seen.insert(holder.clone()) {
            items.push(Item {
                label: session.holder_name(article_ix, &holder),
                detail: detail.into(),
                key: "".into(),
                action: Action::ChooseHolder(HolderChoice::Chosen(holder)),
            });
        }
    };
    push(session.proposed_holder(), "proposed");
    push(Holder::Outlet, "the outlet itself");
    if let (Some(state), Some(sentence)) = (session.article(), session.sentence()) {
        for mention in &state.mentions[state.mentions_in(sentence)] {
            if is_actor(mention.kind) {
                push(Holder::Entity(mention.entity.clone()), "named in this sentence");
            }
        }
    }
    push(Holder::Unknown, "not to be made out");
    let mut named: Vec<_> = session.entities().iter().filter(|(_, info)| is_actor(info.kind)).collect();
    order::sort_by(&mut named, |(a, x), (b, y)| y.n_mentions.cmp(&x.n_mentions).then_with(|| a.cmp(b)));
    for (id, info) in named {
        push(Holder::Entity(id.clone()), words::kind_singular(info.kind));
    }
    items
}

/// Whether a thing of this type can stand somewhere or be stood toward.
fn is_actor(kind: EntityKind) -> bool {
    use EntityKind::{Event, Facility, Gpe, Loc, Norp, Org, Person};
    matches!(kind, Person | Org | Gpe | Loc | Norp | Event | Facility)
}

fn coders(session: &Session, query: &str) -> Vec<Item> {
    let known = session.project().coders.values().map(|coder| Item {
        label: coder.name.clone(),
        detail: if session.coder() == Some(&coder.id) { "tagging now".into() } else { "".into() },
        key: "".into(),
        action: Action::SetCoder(coder.name.clone()),
    });
    let typed = query.trim();
    let is_new = !typed.is_empty() && !session.project().coders.values().any(|c| *c.name == *typed);
    let new = is_new.then(|| Item {
        label: typed.into(),
        detail: "new coder".into(),
        key: "".into(),
        action: Action::SetCoder(typed.into()),
    });
    let other = typed.is_empty().then(|| Item {
        label: "Someone else…".into(),
        detail: "type a new name".into(),
        key: "".into(),
        action: Action::Open(Panel::CoderName { then: None }),
    });
    known.chain(new).chain(other).collect()
}

fn likenesses(session: &Session) -> Vec<Item> {
    let ways = session.likenesses().into_iter().map(|way| Item {
        label: way.name.into(),
        detail: words::counted(way.places.len(), "sentence", "sentences").into(),
        key: "".into(),
        action: Action::Choose(way.places),
    });
    ways.collect()
}

/// A sentence found: its first match with the words around it, or its beginning.
fn place_found(session: &Session, found: &Found, place: Place) -> Option<Item> {
    const N_AROUND: usize = 48;
    let state = session.articles().get(place.article_ix)?;
    let sentence = state.sentence(place.sentence_ix)?;
    let text = &state.article.text;
    let matched = found.marks_in(place.article_ix, sentence).first().copied();
    let (start, end) = matched.map_or((sentence.start, sentence.start), |span| (span.start, span.end));
    let from = text.floor_char_boundary((start as usize).saturating_sub(N_AROUND));
    let n_after = if matched.is_some() { N_AROUND } else { 2 * N_AROUND };
    let to = text.floor_char_boundary((end as usize + n_after).min(text.len()));
    let label = readable(&text[if matched.is_some() { from } else { start as usize }..to]).replace('\n', " ");
    Some(Item {
        label: label.trim().into(),
        detail: session.article_name(place.article_ix).into(),
        key: "".into(),
        action: Action::GoTo { article: state.article.id.clone(), sentence_ix: place.sentence_ix },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_words_begin_words_in_any_order() {
        assert!(fits("zel", "Volodymyr Zelensky"));
        assert!(fits("zel vol", "Volodymyr Zelensky"));
        assert!(fits("erdogan tay", "Recep Tayyip Erdoğan"));
        assert!(fits("", "anything"));
        assert!(!fits("elen", "Volodymyr Zelensky"));
    }
}
