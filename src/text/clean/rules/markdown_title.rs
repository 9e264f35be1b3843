//! Lifts the heading a Markdown text begins with out of it, as its title.

use crate::text::clean::LineKind;
use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "markdown-title",
    reason: "the heading above everything else is the article's headline, which is shown above the text",
    apply,
};

fn apply(draft: &mut Draft<'_>) {
    let Some(first) = (0..draft.lines.len()).find(|&at| !draft.lines[at].is_dropped()) else { return };
    if draft.lines[first].kind() != Some(LineKind::Heading) {
        return;
    }
    let heading = draft.lines[first].text().to_owned();
    let known = if draft.parts[0].title.is_empty() { draft.known_title } else { &draft.parts[0].title };
    if known.is_empty() {
        draft.parts[0].title = heading;
    } else if known != heading {
        return;
    }
    draft.lines[first].drop(RULE.name);
}

#[cfg(test)]
mod tests {
    use crate::text::clean::clean_markdown;

    #[test]
    fn the_first_heading_is_the_title_unless_another_is_known() {
        let article = clean_markdown("# Dam *breaks*\n\nIt rained.\n\n# More\n\nIt snowed.", "").remove(0);
        assert_eq!((&*article.title, &*article.text), ("Dam breaks", "It rained.\nMore\nIt snowed."));
        let article = clean_markdown("---\ntitle: Another\n---\n# Dam breaks\n\nIt rained.", "").remove(0);
        assert_eq!((&*article.title, &*article.text), ("Another", "Dam breaks\nIt rained."));
    }
}
