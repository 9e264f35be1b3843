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

/// The characters of hexadecimal numbers.
fn characters(numbers: &str) -> String {
    let number = |hex: &str| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).expect("a code point");
    numbers.split_whitespace().map(number).collect()
}

/// The Unicode file's own cases. Its sentences end with their white space and may be white space alone; ours have none.
#[test]
fn unicodes_own_cases() {
    const NOT_MET: [&str; 4] = [
        // An abbreviation, whatever closes behind it: "etc.)’ The" goes on.
        "0065 0074 0063 002E 0029 2019 00A0 0308 ÷ 0054 0068 0065",
        "0065 0074 0063 002E 0029 2019 0308 ÷ 0054 0068 0065",
        // A full stop of Latin script between Chinese characters stands in a number or a name.
        "5B57 002E ÷ 5B57",
        "0065 0074 0063 002E ÷ 5B83",
    ];
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/native/data/sentence-break.txt");
    let table = fs::read_to_string(path).unwrap();
    let is_sentence = |part: &str| part.chars().any(|c| !is_space(c) && !c.is_control());
    let rows: Vec<&str> = table.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(rows.len() > 400, "the table was read");
    for row in rows {
        let text = characters(&row.replace('÷', ""));
        let expected: Vec<String> = row.split('÷').map(characters).filter(|part| is_sentence(part)).collect();
        let expected: Vec<&str> = expected.iter().map(|part| part.trim_matches(is_space)).collect();
        let mut found = found(&text);
        found.retain(|part| is_sentence(part));
        assert_eq!(found == expected, !NOT_MET.contains(&row), "{row}: {found:?}, {expected:?}");
    }
}
