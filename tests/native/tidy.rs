//! The house rules that a program can check. A new rule is ten lines: a check, a bad sample that it finds, a line in
//! the test that runs it.

use crate::source::{code_of, sources};

/// In characters; rustfmt leaves long literals alone, so it does not hold this by itself.
const LONGEST_LINE: usize = 120;

/// One idea a file; what is longer has become two.
const LONGEST_FILE: usize = 400;

/// Tables may be longer, each for a reason.
const TABLES: &[(&str, &str)] = &[];

/// A component longer than this is several.
const LONGEST_COMPONENT: usize = 120;

/// Words that mark something as unfinished; in small letters they are names like any other. Spelled in halves, so
/// that this file passes its own check.
const UNFINISHED: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X"), concat!("HA", "CK")];

#[test]
fn rust_files_are_tidy() {
    let mut faults = Vec::new();
    for source in sources(&["src", "tests/native", "lab/src", "xtask/src", "fuzz/fuzz_targets", "build.rs"], "rs") {
        for check in [header, unfinished, line_length] {
            faults.extend(check(&source.path, &source.text));
        }
        if source.path.starts_with("src/") {
            for check in [file_length, component_length, markup] {
                faults.extend(check(&source.path, &source.text));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn other_files_are_tidy() {
    let mut faults = Vec::new();
    for (folders, extension) in [
        (["tests/browser", "src/web"].as_slice(), "mjs"),
        (&["src/web"], "js"),
        (&["styles"], "css"),
        (&["index.html"], "html"),
        (&["README.md", "CONTRIBUTING.md", "CHANGELOG.md"], "md"),
    ] {
        for source in sources(folders, extension) {
            faults.extend(unfinished(&source.path, &source.text));
            if extension == "html" {
                faults.extend(markup(&source.path, &source.text));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_text_has_the_marks_of_an_unfinished_merge() {
    let folders = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "ARCHITECTURE.md", "docs", "seeds", "models", "lab"];
    let mut faults = Vec::new();
    for extension in ["md", "tsv", "txt", "json"] {
        for source in sources(&folders, extension) {
            faults.extend(merge_marks(&source.path, &source.text));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_list_of_tables_is_current() {
    for (path, _) in TABLES {
        let found = sources(&[path], "rs");
        assert!(found[0].text.lines().count() > LONGEST_FILE, "{path} is short enough: take it off the list");
    }
}

#[test]
fn each_check_finds_its_fault() {
    type Check = fn(&str, &str) -> Vec<String>;
    let long_line = format!("//! a\n{}\n", "x".repeat(LONGEST_LINE + 1));
    let long_file = "//! a\n".repeat(LONGEST_FILE + 1);
    let long_component =
        format!("#[component]\npub fn Big() -> Html {{\n{}}}\n", "    a();\n".repeat(LONGEST_COMPONENT));
    let cases: &[(Check, &str, &str)] = &[
        (header, "use std::fmt;\n", "opens with"),
        (unfinished, concat!("//! a\n// TO", "DO: later\n"), "a.rs:2"),
        (unfinished, concat!("/* FIX", "ME */"), "a.rs:1"),
        (merge_marks, concat!("a\n<<<<", "<<< HEAD\n"), "a.rs:2"),
        (line_length, &long_line, "a.rs:2"),
        (file_length, &long_file, "401 lines"),
        (component_length, &long_component, "a.rs:1: component Big"),
        (markup, "html! { <p style=\"color: red\">{ a }</p> }", "style="),
        (markup, "html! { <p style={format!(\"color: {a}\")} /> }", "style="),
        (markup, "<p onclick=\"go()\">", "onclick"),
    ];
    for (check, sample, fault) in cases {
        let faults = check("a.rs", sample);
        assert!(faults.len() == 1 && faults[0].contains(fault), "{sample:.40}: {faults:?}");
    }
}

#[test]
fn no_check_finds_fault_with_good_code() {
    let good = "//! A file.\n\n#[component]\nfn Small() -> Html {\n    \
                html! { <p class=\"style\" onclick={go}>{ \"TODOS\" }</p> }\n}\n";
    for check in [header, unfinished, line_length, file_length, component_length, markup] {
        assert_eq!(check("a.rs", good), Vec::<String>::new());
    }
}

fn header(path: &str, text: &str) -> Vec<String> {
    let opens = text.starts_with("//! ");
    if opens { Vec::new() } else { vec![format!("{path}: opens with `//!` and what the file is")] }
}

/// What git leaves in a file where two changes met.
fn merge_marks(path: &str, text: &str) -> Vec<String> {
    let is_mark = |line: &str| ["<<<<<<< ", "||||||| ", ">>>>>>> "].iter().any(|mark| line.starts_with(mark));
    let lines = text.lines().enumerate().filter(|(_, line)| is_mark(line));
    lines.map(|(ix, _)| format!("{path}:{}: a merge was not finished", ix + 1)).collect()
}

fn unfinished(path: &str, text: &str) -> Vec<String> {
    let marks =
        |line: &str| line.split(|letter: char| !letter.is_alphanumeric()).any(|word| UNFINISHED.contains(&word));
    numbered(text).filter(|(_, line)| marks(line)).map(|(n, line)| format!("{path}:{n}: {}", line.trim())).collect()
}

fn line_length(path: &str, text: &str) -> Vec<String> {
    // A text of its own, such as a sample sentence, is better kept whole than cut to fit.
    let holds_text =
        |line: &str| line.split('"').skip(1).step_by(2).any(|text| text.chars().count() > LONGEST_LINE / 2);
    numbered(text)
        .filter(|(_, line)| !holds_text(line))
        .map(|(n, line)| (n, line.chars().count()))
        .filter(|(_, length)| *length > LONGEST_LINE)
        .map(|(n, length)| format!("{path}:{n}: {length} characters, of which {LONGEST_LINE} are allowed"))
        .collect()
}

fn file_length(path: &str, text: &str) -> Vec<String> {
    let lines = text.lines().count();
    if lines <= LONGEST_FILE || TABLES.iter().any(|(table, _)| *table == path) {
        return Vec::new();
    }
    vec![format!("{path}: {lines} lines, of which {LONGEST_FILE} are allowed; split it by idea")]
}

/// Components are as rustfmt leaves them: the function ends at the first closing brace in the first column.
fn component_length(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut lines = numbered(text);
    while let Some((start, line)) = lines.next() {
        if !line.starts_with("#[component") {
            continue;
        }
        let body: Vec<_> = lines.by_ref().take_while(|(_, line)| *line != "}").map(|(_, line)| line).collect();
        let length = body.len() + 2;
        if length > LONGEST_COMPONENT {
            let signature = body.iter().find(|line| line.contains("fn ")).copied().unwrap_or_default();
            let name = signature.split("fn ").nth(1).and_then(|rest| rest.split(['(', '<']).next()).unwrap_or("?");
            faults.push(format!(
                "{path}:{start}: component {name} has {length} lines, of which {LONGEST_COMPONENT} are allowed"
            ));
        }
    }
    faults
}

/// What the page's Content-Security-Policy would refuse: style attributes, and handlers written as text.
fn markup(path: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    // Literals are blank in the code but keep their quotes, which is all that is looked for.
    let rust = path.ends_with(".rs") && text.starts_with("//!");
    let code = if rust { code_of(text) } else { text.to_owned() };
    for (n, line) in numbered(&code) {
        for (at, _) in line.match_indices('=') {
            let name: String = line[..at].chars().rev().take_while(char::is_ascii_alphanumeric).collect();
            let name: String = name.chars().rev().collect();
            let attribute = line[..at - name.len()].ends_with([' ', '\t']) || at == name.len();
            let value = &line[at + 1..];
            let styled = name == "style" && value.starts_with(['"', '{', '\'']);
            let handled = name.starts_with("on") && name.len() > 2 && value.starts_with(['"', '\'']);
            if attribute && (styled || handled) {
                faults.push(format!("{path}:{n}: {name}= in the markup; the page's policy refuses it"));
            }
        }
    }
    faults
}

/// Lines with their numbers, counted from 1.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}
