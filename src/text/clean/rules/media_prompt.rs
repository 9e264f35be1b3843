//! Marks prompts to watch, read or hear something else.

use crate::text::clean::LineKind;
use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "media-prompt",
    reason: "`WATCH …` or `READ MORE: …` is the headline of a film or of another article that was linked here",
    apply,
};

const LONGEST: usize = 200;
/// A first word in capitals before a headline in small letters.
const CALLS: [&str; 7] = ["WATCH", "READ", "LISTEN", "SEE", "VIDEO", "PHOTOS", "GALLERY"];
/// Before a colon, in any case.
const LABELS: [&str; 14] = [
    "read more",
    "read also",
    "also read",
    "read",
    "see also",
    "see more",
    "watch",
    "watch also",
    "video",
    "related",
    "related article",
    "listen",
    "more on this",
    "don't miss",
];
const LONGEST_LABEL: usize = 15;

fn apply(draft: &mut Draft<'_>) {
    for line in draft.lines.iter_mut().filter(|line| line.is_prose() && line.text().len() <= LONGEST) {
        if is_call(line.text()) || is_labelled(line.text()) {
            line.mark(LineKind::LinkedHeadline, RULE.name);
        }
    }
}

fn is_call(line: &str) -> bool {
    let Some((first, rest)) = line.split_once(' ') else { return false };
    CALLS.contains(&first) && !rest.trim().is_empty() && !rest.ends_with(['.', ',', ';'])
}

fn is_labelled(line: &str) -> bool {
    // No label has a colon, so the first one ends it.
    let Some(end) = line.bytes().take(LONGEST_LABEL + 1).position(|b| b == b':') else { return false };
    let (label, rest) = line.split_at(end);
    rest.strip_prefix(": ").is_some_and(|rest| {
        LABELS.iter().any(|known| label.eq_ignore_ascii_case(known))
            && shape::starts_like_heading(rest.trim_start_matches(['“', '"', '‘', '\'']))
    })
}

#[cfg(test)]
mod tests {
    use super::super::check::{marks, one};
    use crate::text::clean::LineKind;

    #[test]
    fn prompts_are_linked_headlines() {
        for prompt in ["WATCH the dam break in slow motion", "Read more: Who pays for the dam?", "VIDEO: Mayor speaks"]
        {
            let article = one(&format!("The dam broke.\n{prompt}\nIt rained."));
            assert_eq!(marks(&article), [(LineKind::LinkedHeadline, prompt, "media-prompt")]);
        }
    }

    #[test]
    fn a_sentence_with_the_same_words_is_none() {
        for line in ["Watch the dam, he said.", "SEE is a company. It makes dams.", "Read: that is what he did."] {
            assert!(marks(&one(line)).is_empty(), "{line}");
        }
    }
}
