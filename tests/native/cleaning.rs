//! Laws of cleaning, over texts made by chance from odd pieces: nothing is lost, and nothing takes long.

use standpoint::format::article::{read, restore};
use standpoint::text::clean::{CONTENT, CleanedArticle, LAYOUT, MARKDOWN, PLAIN, Removed, clean, clean_markdown};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Lines and pieces of lines that some rule looks at, and characters that go wrong.
const PIECES: &[&str] = &[
    "",
    " ",
    "\t",
    "\u{a0}",
    "\u{feff}",
    "\r",
    "😀",
    "e\u{301}",
    "Díaz",
    "|",
    " |",
    "![]() |",
    "![a](b)",
    "![",
    "](",
    ")",
    "---",
    "===",
    "- ",
    "> ",
    "# ",
    "## Dam breaks",
    "*",
    "**",
    "_",
    "`",
    "\\",
    "[",
    "<",
    "Related Articles",
    "Hill Gazette",
    "2 hours ago",
    "- Hill Gazette",
    "Comments",
    "No comments yet...",
    "This live feed has ended.",
    "16 August 2025",
    "14:05 GMT",
    "By Ana Gray",
    "Ana Gray (According to AFP)",
    "WATCH the dam",
    "MAYOR FLEES AHEAD OF FLOOD",
    "The dam broke.",
    "It rained",
    "and the village sank in the mud, as the mayor had said it would",
    "Photo: Ana Gray",
    "title: Dam",
    "“It rained,” he said.",
    "“It rained for a week, and then it snowed,”",
    "“It rained for a week, and then it snowed”",
    "Share",
    "Facebook",
    "News",
    "News | Sport | Contact",
    "84 comments",
    "Most read",
    "Tags: dams, rain",
    "© 2025 Hill Gazette",
    "Sign up to Hill Weekend",
    "Enter your email",
    "Hill Gazette | 3 May 2024 | Opinion",
    "[00:02:14]",
    "The wall at noon, seen from the house of the mayor",
    "[Home](a) [News](b)",
    "\u{2028}",
    "\u{85}",
    "\0x",
];
const LINE_ENDS: &[&str] = &["\n", "\r\n", "\r", "\n\n", "\r\n\r\n"];

/// Numbers that look like chance and are the same in every run (xorshift64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        // Most files have one kind of line end.
        let usual = LINE_ENDS[self.below(LINE_ENDS.len())];
        for _ in 0..self.below(24) {
            for _ in 0..=self.below(3) {
                text.push_str(PIECES[self.below(PIECES.len())]);
            }
            text.push_str(if self.below(12) == 0 { LINE_ENDS[self.below(LINE_ENDS.len())] } else { usual });
        }
        if self.below(2) == 0 {
            text.push_str(PIECES[self.below(PIECES.len())]);
        }
        text
    }
}

fn restored(articles: &[CleanedArticle]) -> String {
    standpoint::text::clean::restore(articles.iter().map(|article| {
        let removed = article.changes.iter().map(|change| Removed {
            rule: change.rule,
            line: change.line,
            n_lines: change.n_lines,
            step: change.step,
            text: &change.text,
            is_kept: change.kept.is_some(),
        });
        (article.text.as_str(), removed.collect())
    }))
}

#[test]
fn cleaning_can_be_undone() {
    let mut chance = Chance(0x5eed);
    for _ in 0..20_000 {
        let original = chance.text();
        for (articles, how) in [
            (clean(&original, ""), "plain"),
            (clean_markdown(&original, ""), "Markdown"),
            (clean(&original, "It rained"), "titled"),
        ] {
            assert_eq!(restored(&articles), original, "{how}: {original:?}");
        }
    }
}

#[test]
fn cleaned_texts_are_one_paragraph_a_line_and_marks_are_whole_paragraphs() {
    let mut chance = Chance(0xc1ea);
    for _ in 0..20_000 {
        let original = chance.text();
        for article in clean(&original, "").iter().chain(&clean_markdown(&original, "")) {
            let text = &article.text;
            let is_clean = |line: &str| !line.is_empty() && line.trim() == line;
            assert!(text.is_empty() || text.split('\n').all(is_clean), "{text:?} from {original:?}");
            let mut end = 0;
            for mark in &article.marks {
                let (from, to) = (mark.span.start as usize, mark.span.end as usize);
                assert!(from == 0 || (from > end && text.as_bytes()[from - 1] == b'\n'), "{mark:?} in {text:?}");
                assert!(to == text.len() || text.as_bytes()[to] == b'\n', "{mark:?} in {text:?}");
                end = to;
            }
            assert!(article.changes.is_sorted_by_key(|change| change.line), "{original:?}");
        }
    }
}

#[test]
fn a_cleaned_text_stays_as_it_is() {
    // Rules that look at neighbours may see new ones, so this holds of the corpus, not of every text.
    for article in standpoint::format::bundled() {
        let again = clean(&article.text, &article.title);
        assert_eq!((again.len(), again[0].text.as_str()), (1, &*article.text), "{}", article.id);
    }
}

#[test]
fn what_a_reader_gives_can_be_undone_too() {
    let mut chance = Chance(0xf11e);
    for _ in 0..2000 {
        let original = chance.text();
        for file in ["a.txt", "a.md"] {
            let imported = read(file, original.as_bytes());
            // Equal articles come in once, and a text without words has no article to keep its record.
            if imported.issues.is_empty() {
                assert_eq!(restore(&imported.articles), original, "{file}: {original:?}");
            }
        }
    }
}

#[test]
fn every_rule_has_its_own_name_and_a_reason() {
    let rules: Vec<_> = [LAYOUT, PLAIN, MARKDOWN, CONTENT].into_iter().flatten().collect();
    let names: BTreeSet<&str> = rules.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), rules.len());
    assert!(rules.iter().all(|rule| rule.reason.len() > 20 && !rule.reason.ends_with('.')));
}

#[test]
fn long_and_odd_texts_come_in() {
    let corpus: Vec<&str> = standpoint::format::bundled_originals().map(|(_, text)| text).collect();
    let mut text = String::new();
    let mut n = 0;
    while text.len() < 5 << 20 {
        n += 1;
        let _ = writeln!(text, "{}\n\nPage {n}.\n", corpus[n % corpus.len()]);
    }
    let one_line = text.replace('\n', " ");
    let wrapped = "The dam above the village broke on Monday night after\n".repeat(5 << 14) + "It rained.";
    let signs = "*[`<![_".repeat(1 << 17);
    for (name, file, text) in [
        ("five articles over and over", "a.txt", &text),
        ("the same in one line", "a.txt", &one_line),
        ("the same as Markdown", "a.md", &text),
        ("the same as HTML", "a.html", &text),
        ("broken lines", "a.txt", &wrapped),
        ("a megabyte of signs", "a.md", &signs),
        ("a megabyte of signs as HTML", "a.html", &signs),
    ] {
        let imported = read(file, text.as_bytes());
        assert!(!imported.articles.is_empty(), "{name}");
    }
}
