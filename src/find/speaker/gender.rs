//! Whom "he" and "she" cannot mean: a form of address or a given name tells.

use super::listener::{Heard, Listener};
use crate::find::lexicon::Lexicon;
use crate::find::lexicon::class::{MAN, WOMAN};
use crate::find::words::hash_of;
use crate::model::EntityKind;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::find) enum Gender {
    Woman,
    Man,
    Unknown,
}

/// What stands before a name, in small letters and without a full stop. "Chairman" and "spokesman" tell nothing.
#[rustfmt::skip]
const ADDRESSES: [(&str, Gender); 20] = [
    ("mrs", Gender::Woman), ("ms", Gender::Woman), ("miss", Gender::Woman), ("madam", Gender::Woman),
    ("dame", Gender::Woman), ("lady", Gender::Woman), ("queen", Gender::Woman), ("princess", Gender::Woman),
    ("baroness", Gender::Woman), ("sister", Gender::Woman), ("mother", Gender::Woman),
    ("mr", Gender::Man), ("sir", Gender::Man), ("lord", Gender::Man), ("king", Gender::Man), ("prince", Gender::Man),
    ("pope", Gender::Man), ("father", Gender::Man), ("brother", Gender::Man), ("baron", Gender::Man),
];

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
    let addresses = ADDRESSES.map(|(form, gender)| (hash_of(form), gender));
    let mut genders: Vec<Gender> = of.doc.entities.iter().map(|entity| by_name(&entity.name)).collect();
    let mut is_addressed = vec![false; genders.len()];
    for mention in of.doc.mentions.iter().filter(|mention| mention.kind == EntityKind::Person) {
        let at = of.words.partition_point(|word| word.span.start < mention.span.start);
        let Some(before) = of.words[..at].last() else { continue };
        let Some((_, gender)) = addresses.iter().find(|(hash, _)| *hash == before.hash) else { continue };
        let (known, is_told) = (&mut genders[mention.entity as usize], &mut is_addressed[mention.entity as usize]);
        // Two people of one name.
        *known = if *is_told && *known != *gender { Gender::Unknown } else { *gender };
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
