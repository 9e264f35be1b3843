//! Drops the line that says whether a live feed still runs.

use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "live-feed-status",
    reason: "a live feed says whether it still runs; that is the page's state, not news",
    apply,
};

const SUBJECTS: [&str; 8] = [
    "this live feed ",
    "this live blog ",
    "this liveblog ",
    "this live page ",
    "this live coverage ",
    "our live coverage ",
    "the live feed ",
    "live coverage ",
];
const STATES: [&str; 7] =
    ["has ended", "has now ended", "is now closed", "has closed", "is closed", "has now closed", "is now over"];

fn apply(draft: &mut Draft<'_>) {
    for line in draft.lines.iter_mut().filter(|line| line.is_prose() && line.text().len() <= 60) {
        if is_status(line.text()) {
            line.drop(RULE.name);
        }
    }
}

fn is_status(line: &str) -> bool {
    let line = line.trim_end_matches(['.', '!']);
    SUBJECTS.iter().any(|subject| {
        shape::starts_with_ignoring_case(line, subject)
            && STATES.iter().any(|state| line[subject.len()..].eq_ignore_ascii_case(state))
    })
}

#[cfg(test)]
mod tests {
    use super::super::check::{one, record};

    #[test]
    fn the_state_of_the_feed_goes_and_prose_about_feeds_stays() {
        let article = one("This live blog is now closed.\nLive coverage has ended the career of many a minister.");
        assert_eq!(article.text, "Live coverage has ended the career of many a minister.");
        assert_eq!(record(&article), [("live-feed-status", 1, None)]);
    }
}
