//! Who holds an office: "the Russian leader" is whom the article names with that office, or whom
//! `seeds/lexicons/offices.tsv` has for it if the article names them at all.

use crate::find::lexicon::Lexicon;
use crate::find::names::Place;
use crate::find::words::{Shape, Word, hash_of, hashed, hashes, mixed};
use crate::model::{Document, EntityKind, Mention};
use crate::text::order;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../../seeds/lexicons/offices.tsv");

/// How many words may stand between a country and a person, or tell the office behind both.
const MOST_WORDS: usize = 6;

/// A country and an office, or an office alone, as a hash.
type Office = u64;

/// The holders of offices in a document, each list ascending. All lists here are of pairs of numbers, so that the page
/// fetches the code that sorts them once.
pub(in crate::find) struct Offices {
    /// Those whom it names so: the office; where, in bytes, above the person's entity.
    named: Vec<(Office, u64)>,
    /// Those of the table, with the person's entity.
    known: Vec<(Office, u64)>,
}

const PRESIDENT: u32 = hashed("president");
const LEADER: u32 = hashed("leader");
const CHANCELLOR: u32 = hashed("chancellor");
const PREMIER: u32 = hashed("premier");
const PM: u32 = hashed("pm");
const MINISTER: u32 = hashed("minister");
const PRIME: u32 = hashed("prime");
const VICE: u32 = hashed("vice");
const DEFENCE: u32 = hashed("defence");
const DEFENSE: u32 = hashed("defense");
const DEPUTY: u32 = hashed("deputy");
const PRIME_MINISTER: Office = mixed(PRIME as u64, MINISTER as u64);

/// The office that ends with the word `head`, by the hashes of its words: "prime minister", "president".
fn office(before: u32, head: u32) -> Option<Office> {
    match head {
        PRESIDENT if before == VICE => Some(mixed(VICE.into(), PRESIDENT.into())),
        PRESIDENT | LEADER | CHANCELLOR => Some(head.into()),
        PREMIER | PM => Some(PRIME_MINISTER),
        MINISTER if before == DEFENCE => Some(mixed(DEFENSE.into(), MINISTER.into())),
        MINISTER => Some(mixed(before.into(), MINISTER.into())),
        _ => None,
    }
}

/// Whether an office may end with this word.
pub(super) fn ends_office(word: &Word) -> bool {
    word.is_one_of(&[PRESIDENT, LEADER, MINISTER, CHANCELLOR, PREMIER, PM])
}

/// The office that these words behind a country are, all of them: "president", "'s prime minister". `None` for more or
/// other words: a former or deputy one, the leader of the opposition.
pub(super) fn office_of_words(text: &str, words: &[Word]) -> Option<Office> {
    let words = match words {
        [mark, rest @ ..] if matches!(mark.span.of(text), "'s" | "\u{2019}s") => rest,
        _ => words,
    };
    match words {
        [head] => office(0, head.short_hash()).filter(|_| head.short_hash() != MINISTER),
        [field, head] => {
            let is_pair = head.short_hash() == MINISTER || field.short_hash() == VICE;
            let is_field = field.shape != Shape::Sign && field.short_hash() != DEPUTY;
            office(field.short_hash(), head.short_hash()).filter(|_| is_pair && is_field)
        }
        _ => None,
    }
}

/// Whether the word in front of a country says that the office is not held now.
pub(super) fn is_past(word: &Word) -> bool {
    const PAST: [u32; 11] =
        hashes(["former", "late", "ex", "-", "then", "past", "ousted", "deposed", "acting", "onetime", "deputy"]);
    word.is_one_of(&PAST)
}

/// Whether whoever holds this office may be called the leader of the country.
fn leads(office: Office) -> bool {
    [PRESIDENT.into(), CHANCELLOR.into(), PRIME_MINISTER].contains(&office)
}

/// The country of an adjective or people, "Russia" for "Russian", or what has another name, as a hash.
fn country(name: &str) -> u64 {
    static PEOPLES: OnceLock<Vec<(u64, u64)>> = OnceLock::new();
    let peoples = PEOPLES.get_or_init(|| {
        let targets = &Lexicon::get().targets;
        let of = |people: u32| hash_of(targets[people as usize].name);
        let mut all: Vec<_> =
            targets.iter().filter_map(|target| Some((hash_of(target.name), of(target.people_of?)))).collect();
        order::sort(&mut all);
        all
    });
    let hash = hash_of(name);
    peoples.binary_search_by_key(&hash, |people| people.0).map_or(hash, |at| peoples[at].1)
}

impl Offices {
    /// `words` are those of the whole document, `places` those of its mentions among them.
    pub(in crate::find) fn of(doc: &Document, text: &str, words: &[Word], places: &[Place]) -> Offices {
        let mut offices = Offices { named: Vec::new(), known: Vec::new() };
        for (pair, places) in doc.mentions.windows(2).zip(places.windows(2)) {
            let [one, other] = [(&pair[0], places[0]), (&pair[1], places[1])];
            let Some((of, office, person)) = named(doc, text, words, one, other) else { continue };
            let holder = u64::from(pair[0].span.start) << 32 | u64::from(person);
            offices.named.push((mixed(of, office), holder));
            if leads(office) {
                offices.named.push((mixed(of, LEADER.into()), holder));
            }
        }
        order::sort(&mut offices.named);
        let people = doc.entities.iter().enumerate().filter(|(_, entity)| entity.kind == EntityKind::Person);
        for (ix, entity) in people {
            let name = hash_of(&entity.name);
            let first = held().partition_point(|(person, _)| *person < name);
            let own = held()[first..].iter().take_while(|(person, _)| *person == name);
            offices.known.extend(own.map(|(_, office)| (*office, ix as u64)));
        }
        order::sort(&mut offices.known);
        offices
    }

    /// Who holds the office of the country (or of the country of this people), as seen from a place in the text: named
    /// so last before it, else first after it, else by the table.
    pub(super) fn holder(&self, country_name: &str, office: Office, at: u32) -> Option<u32> {
        let wanted = mixed(country(country_name), office);
        let is_it = |held: &&(Office, u64)| held.0 == wanted;
        let after = self.named.partition_point(|held| *held < (wanted, u64::from(at) << 32));
        let before = self.named[..after].last().filter(is_it);
        let named = before.or_else(|| self.named.get(after).filter(is_it)).map(|(_, holder)| *holder as u32);
        named.or_else(|| {
            let at = self.known.binary_search_by_key(&wanted, |(office, _)| *office).ok()?;
            Some(self.known[at].1 as u32)
        })
    }
}

/// "French President Ann Stone", "the French president, Ann Stone," or "Ann Stone, the French president": the country,
/// the office and the person of two mentions that follow each other.
fn named(
    doc: &Document,
    text: &str,
    words: &[Word],
    (one, one_at): (&Mention, Place),
    (other, other_at): (&Mention, Place),
) -> Option<(u64, Office, u32)> {
    let is_country = |mention: &Mention| matches!(mention.kind, EntityKind::Gpe | EntityKind::Norp);
    let (place, person) = match (is_country(one), is_country(other)) {
        (true, false) if other.kind == EntityKind::Person => (one, other),
        (false, true) if one.kind == EntityKind::Person => (other, one),
        _ => return None,
    };
    let (first, next, past) = (one_at.end as usize, other_at.start as usize, other_at.end as usize);
    let between = words.get(first..next).filter(|between| between.len() <= MOST_WORDS)?;
    let says = |ix: usize, what: &str| words.get(ix).is_some_and(|word| word.span.of(text).eq_ignore_ascii_case(what));
    let title = if place.span.start < person.span.start {
        let before = words[..one_at.start as usize].last();
        if before.is_some_and(is_past) {
            return None;
        }
        match between {
            [title @ .., comma] if comma.span.of(text) == "," => title.get(..).filter(|_| says(past, ","))?,
            title => title,
        }
    } else {
        let is_told = between.len() == 2 && says(first, ",") && says(first + 1, "the");
        let behind = words[past..].iter().take(MOST_WORDS).take_while(|word| word.shape != Shape::Sign).count();
        let is_over = words.get(past + behind).is_none_or(|sign| matches!(sign.span.of(text), "," | "." | ";"));
        words.get(past..past + behind).filter(|_| is_told && is_over)?
    };
    let office = office_of_words(text, title)?;
    Some((country(&doc.entities[place.entity as usize].name), office, person.entity))
}

/// The table: the person's name, and the country and office, as hashes, ascending.
fn held() -> &'static [(u64, Office)] {
    static HELD: OnceLock<Vec<(u64, Office)>> = OnceLock::new();
    HELD.get_or_init(|| {
        let each = |(country, offices, person): (&str, &'static str, &str)| {
            let (of, person) = (hash_of(country), hash_of(person));
            offices.split('|').filter_map(move |office| Some((person, mixed(of, office_of(office)?))))
        };
        let mut held: Vec<_> = rows().flat_map(each).collect();
        order::sort(&mut held);
        held
    })
}

/// An office as the table writes it.
fn office_of(words: &str) -> Option<Office> {
    let (before, head) = words.rsplit_once(' ').unwrap_or(("", words));
    office(hash_of(before) as u32, hash_of(head) as u32)
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let lines = TABLE.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let (country, rest) = line.split_once('\t')?;
        let (offices, person) = rest.split_once('\t')?;
        Some((country, offices, person))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_people_places_and_offices_as_the_engine_does() {
        let targets = &Lexicon::get().targets;
        let is_known = |name: &str, kind| targets.iter().any(|target| target.name == name && target.kind == kind);
        for (country, offices, person) in rows() {
            assert!(is_known(country, EntityKind::Gpe), "{country} is no place of places.tsv");
            assert!(is_known(person, EntityKind::Person), "{person} is not in people.tsv");
            for office in offices.split('|') {
                assert!(office_of(office).is_some(), "{office} is no office");
            }
        }
        let n_lines = TABLE.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(rows().count(), n_lines, "every line has three columns");
    }
}
