//! Laws of the readers of other tools' files: what our writers wrote comes back, offsets in a wrong unit are placed and
//! said to be, no bytes are too odd, and files of plain articles are left to those who read them.

use crate::proofs::proved;
use crate::random_project::{Chance, insert, project, with};
use crate::zips::zip_of;
use standpoint::edit::Record;
use standpoint::find::{ENGINE_VERSION, analyze};
use standpoint::format;
use standpoint::format::export::{self, Kind, Report, Scene, writer};
use standpoint::format::import::{self, Brought};
use standpoint::format::project::{merge, merge_with_account};
use standpoint::model::*;
use standpoint::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

const N_PROJECTS: u64 = 30;

const AT: Time = Time(1_757_000_000_000);

/// The writers whose files hold labelled stretches that a reader here brings back, each with its reader.
const PAIRS: [(&str, &str); 8] = [
    ("doccano", "doccano"),
    ("doccano-sentences", "doccano"),
    ("prodigy", "prodigy"),
    ("label-studio", "label-studio"),
    ("w3c", "w3c"),
    ("w3c-utf16", "w3c"),
    ("cas-json", "cas-json"),
    ("cas-xmi", "cas-xmi"),
];

/// Articles made by chance, and no tags.
fn articles(chance: &mut Chance) -> Project {
    Project { layers: Default::default(), unplaced: Default::default(), ..project(chance, 0) }
}

fn say(project: &mut Project, chance: &mut Chance, article: &ArticleId, span: Span, body: Body) {
    let coder = CoderId::new(chance.of(&["c:ana", "c:ben"]));
    let annotation = Annotation {
        id: AnnotationId::new(format!("a:{:026}", chance.next())),
        article: article.clone(),
        span,
        body,
        coder,
        created: AT,
        modified: AT,
        codebook: 0,
        origin: Origin::Manual,
        sight: Sight::Open,
        extra: "".into(),
    };
    insert(project, annotation);
}

/// Labels on stretches that begin and end anywhere, and what is said of sentences, one of a kind each.
pub(crate) fn tagged(seed: u64) -> Project {
    let mut chance = Chance(seed);
    let mut project = articles(&mut chance);
    let articles: Vec<Rc<Article>> = project.articles.values().cloned().collect();
    for article in &articles {
        let ends: Vec<usize> = (0..=article.text.len()).filter(|at| article.text.is_char_boundary(*at)).collect();
        let mut seen = BTreeSet::new();
        for _ in 0..8 {
            let (a, b) = (chance.of(&ends), chance.of(&ends));
            let label = chance.of(&["l:blame", "l:opinion", "l:díaz"]);
            if a != b && seen.insert((a.min(b), a.max(b), label)) {
                let body = Body::Span(LabelId::new(label));
                say(&mut project, &mut chance, &article.id, Span::new(a.min(b), a.max(b)), body);
            }
        }
        for sentence in analyze(&article.text).sentences {
            for body in [
                Body::Sentiment(chance.of(&["negative", "a=b; \\c"]).into()),
                Body::Stance {
                    holder: chance.of(&[Holder::Outlet, Holder::Unknown, Holder::Entity(EntityId::new("e:nato"))]),
                    target: Target::Concept(ConceptId::new("t:ceasefire")),
                    position: "favor".into(),
                },
                Body::Variable {
                    variable: VariableId::new("v:frame"),
                    unit: Unit::Sentence,
                    value: chance.of(&["yes", "a \"b\""]).into(),
                },
                Body::Comment(chance.of(&["look", "a=b\nc;d\t😀"]).into()),
                Body::Flag("why?\nlook".into()),
            ] {
                if chance.one_in(3) {
                    say(&mut project, &mut chance, &article.id, sentence.span, body);
                }
            }
        }
    }
    project
}

/// The file of a project, one article a file where the format is several; and what became of everything.
fn written(id: &str, project: &Project) -> (Vec<(String, Vec<u8>)>, Report) {
    let scene = Scene { project, entities: &|_| None, version: "0.1.0", engine: ENGINE_VERSION, exported: Time(0) };
    export::write_files(writer(id).expect("a format"), scene, &|article: &Article| analyze(&article.text))
}

fn read(id: &str, bytes: &[u8]) -> Brought {
    let reader = import::reader_of("file", bytes).unwrap_or_else(|| panic!("{id} is recognised"));
    assert_eq!(reader.about().id, id);
    import::read(reader, "file", bytes, AT)
}

/// The articles of a project with what files bring to them.
fn opened(project: &Project, id: &str, files: &[(String, Vec<u8>)]) -> Project {
    let mut merged = Project { layers: Default::default(), ..project.clone() };
    for (_, bytes) in files {
        // A file of no record has no form.
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let brought = read(id, bytes);
        assert_eq!(brought.issues, [], "{id}");
        merged = with(&merged, merge(&merged, &brought.read));
    }
    merged
}

type Tag = (ArticleId, CoderId, Span, Body);

fn tags(project: &Project, wanted: fn(&Body) -> bool) -> BTreeMap<Tag, usize> {
    let mut all = BTreeMap::new();
    for a in project.layers.values().flat_map(|layer| layer.values()).filter(|a| wanted(&a.body)) {
        *all.entry((a.article.clone(), a.coder.clone(), a.span, a.body.clone())).or_insert(0) += 1;
    }
    all
}

#[test]
fn labelled_stretches_come_back() {
    for seed in 0..N_PROJECTS {
        let project = tagged(seed);
        for (id, by) in PAIRS {
            let (files, report) = written(id, &project);
            let is_label: fn(&Body) -> bool = |body| matches!(body, Body::Span(_));
            let mut expected = tags(&project, is_label);
            for loss in report.losses.iter().filter(|loss| loss.kind == Some(Kind::Span) && id != "prodigy") {
                for place in &loss.places {
                    expected.retain(|(article, coder, span, _), _| {
                        (Some(article), Some(coder), *span)
                            != (place.article.as_ref(), place.coder.as_ref(), place.span)
                    });
                }
            }
            let mut found = tags(&opened(&project, by, &files), is_label);
            if id == "prodigy" {
                // Those that leave their sentence are lost; what is not made of tokens stands apart and comes back.
                let spans: Vec<(ArticleId, Span)> = project
                    .articles
                    .values()
                    .flat_map(|article| {
                        analyze(&article.text)
                            .sentences
                            .into_iter()
                            .map(|s| (article.id.clone(), s.span))
                            .collect::<Vec<_>>()
                    })
                    .collect();
                expected
                    .retain(|(article, _, span, _), _| spans.iter().any(|(of, s)| of == article && s.contains(*span)));
                // What stands outside all sentences is a task of its own.
                found.retain(|(article, _, span, _), _| spans.iter().any(|(of, s)| of == article && s.contains(*span)));
            }
            assert!(!expected.is_empty() || id.contains("sentences") || id == "prodigy", "{id} of project {seed}");
            assert_eq!(found, expected, "{id} of project {seed}");
        }
    }
}

#[test]
fn what_is_said_of_sentences_comes_back() {
    let pairs = PAIRS.into_iter().filter(|(id, _)| *id != "doccano");
    let is_tag: fn(&Body) -> bool = |body| !matches!(body, Body::Span(_));
    for (id, by) in pairs {
        let mut n_seen = 0;
        for seed in 0..N_PROJECTS {
            let project = tagged(seed);
            let (files, _) = written(id, &project);
            let (found, expected) = (tags(&opened(&project, by, &files), is_tag), tags(&project, is_tag));
            n_seen += expected.len();
            assert_eq!(found, expected, "{id} of project {seed}");
        }
        assert!(n_seen > 500, "{id}: {n_seen}");
    }
}

/// A whole export, as it is downloaded.
fn download(id: &str, project: &Project) -> Vec<u8> {
    let scene = Scene { project, entities: &|_| None, version: "0.1.0", engine: ENGINE_VERSION, exported: Time(0) };
    export::write(writer(id).expect("a format"), scene, &|article: &Article| analyze(&article.text)).0
}

#[test]
fn a_zip_comes_back_as_its_files_do() {
    let project = tagged(4);
    let all: fn(&Body) -> bool = |_| true;
    for id in ["cas-json", "cas-xmi"] {
        let (files, _) = written(id, &project);
        assert!(files.len() > 1);
        let zip = [("zip".to_owned(), download(id, &project))];
        let found = tags(&opened(&project, id, &zip), all);
        assert!(!found.is_empty());
        assert_eq!(found, tags(&opened(&project, id, &files), all), "{id}");
    }
    // A zip whose first file is none that can be known.
    let conll = b"A\tB-PER\nb\tO\nc\tO\nd\tO\n.\tO\n";
    let zip = zip_of(&[("a.conll", b"\n"), ("b.conll", conll)]);
    assert_eq!(import::reader_of("a.zip", &zip).map(|reader| reader.about().id), Some("conll"));
}

#[test]
fn one_bad_row_hides_no_format() {
    let file =
        "{\"text\":\"\\ud83d cut\",\"label\":[[0,1,\"X\"]]}\n{\"text\":\"Berlin is fine\",\"label\":[[0,6,\"LOC\"]]}\n";
    let brought = read("doccano", file.as_bytes());
    assert_eq!(labelled(&brought), [("l:loc".to_owned(), "Berlin".to_owned())].into());
    assert_eq!(brought.issues.iter().map(|issue| issue.line).collect::<Vec<_>>(), [Some(1)]);
}

#[test]
fn an_empty_article_of_a_cas_keeps_what_is_said_of_it() {
    let mut project = Project { articles: Default::default(), ..articles(&mut Chance(1)) };
    let article = format::article::read("a.txt", b"x").articles.remove(0);
    let id = format::hash::article_id("");
    let empty = Article { id: id.clone(), text: "".into(), ..article };
    project.articles.insert(id.clone(), Rc::new(empty));
    say(&mut project, &mut Chance(3), &id, Span::default(), Body::Lock(standpoint::model::Lock::Locked));
    for format in ["cas-json", "cas-xmi"] {
        let (files, _) = written(format, &project);
        assert_eq!(tags(&opened(&project, format, &files), |_| true), tags(&project, |_| true), "{format}");
    }
}

/// Ids that a schema allows and no tool has for a word, and coders whose names are no folders.
#[test]
fn ids_that_are_no_plain_words_come_back() {
    let labels =
        ["l:Frame A", "l:frame-a", "l:frame_a", "l:l:x", "l:a:b", "l:立场", "l:person", "l:Sentence", "l:a\u{2028}b"];
    let mut project = articles(&mut Chance(1));
    let article = format::article::read("a.txt", b"Mayor Diaz backs the dam. NATO does not. The UN waits.");
    let article = Rc::new(article.articles[0].clone());
    project.articles = [(article.id.clone(), article.clone())].into_iter().collect();
    let coders = [("c:Ana Müller", "Ana Müller"), ("c:ana-müller", "ana; \"müller\""), ("c:a", "A = B")];
    let coder = |(id, name): (&str, &str)| {
        let id = CoderId::new(id);
        (id.clone(), Rc::new(Coder { id, name: name.into(), suggestions: Vec::new() }))
    };
    project.coders = coders.into_iter().map(coder).collect();
    let document = analyze(&article.text);
    let mut tag = |nth: usize, span: Span, body: Body| {
        let annotation = Annotation {
            id: AnnotationId::new(format!("a:{nth:026}")),
            article: article.id.clone(),
            span,
            body,
            coder: CoderId::new(coders[nth % coders.len()].0),
            created: AT,
            modified: AT,
            codebook: 0,
            origin: Origin::Manual,
            sight: Sight::Open,
            extra: "".into(),
        };
        insert(&mut project, annotation);
    };
    // A token each, so that a column has place for all.
    for (nth, label) in labels.iter().enumerate() {
        tag(nth, document.tokens[nth].span, Body::Span(LabelId::new(*label)));
    }
    let tone = |value: &str| Body::Variable {
        variable: VariableId::new("v:tonlage"),
        unit: Unit::Sentence,
        value: value.into(),
    };
    tag(90, document.sentences[1].span, tone("schön"));
    let is_label: fn(&Body) -> bool = |body| matches!(body, Body::Span(_));
    let said = |project: &Project| -> BTreeSet<(String, String)> {
        let tags = tags(project, is_label).into_keys();
        tags.map(|(article, coder, span, body)| {
            (format!("{coder} {body:?}"), span.of(&project.articles[&article].text).to_owned())
        })
        .collect()
    };
    let expected = said(&project);
    assert_eq!(expected.len(), labels.len());
    let mut faults: Vec<String> = Vec::new();
    let formats = ["doccano", "label-studio", "cas-json", "cas-xmi", "brat", "conll", "prodigy", "doccano-sentences"];
    for id in formats {
        let reader = if id == "doccano-sentences" { "doccano" } else { id };
        let brought = read(reader, &download(id, &project));
        assert_eq!(brought.issues, [], "{id}");
        let merged = match id {
            "conll" => brought.read.project.clone(),
            _ => {
                let empty = Project { layers: Default::default(), ..project.clone() };
                with(&empty, merge(&empty, &brought.read))
            }
        };
        if said(&merged) != expected {
            faults.push(format!("{id}: {:?}", said(&merged)));
        }
        if id == "brat" {
            let names = |project: &Project| -> Vec<(String, String)> {
                project.coders.values().map(|coder| (coder.id.to_string(), coder.name.to_string())).collect()
            };
            let names = [&brought.read.project, &project].map(names);
            if names[0] != names[1] {
                faults.push(format!("{id}: {:?}", names[0]));
            }
        }
    }
    assert!(faults.is_empty(), "{expected:?} came back otherwise\n{}", faults.join("\n"));
    // What is compared after writing are the ids themselves.
    for writer in export::ALL {
        let proved = proved(*writer, &project);
        assert!(proved.is_equal(), "{}: {} {:?}", writer.about().id, proved.line(), proved.mismatches);
    }
}

/// The answers of a file by the words that they are about, with the variable.
fn answered(brought: &Brought) -> BTreeSet<(String, String, String)> {
    let project = &brought.read.project;
    let all = project.layers.values().flat_map(|layer| layer.values());
    let answer = |a: &Rc<Annotation>| match &a.body {
        Body::Variable { variable, value, .. } => Some((variable.to_string(), value.to_string())),
        Body::Sentiment(value) => Some(("sentiment".to_owned(), value.to_string())),
        _ => None,
    };
    all.filter_map(|a| {
        let (variable, value) = answer(a)?;
        Some((variable, value, a.span.of(&project.articles[&a.article].text).to_owned()))
    })
    .collect()
}

fn owned<const N: usize>(rows: [(&str, &str, &str); N]) -> BTreeSet<(String, String, String)> {
    rows.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned())).into()
}

#[test]
fn features_of_other_programs_layers_are_answers() {
    let text = TOY.replace('.', "&#46;");
    let xmi = format!(
        "<?xml version=\"1.0\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" \
         xmlns:c=\"http:///webanno/custom.ecore\" xmi:version=\"2.0\"><cas:NULL xmi:id=\"0\"/>\
         <c:Stance xmi:id=\"2\" sofa=\"1\" begin=\"3\" end=\"13\" position=\"against\" holder=\"Merkel\" links=\"4 5\">\
         <tone>calm</tone><tone>dry</tone></c:Stance>\
         <cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text\" sofaString=\"{text}\"/>\
         </xmi:XMI>"
    );
    let json = format!(
        r#"{{"%TYPES":{{}},"%FEATURE_STRUCTURES":[{{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaString":{TOY:?}}},
        {{"%ID":2,"%TYPE":"webanno.custom.Stance","@sofa":1,"begin":3,"end":13,"position":"against","holder":"Merkel",
        "tone":"calm","@link":7,"sure":null,"list":["a"]}}]}}"#
    );
    let at = "Mayor Díaz";
    for (id, file) in [("cas-xmi", xmi), ("cas-json", json)] {
        let brought = read(id, file.as_bytes());
        assert_eq!(labelled(&brought), [("l:stance".to_owned(), at.to_owned())].into(), "{id}: {:?}", brought.issues);
        let expected = owned([("v:position", "against", at), ("v:holder", "Merkel", at), ("v:tone", "calm", at)]);
        assert_eq!(answered(&brought), expected, "{id}");
        let issues: Vec<&str> = brought.issues.iter().map(|issue| issue.what.as_str()).collect();
        assert_eq!(issues, ["2 features that are numbers, lists or refer to something else stay behind"], "{id}");
    }
}

#[test]
fn brats_ids_may_be_double_or_lead_nowhere() {
    let ann = "T1\tPER 3 13\tMayor Díaz\nT1\tISSUE 20 27\tthe dam\nA1\tSure T1 high\nA2\tSure T9\n\
               #1\tAnnotatorNotes T8\tlost\n#2\tAnnotatorNotes R1\tof a relation\nR1\tOn Arg1:T1 Arg2:T1\n";
    let brought = read("brat", &zip_of(&[("a.ann", ann.as_bytes()), ("a.txt", TOY.as_bytes())]));
    let expected = [("l:per", "Mayor Díaz"), ("l:issue", "the dam")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(labelled(&brought), expected.into());
    assert_eq!(answered(&brought), owned([("v:sure", "high", "Mayor Díaz")]));
    let issues: Vec<(Option<u32>, &str)> =
        brought.issues.iter().map(|issue| (issue.line, issue.what.as_str())).collect();
    assert_eq!(
        issues,
        [
            (Some(2), "a.ann: T1 is the id of an earlier line as well"),
            (None, "2 lines about roles, relations, equivalences and normalisations stay behind"),
            (None, "2 ids that notes and attributes are about are not in the file; these stay behind"),
        ]
    );
}

#[test]
fn label_studios_smaller_export_comes_in() {
    let file = r#"[{"text":"Zoë met 🎉 Angela Merkel in Berlin.\nShe said no.","id":1,"title":"A day",
        "label":[{"start":10,"end":23,"text":"Angela Merkel","labels":["PER"]}],
        "tone":[{"start":0,"end":3,"text":"Zoë","choices":["calm"]},{"start":0,"end":3,"text":["so","so"]}],
        "sentiment":"Negative","frames":{"choices":["war","peace"]},"stars":4,"annotator":1,"annotation_id":1,
        "created_at":"2024-01-05T10:11:12Z","updated_at":"2024-01-05T10:11:12Z","lead_time":1.0}]"#;
    let brought = read("label-studio", file.as_bytes());
    assert_eq!(labelled(&brought), [("l:per".to_owned(), "Angela Merkel".to_owned())].into());
    let expected = [
        ("sentiment", "Negative", ""),
        ("v:frames", "peace", ""),
        ("v:frames", "war", ""),
        ("v:tone", "calm", "Zoë"),
        ("v:tone", "so", "Zoë"),
    ];
    let answers = answered(&brought);
    assert!(answers.iter().all(|(a, b, c)| expected.contains(&(a.as_str(), b.as_str(), c.as_str()))), "{answers:?}");
    assert!(answers.len() > 2, "{answers:?}");
    let project = &brought.read.project;
    assert_eq!(project.coders.keys().map(CoderId::to_string).collect::<Vec<_>>(), ["c:user-1"]);
    assert_eq!(project.articles.values().map(|article| article.title.to_string()).collect::<Vec<_>>(), ["A day"]);
    assert!(brought.issues.iter().any(|issue| issue.what == "1 numbers of tasks stay behind"), "{:?}", brought.issues);
    let all = project.layers.values().flat_map(|layer| layer.values());
    assert!(all.into_iter().all(|a| a.created == "2024-01-05T10:11:12Z".parse().expect("a time")));
}

/// What an answer is about comes back: a web annotation of a stretch may be of a sentence or of less.
#[test]
fn answers_keep_what_they_are_about() {
    let mut project = articles(&mut Chance(2));
    let article = project.articles.values().find(|article| article.text.len() > 20).expect("a text").clone();
    let sentence = analyze(&article.text).sentences[0].span;
    for unit in Unit::ALL {
        let span = if unit == Unit::Article { Span::default() } else { sentence };
        let body = Body::Variable { variable: VariableId::new("v:frame"), unit, value: "war".into() };
        say(&mut project, &mut Chance(unit as u64), &article.id, span, body);
    }
    for id in ["w3c", "w3c-utf16", "cas-json", "cas-xmi"] {
        let by = id.strip_suffix("-utf16").unwrap_or(id);
        let (files, _) = written(id, &project);
        assert_eq!(tags(&opened(&project, by, &files), |_| true), tags(&project, |_| true), "{id}");
    }
}

/// As Recogito writes: no surroundings, and for a source its page or nothing.
#[test]
fn web_annotations_without_surroundings_are_placed() {
    let text = "The dam broke. The dam was old. Rain fell.";
    let mut article = format::article::read("a.txt", text.as_bytes()).articles.remove(0);
    article.url = "https://example.org/dam".into();
    let mut project = Project::default();
    project.articles.insert(article.id.clone(), Rc::new(article));
    let other = format::article::read("b.txt", b"It was cold, the radio said.").articles.remove(0);
    project.articles.insert(other.id.clone(), Rc::new(other));
    let file = |source: &str, selectors: &str| {
        format!(
            r#"[{{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation",
               "body":[{{"purpose":"tagging","value":"x"}}],"target":{{{source}"selector":[{selectors}]}}}}]"#
        )
    };
    let quote = |exact: &str| format!(r#"{{"type":"TextQuoteSelector","exact":"{exact}"}}"#);
    let at = |start: usize, end: usize| format!(r#"{{"type":"TextPositionSelector","start":{start},"end":{end}}}"#);
    let (page, foreign) = (r#""source":"https://example.org/dam","#, r#""source":"https://example.org/other","#);
    for (source, selectors, found) in [
        ("", format!("{},{}", quote("dam"), at(19, 22)), Some(19)),
        (page, format!("{},{}", quote("dam"), at(19, 22)), Some(19)),
        (foreign, format!("{},{}", quote("dam"), at(19, 22)), Some(19)),
        ("", quote("Rain"), Some(32)),
        (page, quote("Rain"), Some(32)),
        // Of a page that is not here, or of two places alike, it would be a guess.
        (foreign, quote("Rain"), None),
        (page, quote("dam"), None),
    ] {
        let brought = read("w3c", file(source, &selectors).as_bytes());
        let merged = with(&project, merge(&project, &brought.read));
        let starts: Vec<u32> = merged.layers.values().flat_map(|layer| layer.values()).map(|a| a.span.start).collect();
        assert_eq!(starts, Vec::from_iter(found), "{source} {selectors}");
    }
}

/// Files of other tools have no ids of ours: what they say again is the tag that is there.
#[test]
fn an_own_export_opened_beside_its_project_changes_nothing() {
    let project = tagged(6);
    for (id, by) in PAIRS {
        let (files, _) = written(id, &project);
        for (_, bytes) in files.iter().filter(|(_, bytes)| !bytes.iter().all(u8::is_ascii_whitespace)) {
            let (edits, account) = merge_with_account(&project, &read(by, bytes).read);
            let tags = edits.iter().filter(|edit| matches!(edit.after, Some(Record::Annotation(_)))).count();
            assert_eq!((tags, account.tally.n_added + account.tally.n_newer), (0, 0), "{id}");
        }
    }
}

#[test]
fn brat_comes_back_as_far_as_its_words_reach() {
    let mut n_seen = 0;
    for seed in 0..N_PROJECTS {
        let project = tagged(seed);
        let zip = download("brat", &project);
        let brought = read("brat", &zip);
        let found = with(&project, Vec::new());
        let empty = Project { layers: Default::default(), ..found };
        let found = with(&empty, merge(&empty, &brought.read));
        let all: fn(&Body) -> bool = |_| true;
        // Line ends around a stretch are none of brat's, nor is a stretch of white space.
        let plain = |tags: BTreeMap<Tag, usize>| {
            let mut plain: BTreeMap<Tag, usize> = BTreeMap::new();
            for ((article, coder, span, body), n) in tags {
                let (text, words) = (&project.articles[&article].text, span.of(&project.articles[&article].text));
                let ends = ['\n', '\r', '\u{85}', '\u{2028}'];
                let start = span.start as usize + (words.len() - words.trim_start_matches(ends).len());
                let end = (span.end as usize - (words.len() - words.trim_end_matches(ends).len())).max(start);
                if !text[start..end].trim().is_empty() {
                    *plain.entry((article, coder, Span::new(start, end), body)).or_insert(0) += n;
                }
            }
            plain
        };
        let (found, expected) = (plain(tags(&found, all)), plain(tags(&project, all)));
        n_seen += expected.len();
        assert_eq!(found, expected, "project {seed}: {:?}", brought.issues);
    }
    assert!(n_seen > 1000, "{n_seen}");
}

#[test]
fn refi_comes_back_with_its_codes() {
    let all: fn(&Body) -> bool = |_| true;
    let mut n_seen = 0;
    for seed in 0..N_PROJECTS {
        let project = tagged(seed);
        let brought = read("refi", &download("refi", &project));
        assert_eq!(brought.issues, [], "project {seed}");
        let empty = Project { layers: Default::default(), ..project.clone() };
        let expected = tags(&project, all);
        n_seen += expected.len();
        assert_eq!(tags(&with(&empty, merge(&empty, &brought.read)), all), expected, "project {seed}");
        let (ours, read) = (&project.codebook, &brought.read.project.codebook);
        for label in &ours.labels {
            let same = read.labels.iter().find(|known| known.id == label.id).expect("every label comes along");
            let facts = |l: &Label| (l.name.clone(), l.guideline.clone(), l.parent.clone());
            assert_eq!(facts(same), facts(label), "project {seed}");
        }
        assert_eq!(ours.positions, read.positions);
    }
    assert!(n_seen > 1000, "{n_seen}");
}

#[test]
fn conll_comes_back_without_white_space() {
    let dense = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (mut n_labels_seen, mut n_tags_seen) = (0, 0);
    for seed in 0..N_PROJECTS {
        let project = tagged(seed);
        let (files, _) = written("conll", &project);
        // A file is a coder's: what its labels say in the tokens, and what is said of sentences.
        for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".labels.conll")) {
            let text = std::str::from_utf8(bytes).expect("UTF-8");
            let n_begun = text.lines().filter(|line| line.contains("\tB-")).count();
            let lines = text.lines().filter(|line| line.starts_with("# "));
            let codes = ["sentiment=", "stance=", "v:", "comment=", "flag="];
            let n_said = lines.filter(|line| codes.iter().any(|code| line[2..].starts_with(code))).count();
            let Some(reader) = import::reader_of(name, bytes) else {
                assert!(!text.contains('\t'), "{name} of project {seed}");
                continue;
            };
            assert_eq!(reader.about().id, "conll");
            let brought = import::read(reader, name, bytes, AT);
            assert_eq!((brought.issues, brought.notes), (vec![], vec![]));
            let read = brought.read.project;
            let found = tags(&read, |_| true);
            let n_labels = found.keys().filter(|(.., body)| matches!(body, Body::Span(_))).count();
            assert_eq!((n_labels, found.len() - n_labels), (n_begun, n_said), "{name} of project {seed}");
            let whole = dense(&read.articles.values().next().expect("an article").text);
            assert!(project.articles.values().any(|article| dense(&article.text) == whole), "{name} of project {seed}");
            n_labels_seen += n_labels;
            n_tags_seen += found.len();
        }
    }
    assert!(n_labels_seen > 20 && n_tags_seen > 400, "{n_labels_seen}, {n_tags_seen}");
}

#[test]
fn every_scheme_of_tags_is_read() {
    let expected: BTreeSet<(String, String)> =
        [("l:per", "Mayor Díaz"), ("l:org", "NATO"), ("l:org", "UN")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
    for tags in [
        "B-PER I-PER O B-ORG B-ORG O",
        "I-PER I-PER O I-ORG B-ORG O",
        "B-PER E-PER O S-ORG S-ORG O",
        "B-PER L-PER O U-ORG U-ORG O",
    ] {
        let tokens = ["Mayor", "Díaz", "told", "NATO", "UN", "."];
        let rows: Vec<String> =
            tokens.iter().zip(tags.split(' ')).map(|(token, tag)| format!("{token} NNP X {tag}")).collect();
        let file = format!("-DOCSTART- -X- -X- O\n\n{}\n\n", rows.join("\n"));
        let brought = import::read(
            import::reader_of("a.conll", file.as_bytes()).expect("a reader"),
            "a.conll",
            file.as_bytes(),
            AT,
        );
        assert_eq!(labelled(&brought), expected, "{tags}");
        assert_eq!(
            &*brought.read.project.articles.values().next().expect("an article").text,
            "Mayor Díaz told NATO UN."
        );
    }
}

#[test]
fn a_token_that_is_a_hash_is_no_comment() {
    let text_of = |file: &str| {
        let reader = import::reader_of("a.conll", file.as_bytes()).expect("a reader");
        let brought = import::read(reader, "a.conll", file.as_bytes(), AT);
        assert!(brought.issues.is_empty(), "{:?}", brought.issues);
        let text = brought.read.project.articles.values().next().expect("an article").text.clone();
        (text.to_string(), labelled(&brought))
    };
    let label = |words: &str| BTreeSet::from([("l:misc".to_owned(), words.to_owned())]);
    for file in [
        // As rows, in files of blanks of two and of four columns; a comment has other columns, no tag, or an "=".
        "# about rooms\n# O\nRoom O\n# B-MISC\n7 I-MISC\n. O\n",
        "# id = O\n# NN B-NP O\nRoom NN I-NP O\n# NN B-NP B-MISC\n7 CD I-NP I-MISC\n. . O O\n",
        // With a tab nothing is in doubt, and a line that begins with "# " is a comment whatever it ends with.
        "# O\n#\tO\nRoom\tO\n#\tB-MISC\n7\tI-MISC\n.\tO\n",
    ] {
        assert_eq!(text_of(file), ("# Room # 7.".to_owned(), label("# 7")), "{file}");
    }
}

#[test]
fn opening_a_file_twice_changes_nothing() {
    let project = tagged(5);
    for (id, by) in PAIRS {
        let (files, _) = written(id, &project);
        let once = opened(&project, by, &files);
        for (_, bytes) in &files {
            assert_eq!(merge(&once, &read(by, bytes).read), [], "{id}");
        }
    }
}

#[test]
fn tags_come_into_a_project_that_has_nothing() {
    let project = tagged(3);
    for id in ["doccano", "label-studio", "cas-json"] {
        let (files, _) = written(id, &project);
        let found = opened(&Project::default(), id, &files);
        assert_eq!(found.articles.len(), project.articles.len(), "{id}");
        assert_eq!(found.codebook.labels.len(), 3, "{id}");
        assert!(found.unplaced.is_empty(), "{id}");
    }
}

/// "Mayor Díaz" and "the dam", in each unit.
const TOY: &str = "😀 Mayor Díaz backs the dam. Greens oppose it.";

fn labelled(brought: &Brought) -> BTreeSet<(String, String)> {
    let project = &brought.read.project;
    let said = project.layers.values().flat_map(|layer| layer.values());
    said.filter_map(|a| match &a.body {
        Body::Span(label) => Some((label.to_string(), a.span.of(&project.articles[&a.article].text).to_owned())),
        _ => None,
    })
    .collect()
}

#[test]
fn offsets_in_another_unit_are_placed_and_said_to_be() {
    let expected: BTreeSet<(String, String)> =
        [("l:per", "Mayor Díaz"), ("l:issue", "the dam")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
    for (unit, [a, b]) in [
        ("UTF-16 code units", [(3, 13), (20, 27)]),
        ("Unicode code points", [(2, 12), (19, 26)]),
        ("UTF-8 bytes", [(5, 16), (23, 30)]),
    ] {
        let ((a, b), (c, d)) = (a, b);
        for (id, file) in [
            ("doccano", format!(r#"{{"text":"{TOY}","label":[[{a},{b},"PER"],[{c},{d},"ISSUE"]]}}"#)),
            (
                "prodigy",
                format!(
                    r#"{{"text":"{TOY}","spans":[{{"start":{a},"end":{b},"label":"PER"}},
                       {{"start":{c},"end":{d},"label":"ISSUE"}}],"answer":"accept"}}"#
                ),
            ),
            (
                "label-studio",
                format!(
                    r#"[{{"data":{{"text":"{TOY}"}},"annotations":[{{"completed_by":7,"result":[
                       {{"id":"1","from_name":"ner","type":"labels","value":{{"start":{a},"end":{b},"text":"Mayor Díaz",
                         "labels":["PER"]}}}},
                       {{"id":"2","from_name":"ner","type":"labels","value":{{"start":{c},"end":{d},"text":"the dam",
                         "labels":["ISSUE"]}}}}]}}]}}]"#
                ),
            ),
            (
                "cas-json",
                format!(
                    r#"{{"%FEATURE_STRUCTURES":[{{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaString":"{TOY}"}},
                       {{"%ID":2,"%TYPE":"webanno.custom.Actor","@sofa":1,"begin":{a},"end":{b},"value":"PER"}},
                       {{"%ID":3,"%TYPE":"webanno.custom.Issue","@sofa":1,"^begin":{c},"^end":{d}}}]}}"#
                ),
            ),
        ] {
            let brought = read(id, file.as_bytes());
            assert_eq!(labelled(&brought), expected, "{id} in {unit}: {:?}", brought.issues);
            let notes: Vec<&str> = brought.notes.iter().map(|note| note.what.as_str()).collect();
            assert!(notes.len() == 1 && notes[0].contains(unit), "{id} in {unit}: {notes:?}");
            let declared = import::reader(id).expect("a reader").about().unit.name();
            assert_eq!(notes[0].contains("not as"), unit != declared, "{id} in {unit}: {notes:?}");
        }
    }
}

/// A project of another program: nested codes, paths of several kinds, line ends of two characters.
fn refi(text: &[u8], path: &str, places: [(u32, u32); 2], plain: &str) -> Vec<u8> {
    let selection = |(start, end): (u32, u32), name: &str, code: &str| {
        format!(
            "<PlainTextSelection guid=\"s{start}\" name=\"{name}\" startPosition=\"{start}\" endPosition=\"{end}\" \
             creatingUser=\"u1\"><Description>why so</Description><Coding guid=\"k{start}\" creatingUser=\"u1\">\
             <CodeRef targetGUID=\"{code}\"/></Coding></PlainTextSelection>"
        )
    };
    let qde = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><!DOCTYPE Project><Project xmlns=\"urn:QDA-XML:project:1.0\" \
         name=\"P\"><Users><User guid=\"u1\" name=\"Eva\"/></Users><CodeBook><Codes>\
         <Code guid=\"c1\" name=\"Who\" isCodable=\"true\"><Description>who acts</Description>\
         <Code guid=\"c2\" name=\"Official\" isCodable=\"true\"><Code guid=\"c3\" name=\"Mayor\"/></Code></Code>\
         <Code guid=\"c4\" name=\"What\"/></Codes></CodeBook><Sources>\
         <TextSource guid=\"t1\" name=\"The dam\" plainTextPath=\"{path}\">{}{}</TextSource>\
         <PictureSource guid=\"t2\" name=\"A photo\" path=\"internal://a.jpg\"/></Sources></Project>",
        selection(places[0], "Mayor Díaz", "c3"),
        selection(places[1], "the dam", "c4"),
    );
    let files = [("Project/project.qde", qde.as_bytes()), (plain, text)];
    zip_of(&files)
}

#[test]
fn other_programs_refi_files_come_in() {
    let expected: BTreeSet<(String, String)> =
        [("l:official-mayor", "Mayor Díaz"), ("l:what", "the dam")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
    let two = format!("A title.\n{TOY}");
    let crlf = two.replace('\n', "\r\n");
    for (text, path, plain, places) in [
        (TOY, "internal://x.txt", "sources/x.txt", [(2, 12), (19, 26)]),
        (TOY, "internal://x.txt", "Project/Sources/X.TXT", [(3, 13), (20, 27)]),
        (&two, "relative:///files/x.txt", "files/x.txt", [(11, 21), (28, 35)]),
        // A line end of two characters, counted as two and as one.
        (&crlf, "internal://x.txt", "sources/x.txt", [(12, 22), (29, 36)]),
        (&crlf, "internal://x.txt", "sources/x.txt", [(11, 21), (28, 35)]),
    ] {
        let file = refi(text.as_bytes(), path, places, plain);
        let brought = read("refi", &file);
        assert_eq!(labelled(&brought), expected, "{path} {places:?}: {:?}", brought.issues);
        let project = &brought.read.project;
        let label = |id: &str| project.codebook.labels.iter().find(|label| label.id.as_str() == id).cloned();
        let mayor = label("l:official-mayor").expect("a code");
        assert_eq!((&*mayor.name, mayor.parent), ("Official / Mayor", Some(LabelId::new("l:who"))));
        assert_eq!(label("l:who").map(|label| label.guideline.to_string()).as_deref(), Some("who acts"));
        let said = project.layers.values().flat_map(|layer| layer.values());
        let comments = said.filter(|a| a.body == Body::Comment("why so".into()) && a.coder.as_str() == "c:eva");
        assert_eq!(comments.count(), 2);
        assert!(brought.issues.iter().any(|issue| issue.what.contains("A photo")), "{:?}", brought.issues);
    }
    let gone = read("refi", &refi(TOY.as_bytes(), "internal://y.txt", [(2, 12), (19, 26)], "sources/x.txt"));
    assert!(gone.issues.iter().any(|issue| issue.what.contains("y.txt is not in the zip")), "{:?}", gone.issues);
}

#[test]
fn xmi_of_other_programs_comes_in() {
    let text = TOY.replace('.', "&#46;");
    let file = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" \
         xmlns:cas=\"http:///uima/cas.ecore\" xmlns:c=\"http:///webanno/custom.ecore\" \
         xmlns:s=\"http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore\" xmi:version=\"2.0\">\n\
         <cas:NULL xmi:id=\"0\"/><s:Token xmi:id=\"9\" sofa=\"1\" begin=\"0\" end=\"2\"/>\n\
         <c:Actor xmi:id=\"2\" sofa=\"1\" begin=\"3\" end=\"13\"><value>PER</value></c:Actor>\n\
         <c:Issue xmi:id=\"3\" sofa=\"1\" begin=\"20\" end=\"27\"/>\n\
         <cas:Sofa xmi:id=\"1\" sofaNum=\"1\" sofaID=\"_InitialView\" mimeType=\"text\" sofaString=\"{text}\"/>\n\
         <cas:View sofa=\"1\" members=\"9 2 3\"/></xmi:XMI>"
    );
    let expected: BTreeSet<(String, String)> =
        [("l:per", "Mayor Díaz"), ("l:issue", "the dam")].map(|(a, b)| (a.to_owned(), b.to_owned())).into();
    let brought = read("cas-xmi", file.as_bytes());
    assert_eq!(labelled(&brought), expected, "{:?}", brought.issues);
    assert_eq!(brought.issues, []);
    // Cut in the middle: what stands before comes in, and the line is told.
    let cut = read("cas-xmi", &file.as_bytes()[..file.len() - 20]);
    assert_eq!(labelled(&cut), expected);
    assert_eq!(cut.issues.len(), 1, "{:?}", cut.issues);
    assert_eq!(cut.issues[0].line, Some(7));
}

#[test]
fn other_encodings_are_read_and_told() {
    let text = "Mayor Díaz backs the dam – now.";
    let row = format!(r#"{{"text":"{text}","label":[[0,10,"PER"]]}}"#);
    let spans = format!(r#"{{"text":"{text}","spans":[{{"start":0,"end":10,"label":"PER"}}],"answer":"accept"}}"#);
    let xmi = format!(
        "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" \
         xmlns:c=\"http:///webanno/custom.ecore\"><c:Per xmi:id=\"2\" sofa=\"1\" begin=\"0\" end=\"10\"/>\
         <cas:Sofa xmi:id=\"1\" sofaString=\"{text}\"/></xmi:XMI>"
    );
    let tokens = "Mayor\tB-PER\nDíaz\tI-PER\nbacks\tO\nthe\tO\ndam\tO\n–\tO\nnow\tO\n.\tO\n".to_owned();
    let expected: BTreeSet<(String, String)> = [("l:per".to_owned(), "Mayor Díaz".to_owned())].into();
    for (id, whole) in [("doccano", row), ("prodigy", spans), ("cas-xmi", xmi), ("conll", tokens)] {
        for (name, bytes) in crate::readers::encoded(&whole) {
            let brought = read(id, &bytes);
            assert_eq!(labelled(&brought), expected, "{id} in {name}: {:?}", brought.issues);
            assert!(
                brought.notes.iter().any(|note| note.what == format!("read as {name}")),
                "{id}: {:?}",
                brought.notes
            );
        }
    }
    for (name, bytes) in crate::readers::encoded(text) {
        let zip = zip_of(&[("a/1.txt", &bytes), ("a/1.ann", b"T1\tPer 0 10\tMayor D\xEDaz\n")]);
        let brought = read("brat", &zip);
        assert_eq!(labelled(&brought), expected, "brat in {name}: {:?}", brought.issues);
        let file = refi_of(&bytes);
        let brought = read("refi", &file);
        assert!(brought.notes.iter().any(|note| note.what == format!("read as {name}")), "{:?}", brought.notes);
        assert!(labelled(&brought).contains(&("l:official-mayor".to_owned(), "Mayor Díaz".to_owned())));
    }
}

/// A project of another program over a text in any encoding.
fn refi_of(text: &[u8]) -> Vec<u8> {
    refi(text, "internal://x.txt", [(0, 10), (17, 24)], "sources/x.txt")
}

#[test]
fn good_rows_come_in_beside_bad_ones() {
    let file = format!(
        "{}\n{}\nnot json\n{}\n",
        r#"{"text":"One two.","label":[[0,3,"A"],[5,99,"B"]]}"#,
        r#"{"label":[]}"#,
        r#"{"text":"Three four.","label":[[0,5,"A"]],"relations":[{"from_id":1,"to_id":2}]}"#
    );
    let brought = read("doccano", file.as_bytes());
    assert_eq!(brought.read.project.articles.len(), 2);
    assert_eq!(labelled(&brought).len(), 2);
    assert_eq!(brought.read.project.unplaced.len(), 1);
    let lines: Vec<Option<u32>> = brought.issues.iter().map(|issue| issue.line).collect();
    assert_eq!(lines, [Some(2), Some(3), None, Some(1)], "{:?}", brought.issues);
}

#[test]
fn a_quotation_places_what_offsets_do_not() {
    let brought = read(
        "prodigy",
        br#"{"text":"One dam, 2 rivers.","spans":[{"start":90,"end":93,"label":"A","text":"dam"}],"answer":"accept"}"#,
    );
    assert_eq!(labelled(&brought), [("l:a".to_owned(), "dam".to_owned())].into());
    assert_eq!(brought.read.by_quote.iter().count(), 1);
}

#[test]
fn categories_become_answers() {
    let one = read("doccano", b"{\"text\":\"One. Two.\",\"label\":[\"A b\"]}\n{\"text\":\"Three.\",\"label\":[\"C\"]}");
    let variables = &one.read.project.codebook.variables;
    assert_eq!(variables.len(), 1);
    assert_eq!(variables[0].id.as_str(), "v:category");
    let many = read("doccano", b"{\"text\":\"One. Two.\",\"label\":[\"A b\",\"C\"]}");
    let ids: Vec<&str> = many.read.project.codebook.variables.iter().map(|v| v.id.as_str()).collect();
    assert_eq!(ids, ["v:a-b", "v:c"]);
}

#[test]
fn files_of_plain_articles_are_not_taken() {
    for file in [
        r#"{"text":"One.","title":"A"}"#,
        r#"[{"text":"One.","title":"A","label":"x"}]"#,
        "{\"text\":\"One.\",\"outlet\":\"Herald\"}\n{\"text\":\"Two.\"}\n",
        r#"{"articles":[{"text":"One."}]}"#,
        r#"{"format":"standpoint/1","articles":[]}"#,
        "text,title\nOne.,A\n",
        "Mayor\tDíaz backs the dam.",
        "# Title\n\nText.",
        "<html><p>Text</p></html>",
        "",
        "[",
        "{",
    ] {
        assert!(import::reader_of("a.json", file.as_bytes()).is_none(), "{file}");
    }
}

#[test]
fn no_bytes_are_too_odd() {
    let mut chance = Chance(11);
    let project = tagged(2);
    let mut seeds: Vec<Vec<u8>> = vec![b"{\"text\":\"\xff".to_vec(), b"[".repeat(5000), b"{\"%TYPES\":".repeat(3000)];
    for writer in export::ALL {
        let (files, _) = written(writer.about().id, &project);
        seeds.extend(files.into_iter().take(2).map(|(_, bytes)| bytes));
        seeds.push(download(writer.about().id, &project));
    }
    for seed in &seeds {
        for _ in 0..12 {
            let mut bytes = seed.clone();
            for _ in 0..chance.below(6) {
                let at = chance.below(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
                match chance.below(4) {
                    0 => bytes.truncate(at),
                    1 => bytes.insert(at, chance.next() as u8),
                    2 if !bytes.is_empty() => bytes[at] = chance.of(b"{}[]\",:-0129\\etn\n\xf0"),
                    _ if !bytes.is_empty() => drop(bytes.drain(at..(at + chance.below(40)).min(bytes.len()))),
                    _ => {}
                }
            }
            import::reader_of("file", &bytes);
            for reader in import::ALL {
                let brought = import::read(*reader, "file", &bytes, AT);
                in_bounds(&brought, reader.about().id, bytes.len());
                merge(&project, &brought.read);
            }
        }
    }
}

/// What is read is in order, and no more than some times the file.
fn in_bounds(brought: &Brought, id: &str, n_bytes: usize) {
    let project = &brought.read.project;
    for annotation in project.layers.values().flat_map(|layer| layer.values()) {
        let text = &project.articles[&annotation.article].text;
        let (start, end) = (annotation.span.start as usize, annotation.span.end as usize);
        assert!(Span::checked(text, start, end).is_some(), "{id}: a tag off a boundary: {annotation:?}");
    }
    let n_text: usize = project.articles.values().map(|article| article.text.len()).sum();
    assert!(n_text <= 4 * n_bytes + 64, "{id}: {n_text} bytes of text from {n_bytes}");
    assert!(brought.issues.len() <= 1002, "{id}: {} issues", brought.issues.len());
}

/// Some bytes of a file as somebody else would have them.
fn mutated(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..1 + chance.below(5) {
        let at = chance.below(bytes.len().max(1)).min(bytes.len().saturating_sub(1));
        match chance.below(5) {
            0 => bytes.insert(at, chance.next() as u8),
            1 if !bytes.is_empty() => bytes[at] = chance.of(b"<>&;\"'=/ \t\n{}[],0129\xC3\x00"),
            2 if !bytes.is_empty() => drop(bytes.drain(at..(at + chance.below(60)).min(bytes.len()))),
            3 if !bytes.is_empty() => {
                let part = bytes[at..(at + chance.below(200)).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
            _ => bytes.truncate(at + bytes.len() / 2),
        }
    }
    bytes
}

#[test]
fn mutated_files_inside_of_zips_do_no_harm() {
    let mut chance = Chance(23);
    let project = tagged(6);
    for id in ["brat", "cas-json", "cas-xmi", "conll", "refi", "refi-plain"] {
        let (files, _) = written(id, &project);
        for _ in 0..60 {
            let victim = chance.below(files.len());
            let files: Vec<(&str, Vec<u8>)> = files
                .iter()
                .enumerate()
                .map(|(ix, (name, bytes))| {
                    let bytes = if ix == victim { mutated(bytes, &mut chance) } else { bytes.clone() };
                    (name.as_str(), bytes)
                })
                .collect();
            let zip = zip_of(&files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>());
            let n_bytes = zip.len();
            if let Some(reader) = import::reader_of("file", &zip) {
                let brought = import::read(reader, "file", &zip, AT);
                in_bounds(&brought, id, n_bytes);
                merge(&project, &brought.read);
            }
        }
    }
}

#[test]
fn any_bytes_are_read_by_every_reader() {
    let mut chance = Chance(31);
    // The beginnings that files of some format have, so that more than the first look is tried.
    let heads = [
        "",
        "T1\t",
        "{\"text\":",
        "[{\"data\":{",
        "<xmi:XMI ",
        "<Project xmlns=\"urn:QDA-XML:project:1.0\">",
        "A\tB-X\n",
    ];
    for nth in 0..400 {
        let head = chance.of(&heads);
        let letters = b"<>/=\"'&;{}[]:,\\ \t\nT1#*aeB-XO0123\xC3\xA9\xF0\xFF\x00";
        let n = chance.below(300);
        let body = (0..n).map(|_| if nth % 2 == 0 { chance.next() as u8 } else { chance.of(letters) });
        let bytes: Vec<u8> = head.bytes().chain(body).collect();
        for reader in import::ALL {
            let id = reader.about().id;
            in_bounds(&import::read(*reader, "file", &bytes, AT), id, bytes.len());
            let zip = zip_of(&[("a.txt", b"Mayor D."), ("a.ann", &bytes), ("project.qde", &bytes), ("b.json", &bytes)]);
            in_bounds(&import::read(*reader, "file", &zip, AT), id, zip.len());
        }
    }
}

#[test]
fn a_file_of_faults_tells_the_first_of_them() {
    let ann = "nothing of brat's\n".repeat(50_000);
    let zip = zip_of(&[("a.txt", b"Mayor."), ("a.ann", ann.as_bytes())]);
    let brought = import::read(import::reader("brat").expect("a reader"), "a.zip", &zip, AT);
    assert_eq!(brought.issues.len(), 1001);
    assert!(brought.issues[1000].what.contains("49000 more issues"), "{:?}", brought.issues[1000]);
    let deep = format!("{{\"text\":\"a\",\"label\":{}{}}}", "[".repeat(200_000), "]".repeat(200_000));
    for reader in import::ALL {
        in_bounds(&import::read(*reader, "deep.json", deep.as_bytes(), AT), reader.about().id, deep.len());
    }
    let deep = "<div>".repeat(200_000) + "<script>steal()</script><p>Mayor D. came.</p>" + &"</div>".repeat(200_000);
    let read = standpoint::format::article::read("deep.html", deep.as_bytes());
    assert!(read.articles.iter().all(|article| !article.text.contains("steal")), "{:?}", read.issues);
    let xml = "<Project xmlns=\"urn:QDA-XML:project:1.0\"><CodeBook><Codes>".to_owned()
        + &"<Code name=\"a\">".repeat(100_000);
    let brought = import::read(import::reader("refi").expect("a reader"), "a.qde", xml.as_bytes(), AT);
    assert!(brought.issues.iter().any(|issue| issue.what.contains("deep in each other")), "{:?}", brought.issues);
    assert!(brought.read.project.codebook.labels.len() < 300);
}
