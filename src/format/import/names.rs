//! Ids of annotations made of what they say, so that opening a file again brings nothing twice.

use crate::format::hash::sha256_hex;
use crate::model::AnnotationId;
use std::collections::BTreeMap;

/// Which names were given: how often each thing was said. They come in no order, and may be hundreds of thousands.
#[derive(Default)]
pub(super) struct Names(BTreeMap<AnnotationId, u32>);

impl Names {
    /// A name made of what is said; the second of two that say the same gets another.
    pub(super) fn of(&mut self, content: &str) -> AnnotationId {
        let name =
            |nth: u32| AnnotationId::new(format!("a:{}", &sha256_hex(format!("{nth} {content}").as_bytes())[..26]));
        let first = name(0);
        let n_said = self.0.entry(first.clone()).or_insert(0);
        *n_said += 1;
        if *n_said == 1 { first } else { name(*n_said - 1) }
    }
}
