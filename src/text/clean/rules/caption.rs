//! Marks the words under a picture.

use super::{image_leftover, table_cell};
use crate::text::clean::LineKind;
use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "caption",
    reason: "the words under a picture are not running text: often another hand wrote them, about another day",
    apply,
};

const LONGEST: usize = 400;
const CREDITS: [&str; 8] =
    ["Photo: ", "Photos: ", "Photo by ", "Photograph: ", "Image: ", "Picture: ", "Illustration: ", "Photo credit: "];
const LONGEST_CREDIT: usize = 60;

fn apply(draft: &mut Draft<'_>) {
    for range in draft.ranges() {
        let mut is_below_image = false;
        for at in range.clone() {
            let line = &draft.lines[at];
            if line.is_dropped() {
                is_below_image |= line.rule() == image_leftover::RULE.name;
                continue;
            }
            let text = line.text();
            let is_repeated =
                || draft.lines[at + 1..range.end].iter().find(|l| !l.is_dropped()).is_some_and(|l| l.text() == text);
            let is_caption = line.is_prose()
                && text.len() <= LONGEST
                && (has_credit(text) || (is_below_image && (line.rule() == table_cell::RULE.name || is_repeated())));
            is_below_image = false;
            if is_caption {
                draft.lines[at].mark(LineKind::Caption, RULE.name);
            }
        }
    }
}

/// Whether the line ends in a photographer's or agency's name behind a word for picture.
fn has_credit(line: &str) -> bool {
    if line.ends_with(['.', '!', '?']) {
        return false;
    }
    // Every credit ends in one of these, and the name behind it is short; most lines have neither.
    ends_of_credits(line).any(|at| {
        let (head, name) = line.split_at(at);
        name.starts_with(char::is_uppercase) && CREDITS.iter().any(|credit| head.ends_with(credit))
    })
}

/// Where a name would begin: behind `: ` or ` by `, not far from the end.
fn ends_of_credits(line: &str) -> impl Iterator<Item = usize> {
    let bytes = line.as_bytes();
    (bytes.len().saturating_sub(LONGEST_CREDIT).max(2)..bytes.len())
        .filter(|&at| bytes[at - 1] == b' ' && matches!(bytes[at - 2], b':' | b'y'))
}

#[cfg(test)]
mod tests {
    use super::super::check::{marks, one};
    use crate::text::clean::LineKind;

    #[test]
    fn a_line_below_a_picture_is_a_caption_if_framed_or_credited() {
        let article =
            one("It rained.\n![]() |\nThe wall at dawn |\nIt rained more.\nThe wall at noon. Photo: Ana Gray");
        assert_eq!(
            marks(&article),
            [
                (LineKind::Caption, "The wall at dawn", "caption"),
                (LineKind::Caption, "The wall at noon. Photo: Ana Gray", "caption")
            ]
        );
    }

    #[test]
    fn a_paragraph_below_a_picture_is_none() {
        assert!(marks(&one("![a](b.jpg)\nThe mayor spoke for an hour.\nIt rained.")).is_empty());
    }
}
