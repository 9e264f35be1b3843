//! Words that tell a new sentence from the rest of one.

/// Words that, capitalised after an abbreviation, start a sentence.
#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "A", "About", "According", "After", "All", "Also", "Although", "Among", "An", "And", "Another", "Any", "Are",
    "As", "At", "Because", "Before", "But", "By", "Can", "Did", "Do", "Does", "During", "Each", "Earlier", "Even",
    "Every", "Few", "Following", "For", "From", "Had", "Has", "Have", "He", "Her", "Here", "His", "How", "However",
    "I", "If", "In", "Indeed", "Instead", "Is", "It", "Its", "Last", "Later", "Many", "Meanwhile", "Moreover", "Most",
    "My", "Nevertheless", "No", "Nobody", "Nor", "Not", "Nothing", "Now", "Of", "On", "Once", "One", "Only", "Or",
    "Other", "Others", "Our", "Perhaps", "She", "Since", "So", "Some", "Soon", "Still", "Such", "That", "The",
    "Their", "Then", "There", "Therefore", "These", "They", "This", "Those", "Though", "Through", "Thus", "To",
    "Today", "Two", "Under", "Until", "Was", "We", "Were", "What", "When", "Where", "Whether", "Which", "While",
    "Who", "Why", "Will", "With", "Without", "Would", "Yes", "Yesterday", "Yet", "You", "Your",
];

/// Verbs that tie a quotation to who said it.
#[rustfmt::skip]
const CUE_VERBS: &[&str] = &[
    "added", "announced", "argued", "asked", "asks", "claimed", "commented", "concluded", "continued", "cried",
    "declared", "exclaimed", "explained", "insisted", "noted", "observed", "remarked", "replied", "reported",
    "responded", "said", "says", "shouted", "shouts", "stated", "stressed", "suggested", "tells", "thought", "told",
    "tweeted", "warned", "whispered", "wondered", "wrote",
];

/// What follows a time of day without starting a sentence.
#[rustfmt::skip]
const CALENDAR_OR_ZONE: &[&str] = &[
    "AEST", "April", "August", "BST", "CET", "CST", "CT", "December", "EDT", "EST", "ET", "Eastern", "February",
    "Friday", "GMT", "IST", "January", "July", "June", "MDT", "MST", "MT", "March", "May", "Monday", "Moscow",
    "November", "October", "PDT", "PST", "PT", "Pacific", "Saturday", "September", "Sunday", "Thursday", "Tuesday",
    "UTC", "Wednesday",
];

/// Whether this capitalised word starts a sentence rather than going on with a name.
pub(crate) fn is_starter(word: &str) -> bool {
    STARTERS.binary_search(&word).is_ok()
}

/// Whether this verb attributes a quotation.
pub(crate) fn is_cue_verb(word: &str) -> bool {
    CUE_VERBS.binary_search(&word).is_ok()
}

/// Whether this is a day, month or time zone.
pub(crate) fn is_calendar_or_zone(word: &str) -> bool {
    CALENDAR_OR_ZONE.binary_search(&word).is_ok()
        || word.len() > 2 && CALENDAR_OR_ZONE.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_for_the_search() {
        for list in [STARTERS, CUE_VERBS, CALENDAR_OR_ZONE] {
            assert!(list.is_sorted());
        }
    }
}
