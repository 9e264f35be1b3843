//! How one person likes the page. Small, per browser, never part of the project.

use super::keymap::Keymap;
use crate::model::{CoderId, EntityKind};

/// Preferences. Kept as `key=value` words, so an unknown or broken one costs only itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prefs {
    /// How the text is laid out.
    pub layout: Layout,
    /// Types of names that are not shown.
    pub hidden: Vec<EntityKind>,
    /// Whether names and tags are shown.
    pub reading: Reading,
    /// Whether tagging moves on.
    pub advance: Advance,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the codebook's guidelines stand beside the text.
    pub guidelines: Guidelines,
    /// Whether files have the time spent on each sentence.
    pub times: Times,
    /// Who tags in this browser.
    pub coder: Option<CoderId>,
    /// Keys that are not the commands' own.
    pub keys: Keymap,
}

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl Default for $name {
            /// The first.
            fn default() -> $name {
                [$($name::$variant),*][0]
            }
        }

        impl $name {
            /// The choice as stored and as CSS knows it.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }

            fn read(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }

            /// The one after this, round and round.
            pub fn next(self) -> $name {
                let all = [$($name::$variant),*];
                let ix = all.iter().position(|x| *x == self).unwrap_or(0);
                all[(ix + 1) % all.len()]
            }
        }
    )*};
}
choices! {
    /// How the text is laid out.
    Layout {
        /// Paragraphs as printed.
        Prose = "prose",
        /// A row a sentence.
        List = "list",
    }
    /// What is shown beside the words.
    Reading {
        /// Names and tags.
        Marked = "marked",
        /// The words alone.
        Clean = "clean",
    }
    /// What follows a tag.
    Advance {
        /// The place stays.
        Stay = "stay",
        /// The next sentence, once this one has its tags.
        MoveOn = "move-on",
    }
    /// The codebook's guidelines beside the text.
    Guidelines {
        /// One key away.
        Hidden = "hidden",
        /// Beside the text.
        Shown = "shown",
    }
    /// Whether the time spent on each sentence goes into a file.
    Times {
        /// It stays here.
        KeepHere = "keep-here",
        /// It goes along.
        Export = "export",
    }
    /// Light or dark.
    Theme {
        /// As the system says.
        System = "system",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
}

impl Prefs {
    /// The words to store.
    pub fn write(&self) -> String {
        let hidden: Vec<&str> = self.hidden.iter().map(|kind| kind.as_str()).collect();
        let mut words = vec![
            format!("layout={}", self.layout.word()),
            format!("reading={}", self.reading.word()),
            format!("advance={}", self.advance.word()),
            format!("theme={}", self.theme.word()),
            format!("guidelines={}", self.guidelines.word()),
            format!("times={}", self.times.word()),
            format!("hidden={}", hidden.join(",")),
        ];
        if !self.keys.is_empty() {
            words.push(format!("keys={}", self.keys.write()));
        }
        words.extend(self.coder.as_ref().map(|coder| format!("coder={coder}")));
        words.join(" ")
    }

    /// Reads what [`Prefs::write`] wrote; anything else counts as not said.
    pub fn read(text: &str) -> Prefs {
        let mut prefs = Prefs::default();
        for (key, value) in text.split(' ').filter_map(|word| word.split_once('=')) {
            match key {
                "layout" => prefs.layout = Layout::read(value).unwrap_or_default(),
                "reading" => prefs.reading = Reading::read(value).unwrap_or_default(),
                "advance" => prefs.advance = Advance::read(value).unwrap_or_default(),
                "times" => prefs.times = Times::read(value).unwrap_or_default(),
                "theme" => prefs.theme = Theme::read(value).unwrap_or_default(),
                "guidelines" => prefs.guidelines = Guidelines::read(value).unwrap_or_default(),
                "hidden" => prefs.hidden = value.split(',').filter_map(|kind| kind.parse().ok()).collect(),
                "keys" => prefs.keys = Keymap::read(value),
                "coder" => prefs.coder = Some(CoderId::new(value)),
                _ => {}
            }
        }
        prefs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_survive_and_nonsense_is_ignored() {
        let prefs = Prefs {
            layout: Layout::List,
            hidden: vec![EntityKind::Date, EntityKind::Norp],
            theme: Theme::Dark,
            coder: Some(CoderId::new("c:ana-díaz")),
            keys: Keymap::default().with("undo", "Mod+u"),
            ..Prefs::default()
        };
        assert_eq!(Prefs::read(&prefs.write()), prefs);
        assert_eq!(
            Prefs::read("layout=sideways hidden=DATE,HAT =  x=y"),
            Prefs { hidden: vec![EntityKind::Date], ..Prefs::default() }
        );
    }
}
