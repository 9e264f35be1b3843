//! Drops a caption that follows itself.

use crate::text::clean::LineKind;
use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "repeated-caption",
    reason: "a caption is often both the picture's description and the line below it; one is enough to tag",
    apply,
};

/// A shorter line that follows itself may be verse.
const SHORTEST: usize = 40;
/// How many lines may stand between a caption and its repetition.
const NEAR: usize = 3;
const LONGEST: usize = 400;

fn apply(draft: &mut Draft<'_>) {
    for range in draft.ranges() {
        let kept = draft.kept(range);
        for (nth, &first) in kept.iter().enumerate() {
            if draft.lines[first].is_dropped() || draft.lines[first].text().len() > LONGEST {
                continue;
            }
            let is_caption = draft.lines[first].kind() == Some(LineKind::Caption);
            let near = if is_caption { NEAR + 1 } else { 1 };
            let text = draft.lines[first].text();
            let is_same = |at: &&usize| draft.lines[**at].text() == text && !draft.lines[**at].is_dropped();
            let Some(&second) = kept[nth + 1..].iter().take(near).find(is_same) else { continue };
            // Nobody writes a long line without a stop twice in a row, but many pages print a caption so.
            let is_printed_twice =
                draft.lines[first].is_prose() && text.len() >= SHORTEST && !shape::ends_sentence(text);
            if is_caption || is_printed_twice {
                // The first stays; a caption printed three times is not seen in the wild.
                if !is_caption {
                    draft.lines[first].mark(LineKind::Caption, RULE.name);
                }
                draft.lines[second].drop(RULE.name);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{one, record};

    #[test]
    fn the_second_of_two_goes_and_repeated_prose_stays() {
        let article = one("![]()\nThe wall at dawn\nThe wall at dawn\nIt rained.\nIt rained.");
        assert_eq!(article.text, "The wall at dawn\nIt rained.\nIt rained.");
        assert_eq!(record(&article), [("image-leftover", 1, None), ("repeated-caption", 3, None)]);
    }

    #[test]
    fn a_long_line_without_a_stop_that_follows_itself_is_a_caption() {
        let caption = "The wall above the village, seen from the mayor's house";
        let article = one(&format!("It rained.\n{caption}\n{caption}\nIt snowed."));
        assert_eq!(article.text, format!("It rained.\n{caption}\nIt snowed."));
        assert_eq!(article.marks.len(), 1);
    }
}
