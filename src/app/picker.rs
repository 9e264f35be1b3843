//! A list to choose from by typing: commands, targets, holders, coders, places found.

use super::command;
use super::picker_names::Choices;
use super::session::Session;
use super::spelling::Words;
use super::update::Action;
use super::words;
use crate::find;
use crate::model::ArticleId;
use crate::text::{Span, order};
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
    /// Places in the corpus.
    Find,
    /// Who tags.
    Coders,
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
            PickerKind::Speakers => "Who speaks here?",
            PickerKind::Names => "Names of this sentence",
            PickerKind::Find => "Find in all articles",
            PickerKind::Coders => "Who is tagging?",
            PickerKind::Like => "Select all sentences like this one",
        }
    }

    /// What the text box says while it is empty.
    pub fn placeholder(self) -> &'static str {
        match self {
            PickerKind::Commands => "Type what you want to do",
            PickerKind::Targets => "Type a name or a concept",
            PickerKind::Holders | PickerKind::Speakers | PickerKind::Names => "Type a name",
            PickerKind::Find => "Words, or /a pattern/",
            PickerKind::Coders => "Type a name; a new one is added",
            PickerKind::Like => "Same speaker, quotation, paragraph",
        }
    }
}

impl Picker {
    /// The list with nothing typed yet.
    pub fn open(session: &Session, kind: PickerKind, then_position: Option<usize>) -> Picker {
        let empty = Picker {
            kind,
            query: "".into(),
            items: Rc::new([]),
            selected: 0,
            n_found: 0,
            problem: None,
            is_searching: false,
            then_position,
            choices: None,
        };
        empty.typed(session, "")
    }

    /// The list for another query.
    pub fn typed(&self, session: &Session, query: &str) -> Picker {
        if self.kind == PickerKind::Find && find::is_pattern(query) {
            return Picker { query: query.into(), is_searching: true, ..self.clone() };
        }
        let mut items = match self.kind {
            PickerKind::Commands => commands(session),
            PickerKind::Targets | PickerKind::Holders | PickerKind::Speakers => {
                return self.typed_name(session, query);
            }
            PickerKind::Names => names(session),
            PickerKind::Coders => coders(session, query),
            PickerKind::Like => likenesses(session),
            PickerKind::Find => {
                let articles = session.articles().iter().enumerate();
                let found = articles.map(|(ix, state)| (ix, find::search_words(query, &state.article.text)));
                places(session, found)
            }
        };
        if self.kind != PickerKind::Find {
            // What is called so comes before what is spelled almost so, and that before what is only explained so.
            let typed = Words::of(query);
            let fit_of = |item: &Item| {
                let called = typed.fit(&Words::of(&item.label)).map(|fit| (0, fit));
                called.or_else(|| Some((1, typed.fit(&Words::of(&item.detail))?)))
            };
            let mut fitting: Vec<_> = items.into_iter().filter_map(|item| Some((fit_of(&item)?, item))).collect();
            if !typed.is_empty() {
                order::sort_by_key(&mut fitting, |(fit, _)| *fit);
            }
            items = fitting.into_iter().map(|(_, item)| item).collect();
        }
        Picker { query: query.into(), is_searching: false, problem: None, ..self.with(items) }
    }

    /// The list of named things for another query. They are gathered once and then only looked through.
    fn typed_name(&self, session: &Session, query: &str) -> Picker {
        let choices = self.choices.clone().unwrap_or_else(|| {
            Rc::new(match self.kind {
                PickerKind::Targets => Choices::targets(session, self.then_position),
                PickerKind::Speakers => Choices::speakers(session),
                _ => Choices::holders(session),
            })
        });
        let (items, n_found) = choices.fitting(session, query, N_SHOWN);
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

    /// The list of what the pattern was found to match.
    pub fn with_found(&self, session: &Session, found: &[(ArticleId, Vec<Span>)], problem: Option<Rc<str>>) -> Picker {
        let found = found.iter().filter_map(|(id, spans)| Some((session.article_ix(id)?, spans.clone())));
        Picker { is_searching: false, problem, ..self.with(places(session, found)) }
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

fn commands(session: &Session) -> Vec<Item> {
    command::all()
        .filter(|command| command.can_run(session))
        .map(|command| Item {
            label: command.name.into(),
            detail: command.group.name().into(),
            key: command.keys.first().copied().unwrap_or("").into(),
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
    known.chain(new).collect()
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

/// Places found, by index of the article, each with the words around it.
fn places(session: &Session, found: impl Iterator<Item = (usize, Vec<Span>)>) -> Vec<Item> {
    const N_AROUND: usize = 48;
    let mut items = Vec::new();
    for (article_ix, spans) in found {
        let state = &session.articles()[article_ix];
        let text = &state.article.text;
        for span in spans {
            let (start, end) = (span.start as usize, span.end as usize);
            let from = (start.saturating_sub(N_AROUND)..=start).find(|&b| text.is_char_boundary(b)).unwrap_or(start);
            let to = (end..=(end + N_AROUND).min(text.len())).rev().find(|&b| text.is_char_boundary(b)).unwrap_or(end);
            items.push(Item {
                label: text[from..to].replace('\n', " ").trim().into(),
                detail: session.article_name(article_ix).into(),
                key: "".into(),
                action: Action::GoTo { article: state.article.id.clone(), sentence_ix: state.sentence_at(span.start) },
            });
        }
    }
    items
}
