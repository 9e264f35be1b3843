//! Marks lines that are nothing but a date or a time, and dates the article by them.

use crate::text::clean::LineKind;
use crate::text::clean::draft::Draft;
use crate::text::clean::shape::{Day, Moment, read_moment};
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "date-line",
    reason: "live feeds set a date between days and a time above posts; both are signposts, not sentences",
    apply,
};

/// Words before the date that change nothing.
const PREFIXES: [&str; 11] = [
    "published on ",
    "published at ",
    "published: ",
    "published ",
    "last updated: ",
    "last updated ",
    "updated at ",
    "updated on ",
    "updated: ",
    "updated ",
    "posted ",
];
const LONGEST: usize = 80;
/// A live feed has at least so many posts with an age. Fewer ages may be chance.
const FEWEST_AGES: usize = 3;

fn apply(draft: &mut Draft<'_>) {
    for (part, range) in draft.ranges().into_iter().enumerate() {
        let mut days = Vec::new();
        let is_prose = |draft: &Draft<'_>, at: usize| draft.lines[at].is_prose();
        let is_age =
            |draft: &Draft<'_>, at: usize| is_prose(draft, at) && shape::is_relative_age(draft.lines[at].text());
        let has_ages = range.clone().filter(|&at| is_age(draft, at)).count() >= FEWEST_AGES;
        for at in range {
            if !is_prose(draft, at) {
                continue;
            }
            let is_found = read_moments(draft.lines[at].text(), &mut days);
            let is_post = is_found || (has_ages && is_age(draft, at));
            if !is_post {
                continue;
            }
            draft.lines[at].mark(LineKind::DateLine, RULE.name);
        }
        if let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) {
            draft.parts[part].date = if first == last { first.to_string() } else { format!("{first}/{last}") };
        }
    }
}

/// Whether the line is nothing but moments: `Published 14:05, 3 May 2024 | Updated 2 hours ago`. Adds its days with a
/// year to `days`.
fn read_moments(line: &str, days: &mut Vec<Day>) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let n_before = days.len();
    let mut is_dated = false;
    for piece in line.split(['|', '·', '•']).map(str::trim) {
        let prefix = PREFIXES.iter().find(|prefix| shape::starts_with_ignoring_case(piece, prefix));
        let moment = &piece[prefix.map_or(0, |prefix| prefix.len())..];
        match read_moment(moment) {
            Some(Moment::Day(day)) => {
                is_dated = true;
                // An article is of the day when it came out, not of the last correction.
                let is_update = prefix.is_some_and(|prefix| prefix.contains("updated"));
                if day.year.is_some() && (!is_update || days.is_empty()) {
                    days.push(day);
                }
            }
            Some(Moment::Time) => is_dated = true,
            None if shape::is_relative_age(moment) && prefix.is_some() => {}
            None => {
                days.truncate(n_before);
                return false;
            }
        }
    }
    is_dated
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

    #[test]
    fn several_moments_are_one_date_line() {
        for (line, date) in [
            ("PUBLISHED: 09:14, 22 March 2025 | UPDATED: 11:02, 23 March 2025", "2025-03-22"),
            ("March 3, 2025 4:12 PM GMT · Updated 2 hours ago", "2025-03-03"),
            ("6 March 2025\nUpdated 7 March 2025", "2025-03-06"),
            ("Updated at 13:22 GMT", ""),
            ("[00:02:14]", ""),
        ] {
            let article = one(&format!("The dam broke.\n{line}\nIt rained."));
            assert_eq!((&*article.date, article.marks.len()), (date, line.lines().count()), "{line}");
        }
        assert!(marks(&one("The dam broke.\n14:05 | 3 dead\nIt rained.")).iter().all(|mark| mark.2 != "date-line"));
    }

    #[test]
    fn ages_are_times_of_posts_if_there_are_several() {
        let feed = "The dam broke.\n2 hours ago\nIt rained.\n3h ago\nIt snowed.\n";
        assert!(marks(&one(feed)).iter().all(|mark| mark.2 != "date-line"));
        let article = one(&format!("{feed}5 hours ago\nIt was dry."));
        assert_eq!(marks(&article).iter().filter(|mark| mark.2 == "date-line").count(), 3);
    }
}
