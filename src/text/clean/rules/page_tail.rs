//! Drops what stands below an article: further headlines, tags, comments, imprint.

use super::page_furniture::BOXES;
use super::page_label::{is_end_mark, is_label_of, is_right, is_tag_list};
use crate::text::clean::draft::{Draft, Line};
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "page-tail",
    reason: "below a line such as `Most read` or `Tags: …` late on a page stand links, comments and imprint, no more text",
    apply,
};

/// Lines that open the page's own end, beside [`BOXES`]; letter case and a colon aside.
const ANCHORS: [&str; 7] =
    ["media contact", "media contacts", "press contact", "related", "sponsored", "tags", "topics"];
const ANCHOR_STARTS: [&str; 3] = ["share or comment on this article", "more from ", "comments ("];
/// A paragraph of prose has at least so many bytes.
const PARAGRAPH: usize = 60;
/// So many lines of the page stand above a paragraph that is the page's, too: a writer's life, a rule for comments.
/// A box of links between paragraphs has fewer.
const FEWEST_ABOVE_PARAGRAPH: usize = 6;
/// Anchors that are an article's own words now and then.
const WEAK: [&str; 3] = ["related", "tags", "topics"];

fn apply(draft: &mut Draft<'_>) {
    for range in draft.ranges() {
        let shown: Vec<usize> = range.filter(|&at| !draft.lines[at].raw().trim().is_empty()).collect();
        let n_bytes = |at: usize| if draft.lines[at].is_dropped() { 0 } else { draft.lines[at].text().len() };
        let n_total: usize = shown.iter().map(|&at| n_bytes(at)).sum();
        let (mut n_below, mut n_sentences, mut n_labels) = (0, 0, 0);
        // Where the topmost paragraph below is.
        let mut paragraph = None;
        let mut found = None;
        for (nth, &at) in shown.iter().enumerate().rev() {
            let line = &draft.lines[at];
            let is_sentence = !line.is_dropped() && line.text().ends_with(['.', '!', '?', '”', '"', '’', '\'']);
            let is_sentence = is_sentence && shape::ends_sentence(line.text());
            let is_paragraph = is_sentence && line.text().len() >= PARAGRAPH;
            if is_paragraph && paragraph == Some(nth + 1) {
                break;
            }
            paragraph = if is_paragraph { Some(nth) } else { paragraph };
            // Headlines are questions, too.
            n_sentences += usize::from(is_sentence && !line.text().ends_with('?'));
            n_labels += usize::from(is_label_of(line.rule()));
            n_below += n_bytes(at);
            if n_below * 2 > n_total {
                break;
            }
            let n_lines = shown.len() - nth;
            if let Some(is_weak) = anchor(line)
                && n_sentences * 3 <= n_lines
                && (n_labels >= 2 || !is_weak)
                && paragraph.is_none_or(|below| below > nth + FEWEST_ABOVE_PARAGRAPH)
            {
                found = Some(nth);
            }
        }
        for &at in found.map_or(&[][..], |nth| &shown[nth..]) {
            if !draft.lines[at].is_dropped() {
                draft.lines[at].drop(RULE.name);
            }
        }
    }
}

/// Whether the page's end may begin here; `Some(true)` if the line means it only among other labels.
fn anchor(line: &Line<'_>) -> Option<bool> {
    let text = line.text();
    if text.len() > 120 || (line.is_dropped() && !is_label_of(line.rule())) {
        return None;
    }
    let label = text.trim_end_matches([':', ' ']);
    let is_one_of = |list: &[&str]| list.iter().any(|word| label.eq_ignore_ascii_case(word));
    let is_count = || {
        label.split_once(' ').is_some_and(|(number, rest)| {
            rest.eq_ignore_ascii_case("comments") && number.bytes().all(|b| b.is_ascii_digit())
        })
    };
    let is_start = || ANCHOR_STARTS.iter().any(|start| shape::starts_with_ignoring_case(text, start));
    if is_one_of(&BOXES) || is_one_of(&ANCHORS) {
        return Some(is_one_of(&WEAK));
    }
    let is_more = is_start() && (!shape::starts_with_ignoring_case(text, "more from ") || text.ends_with(':'));
    // `© Hill Wire` may stand below a picture.
    let is_imprint = is_right(text) && (text.contains("ights") || text.contains(" 19") || text.contains(" 20"));
    (is_count() || is_more || is_tag_list(text) || is_end_mark(text) || is_imprint).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::super::check::{one, record};

    const ARTICLE: &str = "The dam above the village broke on Monday night, the mayor said.\nIt rained for a week.\n";

    #[test]
    fn what_stands_below_an_anchor_goes() {
        let article = one(&format!("{ARTICLE}Most read\nCat sits on newspaper\nA dog barks\n© Hill Gazette\nImprint"));
        assert_eq!(article.text, ARTICLE.trim());
        assert_eq!(
            record(&article).iter().map(|change| change.0).collect::<Vec<_>>(),
            ["page-furniture", "page-tail", "page-tail", "page-label", "page-tail"]
        );
    }

    #[test]
    fn text_that_goes_on_stays() {
        let long = "The village will pay for the repair, which may take more than a year.".to_owned();
        for tail in [
            format!("Most read\nCat sits on newspaper\n{long}\n{long}"),
            format!("Most read\n{long}"),
            "Related articles\n“It rained,” he said. “It rained.”\n“For a week?” she asked him.".to_owned(),
            format!(
                "Related articles\nCat sits\nDog barks\n{long}\nShare\nMost viewed\nTags: a, b\nPrint\nSave\nFollow"
            ),
            format!("© Hill Wire\nAt the dam\n{long}"),
            "Topics:\nBread\nSalt".to_owned(),
        ] {
            let article = one(&format!("{ARTICLE}{tail}"));
            let n_long = tail.matches(&long).count();
            assert_eq!(article.text.matches(&long).count(), n_long, "{tail}");
            assert!(record(&article).iter().all(|change| change.0 != "page-tail"), "{tail}");
        }
    }

    #[test]
    fn the_first_half_is_never_a_tail() {
        let article = one("It rained.\nMost read\nCat sits on newspaper\nA dog barks at the cat on the newspaper");
        assert_eq!(article.text.lines().count(), 3);
    }
}
