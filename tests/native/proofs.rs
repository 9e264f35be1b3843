//! Every export is read again before it is offered: what was written comes back whole, and a byte that is not as it
//! was written is told with its place.

use crate::exports::{random, scene};
use crate::golden;
use crate::imports::tagged;
use standpoint::app::export_report::ExportReport;
use standpoint::find::analyze;
use standpoint::format::export::proof::{PIECE_BYTES, Proof, Proved, prove, prove_in_pieces, prove_own};
use standpoint::format::export::{self, Export, Report, Told, Writer, writer};
use standpoint::format::project::{Facts, Selection, last_change, write_part};
use standpoint::model::{Article, CoderId, Project};

fn written(writer: &dyn Writer, project: &Project) -> (Vec<u8>, Told) {
    let read = |article: &Article| analyze(&article.text);
    let mut export = Export::start(writer, scene(project));
    for article in export::articles(project) {
        export.article(&article, &read(&article));
    }
    let mut bytes = export.take();
    let (rest, _, told) = export.finish_told();
    bytes.extend(rest);
    (bytes, told)
}

pub(crate) fn proved(writer: &dyn Writer, project: &Project) -> Proved {
    let (bytes, told) = written(writer, project);
    prove(writer, scene(project), told, &bytes)
}

#[test]
fn what_was_written_comes_back_whole() {
    let mut faults = Vec::new();
    let mut n_units = 0;
    for seed in 0..24 {
        for (name, project) in [("random", random(seed)), ("tagged", tagged(seed)), ("golden", golden::example())] {
            if name == "golden" && seed > 0 {
                continue;
            }
            for writer in export::ALL {
                let proved = proved(*writer, &project);
                n_units += proved.n_units;
                if !proved.is_equal() && faults.len() < 40 {
                    let what: Vec<_> = proved.mismatches.iter().map(|m| (m.kind, m.why, m.n, &m.places[0])).collect();
                    let line = proved.line();
                    faults.push(format!("{} of {name} {seed}: {line} {what:?} {:?}", writer.about().id, proved.issues));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(n_units > 10_000, "{n_units}");
}

/// A coder's own file.
fn own(project: &Project, coder: &CoderId) -> String {
    let facts = Facts {
        version: "0.1.0",
        engine: 1,
        exported: last_change(project, coder),
        sentences: &|_| Vec::new(),
        entities: &|_| None,
    };
    write_part(project, &facts, &Selection::Own(coder.clone()))
}

#[test]
fn a_coders_own_file_comes_back_whole() {
    let mut n_units = 0;
    for seed in 0..24 {
        for project in [random(seed), tagged(seed)] {
            for coder in project.coders.keys() {
                let proved = prove_own(scene(&project), coder, own(&project, coder).as_bytes());
                assert!(proved.is_equal(), "{coder} of {seed}: {} {:?}", proved.line(), proved.issues);
                n_units += proved.n_units;
            }
        }
    }
    assert!(n_units > 1000, "{n_units}");
}

#[test]
fn a_byte_of_an_own_file_that_is_not_as_it_was_written_is_told() {
    let project = golden::example();
    let coder = CoderId::new("c:ana");
    let whole = own(&project, &coder);
    for (from, to) in
        [("\"value\":\"negative\"", "\"value\":\"negativf\""), ("\"start\":0,", "\"start\":1,"), ("}", "")]
    {
        let broken = whole.replacen(from, to, 1);
        assert_ne!(broken, whole);
        let proved = prove_own(scene(&project), &coder, broken.as_bytes());
        assert!(!proved.is_equal(), "{from}: {}", proved.line());
        let report = ExportReport::decode(&ExportReport::encode(&Report::default(), &proved)).unwrap();
        let said = report.fault_of("ana.json").expect("it is said");
        assert!(said.starts_with("ana.json was saved, but does not say all"), "{said}");
    }
    let proved = prove_own(scene(&project), &coder, whole.as_bytes());
    let report = ExportReport::decode(&ExportReport::encode(&Report::default(), &proved)).unwrap();
    assert_eq!(report.fault_of("ana.json"), None);
    // A file that was not read again is no fault, and is not said to be equal.
    let proved = Proved::unread("it has 300 MB, more than fit in memory".to_owned());
    assert!(!proved.is_equal());
    let report = ExportReport::decode(&ExportReport::encode(&Report::default(), &proved)).unwrap();
    assert_eq!(&*report.proof, "Not read again: it has 300 MB, more than fit in memory.");
    assert_eq!(report.fault_of("ana.json"), None);
}

/// What stands in the golden file of each format, and what stands there instead.
const BREAKS: &[(&str, &str, &str)] = &[
    ("standpoint", "\"value\":\"negative\"", "\"value\":\"negativf\""),
    ("csv", "l:loaded ", "l:loadee "),
    ("csv-long", ",sentiment,,,negative", ",sentiment,,,negativf"),
    ("recal", "\r\n1,1\r\n", "\r\n1,2\r\n"),
    ("jsonl", "\"position\":\"favor\"", "\"position\":\"favos\""),
    ("w3c", "label=l:loaded", "label=l:loadee"),
    ("w3c-utf16", "\"TextPositionSelector\",\"start\":1", "\"TextPositionSelector\",\"start\":2"),
    ("doccano", ",\"loaded\"]", ",\"loadee\"]"),
    ("doccano-sentences", "sentiment=negative", "sentiment=negativf"),
    ("label-studio", "\"labels\":[\"loaded\"]", "\"labels\":[\"loadee\"]"),
    ("label-studio-config", "Choice value=\"favor\"", "Choice value=\"favos\""),
    ("prodigy", "\"label\":\"loaded\"", "\"label\":\"loadee\""),
    ("brat", "Sentiment T", "Sentimenu T"),
    ("cas-json", "\"value\":\"loaded\"", "\"value\":\"loadee\""),
    ("cas-xmi", "value=\"loaded\"", "value=\"loadee\""),
    ("refi", "endPosition=\"2", "endPosition=\"1"),
    ("refi-plain", "<Coding guid", "<Codinh guid"),
    ("conll", "\tB-loaded", "\tB-loadee"),
    ("refi-codebook", "name=\"Loaded", "name=\"Loadee"),
    ("graphml", "<data key=\"p0\">1<", "<data key=\"p0\">2<"),
];

#[test]
fn a_broken_byte_is_told() {
    let project = golden::example();
    for (id, good, bad) in BREAKS {
        let writer = writer(id).expect("a format");
        let (mut bytes, told) = written(writer, &project);
        let at = bytes.windows(good.len()).position(|window| window == good.as_bytes());
        let at = at.unwrap_or_else(|| panic!("{id} has {good}"));
        bytes[at..at + bad.len()].copy_from_slice(bad.as_bytes());
        let proved = prove(writer, scene(&project), told, &bytes);
        assert!(!proved.is_equal(), "{id}: {good} as {bad}");
        assert!(!proved.mismatches.is_empty() || proved.n_issues > 0, "{id}");
        assert!(proved.line().contains("does not say all"), "{}", proved.line());
    }
}

#[test]
fn a_cut_file_and_a_moved_offset_are_told() {
    let project = golden::example();
    for writer in export::ALL {
        let id = writer.about().id;
        let (bytes, told) = written(*writer, &project);
        let cut = &bytes[..bytes.len() / 2];
        assert!(!prove(*writer, scene(&project), told, cut).is_equal(), "{id}");
    }
    // An offset that leads elsewhere, though the words beside it would still say where.
    let (bytes, told) = written(writer("label-studio").expect("a format"), &project);
    let text = String::from_utf8(bytes).expect("UTF-8");
    let at = text.find("\"type\":\"labels\",\"value\":{\"start\":").expect("a region") + 34;
    let moved = format!("{}9{}", &text[..at], &text[at..]);
    let proved = prove(writer("label-studio").expect("a format"), scene(&project), told, moved.as_bytes());
    assert!(!proved.is_equal(), "{proved:?}");
    let places = proved.mismatches.iter().flat_map(|loss| &loss.places);
    assert!(places.filter(|place| place.article.is_some()).count() > 0, "a mismatch has its place: {proved:?}");
}

#[test]
fn a_file_read_in_pieces_is_proved_like_one_read_at_once() {
    for (name, project) in [("golden", golden::example()), ("tagged", tagged(3)), ("random", random(5))] {
        for writer in export::ALL {
            let id = writer.about().id;
            let (bytes, _) = written(*writer, &project);
            let told = || written(*writer, &project).1;
            for piece in [1, 50, 3_000] {
                let proved = prove_in_pieces(*writer, scene(&project), told(), &bytes, piece);
                assert!(proved.is_equal(), "{id} of {name} by {piece}: {} {:?}", proved.line(), proved.issues);
                assert_eq!(proved, prove(*writer, scene(&project), told(), &bytes), "{id} of {name} by {piece}");
            }
            // A byte that is another one is seen as well. Readers know less of a small part, and may see more in it.
            for at in (0..bytes.len()).step_by(bytes.len() / 20 + 1) {
                let mut broken = bytes.clone();
                broken[at] ^= 1;
                let [small, large] = [200, 1 << 20]
                    .map(|piece| prove_in_pieces(*writer, scene(&project), told(), &broken, piece).is_equal());
                assert!(large || !small, "{id} of {name}, byte {at}");
            }
            let cut = &bytes[..bytes.len() - bytes.len() / 3];
            assert!(!prove_in_pieces(*writer, scene(&project), told(), cut, 200).is_equal(), "{id} of {name}, cut");
        }
    }
}

#[test]
fn no_more_than_a_piece_of_a_large_file_is_read_at_once() {
    let project = tagged(3);
    for writer in export::ALL {
        let (bytes, told) = written(*writer, &project);
        let mut proof = Proof::start(*writer, scene(&project), told, 50 * PIECE_BYTES);
        let wanted = proof.wanted().expect("a file has a beginning");
        match writer.about().id {
            "standpoint" | "recal" | "refi" | "refi-plain" | "refi-codebook" | "graphml" | "label-studio-config" => {
                assert!(proof.is_whole(), "{}", writer.about().id);
                assert_eq!(wanted, 0..50 * PIECE_BYTES);
            }
            id => {
                assert!(!proof.is_whole() && wanted.end - wanted.start <= PIECE_BYTES, "{id} wants {wanted:?}");
                drop(proof.take(bytes[..1].to_vec()));
            }
        }
    }
}
