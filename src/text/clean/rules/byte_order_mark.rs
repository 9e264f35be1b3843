//! Takes the byte order mark off the first line.

use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "byte-order-mark",
    reason: "some editors begin a file with a mark that is no part of the text and would shift every offset",
    apply,
};

fn apply(draft: &mut Draft<'_>) {
    if let Some(line) = draft.lines.first_mut()
        && line.raw().starts_with('\u{feff}')
    {
        line.cut_to('\u{feff}'.len_utf8()..line.raw().len(), RULE.name);
    }
}

#[cfg(test)]
mod tests {
    use crate::text::clean::clean;

    #[test]
    fn the_mark_goes_and_is_recorded() {
        let article = clean("\u{feff}The dam broke.", "").remove(0);
        assert_eq!(article.text, "The dam broke.");
        assert_eq!(article.changes[0].rule, "byte-order-mark");
        assert_eq!(&*article.changes[0].text, "\u{feff}The dam broke.");
    }
}
