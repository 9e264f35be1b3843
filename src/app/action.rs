//! What can happen to the session and what may follow, as plain values. `update.rs` is where it happens.

use super::batch::Batch;
use super::deed::Deed;
use super::find::Found;
use super::layers::LayersShown;
use super::panel::{EntityPanel, Panel, Places, Scope};
use super::picker::PickerKind;
use super::prefs::Prefs;
use super::route::{Route, View};
use super::save::SaveState;
use super::selection::Selection;
use super::session::Place;
use super::suggesting::{Lesson, Wish};
use crate::edit::{Edit, Transaction};
use crate::find::suggest::Suggestion;
use crate::model::{
    AnnotationId, Article, ArticleId, Body, Codebook, Document, EntityId, EntityKind, Holder, LabelId, Target,
    VariableId,
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
    /// Choose all sentences from the current one to this one of the open article.
    RangeTo(u32),
    /// Choose this sentence of the open article beside those chosen, or leave it out.
    ToggleSentence(u32),
    /// Choose these sentences.
    Choose(Vec<Place>),
    /// Choose all sentences found.
    ChooseFound,
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
    /// Say who speaks in the current sentence.
    ChooseSpeaker(SpeakerChoice),
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
    /// Show some of the mentions of a named thing.
    OpenPlaces(EntityId, Places),
    /// How far changes to the open name reach.
    SetScope(Scope),
    /// Correct the mention that a panel was opened from, as far as the panel says.
    CorrectName(EntityPanel, NameChange),
    /// Choose what the open name names instead.
    PickOtherName,
    /// Answer a question of the codebook's own; the same answer again takes it away.
    Answer {
        /// The question.
        variable: VariableId,
        /// The stretch it is about; without length for the article.
        span: Span,
        /// A value of its scale, or text.
        value: Rc<str>,
    },
    /// As `Answer`, from the list of answers, which closes.
    TakeAnswer(VariableId, Span, Rc<str>),
    /// What the code of this value or id means.
    Explain(Rc<str>),
    /// Something that a view beside the text does.
    Do(Deed),
    /// Write the note of the current sentence; empty takes it away.
    SaveComment(String),
    /// This person tags here.
    SetCoder(Rc<str>),
    /// Other metadata of the open article, in the order title, outlet, date, author, URL.
    SetDetails([String; 5]),
    /// Another key for the command of this id, or its own ones again.
    Rekey(&'static str, Option<String>),
    /// All commands have their own keys again.
    ResetKeys,
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
    /// Make a suggestion of the current sentence a tag: the one at this index.
    Accept(usize),
    /// What the worker suggests, as [`Effect::Suggest`] asked.
    Suggested(Box<Wish>, Vec<Rc<Suggestion>>),
    /// What [`Effect::SeekUncertain`] found, the least sure first; `None` while there are too few tags to say.
    Uncertain(Option<Vec<(ArticleId, Span)>>),
    /// The worker does not know the coder's tags (any more).
    Untaught,
    /// The state of saving changed.
    Saving(SaveState),
    /// A transaction of another tab.
    Foreign(Rc<Transaction>),
}

/// Where a pattern matches, by article.
pub type Matches = Vec<(ArticleId, Vec<Span>)>;

/// What a person says of words that name something.
#[derive(Clone, Debug, PartialEq)]
pub enum NameChange {
    /// It is of another type.
    Retype(EntityKind),
    /// They name nothing.
    Remove,
    /// They name another thing.
    Link(EntityId),
    /// They name something of this name that is not known yet.
    New(Rc<str>),
}

/// Who speaks, said by a person.
#[derive(Clone, Debug, PartialEq)]
pub enum SpeakerChoice {
    /// This one.
    Named(EntityId),
    /// Nobody that is named.
    Nobody,
    /// Whoever the engine takes for the speaker.
    AsFound,
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
    /// Open a list, as [`super::choosing::open`] does; and with a position tag the sentence once a target is chosen.
    OpenList(PickerKind, Option<usize>),
    /// Find this pattern in all articles; [`super::choosing::found`] answers.
    Search(Rc<str>),
    /// Have the suggesters learn; [`Action::Untaught`] answers where they cannot.
    Learn(Lesson),
    /// Ask what might be tagged; [`Action::Suggested`] answers.
    Suggest(Wish),
    /// Ask which untagged sentences the learner is least sure of, with this target active; [`Action::Uncertain`]
    /// answers.
    SeekUncertain(Option<Target>),
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
    /// What the coder here said and decided, without the texts.
    Own,
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
    /// As `Tag`, for the tags of `.`.
    Repeat(Rc<str>, Vec<Edit>),
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Go to a sentence, in the view where it is tagged.
    Go(Place),
    /// Fill the page with this view.
    View(View),
    /// Go to the first sentence of an article that may have come in just now.
    GoToArticle(ArticleId),
    /// Make this the active target.
    Target(Target),
    /// Choose a holder, or leave it to the proposal.
    Holder(Option<Holder>),
    /// Nothing is marked in the Entities view any more, and the details of this name are shown.
    Unmark(Option<EntityId>),
    /// Choose a stretch, or none.
    Select(Option<Selection>),
    /// Choose several sentences, or the current one alone again.
    Batch(Option<Batch>),
    /// Mark what was found and go through it, or leave it.
    Found(Option<Found>),
    /// Open a panel, or close it.
    Panel(Option<Panel>),
    /// Open a list, and with a position tag the sentence once a target is chosen. The list is made when it
    /// opens, since the one of commands asks every command whether it may run.
    Pick(PickerKind, Option<usize>),
    /// Other preferences.
    Prefs(Prefs),
    /// Show everybody's tags, or one's own.
    Layers(LayersShown),
    /// Say something.
    Say(String),
    /// Say why something was not done, where everybody sees it: nothing lies over it, and it stays until it is put away
    /// or something else is done.
    Refuse(Rc<str>),
    /// Something the shell does.
    Shell(Effect),
}
