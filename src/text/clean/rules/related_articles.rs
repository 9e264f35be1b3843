//! Splits the articles that an aggregator lists below its lead into articles of their own.

use crate::text::clean::draft::{Draft, Part};
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "related-articles",
    reason: "an aggregator's page holds several outlets' articles, each under a card of outlet, age and headline",
    apply,
};

/// Words above the first card.
const SECTION_TITLES: [&str; 4] = ["related articles", "related stories", "related news", "more stories"];
const LONGEST_OUTLET: usize = 80;

fn apply(draft: &mut Draft<'_>) {
    let kept = draft.kept(0..draft.lines.len());
    let mut at = 0;
    while at + 3 < kept.len() {
        if !is_card(draft, &kept[at..at + 3]) {
            at += 1;
            continue;
        }
        if at > 0 {
            let before = &mut draft.lines[kept[at - 1]];
            if SECTION_TITLES.iter().any(|title| before.text().eq_ignore_ascii_case(title)) {
                before.drop(RULE.name);
            }
        }
        draft.parts.push(Part {
            start: kept[at],
            title: draft.lines[kept[at + 3]].text().to_owned(),
            outlet: draft.lines[kept[at]].text().to_owned(),
            ..Part::default()
        });
        for &line in &kept[at..at + 4] {
            draft.lines[line].drop(RULE.name);
        }
        at += 4;
    }
}

/// Outlet, age, and the outlet again behind a dash.
fn is_card(draft: &Draft<'_>, lines: &[usize]) -> bool {
    let text = |at: usize| draft.lines[lines[at]].text();
    shape::is_relative_age(text(1))
        && text(0).len() <= LONGEST_OUTLET
        && text(2).strip_prefix(['-', '–', '—', '•', '·']).is_some_and(|outlet| outlet.trim_start() == text(0))
}

#[cfg(test)]
mod tests {
    use super::super::check::record;
    use crate::text::clean::clean;

    const PAGE: &str = "\
The mayor opened the dam.
Related Articles

Hill Gazette
2 hours ago
- Hill Gazette
Who pays for the dam?
The village pays. It has no choice.
Valley Post
yesterday
- Valley Post
Dam opened
It rained.";

    #[test]
    fn each_card_begins_an_article_with_its_outlet_and_title() {
        let articles = clean(PAGE, "");
        let seen: Vec<_> = articles.iter().map(|a| (&*a.outlet, &*a.title, &*a.text, &*a.date)).collect();
        assert_eq!(
            seen,
            [
                ("", "", "The mayor opened the dam.", ""),
                ("Hill Gazette", "Who pays for the dam?", "The village pays. It has no choice.", ""),
                ("Valley Post", "Dam opened", "It rained.", ""),
            ]
        );
        assert_eq!(record(&articles[0]), [("related-articles", 2, None)]);
        assert_eq!(record(&articles[1]).iter().map(|(_, line, _)| *line).collect::<Vec<_>>(), [4, 5, 6, 7]);
    }

    #[test]
    fn a_card_without_a_body_is_no_article() {
        let articles = clean("The mayor spoke.\nHill Gazette\n1 day ago\n- Hill Gazette\nA headline alone", "");
        assert_eq!(articles.len(), 1);
        assert_eq!(record(&articles[0]).len(), 4, "its lines stay on record");
    }

    #[test]
    fn an_age_in_running_text_splits_nothing() {
        assert_eq!(clean("He came\nan hour ago\nand left.\nNobody saw him.", "").len(), 1);
    }
}
