//! What is told of opened files: what matched, what was realigned by quotation, what has no place.

use crate::coders::Seat;
use serde_json::{Value, json};
use standpoint::app::import_lines::{FileLines, import_lines};
use standpoint::app::import_report::{FileKind, FileReport, put_away, show};
use standpoint::app::panel::Panel;
use standpoint::app::update::Action;
use standpoint::edit::{Edit, Record};
use standpoint::format::hash::article_id;
use standpoint::format::import::reader_of;
use standpoint::format::project::{Account, merge_with_account, read};
use standpoint::format::{self, Issue};
use standpoint::model::{Outlets, Time};
use std::rc::Rc;

const TEXT: &str = "Rain fell on the dam. “It must go,” Tom Reed told RT. Nobody asked him why.";

/// A seat with an article of RT's.
fn seat() -> Seat {
    let mut articles = format::article::read("rt.txt", TEXT.as_bytes()).articles;
    articles[0].outlet = "RT".into();
    articles[0].title = "RT on the dam".into();
    Seat::with(articles)
}

fn row(id: &str, article: &str, start: usize, quote: &str, value: &str) -> Value {
    json!({"id": id, "type": "sentiment", "article": article, "unit": "sentence", "start": start,
        "end": start + quote.chars().count(), "quote": quote, "value": value, "coder": "c:ben",
        "created": "2026-01-01T10:00:00Z"})
}

/// Ben's file about the article: one row in its place, one moved, one of words that stand nowhere, one without type.
fn bens_file() -> String {
    let id = article_id(TEXT);
    let rows = [
        row("a:1", id.as_str(), 0, "Rain fell on the dam.", "neutral"),
        row("a:2", id.as_str(), 3, "“It must go,” Tom Reed told RT.", "negative"),
        row("a:3", id.as_str(), 0, "RT fell silent.", "positive"),
        json!({"id": "a:4", "article": id.as_str()}),
    ];
    let rows: Vec<String> = rows.iter().map(Value::to_string).collect();
    format!(
        "{{\"format\":\"standpoint/1\",\"coders\":[{{\"id\":\"c:ben\",\"name\":\"Ben\"}}],\n\"annotations\":[\n{}\n]}}",
        rows.join(",\n")
    )
}

/// Opens a file as the page does, and answers what is said of it.
fn open(seat: &mut Seat, file: &str) -> (FileLines, Account) {
    let (parts, issues) = read("ben.json", file.as_bytes()).expect("it opens");
    let (edits, account) = merge_with_account(seat.session.project(), &parts);
    seat.act(Action::Import { edits, label: "project file ben.json".into(), problems: Vec::new() });
    let report =
        FileReport { file: "ben.json".into(), kind: FileKind::Project, account, issues, ..FileReport::default() };
    let report = FileReport::decode(&report.encode()).expect("it travels");
    let account = report.account.clone();
    seat.act(show(vec![report]));
    (import_lines(&seat.session).remove(0), account)
}

/// Articles are put in by their digests; where the page goes is not left to those.
#[test]
fn the_page_goes_to_the_new_article_that_its_list_has_first() {
    for titles in [["A dam", "B dam", "C dam"], ["C dam", "A dam", "B dam"], ["B dam", "C dam", "A dam"]] {
        let mut seat = seat();
        let articles = titles.iter().flat_map(|title| {
            let mut articles = format::article::read("a.txt", format!("It rained on {title}.").as_bytes()).articles;
            articles[0].title = (*title).into();
            articles
        });
        let put = |article| Edit::put(seat.session.project(), Record::Article(Rc::new(article)));
        let edits = articles.filter_map(put).collect();
        seat.act(Action::Import { edits, label: "3 articles".into(), problems: Vec::new() });
        let titles: Vec<_> = seat.session.articles().iter().map(|state| state.article.title.to_string()).collect();
        assert_eq!(titles, ["RT on the dam", "A dam", "B dam", "C dam"]);
        assert_eq!(seat.session.article().map(|open| &*open.article.title), Some("A dam"));
    }
}

/// Whoever opens her own file in a new browser goes on as its coder; a tool's tags make nobody that tool.
#[test]
fn only_a_file_of_ones_own_seats_its_coder() {
    let own = bens_file().replace("\"coder\"", "\"origin\":\"manual\",\"coder\"");
    let doccano = json!({"text": TEXT, "label": [[0, 4, "rain"]]}).to_string();
    for (name, file, coder) in [("ben.json", own, Some("c:ben")), ("admin.jsonl", doccano, None)] {
        let mut seat = seat();
        let parts = match reader_of(name, file.as_bytes()) {
            Some(reader) => format::import::read(reader, name, file.as_bytes(), Time(0)).read,
            None => read(name, file.as_bytes()).expect("it opens").0,
        };
        let (edits, account) = merge_with_account(seat.session.project(), &parts);
        assert_eq!(account.coders.len(), 1, "{name} brings a coder");
        seat.act(Action::Import { edits, label: name.into(), problems: Vec::new() });
        assert_eq!(seat.session.coder().map(|id| id.as_str()), coder, "{name}");
    }
}

#[test]
fn a_report_says_what_came_of_each_row() {
    let mut seat = seat();
    let (lines, account) = open(&mut seat, &bens_file());
    assert_eq!(seat.session.panel(), Some(&Panel::Opened));
    assert_eq!(
        lines.summary,
        [
            "3 annotations: 2 added, 1 not placed.",
            "1 of these was realigned by quotation: the words stand elsewhere than the file says.",
            "New coders: Ben."
        ]
    );
    let [line] = &lines.realigned[..] else { panic!("{:?}", lines.realigned) };
    assert_eq!((&*line.article, &*line.sentence), ("RT on the dam", "“It must go,” Tom Reed told RT."));
    assert_eq!(&*line.coder, "Ben");
    let why = "its offsets do not fit the text, and its quote stands in no text";
    assert_eq!(lines.unplaced, [("“RT fell silent.”".to_owned(), why.to_owned())]);
    assert_eq!(lines.issues.len(), 1);
    assert!(lines.issues[0].0.starts_with("Line 6, column"), "{:?}", lines.issues);
    assert_eq!(account.realigned.len(), 1);

    seat.act(line.go.clone().expect("the article is read"));
    assert_eq!((seat.session.place().sentence_ix, seat.session.panel()), (1, None));
    seat.act(Action::Command("opened"));
    assert_eq!(seat.session.panel(), Some(&Panel::Opened), "it can be opened again");

    let (again, account) = open(&mut seat, &bens_file());
    assert_eq!(again.summary, ["3 annotations: 2 here already, 1 not placed."]);
    assert_eq!((again.realigned, account.tally.n_added), (Vec::new(), 0));
    seat.act(put_away());
    assert_eq!((seat.session.panel(), import_lines(&seat.session).len()), (None, 0));
    seat.act(Action::Command("opened"));
    assert_eq!(seat.session.panel(), None, "there is nothing to open");
}

#[test]
fn rows_that_waited_for_a_text_are_told_of_when_it_comes() {
    let mut seat = Seat::at(&["Something else."]);
    let (lines, _) = open(&mut seat, &bens_file());
    assert_eq!(lines.summary[0], "3 annotations: 3 not placed.");
    let text = serde_json::to_string(TEXT).expect("a string");
    let whole = format!("{{\"format\":\"standpoint/1\",\"articles\":[{{\"title\":\"Dam\",\"text\":{text}}}]}}");
    let (lines, account) = open(&mut seat, &whole);
    let found = "2 annotations of earlier files found their place in its texts.";
    assert_eq!(lines.summary, ["1 article: 1 new.", "0 annotations.", found]);
    assert_eq!((account.n_new, account.tally.n_found), (1, 2));
}

#[test]
fn while_outlets_are_hidden_a_report_does_not_tell_them() {
    let mut seat = seat();
    seat.act(Action::Command("outlet-blind"));
    assert_eq!(seat.session.project().plan.outlets, Outlets::HiddenUntilLocked);
    open(&mut seat, &bens_file());
    let issue = Issue { file: "rt.csv".into(), line: Some(3), column: None, what: "found RT".into(), todo: "".into() };
    let articles = FileReport { file: "rt.csv".into(), issues: vec![issue], n_issues: 1, ..FileReport::default() };
    let of_ben = seat.session.import_report().expect("it is kept")[0].clone();
    seat.act(show(vec![of_ben, articles]));
    let told = format!("{:?}", import_lines(&seat.session));
    assert!(!told.to_lowercase().contains("rt on") && !told.contains("RT") && !told.contains("rt.csv"), "{told}");
    assert!(told.contains("Tom Reed told ▇▇▇.") && told.contains("Line 3"), "{told}");
}

#[test]
fn articles_alone_need_no_report_unless_something_went_wrong() {
    let mut seat = seat();
    let new = article_id("New.");
    let articles = vec![article_id(TEXT), new.clone(), new.clone()];
    let report = FileReport { file: "a.csv".into(), articles, ..FileReport::default() };
    let mut came = vec![new];
    let report = report.with_new(|id| came.iter().position(|new| new == id).map(|ix| came.remove(ix)).is_some());
    assert_eq!((report.account.n_new, report.account.n_matched), (1, 2));
    seat.act(show(vec![report.clone()]));
    assert_eq!(seat.session.panel(), None);
    assert_eq!(import_lines(&seat.session)[0].summary, ["3 articles: 1 new, 2 here already with the same text."]);
    seat.act(show(vec![FileReport { n_issues: 1, ..report }]));
    assert_eq!(seat.session.panel(), Some(&Panel::Opened));
}
