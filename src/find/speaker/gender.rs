//! Whom "he" and "she" cannot mean: a form of address or a given name tells.

use super::listener::{Heard, Listener};
use crate::find::address::{OF_MEN, OF_WOMEN};
use crate::find::lexicon::Lexicon;
use crate::find::lexicon::class::{MAN, TITLE, WOMAN};
use crate::find::words::hash_of;
use crate::model::EntityKind;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::find) enum Gender {
    Woman,
    Man,
    Unknown,
}

impl Heard<'_> {
    /// Whether this pronoun can mean an entity of the document: neither "she" nor "he" means an organisation, and
    /// whoever is not known for a woman or a man may be either.
    pub(super) fn may_mean(&self, pronoun: &str, entity: u32) -> bool {
        let wanted = match pronoun {
            "she" | "She" => Gender::Woman,
            "he" | "He" => Gender::Man,
            _ => return true,
        };
        let genders = self.of.genders.get_or_init(|| genders(&self.of));
        let is_person = self.doc.entities[entity as usize].kind == EntityKind::Person;
        is_person && [wanted, Gender::Unknown].contains(&genders[entity as usize])
    }
}

/// Of each entity of the document.
fn genders(of: &Listener) -> Vec<Gender> {
    let mut genders: Vec<Gender> = of.doc.entities.iter().map(|entity| by_name(&entity.name)).collect();
    let mut is_addressed = vec![false; genders.len()];
    let mentions = of.doc.mentions.iter().zip(of.places);
    for (mention, place) in mentions.filter(|(mention, _)| mention.kind == EntityKind::Person) {
        let Some(before) = of.words[..place.start as usize].last() else { continue };
        // All of them are titles.
        let gender = match before {
            before if !before.is(TITLE) => continue,
            before if before.is_one_of(&OF_WOMEN) => Gender::Woman,
            before if before.is_one_of(&OF_MEN) => Gender::Man,
            _ => continue,
        };
        let (known, is_told) = (&mut genders[mention.entity as usize], &mut is_addressed[mention.entity as usize]);
        // Two people of one name.
        *known = if *is_told && *known != gender { Gender::Unknown } else { gender };
        *is_told = true;
    }
    genders
}

/// By the given name. One word alone may be a family name: "Harris".
fn by_name(name: &str) -> Gender {
    let Some((given, _)) = name.split_once([' ', '-']) else { return Gender::Unknown };
    let (classes, _) = Lexicon::get().look_up(hash_of(given));
    match (classes & WOMAN != 0, classes & MAN != 0) {
        (true, false) => Gender::Woman,
        (false, true) => Gender::Man,
        _ => Gender::Unknown,
    }
}
