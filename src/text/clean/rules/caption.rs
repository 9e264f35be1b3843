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
const CREDITS: [&str; 9] = [
    "Photo: ",
    "Photos: ",
    "Photo by ",
    "Photograph: ",
    "Image: ",
    "Picture: ",
    "Illustration: ",
    "Composite: ",
    "Photo credit: ",
];
/// The same in parentheses or brackets at the end, or around the whole caption.
const FRAMED: [&str; 12] = [
    "(Image: ",
    "(Images: ",
    "(Photo: ",
    "(Photos: ",
    "(Photo by ",
    "(Photograph: ",
    "(Picture: ",
    "(Pictures: ",
    "[Photo/",
    "[Photo: ",
    "[Image: ",
    "(Credit: ",
];
/// What some captions begin with.
const LABELS: [&str; 4] = ["Pictured: ", "Pictured, ", "Map: ", "Chart: "];
const LONGEST_LABELLED: usize = 160;
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
                && (has_credit(text)
                    || has_framed_credit(text)
                    || has_label(text)
                    || (is_below_image && (line.rule() == table_cell::RULE.name || is_repeated())));
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

/// `… (Image: Hill Gazette)`, `(Photo: …)`, `[1/2]…`, `… ©Hill Gazette`.
fn has_framed_credit(line: &str) -> bool {
    let is_framed =
        |frame: &str| line.rfind(frame).is_some_and(|at| at == 0 || line.len() - at - frame.len() <= LONGEST_CREDIT);
    let has_frame = line.ends_with([')', ']']) && FRAMED.iter().any(|frame| is_framed(frame));
    let is_right = |name: &str| {
        name.len() <= LONGEST_CREDIT && name.trim_start().starts_with(char::is_uppercase) && !name.ends_with('.')
    };
    // Most lines have none; `rfind` goes by bytes, `contains` takes ten times as long for a letter of two bytes.
    let has_right = || line.rfind('©').is_some() && line.rsplit_once(" ©").is_some_and(|(_, name)| is_right(name));
    has_frame || has_right() || is_of_series(line)
}

/// `[1/2]A ship …`: one picture of several.
fn is_of_series(line: &str) -> bool {
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    line.strip_prefix('[').and_then(|rest| rest.split_once(']')).is_some_and(|(count, caption)| {
        !caption.is_empty() && count.split_once('/').is_some_and(|(one, all)| is_number(one) && is_number(all))
    })
}

/// `Pictured: The wall at noon`.
fn has_label(line: &str) -> bool {
    line.len() <= LONGEST_LABELLED
        && !line.ends_with(['.', '!', '?'])
        && LABELS.iter().any(|label| line.starts_with(label))
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

    #[test]
    fn credits_in_parentheses_and_labels_make_captions() {
        for line in [
            "The wall at noon (Image: Hill Gazette)",
            "The wall at noon. [Photo/Hill Wire]",
            "(Photo: The wall at noon, seen from a hill far away, where the mayor has his house / Hill Wire)",
            "The wall. Composite: Hill Design; Ana Gray",
            "The wall at noon. ©Provided by Hill Gazette",
            "[1/2]The wall at noon. HILL WIRE/Ana Gray",
            "Pictured: The wall at noon",
        ] {
            let article = one(&format!("The dam broke.\n{line}\nIt rained."));
            assert_eq!(marks(&article), [(LineKind::Caption, line, "caption")]);
        }
        for line in ["Pictured: that is what he was.", "The photo (Photo: that was its name) was good.", "[1] Ana Gray"]
        {
            let article = one(&format!("The dam broke.\n{line}\nIt rained."));
            assert!(marks(&article).iter().all(|mark| mark.2 != "caption"), "{line}");
        }
    }
}
