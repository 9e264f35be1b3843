//! Pages after the manner of real sites, line by line: what is prose stays, what is the page's goes.

use standpoint::format::article::{read, restore};
use standpoint::model::{Article, MarkKind};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Lines of prose that are dropped all the same, by document and beginning.
const DROPPED_PROSE: &[(&str, &str)] = &[];

/// How many lines of a code come out right at least, over all documents. To be raised with the rules.
const RIGHT: [(char, usize); 6] = [('D', 264), ('M', 59), ('H', 33), ('C', 17), ('P', 32), ('T', 235)];

/// A document and what is expected of its lines.
struct Case {
    name: String,
    original: String,
    expected: Vec<Expected>,
    n_articles: usize,
}

/// What should become of a line.
struct Expected {
    code: char,
    line: u32,
    text: String,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Text,
    Marked(MarkKind),
    Dropped,
}

fn cases() -> Vec<Case> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("seeds/cases/structure");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    files.iter().map(case).collect()
}

fn case(path: &PathBuf) -> Case {
    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let original = std::fs::read_to_string(path).unwrap();
    let list = std::fs::read_to_string(path.with_extension("expected")).unwrap();
    let n_articles = 1 + list.lines().filter(|entry| *entry == "A").count();
    let words = (1..).zip(original.lines()).filter(|(_, line)| !line.trim().is_empty());
    let entries = list.lines().filter(|entry| *entry != "A");
    let expected: Vec<Expected> = words
        .clone()
        .zip(entries.clone())
        .map(|((line, text), entry)| {
            let (code, start) = entry.split_once('\t').unwrap();
            assert_eq!(start, text.chars().take(50).collect::<String>(), "{name}:{line}");
            Expected { code: code.chars().next().unwrap(), line, text: text.to_owned() }
        })
        .collect();
    assert_eq!((words.count(), entries.count()), (expected.len(), expected.len()), "{name}");
    Case { name, original, expected, n_articles }
}

/// As an import reads the document.
fn articles(case: &Case) -> Vec<Article> {
    let extension = if case.name.ends_with("markdown") { "md" } else { "txt" };
    let imported = read(&format!("{}.{extension}", case.name), case.original.as_bytes());
    assert!(imported.issues.is_empty(), "{}: {:?}", case.name, imported.issues);
    imported.articles
}

/// What became of each line of the original, by its number.
fn fates(case: &Case, articles: &[Article]) -> BTreeMap<u32, Fate> {
    let mut fates = BTreeMap::new();
    let mut kept = Vec::new();
    for article in articles {
        for dropped in &article.source.dropped {
            match dropped.kept {
                None => fates.extend(dropped.lines().map(|line| (line, Fate::Dropped))),
                // Its words are in a paragraph that stands for both lines.
                Some(_) if &*dropped.rule == "joined-line" => fates.extend([(dropped.line, Fate::Text)]),
                Some(_) => {}
            }
        }
        let mut start = 0;
        for line in article.text.split('\n') {
            let mark = article.marks.iter().find(|mark| mark.span.start as usize == start);
            kept.push(mark.map_or(Fate::Text, |mark| Fate::Marked(mark.kind)));
            start += line.len() + 1;
        }
    }
    let mut kept = kept.into_iter();
    for number in 1..=case.original.split('\n').count() as u32 {
        fates.entry(number).or_insert_with(|| kept.next().expect("a kept line for every line that was not dropped"));
    }
    assert_eq!(kept.next(), None, "{}", case.name);
    fates
}

/// Whether a line came out as its code says.
fn is_right(code: char, fate: Fate) -> bool {
    match code {
        'T' => fate == Fate::Text,
        'H' => fate == Fate::Marked(MarkKind::Heading),
        'C' => fate == Fate::Marked(MarkKind::Caption),
        'P' => fate == Fate::Marked(MarkKind::DateLine),
        'D' => fate == Fate::Dropped,
        'M' => {
            matches!(fate, Fate::Dropped | Fate::Marked(MarkKind::Byline | MarkKind::DateLine))
        }
        'E' | '?' => true,
        _ => panic!("no such code: {code}"),
    }
}

#[test]
fn no_prose_is_dropped() {
    for case in cases() {
        let fates = fates(&case, &articles(&case));
        for expected in case.expected.iter().filter(|expected| expected.code == 'T') {
            let is_listed =
                DROPPED_PROSE.iter().any(|(name, start)| case.name == *name && expected.text.starts_with(start));
            let is_dropped = fates[&expected.line] == Fate::Dropped;
            assert_eq!(is_dropped, is_listed, "{}:{}: {}", case.name, expected.line, expected.text);
        }
    }
}

#[test]
fn documents_hold_as_many_articles_as_expected() {
    for case in cases() {
        assert_eq!(articles(&case).len(), case.n_articles, "{}", case.name);
    }
}

#[test]
fn as_many_lines_as_ever_come_out_right() {
    let mut wrong: BTreeMap<char, Vec<String>> = BTreeMap::new();
    let mut n_right: BTreeMap<char, usize> = BTreeMap::new();
    for case in cases() {
        let fates = fates(&case, &articles(&case));
        for Expected { code, line, text } in &case.expected {
            let fate = fates[line];
            if is_right(*code, fate) {
                *n_right.entry(*code).or_default() += 1;
            } else {
                wrong.entry(*code).or_default().push(format!("{}:{line}: {fate:?}: {text}", case.name));
            }
        }
    }
    for (code, least) in &RIGHT {
        let (n_right, wrong) = (n_right[code], wrong.remove(code).unwrap_or_default());
        assert!(n_right >= *least, "{code}: {n_right} of {}\n{}", n_right + wrong.len(), wrong.join("\n"));
    }
}

#[test]
fn every_document_comes_back_byte_for_byte() {
    for case in cases() {
        assert_eq!(restore(&articles(&case)), case.original, "{}", case.name);
    }
}
