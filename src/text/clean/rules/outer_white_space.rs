//! Takes white space off both ends of every line.

use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "outer-white-space",
    reason: "indents and trailing blanks come from the page's layout and differ between copies of one text",
    apply,
};

fn apply(draft: &mut Draft<'_>) {
    for line in &mut draft.lines {
        let text = line.text();
        let start = text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        // A byte order mark on the same line keeps its name in the record.
        let rule = if line.rule().is_empty() { RULE.name } else { line.rule() };
        line.cut_to(start..end, rule);
    }
}

#[cfg(test)]
mod tests {
    use crate::text::clean::clean;

    #[test]
    fn indents_and_trailing_blanks_go_but_inner_ones_stay() {
        let article = clean("\tThe dam  broke. \u{a0}\nNobody\twas hurt.", "").remove(0);
        assert_eq!(article.text, "The dam  broke.\nNobody\twas hurt.");
        assert_eq!(article.changes.len(), 1);
        assert_eq!(article.changes[0].kept.as_deref(), Some("The dam  broke."));
    }
}
