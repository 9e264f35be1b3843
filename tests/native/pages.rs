//! Saved pages: which part is the article, what they say of themselves, and that nothing in them is run or kept.

use standpoint::format::article::{Imported, read, reason_of};

/// Enough words for running text.
fn prose(word: &str) -> String {
    format!(
        "The {word} broke on Monday, said the mayor, who had warned of it in spring and was not heard by anybody then."
    )
}

fn opened(html: &str) -> Imported {
    let imported = read("a.html", html.as_bytes());
    for dropped in imported.articles.iter().flat_map(|article| &article.source.dropped) {
        assert!(reason_of(&dropped.rule).is_some(), "{}", dropped.rule);
    }
    imported
}

fn text(html: &str) -> String {
    opened(html).articles.iter().map(|article| article.text.to_string()).collect::<Vec<_>>().join("\n--\n")
}

/// Title, outlet, author, date, address.
fn said(html: &str) -> [String; 5] {
    let page = format!("{html}<p>It rained.</p>");
    let imported = opened(&page);
    let article = &imported.articles[0];
    [&article.title, &article.outlet, &article.author, &article.date, &article.url].map(|field| field.to_string())
}

#[test]
fn a_page_without_marks_is_read_where_most_of_its_running_text_stands() {
    let (dam, wall, rain) = (prose("dam"), prose("wall"), prose("rain"));
    let teaser = "<div><a href=/x>Another story of some length that leads to another page of this site, and further \
        on</a></div>";
    let page = format!(
        "<body><div id=top>{teaser}<span>Sign in</span></div><div id=main><div class=body><div><p>{dam}</p></div>\
         <div><p>{wall}</p></div><p>Short.</p><div><p>{rain}</p></div></div></div>\
         <div id=side>{teaser}<p>Most read</p><p>{}</p></div></body>",
        prose("bridge")
    );
    assert_eq!(text(&page), format!("{dam}\n{wall}\nShort.\n{rain}"));
    let imported = opened(&page);
    let outside: Vec<&str> = imported.articles[0].source.dropped.iter().map(|dropped| &*dropped.rule).collect();
    assert_eq!(outside, ["html-outside-article"; 5]);
}

#[test]
fn a_page_whose_text_is_spread_is_read_whole() {
    let all = [prose("dam"), prose("wall"), prose("rain")];
    let spread: String = all
        .iter()
        .map(|text| format!("<div><div><div><div><div><div><p>{text}</p></div></div></div></div></div></div>"))
        .collect();
    assert_eq!(text(&format!("<body>{spread}</body>")), all.join("\n"));
    let plain: String = all.iter().map(|text| format!("<p>{text}</p>")).collect();
    assert_eq!(text(&format!("<body>{plain}</body>")), all.join("\n"), "no box at all");
    let marked =
        format!("<div><p>{0}</p><p>{0} So.</p></div><div itemprop=articleBody><p>It rained.</p></div>", prose("dam"));
    assert_eq!(text(&marked), "It rained.", "a mark goes before the amount of text");
}

#[test]
fn what_is_hidden_or_has_another_role_is_left_out() {
    let page = "<article><div hidden>One</div><div aria-hidden=true>Two<div>Deep</div></div>\
        <div style='color: red; display : none'>Three</div><div role=navigation>Four</div>\
        <div role=complementary>Five</div><div role=contentinfo>Six</div><p>It rained.</p>\
        <div role=heading>Who pays</div><div><div>It stopped.</div></div></article>";
    assert_eq!(text(page), "It rained.\nWho pays\nIt stopped.");
    let rules: Vec<_> =
        opened(page).articles[0].source.dropped.iter().map(|d| (d.rule.to_string(), d.text.to_string())).collect();
    let expected = [
        ("html-hidden", "One"),
        ("html-hidden", "Two"),
        ("html-hidden", "Deep"),
        ("html-hidden", "Three"),
        ("html-navigation", "Four"),
        ("html-aside", "Five"),
        ("html-page-edge", "Six"),
    ];
    assert_eq!(rules, expected.map(|(rule, text)| (rule.to_owned(), text.to_owned())));
}

#[test]
fn what_a_page_says_of_itself_is_believed_in_order() {
    let data = r#"<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Dam", "datePublished":
        "2025-08-15T06:00:00Z", "author": [{"@type": "Person", "name": "Ana Díaz"}, {"name": "Bo Lee"}],
        "publisher": {"name": "Hill Gazette"}}</script>"#;
    let head = "<meta property=og:title content='Dam breaks'><meta property=og:site_name content=Gazette>\
        <meta name=author content=Editors><meta name=date content=2025-08-16>\
        <link rel=canonical href=https://gazette.example/dam>";
    let text = "<h1>Dam gone</h1><a rel=author href=/ana>By Ana</a>\
        <time itemprop=datePublished datetime=2025-08-17>today</time>";
    for (page, expected) in [
        (
            format!("{head}{data}{text}"),
            ["Dam breaks", "Gazette", "Ana Díaz, Bo Lee", "2025-08-15", "https://gazette.example/dam"],
        ),
        (format!("{data}{text}"), ["Dam", "Hill Gazette", "Ana Díaz, Bo Lee", "2025-08-15", ""]),
        (format!("{head}{text}"), ["Dam breaks", "Gazette", "Editors", "2025-08-16", "https://gazette.example/dam"]),
        (text.to_owned(), ["Dam gone", "", "Ana", "2025-08-17", ""]),
        (
            "<meta property=og:url content='https://www.gazette.example:80/x?y'>".to_owned(),
            ["", "gazette.example", "", "", "https://www.gazette.example:80/x?y"],
        ),
        (
            "<link rel=canonical href='javascript:alert(1)'><meta name=author content=https://x.example>".to_owned(),
            [""; 5],
        ),
        ("<script type=application/ld+json>{\"@type\": \"NewsArticle\", </script>".to_owned(), [""; 5]),
        ("<script>{\"@type\": \"NewsArticle\", \"headline\": \"Dam\"}</script>".to_owned(), [""; 5]),
    ] {
        assert_eq!(said(&page), expected.map(str::to_owned), "{page}");
    }
}

#[test]
fn no_program_of_a_page_is_kept() {
    let page = "<html><body onload=steal()><script>steal()</script><article><p onclick=steal()>It rained.</p>\
        <a href=javascript:steal()>More</a><svg><script>steal()</script></svg><style>p{}steal</style>\
        <iframe srcdoc='<script>steal()</script>'></iframe><img src=x onerror=steal()><template>steal()</template>\
        <noscript>steal()</noscript><textarea>steal()</textarea></article></body></html>";
    let imported = opened(page);
    let kept = format!("{imported:?}");
    assert!(!kept.contains("steal"), "{kept}");
    assert!(kept.contains("It rained."));
}

#[test]
fn hostile_pages_are_read_in_time_that_grows_with_them() {
    for page in [
        "<a ".repeat(400_000),
        "<div>".repeat(200_000) + &"<p>It rained.".repeat(2_000),
        "<div><p>".repeat(100_000),
        "<article>".repeat(100_000),
        "</div>".repeat(200_000),
        "<div hidden>".repeat(100_000),
        format!("<script type=application/ld+json>{}</script><p>It rained.", "[".repeat(500_000)),
    ] {
        let imported = opened(&page);
        assert!(!imported.articles.is_empty() || !imported.issues.is_empty());
    }
}
