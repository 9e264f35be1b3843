//! Who is for or against whom, on a table of cases and on odd places to ask.

use standpoint::find::{Position, analyze, stance_cues};
use standpoint::model::Document;
use std::fs;
use std::path::Path;

/// The cases of `seeds/cases/stances.tsv`: a text, and of each of its cues position, cue, holder and target.
fn cases() -> Vec<(String, Vec<[String; 4]>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds/cases/stances.tsv");
    let mut cases: Vec<(String, Vec<[String; 4]>)> = Vec::new();
    for line in fs::read_to_string(path).unwrap().lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t').map(str::to_owned);
        let text = columns.next().expect("a sentence");
        let cue: Vec<String> = columns.collect();
        let cue: [String; 4] = cue.try_into().unwrap_or_else(|_| panic!("five columns: {line}"));
        if cases.last().is_none_or(|(last, _)| *last != text) {
            cases.push((text, Vec::new()));
        }
        let (_, cues) = cases.last_mut().unwrap();
        cues.extend(Some(cue).filter(|cue| cue[0] != "-"));
    }
    cases
}

/// The cues of all sentences, as the table writes them.
fn found(text: &str, document: &Document) -> Vec<[String; 4]> {
    let name = |entity: Option<u32>| match entity {
        Some(entity) => document.entities[entity as usize].name.to_string(),
        None => "-".to_owned(),
    };
    let cues = (0..document.sentences.len()).flat_map(|ix| stance_cues(text, document, ix));
    cues.map(|cue| [cue.position.as_str().to_owned(), cue.span.of(text).to_owned(), name(cue.holder), name(cue.target)])
        .collect()
}

#[test]
fn stance_cases() {
    let cases = cases();
    assert!(cases.len() > 60, "the table was read");
    let mut faults = Vec::new();
    for (text, expected) in cases {
        let found = found(&text, &analyze(&text));
        if found != expected {
            faults.push(format!("{text}\n    found {found:?}\n    expected {expected:?}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_pronoun_is_who_speaks_the_sentence() {
    let text = "Macron met Zelensky in Kyiv. He said he supports Ukraine.";
    let document = analyze(text);
    let speaker = document.sentences[1].speaker;
    assert!(speaker.is_some(), "the engine finds who he is");
    let cues = stance_cues(text, &document, 1);
    assert_eq!(cues.iter().map(|cue| cue.holder).collect::<Vec<_>>(), [speaker]);
    assert_eq!(cues[0].position, Position::Favor);
}

#[test]
fn a_document_without_tokens_gives_the_same() {
    let text = "Germany condemned Russia. Hungary’s support for Ukraine is small.";
    let document = analyze(text);
    let bare = Document { tokens: Vec::new(), ..document.clone() };
    assert_eq!(found(text, &document), found(text, &bare));
    assert_eq!(found(text, &bare).len(), 2);
}

#[test]
fn past_the_last_sentence_there_is_nothing() {
    assert_eq!(stance_cues("", &analyze(""), 0), []);
    assert_eq!(stance_cues("Germany condemned Russia.", &analyze("Germany condemned Russia."), 1), []);
}

#[test]
fn cues_of_the_bundled_articles_lie_in_their_sentences() {
    let mut n_cues = 0;
    for article in standpoint::format::bundled() {
        let document = analyze(&article.text);
        for (ix, sentence) in document.sentences.iter().enumerate() {
            for cue in stance_cues(&article.text, &document, ix) {
                n_cues += 1;
                assert!(sentence.span.contains(cue.span) && !cue.span.is_empty());
                for entity in [cue.holder, cue.target].into_iter().flatten() {
                    assert!((entity as usize) < document.entities.len());
                }
            }
        }
    }
    assert!(n_cues > 20, "{n_cues} cues in all articles");
}
