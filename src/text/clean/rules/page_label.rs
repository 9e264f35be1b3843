//! Drops labels that are known by their shape: counts, buttons, lists of tags, end marks, rights and contacts.

use super::{markdown_link_bar, page_furniture};
use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "page-label",
    reason: "`84 comments`, `Share on X`, `Tags: …`, `###`, `© …` or `Tel: …` come with a page and change with it",
    apply,
};

/// Longer lines are prose, whatever they begin with.
const LONGEST: usize = 120;
/// What pages count.
const COUNTED: [&str; 12] = [
    "comment",
    "comments",
    "like",
    "likes",
    "reaction",
    "reactions",
    "replies",
    "reply",
    "share",
    "shares",
    "view",
    "views",
];
const BUTTONS: [&str; 7] = ["bookmark", "email", "follow", "print", "save", "share", "tweet"];
const SHOWN: [&str; 8] = ["all", "comments", "full", "gallery", "image", "images", "more", "photos"];
const TAG_LISTS: [&str; 8] =
    ["tag:", "tags:", "topic:", "topics:", "keywords:", "filed under:", "related topics:", "hashtags:"];
const MOST_WORDS_OF_A_TAG: usize = 5;
const CONTACTS: [&str; 9] = ["call", "contact", "fax", "hotline", "mobile", "out of hours", "phone", "send", "tel"];

fn apply(draft: &mut Draft<'_>) {
    let shown: Vec<usize> = (0..draft.lines.len()).filter(|&at| !draft.lines[at].raw().trim().is_empty()).collect();
    for (nth, &at) in shown.iter().enumerate() {
        if !draft.lines[at].is_prose() {
            continue;
        }
        let text = draft.lines[at].text();
        let below = nth.checked_sub(1).map(|before| &draft.lines[shown[before]]);
        let above = shown.get(nth + 1).map(|&after| &draft.lines[after]);
        // `He owns:` and `12 shares` are a list.
        let is_listed = below.is_some_and(|line| !line.is_dropped() && line.text().ends_with(':'));
        let is_below_label = below.is_some_and(|line| is_label_of(line.rule()));
        let is_above_label = above.is_some_and(|line| is_label_of(line.rule()) || is_label(line.text()));
        let is_found = is_label(text)
            || (is_below_label && is_duration(text))
            || (is_below_label && is_above_label && is_number(text))
            || (text.starts_with("Contact: ") && text.len() <= LONGEST && above.is_some_and(|a| is_contact(a.text())))
            || below.is_some_and(|line| ends_path(line.text(), text));
        if is_found && !is_listed {
            draft.lines[at].drop(RULE.name);
        }
    }
}

/// Whether the rule that dropped a line says that it belongs to the page.
pub(super) fn is_label_of(rule: &str) -> bool {
    [RULE.name, page_furniture::RULE.name, markdown_link_bar::RULE.name].contains(&rule)
}

fn is_label(line: &str) -> bool {
    line.len() <= LONGEST
        && (is_count_or_button(line)
            || (line.rfind('·').is_some() && line.split(" · ").all(is_count_or_button))
            || is_tag_list(line)
            || is_end_mark(line)
            || is_right(line)
            || is_path(line)
            || is_source(line)
            || is_contact(line))
}

/// `84 comments`, `Comments (84)`, `View all`, `Share this page`; a stop makes it a sentence.
fn is_count_or_button(line: &str) -> bool {
    if line.len() > 40 || line.ends_with(['.', '!', '?', ',', ';']) {
        return false;
    }
    let lower = line.to_ascii_lowercase();
    let words: Vec<&str> = lower.split([' ', '(', ')', ':']).filter(|word| !word.is_empty()).collect();
    match words[..] {
        ["reply"] => true,
        [count] => count.strip_prefix('+').is_some_and(|number| number.len() <= 3 && is_number(number)),
        ["view", shown, ..] if SHOWN.contains(&shown) => words.len() <= 5,
        [number, "new", "update" | "updates" | "post" | "posts"] => is_number(number),
        [number, "min" | "mins" | "minute" | "minutes", "read"] | ["reading", "time", number, ..] => is_number(number),
        [button, "this", "article" | "page" | "post" | "story" | "link"] => BUTTONS.contains(&button),
        ["share", "on" | "by" | "via", _] => true,
        [one, other] => (is_number(one) && COUNTED.contains(&other)) || (COUNTED.contains(&one) && is_number(other)),
        _ => false,
    }
}

/// `1,204`, `3.1k`.
fn is_number(word: &str) -> bool {
    let digits = word.trim_end_matches(['k', 'K', 'm', 'M']);
    word.len() <= 7
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && digits.starts_with(|c: char| c.is_ascii_digit())
}

/// How long it takes to hear or read the article, below a button.
fn is_duration(line: &str) -> bool {
    line.split_once(' ').is_some_and(|(number, unit)| is_number(number) && ["min", "mins", "minutes"].contains(&unit))
}

pub(super) fn is_tag_list(line: &str) -> bool {
    let list =
        TAG_LISTS.iter().find_map(|tags| shape::starts_with_ignoring_case(line, tags).then(|| &line[tags.len()..]));
    let is_tag = |tag: &str| shape::n_words(tag) <= MOST_WORDS_OF_A_TAG;
    !line.ends_with(['.', '!', '?']) && list.is_some_and(|list| list.split([',', ';', '|', '·']).all(is_tag))
}

/// `###`, `-ENDS-`, `END`, `-30-`.
pub(super) fn is_end_mark(line: &str) -> bool {
    if line.len() > 16 {
        return false;
    }
    let signs: String = line.chars().filter(|c| *c != ' ').collect();
    let inner = signs.trim_matches(['-', '–', '—', '*']);
    let is_framed = inner.len() < signs.len();
    (signs.len() >= 3 && signs.bytes().all(|b| b == b'#'))
        || inner == "ENDS"
        || inner == "END"
        || (is_framed && (inner == "30" || inner.eq_ignore_ascii_case("ends")))
}

pub(super) fn is_right(line: &str) -> bool {
    line.starts_with('©') || shape::starts_with_ignoring_case(line, "copyright ©")
}

/// `Home > News > Politics`.
fn is_path(line: &str) -> bool {
    const HOME: &str = "home";
    shape::starts_with_ignoring_case(line, HOME)
        && [" > ", " » ", " › "].iter().any(|sign| line[HOME.len()..].starts_with(sign))
}

/// Whether `line` is the last step of the path above it.
fn ends_path(path: &str, line: &str) -> bool {
    path.len() <= LONGEST
        && is_path(path)
        && path.rsplit(['>', '»', '›']).next().is_some_and(|last| last.trim() == line)
}

/// `Source: https://…`.
fn is_source(line: &str) -> bool {
    let address = ["source: ", "link: ", "url: "]
        .iter()
        .find_map(|label| shape::starts_with_ignoring_case(line, label).then(|| line[label.len()..].trim()));
    address.is_some_and(|address| address.starts_with("http") && !address.contains(' '))
}

/// `Tel: +00 …`, `Email: a@b.example`, or the number or address alone.
fn is_contact(line: &str) -> bool {
    let (label, value) = line.split_once(": ").unwrap_or(("", line));
    let value = value.trim();
    if is_address(value) {
        return shape::n_words(label) <= 4;
    }
    let named = CONTACTS.iter().any(|word| shape::starts_with_ignoring_case(label, word));
    is_phone_number(value) && (named || (value.starts_with('+') && shape::n_words(label) <= 4))
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        let is_plain = |part: &str| !part.is_empty() && !part.contains([' ', ',', '@', '(']);
        is_plain(name) && is_plain(host) && host.trim_end_matches('.').contains('.')
    })
}

fn is_phone_number(text: &str) -> bool {
    let number = text.split_once(" (not ").map_or(text, |(number, _)| number);
    number.bytes().filter(u8::is_ascii_digit).count() >= 7
        && number.bytes().all(|b| b.is_ascii_digit() || b"+()-./ ".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::super::check::{one, record};

    #[test]
    fn labels_are_known_by_their_shape() {
        for label in [
            "84 comments",
            "Comments (84)",
            "Comment (0)",
            "View comments (212)",
            "View all comments",
            "View image in fullscreen",
            "4 min read",
            "Reading time: 6 minutes",
            "Share this page",
            "Share on X",
            "Reply · 12 likes",
            "+7",
            "2 new updates",
            "Tags: dams, rain",
            "###",
            "# # #",
            "-ENDS-",
            "END",
            "© Hill Gazette. We do not answer for pages that we link to.",
            "Home > News > Dams",
            "Tel: +00 (0)000 555 0142",
            "Email: press@dam.example",
            "press@dam.example",
            "Contact advertising: 000.555.0123",
            "Source: https://dam.example/rain.html",
            "Send us your questions on WhatsApp: +00 000 000000",
        ] {
            let article = one(&format!("The dam broke.\n{label}\nIt rained."));
            assert_eq!(record(&article), [("page-label", 2, None)], "{label}");
        }
    }

    #[test]
    fn sentences_headings_and_lists_of_like_words_stay() {
        assert_eq!(record(&one("He owns:\n12 shares\n3 houses\nIt rained.")), []);
        for line in [
            "84 comments were made.",
            "Share this view.",
            "View from the dam",
            "Topics: the dam, the rain and the mayor were discussed.",
            "The end",
            "Tags: the word means day in German",
            "Dead: 1204",
            "Total: 1000000",
            "2024",
            "12 minutes",
            "Save the dam",
            "He said: call the mayor",
        ] {
            assert_eq!(record(&one(&format!("The dam broke.\n{line}\nIt rained."))), [], "{line}");
        }
    }

    #[test]
    fn numbers_and_durations_go_beside_other_labels() {
        let article =
            one("The dam broke.\n42 shares\n317\nView comments\nListen to this article\n12 minutes\nIt rained.");
        assert_eq!(article.text, "The dam broke.\nIt rained.");
        let article = one("Home > Dams\nDams\nThe dam broke.");
        assert_eq!(article.text, "The dam broke.");
    }
}
