//! Whom "he" and "she" cannot mean: a given name or a form of address tells.

use super::listener::Heard;
use crate::find::lexicon::Lexicon;
use crate::find::lexicon::class::{MAN, WOMAN};
use crate::find::words::hash_of;
use crate::model::{EntityKind, Mention};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gender {
    Woman,
    Man,
}

/// What stands before a name, in small letters and without a full stop.
const OF_WOMEN: [&str; 14] = [
    "mrs",
    "ms",
    "miss",
    "madam",
    "dame",
    "lady",
    "queen",
    "princess",
    "baroness",
    "sister",
    "mother",
    "congresswoman",
    "chairwoman",
    "spokeswoman",
];
const OF_MEN: [&str; 12] = [
    "mr",
    "sir",
    "lord",
    "king",
    "prince",
    "pope",
    "father",
    "brother",
    "baron",
    "congressman",
    "chairman",
    "spokesman",
];

fn of_pronoun(word: &str) -> Option<Gender> {
    match word {
        "she" | "She" => Some(Gender::Woman),
        "he" | "He" => Some(Gender::Man),
        _ => None,
    }
}

impl Heard<'_> {
    /// Whether this pronoun can mean whom this mention names; whoever is not known for a woman or a man may be either.
    pub(super) fn may_mean(&self, pronoun: &str, mention: &Mention) -> bool {
        let Some(wanted) = of_pronoun(pronoun) else { return true };
        let known = self.addressed(mention).or_else(|| self.gender(mention.entity));
        known.is_none_or(|known| known == wanted)
    }

    /// The same of something that the document names: neither pronoun means an organisation.
    pub(super) fn may_mean_entity(&self, pronoun: &str, entity: u32) -> bool {
        let Some(wanted) = of_pronoun(pronoun) else { return true };
        let is_person = self.doc.entities[entity as usize].kind == EntityKind::Person;
        is_person && self.gender(entity).is_none_or(|known| known == wanted)
    }

    /// By the given name. One word alone may be a family name: "Harris".
    fn gender(&self, entity: u32) -> Option<Gender> {
        let (given, _) = self.doc.entities[entity as usize].name.split_once([' ', '-'])?;
        let (classes, _) = Lexicon::get().look_up(hash_of(given));
        match (classes & WOMAN != 0, classes & MAN != 0) {
            (true, false) => Some(Gender::Woman),
            (false, true) => Some(Gender::Man),
            _ => None,
        }
    }

    /// By the word before the name.
    fn addressed(&self, mention: &Mention) -> Option<Gender> {
        let at = self.words.partition_point(|word| word.span.start < mention.span.start);
        let before = self.words[at.checked_sub(1)?].hash;
        let is_one_of = |forms: &[&str]| forms.iter().any(|form| hash_of(form) == before);
        if is_one_of(&OF_WOMEN) {
            return Some(Gender::Woman);
        }
        is_one_of(&OF_MEN).then_some(Gender::Man)
    }
}
