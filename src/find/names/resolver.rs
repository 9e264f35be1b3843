//! Which thing each name of a document means, in the light of all its names.

use super::finder::Candidate;
use super::memory::{
    HashTable, LONGEST_SHORT_FORM, Memory, NEVER_A_SURNAME, Read, has_legal_form, hash_words, is_amount,
};
use super::rule::NameRule;
use super::slug::{person_slug, slug};
use super::surname::surname;
use crate::find::address::{OF_WOMEN, PLAIN_ADDRESS};
use crate::find::lexicon::class::MONTH;
use crate::find::words::{Shape, Word, is_hyphen};
use crate::model::{DocumentEntity, EntityKind, Mention};
use crate::text::lower;
use std::collections::HashMap;
use std::rc::Rc;

/// The key of an amount: "12.5%" is not "125%", nor "€35" "$35".
fn amount_key(amount: &str) -> String {
    let words: Vec<&str> = amount.split_whitespace().collect();
    words.join("-").chars().map(lower).collect()
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
        // No search for a string in a string: the page would fetch its code for this alone.
        if let Some(field) = field.filter(|field| kind == EntityKind::Org && !field.split('-').any(|word| word == "of"))
        {
            key = match field.strip_suffix("defence") {
                Some(before) => format!("{before}defense-{office}"),
                None => format!("{field}-{office}"),
            };
            break;
        }
    }
    key
}

/// Shorter ones have too many meanings.
const SHORTEST_ACRONYM: usize = 3;

/// The words of a mention among those of the document, from the first to one past the last.
#[derive(Clone, Copy)]
pub(in crate::find) struct Place {
    pub(in crate::find) start: u32,
    pub(in crate::find) end: u32,
}

/// The names of a document.
pub(in crate::find) struct Resolved {
    pub(in crate::find) mentions: Vec<Mention>,
    /// Of each mention.
    pub(in crate::find) places: Vec<Place>,
    pub(in crate::find) entities: Vec<DocumentEntity>,
}

/// Turns candidates into mentions and entities.
pub(in crate::find) struct Resolver<'a> {
    read: Read<'a>,
    memory: Memory,
    by_key: HashMap<Rc<str>, u32>,
    /// Words of a name and its kind, and the entity they were resolved to.
    seen: HashTable<u32>,
    /// The entity of a lexicon target.
    by_target: HashTable<u32>,
    /// Full person named last, by surname.
    latest: HashTable<u32>,
    pub(in crate::find) entities: Vec<DocumentEntity>,
    pub(in crate::find) mentions: Vec<Mention>,
    places: Vec<Place>,
}

impl<'a> Resolver<'a> {
    pub(in crate::find) fn new(read: Read<'a>) -> Resolver<'a> {
        let memory = Memory::gather(&read);
        Resolver {
            read,
            memory,
            by_key: HashMap::new(),
            seen: HashTable::default(),
            by_target: HashTable::default(),
            latest: HashTable::default(),
            entities: Vec::new(),
            mentions: Vec::new(),
            places: Vec::new(),
        }
    }

    /// Decides every candidate, in order.
    pub(in crate::find) fn run(mut self) -> Resolved {
        let candidates = self.read.candidates;
        let mut passed = 0;
        for candidate in candidates {
            self.surnames(passed, candidate.start);
            passed = candidate.end;
            if self.is_two_people(candidate) {
                self.surnames(candidate.start, candidate.end);
                continue;
            }
            self.mention(candidate);
        }
        self.surnames(passed, self.read.words.len() as u32);
        Resolved { mentions: self.mentions, places: self.places, entities: self.entities }
    }

    fn mention(&mut self, candidate: &Candidate) {
        let (kind, entity) = self.decide(candidate);
        self.mentions.push(Mention { span: self.read.span_of(candidate), kind, entity });
        self.places.push(Place { start: candidate.start, end: candidate.end });
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
            let is_name = word.is_cap() && self.memory.people.contains_key(&word.hash) && self.may_be_surname(at);
            if is_name && !(self.read.is_small)(&word) {
                self.mention(&Candidate {
                    start: at,
                    end: at + 1,
                    kind: EntityKind::Person,
                    target: None,
                    rule: NameRule::Surname,
                });
            }
        }
    }

    /// Whether a word that the tagger passed over may be a surname where it stands.
    fn may_be_surname(&self, at: u32) -> bool {
        let is_next = |forms: &[&str]| {
            let next = self.read.words.get(at as usize + 1);
            next.is_some_and(|next| forms.contains(&next.span.of(self.read.text)))
        };
        let word = &self.read.words[at as usize];
        match word.shape {
            // "BAKER: It holds."
            Shape::Upper => is_next(&[":"]),
            // "May's plan", "May said"
            Shape::Cap if word.is(MONTH) => {
                let before = self.read.words[..at as usize].last();
                let is_addressed = before.is_some_and(|word| word.is_one_of(&PLAIN_ADDRESS));
                is_addressed || is_next(&["'s", "\u{2019}s", "said", "says", "told", "has", "had"])
            }
            Shape::Cap => !word.is(NEVER_A_SURNAME),
            _ => false,
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
        if let Some(company) = self.company(hash) {
            return company;
        }
        // A surname of several words, of somebody named in full before: "Bankman-Fried", "Duncan Smith".
        if let Some(&person) = self.latest.get(&hash) {
            return (EntityKind::Person, person);
        }
        if let Some(entity) = self.company_in_full(words) {
            return (EntityKind::Org, entity);
        }
        let kind =
            if self.is_person_with_initials(candidate) { EntityKind::Person } else { self.voted(hash, candidate) };
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
        let full = self.memory.given.get(&word.hash).copied().flatten();
        if let Some(full) = full.filter(|_| candidate.kind == EntityKind::Person) {
            return (EntityKind::Person, self.person(full));
        }
        let initials =
            self.memory.initials.get(&word.hash).copied().flatten().filter(|_| candidate.kind == EntityKind::Org);
        if let Some(full) = initials.filter(|_| word.shape == Shape::Upper && word.span.len() >= SHORTEST_ACRONYM) {
            let full = self.read.candidates[full as usize];
            let kind = self.voted(self.read.name_hash(&full), &full);
            return (kind, self.entity_of_name(&full, kind, self.read.name_hash(&full)));
        }
        if let Some(company) = self.company(hash) {
            return company;
        }
        let kind = self.voted(hash, candidate);
        (kind, self.entity_of_name(candidate, kind, hash))
    }

    /// The company whose full name begins with the words of this hash.
    fn company(&mut self, hash: u64) -> Option<(EntityKind, u32)> {
        let full = self.memory.companies.get(&hash).copied().flatten()?;
        let full = self.read.candidates[full as usize];
        let entity = match full.target {
            Some(target) => self.entity_of_target(target),
            None => self.entity_of_name(&full, EntityKind::Org, self.read.name_hash(&full)),
        };
        Some((EntityKind::Org, entity))
    }

    /// "Meta Platforms Inc.", where the document has "Meta" too and the lexicon knows it: the same company.
    fn company_in_full(&mut self, words: &[Word]) -> Option<u32> {
        if !has_legal_form(words) {
            return None;
        }
        let known = |n_words: usize| self.memory.targets.get(&hash_words(&words[..n_words])).copied();
        let short = (1..words.len().min(LONGEST_SHORT_FORM + 1)).rev().find_map(known)?;
        let is_company = self.read.lexicon.targets[short as usize].kind == EntityKind::Org;
        is_company.then(|| self.entity_of_target(short))
    }

    /// Who is named in full with this surname: last, or first of all.
    fn person_of(&mut self, surname: u64) -> Option<u32> {
        let people = self.memory.people.get(&surname)?;
        if let Some(&entity) = self.latest.get(&surname) {
            return Some(entity);
        }
        let full = people[0];
        Some(self.person(full))
    }

    /// The person whom candidate `full` names in full.
    fn person(&mut self, full: u32) -> u32 {
        let full = self.read.candidates[full as usize];
        match full.target {
            Some(target) => self.entity_of_target(target),
            None => self.entity_of_name(&full, EntityKind::Person, self.read.name_hash(&full)),
        }
    }

    /// Somebody of this document who is meant by a surname that the lexicon has of somebody else: "Mrs. Obama".
    fn namesake(&mut self, candidate: &Candidate) -> Option<u32> {
        let [word] = self.read.words_of(candidate) else { return None };
        let before = (candidate.start as usize).checked_sub(1).map(|before| self.read.words[before]);
        // The lexicon's people of one surname are mostly men.
        let is_addressed = before.is_some_and(|before| before.is_one_of(&OF_WOMEN));
        let is_other =
            candidate.kind == EntityKind::Person && (is_addressed || !self.memory.meant.contains_key(&word.hash));
        if is_addressed {
            return self.woman_of(word.hash, candidate.target);
        }
        if is_other { self.person_of(word.hash) } else { None }
    }

    /// Who is named in full with this surname, last of all, and is not the man whom the lexicon has for it.
    fn woman_of(&mut self, surname: u64, man: Option<u32>) -> Option<u32> {
        let candidates = self.read.candidates;
        let people = self.memory.people.get(&surname)?;
        let full = people.iter().rev().copied().find(|ix| candidates[*ix as usize].target != man)?;
        Some(self.person(full))
    }

    /// The kind that the document gives this name most.
    fn voted(&self, hash: u64, candidate: &Candidate) -> EntityKind {
        let Some(votes) = self.memory.kinds.get(&hash) else { return candidate.kind };
        let own = u32::from(votes[candidate.kind as usize]);
        let best = EntityKind::ALL.iter().rev().max_by_key(|k| votes[**k as usize]).copied().unwrap_or(candidate.kind);
        if u32::from(votes[best as usize]) > own { best } else { candidate.kind }
    }

    fn entity_of_target(&mut self, target: u32) -> u32 {
        if let Some(&entity) = self.by_target.get(&target.into()) {
            return entity;
        }
        let known = &self.read.lexicon.targets[target as usize];
        let entity = self.entity(slug(known.name), known.name, known.kind);
        self.by_target.insert(target.into(), entity);
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

    /// "J.K. Rowling", where the document names somebody Rowling in full: hardly an organisation.
    fn is_person_with_initials(&self, candidate: &Candidate) -> bool {
        match self.read.words_of(candidate) {
            [first, last] => {
                let has_stop = first.span.of(self.read.text).ends_with('.');
                has_stop && first.is_cap() && self.memory.people.contains_key(&last.hash)
            }
            _ => false,
        }
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
