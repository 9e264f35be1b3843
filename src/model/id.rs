//! Names of things, one type each, so that a coder's cannot be passed for an article's.

use std::fmt;
use std::rc::Rc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Rc<str>);

        impl $name {
            /// The id of this text; cheap to clone afterwards.
            pub fn new(text: impl Into<Rc<str>>) -> $name {
                $name(text.into())
            }

            /// The id's text, as files show it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// `sha256:` and the hex digest of the article's text.
    ArticleId
    /// `c:` and a slug of the coder's name.
    CoderId
    /// `e:` and a slug of the entity's full name.
    EntityId
    /// `t:` and a slug: a concept of the codebook that a stance can be toward.
    ConceptId
    /// `l:` and a slug: a span label of the codebook.
    LabelId
    /// `v:` and a slug: a variable of the codebook.
    VariableId
    /// `a:` and a 26-character sortable id (time, then chance).
    AnnotationId
}
