//! Every command once, with its name and keys: the keymap, the palette, the help and the buttons all read this list.
//!
//! What a command does stands beside its name in the source, but in a list of its own in the program: the first part of
//! the page must know which keys are commands, and comes without the code of all of them.

mod coders;
mod entities;
mod manual;
mod mark;
mod moving;
mod page;
mod several;

pub use manual::{key_page, shown_key};

use super::route::View;
use super::session::Session;
use super::tagging;
use super::update::Change;
use crate::model::{LabelId, Time};

/// Something a person can ask for.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// Stays the same when the name is reworded.
    pub id: &'static str,
    /// As the palette and the help show it.
    pub name: &'static str,
    /// Where the help lists it.
    pub group: Group,
    /// Keys as the browser names them, with `Mod+` (Ctrl or ⌘) and `Shift+` before; the first is the one shown.
    pub keys: &'static [&'static str],
    /// When its keys work.
    pub when: When,
}

/// The changes to make at a time, or `None`: not now. One function answers both "may I?" and "do it".
type Answer = fn(&Session, Time) -> Option<Vec<Change>>;

/// A command as it is written down: a [`Command`] and its answer.
struct Entry {
    id: &'static str,
    name: &'static str,
    group: Group,
    keys: &'static [&'static str],
    when: When,
    answer: Answer,
}

/// In the order of the help.
const ENTRIES: [&[Entry]; 6] =
    [moving::COMMANDS, mark::COMMANDS, several::COMMANDS, entities::COMMANDS, page::COMMANDS, coders::COMMANDS];

const N_COMMANDS: usize = {
    let (mut n, mut ix) = (0, 0);
    while ix < ENTRIES.len() {
        n += ENTRIES[ix].len();
        ix += 1;
    }
    n
};

/// The entry at this index of all.
const fn entry(mut ix: usize) -> &'static Entry {
    let mut list_ix = 0;
    while ix >= ENTRIES[list_ix].len() {
        ix -= ENTRIES[list_ix].len();
        list_ix += 1;
    }
    &ENTRIES[list_ix][ix]
}

static COMMANDS: [Command; N_COMMANDS] = {
    let mut commands = [entry(0).command(); N_COMMANDS];
    let mut ix = 0;
    while ix < N_COMMANDS {
        commands[ix] = entry(ix).command();
        ix += 1;
    }
    commands
};

/// At the index of the command.
static ANSWERS: [Answer; N_COMMANDS] = {
    let mut answers = [entry(0).answer; N_COMMANDS];
    let mut ix = 0;
    while ix < N_COMMANDS {
        answers[ix] = entry(ix).answer;
        ix += 1;
    }
    answers
};

impl Entry {
    const fn command(&self) -> Command {
        Command { id: self.id, name: self.name, group: self.group, keys: self.keys, when: self.when }
    }
}

/// Groups of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// From sentence to sentence.
    Moving,
    /// Sentiment and stance.
    Tagging,
    /// Several sentences at once.
    Several,
    /// Spans and names.
    Spans,
    /// While words are selected.
    Selecting,
    /// Undo and redo.
    History,
    /// Find, lists and dialogs.
    Finding,
    /// From view to view.
    Views,
    /// How it looks.
    Look,
    /// Who tags what, and whose tags are shown.
    Coders,
    /// Files in and out.
    Files,
}

/// When a command's keys work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// While reading.
    Reading,
    /// In every view, while no stretch is selected.
    Browsing,
    /// While a stretch is selected.
    Selecting,
    /// Always.
    Always,
}

impl Group {
    /// As shown.
    pub fn name(self) -> &'static str {
        match self {
            Group::Moving => "Moving",
            Group::Tagging => "Sentiment and stance",
            Group::Several => "Several sentences",
            Group::Spans => "Spans and names",
            Group::Selecting => "In span mode",
            Group::History => "Undo",
            Group::Finding => "Finding",
            Group::Views => "Views",
            Group::Look => "Look",
            Group::Coders => "Coders",
            Group::Files => "Files",
        }
    }
}

impl Command {
    /// Whether it would do anything now.
    pub fn can_run(&self, session: &Session) -> bool {
        self.run(session, Time::default()).is_some()
    }

    /// Whether it means anything under this project's codebook: a scale of three values has no fourth.
    pub fn is_meant(&self, session: &Session) -> bool {
        let n_values = session.project().codebook.sentiment.values.len();
        tagging::SENTIMENT_COMMANDS.iter().skip(n_values).all(|id| *id != self.id)
    }

    /// The changes to make at `now`, or `None`: not now.
    pub fn run(&self, session: &Session, now: Time) -> Option<Vec<Change>> {
        let ix = COMMANDS.iter().position(|command| command.id == self.id)?;
        ANSWERS[ix](session, now)
    }
}

/// All commands, in the order of the help.
pub fn all() -> impl Iterator<Item = &'static Command> {
    COMMANDS.iter()
}

/// The command of this id.
pub fn by_id(id: &str) -> Option<&'static Command> {
    all().find(|command| command.id == id)
}

/// The command that a key means now.
pub fn for_key(session: &Session, key: &str) -> Option<&'static Command> {
    let works = |when: When| match when {
        When::Always => true,
        When::Selecting => session.selection().is_some(),
        When::Browsing => session.selection().is_none(),
        When::Reading => session.selection().is_none() && session.view() == View::Tag,
    };
    let keymap = &session.prefs().keys;
    all().find(|command| works(command.when) && keymap.is_key_of(command, key))
}

/// The label that a letter gives to the selected stretch.
pub fn label_for_key(session: &Session, key: &str) -> Option<LabelId> {
    session.selection()?;
    let labels = &session.project().codebook.labels;
    labels.iter().find(|label| key.chars().eq([label.key])).map(|label| label.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_commands_share_a_key_or_an_id() {
        let mut ids = BTreeSet::new();
        for command in all() {
            assert!(ids.insert(command.id), "two commands are called {}", command.id);
            assert!(!command.name.is_empty());
        }
        for together in [&[When::Reading, When::Browsing, When::Always][..], &[When::Selecting, When::Always]] {
            let mut keys = BTreeSet::new();
            for command in all().filter(|command| together.contains(&command.when)) {
                for key in command.keys {
                    assert!(keys.insert(key), "{key} means two things, one of them {}", command.id);
                }
            }
        }
    }
}
