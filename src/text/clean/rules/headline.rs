//! Lifts the article's own headline out of the text.

use crate::text::clean::LineKind;
use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "headline",
    reason: "a copied article often begins with its headline, which is shown above the text and not tagged twice",
    apply,
};

const LONGEST: usize = 200;

/// A first line such as `Live` or `The long read`, above the headline.
const LONGEST_KICKER: usize = 24;
/// A shorter line above a date may be the outlet's name.
const SHORTEST_ABOVE_DATE: usize = 30;
/// How many lines below its headline an article names its writer or day, if it does.
const NEAR: usize = 4;

fn apply(draft: &mut Draft<'_>) {
    let Some(range) = draft.ranges().into_iter().next() else { return };
    let kept: Vec<usize> = draft.kept(range);
    let n_dates = kept.iter().take_while(|&&at| draft.lines[at].kind() == Some(LineKind::DateLine)).count();
    let below = &kept[n_dates..];
    let Some(&first) = below.first().filter(|&&at| draft.lines[at].is_prose()) else { return };
    let line = draft.lines[first].text();
    if !draft.known_title.is_empty() {
        if same_words(line, draft.known_title) {
            draft.lines[first].drop(RULE.name);
        }
        return;
    }
    if !draft.parts[0].title.is_empty() {
        return;
    }
    if is_kicker(line) && is_signed(draft, &below[1..]) {
        lift(draft, below[1]);
        draft.lines[first].drop(RULE.name);
        return;
    }
    let is_followed_by_prose = below[1..]
        .iter()
        .find(|&&at| draft.lines[at].is_prose())
        .is_some_and(|&at| shape::ends_sentence(draft.lines[at].text()));
    let is_question = line.ends_with('?') && n_dates > 0 && is_headline(line.trim_end_matches('?'));
    if ((is_headline(line) || is_question) && is_followed_by_prose) || is_signed(draft, below) {
        lift(draft, first);
    }
}

fn lift(draft: &mut Draft<'_>, at: usize) {
    draft.parts[0].title = draft.lines[at].text().to_owned();
    draft.lines[at].drop(RULE.name);
}

fn is_kicker(line: &str) -> bool {
    line.len() <= LONGEST_KICKER && shape::n_words(line) <= 3 && !shape::ends_sentence(line)
}

/// Whether the first of the lines is long enough for a headline and a writer or a day stands below it.
fn is_signed(draft: &Draft<'_>, lines: &[usize]) -> bool {
    let is_sign = |&at: &usize| matches!(draft.lines[at].kind(), Some(LineKind::Byline | LineKind::DateLine));
    lines.split_first().is_some_and(|(&first, below)| {
        let line = draft.lines[first].text();
        draft.lines[first].is_prose()
            && line.len() >= SHORTEST_ABOVE_DATE
            && is_headline(line)
            && below.iter().take(NEAR).any(is_sign)
    })
}

fn is_headline(line: &str) -> bool {
    line.len() <= LONGEST
        && shape::n_words(line) >= 2
        && !shape::ends_sentence(line)
        && line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '‘' | '“' | '\'' | '"'))
}

fn same_words(line: &str, title: &str) -> bool {
    line.len() <= 2 * title.len() + 16 && line.split_whitespace().eq(title.split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::super::check::{one, record};
    use crate::text::clean::clean;

    #[test]
    fn a_first_line_without_a_stop_is_the_title() {
        let article = one("Dam breaks above the village\n\nThe dam broke. Nobody was hurt.");
        assert_eq!(
            (&*article.title, &*article.text),
            ("Dam breaks above the village", "The dam broke. Nobody was hurt.")
        );
        assert_eq!(record(&article), [("headline", 1, None)]);
    }

    #[test]
    fn a_known_title_is_lifted_only_where_it_stands() {
        let article = clean("Dam  breaks\nIt rained.", "Dam breaks").remove(0);
        assert_eq!((&*article.title, &*article.text), ("", "It rained."));
        let article = clean("Dam breaks\nIt rained.", "Another title").remove(0);
        assert_eq!(article.text, "Dam breaks\nIt rained.");
    }

    #[test]
    fn a_sentence_or_a_lone_line_is_no_title() {
        for original in ["The dam broke.\nIt rained.", "A note without a stop", "and so on it went\nIt rained."] {
            assert_eq!(one(original).title, "", "{original}");
        }
    }

    #[test]
    fn a_writer_below_makes_a_headline_above_a_line_without_a_stop() {
        let text = "Dam breaks above the village in the hills\nNobody is hurt\nBy Ana Gray\nThe dam broke.";
        for original in [text.to_owned(), format!("Live\n{text}")] {
            let article = one(&original);
            assert_eq!(article.title, "Dam breaks above the village in the hills");
            assert_eq!(article.text, "Nobody is hurt\nBy Ana Gray\nThe dam broke.");
        }
        assert_eq!(one("Hill Gazette\nOf hills and dams\n3 May 2024\nDams, one\nIt rained.").title, "");
    }

    #[test]
    fn a_question_below_a_date_is_a_headline() {
        assert_eq!(one("3 May 2024\nWho pays for the dam?\nThe village pays.").title, "Who pays for the dam?");
    }
}
