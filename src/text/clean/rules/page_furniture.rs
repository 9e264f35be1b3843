//! Drops the words of the page around an article: prompts, buttons, comment boxes.

use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "page-furniture",
    reason: "labels, buttons and empty comment boxes of a page are copied along with its text but nobody wrote them as news",
    apply,
};

/// Whole lines, letter case and closing punctuation aside.
const WHOLE: &[&str] = &[
    "accept all cookies",
    "add a comment",
    "advertisement",
    "article continues below",
    "back to top",
    "be the first to comment",
    "comments",
    "cookie settings",
    "copy link",
    "hashtags",
    "leave a comment",
    "leave a reply",
    "listen to this article",
    "load more",
    "log in",
    "more from this section",
    "most popular",
    "most read",
    "no comments yet",
    "post a comment",
    "print this article",
    "read more",
    "recommended for you",
    "related articles",
    "related stories",
    "related topics",
    "save article",
    "scroll to continue",
    "share",
    "share this article",
    "show more",
    "sign in",
    "sign up",
    "skip to content",
    "skip to main content",
    "sponsored content",
    "story continues below advertisement",
    "subscribe",
    "subscribe now",
    "try our ai features",
    "view comments",
    "you may also like",
    "you might also like",
];

/// Beginning and end of a line.
const ENCLOSING: &[(&str, &str)] = &[
    ("explore what ", " can do for you"),
    ("follow us on ", ""),
    ("sign up for ", " newsletter"),
    ("subscribe to ", " newsletter"),
    ("©", " all rights reserved"),
    ("copyright ", " all rights reserved"),
];

/// Longer lines are prose, whatever they begin with.
const LONGEST: usize = 120;

fn apply(draft: &mut Draft<'_>) {
    for line in draft.lines.iter_mut().filter(|line| line.is_prose()) {
        if is_furniture(line.text()) {
            line.drop(RULE.name);
        }
    }
}

fn is_furniture(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let line = line.trim_end_matches(['.', '…', ':', '!', ' ', '»', '›', '>']);
    WHOLE.iter().any(|whole| line.eq_ignore_ascii_case(whole))
        || ENCLOSING.iter().any(|(start, end)| {
            line.len() > start.len() + end.len()
                && shape::starts_with_ignoring_case(line, start)
                && shape::ends_with_ignoring_case(line, end)
        })
}

#[cfg(test)]
mod tests {
    use super::super::check::{one, record};

    #[test]
    fn labels_of_the_page_go() {
        let article =
            one("The dam broke.\nSHARE\nExplore what Gazette AI can do for you:\nNo comments yet...\nIt rained.");
        assert_eq!(article.text, "The dam broke.\nIt rained.");
        assert_eq!(
            record(&article).iter().map(|(rule, line, _)| (*rule, *line)).collect::<Vec<_>>(),
            [("page-furniture", 2), ("page-furniture", 3), ("page-furniture", 4)]
        );
    }

    #[test]
    fn the_same_words_in_a_sentence_stay() {
        let original = "Comments were few.\nShare prices fell.\nFollow us on this: it rained, it stopped, and it rained \
            again, for days, for weeks, until the dam gave way and the valley drowned.";
        assert_eq!(one(original).text, original);
    }
}
