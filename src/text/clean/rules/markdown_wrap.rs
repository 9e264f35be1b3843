//! Joins the lines of a Markdown paragraph.

use super::markdown_block::strip_signs;
use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule =
    Rule { name: "markdown-wrap", reason: "in Markdown a line break inside a paragraph is a blank", apply };

fn apply(draft: &mut Draft<'_>) {
    let mut first = None;
    for at in 0..draft.lines.len() {
        let line = &draft.lines[at];
        if !line.is_prose() {
            first = None;
            continue;
        }
        let raw = line.raw().trim();
        let is_start = raw.contains('|') || raw.starts_with("![") || is_item(raw);
        match first {
            Some(to) if !is_start && !has_hard_break(draft.lines[at - 1].raw()) => draft.join(to, at, RULE.name),
            _ => first = (!raw.contains('|') && !raw.starts_with("![")).then_some(at),
        }
    }
}

fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_numbered = rest.len() < line.len() && (rest.starts_with(". ") || rest.starts_with(") "));
    is_numbered || (strip_signs(line).len() < line.len() && !line.starts_with('>'))
}

/// Two blanks or a backslash at its end: the author wants the break.
fn has_hard_break(line: &str) -> bool {
    line.ends_with("  ") || line.ends_with('\\')
}

#[cfg(test)]
mod tests {
    use crate::text::clean::clean_markdown;

    #[test]
    fn lines_of_a_paragraph_are_joined_and_wanted_breaks_kept() {
        let article =
            clean_markdown("The dam\nbroke.\n\nRoses  \nare wet.\n1. Bread\n2. Salt\n> It\n> rained.", "").remove(0);
        assert_eq!(article.text, "The dam broke.\nRoses\nare wet.\n1. Bread\n2. Salt It rained.");
    }
}
