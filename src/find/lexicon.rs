//! The lexicons under `seeds/lexicons`, ready for look-up by word.
//!
//! A hash table from a word to what it says and to the name forms that start with it. Neither
//! aho-corasick nor `regex` is used here: their automata take tens of milliseconds to build at the
//! first call in the page, this table well under two, and names are looked up only at words anyway.

use super::words::{Shape, Word, hash_of, shape_of};
use crate::model::EntityKind;
use crate::text::{order, tokens};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

const ENTITY_FILES: [(&str, EntityKind); 4] = [
    (include_str!("../../seeds/lexicons/people.tsv"), EntityKind::Person),
    (include_str!("../../seeds/lexicons/places.tsv"), EntityKind::Gpe),
    (include_str!("../../seeds/lexicons/organisations.tsv"), EntityKind::Org),
    (include_str!("../../seeds/lexicons/things.tsv"), EntityKind::Event),
];
const WORD_FILE: &str = include_str!("../../seeds/lexicons/words.tsv");

/// A set of word classes, one bit each.
pub(super) type Classes = u64;

macro_rules! classes {
    ($($name:ident = $label:literal)*) => {
        /// The classes of `words.tsv`, by their label there.
        pub(super) mod class {
            #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
            enum Bit { $($name),* }
            $(pub(in crate::find) const $name: super::Classes = 1 << Bit::$name as u64;)*
            pub(super) const ALL: &[(&str, super::Classes)] = &[$(($label, $name)),*];
        }
    };
}

classes! {
    GIVEN = "given" TITLE = "title" TITLE_MOD = "titlemod" ORG_HEAD = "orghead" ORG_TAIL = "orgtail"
    FAC_HEAD = "fachead" LOC_HEAD = "lochead" LOC_FRONT = "locfront" EVENT_HEAD = "eventhead" MONTH = "month"
    WEEKDAY = "weekday" NUMBER = "number" ORDINAL = "ordinal" SCALE = "scale" CURRENCY = "currency" UNIT = "unit"
    PERIOD = "period" CLOCK = "clock" DAYPART = "daypart" TODAY = "today" CUE = "cue" PLACE_PREP = "placeprep"
    DAY_WORD = "day_word" NO_NAME = "noname" DIRECTION = "direction" PARTICLE = "particle" FUNCTION = "function"
    COMMON = "common" DATE_LEAD = "datelead" WORK_HEAD = "workhead"
}

/// A name as written, and what it names.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// Range in [`Lexicon::form_words`].
    start: u32,
    end: u32,
    /// Index into [`Lexicon::targets`].
    pub(super) target: u32,
}

/// A thing that the lexicons know.
pub(super) struct Target {
    pub(super) name: &'static str,
    pub(super) kind: EntityKind,
}

#[derive(Clone, Copy, Default)]
struct Entry {
    classes: Classes,
    /// Range in [`Lexicon::forms`].
    forms: (u32, u32),
}

/// All lexicons.
pub(super) struct Lexicon {
    words: HashMap<u64, Entry, BuildHasherDefault<Ready>>,
    /// Grouped by first word, longest first.
    forms: Vec<Form>,
    form_words: Vec<(u64, Shape)>,
    pub(super) targets: Vec<Target>,
}

/// The hash of a word is a hash already.
#[derive(Default)]
pub(super) struct Ready(u64);

impl Hasher for Ready {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0.rotate_left(5) ^ u64::from(b)).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }
    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl Lexicon {
    /// The lexicons, parsed at the first call.
    pub(super) fn get() -> &'static Lexicon {
        static PARSED: OnceLock<Lexicon> = OnceLock::new();
        PARSED.get_or_init(Lexicon::parse)
    }

    /// The classes of a word and the place of its forms, 0 if none.
    pub(super) fn look_up(&self, hash: u64) -> (Classes, (u32, u32)) {
        self.words.get(&hash).map_or((0, (0, 0)), |entry| (entry.classes, entry.forms))
    }

    /// The longest form that starts at `words[0]`: how many words, and what it names.
    pub(super) fn longest(&self, words: &[Word]) -> Option<(usize, u32)> {
        let (from, to) = words.first()?.forms;
        self.forms[from as usize..to as usize].iter().find_map(|form| {
            let wanted = &self.form_words[form.start as usize..form.end as usize];
            let fits = wanted.len() <= words.len()
                && wanted.iter().zip(words).all(|(&(hash, shape), word)| {
                    hash == word.hash
                        && match shape {
                            Shape::Upper => word.shape == Shape::Upper,
                            Shape::Lower | Shape::Sign | Shape::Number => true,
                            _ => !matches!(word.shape, Shape::Lower),
                        }
                });
            fits.then_some((wanted.len(), form.target))
        })
    }

    fn parse() -> Lexicon {
        let mut lexicon =
            Lexicon { words: HashMap::default(), forms: Vec::new(), form_words: Vec::new(), targets: Vec::new() };
        lexicon.words.reserve(8192);
        for line in WORD_FILE.lines() {
            let Some((label, words)) = line.split_once('\t') else { continue };
            let Some(&(_, class)) = class::ALL.iter().find(|(l, _)| *l == label) else { continue };
            for word in words.split(' ') {
                lexicon.words.entry(hash_of(word)).or_default().classes |= class;
            }
        }
        for (file, kind) in ENTITY_FILES {
            lexicon.read_entities(file, kind);
        }
        let words = &lexicon.form_words;
        let first = |form: &Form| words[form.start as usize].0;
        order::sort_by_key(&mut lexicon.forms, |form| (first(form), std::cmp::Reverse(form.end - form.start)));
        for (ix, form) in lexicon.forms.iter().enumerate() {
            let entry = lexicon.words.entry(first(form)).or_default();
            if entry.forms == (0, 0) {
                entry.forms.0 = ix as u32;
            }
            entry.forms.1 = ix as u32 + 1;
        }
        lexicon
    }

    fn read_entities(&mut self, file: &'static str, mut kind: EntityKind) {
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            if let Some(label) = line.strip_prefix('@') {
                kind = label.parse().unwrap_or(kind);
                continue;
            }
            let (names, people) = line.split_once(';').unwrap_or((line, ""));
            for (forms, kind) in [(names, kind), (people, EntityKind::Norp)] {
                let Some(name) = forms.split('|').next().filter(|n| !n.is_empty()) else { continue };
                let target = self.targets.len() as u32;
                self.targets.push(Target { name, kind });
                for form in forms.split('|') {
                    self.add(form, target);
                    if kind == EntityKind::Norp
                        && form.ends_with(['n', 'i', 'k', 't', 'b', 'd', 'e', 'm', 'w', 'r', 'c'])
                    {
                        self.add(&format!("{form}s"), target);
                    }
                }
            }
        }
    }

    fn add(&mut self, form: &str, target: u32) {
        let start = self.form_words.len() as u32;
        self.form_words.extend(tokens(form).into_iter().map(|t| (hash_of(t.of(form)), shape_of(t.of(form)))));
        self.forms.push(Form { start, end: self.form_words.len() as u32, target });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_word_file_has_a_known_class() {
        for line in WORD_FILE.lines().filter(|l| !l.starts_with('#')) {
            let label = line.split('\t').next().unwrap_or("");
            assert!(class::ALL.iter().any(|(l, _)| *l == label), "unknown class {label:?} in words.tsv");
        }
    }

    #[test]
    fn no_two_words_share_a_hash() {
        let words: std::collections::BTreeSet<&str> =
            WORD_FILE.lines().filter_map(|l| l.split_once('\t')).flat_map(|(_, words)| words.split(' ')).collect();
        let plain: std::collections::BTreeSet<String> = words.iter().map(|w| w.replace('.', "")).collect();
        let hashes: std::collections::BTreeSet<u64> = words.iter().map(|w| hash_of(w)).collect();
        assert_eq!(plain.len(), hashes.len());
    }

    #[test]
    fn the_lexicons_stay_small() {
        let bytes = WORD_FILE.len() + ENTITY_FILES.iter().map(|(file, _)| file.len()).sum::<usize>();
        assert!(bytes <= 60_000, "{bytes} bytes of lexicons, at most 60 000 are paid for by every visitor");
    }
}
