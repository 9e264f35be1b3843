//! Marks the line that names writers or agencies, and takes the author from it.

use crate::text::clean::LineKind;
use crate::text::clean::draft::Draft;
use crate::text::clean::{Rule, shape};

pub(in crate::text::clean) const RULE: Rule = Rule {
    name: "byline",
    reason: "the line that names the writer or the agencies is about the article, not in it",
    apply,
};

const LONGEST: usize = 160;
/// How far from the top and from the bottom a byline stands, in lines.
const TOP: usize = 6;
const BOTTOM: usize = 2;
/// What the parentheses behind a name at the end of an article begin with.
const SOURCE_WORDS: [&str; 16] = [
    "According to ",
    "Sources: ",
    "Source: ",
    "Compiled from ",
    "With ",
    "AFP",
    "AP",
    "Reuters",
    "TASS",
    "Xinhua",
    "DPA",
    "dpa",
    "EFE",
    "ANI",
    "PTI",
    "Bloomberg",
];

fn apply(draft: &mut Draft<'_>) {
    for (part, range) in draft.ranges().into_iter().enumerate() {
        let kept = draft.kept(range);
        for (nth, &at) in kept.iter().enumerate() {
            let is_bottom = nth + BOTTOM >= kept.len();
            if nth >= TOP && !is_bottom {
                continue;
            }
            let line = &mut draft.lines[at];
            if !line.is_prose() || line.text().len() > LONGEST {
                continue;
            }
            let by = name_after_by(line.text());
            let found = if is_bottom { by.or_else(|| name_before_sources(line.text())) } else { by };
            let Some(author) = found.map(str::to_owned) else { continue };
            line.mark(LineKind::Byline, RULE.name);
            let is_writer = !line.text().starts_with("Photographs ");
            if draft.parts[part].author.is_empty() && is_writer {
                draft.parts[part].author = author;
            }
        }
    }
}

/// `By Ana Gray`, `Reporting by Ana Gray in Dorf; editing by Bo Lee`.
fn name_after_by(line: &str) -> Option<&str> {
    let starts = [
        "By ",
        "BY ",
        "by ",
        "Reporting by ",
        "Written by ",
        "Words by ",
        "Interview by ",
        "Edited by ",
        "Photographs by ",
    ];
    let rest = starts.iter().find_map(|start| line.strip_prefix(start))?;
    let end = [";", " in ", " for ", " | ", " • ", " · "].iter().filter_map(|stop| rest.find(stop)).min();
    let name = rest[..end.unwrap_or(rest.len())].trim_end_matches('.');
    let is_name =
        |word: &str| word == "and" || word == "&" || word.starts_with(char::is_uppercase) || is_particle(word);
    let fits =
        shape::n_words(name) <= 12 && name.split_whitespace().all(is_name) && name.starts_with(char::is_uppercase);
    (fits && !name.ends_with(',')).then_some(name)
}

/// `Ana Gray (According to …)`, at the end of an article.
fn name_before_sources(line: &str) -> Option<&str> {
    let (name, sources) = line.strip_suffix(')')?.split_once(" (")?;
    let is_name = |word: &str| (word.starts_with(char::is_uppercase) && !word.ends_with('.')) || is_particle(word);
    let fits = (1..=5).contains(&shape::n_words(name)) && name.split_whitespace().all(is_name);
    (fits && SOURCE_WORDS.iter().any(|word| sources.starts_with(word))).then_some(name)
}

fn is_particle(word: &str) -> bool {
    ["de", "van", "von", "der", "den", "da", "di", "al", "el", "la", "bin"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::super::check::{marks, one};

    #[test]
    fn names_at_the_top_and_at_the_bottom_are_bylines() {
        for (original, author) in [
            ("By Ana Gray and Bo van Lee in Dorf\nThe dam broke.\nIt rained.\nIt stopped.", "Ana Gray and Bo van Lee"),
            ("The dam broke.\nAna Gray (According to Hill Gazette, AFP)", "Ana Gray"),
            ("The dam broke.\nReporting by Ana Gray; editing by Bo Lee", "Ana Gray"),
        ] {
            let article = one(original);
            assert_eq!(article.author, author, "{original}");
            assert_eq!(marks(&article).len(), 1, "{original}");
        }
    }

    #[test]
    fn sentences_that_begin_with_by_or_end_in_parentheses_are_none() {
        for original in [
            "By Friday the dam had broken.\nIt rained.",
            "By Friday, nobody was left.",
            "It rained.\nThe wall was high (40 metres)",
            "It rained.\nNobody came to the dam on that day (According to the Gazette)",
        ] {
            assert!(marks(&one(original)).iter().all(|mark| mark.2 != "byline"), "{original}");
        }
    }
}
