//! Marks headlines in capitals that stand between paragraphs.

use crate::text::clean::LineKind;
use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "linked-headline",
    reason: "some outlets set links to other articles between paragraphs, their headlines in capitals",
    apply,
};

const LONGEST: usize = 200;
const FEWEST_WORDS: usize = 4;

fn apply(draft: &mut Draft<'_>) {
    for range in draft.ranges() {
        let kept = draft.kept(range);
        let is_candidate = |at: usize| draft.lines[at].is_prose() && is_headline_in_capitals(draft.lines[at].text());
        let found: Vec<usize> = kept.iter().copied().filter(|&at| is_candidate(at)).collect();
        // A text set in capitals throughout has no links in it, only paragraphs.
        if found.len() * 3 <= kept.len() {
            for at in found {
                draft.lines[at].mark(LineKind::LinkedHeadline, RULE.name);
            }
        }
    }
}

fn is_headline_in_capitals(line: &str) -> bool {
    line.len() <= LONGEST
        && !line.trim_end_matches(['"', '”', '’', '\'']).ends_with('.')
        && shape::n_words(line) >= FEWEST_WORDS
        && shape::is_capitals(line)
}

#[cfg(test)]
mod tests {
    use super::super::check::{marks, one};
    use crate::text::clean::LineKind;

    #[test]
    fn capitals_between_paragraphs_are_a_link() {
        let article = one("The dam broke.\nMAYOR FLEES AHEAD OF ‘FLOOD’\nNobody was hurt.\nIt rained.");
        assert_eq!(marks(&article), [(LineKind::LinkedHeadline, "MAYOR FLEES AHEAD OF ‘FLOOD’", "linked-headline")]);
    }

    #[test]
    fn acronyms_and_texts_all_in_capitals_are_none() {
        assert!(
            marks(&one("The dam broke.\nNATO, EU, UN\nIt rained.\nIt stopped."))
                .iter()
                .all(|m| m.2 != "linked-headline")
        );
        assert!(marks(&one("THE DAM BROKE AND FELL!\nNOBODY WAS HURT IN IT!")).is_empty());
    }
}
