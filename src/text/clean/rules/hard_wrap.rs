//! Joins the lines of paragraphs that were broken at a fixed width, as in mails and old archives.

use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "hard-wrap",
    reason: "a paragraph broken into lines of equal width would be cut into half sentences",
    apply,
};

/// Widths, in bytes, of lines that a program broke.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=110;
/// Fewer broken lines than this are verse, an address or chance.
const FEWEST: usize = 3;

fn apply(draft: &mut Draft<'_>) {
    if !is_wrapped(draft) {
        return;
    }
    let widest = draft.lines.iter().map(|line| line.text().len()).max().unwrap_or(0);
    let mut first = None;
    for at in 0..draft.lines.len() {
        if draft.lines[at].is_dropped() {
            first = None;
            continue;
        }
        let (Some(to), true) = (first, at > 0) else {
            first = Some(at);
            continue;
        };
        let (before, line) = (draft.lines[at - 1].raw().trim_end(), &draft.lines[at]);
        let is_end = shape::ends_sentence(before) && before.len() * 10 < widest * 7;
        let is_start = line.raw().starts_with([' ', '\t']) || is_list_item(line.text());
        if is_end || is_start {
            first = Some(at);
        } else {
            draft.join(to, at, RULE.name);
        }
    }
}

/// Whether most lines that another follows are of one width, break off a sentence, and go on in small letters.
fn is_wrapped(draft: &Draft<'_>) -> bool {
    let (mut n_pairs, mut n_wide, mut n_small) = (0, 0, 0);
    for pair in draft.lines.windows(2) {
        if pair[0].text().len() > *WIDTHS.end() * 2 {
            return false;
        }
        if !pair[0].is_dropped() && !pair[1].is_dropped() {
            n_pairs += 1;
            n_wide += usize::from(WIDTHS.contains(&pair[0].text().len()) && !shape::ends_sentence(pair[0].text()));
            n_small += usize::from(pair[1].text().starts_with(char::is_lowercase));
        }
    }
    n_pairs >= FEWEST && n_wide * 2 > n_pairs && n_small * 5 > n_pairs * 2
}

fn is_list_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['•', '–', '—'])
        || line.starts_with("- ")
        || line.starts_with("* ")
        || (rest.len() < line.len() && rest.starts_with(". "))
}

#[cfg(test)]
mod tests {
    use super::super::check::one;

    const MAIL: &str = "\
The dam above the village broke on Monday night after
three days of rain, the mayor said on Tuesday, and a well-
known road was lost. Nobody was hurt.

The village will pay for the repair, which may take more
than a year if the rain goes on as the offices expect it
to do until the end of May.
- It rained.";

    #[test]
    fn paragraphs_of_a_mail_are_whole_again() {
        let article = one(MAIL);
        let lines: Vec<&str> = article.text.lines().collect();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].ends_with("and a well-known road was lost. Nobody was hurt."), "{}", lines[0]);
        assert_eq!(lines[2], "- It rained.");
        let rules: Vec<_> = article.changes.iter().map(|change| (change.rule, change.line)).collect();
        assert_eq!(rules[..3], [("hard-wrap", 1), ("joined-line", 2), ("joined-line", 3)]);
        assert_eq!(article.changes[0].kept.as_deref(), Some("The dam above the village broke on Monday night after"));
    }

    #[test]
    fn headlines_verse_and_paragraphs_a_line_stay() {
        for original in [
            "Dam breaks above the village after three days\nMayor says that nobody was hurt at the dam\nVillage will pay for the \
             repair, says the mayor\nRain goes on until the end of May, say offices\nIt rained.",
            "It rained\nand rained\nand rained\nand then\nit stopped.",
        ] {
            assert_eq!(one(original).text, original);
        }
    }
}
