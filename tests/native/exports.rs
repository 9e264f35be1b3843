//! Laws of every format, on projects made by chance: nothing vanishes, equal projects give equal bytes, and a stretch
//! cut out of the text by the offsets that a file states, in the unit that it states, is the stretch that was tagged.

use crate::golden;
use crate::random_project::{Chance, insert, project};
use serde_json::Value;
use standpoint::find::{ENGINE_VERSION, analyze};
use standpoint::format::export::{self, Form, Kind, OffsetUnit, Report, Scene, writer};
use standpoint::model::*;
use standpoint::text::Span;
use std::collections::BTreeMap;

const N_PROJECTS: u64 = 40;

/// A random project with labelled stretches that begin and end anywhere.
pub(crate) fn random(seed: u64) -> Project {
    let mut chance = Chance(seed);
    let mut project = project(&mut chance, 30);
    let articles: Vec<_> = project.articles.values().cloned().collect();
    for article in &articles {
        let ends: Vec<usize> = (0..=article.text.len()).filter(|at| article.text.is_char_boundary(*at)).collect();
        for nth in 0..6 {
            let (a, b) = (chance.of(&ends), chance.of(&ends));
            if a == b {
                continue;
            }
            let annotation = Annotation {
                id: AnnotationId::new(format!("a:{nth:02}{}", &article.id.as_str()[7..31])),
                article: article.id.clone(),
                span: Span::new(a.min(b), a.max(b)),
                body: Body::Span(LabelId::new(chance.of(&["l:blame", "l:opinion"]))),
                coder: CoderId::new(chance.of(&["c:ana", "c:ben"])),
                created: Time(0),
                modified: Time(0),
                codebook: 1,
                origin: Origin::Manual,
                sight: Sight::Open,
                extra: "".into(),
            };
            insert(&mut project, annotation);
        }
    }
    project
}

pub(crate) fn scene(project: &Project) -> Scene<'_> {
    Scene { project, entities: &|_| None, version: "0.1.0", engine: ENGINE_VERSION, exported: Time(0) }
}

fn read(article: &Article) -> Document {
    analyze(&article.text)
}

/// The files of a format, and what became of everything.
fn files(id: &str, project: &Project) -> (Vec<(String, String)>, Report) {
    let (files, report) = export::write_files(writer(id).expect("a format"), scene(project), &read);
    let text = |(name, bytes): (String, Vec<u8>)| (name, String::from_utf8(bytes).expect("UTF-8"));
    (files.into_iter().map(text).collect(), report)
}

#[test]
fn every_annotation_is_written_or_reported() {
    for seed in 0..N_PROJECTS {
        let project = random(seed);
        let n = project.layers.values().map(|layer| layer.len() as u32).sum::<u32>();
        for writer in export::ALL {
            let (_, report) = export::write_files(*writer, scene(&project), &read);
            assert_eq!(report.n_written() + report.n_lost(), n, "{} of project {seed}", writer.about().id);
        }
    }
}

#[test]
fn equal_projects_give_equal_bytes_in_any_number_of_pieces() {
    for seed in 0..8 {
        let project = random(seed);
        for writer in export::ALL {
            let (whole, report) = export::write(*writer, scene(&project), &read);
            let mut export = export::Export::start(*writer, scene(&project));
            let mut pieces = export.take();
            for article in export::articles(&project) {
                export.article(&article, &read(&article));
                pieces.extend(export.take());
            }
            let (rest, again) = export.finish();
            pieces.extend(rest);
            let id = writer.about().id;
            assert!(whole == pieces, "{id} of project {seed}");
            assert_eq!(report, again, "{id}");
            assert_eq!(whole.starts_with(b"PK\x03\x04"), writer.about().form == Form::Several, "{id}");
        }
    }
}

#[test]
fn an_empty_project_and_an_empty_article_are_written() {
    let mut chance = Chance(7);
    let filled = project(&mut chance, 0);
    let mut empty = (**filled.articles.values().next().expect("an article")).clone();
    empty.text = "".into();
    empty.id = standpoint::format::hash::article_id("");
    let with_empty = Project { articles: [(empty.id.clone(), empty.into())].into_iter().collect(), ..filled.clone() };
    for project in [Project::default(), with_empty] {
        for writer in export::ALL {
            let (bytes, report) = export::write(*writer, scene(&project), &read);
            // Files of lines have none where there is no sentence.
            assert!(!bytes.is_empty() || writer.about().extension == "jsonl", "{}", writer.about().id);
            let n_articles = if writer.has_articles() { project.articles.len() } else { 0 };
            assert_eq!(report.articles as usize, n_articles, "{}", writer.about().id);
        }
    }
}

/// Label and text of every labelled stretch that a report does not name as lost, by how often.
fn expected(project: &Project, report: &Report) -> BTreeMap<(String, String), i32> {
    let mut all = BTreeMap::new();
    let mut add = |article: &ArticleId, span: Span, label: &str, n: i32| {
        let text = span.of(&project.articles[article].text).to_owned();
        *all.entry((label.trim_start_matches("l:").to_owned(), text)).or_insert(0) += n;
    };
    let mut by_place: BTreeMap<(ArticleId, CoderId, Span), Vec<String>> = BTreeMap::new();
    for annotation in project.layers.values().flat_map(|layer| layer.values()) {
        if let Body::Span(label) = &annotation.body {
            add(&annotation.article, annotation.span, label.as_str(), 1);
            let place = (annotation.article.clone(), annotation.coder.clone(), annotation.span);
            by_place.entry(place).or_default().push(label.to_string());
        }
    }
    for loss in report.losses.iter().filter(|loss| loss.kind == Some(Kind::Span)) {
        for place in &loss.places {
            let article = place.article.clone().expect("a span is in an article");
            let key = (article.clone(), place.coder.clone().expect("a span has a coder"), place.span);
            let label = by_place.get_mut(&key).and_then(Vec::pop).expect("a loss names an annotation");
            add(&article, place.span, &label, -1);
        }
    }
    all.retain(|_, n| *n != 0);
    all
}

/// The stretch that two numbers cut out.
fn cut(text: &str, unit: OffsetUnit, start: &Value, end: &Value) -> String {
    let (start, end) = (start.as_u64().expect("a number") as usize, end.as_u64().expect("a number") as usize);
    match unit {
        OffsetUnit::CodePoints => text.chars().skip(start).take(end - start).collect(),
        OffsetUnit::Utf16 => {
            let units: Vec<u16> = text.encode_utf16().collect();
            String::from_utf16(&units[start..end]).expect("whole characters")
        }
        OffsetUnit::Bytes | OffsetUnit::None => panic!("no format counts so"),
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

fn text_of(value: &Value) -> &str {
    value.as_str().expect("a string")
}

/// Label and text of the labelled stretches in a file, as a reader of that format finds them.
fn stretches(id: &str, file: &str, project: &Project) -> Vec<(String, String)> {
    let unit = writer(id).expect("a format").about().unit;
    let lines = || file.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line of JSON"));
    let whole = || serde_json::from_str::<Value>(file).expect("JSON");
    let pair = |label: &Value, text: String| (text_of(label).to_owned(), text);
    match id {
        "w3c" | "w3c-utf16" => list(&whole())
            .filter(|row| row["motivation"] == "tagging")
            .map(|row| {
                let digest = text_of(&row["target"]["source"]).trim_start_matches("urn:sha256:");
                let text = &project.articles[&ArticleId::new(format!("sha256:{digest}"))].text;
                let [quote, place] = [0, 1].map(|ix| &row["target"]["selector"][ix]);
                let found = cut(text, unit, &place["start"], &place["end"]);
                assert_eq!(found, text_of(&quote["exact"]));
                let around = format!("{}{found}{}", text_of(&quote["prefix"]), text_of(&quote["suffix"]));
                assert!(text.contains(&around));
                (text_of(&row["body"][0]["value"]).trim_start_matches("label=l:").to_owned(), found)
            })
            .collect(),
        "doccano" | "doccano-sentences" => {
            let field = if id == "doccano" { "label" } else { "entities" };
            let of = |row: Value| -> Vec<(String, String)> {
                list(&row[field]).map(|s| pair(&s[2], cut(text_of(&row["text"]), unit, &s[0], &s[1]))).collect()
            };
            lines().flat_map(of).collect()
        }
        "label-studio" => {
            let of = |task: &Value| -> Vec<(String, String)> {
                let text = text_of(&task["data"]["text"]);
                let items = list(&task["annotations"]).flat_map(|annotation| list(&annotation["result"]));
                let regions = items.filter(|item| item["type"] == "labels");
                let cut = |item: &Value| {
                    let value = &item["value"];
                    let found = cut(text, unit, &value["start"], &value["end"]);
                    assert_eq!(found, text_of(&value["text"]));
                    (item["from_name"].clone(), pair(&value["labels"][0], found))
                };
                regions.map(cut).filter(|(from, _)| from == "label").map(|(_, pair)| pair).collect()
            };
            list(&whole()).flat_map(of).collect()
        }
        "prodigy" => {
            let of = |row: Value| -> Vec<(String, String)> {
                let text = text_of(&row["text"]);
                let tokens = &row["tokens"];
                let blank = |token: &Value| if token["ws"] == true { " " } else { "" };
                let joined: String =
                    list(tokens).map(|token| format!("{}{}", text_of(&token["text"]), blank(token))).collect();
                assert_eq!(joined, text, "the tokens make up the text");
                let cut = |span: &Value| {
                    let token = |name: &str| &tokens[span[name].as_u64().expect("a token") as usize];
                    assert_eq!(token("token_start")["start"], span["start"]);
                    assert_eq!(token("token_end")["end"], span["end"]);
                    pair(&span["label"], cut(text, unit, &span["start"], &span["end"]))
                };
                list(&row["spans"]).map(cut).collect()
            };
            lines().flat_map(of).collect()
        }
        "jsonl" => {
            let of = |row: Value| -> Vec<(String, String)> {
                let text = &project.articles[&ArticleId::new(text_of(&row["article"]))].text;
                let spans = list(&row["coders"]).flat_map(|coder| list(&coder["spans"]));
                let cut = |span: &Value| {
                    let found = cut(text, unit, &span["start"], &span["end"]);
                    assert_eq!(found, cut(text, OffsetUnit::Utf16, &span["start_utf16"], &span["end_utf16"]));
                    (text_of(&span["label"]).trim_start_matches("l:").to_owned(), found)
                };
                spans.map(cut).collect()
            };
            lines().flat_map(of).collect()
        }
        "cas-json" => {
            let whole = whole();
            let rows = &whole["%FEATURE_STRUCTURES"];
            let text = text_of(&rows[0]["sofaString"]);
            let labels = list(rows).filter(|row| row["%TYPE"] == "webanno.custom.Label");
            labels.map(|row| pair(&row["value"], cut(text, unit, &row["begin"], &row["end"]))).collect()
        }
        other => panic!("{other} is not read here"),
    }
}

#[test]
fn stretches_cut_out_by_stated_offsets_are_those_that_were_tagged() {
    let ids = ["w3c", "w3c-utf16", "doccano", "doccano-sentences", "label-studio", "prodigy", "jsonl", "cas-json"];
    for seed in 0..N_PROJECTS {
        let project = random(seed);
        for id in ids {
            let (files, report) = files(id, &project);
            let mut found: BTreeMap<(String, String), i32> = BTreeMap::new();
            for (_, file) in &files {
                for stretch in stretches(id, file, &project) {
                    *found.entry(stretch).or_insert(0) += 1;
                }
            }
            assert_eq!(found, expected(&project, &report), "{id} of project {seed}");
        }
    }
}

/// What has no place, since its article is not in the file, stands in a project file that fits the schema.
#[test]
fn rows_without_a_place_fit_the_schema() {
    let schema = crate::schema::project_schema();
    let project = golden::example();
    let far = br#"{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","motivation":"tagging",
        "body":{"type":"TextualBody","value":"Blame"},"target":{"selector":{"type":"TextQuoteSelector","exact":"dam",
        "prefix":"a prefix of many more characters than ours, as it is","suffix":" is"}}}"#;
    let files = ["doccano-sentences", "prodigy", "w3c", "w3c-utf16"].map(|id| (id, told(id, &project).0));
    for (id, bytes) in files.into_iter().chain([("w3c of others", far.to_vec())]) {
        let reader = standpoint::format::import::reader_of("a", &bytes).expect("a reader");
        let read = standpoint::format::import::read(reader, "a", &bytes, Time(0)).read.project;
        assert!(!read.unplaced.is_empty(), "{id}");
        let rows = read.unplaced.values().map(|row| serde_json::from_str::<Value>(&row.json).expect("JSON"));
        let (bytes, _) = told("standpoint", &read);
        let file: Value = serde_json::from_slice(&bytes).expect("JSON");
        assert_eq!(file["annotations"].as_array().map_or(0, Vec::len), rows.count(), "{id}");
        assert_eq!(crate::schema::violations(&schema, &file), Vec::<String>::new(), "{id}");
    }
}

/// The lines of a text for Python's `str.splitlines`.
fn python_lines(text: &str) -> impl Iterator<Item = &str> {
    let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}'];
    text.split(ends).filter(|line| !line.is_empty())
}

#[test]
fn brats_lines_are_those_of_python() {
    let mut project = project(&mut Chance(3), 0);
    let first = (**project.articles.values().next().expect("an article")).clone();
    let text =
        "One\r\ntwo\rthree\u{2028}four\u{2029}five\u{85}six\u{b}seven\u{c}eight\u{1c}nine\u{1d}ten\u{1e}last.\r\n  \n";
    let article = Article { id: standpoint::format::hash::article_id(text), text: text.into(), ..first };
    let id = article.id.clone();
    project.articles = [(id.clone(), article.into())].into_iter().collect();
    project.layers = Default::default();
    let span = |from: &str, to: &str| Span::new(text.find(from).expect("a word"), text.find(to).expect("a word") + 3);
    let places = [
        span("One", "two"),
        span("two", "four"),
        span("four", "last"),
        Span::new(3, 5),
        Span::new(text.len() - 3, text.len() - 1),
        Span::new(0, text.len()),
    ];
    for (nth, span) in places.into_iter().enumerate() {
        let annotation = Annotation {
            id: AnnotationId::new(format!("a:{nth:026}")),
            article: id.clone(),
            span,
            body: Body::Span(LabelId::new("l:blame")),
            coder: CoderId::new("c:ana"),
            created: Time(0),
            modified: Time(0),
            codebook: 1,
            origin: Origin::Manual,
            sight: Sight::Open,
            extra: "".into(),
        };
        insert(&mut project, annotation);
    }
    let note = Annotation {
        id: AnnotationId::new("a:9"),
        body: Body::Comment("a\u{2028}b\u{85}c\\u".into()),
        span: analyze(text).sentences[0].span,
        ..(**project.layers.values().next().and_then(|layer| layer.values().next()).expect("a label")).clone()
    };
    insert(&mut project, note);
    let (files, report) = files("brat", &project);
    let ann = &files.iter().find(|(name, _)| name.ends_with(".ann")).expect("a file").1;
    let lines: Vec<&str> = python_lines(ann).collect();
    assert_eq!(lines.len(), ann.lines().count(), "{ann}");
    let labels = lines.iter().filter(|line| line.contains("\tblame "));
    let mut quotes: Vec<&str> = labels.map(|line| line.rsplit('\t').next().expect("words")).collect();
    quotes.sort_by_key(|quote| quote.len());
    let all = "One two three four five six seven eight nine ten last.   ";
    assert_eq!(quotes, ["One two", "two three fou", "four five six seven eight nine ten las", all]);
    assert_eq!(report.n_lost(), 2, "white space alone: {report:?}");
    let (bytes, told) = told("brat", &project);
    let proved = export::proof::prove(writer("brat").expect("a format"), scene(&project), told, &bytes);
    assert!(proved.is_equal(), "{} {:?}", proved.line(), proved.mismatches);
}

fn told(id: &str, project: &Project) -> (Vec<u8>, export::Told) {
    let mut export = export::Export::start(writer(id).expect("a format"), scene(project));
    for article in export::articles(project) {
        export.article(&article, &read(&article));
    }
    let mut bytes = export.take();
    let (rest, _, told) = export.finish_told();
    bytes.extend(rest);
    (bytes, told)
}

#[test]
fn brat_quotes_what_its_offsets_cut_out() {
    for seed in 0..N_PROJECTS {
        let project = random(seed);
        let (files, _) = files("brat", &project);
        let files: BTreeMap<&str, &str> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let mut n_seen = 0;
        for (name, ann) in files.iter().filter(|(name, _)| name.ends_with(".ann")) {
            let text = files[name.replace(".ann", ".txt").as_str()];
            for line in python_lines(ann).filter(|line| line.starts_with('T')) {
                let fields: Vec<&str> = line.splitn(3, '\t').collect();
                let places = fields[1].split_once(' ').expect("a type and places").1;
                let piece = |place: &str| {
                    let numbers: Vec<Value> =
                        place.split(' ').map(|n| Value::from(n.parse::<u64>().expect("a number"))).collect();
                    cut(text, OffsetUnit::CodePoints, &numbers[0], &numbers[1])
                };
                assert_eq!(places.split(';').map(piece).collect::<Vec<_>>().join(" "), fields[2], "{line}");
                n_seen += 1;
            }
        }
        assert!(n_seen > 0);
    }
}

#[test]
fn xmi_and_refi_count_as_their_fellows_do() {
    let numbers = |file: &str, of: &str, names: [&str; 2]| -> Vec<(u64, u64)> {
        let number = |tag: &str, name: &str| -> u64 {
            let after = tag.split_once(&format!(" {name}=\"")).expect("an attribute").1;
            after.split('"').next().expect("its end").parse().expect("a number")
        };
        let opening = format!("<{of} ");
        let tags = file.split(&opening).skip(1).map(|rest| rest.split('>').next().unwrap_or(""));
        let mut all: Vec<(u64, u64)> = tags.map(|tag| (number(tag, names[0]), number(tag, names[1]))).collect();
        all.sort();
        all
    };
    for seed in 0..N_PROJECTS {
        let project = random(seed);
        let (json, _) = files("cas-json", &project);
        let (xmi, _) = files("cas-xmi", &project);
        for (name, file) in &json {
            let (_, other) = xmi.iter().find(|(other, _)| *other == name.replace(".json", ".xmi")).expect("its fellow");
            let whole: Value = serde_json::from_str(file).expect("JSON");
            let labels = list(&whole["%FEATURE_STRUCTURES"]).filter(|row| row["%TYPE"] == "webanno.custom.Label");
            let place = |row: &Value| (row["begin"].as_u64().unwrap_or(0), row["end"].as_u64().unwrap_or(0));
            let mut labels: Vec<(u64, u64)> = labels.map(place).collect();
            labels.sort();
            assert_eq!(numbers(other, "custom:Label", ["begin", "end"]), labels, "{name} of project {seed}");
        }
        for id in ["refi", "refi-plain"] {
            let (refi, report) = files(id, &project);
            let (_, qde) = refi.iter().find(|(name, _)| name == "project.qde").expect("a project");
            let found = numbers(qde, "PlainTextSelection", ["startPosition", "endPosition"]);
            let mut tagged: Vec<(u64, u64)> = Vec::new();
            for annotation in project.layers.values().flat_map(|layer| layer.values()) {
                let text = &project.articles[&annotation.article].text;
                let count = |at: u32| text[..at as usize].chars().count() as u64;
                let has_code = !matches!(annotation.body, Body::Mention { .. } | Body::Speaker(_) | Body::Lock(_));
                if has_code && !annotation.span.is_empty() {
                    tagged.push((count(annotation.span.start), count(annotation.span.end)));
                }
            }
            tagged.sort();
            assert_eq!(found, tagged, "{id} of project {seed}");
            assert_eq!(found.len() as u32, report.records);
        }
    }
}

#[test]
fn conll_keeps_whole_tokens_only_and_says_what_it_left_out() {
    let project = golden::example();
    let (files, report) = export::write_files(writer("conll").expect("a format"), golden::scene(&project), &read);
    let why: Vec<&str> =
        report.losses.iter().filter(|loss| loss.kind == Some(Kind::Span)).map(|loss| loss.why).collect();
    assert_eq!(why.len(), 3, "{why:?}");
    let (_, file) =
        files.iter().find(|(name, _)| name == "ana/dam-floods-1-0648f11893e6.labels.conll").expect("a file");
    let file = String::from_utf8_lossy(file);
    assert!(file.contains("Mayor\tB-naming\nElena\tI-naming\nDíaz\tI-naming\nbacks\tO\n"), "the longer of two stays");
}

#[test]
fn writers_introduce_themselves_in_full() {
    let mut ids: Vec<&str> = export::ALL.iter().map(|writer| writer.about().id).collect();
    let n = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), n, "ids are used once");
    for writer in export::ALL {
        let about = writer.about();
        for text in [about.name, about.extension, about.media_type, about.tools, about.holds] {
            assert!(!text.is_empty(), "{about:?}");
        }
        assert!(!about.losses.is_empty(), "{} leaves nothing out?", about.id);
    }
}

#[test]
fn the_manual_lists_the_formats_as_they_are() {
    let page = &crate::source::sources(&["docs/formats.md"], "md")[0].text;
    assert_eq!(*page, export::page(), "run `cargo xtask docs`");
}

#[test]
fn a_report_counts_articles_where_the_file_has_some_of_them() {
    let project = project(&mut Chance(5), 20);
    let n_articles = project.articles.len() as u32;
    assert!(n_articles > 0);
    for writer in export::ALL {
        let (_, report) = export::write(*writer, scene(&project), &|article: &Article| analyze(&article.text));
        let id = writer.about().id;
        let is_without = ["label-studio-config", "refi-codebook", "graphml"].contains(&id);
        assert_eq!(report.articles, if is_without { 0 } else { n_articles }, "{id}");
    }
}
