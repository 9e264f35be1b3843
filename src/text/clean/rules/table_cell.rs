//! Takes off the borders of table cells around a paragraph.

use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "table-cell",
    reason: "pages set pictures and captions in tables, whose cell borders stay behind as `|`",
    apply,
};

fn apply(draft: &mut Draft<'_>) {
    for line in draft.lines.iter_mut().filter(|line| !line.is_dropped()) {
        let text = line.text();
        if !text.starts_with('|') && !text.ends_with('|') {
            continue;
        }
        if text.chars().all(|c| matches!(c, '|' | '-' | ':') || c.is_whitespace()) {
            line.drop(RULE.name);
            continue;
        }
        let inner = text.trim_matches(|c: char| c == '|' || c.is_whitespace());
        let start = text.len() - text.trim_start_matches(|c: char| c == '|' || c.is_whitespace()).len();
        let range = start..start + inner.len();
        line.cut_to(range, RULE.name);
    }
}

#[cfg(test)]
mod tests {
    use super::super::check::{one, record};

    #[test]
    fn outer_borders_go_and_inner_ones_stay() {
        let article = one("The dam broke. |\n| --- | --- |\n| Height | 40 m |");
        assert_eq!(article.text, "The dam broke.\nHeight | 40 m");
        assert_eq!(
            record(&article),
            [
                ("table-cell", 1, Some("The dam broke.")),
                ("table-cell", 2, None),
                ("table-cell", 3, Some("Height | 40 m"))
            ]
        );
    }
}
