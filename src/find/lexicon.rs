//! The lexicons under `seeds/lexicons`, ready for look-up by word.
//!
//! A hash table from a word to what it says and to the name forms that start with it. Neither
//! aho-corasick nor `regex` is used here: their automata take tens of milliseconds to build at the
//! first call in the page, and names are looked up only at words anyway.
//!
//! The table is made in code that the browser has not optimised yet: so it is plain loops over bytes and two lists,
//! where a map of the standard library took ten times as long.

use super::words::{Shape, Word, WordHash, hash_of, shape_of, shape_of_letters};
use crate::model::EntityKind;
use crate::text::tokens;
use std::hash::Hasher;
use std::sync::OnceLock;

const ENTITY_FILES: [(&str, EntityKind); 4] = [
    (include_str!("../../seeds/lexicons/people.tsv"), EntityKind::Person),
    (include_str!("../../seeds/lexicons/places.tsv"), EntityKind::Gpe),
    (include_str!("../../seeds/lexicons/organisations.tsv"), EntityKind::Org),
    (include_str!("../../seeds/lexicons/things.tsv"), EntityKind::Event),
];
const WORD_FILE: &str = include_str!("../../seeds/lexicons/words.tsv");

/// A set of word classes, one bit each.
pub(super) type Classes = u32;

macro_rules! classes {
    ($($name:ident = $label:literal)*) => {
        /// The classes of `words.tsv`, by their label there.
        pub(super) mod class {
            #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
            enum Bit { $($name),* }
            $(pub(in crate::find) const $name: super::Classes = 1 << Bit::$name as u32;)*
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
    COMMON = "common" DATE_LEAD = "datelead" WORK_HEAD = "workhead" WOMAN = "woman" MAN = "man"
}

/// A name as written, and what it names.
#[derive(Clone, Copy)]
struct Form {
    /// Range in [`Lexicon::form_words`].
    start: u32,
    end: u32,
    /// Index into [`Lexicon::targets`].
    target: u32,
    /// The next form of the same first word, which is no longer than this one.
    next: FormId,
}

/// A place in [`Lexicon::forms`] plus one; 0 is none.
pub(super) type FormId = u16;

/// A thing that the lexicons know.
pub(super) struct Target {
    pub(super) name: &'static str,
    pub(super) kind: EntityKind,
    /// Of a people, the place that is theirs: an index into [`Lexicon::targets`].
    pub(super) people_of: Option<u32>,
}

#[derive(Clone, Copy)]
struct Entry {
    hash: u64,
    classes: Classes,
    first_form: FormId,
}

/// All lexicons.
pub(super) struct Lexicon {
    /// By hash, with linear probing: places in `entries` plus one; 0 is empty. Its length is a power of two.
    slots: Vec<u16>,
    entries: Vec<Entry>,
    forms: Vec<Form>,
    form_words: Vec<(u64, Shape)>,
    pub(super) targets: Vec<Target>,
}

/// Three times as many as there are words, so that a search ends soon; a test sees to it that it stays so.
const N_SLOTS: usize = 1 << 14;

/// The hash of a word is a hash already; other numbers are spread.
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
    fn write_u32(&mut self, number: u32) {
        self.write_usize(number as usize);
    }
    fn write_usize(&mut self, number: usize) {
        self.0 = (self.0.rotate_left(5) ^ number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 ^= self.0 >> 32;
    }
}

/// The lines of a lexicon that are not for people.
fn entries(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Lexicon {
    /// The lexicons, parsed at the first call.
    pub(super) fn get() -> &'static Lexicon {
        static PARSED: OnceLock<Lexicon> = OnceLock::new();
        PARSED.get_or_init(Lexicon::parse)
    }

    /// The classes of a word and its longest form, 0 if none.
    pub(super) fn look_up(&self, hash: u64) -> (Classes, FormId) {
        let place = self.slots[self.slot(hash)];
        self.entries.get(usize::from(place).wrapping_sub(1)).map_or((0, 0), |entry| (entry.classes, entry.first_form))
    }

    /// The longest form that starts at `words[0]`: how many words, and what it names.
    pub(super) fn longest(&self, words: &[Word]) -> Option<(usize, u32)> {
        self.longest_where(words, |shape, word| match shape {
            Shape::Upper => word.shape == Shape::Upper,
            Shape::Lower | Shape::Sign | Shape::Number => true,
            _ => !matches!(word.shape, Shape::Lower),
        })
    }

    /// The same in a text without capitals. Forms in capitals are left out: "who" and "us" are other words there.
    pub(super) fn longest_in_small(&self, words: &[Word]) -> Option<(usize, u32)> {
        self.longest_where(words, |shape, _| shape != Shape::Upper)
    }

    fn longest_where(&self, words: &[Word], fits_shape: impl Fn(Shape, &Word) -> bool) -> Option<(usize, u32)> {
        let mut next = words.first()?.form;
        while let Some(form) = self.forms.get((next as usize).wrapping_sub(1)) {
            let wanted = &self.form_words[form.start as usize..form.end as usize];
            let fits = wanted.len() <= words.len()
                && wanted.iter().zip(words).all(|(&(hash, shape), word)| hash == word.hash && fits_shape(shape, word));
            if fits {
                return Some((wanted.len(), form.target));
            }
            next = form.next;
        }
        None
    }

    /// The slot of a word, empty if the word is not there.
    fn slot(&self, hash: u64) -> usize {
        let mut slot = hash as usize % N_SLOTS;
        loop {
            match self.slots[slot] {
                0 => return slot,
                place if self.entries[usize::from(place) - 1].hash == hash => return slot,
                _ => slot = (slot + 1) % N_SLOTS,
            }
        }
    }

    fn entry(&mut self, hash: u64) -> &mut Entry {
        let slot = self.slot(hash);
        if self.slots[slot] == 0 {
            self.entries.push(Entry { hash, classes: 0, first_form: 0 });
            self.slots[slot] = self.entries.len() as u16;
        }
        &mut self.entries[usize::from(self.slots[slot]) - 1]
    }

    fn parse() -> Lexicon {
        let mut lexicon = Lexicon {
            slots: vec![0; N_SLOTS],
            entries: Vec::with_capacity(N_SLOTS / 2),
            forms: Vec::with_capacity(N_SLOTS / 4),
            form_words: Vec::with_capacity(N_SLOTS / 2),
            targets: Vec::with_capacity(N_SLOTS / 4),
        };
        for line in entries(WORD_FILE) {
            let Some((label, words)) = line.split_once('\t') else { continue };
            let Some(&(_, class)) = class::ALL.iter().find(|(l, _)| *l == label) else { continue };
            let is_given = class & (class::WOMAN | class::MAN) != 0;
            let class = if is_given { class | class::GIVEN } else { class };
            for word in words.split(' ') {
                lexicon.entry(hash_of(word)).classes |= class;
            }
        }
        for (file, kind) in ENTITY_FILES {
            lexicon.read_entities(file, kind);
        }
        lexicon
    }

    fn read_entities(&mut self, file: &'static str, mut kind: EntityKind) {
        for line in entries(file) {
            if let Some(label) = line.strip_prefix('@') {
                kind = label.parse().unwrap_or(kind);
                continue;
            }
            let (names, people) = line.split_once(';').unwrap_or((line, ""));
            let place = self.targets.len() as u32;
            for (forms, kind, people_of) in [(names, kind, None), (people, EntityKind::Norp, Some(place))] {
                let target = self.targets.len() as u32;
                for (nth, form) in forms.split('|').filter(|form| !form.is_empty()).enumerate() {
                    if nth == 0 {
                        self.targets.push(Target { name: form, kind, people_of });
                    }
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
        let start = self.form_words.len();
        if !self.add_plain(form) {
            self.form_words.truncate(start);
            self.form_words.extend(tokens(form).into_iter().map(|t| (hash_of(t.of(form)), shape_of(t.of(form)))));
        }
        self.forms.push(Form { start: start as u32, end: self.form_words.len() as u32, target, next: 0 });
        self.chain(self.forms.len() as FormId);
    }

    /// Adds the words of a form of nothing but letters and spaces, as most are, in one go; `false` for another one.
    fn add_plain(&mut self, form: &str) -> bool {
        let mut hash = WordHash::default();
        let (mut is_first_upper, mut n_upper, mut n_letters) = (false, 0, 0);
        for &b in form.as_bytes() {
            match b {
                b'a'..=b'z' => hash.add(b.into()),
                b'A'..=b'Z' => {
                    is_first_upper |= n_letters == 0;
                    n_upper += 1;
                    hash.add((b | 0x20).into());
                }
                b' ' => {
                    self.form_words.push((hash.end(), shape_of_letters(is_first_upper, n_upper, n_letters)));
                    (hash, is_first_upper, n_upper, n_letters) = (WordHash::default(), false, 0, 0);
                    continue;
                }
                _ => return false,
            }
            n_letters += 1;
        }
        self.form_words.push((hash.end(), shape_of_letters(is_first_upper, n_upper, n_letters)));
        true
    }

    /// Puts a form behind those of the same first word that are as long or longer.
    fn chain(&mut self, id: FormId) {
        let length = |form: &Form| form.end - form.start;
        let form = self.forms[id as usize - 1];
        let hash = self.form_words[form.start as usize].0;
        let first = self.entry(hash).first_form;
        let (mut before, mut next) = (0, first);
        while next != 0 && length(&self.forms[next as usize - 1]) >= length(&form) {
            (before, next) = (next, self.forms[next as usize - 1].next);
        }
        self.forms[id as usize - 1].next = next;
        match before {
            0 => self.entry(hash).first_form = id,
            _ => self.forms[before as usize - 1].next = id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_word_file_has_a_known_class() {
        for line in entries(WORD_FILE) {
            let label = line.split('\t').next().unwrap_or("");
            assert!(class::ALL.iter().any(|(l, _)| *l == label), "unknown class {label:?} in words.tsv");
        }
    }

    #[test]
    fn no_two_words_share_a_hash() {
        let words: std::collections::BTreeSet<&str> =
            entries(WORD_FILE).filter_map(|l| l.split_once('\t')).flat_map(|(_, words)| words.split(' ')).collect();
        let plain: std::collections::BTreeSet<String> = words.iter().map(|w| w.replace('.', "")).collect();
        let hashes: std::collections::BTreeSet<u64> = words.iter().map(|w| hash_of(w)).collect();
        assert_eq!(plain.len(), hashes.len());
    }

    #[test]
    fn longer_forms_come_first_and_most_slots_are_empty() {
        let lexicon = Lexicon::get();
        assert!(lexicon.entries.len() * 2 < N_SLOTS, "{} words in {N_SLOTS} slots: double them", lexicon.entries.len());
        for form in &lexicon.forms {
            let Some(next) = lexicon.forms.get((form.next as usize).wrapping_sub(1)) else { continue };
            assert!(next.end - next.start <= form.end - form.start);
            assert_eq!(lexicon.form_words[next.start as usize].0, lexicon.form_words[form.start as usize].0);
        }
    }

    #[test]
    fn a_plain_form_has_the_words_that_the_tokeniser_finds() {
        let mut lexicon = Lexicon::parse();
        for (file, _) in ENTITY_FILES {
            for form in entries(file).filter(|line| !line.starts_with('@')).flat_map(|line| line.split(['|', ';'])) {
                lexicon.form_words.clear();
                if lexicon.add_plain(form) {
                    let words: Vec<_> =
                        tokens(form).iter().map(|t| (hash_of(t.of(form)), shape_of(t.of(form)))).collect();
                    assert_eq!(lexicon.form_words, words, "{form}");
                }
            }
        }
    }

    #[test]
    fn the_lexicons_stay_small() {
        let bytes = WORD_FILE.len() + ENTITY_FILES.iter().map(|(file, _)| file.len()).sum::<usize>();
        assert!(bytes <= 60_000, "{bytes} bytes of lexicons, at most 60 000 are paid for by every visitor");
    }
}
