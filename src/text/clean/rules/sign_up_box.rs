//! Drops boxes that ask for an e-mail address, and the cookie question.

use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "sign-up-box",
    reason: "a box between paragraphs asks for an e-mail address or for consent to cookies; its words are the page's",
    apply,
};

const STARTS: [&str; 6] = ["sign up to ", "sign up for ", "sign up: ", "subscribe to ", "get our ", "join our "];
/// What a box with a field for an address ends in.
const ENDS: [&str; 7] = [
    "enter your email",
    "enter your email address",
    "your email address",
    "sign me up",
    "sign up",
    "subscribe",
    "after newsletter promotion",
];
/// Buttons below a cookie question.
const CONSENTS: [&str; 5] = ["accept all", "accept all cookies", "accept cookies", "manage preferences", "reject all"];
/// Lines below the first one that may belong to the box.
const MOST_LINES: usize = 5;
const LONGEST: usize = 90;
const LONGEST_QUESTION: usize = 400;

fn apply(draft: &mut Draft<'_>) {
    let kept = draft.kept(0..draft.lines.len());
    let text = |nth: usize| draft.lines[kept[nth]].text();
    let mut found: Vec<usize> = Vec::new();
    for nth in 0..kept.len() {
        if !draft.lines[kept[nth]].is_prose() {
            continue;
        }
        let below = || nth + 1..kept.len().min(nth + 1 + MOST_LINES);
        if is_start(text(nth)) {
            let lines = || below().take_while(|&at| text(at).len() <= LONGEST && !text(at).ends_with(['.', '!', '?']));
            let end = lines().filter(|&at| is_one_of(&ENDS, text(at))).last();
            found.extend(end.map(|end| nth..=end).into_iter().flatten());
        // The line below is looked at first: it is short, and this one is to be searched.
        } else if below().take(1).any(|at| is_one_of(&CONSENTS, text(at))) && asks_for_cookies(text(nth)) {
            found.push(nth);
        }
    }
    for nth in found {
        draft.lines[kept[nth]].drop(RULE.name);
    }
}

fn is_start(line: &str) -> bool {
    line.len() <= LONGEST
        && !shape::ends_sentence(line)
        && STARTS.iter().any(|start| shape::starts_with_ignoring_case(line, start))
}

fn asks_for_cookies(line: &str) -> bool {
    line.len() <= LONGEST_QUESTION && (line.contains(" cookies") || line.starts_with("Cookies "))
}

fn is_one_of(labels: &[&str], line: &str) -> bool {
    labels.iter().any(|label| line.eq_ignore_ascii_case(label))
}

#[cfg(test)]
mod tests {
    use super::super::check::{one, record};

    #[test]
    fn the_box_goes_from_its_call_to_its_field() {
        let article = one(
            "The dam broke.\nSign up to Hill Weekend\nThe best of the hills\nEnter your email address\nSign me up\nIt rained.",
        );
        assert_eq!(article.text, "The dam broke.\nIt rained.");
        assert_eq!(record(&article)[1], ("sign-up-box", 3, None));
        let article = one("The dam broke.\nWe use cookies on your device. Choose.\nAccept all\nIt rained.");
        assert_eq!(article.text, "The dam broke.\nIt rained.");
    }

    #[test]
    fn a_call_without_a_field_and_a_paragraph_between_stay() {
        for original in [
            "Sign up for the army\nThe village did so, all of it.",
            "Sign up for the army\nThe village did so.\nSubscribe",
            "He baked cookies. They were good.\nIt rained.",
        ] {
            assert!(record(&one(original)).iter().all(|change| change.0 != "sign-up-box"), "{original}");
        }
    }
}
