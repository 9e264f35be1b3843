//! Drops Markdown lines that are nothing but links, as menus and share buttons are.

use super::page_furniture;
use crate::text::clean::Rule;
use crate::text::clean::draft::Draft;

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "markdown-link-bar",
    reason: "a line of several links and no other word is a menu, a row of buttons or a list of tags",
    apply,
};

/// A longer line is not looked at.
const LONGEST: usize = 2000;

fn apply(draft: &mut Draft<'_>) {
    for line in draft.lines.iter_mut().filter(|line| line.is_prose()) {
        if line.text().len() <= LONGEST && line.text().starts_with('[') && is_bar(line.text()) {
            line.drop(RULE.name);
        }
    }
}

/// Whether the line is two links or more, or one whose words are a label of the page.
fn is_bar(line: &str) -> bool {
    let mut rest = line;
    let mut words = Vec::new();
    while let Some(inside) = rest.strip_prefix('[') {
        let Some((link, behind)) = inside.split_once("](") else { return false };
        let Some((_, behind)) = behind.split_once(')') else { return false };
        if link.is_empty() || link.contains(['[', ']']) {
            return false;
        }
        words.push(link);
        // Addresses such as `javascript:print()` end in more than one.
        rest = behind.trim_start_matches([')', ' ', '|', '·', '•', ',']);
    }
    rest.is_empty() && (words.len() >= 2 || words.iter().all(|link| page_furniture::is_furniture(link)))
}

#[cfg(test)]
mod tests {
    use crate::text::clean::clean_markdown;

    #[test]
    fn lines_of_links_go_and_a_link_in_a_sentence_stays() {
        let original = "[Skip to content](#a)\n\n# Dam breaks\n\n[Share](http://a.example) | [Imprint](http://b.example)\n\n\
            [Ana Gray](http://c.example) [wrote](http://d.example) this.\n\n[A dam](http://e.example)";
        let article = clean_markdown(original, "").remove(0);
        assert_eq!((&*article.title, &*article.text), ("Dam breaks", "Ana Gray wrote this.\nA dam"));
        assert_eq!(article.changes.iter().filter(|change| change.rule == "markdown-link-bar").count(), 2);
    }
}
