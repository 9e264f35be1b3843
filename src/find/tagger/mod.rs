//! The name tagger: a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over the stretches of
//! a sentence that may hold a name.
//!
//! Each word of such a stretch gets a label: outside, or first or further word of a name of some kind. What speaks for
//! a label are features of the word and its surroundings, hashed into a table of weights; Viterbi's algorithm finds the
//! best sequence. `lab` trains the weights.

mod best;
mod features;
pub mod gazetteer;
mod model;
mod print;
mod stretches;

pub(super) use best::Scores;
pub use features::{Features, N_FEATURES};
pub(super) use features::{Memo, Sentence};
pub use gazetteer::Gazetteer;
pub use model::{Model, Parts, Row, Transitions};
pub use print::feature_print;
pub(super) use stretches::stretches;

use crate::model::EntityKind;
use std::sync::OnceLock;

impl Model {
    /// The model that the program carries: `models/names.bin`.
    pub fn shipped() -> &'static Model {
        static SHIPPED: OnceLock<Model> = OnceLock::new();
        SHIPPED.get_or_init(|| Model::decode(include_bytes!("../../../models/names.bin")).unwrap_or_default())
    }
}

/// A label of one word: 0 is outside; `1 + 2 * k` is the first, `2 + 2 * k` a further word of a name of [`KINDS`]`[k]`.
pub type Label = u8;

/// Outside of every name.
pub const OUTSIDE: Label = 0;

/// What the tagger tells apart. `None` is a name of something that is not highlighted: a book, a law, a product.
pub const KINDS: [Option<EntityKind>; 8] = [
    Some(EntityKind::Person),
    Some(EntityKind::Org),
    Some(EntityKind::Gpe),
    Some(EntityKind::Loc),
    Some(EntityKind::Facility),
    Some(EntityKind::Norp),
    Some(EntityKind::Event),
    None,
];

/// How many labels there are.
pub const N_LABELS: usize = 1 + 2 * KINDS.len();

/// The first-word label of a kind.
pub fn first_of(kind: usize) -> Label {
    (1 + 2 * kind) as Label
}

/// The kind of a label, as an index into [`KINDS`]; `None` outside.
pub fn kind_of(label: Label) -> Option<usize> {
    (label != OUTSIDE).then(|| (usize::from(label) - 1) / 2)
}

/// Whether a label is of a further word of a name.
pub fn is_further(label: Label) -> bool {
    label != OUTSIDE && label.is_multiple_of(2)
}

/// Whether `next` may follow `label`: a further word only the same name.
pub fn may_follow(label: Label, next: Label) -> bool {
    !is_further(next) || kind_of(label) == kind_of(next)
}
