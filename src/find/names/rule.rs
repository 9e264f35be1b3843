//! By which rule a name or amount was found, by name and in words.

/// How a name or amount was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameRule {
    /// By the tagger.
    Tagger,
    /// A form of the lexicon that the tagger passed over.
    Lexicon,
    /// By a pattern of dates, money and the like.
    Pattern,
    /// The surname of somebody whom the document names in full.
    Surname,
    /// A word that is a title elsewhere, behind "Mr." or "Ms.".
    Addressed,
}

impl NameRule {
    /// All of them.
    pub const ALL: [NameRule; 5] =
        [NameRule::Tagger, NameRule::Lexicon, NameRule::Pattern, NameRule::Surname, NameRule::Addressed];

    /// The rule's name.
    pub fn as_str(self) -> &'static str {
        match self {
            NameRule::Tagger => "trained-model",
            NameRule::Lexicon => "word-list",
            NameRule::Pattern => "pattern",
            NameRule::Surname => "surname",
            NameRule::Addressed => "addressed",
        }
    }

    /// The rule in words.
    pub fn in_words(self) -> &'static str {
        match self {
            NameRule::Tagger => "the trained model",
            NameRule::Lexicon => "on the word list",
            NameRule::Pattern => "a pattern of dates and amounts",
            NameRule::Surname => "the surname of somebody whom the article names in full",
            NameRule::Addressed => "named behind \u{201c}Mr.\u{201d}, \u{201c}Mrs.\u{201d} or \u{201c}Ms.\u{201d}",
        }
    }
}
