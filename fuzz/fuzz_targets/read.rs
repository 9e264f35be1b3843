//! Any bytes, cleaned and read as an article: nothing panics, marks lie in the text, and what is line-based comes back
//! byte for byte. The first byte chooses the format. The promises are those of `tests/native/cleaning.rs`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use standpoint::format::article::{read, restore};
use standpoint::text::Span;
use standpoint::text::clean::{CleanedArticle, Removed, clean, clean_markdown};

const FILES: &[&str] = &["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.csv", "pasted text"];

fn check_clean(text: &str, articles: &[CleanedArticle]) {
    for article in articles {
        for mark in &article.marks {
            let (start, end) = (mark.span.start as usize, mark.span.end as usize);
            assert!(Span::checked(&article.text, start, end).is_some(), "a mark off a boundary: {mark:?}");
        }
    }
    let restored = standpoint::text::clean::restore(articles.iter().map(|article| {
        let record = article.changes.iter().map(|change| Removed {
            rule: change.rule,
            line: change.line,
            n_lines: change.n_lines,
            step: change.step,
            text: &change.text,
            is_kept: change.kept.is_some(),
        });
        (article.text.as_str(), record.collect())
    }));
    assert_eq!(restored, text, "cleaning can be undone");
}

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, bytes)) = bytes.split_first() else { return };
    let text = String::from_utf8_lossy(bytes);
    check_clean(&text, &clean(&text, ""));
    check_clean(&text, &clean_markdown(&text, ""));
    let file = FILES[usize::from(*choice) % FILES.len()];
    let imported = read(file, bytes);
    for article in &imported.articles {
        for mark in article.marks.iter() {
            let (start, end) = (mark.span.start as usize, mark.span.end as usize);
            assert!(Span::checked(&article.text, start, end).is_some(), "a mark off a boundary: {mark:?}");
        }
    }
    if file == "a.md" && !imported.articles.is_empty() {
        assert_eq!(restore(&imported.articles).as_bytes(), bytes, "reading Markdown can be undone");
    }
});
