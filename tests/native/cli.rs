//! The command line as a person meets it: output, messages, exit codes.

use crate::odd::Odd;
use crate::random_project::Chance;
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::thread;

fn run(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_standpoint")).args(args).output().expect("the binary runs")
}

fn run_with_input(args: &[&str], input: &[u8]) -> Output {
    run_with_pieces(args, &[input])
}

/// With input that comes a piece at a time.
fn run_with_pieces(args: &[&str], pieces: &[&[u8]]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_standpoint"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut input = child.stdin.take().expect("piped");
    thread::scope(|scope| {
        scope.spawn(move || pieces.iter().for_each(|piece| input.write_all(piece).expect("it reads its input")));
        child.wait_with_output().expect("it ends")
    })
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

/// A file in a folder of this test run.
fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli");
    fs::create_dir_all(&folder).expect("a folder for test files");
    let path = folder.join(name);
    fs::write(&path, bytes).expect("a test file");
    path
}

#[test]
fn json_offsets_fit_the_text_in_both_units() {
    let text = "😀 Mayor Elena Díaz met Putin.\r\nIt rained.";
    let output = run_with_input(&["analyze", "-"], text.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let json: serde_json::Value = serde_json::from_str(out(&output)).expect("JSON");
    assert_eq!(json["file"], "-");
    assert_eq!(json["sentences"].as_array().map(Vec::len), Some(2));
    let mention = &json["mentions"][0];
    assert_eq!(mention["text"], "Elena Díaz");
    assert_eq!(mention["kind"], "PERSON");
    assert_eq!(mention["entity"]["key"], "elena-diaz");
    assert_eq!((mention["start"].as_u64(), mention["end"].as_u64()), (Some(8), Some(18)));
    assert_eq!((mention["start_utf16"].as_u64(), mention["end_utf16"].as_u64()), (Some(9), Some(19)));
    assert!(json["tokens"].as_array().is_some_and(|tokens| tokens.len() == 10), "{}", json["tokens"]);
}

#[test]
fn rows_come_out_in_order_with_offsets_in_code_points() {
    let rows = "{\"id\":7,\"text\":\"😀 Putin left. It rained.\"}\n\n{\"id\":\"b\",\"text\":\"\"}\n";
    let output = run_with_input(&["analyze", "--jsonl", "-"], rows.as_bytes());
    let lines: Vec<serde_json::Value> = out(&output).lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], 7);
    assert_eq!(lines[0]["sentences"], serde_json::json!([[0, 13], [14, 24]]));
    assert_eq!(
        lines[0]["mentions"][0],
        serde_json::json!({"start": 2, "end": 7, "kind": "PERSON", "entity": "vladimir-putin", "text": "Putin"})
    );
    assert_eq!(
        lines[1],
        serde_json::json!({"id": "b", "sentences": [], "tokens": [], "mentions": [], "quotations": [], "reported": []})
    );
    let many: String = (0..500).map(|n| format!("{{\"id\":{n},\"text\":\"Merkel met {n} men.\"}}\n")).collect();
    let alone = run_with_input(&["analyze", "--jsonl", "-"], many.as_bytes());
    let together = run_with_input(&["analyze", "--jsonl", "--threads", "3", "-"], many.as_bytes());
    assert_eq!(out(&alone).lines().count(), 500);
    assert_eq!(out(&alone), out(&together));
}

#[test]
fn rows_are_the_same_in_whatever_pieces_they_come() {
    let (mut odd, mut chance) = (Odd(0x0123_4567_89AB_CDEF), Chance(7));
    // Nobody reads the third field; with it, rows are read in several batches.
    let pad = "x".repeat(1 << 17);
    let row = |id: usize, text: &str| format!("{}\n", serde_json::json!({"id": id, "text": text, "pad": pad}));
    let rows: String = (0..80).map(|id| row(id, &odd.text())).collect();
    let expected = run_with_input(&["analyze", "--jsonl", "--threads", "1", "-"], rows.as_bytes());
    assert_eq!((expected.status.code(), out(&expected).lines().count()), (Some(0), 80), "{}", err(&expected));
    for n_threads in ["2", "3", "7"] {
        let mut pieces = Vec::new();
        let mut rest = rows.as_bytes();
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(rest.len().min(1 + chance.below(3 << 18)));
            pieces.push(piece);
            rest = after;
        }
        let output = run_with_pieces(&["analyze", "--jsonl", "--threads", n_threads, "-"], &pieces);
        assert!(output.stdout == expected.stdout, "{n_threads} threads, {} pieces", pieces.len());
    }
    // Each alone, and in files of their own.
    let (one, other) = rows.split_at(rows.match_indices('\n').nth(40).expect("so many rows").0 + 1);
    let (one, other) = (file("one.jsonl", one.as_bytes()), file("other.jsonl", other.as_bytes()));
    let output = run(&["analyze", "--jsonl", one.to_str().unwrap(), other.to_str().unwrap()]);
    assert!(output.stdout == expected.stdout, "two files");
}

#[test]
fn a_bad_row_is_named_and_the_others_are_done() {
    let output = run_with_input(&["analyze", "--jsonl", "-"], b"{\"id\":1}\nno\n{\"id\":2,\"text\":\"a\"}\n");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output).lines().count(), 1);
    let message = err(&output);
    assert!(message.contains("line 1: has no \"text\"") && message.contains("line 2: is not JSON"), "{message}");
}

#[test]
fn rows_in_windows_1252_are_read_and_told() {
    let rows = b"{\"id\":1,\"text\":\"D\xEDaz left.\"}\n{\"id\":2,\"text\":\"caf\x81\"}\n{\"id\":3,\"text\":\"a\"}\n";
    let output = run_with_input(&["analyze", "--jsonl", "-"], rows);
    assert_eq!(output.status.code(), Some(1), "the second is in nothing that is known");
    assert_eq!(out(&output).lines().count(), 2, "{}", out(&output));
    assert!(out(&output).starts_with("{\"id\":1,\"sentences\":[[0,10]]"), "{}", out(&output));
    let message = err(&output);
    assert_eq!(message.matches("read as Windows-1252").count(), 1, "{message}");
    assert!(message.contains("line 2: is neither UTF-8 nor Windows-1252"), "{message}");
    let utf16 = run_with_input(&["analyze", "--jsonl", "-"], b"\xFF\xFE{\0}\0\n\0");
    assert_eq!(utf16.status.code(), Some(1));
    assert!(err(&utf16).contains("is in UTF-16"), "{}", err(&utf16));
}

#[test]
fn several_files_are_an_array() {
    let (a, b) = (file("a.txt", b"Putin left."), file("b.txt", b""));
    let array = run(&["analyze", a.to_str().unwrap(), b.to_str().unwrap()]);
    let array: serde_json::Value = serde_json::from_str(out(&array)).expect("an array");
    assert_eq!(array.as_array().map(Vec::len), Some(2));
}

#[test]
fn text_marks_names_in_brackets() {
    let output = run_with_input(&["analyze", "--format=text", "-"], b"Merkel left. It rained.\n\nBerlin slept.\n");
    assert_eq!(out(&output), "[Merkel|PERSON] left.\nIt rained.\n\n[Berlin|GPE] slept.\n");
}

#[test]
fn html_escapes_the_text() {
    let output = run_with_input(&["analyze", "--format", "html", "-"], b"<script>Putin</script> & Merkel said \"no\".");
    let page = out(&output);
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("&lt;script&gt;") && page.contains("&amp;"), "{page}");
    assert!(page.contains(">Putin</mark>"), "{page}");
}

#[test]
fn a_bad_file_is_named_and_the_others_are_done() {
    let good = file("good.txt", b"Putin left.");
    let bad = file("bad.txt", b"first line\ncaf\x81 talk");
    let output =
        run(&["analyze", "--format", "text", bad.to_str().unwrap(), "no-such-file.txt", good.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).ends_with("[Putin|PERSON] left.\n"), "the good one is done");
    let message = err(&output);
    assert!(
        message.contains("bad.txt") && message.contains("byte offset 14 (line 2)") && message.contains("0x81"),
        "{message}"
    );
    assert!(message.contains("no-such-file.txt"), "{message}");
}

#[test]
fn a_byte_order_mark_counts_but_is_in_no_sentence() {
    let output = run_with_input(&["analyze", "-"], "\u{FEFF}Putin left.".as_bytes());
    let json: serde_json::Value = serde_json::from_str(out(&output)).expect("JSON");
    assert_eq!(json["sentences"][0]["start"], 1);
    let cut = run_with_input(&["analyze", "-"], &[0xFF, 0xFE, b'P']);
    assert_eq!(cut.status.code(), Some(1));
    assert!(err(&cut).contains("UTF-16"), "{}", err(&cut));
    let utf16: Vec<u8> = "\u{FEFF}Putin left.".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let windows = b"Putin \x93left\x94.".to_vec();
    for (bytes, name, text) in [(utf16, "UTF-16", "Putin left."), (windows, "Windows-1252", "Putin “left”.")] {
        let output = run_with_input(&["analyze", "-"], &bytes);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(err(&output).contains(&format!("read as {name}")), "{}", err(&output));
        let json: serde_json::Value = serde_json::from_str(out(&output)).expect("JSON");
        assert_eq!(json["sentences"][0]["text"], text);
    }
}

#[test]
fn wrong_usage_says_what_is_right() {
    for (args, part) in [
        (&["analyze"][..], "needs a file"),
        (&["analyze", "--format", "xml", "-"], "json, text or html"),
        (&["analyze", "--format"], "needs a value"),
        (&["analyze", "--colour", "-"], "no option \"--colour\""),
        (&["analyze", "--jsonl", "--format", "html", "-"], "--jsonl"),
        (&["analyze", "--threads", "2", "-"], "--jsonl"),
        (&["analyze", "--jsonl", "--threads", "0", "-"], "from 1"),
        (&["analyze", "-", "-"], "only once"),
        (&["analyse", "-"], "no command \"analyse\""),
        (&[], "Usage"),
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(err(&output).contains(part), "{args:?}: {}", err(&output));
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    for (args, part) in [
        (&["--help"][..], "standpoint analyze"),
        (&["analyze", "--help"], "Unicode code points"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(out(&output).contains(part), "{args:?}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let long = file("long.txt", "Putin met Merkel in Berlin on Monday. ".repeat(20_000).as_bytes());
    let mut child = Command::new(env!("CARGO_BIN_EXE_standpoint"))
        .args(["analyze", long.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(err(&output), "");
}

#[test]
fn a_project_is_converted_and_told_about() {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/project.json");
    let path = project.to_str().expect("a path");
    let output = run(&["convert", "--from", "standpoint", "--to", "doccano", path, "-o", "-"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let first: serde_json::Value = serde_json::from_str(out(&output).lines().next().expect("a row")).expect("JSON");
    assert!(first["text"].is_string() && first["label"].is_array());
    assert!(err(&output).contains("written: 20 spans"), "{}", err(&output));
    assert!(err(&output).contains("left out: 6 stances"), "{}", err(&output));
    assert!(err(&output).contains("offsets: UTF-16 code units"), "{}", err(&output));

    let article = file("convert.txt", "Mayor Díaz met Putin in Riverton on Monday.\n".as_bytes());
    let out_path = file("convert.zip", b"");
    let (article, zip) = (article.to_str().expect("a path"), out_path.to_str().expect("a path"));
    let output = run(&["convert", "--to", "brat", article, "-o", zip]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let bytes = fs::read(out_path).expect("the zip");
    assert!(
        bytes.starts_with(b"PK\x03\x04") && bytes.windows(14).any(|w| w == b"untagged/conve" || w == b"annotation.con")
    );
}

#[test]
fn a_file_is_replaced_only_by_a_whole_one() {
    let rows = "{\"text\":\"It rained.\",\"label\":[[0,2,\"a\"]]}\n";
    let (input, kept) = (file("in_place.jsonl", rows.as_bytes()), file("kept.jsonl", b"before"));
    let path = |path: &PathBuf| path.to_str().expect("UTF-8").to_owned();
    let (own, kept_path) = (path(&input), path(&kept));
    for stream in [&["--stream"][..], &[]] {
        let output = run(&[&["convert", "--to", "doccano"], stream, &[own.as_str(), "-o", &own]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        let written = std::fs::read_to_string(&input).expect("a file");
        assert!(written.contains("It rained.") && written.contains("\"a\""), "{written}");
        let output = run(&[&["convert", "--to", "doccano"], stream, &["none.json", "-o", &kept_path]].concat());
        assert_eq!(output.status.code(), Some(1), "{}", err(&output));
        assert_eq!(std::fs::read(&kept).expect("a file"), b"before");
    }
    let folder = std::fs::read_dir(kept.parent().expect("a folder")).expect("a folder");
    let parts = folder.filter(|entry| entry.as_ref().is_ok_and(|e| e.path().extension().is_some_and(|x| x == "part")));
    assert_eq!(parts.count(), 0, "nothing is left of what was not finished");
}

#[test]
fn the_records_of_a_file_are_in_one_unit() {
    // UTF-16, and one record labels a part of a word: code points would begin at the next one.
    let whole: String = (0..3).map(|n| format!("{{\"text\":\"🎉 safe on {n}\",\"label\":[[3,7,\"x\"]]}}\n")).collect();
    let rows = format!("{whole}{{\"text\":\"🎉party on 🎉it\",\"label\":[[3,6,\"x\"]]}}\n");
    let input = file("units.jsonl", rows.as_bytes());
    let written = run(&["convert", "--to", "csv-long", "--stream", input.to_str().expect("UTF-8"), "-o", "-"]);
    let texts: Vec<&str> = out(&written).lines().skip(1).filter_map(|line| line.split(',').nth(10)).collect();
    assert_eq!(texts, ["safe", "safe", "safe", "art"]);
}

#[test]
fn a_report_says_that_the_file_reads_back() {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/project.json");
    let path = project.to_str().expect("a path");
    let json = file("report.json", b"");
    for format in ["label-studio", "refi", "cas-xmi", "recal"] {
        let args = ["convert", "--to", format, path, "-o", "-", "--report", json.to_str().expect("a path")];
        let output = run(&args);
        assert_eq!(output.status.code(), Some(0), "{format}: {}", err(&output));
        let report: serde_json::Value = serde_json::from_slice(&fs::read(&json).expect("a report")).expect("JSON");
        let n = report["proof"]["units"].as_u64().expect("a number");
        assert!(n > 5 && report["proof"]["equal"] == n, "{report}");
        assert_eq!(report["proof"]["mismatches"], serde_json::json!([]));
        assert!(err(&output).contains(&format!("Read again: {n} of {n} units equal")), "{}", err(&output));
    }
}

#[test]
fn files_of_other_tools_are_read_and_their_unit_is_told() {
    let row = r#"{"text":"😀 Mayor Díaz backs the dam.","label":[[2,12,"PER"],[19,26,"ISSUE"]]}"#;
    let path = file("other-tool.jsonl", row.as_bytes());
    let path = path.to_str().expect("a path");
    for from in [&[][..], &["--from", "auto"], &["--from", "doccano"]] {
        let args = [&["convert"], from, &["--to", "doccano", path, "-o", "-"]].concat();
        let output = run(&args);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(err(&output).contains("offsets fit the words as Unicode code points"), "{}", err(&output));
        assert!(out(&output).contains(r#""label":[[3,13,"per"],[20,27,"issue"]]"#), "{}", out(&output));
    }
    let output = run(&["convert", "--from", "w3c", "--to", "doccano", path, "-o", "-"]);
    assert_eq!(output.status.code(), Some(1), "another format than was said");
    assert!(err(&output).contains("line 1: it has no target"), "{}", err(&output));
}

#[test]
fn convert_says_what_is_wrong_and_what_there_is() {
    let list = run(&["convert", "--list"]);
    assert_eq!(list.status.code(), Some(0));
    for writer in standpoint::format::export::ALL {
        assert!(out(&list).lines().any(|line| line.starts_with(writer.about().id)), "{}", writer.about().id);
    }
    for reader in standpoint::format::import::ALL {
        assert!(out(&list).contains(&format!("\n    Brings {}.", reader.about().brings)), "{}", reader.about().id);
    }
    for (args, said) in [
        (&["convert", "a.json", "-o", "-"][..], "needs --to"),
        (&["convert", "--to", "excel", "a.json", "-o", "-"], "there is no format \"excel\""),
        (&["convert", "--to", "brat", "a.json"], "needs -o"),
        (&["convert", "--to", "brat", "-o", "-"], "needs a file to read"),
        (&["convert", "--from", "word", "--to", "brat", "a", "-o", "-"], "standpoint or articles"),
        (&["convert", "--fast", "--to", "brat", "a", "-o", "-"], "no option \"--fast\""),
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(err(&output).contains(said), "{args:?}: {}", err(&output));
    }
    let bad = file("bad-project.json", b"{\"format\":\"standpoint/9\"}");
    let output = run(&["convert", "--to", "csv", bad.to_str().expect("a path"), "-o", "-"]);
    assert_eq!(output.status.code(), Some(1), "a file that failed");
    assert!(err(&output).contains("bad-project.json"), "{}", err(&output));
}

/// The most memory that a run had, in MB; `None` where the system does not tell.
fn peak_mb(args: &[&str]) -> (Output, Option<u64>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standpoint"));
    let mut child = command.args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary runs");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    while child.try_wait().expect("it runs").is_none() {
        let now = fs::read_to_string(&status).unwrap_or_default();
        let line = now.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(str::trim);
        peak = line.and_then(|line| line.split(' ').next()?.parse::<u64>().ok()).map(|kb| kb >> 10).or(peak);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    (child.wait_with_output().expect("it ends"), peak)
}

#[test]
fn validate_says_what_a_file_is_and_how_it_did() {
    let project = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/project.json");
    let project = project.to_str().expect("a path").to_owned();
    let row = r#"{"text":"😀 Mayor Díaz backs the dam.","label":[[2,12,"PER"],[19,26,"ISSUE"]]}"#;
    let path = |name: &str, bytes: &[u8]| file(name, bytes).to_str().expect("a path").to_owned();
    let doccano = path("valid.jsonl", row.as_bytes());
    let faulty = path("faulty.jsonl", format!("{row}\nno row\n").as_bytes());
    let windows = path("windows.txt", b"It\x92s dry.");
    let office = path("a.doc", b"\xd0\xcf\x11\xe0");
    let pdf = path("a.pdf", &crate::pdf::sample());
    for (file, code, told) in [
        (&project, 0, &["format: Standpoint project", "articles: 4"][..]),
        (&doccano, 0, &["format: doccano", "articles: 1", "annotations: 2", "Unicode code points"]),
        (&faulty, 1, &["annotations: 2", "issue: ", "line 2: not JSON"]),
        (&windows, 0, &["format: articles", "articles: 1", "read as Windows-1252"]),
        (&pdf, 0, &["format: articles", "articles: 1"]),
        (&office, 2, &["an old Office document"]),
        (&"no-such-file".to_owned(), 2, &["not read: cannot be read"]),
    ] {
        let output = run(&["validate", file]);
        assert_eq!(output.status.code(), Some(code), "{file}: {} {}", out(&output), err(&output));
        for part in told {
            assert!(out(&output).contains(part), "{file}: {}", out(&output));
        }
    }
    assert_eq!(run(&["validate", &doccano, &faulty, &office]).status.code(), Some(2), "the worst of all");
    assert_eq!(run(&["validate"]).status.code(), Some(2));
    assert_eq!(run(&["validate", "--new"]).status.code(), Some(2));
}

/// Rows of articles, in the order in which an export has them.
fn rows(n: usize) -> String {
    let row = |nth: usize| {
        let body = "Mayor Díaz met Putin in Riverton on Monday. She said that the dam would hold. ".repeat(4);
        format!("{{\"title\":\"{nth:06}\",\"text\":\"Report {nth}. {body}\"}}\n")
    };
    (0..n).map(row).collect()
}

#[test]
#[allow(clippy::print_stdout, reason = "what was measured is worth reading")]
fn rows_are_converted_one_by_one_in_little_memory() {
    let few = file("few.jsonl", rows(500).as_bytes());
    let few = few.to_str().expect("a path");
    let whole = run(&["convert", "--to", "jsonl", few, "-o", "-"]);
    let streamed = run(&["convert", "--to", "jsonl", "--stream", few, "-o", "-"]);
    assert_eq!(streamed.status.code(), Some(0), "{}", err(&streamed));
    assert!(whole.stdout == streamed.stdout, "the same rows, however they are read");
    let analysed = run(&["analyze", "--to", "jsonl", "--stream", few]);
    assert!(whole.stdout == analysed.stdout, "{}", err(&analysed));

    let many = file("many.jsonl", rows(10_000).as_bytes());
    let out_path = file("many.out", b"");
    let out_path = out_path.to_str().expect("a path");
    let peak = |path: &str| {
        let (output, peak) = peak_mb(&["convert", "--to", "label-studio", "--stream", path, "-o", out_path]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        (peak, err(&output).to_owned())
    };
    let ((small, _), (large, told)) = (peak(few), peak(many.to_str().expect("a path")));
    assert!(told.contains("10000 articles"), "{told}");
    println!("500 articles: {small:?} MB, 10,000 articles: {large:?} MB");
    if let (Some(small), Some(large)) = (small, large) {
        assert!(large <= small + 16, "{small} MB for 500 articles and {large} MB for 10,000");
        assert!(told.contains("MB at most"), "{told}");
    }
}

#[test]
fn tags_come_along_record_by_record() {
    let row = r#"{"text":"😀 Mayor Díaz backs the dam.","label":[[2,12,"PER"],[19,26,"ISSUE"]],"username":"Eva"}"#;
    let path = file("stream-tags.jsonl", format!("{row}\nnot a row\n{}\n", row.replace("dam", "law")).as_bytes());
    let path = path.to_str().expect("a path");
    let output = run(&["convert", "--to", "doccano", "--stream", path, "-o", "-"]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert_eq!(out(&output).lines().count(), 2);
    assert!(
        out(&output).lines().all(|row| row.contains(r#"[3,13,"per"]"#) && row.contains("c:eva")),
        "{}",
        out(&output)
    );
    assert!(err(&output).contains("stream-tags.jsonl, line 2: expected JSON"), "{}", err(&output));
    assert!(err(&output).contains("written: 4 spans"), "{}", err(&output));
    let refused = run(&["convert", "--to", "refi", "--stream", path, "-o", "-"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("cannot be written record by record"), "{}", err(&refused));
}

#[test]
#[allow(clippy::print_stdout, reason = "what was measured is worth reading")]
fn bombs_and_long_lines_stay_in_bounds() {
    let long =
        file("long.jsonl", format!("{{\"text\":\"{}\",\"label\":[[0,5,\"A\"]", "a ".repeat(50 << 20)).as_bytes());
    let (output, peak) = peak_mb(&["validate", long.to_str().expect("a path")]);
    assert!(matches!(output.status.code(), Some(1 | 2)), "{}", out(&output));
    assert!(out(&output).len() < 4096, "the line itself is not told");
    println!("a line of 100 MB: {peak:?} MB");
    assert!(peak.is_none_or(|mb| mb < 700), "{peak:?} MB for a line of 100 MB");
    fs::remove_file(long).expect("it was there");

    // Ten files that unpack to 100 MB each, in a hundredth of that.
    let packed = miniz_oxide::deflate::compress_to_vec(&vec![b' '; 100 << 20], 1);
    let names: Vec<String> = (0..10).map(|nth| format!("sources/{nth}.txt")).collect();
    let qde = b"<Project xmlns=\"urn:QDA-XML:project:1.0\"/>".as_slice();
    let said = |size: usize| {
        let mut files: Vec<_> = names.iter().map(|name| (name.as_str(), 8, packed.as_slice(), size, 0)).collect();
        files.push(("project.qde", 0, qde, qde.len(), crate::zips::crc32(qde)));
        crate::zips::packed(&files)
    };
    for (size, why) in
        [(100 << 20, "it unpacks to more than 256 MB with the files before it"), (1 << 20, "than the zip says")]
    {
        let bomb = file("bomb.qdpx", &said(size));
        let (output, peak) = peak_mb(&["validate", bomb.to_str().expect("a path")]);
        assert!(out(&output).contains(why), "{}", out(&output));
        println!("a zip of 1 GB: {peak:?} MB");
        assert!(peak.is_none_or(|mb| mb < 400), "{peak:?} MB for a zip of 1 GB");
    }
}
