//! Drops a caption that follows itself.

use crate::text::clean::LineKind;
use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "repeated-caption",
    reason: "a caption is often both the picture's description and the line below it; one is enough to tag",
    apply,
};

fn apply(draft: &mut Draft<'_>) {
    let kept = draft.kept(0..draft.lines.len());
    for pair in kept.windows(2) {
        let is_caption = draft.lines[pair[0]].kind() == Some(LineKind::Caption);
        if is_caption && draft.lines[pair[0]].text() == draft.lines[pair[1]].text() {
            // The first stays; a caption printed three times is not seen in the wild.
            draft.lines[pair[1]].drop(RULE.name);
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
}
