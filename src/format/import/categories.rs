//! Categories of a file's own, which name no question, as answers.

use super::build::{Said, What};
use super::tags::key_of;
use crate::format::hash::sha256_hex;
use crate::model::{Body, CoderId, Unit, VariableId};
use crate::text::Set;

/// What a file's categories become: values of one variable where no record has two, else a variable each.
pub(super) struct Categories {
    is_one_each: bool,
}

impl Categories {
    pub(super) fn of(all: &[Said]) -> Categories {
        let mut seen: Set<(usize, &CoderId)> = Set::new();
        let mut categories = all.iter().filter(|said| matches!(said.what, What::Category(_)));
        Categories { is_one_each: categories.all(|said| seen.insert((said.text.0, &said.coder))) }
    }

    pub(super) fn body(&self, name: &str, unit: Unit) -> Body {
        if self.is_one_each {
            return Body::Variable { variable: VariableId::new("v:category"), unit, value: name.into() };
        }
        let key = key_of(name).unwrap_or_else(|| format!("x{}", &sha256_hex(name.as_bytes())[..8]));
        Body::Variable { variable: VariableId::new(format!("v:{key}")), unit, value: "yes".into() }
    }
}
