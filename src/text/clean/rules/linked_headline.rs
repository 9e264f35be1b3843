//! Marks headlines of other articles that stand between paragraphs: in capitals, or below a label such as `Read more`.

use crate::text::clean::LineKind;
use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "linked-headline",
    reason: "some outlets set links to other articles between paragraphs: headlines in capitals, or below `Read more`",
    apply,
};

const LONGEST: usize = 200;
const FEWEST_WORDS: usize = 4;
/// What stands above links between paragraphs; other rules drop it. Colon and letter case aside.
const LABELS: [&str; 8] = [
    "read more",
    "read also",
    "also read",
    "see also",
    "related",
    "related articles",
    "related stories",
    "more on this story",
];
/// So many links stand below a label at most.
const MOST_LINKS: usize = 4;

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
    for at in below_labels(draft) {
        draft.lines[at].mark(LineKind::LinkedHeadline, RULE.name);
    }
}

/// The lines below each dropped label that read as headlines and not as sentences.
fn below_labels(draft: &Draft<'_>) -> Vec<usize> {
    let shown: Vec<usize> = (0..draft.lines.len()).filter(|&at| !draft.lines[at].raw().trim().is_empty()).collect();
    let is_label = |at: usize| {
        let label = draft.lines[at].raw().trim().trim_end_matches(':');
        draft.lines[at].is_dropped() && LABELS.iter().any(|known| label.eq_ignore_ascii_case(known))
    };
    let is_link = |at: usize| draft.lines[at].is_prose() && is_headline(draft.lines[at].text());
    let labels = (0..shown.len()).filter(|&nth| is_label(shown[nth]));
    labels.flat_map(|nth| shown[nth + 1..].iter().copied().take(MOST_LINKS).take_while(|&at| is_link(at))).collect()
}

fn is_headline(line: &str) -> bool {
    line.len() <= LONGEST
        && shape::n_words(line) >= FEWEST_WORDS
        && !shape::ends_sentence(line)
        && shape::starts_like_heading(line.trim_start_matches(['“', '"', '‘', '\'']))
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

    #[test]
    fn headlines_below_a_label_are_links() {
        let article =
            one("It rained.\nRead more\nThe dam that nobody wanted to pay for\n'Never again,' say villages\n\
             Ana Gray said that it had rained before.\nThe village that nobody wanted to pay for");
        let links = ["The dam that nobody wanted to pay for", "'Never again,' say villages"];
        assert_eq!(marks(&article)[..2], links.map(|link| (LineKind::LinkedHeadline, link, "linked-headline")));
        assert_eq!(marks(&article).len(), 2);
    }
}
