//! Tells the newline that ends a file from a blank line.

use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "final-newline",
    reason: "the newline at the end of a file is no paragraph; the record keeps whether it was there",
    apply,
};

fn apply(draft: &mut Draft<'_>) {
    if let [_, .., last] = &mut draft.lines[..]
        && last.raw().is_empty()
    {
        last.drop(RULE.name);
    }
}

#[cfg(test)]
mod tests {
    use crate::text::clean::clean;

    #[test]
    fn it_is_recorded_only_where_it_was() {
        let rules = |original| clean(original, "")[0].changes.iter().map(|change| change.rule).collect::<Vec<_>>();
        assert_eq!(rules("The dam broke.\n"), ["final-newline"]);
        assert_eq!(rules("The dam broke.\n\n"), ["blank-line", "final-newline"]);
        assert!(rules("The dam broke.").is_empty());
    }
}
