//! Marks the names of those who write the posts of a live feed.

use crate::text::clean::LineKind;
use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};
use std::collections::BTreeMap;

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "post-byline",
    reason: "a live feed names the writer of each post below its time, and sometimes the writer's post and place",
    apply,
};

/// A text with fewer dates and times is no feed.
const FEWEST_POSTS: usize = 3;
/// How far below its time a post names its writer, in lines.
const NEAR: usize = 2;
const LONGEST_ROLE: usize = 48;
const ROLES: [&str; 5] = ["correspondent", "editor", "reporter", "reporting from ", "producer"];

fn apply(draft: &mut Draft<'_>) {
    for (part, range) in draft.ranges().into_iter().enumerate() {
        let kept = draft.kept(range);
        let is_time = |nth: usize| draft.lines[kept[nth]].kind() == Some(LineKind::DateLine);
        if (0..kept.len()).filter(|&nth| is_time(nth)).count() < FEWEST_POSTS {
            continue;
        }
        let text = |nth: usize| draft.lines[kept[nth]].text();
        let is_near = |nth: usize| (nth.saturating_sub(NEAR)..nth).any(is_time);
        let is_candidate = |nth: usize| draft.lines[kept[nth]].is_prose() && is_near(nth) && is_name(text(nth));
        let mut n_posts: BTreeMap<&str, usize> = BTreeMap::new();
        for nth in (0..kept.len()).filter(|&nth| is_candidate(nth)) {
            *n_posts.entry(text(nth)).or_default() += 1;
        }
        // A name that comes once may be a heading, unless the article's own byline has it.
        let author = &draft.parts[part].author;
        let is_writer = |name: &str| n_posts.get(name).is_some_and(|&n| n >= 2) || author.contains(name);
        let mut found: Vec<usize> = Vec::new();
        for nth in (0..kept.len()).filter(|&nth| is_candidate(nth) && is_writer(text(nth))) {
            let role = Some(nth + 1).filter(|&below| below < kept.len() && is_role(text(below)));
            found.extend([nth].into_iter().chain(role));
        }
        for nth in found {
            draft.lines[kept[nth]].mark(LineKind::Byline, RULE.name);
        }
    }
}

/// Two or three words with capitals and no sign between them.
fn is_name(line: &str) -> bool {
    (2..=3).contains(&shape::n_words(line))
        && line.split(' ').all(|word| word.starts_with(char::is_uppercase))
        && line.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'))
        && !shape::is_capitals(line)
}

fn is_role(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    line.len() <= LONGEST_ROLE && !shape::ends_sentence(line) && ROLES.iter().any(|role| lower.contains(role))
}

#[cfg(test)]
mod tests {
    use super::super::check::{marks, one};

    #[test]
    fn names_that_come_again_are_writers_of_posts() {
        let article = one(
            "1 hour ago\nAna Gray\nHill correspondent, in Dorf\nIt rained.\n2 hours ago\nDam holds\nAna Gray\nIt snowed.\n\
             3 hours ago\nBo Lee\nIt was dry.",
        );
        let names: Vec<&str> =
            marks(&article).into_iter().filter(|mark| mark.2 == "post-byline").map(|mark| mark.1).collect();
        assert_eq!(names, ["Ana Gray", "Hill correspondent, in Dorf", "Ana Gray"]);
    }

    #[test]
    fn names_outside_a_feed_are_none() {
        let article = one("The winners:\nAna Gray\nAna Gray\nIt rained.");
        assert!(marks(&article).iter().all(|mark| mark.2 != "post-byline"));
    }
}
