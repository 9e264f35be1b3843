//! What a document says about its own names: surnames, acronyms, the kind a name has elsewhere.

use super::finder::{Candidate, How};
use super::slug::{person_slug, slug};
use super::surname::surname;
use crate::find::lexicon::class::{COMMON, FUNCTION, MONTH, NO_NAME, TITLE, WEEKDAY};
use crate::find::lexicon::{Classes, Lexicon, Ready};
use crate::find::words::{Shape, Word, hash_of, is_hyphen};
use crate::model::{DocumentEntity, EntityKind, Mention};
use crate::text::Span;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::rc::Rc;

type HashTable<T> = HashMap<u64, T, BuildHasherDefault<Ready>>;

/// Words that are no surname where the tagger saw no name.
const NEVER_A_SURNAME: Classes = COMMON | FUNCTION | MONTH | NO_NAME | TITLE | WEEKDAY;

/// Shorter ones have too many meanings.
const SHORTEST_ACRONYM: usize = 3;

/// Evidence gathered over the whole document.
#[derive(Default)]
pub(in crate::find) struct Memory {
    /// A person's surname, and where such a person is named in full (candidate index), in order.
    people: HashTable<Vec<u32>>,
    /// A name's words, and how often it is of each kind.
    kinds: HashTable<[u16; 12]>,
    /// A name's words, and the thing of the lexicon that they are elsewhere in the document.
    targets: HashTable<u32>,
    /// Surnames that the lexicon has of one person, and that mean that person in this document: named so before anybody
    /// else of that surname is named in full, or in full, or with an office.
    meant: HashTable<()>,
    /// The initials of an organisation, and where it is named (candidate index); `None` where several have them.
    initials: HashTable<Option<u32>>,
    /// An acronym, and the organisation (candidate index) it was introduced for.
    acronyms: HashTable<u32>,
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
    fn words_of(&self, candidate: &Candidate) -> &'a [Word] {
        &self.words[candidate.start as usize..candidate.end as usize]
    }

    fn span_of(&self, candidate: &Candidate) -> Span {
        Span {
            start: self.words[candidate.start as usize].span.start,
            end: self.words[candidate.end as usize - 1].span.end,
        }
    }

    /// Whether an office stands before the name: "President".
    fn has_office(&self, candidate: &Candidate) -> bool {
        (candidate.start as usize).checked_sub(1).is_some_and(|before| {
            let word = &self.words[before];
            word.is(TITLE) && !is_one_of(word, &OF_A_WOMAN) && !is_one_of(word, &["mr", "mx"])
        })
    }

    fn name_hash(&self, candidate: &Candidate) -> u64 {
        hash_words(self.words_of(candidate))
    }
}

pub(super) fn hash_words(words: &[Word]) -> u64 {
    words
        .iter()
        .fold(words.len() as u64, |hash, word| (hash.rotate_left(7) ^ word.hash).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn is_amount(kind: EntityKind) -> bool {
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
                memory.people.entry(surname(read.text, words)).or_default().push(ix as u32);
            }
            if candidate.kind == EntityKind::Person && candidate.target.is_some() {
                let is_first = || words.len() > 1 || !memory.people.contains_key(&words[0].hash);
                if is_first() || read.has_office(candidate) {
                    memory.meant.insert(surname(read.text, words), ());
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

/// What stands before a woman's surname. The lexicon's people of one surname are mostly men.
const OF_A_WOMAN: [&str; 3] = ["mrs", "ms", "miss"];

/// Whether a word is one of these, in small letters and without a full stop.
fn is_one_of(word: &Word, forms: &[&str]) -> bool {
    forms.iter().any(|form| hash_of(form) == word.hash)
}

/// The key of an amount: "12.5%" is not "125%", nor "€35" "$35".
fn amount_key(amount: &str) -> String {
    let words: Vec<&str> = amount.split_whitespace().collect();
    words.join("-").to_lowercase()
}

/// The key of a name that the lexicon does not have.
fn key_of(name: &str, kind: EntityKind) -> String {
    if kind == EntityKind::Person {
        return person_slug(name);
    }
    if is_amount(kind) {
        return amount_key(name);
    }
    let mut key = slug(name);
    // "Northern Europeans" are the "Northern European".
    if kind == EntityKind::Norp && key.ends_with("ans") {
        key.pop();
    }
    // "Ministry of Defence", "Defense Ministry"
    for office in ["ministry", "department"] {
        let field = key.strip_prefix(office).and_then(|rest| rest.strip_prefix("-of-"));
        if let Some(field) = field.filter(|field| kind == EntityKind::Org && !field.contains("-of-")) {
            key = format!("{field}-{office}").replace("defence", "defense");
            break;
        }
    }
    key
}

/// Turns candidates into mentions and entities.
pub(in crate::find) struct Resolver<'a> {
    read: Read<'a>,
    memory: Memory,
    by_key: HashMap<Rc<str>, u32>,
    /// Words of a name and its kind, and the entity they were resolved to.
    seen: HashTable<u32>,
    /// The entity of a lexicon target.
    by_target: HashMap<u32, u32, BuildHasherDefault<Ready>>,
    /// Full person named last, by surname.
    latest: HashTable<u32>,
    pub(in crate::find) entities: Vec<DocumentEntity>,
    pub(in crate::find) mentions: Vec<Mention>,
}

impl<'a> Resolver<'a> {
    pub(in crate::find) fn new(read: Read<'a>) -> Resolver<'a> {
        let memory = Memory::gather(&read);
        Resolver {
            read,
            memory,
            by_key: HashMap::new(),
            seen: HashTable::default(),
            by_target: HashMap::default(),
            latest: HashTable::default(),
            entities: Vec::new(),
            mentions: Vec::new(),
        }
    }

    /// Decides every candidate, in order.
    pub(in crate::find) fn run(mut self) -> (Vec<Mention>, Vec<DocumentEntity>) {
        let candidates = self.read.candidates;
        let mut passed = 0;
        for candidate in candidates {
            self.surnames(passed, candidate.start);
            passed = candidate.end;
            if self.is_two_people(candidate) {
                self.surnames(candidate.start, candidate.end);
                continue;
            }
            let (kind, entity) = self.decide(candidate);
            self.mentions.push(Mention { span: self.read.span_of(candidate), kind, entity });
        }
        self.surnames(passed, self.read.words.len() as u32);
        (self.mentions, self.entities)
    }

    /// "Baker-Stone talks", where both are named in full elsewhere.
    fn is_two_people(&self, candidate: &Candidate) -> bool {
        let is_known = |word: &Word| self.memory.people.contains_key(&word.hash) && !(self.read.is_small)(word);
        match self.read.words_of(candidate) {
            [one, sign, other] => is_hyphen(self.read.text, sign) && is_known(one) && is_known(other),
            _ => false,
        }
    }

    /// Surnames of people of this document among words that no candidate covers: the tagger sees one sentence only.
    fn surnames(&mut self, start: u32, end: u32) {
        for at in start..end {
            let word = self.read.words[at as usize];
            let is_name =
                word.shape == Shape::Cap && !word.is(NEVER_A_SURNAME) && self.memory.people.contains_key(&word.hash);
            if is_name && !(self.read.is_small)(&word) {
                let candidate =
                    Candidate { start: at, end: at + 1, kind: EntityKind::Person, target: None, how: How::Surname };
                let (kind, entity) = self.decide(&candidate);
                self.mentions.push(Mention { span: word.span, kind, entity });
            }
        }
    }

    fn decide(&mut self, candidate: &Candidate) -> (EntityKind, u32) {
        let words = self.read.words_of(candidate);
        let hash = self.read.name_hash(candidate);
        if let Some(target) = candidate.target {
            if let Some(entity) = self.namesake(candidate) {
                return (EntityKind::Person, entity);
            }
            let entity = self.entity_of_target(target);
            if candidate.kind == EntityKind::Person && words.len() > 1 {
                self.latest.insert(surname(self.read.text, words), entity);
            }
            return (candidate.kind, entity);
        }
        if is_amount(candidate.kind) {
            return (candidate.kind, self.entity_of_name(candidate, candidate.kind, hash));
        }
        if words.len() == 1 {
            return self.decide_word(candidate, hash);
        }
        // A surname of several words, of somebody named in full before: "Bankman-Fried", "Duncan Smith".
        if let Some(&person) = self.latest.get(&hash) {
            return (EntityKind::Person, person);
        }
        let kind = self.voted(hash, candidate);
        let entity = self.entity_of_name(candidate, kind, hash);
        if kind == EntityKind::Person {
            if let [_, second, last] = words
                && second.shape == Shape::Cap
                && last.shape == Shape::Cap
            {
                self.latest.insert(hash_words(&words[1..]), entity);
            }
            self.latest.insert(surname(self.read.text, words), entity);
        }
        (kind, entity)
    }

    fn decide_word(&mut self, candidate: &Candidate, hash: u64) -> (EntityKind, u32) {
        let word = self.read.words[candidate.start as usize];
        if let Some(&full) = self.memory.acronyms.get(&word.hash) {
            let full = self.read.candidates[full as usize];
            let kind = self.voted(self.read.name_hash(&full), &full);
            return (kind, self.entity_of_name(&full, kind, self.read.name_hash(&full)));
        }
        if let Some(person) = self.person_of(word.hash) {
            return (EntityKind::Person, person);
        }
        let initials =
            self.memory.initials.get(&word.hash).copied().flatten().filter(|_| candidate.kind == EntityKind::Org);
        if let Some(full) = initials.filter(|_| word.shape == Shape::Upper && word.span.len() >= SHORTEST_ACRONYM) {
            let full = self.read.candidates[full as usize];
            let kind = self.voted(self.read.name_hash(&full), &full);
            return (kind, self.entity_of_name(&full, kind, self.read.name_hash(&full)));
        }
        let kind = self.voted(hash, candidate);
        (kind, self.entity_of_name(candidate, kind, hash))
    }

    /// Who is named in full with this surname: last, or first of all.
    fn person_of(&mut self, surname: u64) -> Option<u32> {
        let people = self.memory.people.get(&surname)?;
        if let Some(&entity) = self.latest.get(&surname) {
            return Some(entity);
        }
        let full = self.read.candidates[people[0] as usize];
        Some(match full.target {
            Some(target) => self.entity_of_target(target),
            None => self.entity_of_name(&full, EntityKind::Person, self.read.name_hash(&full)),
        })
    }

    /// Somebody of this document who is meant by a surname that the lexicon has of somebody else: "Mrs. Obama".
    fn namesake(&mut self, candidate: &Candidate) -> Option<u32> {
        let [word] = self.read.words_of(candidate) else { return None };
        let before = (candidate.start as usize).checked_sub(1).map(|before| self.read.words[before]);
        let is_addressed = before.is_some_and(|before| is_one_of(&before, &OF_A_WOMAN));
        let is_other =
            candidate.kind == EntityKind::Person && (is_addressed || !self.memory.meant.contains_key(&word.hash));
        if is_other { self.person_of(word.hash) } else { None }
    }

    /// The kind that the document gives this name most.
    fn voted(&self, hash: u64, candidate: &Candidate) -> EntityKind {
        let Some(votes) = self.memory.kinds.get(&hash) else { return candidate.kind };
        let own = u32::from(votes[candidate.kind as usize]);
        let best = EntityKind::ALL.iter().rev().max_by_key(|k| votes[**k as usize]).copied().unwrap_or(candidate.kind);
        if u32::from(votes[best as usize]) > own { best } else { candidate.kind }
    }

    fn entity_of_target(&mut self, target: u32) -> u32 {
        if let Some(&entity) = self.by_target.get(&target) {
            return entity;
        }
        let known = &self.read.lexicon.targets[target as usize];
        let entity = self.entity(slug(known.name), known.name, known.kind);
        self.by_target.insert(target, entity);
        entity
    }

    fn entity_of_name(&mut self, candidate: &Candidate, kind: EntityKind, hash: u64) -> u32 {
        let slot = hash.wrapping_add(kind as u64);
        if let Some(&entity) = self.seen.get(&slot) {
            return entity;
        }
        if let Some(&target) = self.memory.targets.get(&hash)
            && self.read.lexicon.targets[target as usize].kind == kind
        {
            return self.entity_of_target(target);
        }
        let name = self.read.span_of(candidate).of(self.read.text);
        let mut key = key_of(name, kind);
        if kind == EntityKind::Person && self.is_known_thing(candidate) {
            key.push_str("_person");
        }
        let entity = self.entity(key, name, kind);
        self.seen.insert(slot, entity);
        entity
    }

    /// Whether the lexicon has the name as something else than a person: somebody called Paris is not the city.
    fn is_known_thing(&self, candidate: &Candidate) -> bool {
        let words = self.read.words_of(candidate);
        let known = self.read.lexicon.longest(words).filter(|(length, _)| *length == words.len());
        known.is_some_and(|(_, target)| self.read.lexicon.targets[target as usize].kind != EntityKind::Person)
    }

    fn entity(&mut self, key: String, name: &str, kind: EntityKind) -> u32 {
        let key: Rc<str> = if key.is_empty() { "-".into() } else { key.into() };
        if let Some(&entity) = self.by_key.get(&key) {
            return entity;
        }
        let entity = self.entities.len() as u32;
        self.by_key.insert(key.clone(), entity);
        self.entities.push(DocumentEntity { key, name: name.into(), kind });
        entity
    }
}
