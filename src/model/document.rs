//! What the engine derives from a text. Never saved: it is derived again.

use crate::text::Span;
use std::fmt;
use std::ops::Range;
use std::rc::Rc;
use std::str::FromStr;

/// Everything the engine finds in one text. All lists ascend by position and their spans do not overlap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// The non-empty lines.
    pub paragraphs: Vec<Paragraph>,
    /// The units that carry tags; none crosses a line.
    pub sentences: Vec<Sentence>,
    /// Words, numbers and signs; no white space.
    pub tokens: Vec<Token>,
    /// Names, dates and amounts.
    pub mentions: Vec<Mention>,
    /// What the mentions name, each once, in order of first mention.
    pub entities: Vec<DocumentEntity>,
    /// What stands in quotation marks.
    pub quotations: Vec<Quotation>,
}

/// One line of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Without surrounding white space.
    pub span: Span,
    /// Indices into [`Document::sentences`].
    pub sentences: Range<u32>,
}

/// The unit that carries tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Without surrounding white space.
    pub span: Span,
    /// Who speaks what is quoted or reported in it, as an index into [`Document::entities`]; `None` if nobody does, or
    /// nobody that is named.
    pub speaker: Option<u32>,
}

/// A word, number or sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Never empty.
    pub span: Span,
}

/// A stretch of text that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Without title, leading "the" or possessive 's.
    pub span: Span,
    /// Type of the thing named here.
    pub kind: EntityKind,
    /// Index into [`Document::entities`].
    pub entity: u32,
}

impl Document {
    /// Reported speech: sentences that somebody speaks and in which nothing is quoted, and who speaks.
    pub fn reported(&self) -> impl Iterator<Item = (Span, u32)> + '_ {
        self.sentences.iter().filter_map(|sentence| {
            let speaker = sentence.speaker?;
            let next = self.quotations.partition_point(|quotation| quotation.span.end <= sentence.span.start);
            let is_quoted = self.quotations.get(next).is_some_and(|quoted| quoted.span.start < sentence.span.end);
            (!is_quoted).then_some((sentence.span, speaker))
        })
    }
}

/// Words in quotation marks, within one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub span: Span,
    /// What kind of quotation it is.
    pub kind: QuotationKind,
    /// Whose words they are, as an index into [`Document::entities`]; `None` if nobody named is said to have spoken.
    pub speaker: Option<u32>,
    /// What tells so; `None` without a speaker.
    pub rule: Option<SpeakerRule>,
}

/// What tells who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SpeakerRule {
    /// "according to Díaz"
    AccordingTo,
    /// "said Díaz"
    Inverted,
    /// "Díaz said"
    Subject,
    /// "Díaz, the mayor, said"
    Apposition,
    /// "he said"
    Pronoun,
    /// "the Russian leader said", "the outlet said"
    Role,
    /// Somebody speaks in another sentence of the paragraph.
    Paragraph,
    /// A paragraph of nothing but quoted words goes on with who spoke in the one before.
    ParagraphBefore,
    /// A quotation that goes on over paragraphs, and another of them tells who speaks.
    Continued,
    /// "Díaz: …" at the start of the paragraph, as in transcripts and headlines.
    Label,
}

impl SpeakerRule {
    /// All of them, in the order of their numbers.
    pub const ALL: [SpeakerRule; 10] = [
        SpeakerRule::AccordingTo,
        SpeakerRule::Inverted,
        SpeakerRule::Subject,
        SpeakerRule::Apposition,
        SpeakerRule::Pronoun,
        SpeakerRule::Role,
        SpeakerRule::Paragraph,
        SpeakerRule::ParagraphBefore,
        SpeakerRule::Continued,
        SpeakerRule::Label,
    ];

    /// The label in files.
    pub fn as_str(self) -> &'static str {
        match self {
            SpeakerRule::AccordingTo => "according-to",
            SpeakerRule::Inverted => "verb-name",
            SpeakerRule::Subject => "name-verb",
            SpeakerRule::Apposition => "name-apposition-verb",
            SpeakerRule::Pronoun => "pronoun",
            SpeakerRule::Role => "role",
            SpeakerRule::Paragraph => "same-paragraph",
            SpeakerRule::ParagraphBefore => "paragraph-before",
            SpeakerRule::Continued => "open-quotation",
            SpeakerRule::Label => "name-colon",
        }
    }
}

/// Kinds of quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum QuotationKind {
    /// A sentence or more of somebody's.
    Direct,
    /// A few words of somebody's inside a sentence of the article's.
    Partial,
    /// Words that nobody is quoted with: a title, a so-called thing, irony.
    Scare,
}

impl QuotationKind {
    /// All of them, in the order of their numbers.
    pub const ALL: [QuotationKind; 3] = [QuotationKind::Direct, QuotationKind::Partial, QuotationKind::Scare];

    /// The label in files.
    pub fn as_str(self) -> &'static str {
        match self {
            QuotationKind::Direct => "direct",
            QuotationKind::Partial => "partial",
            QuotationKind::Scare => "scare",
        }
    }
}

/// A thing named in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentEntity {
    /// Slug of the full name: the same in every document that names the same thing, so it links them.
    pub key: Rc<str>,
    /// The fullest or best-known name.
    pub name: Rc<str>,
    /// Type.
    pub kind: EntityKind,
}

macro_rules! entity_kinds {
    ($($(#[$doc:meta])* $variant:ident = $label:literal)*) => {
        /// The types of named things, after OntoNotes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum EntityKind { $($(#[$doc])* $variant),* }

        impl EntityKind {
            /// All of them, in the order the legend shows them.
            pub const ALL: &'static [EntityKind] = &[$(EntityKind::$variant),*];

            /// The label in files: `PERSON`, `ORG` and so on.
            pub fn as_str(self) -> &'static str {
                match self { $(EntityKind::$variant => $label),* }
            }
        }
    };
}

entity_kinds! {
    /// People.
    Person = "PERSON"
    /// Organisations.
    Org = "ORG"
    /// Countries, cities, states: places that act.
    Gpe = "GPE"
    /// Other places: regions, rivers, seas.
    Loc = "LOC"
    /// Nationalities, religious and political groups.
    Norp = "NORP"
    /// Named events.
    Event = "EVENT"
    /// Buildings, bases, airports.
    Facility = "FACILITY"
    /// Dates and periods of a day or more.
    Date = "DATE"
    /// Times shorter than a day.
    Time = "TIME"
    /// Sums of money.
    Money = "MONEY"
    /// Percentages.
    Percent = "PERCENT"
    /// Measures: of weight, distance, counts with a unit.
    Quantity = "QUANTITY"
}

impl FromStr for EntityKind {
    type Err = ();

    /// Reads a label as files write it.
    fn from_str(label: &str) -> Result<EntityKind, ()> {
        EntityKind::ALL.iter().copied().find(|kind| kind.as_str() == label).ok_or(())
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
