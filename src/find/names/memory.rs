//! What a document says about its own names: surnames, acronyms, short forms, the kind a name has elsewhere.
//!
//! Gathered once; `resolver.rs` decides by it.

use super::finder::Candidate;
use super::surname::surname;
use crate::find::address::PLAIN_ADDRESS;
use crate::find::lexicon::class::{COMMON, FUNCTION, MONTH, NO_NAME, TITLE, WEEKDAY};
use crate::find::lexicon::{Classes, Lexicon, Ready};
use crate::find::words::{Shape, Word, hash_of, hashes, is_hyphen, mixed};
use crate::model::EntityKind;
use crate::text::Span;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

pub(super) type HashTable<T> = HashMap<u64, T, BuildHasherDefault<Ready>>;

/// Words that are no surname where the tagger saw no name.
pub(super) const NEVER_A_SURNAME: Classes = COMMON | FUNCTION | MONTH | NO_NAME | TITLE | WEEKDAY;

/// Of a surname that more people have, the others are not remembered.
const MOST_OF_A_SURNAME: usize = 32;

/// Evidence gathered over the whole document.
#[derive(Default)]
pub(in crate::find) struct Memory {
    /// A person's surname, and where people are first named in full with it (candidate index), in order.
    pub(super) people: HashTable<Vec<u32>>,
    /// How a full name of a person begins ("Maggie"), and where it stands first (candidate index); `None` where several
    /// people's begin so.
    pub(super) given: HashTable<Option<u32>>,
    /// A name's words, and how often it is of each kind.
    pub(super) kinds: HashTable<[u16; 12]>,
    /// A name's words, and the thing of the lexicon that they are elsewhere in the document.
    pub(super) targets: HashTable<u32>,
    /// Surnames that the lexicon has of one person, and that mean that person in this document: named so before anybody
    /// else of that surname is named in full, or in full, or with an office. With where that is (candidate index).
    pub(super) meant: HashTable<u32>,
    /// The initials of an organisation, and where it is named (candidate index); `None` where several have them.
    pub(super) initials: HashTable<Option<u32>>,
    /// The first words of a company's full name ("Meta" of "Meta Platforms Inc."), and where it is named (candidate
    /// index); `None` where several begin so.
    pub(super) companies: HashTable<Option<u32>>,
    /// An acronym, and the organisation (candidate index) it was introduced for.
    pub(super) acronyms: HashTable<u32>,
}

/// Text, words and candidates of a document.
pub(in crate::find) struct Read<'a> {
    pub(in crate::find) text: &'a str,
    pub(in crate::find) words: &'a [Word],
    pub(in crate::find) candidates: &'a [Candidate],
    pub(in crate::find) lexicon: &'a Lexicon,
    /// Whether the document has a word in small letters too.
    pub(in crate::find) is_small: &'a dyn Fn(&Word) -> bool,
}

impl<'a> Read<'a> {
    pub(super) fn words_of(&self, candidate: &Candidate) -> &'a [Word] {
        &self.words[candidate.start as usize..candidate.end as usize]
    }

    pub(super) fn span_of(&self, candidate: &Candidate) -> Span {
        Span {
            start: self.words[candidate.start as usize].span.start,
            end: self.words[candidate.end as usize - 1].span.end,
        }
    }

    /// Whether an office stands before the name: "President".
    fn has_office(&self, candidate: &Candidate) -> bool {
        (candidate.start as usize).checked_sub(1).is_some_and(|before| {
            let word = &self.words[before];
            word.is(TITLE) && !word.is_one_of(&PLAIN_ADDRESS)
        })
    }

    pub(super) fn name_hash(&self, candidate: &Candidate) -> u64 {
        hash_words(self.words_of(candidate))
    }
}

pub(super) fn hash_words(words: &[Word]) -> u64 {
    words.iter().fold(words.len() as u64, |hash, word| mixed(hash, word.hash))
}

pub(super) fn is_amount(kind: EntityKind) -> bool {
    matches!(kind, EntityKind::Date | EntityKind::Time | EntityKind::Money | EntityKind::Percent | EntityKind::Quantity)
}

impl Memory {
    /// Reads all candidates once.
    pub(in crate::find) fn gather(read: &Read) -> Memory {
        let mut memory = Memory::default();
        for (ix, candidate) in read.candidates.iter().enumerate() {
            if is_amount(candidate.kind) {
                continue;
            }
            let words = read.words_of(candidate);
            let is_pair = matches!(words, [_, sign, _] if is_hyphen(read.text, sign));
            if candidate.kind == EntityKind::Person && words.len() > 1 && !is_pair {
                let surname_of = |ix: u32| surname(read.text, read.words_of(&read.candidates[ix as usize]));
                let first = memory.given.entry(words[0].hash).or_insert(Some(ix as u32));
                *first = first.filter(|first| surname_of(*first) == surname_of(ix as u32));
                let name = |ix: &u32| read.name_hash(&read.candidates[*ix as usize]);
                let people = memory.people.entry(surname_of(ix as u32)).or_default();
                if people.len() < MOST_OF_A_SURNAME && !people.iter().any(|known| name(known) == name(&(ix as u32))) {
                    people.push(ix as u32);
                }
            }
            if candidate.kind == EntityKind::Person && candidate.target.is_some() {
                let is_first = || words.len() > 1 || !memory.people.contains_key(&words[0].hash);
                if is_first() || read.has_office(candidate) {
                    memory.meant.insert(surname(read.text, words), ix as u32);
                }
            }
            if let Some(target) = candidate.target {
                memory.targets.insert(hash_words(words), target);
            }
            let votes = memory.kinds.entry(hash_words(words)).or_default();
            votes[candidate.kind as usize] = votes[candidate.kind as usize].saturating_add(1);
            if candidate.kind == EntityKind::Org && words.len() > 1 {
                memory.introduce_acronym(read, ix);
                memory.note_initials(read, ix);
                memory.note_company(read, ix);
            }
        }
        memory
    }

    /// "Ministry of Defence": "MOD" may mean it, unless another name has these initials.
    fn note_initials(&mut self, read: &Read, ix: usize) {
        let words = read.words_of(&read.candidates[ix]);
        let firsts = words.iter().filter(|word| word.shape != Shape::Sign);
        let initials: String = firsts.filter_map(|word| word.span.of(read.text).chars().next()).collect();
        let name = |ix: u32| read.name_hash(&read.candidates[ix as usize]);
        let known = self.initials.entry(hash_of(&initials)).or_insert(Some(ix as u32));
        if known.is_some_and(|known| name(known) != name(ix as u32)) {
            *known = None;
        }
    }

    /// "Meta Platforms Inc.": "Meta" and "Meta Platforms" mean it, unless another company begins so.
    fn note_company(&mut self, read: &Read, ix: usize) {
        let words = read.words_of(&read.candidates[ix]);
        if !has_legal_form(words) {
            return;
        }
        let name = |ix: u32| read.name_hash(&read.candidates[ix as usize]);
        for n_words in 1..words.len().min(LONGEST_SHORT_FORM + 1) {
            let short = &words[..n_words];
            if n_words == 1 && short[0].is(NEVER_A_SURNAME) {
                continue;
            }
            let known = self.companies.entry(hash_words(short)).or_insert(Some(ix as u32));
            if known.is_some_and(|known| name(known) != name(ix as u32)) {
                *known = None;
            }
        }
    }

    /// "Alliance of Sahel States (AES)": the acronym means the name from here on, and before.
    fn introduce_acronym(&mut self, read: &Read, ix: usize) {
        let end = read.candidates[ix].end as usize;
        let [open, acronym, close, ..] = &read.words[end..] else { return };
        let text = |w: &Word| w.span.of(read.text);
        if text(open) == "(" && text(close) == ")" && acronym.shape == Shape::Upper {
            self.acronyms.entry(acronym.hash).or_insert(ix as u32);
        }
    }
}

/// What the full name of a company ends with, in small letters and without a full stop.
const LEGAL_FORMS: [u32; 12] =
    hashes(["inc", "corp", "corporation", "co", "ltd", "limited", "plc", "llc", "ag", "sa", "nv", "gmbh"]);

/// A longer name is no short form.
pub(super) const LONGEST_SHORT_FORM: usize = 4;

pub(super) fn has_legal_form(words: &[Word]) -> bool {
    words.last().is_some_and(|last| last.is_one_of(&LEGAL_FORMS))
}
