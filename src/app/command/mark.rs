//! Commands that tag: sentiment, stance, notes, spans, names.

use super::{Entry, Group, When};
use crate::app::panel::{EntityPanel, Panel};
use crate::app::picker::PickerKind;
use crate::app::selection::{Direction, Extend, Selection};
use crate::app::session::{Place, Session};
use crate::app::tagging::{self, SENTIMENT_COMMANDS, STANCE_COMMANDS};
use crate::app::update::Change;
use crate::app::{names_edit, suggesting, words};
use crate::model::EntityKind;

macro_rules! sentiment {
    ($ix:literal, $key:literal, $name:literal) => {
        Entry {
            id: SENTIMENT_COMMANDS[$ix],
            name: $name,
            group: Group::Tagging,
            keys: &[$key],
            when: When::Reading,
            answer: |session, now| tagging::sentiment(session, $ix, now),
        }
    };
}

macro_rules! stance {
    ($ix:literal, $key:literal, $name:literal) => {
        Entry {
            id: STANCE_COMMANDS[$ix],
            name: $name,
            group: Group::Tagging,
            keys: &[$key],
            when: When::Reading,
            answer: |session, now| tagging::stance(session, $ix, now),
        }
    };
}

macro_rules! caret {
    ($id:literal, $name:literal, $key:literal, $direction:ident, $extend:ident) => {
        Entry {
            id: $id,
            name: $name,
            group: Group::Selecting,
            keys: &[$key],
            when: When::Selecting,
            answer: |session, _| move_caret(session, Direction::$direction, Extend::$extend),
        }
    };
}

macro_rules! name_as {
    ($id:literal, $key:literal, $kind:ident, $name:literal) => {
        Entry {
            id: $id,
            name: $name,
            group: Group::Selecting,
            keys: &[$key],
            when: When::Selecting,
            answer: |session, now| names_edit::add(session, EntityKind::$kind, session.selection()?.scope, now),
        }
    };
}

pub(super) const COMMANDS: &[Entry] = &[
    sentiment!(0, "1", "Sentiment: first value of the scale"),
    sentiment!(1, "2", "Sentiment: second value"),
    sentiment!(2, "3", "Sentiment: third value"),
    sentiment!(3, "4", "Sentiment: fourth value"),
    sentiment!(4, "5", "Sentiment: fifth value"),
    sentiment!(5, "6", "Sentiment: sixth value"),
    sentiment!(6, "7", "Sentiment: seventh value"),
    Entry {
        id: "target",
        name: "Choose the target",
        group: Group::Tagging,
        keys: &["t"],
        when: When::Reading,
        answer: |_, _| Some(vec![Change::Pick(PickerKind::Targets, None)]),
    },
    Entry {
        id: "holder",
        name: "Choose the holder",
        group: Group::Tagging,
        keys: &["h"],
        when: When::Reading,
        answer: |_, _| Some(vec![Change::Pick(PickerKind::Holders, None)]),
    },
    Entry {
        id: "speaker",
        name: "Correct who speaks",
        group: Group::Tagging,
        keys: &["Shift+q"],
        when: When::Reading,
        answer: |session, _| {
            session.sentence().map(|_| tagging::ask(session, Change::Pick(PickerKind::Speakers, None)))
        },
    },
    stance!(0, "f", "Stance: in favor of the target"),
    stance!(1, "a", "Stance: against the target"),
    stance!(2, "n", "Stance: neutral toward the target"),
    stance!(3, "u", "Stance: unclear"),
    Entry {
        id: "accept",
        name: "Accept the suggestion",
        group: Group::Tagging,
        keys: &["y"],
        when: When::Reading,
        answer: |session, now| suggesting::accept(session, 0, now),
    },
    Entry {
        id: "suggestions",
        name: "Suggestions on or off",
        group: Group::Tagging,
        keys: &["Shift+y"],
        when: When::Reading,
        answer: suggesting::turn,
    },
    Entry {
        id: "answer",
        name: "Answer a question of the codebook",
        group: Group::Tagging,
        keys: &["q"],
        when: When::Reading,
        answer: |session, _| {
            let variables = &session.project().codebook.variables;
            (!variables.is_empty()).then(|| vec![Change::Pick(PickerKind::Answers, None)])
        },
    },
    Entry {
        id: "repeat",
        name: "Repeat the last tags here",
        group: Group::Tagging,
        keys: &["."],
        when: When::Reading,
        answer: tagging::repeat,
    },
    Entry {
        id: "comment",
        name: "Comment on the sentence",
        group: Group::Tagging,
        keys: &["c"],
        when: When::Reading,
        answer: |session, _| {
            let panel = Panel::Comment(tagging::comment_now(session));
            session.article().map(|_| tagging::ask(session, Change::Panel(Some(panel))))
        },
    },
    Entry {
        id: "flag",
        name: "Flag for the adjudicator",
        group: Group::Tagging,
        keys: &["!"],
        when: When::Reading,
        answer: tagging::flag,
    },
    Entry {
        id: "span",
        name: "Select words to label (span mode)",
        group: Group::Spans,
        keys: &["s"],
        when: When::Reading,
        answer: |session, _| {
            let state = session.article()?;
            let selection =
                Selection::at_first_word(state.document.as_ref()?, &state.article.text, session.sentence()?)?;
            let help = "Span mode: arrows move, Shift with arrows extends, a letter labels, Escape leaves";
            Some(vec![Change::Select(Some(selection)), Change::Say(help.into())])
        },
    },
    caret!("caret-on", "Caret to the next word", "ArrowRight", Forward, Move),
    caret!("caret-back", "Caret to the previous word", "ArrowLeft", Backward, Move),
    caret!("caret-grow", "Extend to the next word", "Shift+ArrowRight", Forward, Grow),
    caret!("caret-shrink", "Extend to the previous word", "Shift+ArrowLeft", Backward, Grow),
    name_as!("name-person", "1", Person, "The words name a person"),
    name_as!("name-org", "2", Org, "The words name an organisation"),
    name_as!("name-gpe", "3", Gpe, "The words name a country or city"),
    name_as!("name-loc", "4", Loc, "The words name another place"),
    name_as!("name-norp", "5", Norp, "The words name a group"),
    name_as!("name-event", "6", Event, "The words name an event"),
    name_as!("name-facility", "7", Facility, "The words name a facility"),
    Entry {
        id: "leave-span",
        name: "Leave span mode",
        group: Group::Selecting,
        keys: &["Escape"],
        when: When::Selecting,
        answer: |session, _| session.selection().map(|_| vec![Change::Select(None)]),
    },
    Entry {
        id: "entity",
        name: "Show the names of this sentence",
        group: Group::Spans,
        keys: &["e"],
        when: When::Reading,
        answer: |session, _| {
            let state = session.article()?;
            let mention = match &state.mentions[state.mentions_in(session.sentence()?)] {
                [] => return None,
                [only] => only,
                _ => return Some(vec![Change::Pick(PickerKind::Names, None)]),
            };
            let at = Some((session.place().article_ix, mention.span));
            let panel = EntityPanel::new(mention.entity.clone(), at);
            Some(vec![Change::Panel(Some(Panel::Entity(panel)))])
        },
    },
];

fn move_caret(session: &Session, direction: Direction, extend: Extend) -> Option<Vec<Change>> {
    let state = session.article()?;
    let text = &state.article.text;
    let moved = session.selection()?.moved(state.document.as_ref()?, text, direction, extend);
    let place = Place { sentence_ix: state.sentence_at(moved.focus_byte()), ..session.place() };
    let go = (place != session.place()).then_some(Change::Go(place));
    let say = Change::Say(words::selected(&state.words(moved.span)));
    Some(go.into_iter().chain([Change::Select(Some(moved)), say]).collect())
}
