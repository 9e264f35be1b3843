//! Reads the header that site builders put above a Markdown text.

use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "front-matter",
    reason: "a header between `---` lines holds the article's title, date and author, not its text",
    apply,
};

/// A longer header is two rules with text between them.
const MOST_LINES: usize = 60;

fn apply(draft: &mut Draft<'_>) {
    let is_fence = |at: usize| draft.lines[at].text() == "---";
    if draft.lines.len() < 3 || !is_fence(0) {
        return;
    }
    let Some(end) = (1..draft.lines.len().min(MOST_LINES)).find(|&at| is_fence(at)) else { return };
    let is_header = (1..end).all(|at| {
        let line = &draft.lines[at];
        line.is_dropped() || line.text().contains(':') || line.text().starts_with(['-', '#'])
    });
    if !is_header {
        return;
    }
    for at in 0..=end {
        if let Some((key, value)) = draft.lines[at].text().split_once(':') {
            let value = value.trim().trim_matches(['"', '\'']).to_owned();
            let part = &mut draft.parts[0];
            let place = match key.trim().to_ascii_lowercase().as_str() {
                "title" => &mut part.title,
                "outlet" | "source" | "publisher" => &mut part.outlet,
                "date" => &mut part.date,
                "author" => &mut part.author,
                "url" | "link" => &mut part.url,
                "lang" | "language" => &mut part.lang,
                _ => continue,
            };
            *place = value;
        }
    }
    for line in &mut draft.lines[..=end] {
        line.drop(RULE.name);
    }
}

#[cfg(test)]
mod tests {
    use crate::text::clean::clean_markdown;

    #[test]
    fn the_header_is_read_and_left_out() {
        let article =
            clean_markdown("---\ntitle: \"Dam: broken\"\nDate: 2024-05-01\ntags:\n- rain\n---\n\nThe dam broke.", "")
                .remove(0);
        assert_eq!((&*article.title, &*article.date, &*article.text), ("Dam: broken", "2024-05-01", "The dam broke."));
        assert_eq!(article.changes.iter().filter(|change| change.rule == "front-matter").count(), 6);
    }

    #[test]
    fn text_between_two_rules_is_no_header() {
        assert_eq!(clean_markdown("---\nThe dam broke.\n---\nIt rained.", "")[0].text, "The dam broke.\nIt rained.");
    }
}
