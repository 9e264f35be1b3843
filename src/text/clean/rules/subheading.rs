//! Marks short lines that stand above paragraphs as headings.

use crate::text::clean::LineKind;
use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule =
    Rule { name: "subheading", reason: "long articles are broken up by short titles without a full stop", apply };

const LONGEST: usize = 80;
const MOST_WORDS: usize = 12;
/// A paragraph below a heading of a post need not end in a stop if it is so long.
const PARAGRAPH: usize = 40;
/// Questions that are no more than one line in so many are headings; more are an interview's.
const LINES_A_QUESTION: usize = 8;
const LIST_TITLES: [&str; 6] = ["at a glance", "in brief", "key points", "key takeaways", "main points", "summary"];

fn apply(draft: &mut Draft<'_>) {
    for range in draft.ranges() {
        let mut kept = draft.kept(range);
        // The name of a post's writer stands between its heading and its text.
        kept.retain(|&at| draft.lines[at].kind() != Some(LineKind::Byline));
        let n_questions = kept.iter().filter(|&&at| is_short(draft, at) && asks(draft.lines[at].text())).count();
        let may_ask = n_questions <= 1 || n_questions * LINES_A_QUESTION <= kept.len();
        for (nth, pair) in kept.windows(2).enumerate() {
            let next = &draft.lines[pair[1]];
            if !is_short(draft, pair[0]) || !next.is_prose() {
                continue;
            }
            let line = draft.lines[pair[0]].text();
            let above = nth.checked_sub(1).map(|before| &draft.lines[kept[before]]);
            let is_below_time = above.is_some_and(|line| line.kind() == Some(LineKind::DateLine));
            // Below a line without a stop it is one more entry of a list.
            let is_below_prose = above
                .is_none_or(|above| !above.is_prose() || shape::ends_sentence(above.text()) || is_item(above.text()));
            // A page sets the first letter of a text apart, and large.
            let is_initial = next.text().len() <= 2 && next.text().starts_with(char::is_uppercase);
            let next = kept.get(nth + 2).filter(|_| is_initial).map_or(next, |&at| &draft.lines[at]).text();
            let is_title = is_heading(line) || (may_ask && asks(line));
            let is_above_text = shape::ends_sentence(next) || (is_below_time && next.len() >= PARAGRAPH);
            let opens_list = LIST_TITLES.iter().any(|title| line.eq_ignore_ascii_case(title));
            if opens_list || (is_title && is_below_prose && is_above_text && next.len() > line.len()) {
                draft.lines[pair[0]].mark(LineKind::Heading, RULE.name);
            }
        }
    }
}

/// Whether the line has a list's sign, so that one without is no entry of the list.
fn is_item(line: &str) -> bool {
    ["- ", "• ", "* ", "– "].iter().any(|sign| line.starts_with(sign))
}

fn is_short(draft: &Draft<'_>, at: usize) -> bool {
    draft.lines[at].is_prose() && draft.lines[at].text().len() <= LONGEST
}

fn is_heading(line: &str) -> bool {
    let inner = unquoted(line);
    shape::starts_like_heading(inner)
        && !shape::ends_sentence(inner)
        && !inner.ends_with(['–', '—', '-'])
        && inner.chars().nth(1).is_some()
        && shape::n_words(line) <= MOST_WORDS
        && !is_said(line)
}

/// A short question or call without a speaker's name in front.
fn asks(line: &str) -> bool {
    let words = line.trim_end_matches(['?', '!']);
    words.len() < line.len()
        && shape::n_words(line) >= 3
        && is_heading(words)
        && !line.starts_with(['“', '"', '‘', '\''])
        && !words.contains([':', '.', '?', '!', '“', '"'])
        || numbered(line).is_some_and(asks)
}

/// What stands behind `3. `.
fn numbered(line: &str) -> Option<&str> {
    let (number, rest) = line.split_once(". ")?;
    (number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit())).then_some(rest)
}

/// The words between quotation marks, if the line has one at either end and none within.
fn unquoted(line: &str) -> &str {
    let pairs = [('“', '”'), ('‘', '’'), ('"', '"'), ('\'', '\''), ('«', '»')];
    let inner = pairs.iter().find_map(|&(open, close)| {
        let inner = line.strip_prefix(open)?.strip_suffix(close)?;
        (open != '"' || !inner.contains('"')).then_some(inner)
    });
    inner.unwrap_or(line)
}

/// `Q: …`, `MS. GRAY: …`.
fn is_said(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(name, _)| name.len() == 1 || shape::is_capitals(name))
}

#[cfg(test)]
mod tests {
    use super::super::check::{marks, one};
    use crate::text::clean::LineKind;

    #[test]
    fn a_short_line_above_a_paragraph_is_a_heading() {
        let article = one("The dam broke.\nWho pays\nThe village pays for all of it.");
        assert_eq!(marks(&article), [(LineKind::Heading, "Who pays", "subheading")]);
    }

    #[test]
    fn lists_and_verses_have_no_headings() {
        assert!(marks(&one("He took:\nBread\nSalt\nThen he went away for good.")).len() <= 1);
        assert!(marks(&one("It rained.\nand it rained\nThe village sank in the mud.")).is_empty());
    }

    #[test]
    fn quotations_and_questions_may_be_headings() {
        for line in ["‘Not a grey area’", "'NO ONE WINS'", "What is in the deal?", "3. Time is on whose side?"] {
            let article = one(&format!("The dam broke.\n{line}\nThe village pays for all of it, and gladly."));
            assert_eq!(marks(&article), [(LineKind::Heading, line, "subheading")]);
        }
        for line in ["“It rained.”", "“Who knew?”", "Q: But is there a date?", "Q: And the dam –", "T", "Why?"]
        {
            let article = one(&format!("The dam broke.\n{line}\nThe village pays for all of it, and gladly."));
            assert!(marks(&article).is_empty(), "{line}");
        }
    }

    #[test]
    fn questions_of_an_interview_are_none() {
        let talk = "Who pays for it?\nThe village pays, it is said.\nAnd who knew of it?\nNobody knew of it, ever.\n";
        assert!(marks(&one(&talk.repeat(3))).is_empty());
    }

    #[test]
    fn posts_and_lists_have_headings() {
        let article = one("It rained.\n14:05 GMT\nWho is who\nThe mayor: Ana Gray, 58, mayor since 2009\nIt rained.");
        assert_eq!(marks(&article)[1], (LineKind::Heading, "Who is who", "subheading"));
        let article = one("It rained.\n- Bread\n- Salt\nWho pays\nT\nhe village pays for all of it.");
        assert_eq!(marks(&article), [(LineKind::Heading, "Who pays", "subheading")]);
        let article = one("It rained.\nKey points\nDam breaks\nVillage pays\nThe mayor said so.");
        assert_eq!(marks(&article)[0], (LineKind::Heading, "Key points", "subheading"));
    }
}
