//! What can happen, and what follows: the one place where the session changes.

use super::command;
use super::names_edit;
use super::panel::{EntityPanel, Panel, Scope};
use super::picker::{Picker, PickerKind};
use super::prefs::Prefs;
use super::route::Route;
use super::save::SaveState;
use super::selection::Selection;
use super::session::{Place, Session};
use super::tagging;
use crate::edit::{Cause, Edit, Meta, Transaction, apply};
use crate::model::{
    AnnotationId, Article, ArticleId, Body, Codebook, Document, EntityId, EntityKind, Holder, LabelId, Target, Time,
};
use crate::text::Span;
use std::rc::Rc;

/// Everything that can happen to the session.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A key, as the keymap writes it.
    Key(String),
    /// A command of the registry, by id.
    Command(&'static str),
    /// Go to a sentence.
    GoTo {
        /// Of this article.
        article: ArticleId,
        /// At this index.
        sentence_ix: u32,
    },
    /// Go to an article, where one was last in it.
    OpenArticle(ArticleId),
    /// The address changed.
    Visit(Route),
    /// Make this the active target, and with a position tag the sentence at once.
    ChooseTarget {
        /// The target.
        target: Target,
        /// Place of a position in the codebook.
        then_position: Option<usize>,
    },
    /// Choose the holder for this sentence.
    ChooseHolder(HolderChoice),
    /// Take an annotation away.
    Remove(AnnotationId),
    /// The mouse selected a stretch of the open article, or nothing.
    Select(Option<Span>),
    /// Label the selected stretch.
    Label(LabelId),
    /// The selected stretch is a name of this type.
    Name(EntityKind, Scope),
    /// Show a named thing.
    OpenEntity(EntityId, Option<(usize, Span)>),
    /// How far changes to the open name reach.
    SetScope(Scope),
    /// The open name is of another type.
    Retype(EntityKind),
    /// The open name is none.
    RemoveName,
    /// The open name names another thing.
    LinkName(EntityId),
    /// Write the note of the current sentence; empty takes it away.
    SaveComment(String),
    /// This person tags here.
    SetCoder(Rc<str>),
    /// Other metadata of the open article, in the order title, outlet, date, author, URL.
    SetDetails([String; 5]),
    /// Something was typed into the open list.
    Query(String),
    /// Another line of the open list.
    MoveInList(isize),
    /// Take the selected line, or the one at this index.
    Take(Option<usize>),
    /// Show or hide a type of names.
    ToggleKind(EntityKind),
    /// Open something over the page.
    Open(Panel),
    /// Close what is open.
    Close,
    /// Put a notice away.
    PutAway(usize),
    /// The page opens: a new project gets these, an old one those articles it never had.
    Begin {
        /// The bundled corpus.
        articles: Vec<Rc<Article>>,
        /// The bundled codebook.
        codebook: Rc<Codebook>,
    },
    /// The engine has read these articles.
    Analysed(Vec<(ArticleId, Rc<Document>)>),
    /// Articles or a project file came in.
    Import {
        /// What to change.
        edits: Vec<Edit>,
        /// For undo and for the person: "3 articles".
        label: Rc<str>,
        /// What could not be read, a sentence each.
        problems: Vec<Rc<str>>,
    },
    /// Something for the person to read.
    Notice(Rc<str>),
    /// The state of saving changed.
    Saving(SaveState),
    /// A transaction of another tab.
    Foreign(Rc<Transaction>),
}

/// A holder chosen by hand, or the proposal again.
#[derive(Clone, Debug, PartialEq)]
pub enum HolderChoice {
    /// This one.
    Chosen(Holder),
    /// Whoever the page proposes.
    Proposed,
}

/// What the shell shall do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Make this durable.
    Persist(Rc<Transaction>),
    /// Show this address; with a place of its own in the browser's history or not.
    Navigate(Route, Trail),
    /// Keep the preferences.
    SavePrefs(Prefs),
    /// Have the engine read what is unread.
    Analyse,
    /// Write the project to a file of this kind and hand it to the person.
    Download(DownloadKind),
}

/// Whether Back should lead here again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trail {
    /// A step on the way: replaces the address.
    Replace,
    /// A place to come back to.
    Push,
}

/// The files that can be downloaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DownloadKind {
    /// The whole project, `standpoint/1`.
    Json,
    /// A row per sentence, coder and stance.
    Csv,
}

/// What a command does, as a value. `None` from a command means: not now.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Edits that undo takes back together, under this label.
    Edit(Rc<str>, Vec<Edit>),
    /// The page's own doing, which undo leaves alone.
    System(Rc<str>, Vec<Edit>),
    /// As `Edit`, for tags: auto-advance follows, and `.` can repeat them.
    Tag(Rc<str>, Vec<Edit>, Body),
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Go to a sentence.
    Go(Place),
    /// Go to the first sentence of an article that may have come in just now.
    GoToArticle(ArticleId),
    /// Make this the active target.
    Target(Target),
    /// Choose a holder, or leave it to the proposal.
    Holder(Option<Holder>),
    /// Choose a stretch, or none.
    Select(Option<Selection>),
    /// Open a panel, or close it.
    Panel(Option<Panel>),
    /// Open a list, and with a position tag the sentence once a target is chosen. The list is made when it
    /// opens, since the one of commands asks every command whether it may run.
    Pick(PickerKind, Option<usize>),
    /// Other preferences.
    Prefs(Prefs),
    /// Say something.
    Say(String),
    /// Something the shell does.
    Shell(Effect),
}

impl Session {
    /// Lets `action` happen at `now`; what it returns is the shell's to do, in order.
    pub fn update(&mut self, action: Action, now: Time) -> Vec<Effect> {
        let is_visit = matches!(action, Action::Visit(_));
        let changes = match action {
            Action::Key(key) => match command::for_key(self, &key) {
                Some(command) => command.run(self, now),
                None => command::label_for_key(self, &key).and_then(|label| tagging::label(self, &label, now)),
            },
            Action::Command(id) => {
                self.panel = None;
                command::by_id(id).and_then(|command| command.run(self, now))
            }
            action => self.changes(action, now),
        };
        let mut effects: Vec<Effect> =
            changes.into_iter().flatten().flat_map(|change| self.perform(change, now)).collect();
        // The address is there already when it is what led here.
        effects.retain(|effect| !(is_visit && matches!(effect, Effect::Navigate(..))));
        effects
    }

    fn changes(&mut self, action: Action, now: Time) -> Option<Vec<Change>> {
        match action {
            Action::Key(_) | Action::Command(_) => None,
            Action::GoTo { article, sentence_ix } => {
                let article_ix = self.article_ix(&article)?;
                Some(vec![Change::Panel(None), Change::Go(Place { article_ix, sentence_ix })])
            }
            Action::OpenArticle(article) => {
                let article_ix = self.article_ix(&article)?;
                let sentence_ix = self.articles[article_ix].last_sentence_ix;
                Some(vec![Change::Panel(None), Change::Go(Place { article_ix, sentence_ix })])
            }
            Action::Visit(route) => {
                let article_ix = self.articles().iter().position(|state| route.is_for(&state.article.id))?;
                let place = Place { article_ix, sentence_ix: route.sentence_ix };
                (place != self.place).then(|| vec![Change::Go(place)])
            }
            Action::ChooseTarget { target, then_position } => {
                let chosen = vec![Change::Panel(None), Change::Target(target.clone())];
                let Some(position_ix) = then_position else { return Some(chosen) };
                chosen.into_iter().for_each(|change| drop(self.perform(change, now)));
                tagging::stance(self, position_ix, now)
            }
            Action::ChooseHolder(choice) => {
                let holder = match choice {
                    HolderChoice::Chosen(holder) => Some(holder),
                    HolderChoice::Proposed => None,
                };
                Some(vec![Change::Panel(None), Change::Holder(holder)])
            }
            Action::Remove(id) => tagging::remove(self, &id),
            Action::Select(span) => {
                let text = self.article()?.article.text.clone();
                let selection = span.and_then(|span| Selection::of(&text, span));
                let mut changes = vec![Change::Select(selection)];
                if let Some(selection) = selection {
                    let sentence_ix = self.article()?.sentence_at(selection.span.start);
                    changes.push(Change::Go(Place { sentence_ix, ..self.place }));
                }
                Some(changes)
            }
            Action::Label(label) => tagging::label(self, &label, now),
            Action::Name(kind, scope) => names_edit::add(self, kind, scope, now),
            Action::OpenEntity(entity, at) => {
                Some(vec![Change::Panel(Some(Panel::Entity(EntityPanel { entity, at, scope: Scope::Here })))])
            }
            Action::SetScope(scope) => {
                let Some(Panel::Entity(panel)) = &self.panel else { return None };
                Some(vec![Change::Panel(Some(Panel::Entity(EntityPanel { scope, ..panel.clone() })))])
            }
            Action::Retype(kind) => names_edit::retype(self, kind, now),
            Action::RemoveName => names_edit::remove(self, now),
            Action::LinkName(entity) => names_edit::link(self, &entity, now),
            Action::SaveComment(text) => tagging::comment(self, text.trim(), now),
            Action::SetCoder(name) => self.set_coder(&name, now),
            Action::SetDetails(details) => self.set_details(details),
            Action::Query(query) => {
                let Some(Panel::Picker(picker)) = &self.panel else { return None };
                Some(vec![Change::Panel(Some(Panel::Picker(picker.typed(self, &query))))])
            }
            Action::MoveInList(by) => {
                let Some(Panel::Picker(picker)) = &self.panel else { return None };
                Some(vec![Change::Panel(Some(Panel::Picker(picker.moved(by))))])
            }
            Action::Take(ix) => {
                let Some(Panel::Picker(picker)) = &self.panel else { return None };
                let action = picker.items.get(ix.unwrap_or(picker.selected))?.action.clone();
                Some(self.update(action, now).into_iter().map(Change::Shell).collect())
            }
            Action::ToggleKind(kind) => {
                let mut prefs = self.prefs.clone();
                match prefs.hidden.iter().position(|hidden| *hidden == kind) {
                    Some(ix) => drop(prefs.hidden.remove(ix)),
                    None => prefs.hidden.push(kind),
                }
                Some(vec![Change::Prefs(prefs)])
            }
            Action::Open(panel) => Some(vec![Change::Panel(Some(panel))]),
            Action::Close => Some(vec![if self.panel.is_some() { Change::Panel(None) } else { Change::Select(None) }]),
            Action::PutAway(ix) => {
                if ix < self.notices.len() {
                    self.notices.remove(ix);
                }
                None
            }
            Action::Begin { articles, codebook } => self.begin(&articles, &codebook, now),
            Action::Analysed(documents) => {
                self.set_documents(documents);
                None
            }
            Action::Import { edits, label, problems } => self.import(edits, label, problems),
            Action::Notice(text) => {
                self.notices.push(text.clone());
                Some(vec![Change::Say(text.to_string())])
            }
            Action::Saving(state) => {
                self.save = state;
                None
            }
            Action::Foreign(transaction) => {
                self.replay(&transaction);
                Some(vec![Change::Shell(Effect::Analyse)])
            }
        }
    }

    /// Does one change.
    pub(super) fn perform(&mut self, change: Change, now: Time) -> Vec<Effect> {
        match change {
            Change::Edit(label, edits) => self.commit(label, edits, Cause::Do, now),
            Change::System(label, edits) => self.commit(label, edits, Cause::System, now),
            Change::Tag(label, edits, body) => {
                let effects = self.commit(label, edits, Cause::Do, now);
                tagging::remember(self, body);
                let advance = tagging::advance(self).into_iter().flat_map(|place| self.go(place)).collect::<Vec<_>>();
                effects.into_iter().chain(advance).collect()
            }
            Change::Undo => self.step(Step::Undo, now),
            Change::Redo => self.step(Step::Redo, now),
            Change::Go(place) => self.go(place),
            Change::GoToArticle(id) => {
                self.article_ix(&id).map_or_else(Vec::new, |article_ix| self.go(Place { article_ix, sentence_ix: 0 }))
            }
            Change::Target(target) => {
                self.say(format!("Target: {}", self.target_name(&target)));
                self.recent_targets.retain(|recent| *recent != target);
                self.recent_targets.insert(0, target.clone());
                self.recent_targets.truncate(9);
                self.target = Some(target);
                Vec::new()
            }
            Change::Holder(holder) => {
                self.chosen_holder = holder;
                let name = self.holder_name(self.place.article_ix, &self.holder());
                self.say(format!("Holder: {name}"));
                Vec::new()
            }
            Change::Select(selection) => {
                self.selection = selection;
                Vec::new()
            }
            Change::Panel(panel) => {
                self.panel = panel;
                Vec::new()
            }
            Change::Pick(kind, then_position) => {
                self.panel = Some(Panel::Picker(Picker::open(self, kind, then_position)));
                Vec::new()
            }
            Change::Prefs(prefs) => {
                let is_other_coder = prefs.coder != self.prefs.coder;
                self.prefs = prefs.clone();
                if is_other_coder {
                    self.relayer_all();
                }
                vec![Effect::SavePrefs(prefs)]
            }
            Change::Say(text) => {
                self.say(text);
                Vec::new()
            }
            Change::Shell(effect) => vec![effect],
        }
    }

    fn go(&mut self, place: Place) -> Vec<Effect> {
        let Some(state) = self.articles.get(place.article_ix) else { return Vec::new() };
        let last = state.n_sentences().saturating_sub(1);
        let sentence_ix = if state.document.is_some() { place.sentence_ix.min(last) } else { place.sentence_ix };
        let place = Place { sentence_ix, ..place };
        let id = state.article.id.clone();
        let is_other_article = place.article_ix != self.place.article_ix;
        if place != self.place {
            self.chosen_holder = None;
            if is_other_article {
                self.selection = None;
                self.say(self.article_name(place.article_ix));
            }
        }
        self.place = place;
        self.articles[place.article_ix].last_sentence_ix = sentence_ix;
        let trail = if is_other_article { Trail::Push } else { Trail::Replace };
        vec![Effect::Navigate(Route::to(&id, sentence_ix), trail)]
    }

    fn commit(&mut self, label: Rc<str>, edits: Vec<Edit>, cause: Cause, now: Time) -> Vec<Effect> {
        if let SaveState::ReadOnly { why } = &self.save {
            let text = format!("Nothing was changed: {why}");
            self.say(text);
            return Vec::new();
        }
        if edits.is_empty() {
            return Vec::new();
        }
        let meta = Meta { coder: self.coder().cloned(), at: now, label, cause };
        let transaction = Rc::new(Transaction { id: self.ids.transaction(now), edits, meta });
        if self.replay(&transaction) { vec![Effect::Persist(transaction), Effect::Analyse] } else { Vec::new() }
    }

    /// Applies a transaction; whether it fitted.
    fn replay(&mut self, transaction: &Rc<Transaction>) -> bool {
        match apply(&self.project, transaction) {
            Ok((project, touched)) => {
                self.project = Rc::new(project);
                self.history.record(transaction);
                self.refresh(&touched);
                true
            }
            Err(error) => {
                self.notices.push(format!("That change did not fit the project and was left out: {error}.").into());
                false
            }
        }
    }

    fn step(&mut self, step: Step, now: Time) -> Vec<Effect> {
        let found = match step {
            Step::Undo => self.history.to_undo().cloned(),
            Step::Redo => self.history.to_redo().cloned(),
        };
        let Some(original) = found else {
            self.say(if step == Step::Undo { "Nothing to undo".to_owned() } else { "Nothing to redo".to_owned() });
            return Vec::new();
        };
        let (edits, cause, word) = match step {
            Step::Undo => (original.inverse_edits(), Cause::Undo(original.id.clone()), "Undone"),
            Step::Redo => (original.edits.clone(), Cause::Redo(original.id.clone()), "Redone"),
        };
        let label = original.meta.label.clone();
        let mut effects = self.commit(label.clone(), edits, cause, now);
        if !effects.is_empty() {
            self.say(format!("{word}: {label}"));
            effects.extend(tagging::place_of(self, &original).into_iter().flat_map(|place| self.go(place)));
        }
        effects
    }

    /// Announces something.
    pub(super) fn say(&mut self, text: String) {
        self.announcement.number += 1;
        self.announcement.text = text.into();
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Undo,
    Redo,
}
