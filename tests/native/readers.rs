//! The readers of articles: good rows come in, bad rows are reported with file and line.

use crate::zips::zip_of;
use standpoint::format::article::{Imported, READERS, read, reason_of, restore};
use standpoint::format::bundled;

/// `outlet | title | date | text`, one article each.
fn articles(imported: &Imported) -> Vec<String> {
    let line = |a: &standpoint::model::Article| format!("{} | {} | {} | {}", a.outlet, a.title, a.date, a.text);
    imported.articles.iter().map(line).collect()
}

fn issues(imported: &Imported) -> Vec<String> {
    imported.issues.iter().map(ToString::to_string).collect()
}

fn notes(imported: &Imported) -> Vec<String> {
    imported.notes.iter().map(ToString::to_string).collect()
}

#[test]
fn csv_columns_come_in_any_order_and_case() {
    let csv = "Date,TEXT,note,Title,outlet\r\n\
        2025-08-15,\"The dam broke.\r\n\r\nIt \"\"rained\"\", too.\",x,Dam breaks,Hill Gazette\r\n";
    let imported = read("news.csv", csv.as_bytes());
    assert_eq!(articles(&imported), ["Hill Gazette | Dam breaks | 2025-08-15 | The dam broke.\nIt \"rained\", too."]);
    assert_eq!(issues(&imported), [""; 0]);
    assert_eq!(notes(&imported), ["news.csv: columns that were not read: note."]);
    let dropped: Vec<_> = imported.articles[0].source.dropped.iter().map(|d| (&*d.rule, d.line)).collect();
    assert_eq!(dropped, [("line-ends", 2), ("blank-line", 3)], "lines are counted from the top of the file");
}

#[test]
fn csv_takes_semicolons_tabs_and_the_spreadsheets_first_line() {
    for csv in [
        "text;title\nIt rained.;Rain",
        "\u{feff}text\ttitle\nIt rained.\tRain\n",
        "sep=|\ntext|title\n\nIt rained.|Rain\n\n",
    ] {
        assert_eq!(articles(&read("a.csv", csv.as_bytes())), [" | Rain |  | It rained."], "{csv:?}");
    }
}

#[test]
fn csv_rows_that_are_wrong_are_named_and_the_others_come_in() {
    let csv = "text,title\nIt rained.,One\n,Two\nIt snowed, and froze.,Three\n\"It hailed.,Four\nIt thawed.,Five\n\"It\"s dry.,Six\n";
    let imported = read("news.csv", csv.as_bytes());
    assert_eq!(articles(&imported), [" | One |  | It rained.", " | Five |  | It thawed.", " | Six |  | It\"s dry."]);
    assert_eq!(
        issues(&imported),
        [
            "news.csv, line 3: the text is empty. Fill it or take the row out.",
            "news.csv, line 4: expected 2 fields, found 3. Put fields that contain the delimiter in quotation marks.",
            "news.csv, line 5: the quotation mark in column 1 is never closed. Close it, or write it twice inside a field.",
            "news.csv, line 7: expected a delimiter after the closing quotation mark in column 1. The row came in as it stands; check it.",
        ]
    );
}

#[test]
fn csv_without_a_text_column_says_what_it_found() {
    let imported = read("news.csv", b"headline,day\nRain,Monday\n");
    assert!(imported.articles.is_empty());
    assert_eq!(
        issues(&imported),
        [
            "news.csv, line 1: expected a column named text, found headline, day. Name the column that holds the article text; \
          title, outlet, date, url, author and lang are read too."
        ]
    );
}

#[test]
fn json_is_an_article_a_list_or_a_list_under_articles() {
    let row = r#"{"text": "It rained.", "title": "Rain", "outlet": "Hill Gazette", "date": 2025, "url": null}"#;
    let expected = ["Hill Gazette | Rain | 2025 | It rained."];
    for json in [
        row.to_owned(),
        format!("[{row}]"),
        format!("{{\"v\": 1, \"articles\": [{row}]}}"),
        format!("\u{feff} [ {row} ] "),
    ] {
        let imported = read("news.json", json.as_bytes());
        assert_eq!(articles(&imported), expected, "{json}");
        assert_eq!(issues(&imported), [""; 0], "{json}");
        assert_eq!(articles(&read("pasted text", json.as_bytes())), expected, "{json}");
    }
}

#[test]
fn json_rows_that_are_wrong_are_named_and_the_others_come_in() {
    let json = "[\n{\"text\": \"It rained.\"},\n{\"title\": \"No text\"},\n7,\n\
        {\"text\": \"It snowed.\", \"title\": [1]},\n\
        {\"text\": \"broken,\n\"title\": 1},\n{\"text\": \"It thawed.\"}\n{\"text\": \"It froze.\"},\n{\"text\": \"It ";
    let imported = read("news.json", json.as_bytes());
    assert_eq!(
        articles(&imported),
        [" |  |  | It rained.", " |  |  | It snowed.", " |  |  | It thawed.", " |  |  | It froze."]
    );
    assert_eq!(
        issues(&imported),
        [
            "news.json, line 3: expected a field named text. Name the column that holds the article text; title, outlet, date, url, author and lang are read too.",
            "news.json, line 4: expected an object, found a number. A row looks like {\"text\": \"…\", \"title\": \"…\"}.",
            "news.json, line 5: expected a string in title, found a list.",
            "news.json, line 6: not JSON: control character (\\u0000-\\u001F) found while parsing a string. Mend the row; the others came in.",
            "news.json, line 9: expected a comma or ] after a row. Mend the list; rows that begin on lines of their own came in.",
            "news.json, line 10: not JSON: EOF while parsing a string. Mend the row; the others came in.",
        ]
    );
}

#[test]
fn of_a_file_of_faults_the_first_are_told() {
    let lines = "{}\n".repeat(5000);
    let list = format!("[{}1]", "{},\n".repeat(4999));
    let rows = format!("title,text\n{}", "a,\n".repeat(5000));
    let same = "{\"text\":\"It rained.\"}\n".repeat(5001);
    for (name, text) in [("a.jsonl", &lines), ("a.json", &list), ("a.csv", &rows), ("a.jsonl", &same)] {
        let told = issues(&read(name, text.as_bytes()));
        assert_eq!(told.len(), 1001, "{name}");
        let last = "4000 more issues are not told one by one. Mend those above and open the file again.";
        assert_eq!(told[1000], format!("{name}: {last}"));
        let zip = zip_of(&[(name, text.as_bytes()), ("b.txt", b"Mayor Diaz came.")]);
        let packed = read("a.zip", &zip);
        assert_eq!(issues(&packed)[1000], format!("a.zip: {last}"));
        assert!(packed.articles.iter().any(|article| &*article.text == "Mayor Diaz came."));
    }
    let rows = vec!["{}"; 5000].join(",");
    let project = format!("{{\"format\":\"standpoint/1\",\"annotations\":[{rows}]}}");
    let (_, told) = standpoint::format::project::read("a.json", project.as_bytes()).unwrap();
    assert_eq!(told.len(), 1001);
    assert!(told[1000].what.starts_with("4000 more issues"), "{}", told[1000]);
}

#[test]
fn a_number_is_no_text() {
    let imported = read("news.jsonl", b"{\"text\": 5}\n{\"text\": \"It rained.\", \"date\": 2025}\n");
    assert_eq!(articles(&imported), [" |  | 2025 | It rained."]);
    assert_eq!(issues(&imported), ["news.jsonl, line 1: expected a string in text, found a number."]);
}

#[test]
fn json_lines_are_read_line_by_line_under_any_name() {
    let lines = "{\"text\": \"It rained.\\nIt stopped.\", \"source\": \"Hill Gazette\"}\n\n\
        {\"text\": 5 5}\r\n{\"text\": \"It snowed.\"}\n";
    for file in ["news.jsonl", "news.json", "news.NDJSON"] {
        let imported = read(file, lines.as_bytes());
        assert_eq!(
            articles(&imported),
            ["Hill Gazette |  |  | It rained.\nIt stopped.", " |  |  | It snowed."],
            "{file}"
        );
        assert_eq!(issues(&imported).len(), 1, "{file}");
        assert!(issues(&imported)[0].starts_with(&format!("{file}, line 3: not JSON: ")), "{:?}", issues(&imported));
        assert_eq!(notes(&imported), [format!("{file}: the column source was read as outlet.")]);
    }
}

#[test]
fn a_project_file_is_told_from_articles() {
    let imported = read("corpus.json", br#"{"format": "standpoint/1", "articles": [{"text": "It rained."}]}"#);
    assert!(imported.articles.is_empty());
    assert_eq!(
        issues(&imported),
        ["corpus.json: this is a project file, not a list of articles. Open it as a project."]
    );
}

#[test]
fn what_is_no_text_is_refused_with_a_reason() {
    for (bytes, expected) in [
        (&b""[..], "a.txt: there is no text in it. Check that it is the right file."),
        (b" \r\n\t\n", "a.txt: there is no text in it. Check that it is the right file."),
        (b"%PDF-1.7", "a.txt: the PDF is damaged or cut off. Fetch it again, or copy its text and paste it."),
        (
            b"ab\x00c",
            "a.txt: the file is not text: its byte 2 is zero. Import .txt, .md, .html, .docx, .rtf, .pdf, .json, .jsonl or .csv files.",
        ),
        (
            b"\xff\xfea",
            "a.txt: the file is in UTF-16 that is cut off, expected text in UTF-8. Save it as UTF-8 and import it again.",
        ),
        (
            b"It rained.\nIt\x81s dry.",
            "a.txt, line 2: expected UTF-8, but byte 13 is 0x81. It is neither UTF-8 nor Windows-1252: open it in an \
             editor, save it as UTF-8 and import it again.",
        ),
    ] {
        let imported = read("a.txt", bytes);
        assert!(imported.articles.is_empty());
        assert_eq!(issues(&imported), [expected]);
    }
}

#[test]
fn xml_without_an_article_is_refused() {
    let network = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml><graph/></graphml>";
    for (name, text) in [
        ("net.graphml", network),
        ("net.txt", network),
        ("pasted text", &network[39..]),
        ("config.xml", "<View>\n  <Labels name=\"label\"/>\n</View>"),
        ("a.xml", "<a/>"),
    ] {
        let imported = read(name, text.as_bytes());
        assert!(imported.articles.is_empty(), "{name}: {text}");
        let issues = issues(&imported);
        assert!(issues[0].starts_with(&format!("{name}: the file is XML, expected a text. ")), "{issues:?}");
    }
    let page = "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html><body><p>It rained all day long.</p></body></html>";
    for (name, text, expected) in [
        ("a.txt", page, "It rained all day long."),
        ("a.html", page, "It rained all day long."),
        ("a.txt", "<p>It rained.</p> He wrote <xml> and <View>.", "<p>It rained.</p> He wrote <xml> and <View>."),
        ("a.txt", "<Viewers> were told.", "<Viewers> were told."),
    ] {
        let imported = read(name, text.as_bytes());
        assert_eq!(imported.articles.iter().map(|a| &*a.text).collect::<Vec<_>>(), [expected], "{name}: {text}");
    }
}

/// A text in Windows-1252 and in UTF-16 of both orders; all its characters are in the first.
pub(crate) fn encoded(text: &str) -> [(&'static str, Vec<u8>); 3] {
    let units = |of: fn(u16) -> [u8; 2]| format!("\u{FEFF}{text}").encode_utf16().flat_map(of).collect::<Vec<u8>>();
    let windows = text.chars().map(|c| match c {
        '–' => 0x96,
        '’' => 0x92,
        '€' => 0x80,
        c => u8::try_from(u32::from(c)).expect("a character of Windows-1252"),
    });
    [("Windows-1252", windows.collect()), ("UTF-16", units(u16::to_le_bytes)), ("UTF-16", units(u16::to_be_bytes))]
}

#[test]
fn other_encodings_are_read_and_told() {
    let text = "Díaz’s plan – for €5 – fell.";
    for (file, whole) in [
        ("a.txt", text.to_owned()),
        ("a.md", text.to_owned()),
        ("a.csv", format!("title,text\nA,{text}\n")),
        ("a.json", format!("[{{\"text\":\"{text}\"}}]")),
        ("a.jsonl", format!("{{\"text\":\"{text}\"}}\n")),
        ("a.html", format!("<html><body><article><p>{text}</p></article></body></html>")),
    ] {
        for (name, bytes) in encoded(&whole) {
            let imported = read(file, &bytes);
            assert_eq!(imported.articles.len(), 1, "{file} in {name}: {:?}", imported.issues);
            assert_eq!(&*imported.articles[0].text, text, "{file} in {name}");
            assert_eq!(imported.issues, []);
            let notes: Vec<&str> = imported.notes.iter().map(|note| note.what.as_str()).collect();
            assert_eq!(notes, [format!("read as {name}")], "{file}");
        }
    }
}

#[test]
fn the_same_text_comes_in_once() {
    let imported = read("a.csv", b"text,title\nIt rained.,One\nIt rained.,Two\n");
    assert_eq!(imported.articles.len(), 1);
    assert_eq!(issues(&imported), ["a.csv: “Two” has the same text as an earlier article. It came in once."]);
}

#[test]
fn a_text_file_that_holds_another_format_is_read_as_such() {
    let imported = read("a.TXT", b"<!doctype html><p>It rained.");
    assert_eq!(articles(&imported), [" |  |  | It rained."]);
    assert_eq!(notes(&imported), ["a.TXT: it looks like HTML and was read as HTML."]);
    let imported = read("a.txt", b"[sic] It rained, he said.");
    assert_eq!((articles(&imported).len(), notes(&imported).len()), (1, 0));
}

#[test]
fn every_rule_that_a_record_names_has_a_reason() {
    let imported = read("dam.html", PAGE.as_bytes());
    let records = bundled().into_iter().chain(imported.articles);
    for dropped in records.flat_map(|article| article.source.dropped.clone()) {
        assert!(reason_of(&dropped.rule).is_some(), "{}", dropped.rule);
    }
    assert_eq!(reason_of("a rule of another version"), None);
}

#[test]
fn every_extension_has_one_reader_and_the_last_takes_anything() {
    let mut all: Vec<_> = READERS.iter().flat_map(|reader| reader.extensions()).collect();
    let n_extensions = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), n_extensions);
    assert!(READERS.last().is_some_and(|reader| reader.recognizes("anything")));
    assert!(READERS.iter().all(|reader| !reader.name().is_empty() && !reader.extensions().is_empty()));
}

const PAGE: &str = "<!DOCTYPE html>
<html lang=\"en-GB\"><head><title>Dam breaks | Hill Gazette</title>
<meta property='og:site_name' content='Hill Gazette'><meta name=\"author\" content=\"Ana &amp; Bo\">
<meta property=\"article:published_time\" content=\"2024-05-01T06:00:00+02:00\">
<link rel=canonical href=\"https://gazette.example/dam\">
<style>p { color: red }</style></head>
<body><header><h1>Hill Gazette</h1></header><nav><a href=/>Home</a> <a>News</a></nav>
<article><h1>Dam breaks</h1>
<p>The dam <b>broke</b>
on <i>Monday</i>.<br>Nobody was hurt&hellip;</p><figure><img src=x><figcaption>The wall at dawn</figcaption></figure>
<script>if (1 < 2) track('<p>');</script>
<h2>Who pays</h2><ul><li>The village<li>The mayor</ul><table><tr><td>Height</td><td>40 m</td></tr></table>
<aside>Read this too</aside><button>Share</button><p>Advertisement</p></article>
<div>Elsewhere: rain</div><footer>All rights reserved</footer></body></html>";

#[test]
fn an_html_page_gives_its_article_and_says_what_it_left_out() {
    let imported = read("dam.html", PAGE.as_bytes());
    assert_eq!(issues(&imported), [""; 0]);
    let [article] = &imported.articles[..] else { panic!("one article") };
    assert_eq!(
        [&*article.title, &*article.outlet, &*article.date, &*article.author, &*article.url, &*article.lang],
        ["Dam breaks", "Hill Gazette", "2024-05-01", "Ana & Bo", "https://gazette.example/dam", "en-GB"]
    );
    assert_eq!(
        &*article.text,
        "The dam broke on Monday.\nNobody was hurt…\nThe wall at dawn\nWho pays\nThe village\nThe mayor\nHeight 40 m"
    );
    let marks: Vec<_> = article.marks.iter().map(|mark| (&*mark.rule, mark.span.of(&article.text))).collect();
    assert_eq!(marks, [("html-caption", "The wall at dawn"), ("html-heading", "Who pays")]);
    let dropped: Vec<_> = article.source.dropped.iter().map(|d| (&*d.rule, d.line, &*d.text)).collect();
    assert_eq!(
        dropped,
        [
            ("html-code", 6, "(16 bytes of script, style or frame)"),
            ("html-page-edge", 7, "Hill Gazette"),
            ("html-navigation", 7, "Home News"),
            ("html-title", 8, "Dam breaks"),
            ("html-code", 11, "(24 bytes of script, style or frame)"),
            ("html-aside", 13, "Read this too"),
            ("html-form", 13, "Share"),
            ("page-furniture", 13, "Advertisement"),
            ("html-outside-article", 14, "Elsewhere: rain"),
            ("html-page-edge", 14, "All rights reserved"),
        ]
    );
    let known: Vec<&str> = standpoint::format::article::HTML_RULES.iter().map(|(name, _)| *name).collect();
    assert!(dropped.iter().filter(|d| d.0.starts_with("html-")).all(|d| known.contains(&d.0)));
}

#[test]
fn an_html_page_without_an_article_element_is_read_whole() {
    let imported = read("pasted text", b"<html><body><p>It rained.<p>It stopped.</body></html>");
    assert_eq!(articles(&imported), [" |  |  | It rained.\nIt stopped."]);
    let imported = read("a.htm", b"<title>Rain</title><main><p>It rained.</p></main><p>Weather by Gazette");
    assert_eq!(articles(&imported), [" | Rain |  | It rained."]);
}

#[test]
fn an_html_page_of_scripts_alone_has_no_text() {
    let imported = read("a.html", b"<html><script>run()</script></html>");
    assert_eq!(issues(&imported), ["a.html: there is no text in it. Check that it is the right file."]);
}

#[test]
fn markdown_gives_its_words_and_comes_back_byte_for_byte() {
    let markdown = "---\ntitle: Dam breaks\noutlet: Hill Gazette\n---\n\n# Dam breaks\n\nThe *dam*\nbroke.\n\n## Who pays\n\n- [The village](http://a.example)\n\n![dam](dam.jpg)\n";
    let imported = read("dam.md", markdown.as_bytes());
    assert_eq!(articles(&imported), ["Hill Gazette | Dam breaks |  | The dam broke.\nWho pays\nThe village"]);
    assert_eq!(restore(&imported.articles), markdown);
}
