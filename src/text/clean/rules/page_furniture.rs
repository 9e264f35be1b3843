//! Drops the words of the page around an article: prompts, buttons, comment boxes.

use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "page-furniture",
    reason: "labels, buttons and empty comment boxes of a page are copied along with its text but nobody wrote them as news",
    apply,
};

/// Labels of boxes with comments and further links, as whole lines. A page ends below them: `page_tail.rs`.
pub(super) const BOXES: [&str; 15] = [
    "comments",
    "explore more on these topics",
    "more on this story",
    "more stories",
    "most popular",
    "most read",
    "most viewed",
    "recommended for you",
    "related articles",
    "related content",
    "related documents",
    "related news",
    "related stories",
    "related topics",
    "suggested topics",
];

/// Further whole lines, letter case and closing punctuation aside.
const WHOLE: &[&str] = &[
    "about our ads",
    "about us",
    "accept all",
    "accept all cookies",
    "accessibility help",
    "add a comment",
    "advertisement",
    "after newsletter promotion",
    "all rights reserved",
    "article continues below",
    "back to top",
    "be the first to comment",
    "become a member",
    "breaking news",
    "comments policy",
    "contact us",
    "cookie policy",
    "cookie settings",
    "cookies policy",
    "copied",
    "copy link",
    "don't miss",
    "e-mail",
    "enter your email",
    "enter your email address",
    "follow us",
    "for immediate release",
    "free daily newsletter",
    "free weekly newsletter",
    "hashtags",
    "latest posts",
    "leave a comment",
    "leave a reply",
    "listen to this article",
    "live reporting",
    "load more",
    "load more posts",
    "log in",
    "login",
    "manage preferences",
    "more from this section",
    "no comments yet",
    "our standards",
    "post a comment",
    "print this article",
    "privacy policy",
    "purchase licensing rights",
    "read more",
    "reject all",
    "reuse this content",
    "save article",
    "scroll to continue",
    "send to a friend",
    "send to friends",
    "share",
    "share or comment on this article",
    "share this article",
    "share what you think",
    "show more",
    "sign in",
    "sign me up",
    "sign up",
    "skip to content",
    "skip to main content",
    "sponsored content",
    "story continues",
    "story continues below advertisement",
    "subscribe",
    "subscribe now",
    "terms and conditions",
    "terms of service",
    "terms of use",
    "this video can not be played",
    "this video cannot be played",
    "top of page",
    "trending now",
    "try our ai features",
    "view comments",
    "view gallery",
    "was this article helpful",
    "you may also like",
    "you might also like",
    "your privacy choices",
];

/// Whole lines that may be a heading between two sentences, and are labels elsewhere.
const SOFT: [&str; 7] = ["breaking", "follow", "print", "privacy", "related", "save", "sponsored"];

/// Beginning and end of a line.
const ENCLOSING: &[(&str, &str)] = &[
    ("", ". sign up here"),
    ("all times stated are ", ""),
    ("by entering your details you agree ", ""),
    ("by signing up you agree ", ""),
    ("do you know more about this story", ""),
    ("do you know more? call ", ""),
    ("do you know more? email ", ""),
    ("explore what ", " can do for you"),
    ("follow ", " on"),
    ("follow us on ", ""),
    ("follow us: ", ""),
    ("next article: ", ""),
    ("our standards: ", ""),
    ("previous article: ", ""),
    ("read full article on ", ""),
    ("read the full article on ", ""),
    ("share or comment on this article: ", ""),
    ("sort by: ", ""),
    ("subscribe from ", " a month"),
    ("subscribe from ", " a week"),
    ("your browser does not support ", ""),
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
    let shown: Vec<usize> = (0..draft.lines.len()).filter(|&at| !draft.lines[at].raw().trim().is_empty()).collect();
    let is_sentence_at = |draft: &Draft<'_>, nth: usize| {
        shown
            .get(nth)
            .map(|&at| &draft.lines[at])
            .is_some_and(|line| !line.is_dropped() && shape::ends_sentence(line.text()))
    };
    for (nth, &at) in shown.iter().enumerate() {
        let is_heading = || (nth == 0 || is_sentence_at(draft, nth - 1)) && is_sentence_at(draft, nth + 1);
        if draft.lines[at].is_prose() && is_soft(draft.lines[at].text()) && !is_heading() {
            draft.lines[at].drop(RULE.name);
        }
    }
}

fn is_soft(line: &str) -> bool {
    SOFT.iter().any(|label| line.eq_ignore_ascii_case(label))
}

/// Whether nobody wrote the line as news; several labels in a row count, too.
pub(super) fn is_furniture(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let line = line.strip_suffix(", opens new tab").unwrap_or(line);
    is_one(line) || (line.rfind('·').is_some() && line.split(" · ").all(is_one))
}

fn is_one(line: &str) -> bool {
    // `Privacy.` may be a very short sentence.
    let is_sentence = line.ends_with(['.', '!', '?']) && !line.contains(' ');
    let label = line.trim_end_matches(['.', '…', ':', '!', '?', ' ', '»', '›', '>']);
    (!is_sentence && BOXES.iter().chain(WHOLE).any(|whole| label.eq_ignore_ascii_case(whole)))
        || ENCLOSING.iter().any(|(start, end)| {
            label.len() > start.len() + end.len()
                && shape::starts_with_ignoring_case(label, start)
                && shape::ends_with_ignoring_case(label, end)
        })
}

#[cfg(test)]
mod tests {
    use super::super::check::{one, record};

    #[test]
    fn labels_of_the_page_go() {
        let article =
            one("The dam broke.\nSHARE\nExplore what Gazette AI can do for you:\nNo comments yet...\nIt rained.\n\
            Advertisement · Scroll to continue");
        assert_eq!(article.text, "The dam broke.\nIt rained.");
        assert_eq!(
            record(&article).iter().map(|(rule, line, _)| (*rule, *line)).collect::<Vec<_>>(),
            [("page-furniture", 2), ("page-furniture", 3), ("page-furniture", 4), ("page-furniture", 6)]
        );
    }

    #[test]
    fn the_same_words_in_a_sentence_stay() {
        let original = "Privacy.\nIs this live? Save it.\nComments were few.\nShare prices fell.\nFollow us on this: it rained, it stopped, and it rained \
            again, for days, for weeks, until the dam gave way and the valley drowned.";
        assert_eq!(one(original).text, original);
    }

    #[test]
    fn a_lone_word_between_paragraphs_is_a_heading() {
        let long = "The village will pay for the repair, which may take more than a year.";
        let article = one(&format!("{long}\nPrivacy\n{long}\nPrint\nSave\n{long}\nSave\nNow."));
        assert_eq!(article.text, format!("{long}\nPrivacy\n{long}\n{long}\nSave\nNow."));
    }
}
