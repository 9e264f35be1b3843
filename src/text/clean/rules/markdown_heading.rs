//! Reads Markdown headings: `## Heading`, and a line underlined with `===` or `---`.

use crate::text::clean::LineKind;
use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule =
    Rule { name: "markdown-heading", reason: "`#` signs and underlines say that a line is a heading", apply };

fn apply(draft: &mut Draft<'_>) {
    for at in 0..draft.lines.len() {
        if draft.lines[at].is_dropped() {
            continue;
        }
        let text = draft.lines[at].text();
        let marked = text.trim_start_matches('#');
        let level = text.len() - marked.len();
        if (1..=6).contains(&level) && marked.starts_with([' ', '\t']) {
            let inner = marked.trim().trim_end_matches('#').trim_end();
            let start = text.len() - marked.trim_start().len();
            let range = start..start + inner.len();
            if range.is_empty() {
                draft.lines[at].drop(RULE.name);
            } else {
                draft.lines[at].cut_to(range, RULE.name);
                draft.lines[at].mark(LineKind::Heading, RULE.name);
            }
        } else if at > 0 && is_underline(text) && is_alone_above(draft, at) {
            draft.lines[at].drop(RULE.name);
            draft.lines[at - 1].mark(LineKind::Heading, RULE.name);
        }
    }
}

fn is_underline(line: &str) -> bool {
    line.len() >= 3 && (line.bytes().all(|b| b == b'=') || line.bytes().all(|b| b == b'-'))
}

/// Whether the line above `at` is a paragraph of one line.
fn is_alone_above(draft: &Draft<'_>, at: usize) -> bool {
    draft.lines[at - 1].is_prose() && (at < 2 || draft.lines[at - 2].is_dropped())
}

#[cfg(test)]
mod tests {
    use super::super::check::marks;
    use crate::text::clean::{LineKind, clean_markdown};

    #[test]
    fn both_kinds_of_headings_are_marked() {
        let article = clean_markdown(
            "It rained.\n\n## Who pays ##\n\nThe village.\n\nWho knew\n--------\n\n#1 was the mayor.",
            "",
        )
        .remove(0);
        let headings =
            [(LineKind::Heading, "Who pays", "markdown-heading"), (LineKind::Heading, "Who knew", "markdown-heading")];
        assert_eq!(marks(&article), headings);
        assert!(article.text.ends_with("#1 was the mayor."), "{}", article.text);
    }
}
