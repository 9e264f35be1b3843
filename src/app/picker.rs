//! A list to choose from by typing: commands, targets, holders, coders, places found.

use super::blind::readable;
use super::codebook::answers;
use super::command;
use super::find::{self, Found};
use super::panel::Panel;
use super::picker_names::Choices;
use super::session::{Place, Session};
use super::spelling::Words;
use super::update::{Action, Matches};
use super::words;
use crate::text::{folded, order};
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
    /// All named things to choose from, once gathered.
    choices: Option<Rc<Choices>>,
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
    /// Who can be said to speak.
    Speakers,
    /// The names of the sentence.
    Names,
    /// What the open name can name instead.
    Others,
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

/// Of thousands of names fewer are drawn, since each letter draws other ones.
const N_NAMES_SHOWN: usize = 40;

impl PickerKind {
    /// The dialog's title and its text box's name.
    pub fn title(self) -> &'static str {
        match self {
            PickerKind::Commands => "Commands",
            PickerKind::Targets => "Target of the stance",
            PickerKind::Holders => "Holder of the stance",
            PickerKind::Speakers => "Who speaks here?",
            PickerKind::Names => "Names of this sentence",
            PickerKind::Others => "What do these words name?",
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
            PickerKind::Holders | PickerKind::Speakers | PickerKind::Names => "Type a name",
            PickerKind::Find => "Words, \"phrases\", /patterns/, outlet:rt, untagged …",
            PickerKind::Coders | PickerKind::Others => "Type a name; a new one is added",
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
            choices: None,
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
        let items = match self.kind {
            PickerKind::Commands => commands(session),
            PickerKind::Targets | PickerKind::Holders | PickerKind::Speakers | PickerKind::Others => {
                return self.typed_name(session, query);
            }
            PickerKind::Names => names(session),
            PickerKind::Coders => coders(session, query),
            PickerKind::Answers => answers::items(session, query),
            PickerKind::Like => likenesses(session),
            PickerKind::Find => Vec::new(),
        };
        // What is called so comes before what is spelled almost so, and that before what is only explained so.
        let typed = Words::of(query);
        let fit_of = |item: &Item| {
            let called = typed.fit_name(&item.label).map(|fit| (0, fit));
            called.or_else(|| Some((1, typed.fit_name(&item.detail)?)))
        };
        let mut fitting: Vec<_> = items.into_iter().filter_map(|item| Some((fit_of(&item)?, item))).collect();
        if !typed.is_empty() {
            order::sort_by_key(&mut fitting, |(fit, _)| *fit);
        }
        let items = fitting.into_iter().map(|(_, item)| item).collect();
        Picker { query: query.into(), is_searching: false, problem: None, ..self.with(items) }
    }

    /// The list of named things for another query. They are gathered once and then only looked through.
    fn typed_name(&self, session: &Session, query: &str) -> Picker {
        let choices = self.choices.clone().unwrap_or_else(|| {
            Rc::new(match self.kind {
                PickerKind::Targets => Choices::targets(session, self.then_position),
                PickerKind::Speakers => Choices::speakers(session),
                PickerKind::Others => Choices::others(session),
                _ => Choices::holders(session),
            })
        });
        let (items, n_found) = choices.fitting(session, query, N_NAMES_SHOWN);
        Picker {
            query: query.into(),
            items: items.into(),
            selected: 0,
            n_found,
            choices: Some(choices),
            ..self.clone()
        }
    }

    /// The line that a key means while nothing is typed: recent targets and the names of a sentence have digits.
    pub fn item_for_key(&self, key: &str) -> Option<usize> {
        let is_for_key = |item: &Item| *item.key == *key;
        let is_of_digits = matches!(self.kind, PickerKind::Targets | PickerKind::Names);
        let has_keys = is_of_digits && self.query.is_empty() && !key.is_empty();
        self.items.iter().position(is_for_key).filter(|_| has_keys)
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

/// The names of the current sentence in its order, each with a digit.
fn names(session: &Session) -> Vec<Item> {
    let (Some(state), Some(sentence)) = (session.article(), session.sentence()) else { return Vec::new() };
    let mentions = state.mentions[state.mentions_in(sentence)].iter().enumerate();
    let items = mentions.map(|(ix, mention)| Item {
        label: mention.span.of(&state.article.text).into(),
        detail: format!("{} · {}", words::kind_singular(mention.kind), session.entity_name(&mention.entity)).into(),
        key: if ix < 9 { (ix + 1).to_string().into() } else { "".into() },
        action: Action::OpenEntity(mention.entity.clone(), Some((session.place().article_ix, mention.span))),
    });
    items.collect()
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
