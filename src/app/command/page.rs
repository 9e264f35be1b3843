//! Commands about the page: undo, lists, look, files.

use super::{Entry, Group, When};
use crate::app::article_state::ArticleState;
use crate::app::panel::Panel;
use crate::app::picker::PickerKind;
use crate::app::prefs::Prefs;
use crate::app::route::View;
use crate::app::session::Session;
use crate::app::update::{Change, DownloadKind, Effect};
use crate::model::Sight;

macro_rules! pref {
    ($id:literal, $name:literal, $keys:expr, $when:expr, $field:ident, $say:literal) => {
        Entry {
            id: $id,
            name: $name,
            group: Group::Look,
            keys: $keys,
            when: $when,
            answer: |session, _| {
                let $field = session.prefs().$field.next();
                Some(vec![
                    Change::Prefs(Prefs { $field, ..session.prefs().clone() }),
                    Change::Say(format!("{}: {}", $say, $field.word())),
                ])
            },
        }
    };
}

macro_rules! view {
    ($view:ident, $name:literal, $keys:expr) => {
        Entry {
            id: View::$view.command(),
            name: $name,
            group: Group::Views,
            keys: $keys,
            when: When::Browsing,
            answer: |session, _| (session.view() != View::$view).then(|| vec![Change::View(View::$view)]),
        }
    };
}

pub(super) const COMMANDS: &[Entry] = &[
    Entry {
        id: "undo",
        name: "Undo",
        group: Group::History,
        keys: &["Mod+z"],
        when: When::Always,
        answer: |session, _| session.undo_label().map(|_| vec![Change::Undo]),
    },
    Entry {
        id: "redo",
        name: "Redo",
        group: Group::History,
        keys: &["Mod+Shift+z", "Mod+y"],
        when: When::Always,
        answer: |session, _| session.redo_label().map(|_| vec![Change::Redo]),
    },
    Entry {
        id: "find",
        name: "Find in all articles",
        group: Group::Finding,
        keys: &["/"],
        when: When::Browsing,
        answer: |_, _| Some(vec![Change::Pick(PickerKind::Find, None)]),
    },
    Entry {
        id: "palette",
        name: "All commands",
        group: Group::Finding,
        keys: &["Mod+k"],
        when: When::Always,
        answer: |_, _| Some(vec![Change::Pick(PickerKind::Commands, None)]),
    },
    Entry {
        id: "help",
        name: "Keys",
        group: Group::Finding,
        keys: &["?"],
        when: When::Always,
        answer: |_, _| open(Panel::Help),
    },
    Entry {
        id: "left-out",
        name: "Lines left out of this article",
        group: Group::Finding,
        keys: &["o"],
        when: When::Reading,
        answer: |session, _| seen(session).and_then(|_| open(Panel::LeftOut)),
    },
    Entry {
        id: "details",
        name: "Edit title, outlet and date of this article",
        group: Group::Finding,
        keys: &["d"],
        when: When::Reading,
        answer: |session, _| seen(session).and_then(|_| open(Panel::Details)),
    },
    view!(Tag, "Back to the text", &["Backspace"]),
    view!(Codebook, "Open the codebook", &["b"]),
    view!(Entities, "Open the entities", &["l"]),
    view!(Data, "Open data: files, history, storage", &["Shift+d"]),
    pref!("layout", "Prose or list", &["v"], When::Reading, layout, "Layout"),
    pref!("reading", "Clean reading: hide names and tags", &["x"], When::Reading, reading, "Reading"),
    pref!("advance", "Auto-advance after a tag", &[" "], When::Reading, advance, "Auto-advance"),
    pref!("theme", "Light, dark or as the system", &["m"], When::Browsing, theme, "Theme"),
    pref!("guidelines", "Guidelines beside the text", &["Shift+g"], When::Reading, guidelines, "Guidelines"),
    Entry {
        id: "guide",
        name: "What the codes here mean",
        group: Group::Finding,
        keys: &["g"],
        when: When::Browsing,
        answer: |_, _| open(Panel::Guide { first: None }),
    },
    pref!("times", "Put the time on each sentence into files, or not", &[], When::Browsing, times, "Time in files"),
    Entry {
        id: "add-articles",
        name: "Add articles",
        group: Group::Files,
        keys: &["i"],
        when: When::Browsing,
        answer: |_, _| open(Panel::AddArticles),
    },
    Entry {
        id: "opened",
        name: "What the opened files brought",
        group: Group::Files,
        keys: &[],
        when: When::Browsing,
        answer: |session, _| session.import_report().and_then(|_| open(Panel::Opened)),
    },
    Entry {
        id: "download-json",
        name: "Download JSON",
        group: Group::Files,
        keys: &["Mod+s"],
        when: When::Always,
        answer: |_, _| Some(vec![Change::Shell(Effect::Download(DownloadKind::Json))]),
    },
    Entry {
        id: "download-own",
        name: "Download my tags, without the texts",
        group: Group::Files,
        keys: &[],
        when: When::Always,
        answer: |session, _| session.coder().map(|_| vec![Change::Shell(Effect::Download(DownloadKind::Own))]),
    },
    Entry {
        id: "download-csv",
        name: "Download CSV",
        group: Group::Files,
        keys: &["Mod+Shift+s"],
        when: When::Always,
        answer: |_, _| Some(vec![Change::Shell(Effect::Download(DownloadKind::Csv))]),
    },
];

/// The open article, unless its outlet is hidden.
fn seen(session: &Session) -> Option<&ArticleState> {
    session.article().filter(|state| state.sight == Sight::Open)
}

fn open(panel: Panel) -> Option<Vec<Change>> {
    Some(vec![Change::Panel(Some(panel))])
}
