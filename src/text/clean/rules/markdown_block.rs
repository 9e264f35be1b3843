//! Takes off what Markdown puts at the beginning of lines, and drops lines that are markup alone.

use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "markdown-block",
    reason: "quotation and list signs, rules and code fences lay a text out and are not read aloud",
    apply,
};

fn apply(draft: &mut Draft<'_>) {
    for line in draft.lines.iter_mut().filter(|line| line.is_prose()) {
        let text = line.text();
        if is_layout(text) {
            line.drop(RULE.name);
            continue;
        }
        let inner = strip_signs(text);
        let start = text.len() - inner.len();
        if inner.is_empty() {
            line.drop(RULE.name);
        } else {
            line.cut_to(start..start + inner.len(), RULE.name);
        }
    }
}

/// The line behind `>`, `-`, `*` and `+`.
pub(super) fn strip_signs(line: &str) -> &str {
    let mut rest = line;
    loop {
        let shorter = match rest.strip_prefix('>') {
            Some(quoted) => quoted.trim_start(),
            None => match ["- ", "* ", "+ "].iter().find_map(|sign| rest.strip_prefix(sign)) {
                Some(item) => item.trim_start(),
                None => return rest,
            },
        };
        rest = shorter;
    }
}

/// A horizontal rule, a code fence, or a link definition.
fn is_layout(line: &str) -> bool {
    let signs: String = line.chars().filter(|c| *c != ' ').collect();
    let is_rule = signs.len() >= 3 && ['-', '*', '_'].iter().any(|sign| signs.chars().all(|c| c == *sign));
    is_rule || line.starts_with("```") || line.starts_with("~~~") || (line.starts_with('[') && line.contains("]: http"))
}

#[cfg(test)]
mod tests {
    use crate::text::clean::clean_markdown;

    #[test]
    fn signs_and_rules_go() {
        let article =
            clean_markdown("It rained.\n\n* * *\n\n> “It rained,”\n\n- Bread.\n- Salt.\n\n[1]: http://a.example/", "")
                .remove(0);
        assert_eq!(article.text, "It rained.\n“It rained,”\nBread.\nSalt.");
        assert_eq!(article.changes.iter().filter(|change| change.rule == "markdown-block").count(), 5);
    }
}
