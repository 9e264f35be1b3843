//! The layers hold: a file names only lower layers and its own, and only the outside crates its layer may use.

use crate::source::{code_of, sources};
use std::collections::BTreeSet;

struct Layer {
    name: &'static str,
    /// A layer may name those of a lower rank; two of one rank do not know each other.
    rank: u8,
    /// The crates it may name, beside `std`.
    crates: &'static [&'static str],
}

const BROWSER: &[&str] = &[
    "yew",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "gloo_events",
    "gloo_timers",
    "gloo_utils",
    "serde_json",
];

/// The folders of `src/`. The wire types are in `format`, so nothing below it serialises.
const LAYERS: &[Layer] = &[
    Layer { name: "text", rank: 0, crates: &[] },
    Layer { name: "model", rank: 1, crates: &[] },
    Layer { name: "edit", rank: 2, crates: &[] },
    Layer { name: "find", rank: 2, crates: &["regex", "aho_corasick"] },
    Layer { name: "measure", rank: 2, crates: &[] },
    Layer {
        name: "format",
        rank: 3,
        crates: &["serde", "serde_json", "sha2", "miniz_oxide", "quick_xml", "hayro_syntax", "hayro_cmap"],
    },
    Layer { name: "chart", rank: 3, crates: &[] },
    Layer { name: "app", rank: 4, crates: &["serde", "serde_json"] },
    Layer { name: "web", rank: 5, crates: BROWSER },
];

/// The programs: the page and its worker may name the browser, the command line may not.
/// Both are cut in two where they begin.
const PROGRAMS: &[(&str, &[&str])] = &[
    ("src/main.rs", &["yew", "wasm_split_helpers"]),
    ("src/bin/worker.rs", &["wasm_split_helpers"]),
    ("src/bin/", &["serde", "serde_json"]),
];

/// What the layers below the browser do not have: they get time, bytes and settings as arguments.
const IMPURE: &[&str] =
    &["std::fs", "std::env", "std::thread", "std::net", "std::process", "Instant", "SystemTime", "std::io::stdin"];

#[test]
fn every_file_keeps_to_its_layer() {
    let dependencies = dependencies(include_str!("../../Cargo.toml"));
    let mut faults = Vec::new();
    for source in sources(&["src"], "rs") {
        faults.extend(faults_of(&source.path, &source.text, &dependencies));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_table_names_no_crate_that_is_gone() {
    let dependencies = dependencies(include_str!("../../Cargo.toml"));
    // Aho-Corasick is allowed before it is needed.
    let known = |name: &str| name == "aho_corasick" || dependencies.contains(name);
    let named = LAYERS.iter().flat_map(|layer| layer.crates);
    let gone: Vec<_> = named.filter(|name| !known(name)).collect();
    assert!(gone.is_empty(), "{gone:?}");
}

#[test]
fn a_breach_is_found() {
    let dependencies = ["regex", "yew", "serde_json"].map(str::to_owned).into();
    for (path, text, fault) in [
        ("src/text/a.rs", "use crate::model::Article;", "src/text/a.rs:1: text names crate::model"),
        ("src/edit/a.rs", "\nfn f() { crate::find::g() }", "src/edit/a.rs:2: edit names crate::find"),
        ("src/find/a.rs", "use crate::{text::Span, app::X};", "find names crate::app"),
        ("src/find/a.rs", "use super::super::web::X;", "find climbs out of its folder"),
        ("src/find/deep/a.rs", "use super::super::super::web::X;", "find climbs out of its folder"),
        ("src/model/a.rs", "use regex::Regex;", "model names the crate regex"),
        ("src/model/a.rs", "use ::regex::Regex;", "model names the crate regex"),
        ("src/app/a.rs", "fn f() -> yew::Html { draw() }", "app names the crate yew"),
        ("src/app/a.rs", "let now = std::time::Instant::now();", "app names Instant"),
        ("src/bin/tool.rs", "use yew::Html;", "a program names the crate yew"),
        ("src/bin/tool.rs", "use standpoint::web::App;", "the command line names the browser layer"),
        ("src/new/a.rs", "", "is in no layer"),
    ] {
        let faults = faults_of(path, text, &dependencies);
        assert!(faults.len() == 1 && faults[0].contains(fault), "{path} {text}: {faults:?}");
    }
}

#[test]
fn what_is_allowed_is_not_reported() {
    let dependencies = ["regex", "yew"].map(str::to_owned).into();
    for (path, text) in [
        ("src/find/a.rs", "use crate::text::Span; use crate::find::b; use crate::model::Kind; use regex::Regex;"),
        ("src/find/deep/a.rs", "use super::super::b;"),
        ("src/model/a.rs", "//! See [`crate::web`].\nlet s = \"use yew::Html\"; // crate::app"),
        ("src/model/a.rs", "mod yew_like; let regexes = 1; my::regex::call();"),
        ("src/web/a.rs", "use yew::Html; use crate::app::Session; let now = std::env::args();"),
        ("src/app/a.rs", "fn f() {}\n#[cfg(test)]\nmod tests { fn g() { std::fs::read(\"a\"); } }"),
        ("src/lib.rs", "pub mod web;"),
        ("src/main.rs", "use standpoint::web; use yew::Html;"),
    ] {
        assert_eq!(faults_of(path, text, &dependencies), Vec::<String>::new(), "{path} {text}");
    }
}

/// The breaches of one file, each with its line.
fn faults_of(path: &str, text: &str, dependencies: &BTreeSet<String>) -> Vec<String> {
    let code = code_of(text);
    let mut faults = Vec::new();
    let mut report = |at: usize, what: String| {
        faults.push(format!("{path}:{}: {what}", code[..at].matches('\n').count() + 1));
    };
    let crates = named_crates(&code, dependencies);
    if path == "src/lib.rs" {
        return faults;
    }
    if let Some((folder, allowed)) = PROGRAMS.iter().find(|(folder, _)| path.starts_with(folder)) {
        for (at, name) in crates.iter().filter(|(_, name)| !allowed.contains(&name.as_str())) {
            report(*at, format!("a program names the crate {name}"));
        }
        if *folder == "src/bin/" {
            for (at, _) in code.match_indices("standpoint::web") {
                report(at, "the command line names the browser layer".to_owned());
            }
        }
        return faults;
    }
    let folder = path.split('/').nth(1).unwrap_or_default();
    let Some(layer) = LAYERS.iter().find(|layer| layer.name == folder) else {
        return vec![format!("{path}: is in no layer; the table in tests/native/layers.rs says which there are")];
    };
    for (at, module) in named_modules(&code) {
        let lower = LAYERS.iter().any(|other| other.name == module && other.rank < layer.rank);
        if module != layer.name && !lower {
            report(at, format!("{} names crate::{module}", layer.name));
        }
    }
    // A file at `src/find/a.rs` may go up once, to `find`; each folder below allows one more.
    let climbs = "super::".repeat(path.matches('/').count());
    for (at, _) in code.match_indices(&climbs).take(1) {
        report(at, format!("{} climbs out of its folder", layer.name));
    }
    for (at, name) in crates {
        if !layer.crates.contains(&name.as_str()) {
            report(at, format!("{} names the crate {name}", layer.name));
        }
    }
    if layer.name != "web" {
        // Tests may read the project's own files.
        let code = &code[..code.find("#[cfg(test)]\nmod ").unwrap_or(code.len())];
        for word in IMPURE {
            for at in words(code, word) {
                report(at, format!("{} names {word}; it is pure, so take the value as an argument", layer.name));
            }
        }
    }
    faults
}

/// The modules after `crate::`, those in braces too.
fn named_modules(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for at in words(code, "crate") {
        let Some(rest) = code[at + 5..].strip_prefix("::") else { continue };
        let Some(group) = rest.strip_prefix('{') else {
            found.push((at, word_at(rest).to_owned()));
            continue;
        };
        let mut depth = 0;
        let mut expects = true;
        for (offset, letter) in group.char_indices() {
            match letter {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => expects = true,
                _ if expects && depth == 0 && (letter.is_alphanumeric() || letter == '_') => {
                    found.push((at, word_at(&group[offset..]).to_owned()));
                    expects = false;
                }
                _ => {}
            }
        }
    }
    found
}

/// The dependencies that the code names at the start of a path.
fn named_crates(code: &str, dependencies: &BTreeSet<String>) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for name in dependencies {
        for at in words(code, name) {
            let before = code[..at].trim_end();
            let after = &code[at + name.len()..];
            // `a::regex::b` is some module of that name; `use ::regex` and `use regex;` are the crate.
            let inner = before.ends_with("::") && !before.trim_end_matches("::").ends_with([' ', '(', '<', '&', ';']);
            let inner = inner && !before.trim_end_matches("::").ends_with("use");
            let path = after.starts_with("::") || before.ends_with("use") || before.ends_with("extern crate");
            if path && !inner {
                found.push((at, name.clone()));
            }
        }
    }
    found.sort();
    found
}

/// Where a word, or a path of words, stands with nothing of a word on either side.
fn words(code: &str, word: &str) -> Vec<usize> {
    let part_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let alone = |at: usize| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    };
    code.match_indices(word).map(|(at, _)| at).filter(|at| alone(*at)).collect()
}

fn word_at(text: &str) -> &str {
    let end = text.find(|letter: char| !(letter.is_alphanumeric() || letter == '_')).unwrap_or(text.len());
    &text[..end]
}

/// The crates under `[dependencies]`, as the code spells them.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[') {
            inside = section == "dependencies]";
            names
                .extend(section.strip_prefix("dependencies.").map(|name| name.trim_end_matches(']').replace('-', "_")));
        } else if inside && !line.starts_with('#') {
            names.extend(line.split_once('=').map(|(name, _)| name.trim().replace('-', "_")));
        }
    }
    names
}

#[test]
fn dependencies_are_read_from_the_manifest() {
    let manifest = "[dependencies]\n# a = 1\nweb-sys = { version = \"1\" }\n[dependencies.js-sys]\nversion = \"1\"\n\
                    [build-dependencies]\nother = \"1\"\n";
    assert_eq!(dependencies(manifest), ["js_sys", "web_sys"].map(str::to_owned).into());
}
