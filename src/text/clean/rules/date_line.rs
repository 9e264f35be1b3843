//! Marks lines that are nothing but a date or a time, and dates the article by them.

use crate::text::clean::LineKind;
use crate::text::clean::draft::Draft;
use crate::text::clean::shape::{Moment, read_moment};
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "date-line",
    reason: "live feeds set a date between days and a time above posts; both are signposts, not sentences",
    apply,
};

/// Words before the date that change nothing.
const PREFIXES: [&str; 6] =
    ["published on ", "published: ", "published ", "last updated: ", "last updated ", "updated: "];

fn apply(draft: &mut Draft<'_>) {
    for (part, range) in draft.ranges().into_iter().enumerate() {
        let mut days = Vec::new();
        for line in draft.lines[range].iter_mut().filter(|line| line.is_prose()) {
            let text = line.text();
            if text.len() > 80 {
                continue;
            }
            let prefix = PREFIXES.iter().find(|prefix| shape::starts_with_ignoring_case(text, prefix));
            let Some(moment) = read_moment(&text[prefix.map_or(0, |prefix| prefix.len())..]) else { continue };
            if let Moment::Day(day) = moment
                && day.year.is_some()
            {
                days.push(day);
            }
            line.mark(LineKind::DateLine, RULE.name);
        }
        if let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) {
            draft.parts[part].date = if first == last { first.to_string() } else { format!("{first}/{last}") };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{marks, one};

    #[test]
    fn date_lines_are_marked_and_give_the_range_of_days() {
        let article = one("3 May 2024\nThe dam broke.\n14:05 GMT\nIt rained.\n1 May 2024\nOn 1 May 2024 it was dry.");
        assert_eq!(article.date, "2024-05-01/2024-05-03");
        assert_eq!(
            marks(&article).iter().map(|mark| mark.1).collect::<Vec<_>>(),
            ["3 May 2024", "14:05 GMT", "1 May 2024"]
        );
    }

    #[test]
    fn a_date_without_a_year_dates_nothing() {
        let article = one("3 May\nThe dam broke.");
        assert_eq!((article.date.as_str(), article.marks.len()), ("", 1));
    }
}
