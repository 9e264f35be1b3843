//! The sentence splitter on its tables of cases.

use standpoint::text::{is_space, sentences};
use std::fs;
use std::path::Path;

/// The cases of a table in `seeds/cases`: name, text, its sentences.
fn cases(file: &str) -> Vec<(String, String, Vec<String>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/cases").join(file);
    let table = fs::read_to_string(path).unwrap();
    let read = |line: &str| {
        let (name, marked) = line.split_once('\t').expect("name, tab, text");
        let mut parts = marked.split("\\u{");
        let mut plain = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (number, rest) = part.split_once('}').expect("a number ends in }");
            let number = u32::from_str_radix(number, 16).expect("a hexadecimal number");
            plain.push(char::from_u32(number).expect("a character"));
            plain.push_str(rest);
        }
        let sentences = plain.split(" | ").flat_map(|part| part.split("||"));
        let sentences = sentences.map(|part| part.trim_matches(is_space).to_owned()).collect();
        (name.to_owned(), plain.replace(" | ", " ").replace("||", ""), sentences)
    };
    table.lines().filter(|line| !line.starts_with('#')).map(read).collect()
}

fn found(text: &str) -> Vec<&str> {
    sentences(text).into_iter().map(|sentence| sentence.of(text)).collect()
}

#[test]
fn sentence_cases() {
    for (file, at_least) in [("sentences.tsv", 40), ("english.tsv", 200), ("languages.tsv", 200), ("unicode.tsv", 90)] {
        let cases = cases(file);
        assert!(cases.len() > at_least, "{file} was read");
        for (name, text, expected) in cases {
            assert_eq!(found(&text), expected, "case {name:?} of {file}");
        }
    }
}

#[test]
fn cases_that_are_not_met_are_so_indeed() {
    for (name, text, expected) in cases("not-met.tsv") {
        assert_ne!(found(&text), expected, "case {name:?} of not-met.tsv is met: move it to its table");
    }
}
