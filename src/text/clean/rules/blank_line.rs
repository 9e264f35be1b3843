//! Drops lines without a word.

use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "blank-line",
    reason: "a paragraph is a line of the cleaned text, so blank lines say nothing more",
    apply,
};

fn apply(draft: &mut Draft<'_>) {
    for line in &mut draft.lines {
        if line.text().is_empty() {
            line.drop(RULE.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::text::clean::clean;

    #[test]
    fn blank_lines_go_and_paragraphs_stay_lines() {
        let article = clean("The dam broke.\n\n \nNobody was hurt.", "").remove(0);
        assert_eq!(article.text, "The dam broke.\nNobody was hurt.");
        let dropped: Vec<_> = article.changes.iter().map(|change| (change.rule, change.line, &*change.text)).collect();
        assert_eq!(dropped, [("blank-line", 2, ""), ("blank-line", 3, " ")]);
    }

    #[test]
    fn empty_lines_at_one_distance_are_one_record() {
        let original = "One.\n\nTwo.\n\nThree.\n\nFour.\n\n\nFive.\n";
        let changes = clean(original, "").remove(0).changes;
        let blank: Vec<_> = changes
            .iter()
            .filter(|change| change.rule == "blank-line")
            .map(|change| (change.line, change.n_lines, change.step))
            .collect();
        assert_eq!(blank, [(2, 4, 2), (9, 1, 1)]);
    }
}
