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

fn apply(draft: &mut Draft<'_>) {
    let Some(range) = draft.ranges().into_iter().next() else { return };
    let kept: Vec<usize> = draft.kept(range);
    let mut below_dates = kept.into_iter().skip_while(|&at| draft.lines[at].kind() == Some(LineKind::DateLine));
    let Some(first) = below_dates.next().filter(|&at| draft.lines[at].is_prose()) else { return };
    let line = draft.lines[first].text();
    if !draft.known_title.is_empty() {
        if same_words(line, draft.known_title) {
            draft.lines[first].drop(RULE.name);
        }
        return;
    }
    let is_followed_by_prose = below_dates
        .find(|&at| draft.lines[at].is_prose())
        .is_some_and(|at| shape::ends_sentence(draft.lines[at].text()));
    if draft.parts[0].title.is_empty() && is_headline(line) && is_followed_by_prose {
        draft.parts[0].title = line.to_owned();
        draft.lines[first].drop(RULE.name);
    }
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
}
