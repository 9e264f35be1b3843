//! Names and amounts: where they are, what each names in the light of the whole document, what stands around them.

mod amounts;
mod attributes;
mod dates;
mod finder;
mod memory;
mod metonyms;
mod slug;
mod surname;

pub use attributes::{Attributes, attributes};
pub(super) use finder::{Candidate, Finder, How, Letters};
pub(super) use memory::{Read, Resolver};
pub use metonyms::stands_for;

#[cfg(test)]
mod tests {
    use crate::find::analyze;

    fn names(text: &str) -> Vec<(String, &'static str)> {
        let document = analyze(text);
        let named = |mention: &crate::model::Mention| (mention.span.of(text).to_owned(), mention.kind.as_str());
        document.mentions.iter().map(named).collect()
    }

    #[test]
    fn a_sum_in_dollars_of_a_country_is_no_country() {
        assert!(names("The firm paid US$20 million for it.").contains(&("US$20 million".to_owned(), "MONEY")));
    }

    #[test]
    fn without_capitals_the_lexicon_speaks() {
        let found = names("donald trump and vladimir putin met in anchorage, us officials who saw it said on friday.");
        let names: Vec<&str> = found.iter().filter(|(_, kind)| *kind != "DATE").map(|(name, _)| &**name).collect();
        assert_eq!(names, ["donald trump", "vladimir putin", "anchorage"]);
    }

    #[test]
    fn an_office_and_a_person_are_no_organisation() {
        let found = names("He spoke of his recent meeting with President Trump in Alaska.");
        assert_eq!(found, [("Trump".to_owned(), "PERSON"), ("Alaska".to_owned(), "GPE")]);
    }

    #[test]
    fn a_month_behind_a_given_name_is_a_surname() {
        assert!(names("Theresa May resigned in Leeds.").contains(&("Theresa May".to_owned(), "PERSON")));
    }

    #[test]
    fn who_is_addressed_by_the_office_alone_is_not_named() {
        assert!(names("Thank you, Mr. Speaker, for this debate.").iter().all(|(_, kind)| *kind != "PERSON"));
    }
}
