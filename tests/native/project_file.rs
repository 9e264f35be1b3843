//! The project file: its exact form, the schema, and what happens to files that are not as we write them.

use crate::random_project::{Chance, annotation, insert, project, sentences, with, written};
use crate::schema::{project_schema, violations};
use serde_json::{Value, json};
use standpoint::app::codebook::step::apply_step;
use standpoint::app::codebook::{BookStep, Field, List};
use standpoint::app::written::without_tags;
use standpoint::edit::Edit;
use standpoint::format::hash::article_id;
use standpoint::format::project::{Facts, ReadProject, Selection, merge, read, write, write_part};
use standpoint::format::{Issue, codebook};
use standpoint::model::*;
use standpoint::text::Span;
use std::rc::Rc;

const TOY: &str = "😀 Mayor Díaz backs the dam. Greens oppose it.";

fn toy() -> Project {
    let source = Source { file: "toy.txt".into(), sha256: "".into(), dropped: Vec::new() };
    let article = Article {
        id: article_id(TOY),
        title: "Dam".into(),
        outlet: "Herald".into(),
        date: "2025-08-15".into(),
        author: "".into(),
        url: "".into(),
        lang: "en".into(),
        text: TOY.into(),
        marks: Rc::new([]),
        source: Rc::new(source),
        extra: "".into(),
    };
    let ana = CoderId::new("c:ana");
    let book = codebook::read(concat!(
        r#"{"version": 3, "sentiment": {"kind": "ordinal", "values": ["negative", "positive"]},"#,
        r#" "positions": ["favor"]}"#
    ));
    let mut project = Project {
        id: "p1".into(),
        name: "Dam".into(),
        codebook: Rc::new(book.expect("a small codebook reads")),
        ..Project::default()
    };
    project.coders.insert(ana.clone(), Rc::new(Coder { id: ana.clone(), name: "Ana".into(), suggestions: Vec::new() }));
    let stance = Annotation {
        id: AnnotationId::new("a:01J"),
        article: article.id.clone(),
        span: Span::new(0, 31),
        body: Body::Stance {
            holder: Holder::Outlet,
            target: Target::Concept(ConceptId::new("t:dam")),
            position: "favor".into(),
        },
        coder: ana,
        created: Time(0),
        modified: Time(1500),
        codebook: 3,
        origin: Origin::Manual,
        sight: Sight::Open,
        extra: r#"{"confidence":0.9}"#.into(),
    };
    project.articles.insert(article.id.clone(), Rc::new(article));
    insert(&mut project, stance);
    project
}

fn toy_file() -> String {
    let facts = Facts {
        version: "0.1.0",
        engine: 1,
        exported: Time(1_788_256_800_000),
        sentences: &|_| vec![Span::new(0, 31), Span::new(32, 49)],
        entities: &|_| None,
    };
    write(&toy(), &facts)
}

/// The project that a file makes of an empty one, and the issues.
fn opened(file: &str) -> (Project, Vec<Issue>) {
    let (read, issues) = read("p.json", file.as_bytes()).expect("the file opens");
    (with(&Project::default(), merge(&Project::default(), &read)), issues)
}

/// The toy file with its JSON changed.
fn changed(change: impl FnOnce(&mut Value)) -> String {
    let mut value: Value = serde_json::from_str(&toy_file()).expect("our file is JSON");
    change(&mut value);
    value.to_string()
}

#[test]
fn the_toy_project_has_exactly_these_bytes() {
    // A file of its own, since it is also the shortest example of the format.
    assert_eq!(toy_file(), include_str!("data/toy.standpoint.json"));
}

#[test]
fn every_export_fits_the_schema() {
    let schema = project_schema();
    for seed in 0..25 {
        let file = written(&project(&mut Chance(seed), 40));
        let value = serde_json::from_str(&file).expect("our file is JSON");
        assert_eq!(violations(&schema, &value), Vec::<String>::new(), "seed {seed}");
    }
}

#[test]
fn the_schema_catches_errors_and_allows_unknown_fields() {
    let schema = project_schema();
    let check = |change: fn(&mut Value)| {
        let value = serde_json::from_str(&changed(change)).expect("it is JSON");
        violations(&schema, &value).len()
    };
    assert_eq!(check(|file| file["annotations"][0]["mood"] = json!("new")), 0);
    assert_eq!(check(|file| file["format"] = json!("standpoint/1.4")), 0);
    let wrong: [fn(&mut Value); 8] = [
        |file| file["format"] = json!("standpoint/2"),
        |file| file["annotations"][0]["start"] = json!(-1),
        |file| file["annotations"][0]["holder"] = json!({}),
        |file| file["annotations"][0]["target"] = json!({"entity": "e:x", "concept": "t:x"}),
        |file| file["annotations"][0]["unit"] = json!("span"),
        |file| file["annotations"][0]["origin"] = json!("robot"),
        |file| file["articles"][0]["id"] = json!("sha256:12"),
        |file| drop(file["annotations"][0].as_object_mut().expect("a row").remove("quote")),
    ];
    for (ix, change) in wrong.into_iter().enumerate() {
        assert_ne!(check(change), 0, "change {ix}");
    }
}

#[test]
fn rows_are_sorted_by_what_they_say() {
    let file: Value = serde_json::from_str(&written(&project(&mut Chance(7), 60))).expect("our file is JSON");
    let key = |row: &Value| {
        let text = |name: &str| row[name].as_str().unwrap_or("").to_string();
        let number = |name: &str| row[name].as_u64();
        (text("article"), number("start"), number("end"), text("type"), text("coder"), text("id"))
    };
    assert!(file["annotations"].as_array().expect("a list").is_sorted_by_key(key));
    let title = |row: &Value| (row["title"].to_string(), row["id"].to_string());
    assert!(file["articles"].as_array().expect("a list").is_sorted_by_key(title));
}

#[test]
fn other_versions_and_other_files() {
    let refused = |bytes: &[u8]| read("p.json", bytes).expect_err("it is refused").issue("p.json").to_string();
    assert_eq!(
        refused(br#"{"format": "standpoint/2"}"#),
        "p.json: this file has the format standpoint/2 of a newer version of this page, which reads standpoint/1. \
         Reload the page to get the newest version, then open the file again."
    );
    assert!(refused(br#"{"text": "hello"}"#).contains("not a Standpoint project file"));
    assert!(refused(b"[1, 2]").contains("not a Standpoint project file"));
    assert!(
        refused(b"{\n  \"format\": \"standpoint/1\",,\n}")
            .starts_with("p.json, line 2, column 28: this is not valid JSON")
    );
    assert!(refused(b"{\n\xFF}").starts_with("p.json, line 2, column 1: this is not UTF-8"));

    let newer = changed(|file| {
        file["format"] = json!("standpoint/1.7");
        file["zone"] = json!({"of": "next year"});
        file["annotations"].as_array_mut().expect("a list").push(json!({"id": "a:9", "type": "rating", "value": 5}));
    });
    let (project, issues) = opened(&format!("\u{feff}{newer}"));
    assert_eq!(issues, []);
    assert_eq!(&*project.extra, r#"{"zone":{"of":"next year"}}"#);
    assert_eq!(
        &*project.unplaced[&AnnotationId::new("a:9")].why,
        "this version does not know annotations of type rating"
    );
    let again = written(&project);
    assert!(
        again.contains(r#"{"id":"a:9","type":"rating","value":5}"#) && again.contains(r#""zone":{"of":"next year"}"#)
    );
    assert_eq!(opened(&again).0, project);
}

#[test]
fn bad_rows_are_reported_and_good_rows_come_in() {
    let file = toy_file().replace("\"coders\":[\n", "\"coders\":[\n{\"id\":7},\n").replace(
        "\"annotations\":[\n",
        "\"annotations\":[\n{\"id\":\"a:0\",\"type\":\"sentiment\",\"start\":\"x\"},\n",
    );
    let (project, issues) = opened(&file);
    let issues: Vec<String> = issues.iter().map(Issue::to_string).collect();
    assert_eq!(
        issues,
        [
            "p.json, line 8, column 7: coders[0].id: expected a string. It was left out; correct the file there and open it again.",
            "p.json, line 17, column 40: annotations[0].start: expected a whole number. It was left out; correct the file there and open it again.",
        ]
    );
    assert_eq!(project, toy());
}

#[test]
fn offsets_that_count_utf16_units_are_understood() {
    let place = |row: &Value| opened(&changed(|file| file["annotations"][0] = row.clone()));
    let mut row: Value = serde_json::from_str::<Value>(&toy_file()).expect("JSON")["annotations"][0].clone();
    row["quote"] = json!("the dam");
    (row["start"], row["end"]) = (json!(20), json!(27));
    (row["start_utf16"], row["end_utf16"]) = (json!(20), json!(27));
    let (project, issues) = place(&row);
    assert_eq!(project.layers.values().next().expect("a layer").values().next().expect("one").span, Span::new(23, 30));
    assert!(issues[0].what.contains("placed by UTF-16 offsets"), "{issues:?}");
    (row["start"], row["end"]) = (json!(1), json!(2));
    assert_eq!(place(&row).0, project, "the second pair of fields");
    for field in ["start", "end", "start_utf16", "end_utf16"] {
        row[field] = Value::Null;
    }
    let (by_quote, issues) = place(&row);
    assert_eq!(by_quote, project);
    assert!(issues[0].what.contains("placed by their quotes"), "{issues:?}");
}

#[test]
fn what_has_no_place_is_kept_until_its_text_comes() {
    let without_text = changed(|file| file["articles"] = json!([]));
    let (project, _) = opened(&without_text);
    let unplaced = &project.unplaced[&AnnotationId::new("a:01J")];
    assert_eq!(&*unplaced.why, "its article is not in the project, and its quote stands in no text");
    assert!(project.layers.is_empty());
    assert_eq!(opened(&written(&project)).0, project, "it is exported and comes back");

    let (whole, _) = read("q.json", toy_file().as_bytes()).expect("it opens");
    let joined = with(&project, merge(&project, &whole));
    assert_eq!(joined, toy(), "the text has come, so the row has its place");
    let (late, _) = read("p.json", without_text.as_bytes()).expect("it opens");
    assert_eq!(merge(&toy(), &late), [], "and in the other order");
}

#[test]
fn a_changed_text_is_searched_for_the_quote() {
    let other = "News. 😀 Mayor Díaz backs the dam. Greens oppose it. The end.";
    let file = changed(|file| {
        file["articles"][0]["text"] = json!(other);
        file["articles"][0]["sentences"] = json!([]);
    });
    let (project, issues) = opened(&file);
    assert_eq!(project.articles.keys().collect::<Vec<_>>(), [&article_id(other)]);
    let annotation = project.layers.values().next().expect("a layer").values().next().expect("one annotation");
    assert_eq!(annotation.span.of(other), "😀 Mayor Díaz backs the dam.");
    assert_eq!(issues.len(), 2, "{issues:?}");
    assert!(issues[0].what.contains("the SHA-256 of its text"));

    let twice = format!("{TOY} {TOY}");
    let (project, _) = opened(&changed(|file| {
        file["articles"][0]["text"] = json!(twice);
        file["annotations"][0]["start"] = json!(3);
        file["annotations"][0]["start_utf16"] = json!(4);
        file["annotations"][0]["prefix"] = json!("");
    }));
    let why = &project.unplaced.values().next().expect("nothing is guessed").why;
    assert_eq!(&**why, "its article is not in the project, and its quote stands in 2 places alike");
}

#[test]
fn merging_never_overwrites() {
    let mut mine = toy();
    let theirs = changed(|file| {
        file["project"]["name"] = json!("Other");
        file["coders"][0]["name"] = json!("Anna");
        file["articles"][0]["title"] = json!("Other title");
        file["articles"][0]["author"] = json!("A. Writer");
        file["annotations"][0]["position"] = json!("against");
        file["annotations"][0]["modified"] = json!("1970-01-01T00:00:01Z");
    });
    let (read, _) = read("p.json", theirs.as_bytes()).expect("it opens");
    let merged = with(&mine, merge(&mine, &read));
    let id = article_id(TOY);
    let author = Article { author: "A. Writer".into(), ..Article::clone(&mine.articles[&id]) };
    mine.articles.insert(id, Rc::new(author));
    assert_eq!(merged, mine, "only the empty author is filled in; the earlier stance gives way");
}

#[test]
fn a_part_holds_one_coder_or_one_article() {
    let project = project(&mut Chance(11), 60);
    let lines = |id: &ArticleId| sentences(&project.articles[id].text);
    let facts = Facts { version: "0.1.0", engine: 1, exported: Time(0), sentences: &lines, entities: &|_| None };
    let rows = |selection: &Selection, list: &str, field: &str| -> Vec<String> {
        let file: Value = serde_json::from_str(&write_part(&project, &facts, selection)).expect("JSON");
        let mut values: Vec<String> =
            file[list].as_array().expect("a list").iter().map(|row| row[field].to_string()).collect();
        values.sort();
        values.dedup();
        values
    };
    let ben = Selection::Coder(CoderId::new("c:ben"));
    assert_eq!(rows(&ben, "annotations", "coder"), ["\"c:ben\""]);
    assert_eq!(rows(&ben, "coders", "id"), ["\"c:ben\""]);
    assert_eq!(rows(&ben, "articles", "id").len(), project.articles.len());
    let (coder, id) = project.layers.keys().next().expect("something is tagged");
    assert!(project.coders.contains_key(coder));
    assert_eq!(rows(&Selection::Article(id.clone()), "articles", "id"), [format!("\"{id}\"")]);
    assert_eq!(rows(&Selection::Article(id.clone()), "annotations", "article"), [format!("\"{id}\"")]);
}

#[test]
fn a_team_begins_with_everything_but_tags() {
    let project = project(&mut Chance(12), 60);
    let bare = without_tags(&project);
    assert!(!project.layers.is_empty() && bare.layers.is_empty() && bare.unplaced.is_empty());
    let (read, issues) = read("project.json", written(&bare).as_bytes()).expect("a project file");
    assert_eq!(issues, []);
    let all = |project: &Project| {
        let articles: Vec<_> = project.articles.keys().cloned().collect();
        (articles, project.coders.clone(), project.codebook.clone(), project.plan.clone(), project.entities.clone())
    };
    assert_eq!(all(&read.project), all(&project));
}

/// 5 MB of text and 10,000 annotations.
#[test]
fn a_large_project_is_written_and_opened() {
    let chance = &mut Chance(3);
    let mut big = project(chance, 0);
    let line =
        "Moscow’s stance remains unchanged: Ukraine must withdraw from key regions, \"demands\" Kyiv has rejected.\n";
    let text: Rc<str> = line.repeat(5_000_000 / line.len()).into();
    let article = Article {
        id: article_id(&text),
        text,
        marks: Rc::new([]),
        ..Article::clone(big.articles.values().next().expect("one"))
    };
    let n_lines = article.text.lines().count();
    big.articles = [(article.id.clone(), Rc::new(article.clone()))].into_iter().collect();
    let spans = sentences(&article.text);
    let short = Article { text: "x".into(), ..article };
    for ix in 0..10_000 {
        let id = AnnotationId::new(format!("a:{ix:026}"));
        let span = spans[ix * n_lines / 10_000];
        let one = Annotation { id, span, body: Body::Sentiment("neutral".into()), ..annotation(chance, &short) };
        insert(&mut big, one);
    }
    let spans_of = |_: &ArticleId| spans.clone();
    let facts = Facts { version: "0.1.0", engine: 1, exported: Time(0), sentences: &spans_of, entities: &|_| None };
    let file = write(&big, &facts);
    let (read, issues) = read("big.json", file.as_bytes()).expect("it opens");
    let edits: Vec<Edit> = merge(&Project::default(), &read);
    assert_eq!(issues, []);
    assert_eq!(with(&Project::default(), edits), big);
}

/// Every offset is wrong and most sentences are alike. A look through the text for each row would take minutes.
#[test]
fn ten_thousand_quotes_are_found() {
    let unique = |ix: usize| format!("In the year {ix} the mayor opened a dam.");
    let repeated = "Moscow’s stance remains unchanged. ".repeat(12);
    let text: String = (0..10_000).map(|ix| format!("{} {repeated}\n", unique(ix))).collect();
    let row = |ix: usize| {
        let quote = if ix.is_multiple_of(2) { unique(ix) } else { "Moscow’s stance".to_string() };
        json!({"id": format!("a:{ix}"), "type": "flag", "article": "?", "quote": quote, "coder": "c:ana"})
    };
    let file = json!({
        "format": "standpoint/1",
        "articles": [{"id": "?", "text": text}],
        "annotations": (0..10_000).map(row).collect::<Vec<_>>(),
    });
    let file = file.to_string();
    let (read, _) = read("p.json", file.as_bytes()).expect("it opens");
    assert_eq!(read.project.layers.values().map(|layer| layer.len()).sum::<usize>(), 5000);
    assert_eq!(read.project.unplaced.len(), 5000);
}

#[test]
fn labels_that_come_along_have_letters_of_their_own() {
    let label = |id: &str, name: &str, key: char| Label {
        id: LabelId::new(id),
        name: name.into(),
        guideline: "".into(),
        key,
        parent: None,
        hue: 0,
    };
    let book = |labels: Vec<Label>| Project {
        codebook: Rc::new(Codebook { version: 3, labels, ..codebook::bundled() }),
        ..Project::default()
    };
    let ours = book(vec![label("l:loaded", "Loaded language", 'l'), label("l:old", "Old", '\0')]);
    let theirs = book(vec![label("l:lead", "Lead", 'l'), label("l:claim", "Claim", 'c'), label("l:bare", "Lot", '\0')]);
    let merged = with(&ours, merge(&ours, &ReadProject { project: theirs, ..ReadProject::default() }));
    let keys: Vec<_> = merged.codebook.labels.iter().map(|label| (label.id.as_str(), label.key)).collect();
    // Behind ours they stand by id; one's own label without a letter was left without.
    assert_eq!(keys, [("l:loaded", 'l'), ("l:old", '\0'), ("l:bare", 'o'), ("l:claim", 'c'), ("l:lead", 'e')]);
}

/// Two who reword the same code, or add one each, find the same codebook whoever opens whose file.
#[test]
fn codebooks_come_together_in_any_order() {
    let of = |steps: &[BookStep]| {
        let mut project = Project { codebook: Rc::new(codebook::bundled()), ..Project::default() };
        for step in steps {
            project.codebook = Rc::new(apply_step(&project, step).expect("a change").codebook);
        }
        project
    };
    let rename = |name: &str| BookStep::Set(Code::Sentiment("negative".into()), Field::Name, name.into());
    let add = |name: &str| BookStep::Add(List::Labels, name.into());
    let remove = || BookStep::Remove(Code::Concept(codebook::bundled().targets[0].id.clone()));
    let ana = of(&[]);
    let ben = of(&[rename("Bad"), add("Irony")]);
    let cleo = of(&[rename("Awful"), remove()]);
    let dan = of(&[BookStep::Guidelines("Read twice.".into()), add("Rumour"), add("Joke")]);
    let read = |project: &Project| ReadProject { project: project.clone(), ..ReadProject::default() };
    let codes = |order: [&Project; 4]| {
        let [first, others @ ..] = order;
        let all = others.iter().fold(first.clone(), |all, next| with(&all, merge(&all, &read(next))));
        let book = &all.codebook;
        let mut labels: Vec<String> = book.labels.iter().map(|label| label.name.to_string()).collect();
        labels.sort();
        let negative = book.sentiment.words.name(&book.sentiment.values[0]).to_string();
        (negative, labels, book.targets.len(), book.guidelines.clone(), book.version)
    };
    let (negative, labels, n_targets, guidelines, _) = codes([&ana, &ben, &cleo, &dan]);
    for name in ["Irony", "Rumour", "Joke"] {
        assert!(labels.iter().any(|label| label == name), "{name} of {labels:?}");
    }
    assert_eq!(&*guidelines, "Read twice.");
    for order in [[&ana, &cleo, &ben, &dan], [&dan, &ben, &ana, &cleo], [&cleo, &dan, &ben, &ana]] {
        assert_eq!(codes(order), codes([&ana, &ben, &cleo, &dan]));
    }
    let two = |order: [&Project; 4]| codes(order).0;
    assert_eq!(two([&ana, &ben, &cleo, &cleo]), "Bad");
    assert_eq!((two([&ana, &cleo, &ben, &ben]), negative.is_empty(), n_targets > 0), ("Bad".to_owned(), false, true));
}
