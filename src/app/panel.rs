//! What can be open over the page, one at a time.

use super::picker::Picker;
use super::update::Action;
use crate::model::EntityId;
use crate::text::Span;
use std::rc::Rc;

/// A dialog.
#[derive(Clone, Debug, PartialEq)]
pub enum Panel {
    /// Every key with what it does.
    Help,
    /// Waits for another key for a command, by id; with what was wrong with the last one.
    Rekey(&'static str, Option<Rc<str>>),
    /// A list to choose from by typing.
    Picker(Picker),
    /// The note on the current sentence, as it stands.
    Comment(Rc<str>),
    /// Asks who tags here, then does what needed to know.
    CoderName {
        /// What waits for the name.
        then: Option<Box<Action>>,
    },
    /// One named thing with all its mentions.
    Entity(EntityPanel),
    /// What the codes of the current sentence mean, that of the control with the focus first.
    Guide {
        /// The value or id of the code to begin with.
        first: Option<Rc<str>>,
    },
    /// The lines of the original that are not part of the text.
    LeftOut,
    /// Paste, drop or open articles and project files.
    AddArticles,
    /// What the files opened last brought.
    Opened,
    /// Title, outlet, date and the like of the open article.
    Details,
}

/// One named thing, opened from one of its mentions or from a list.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityPanel {
    /// The thing.
    pub entity: EntityId,
    /// The mention it was opened from: article in reading order, and place.
    pub at: Option<(usize, Span)>,
    /// What a change applies to.
    pub scope: Scope,
    /// The mentions that are listed.
    pub places: Places,
}

impl EntityPanel {
    /// A thing with all its mentions, opened from one of them or from a list.
    pub fn new(entity: EntityId, at: Option<(usize, Span)>) -> EntityPanel {
        EntityPanel { entity, at, scope: Scope::Here, places: Places::default() }
    }
}

/// Some of the mentions of a named thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// Only those of this form.
    pub form: Option<Rc<str>>,
    /// Only those of this outlet: its index in the table of entities.
    pub outlet: Option<u32>,
}

/// How far a change to a name reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// This mention.
    #[default]
    Here,
    /// The same words in this article.
    Article,
    /// The same words in every article.
    Corpus,
    /// Whatever the words, every mention of the thing.
    Thing,
}

impl Scope {
    /// How far naming words can reach, narrow to wide.
    pub const OF_WORDS: &'static [Scope] = &[Scope::Here, Scope::Article, Scope::Corpus];

    /// How far correcting a name can reach.
    pub const OF_NAME: &'static [Scope] = &[Scope::Here, Scope::Article, Scope::Corpus, Scope::Thing];

    /// As shown on a control.
    pub fn name(self) -> &'static str {
        match self {
            Scope::Here => "only here",
            Scope::Article => "in this article",
            Scope::Corpus => "in all articles",
            Scope::Thing => "to all its mentions",
        }
    }
}
