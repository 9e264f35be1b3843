//! The bundled corpus: which articles its five documents hold, what cleaning left out, and that nothing is lost.

use standpoint::format::article::{read, restore};
use standpoint::format::hash::article_id;
use standpoint::format::{bundled, bundled_codebook_json, bundled_originals};
use standpoint::model::{Article, MarkKind};
use std::collections::BTreeMap;

/// Title, outlet, date, author, first words, last words.
const EXPECTED: [[&str; 6]; 8] = [
    ["", "", "", "", "WATCH Putin land in Anchorage", "spirits' ahead of the talks."],
    [
        "Why Putin walked away satisfied from Alaska",
        "Russia Today",
        "",
        "",
        "The meeting between Vladimir Putin",
        "edited by the RT team.",
    ],
    [
        "Putin briefs Modi on Alaska summit",
        "Russia Today",
        "",
        "",
        "Indian Prime Minister Narendra Modi",
        "into effect on August 27.",
    ],
    [
        "Security first, but what's next? Russia is changing the game in Africa",
        "Russia Today",
        "",
        "",
        "At the end of July,",
        "in West and North Africa.",
    ],
    [
        "",
        "",
        "2025-08-15/2025-08-16",
        "",
        "Russian President Vladimir Putin has",
        "and Russian President Vladimir Putin.",
    ],
    ["", "", "", "Thuy Lam", "The meeting between US President", "to WSJ, Moscow Times, AFP)"],
    ["", "", "", "", "Russian President Vladimir Putin is", "order on his own terms."],
    ["", "", "", "", "Russian President Vladimir Putin on", "gap with its strained forces."],
];

#[test]
fn five_documents_hold_eight_articles() {
    let articles = bundled();
    assert_eq!(articles.len(), EXPECTED.len());
    for (article, [title, outlet, date, author, start, end]) in articles.iter().zip(EXPECTED) {
        assert_eq!(
            [&*article.title, &*article.outlet, &*article.date, &*article.author],
            [title, outlet, date, author]
        );
        assert!(article.text.starts_with(start), "{start}: {}", &article.text[..60]);
        assert!(article.text.ends_with(end), "{end}: {:?}", article.text.lines().last());
        assert_eq!((&*article.lang, &*article.url, &*article.extra), ("en", "", ""));
    }
}

#[test]
fn dropped_and_shortened_lines_are_recorded_by_rule() {
    assert_eq!(
        record(&bundled()),
        [
            "aggregator-page.txt blank-line 1 8 14 15 21 22 28 29",
            "aggregator-page.txt page-furniture 7 9 10 11 12",
            "aggregator-page.txt related-articles 13 16 17 18 19 23 24 25 26 30 31 32 33",
            "live-feed.txt live-feed-status 8",
            "moscow-expectations.txt image-leftover 4 18",
            "moscow-expectations.txt repeated-caption 6 20",
            "moscow-expectations.txt table-cell 5 19 (a part is kept)",
        ]
    );
}

#[test]
fn lines_that_are_not_prose_are_marked() {
    let articles = bundled();
    let marks = articles.iter().enumerate().flat_map(|(nth, article)| {
        article.marks.iter().map(move |mark| (nth, mark.kind, &*mark.rule, mark.span.of(&article.text)))
    });
    assert_eq!(
        marks.collect::<Vec<_>>(),
        [
            (0, MarkKind::LinkedHeadline, "media-prompt", "WATCH Putin land in Anchorage for historic US visit"),
            (4, MarkKind::DateLine, "date-line", "16 August 2025"),
            (4, MarkKind::DateLine, "date-line", "15 August 2025"),
            (
                5,
                MarkKind::Caption,
                "caption",
                "Russian President Putin and US President Trump at a meeting at the G20 summit in Japan in 2019. Photo: Kremlin"
            ),
            (
                5,
                MarkKind::Caption,
                "caption",
                "President Putin shakes hands with Mr. Witkoff at the Kremlin on August 6th. Photo: Kremlin"
            ),
            (5, MarkKind::Byline, "byline", "Thuy Lam (According to WSJ, Moscow Times, AFP)"),
            (
                7,
                MarkKind::LinkedHeadline,
                "linked-headline",
                "RUSSIA BREAKS THROUGH MAIN UKRAINIAN DEFENSIVE LINE AHEAD OF ALASKA MEETING WITH TRUMP"
            ),
        ]
    );
}

#[test]
fn every_original_comes_back_byte_for_byte() {
    let articles = bundled();
    let mut n_files = 0;
    for (file, original) in bundled_originals() {
        let of_file: Vec<&Article> = articles.iter().filter(|article| &*article.source.file == file).collect();
        assert_eq!(restore(of_file), original, "{file}");
        let path = format!("{}/seeds/articles/{file}", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(std::fs::read_to_string(&path).ok().as_deref(), Some(original), "{path}");
        n_files += 1;
    }
    assert_eq!(n_files, 5);
}

#[test]
fn what_the_build_script_wrote_is_what_importing_the_files_gives() {
    let mut bundled = bundled().into_iter();
    for (file, original) in bundled_originals() {
        for imported in read(file, original.as_bytes()).articles {
            let article = bundled.next().expect("as many articles as the files hold");
            assert_eq!((&article.id, &article.text, &article.marks), (&imported.id, &imported.text, &imported.marks));
            assert_eq!(article.source, imported.source);
        }
    }
    assert_eq!(bundled.next(), None);
}

#[test]
fn every_text_is_clean_and_named_by_its_digest() {
    for article in bundled() {
        assert_eq!(article.id, article_id(&article.text));
        assert!(article.text.split('\n').all(|line| !line.is_empty() && line.trim() == line), "{}", article.id);
        assert!(!article.text.contains('\r') && !article.text.contains('\u{feff}'), "{}", article.id);
    }
}

#[test]
fn the_bundled_codebook_is_json_if_there_is_one() {
    let codebook = bundled_codebook_json();
    let exists = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/codebooks/default.json").exists();
    assert_eq!(!codebook.is_empty(), exists);
    assert!(codebook.is_empty() || serde_json::from_str::<serde_json::Value>(codebook).is_ok());
}

/// Lines by file and rule.
fn record(articles: &[Article]) -> Vec<String> {
    let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for article in articles {
        for dropped in &article.source.dropped {
            lines
                .entry(format!("{} {}", article.source.file, dropped.rule))
                .or_default()
                .extend(dropped.lines().map(|line| line.to_string()));
            if let Some(kept) = &dropped.kept {
                assert!(dropped.text.contains(&**kept) && article.text.lines().any(|line| line == &**kept));
            }
        }
    }
    let is_kept = |key: &str| key.ends_with("table-cell");
    let print = |(key, lines): (String, Vec<String>)| {
        format!("{key} {}{}", lines.join(" "), if is_kept(&key) { " (a part is kept)" } else { "" })
    };
    lines.into_iter().map(print).collect()
}
