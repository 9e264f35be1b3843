//! The engine on its tables of cases: tokens, names, ends of sentences, quotations, speakers.
//!
//! The notation stands at the head of each table. A rule for ends of sentences or speakers without cases fails.
//! Not here: the splitter's many cases, which are in `sentences.rs`.

use standpoint::find::{Explained, NameRule, analyze};
use standpoint::model::SpeakerRule;
use standpoint::text::{Break, sentences, tokens};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The rows of a table in `seeds/cases`, as columns.
fn table(file: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/cases").join(file);
    let table = fs::read_to_string(path).unwrap();
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(|column| column.replace("\\n", "\n")).collect()).collect()
}

/// The text of a marked one: what stands in brackets up to the first bar of each.
fn plain(marked: &str, [open, close]: [char; 2]) -> String {
    let mut parts = marked.split(open);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (inside, after) = part.split_once(close).expect("a bracket is closed");
        text.push_str(inside.split_once('|').expect("a bar in each bracket").0);
        text.push_str(after);
    }
    text
}

/// What went otherwise than its case has it: all of a table at once.
#[derive(Default)]
struct Wrong(Vec<String>);

impl Wrong {
    fn compare(&mut self, what: &str, found: &str, expected: &str) {
        if found != expected {
            self.0.push(format!("{what}\n  found:    {found}\n  expected: {expected}"));
        }
    }

    fn check(self) {
        assert!(self.0.is_empty(), "{} cases:\n{}", self.0.len(), self.0.join("\n"));
    }
}

fn check_every_rule_has_cases(found: &BTreeMap<String, usize>, rules: &[&str], at_least: usize) {
    for rule in rules {
        assert!(found.get(*rule).is_some_and(|n| *n >= at_least), "rule {rule} has {:?} cases", found.get(*rule));
    }
}

#[test]
fn tokens_of_the_table() {
    let mut wrong = Wrong::default();
    for row in table("tokens.tsv") {
        let [text, expected] = &row[..] else { panic!("two columns: {row:?}") };
        let found: Vec<&str> = tokens(text).into_iter().map(|token| token.of(text)).collect();
        wrong.compare("tokens", &found.join(" "), expected);
    }
    wrong.check();
}

#[test]
fn names_of_the_table() {
    let mut wrong = Wrong::default();
    for row in table("names.tsv") {
        let [what, marked] = &row[..] else { panic!("two columns: {row:?}") };
        let text = plain(marked, ['[', ']']);
        let document = analyze(&text);
        // A key is compared where the case has one.
        let marks: Vec<&str> = marked.split('[').skip(1).filter_map(|part| part.split(']').next()).collect();
        let (mut found, mut at) = (String::new(), 0);
        for (nth, mention) in document.mentions.iter().enumerate() {
            let key = &document.entities[mention.entity as usize].key;
            let has_key = marks.get(nth).is_some_and(|mark| mark.matches('|').count() == 2);
            let key = if has_key { format!("|{key}") } else { String::new() };
            found.push_str(&text[at..mention.span.start as usize]);
            found.push_str(&format!("[{}|{}{key}]", mention.span.of(&text), mention.kind));
            at = mention.span.end as usize;
        }
        found.push_str(&text[at..]);
        wrong.compare(what, &found, marked);
    }
    wrong.check();
}

#[test]
fn rules_for_names_of_the_table() {
    let (mut wrong, mut n_cases) = (Wrong::default(), BTreeMap::new());
    for row in table("name-rules.tsv") {
        let [rule, name, text] = &row[..] else { panic!("three columns: {row:?}") };
        let reasons = Explained::new(text.as_str().into()).sentence(sentences(text).len() - 1);
        let found = reasons.iter().find(|reason| reason.kind.is_some() && reason.what == *name);
        wrong.compare(text, found.map_or("-", |reason| reason.rule), rule);
        *n_cases.entry(rule.clone()).or_default() += 1;
    }
    wrong.check();
    check_every_rule_has_cases(&n_cases, &NameRule::ALL.map(NameRule::as_str), 2);
}

#[test]
fn ends_of_sentences_of_the_table() {
    let (mut wrong, mut n_cases) = (Wrong::default(), BTreeMap::new());
    for row in table("breaks.tsv") {
        let [rule, marked] = &row[..] else { panic!("two columns: {row:?}") };
        let first = marked.split(" | ").next().unwrap_or("").split("||").next().unwrap_or("").trim();
        let text = marked.replace(" | ", " ").replace("||", "");
        wrong.compare(rule, sentences(&text)[0].of(&text), first);
        let reasons = Explained::new(text.into()).sentence(0);
        wrong.compare(marked, reasons.last().map_or("", |reason| reason.rule), rule);
        *n_cases.entry(rule.clone()).or_default() += 1;
    }
    wrong.check();
    check_every_rule_has_cases(&n_cases, &Break::ALL.map(Break::as_str), 3);
}

#[test]
fn quotations_of_the_table() {
    let mut wrong = Wrong::default();
    for row in table("quotations.tsv") {
        let [what, marked] = &row[..] else { panic!("two columns: {row:?}") };
        let text = plain(marked, ['{', '}']);
        let document = analyze(&text);
        let (mut found, mut at) = (String::new(), 0);
        for quotation in &document.quotations {
            let speaker = quotation.speaker.map_or("", |by| &*document.entities[by as usize].name);
            let rule = quotation.rule.map_or("", SpeakerRule::as_str);
            found.push_str(&text[at..quotation.span.start as usize]);
            let (words, kind) = (quotation.span.of(&text), quotation.kind.as_str());
            found.push_str(&format!("{{{words}|{kind}|{speaker}|{rule}}}"));
            at = quotation.span.end as usize;
        }
        found.push_str(&text[at..]);
        wrong.compare(what, &found, marked);
    }
    wrong.check();
}

#[test]
fn speakers_of_the_table() {
    let (mut wrong, mut n_cases) = (Wrong::default(), BTreeMap::<String, usize>::new());
    for row in table("speakers.tsv") {
        let [rule, name, text] = &row[..] else { panic!("three columns: {row:?}") };
        let document = analyze(text);
        let speaker = document.sentences.last().and_then(|sentence| sentence.speaker);
        let speaker = speaker.map_or("-", |by| &*document.entities[by as usize].name);
        wrong.compare(text, speaker, name);
        let reasons = Explained::new(text.as_str().into()).sentence(document.sentences.len() - 1);
        let found = reasons.iter().find(|reason| reason.what.starts_with("Speaker")).map_or("-", |reason| reason.rule);
        wrong.compare(text, found, rule);
        *n_cases.entry(rule.clone()).or_default() += 1;
    }
    wrong.check();
    for row in table("quotations.tsv") {
        let rules = row[1].split('}').filter_map(|part| part.rsplit_once('|'));
        rules.for_each(|(_, rule)| *n_cases.entry(rule.to_owned()).or_default() += 1);
    }
    check_every_rule_has_cases(&n_cases, &SpeakerRule::ALL.map(SpeakerRule::as_str), 2);
}
