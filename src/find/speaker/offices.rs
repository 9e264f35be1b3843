//! Who holds an office: "the Russian leader" is whom the article names with that office, or whom
//! `seeds/lexicons/offices.tsv` has for it if the article names them at all.

use crate::find::lexicon::Lexicon;
use crate::model::{Document, EntityKind, Mention};
use std::collections::HashMap;
use std::sync::OnceLock;

const TABLE: &str = include_str!("../../../seeds/lexicons/offices.tsv");

/// How far apart, in bytes, a country and a person may stand with an office between them.
const NEAR: usize = 40;

/// A country and an office in small letters.
type Office = (String, String);

/// The holders of offices in a document.
pub(in crate::find) struct Offices {
    /// Where the document names them so, in bytes and in order, with the person's entity.
    named: HashMap<Office, Vec<(u32, u32)>>,
    /// By the table, if the document names the person.
    known: HashMap<Office, u32>,
}

/// The office that the words before a person or a verb end with: "prime minister", "president". `words` are in small
/// letters.
pub(super) fn office_at_end<'a>(mut words: impl DoubleEndedIterator<Item = &'a str>) -> Option<String> {
    let head = words.next_back()?;
    let before = words.next_back().unwrap_or("");
    Some(match (before, head) {
        ("vice", "president") => "vice president".to_owned(),
        (_, "premier") => "prime minister".to_owned(),
        ("defence", "minister") => "defense minister".to_owned(),
        (field, "minister") if field.chars().all(char::is_alphabetic) && !field.is_empty() => {
            format!("{field} minister")
        }
        (_, "president" | "leader" | "chancellor") => head.to_owned(),
        _ => return None,
    })
}

/// The country of an adjective or people: "Russia" for "Russian"; another name as it is.
pub(super) fn country_of(name: &str) -> &str {
    static COUNTRIES: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    let countries = COUNTRIES.get_or_init(|| {
        let targets = &Lexicon::get().targets;
        let people = targets.iter().filter_map(|target| Some((target.name, targets[target.people_of? as usize].name)));
        people.collect()
    });
    countries.get(name).copied().unwrap_or(name)
}

impl Offices {
    pub(in crate::find) fn of(doc: &Document, text: &str) -> Offices {
        let mut offices = Offices { named: HashMap::default(), known: HashMap::default() };
        for pair in doc.mentions.windows(2) {
            let Some((country, office, person)) = named(doc, text, &pair[0], &pair[1]) else { continue };
            let at = pair[0].span.start;
            let is_head = matches!(&*office, "president" | "prime minister" | "chancellor");
            if is_head {
                offices.named.entry((country.to_owned(), "leader".to_owned())).or_default().push((at, person));
            }
            offices.named.entry((country.to_owned(), office)).or_default().push((at, person));
        }
        for (ix, entity) in doc.entities.iter().enumerate().filter(|(_, entity)| entity.kind == EntityKind::Person) {
            for (country, office) in held().get(&*entity.name).map_or(&[][..], Vec::as_slice) {
                offices.known.insert(((*country).to_owned(), (*office).to_owned()), ix as u32);
            }
        }
        offices
    }

    /// Who holds the office of the country, as seen from a place in the text: named so last before it, else first
    /// after it, else by the table.
    pub(super) fn holder(&self, country: &str, office: String, at: u32) -> Option<u32> {
        let office = (country.to_owned(), office);
        let named = self.named.get(&office).map_or(&[][..], Vec::as_slice);
        let after = named.partition_point(|(place, _)| *place < at);
        let nearest = named[..after].last().or_else(|| named.get(after));
        nearest.map(|(_, person)| *person).or_else(|| self.known.get(&office).copied())
    }
}

/// "French President Ann Stone", "the French president, Ann Stone," or "Ann Stone, the French president": the country,
/// the office and the person of two mentions that follow each other.
fn named<'a>(doc: &'a Document, text: &str, one: &Mention, other: &Mention) -> Option<(&'a str, String, u32)> {
    let between = text.get(one.span.end as usize..other.span.start as usize).filter(|between| between.len() < NEAR)?;
    let is_country = |mention: &Mention| matches!(mention.kind, EntityKind::Gpe | EntityKind::Norp);
    let name = |mention: &Mention| country_of(&doc.entities[mention.entity as usize].name);
    let after = &text[other.span.end as usize..];
    if is_country(one) && other.kind == EntityKind::Person {
        let before = text[..one.span.start as usize].trim_end();
        let held_it_once = ["ormer", "late", "ex-"].iter().any(|word| before.ends_with(word));
        let title = match between.trim_end().strip_suffix(',') {
            Some(title) if after.starts_with(',') => title,
            Some(_) => return None,
            None => between,
        };
        let is_plain = !held_it_once && !title.contains([',', '.', '\n']);
        return is_plain.then(|| Some((name(one), office_in(title)?, other.entity))).flatten();
    }
    if one.kind == EntityKind::Person && is_country(other) && between.eq_ignore_ascii_case(", the ") {
        let end = after.find([',', '.', '\n', ';']).filter(|end| *end < NEAR)?;
        return Some((name(other), office_in(&after[..end])?, one.entity));
    }
    None
}

/// The office that these words end with.
fn office_in(words: &str) -> Option<String> {
    let small = words.to_lowercase();
    office_at_end(small.split_whitespace().map(|word| word.trim_start_matches(['\'', '\u{2019}'])))
}

/// By person: countries and offices.
fn held() -> &'static HashMap<&'static str, Vec<(&'static str, &'static str)>> {
    static HELD: OnceLock<HashMap<&str, Vec<(&str, &str)>>> = OnceLock::new();
    HELD.get_or_init(|| {
        let mut held: HashMap<&str, Vec<(&str, &str)>> = HashMap::default();
        for (country, offices, person) in rows() {
            held.entry(person).or_default().extend(offices.split('|').map(|office| (country, office)));
        }
        held
    })
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
                assert_eq!(office_in(office).as_deref(), Some(office));
            }
        }
        assert!(rows().count() > 50);
    }
}
