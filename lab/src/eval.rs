//! `lab eval`: the engine against gold data, ours beside the figures of others.

use crate::bundled::Gold;
use crate::data::{Points, Problem, Row, excerpt, files_in, read_jsonl};
use crate::names::{ByType, compare, total};
use crate::score::{Coarse, Counts};
use crate::sets::{is_trained_on, own_rows};
use crate::worst::Worst;
use crate::{agreement, aliases, quotations, sentences, sentiment, suggest};
use standpoint::find::analyze_with;
use standpoint::find::tagger::Model;
use standpoint::text::Span;
use std::fs;
use std::path::{Path, PathBuf};

/// Figures of other programs on tests of the same families, kept apart from what anybody tunes on; measured on one
/// machine and day, in percent.
const PEERS: &[(&str, &str)] = &[
    ("sbd-golden", "pysbd 47 of 48, blingfire 36, spaCy sm 29, Intl.Segmenter 28"),
    ("sbd-gum", "blingfire 97.1, syntok 95.9, spaCy sm 95.0, pysbd 94.8, Intl.Segmenter 94.3"),
    ("sbd-ewt", "spaCy sm 87.2, punkt 86.9, wink-nlp 82.6, Intl.Segmenter 81.5"),
    ("ner-uner-ewt", "spaCy md 65.9, spaCy sm 59.0, compromise 55.0"),
    ("ner-wnut17", "compromise 29.5, spaCy md 26.1"),
];

/// What can be measured.
pub(crate) const PARTS: [&str; 6] = ["sentences", "names", "quotations", "aliases", "sentiment", "suggest"];

/// Prints a table a folder of `data` whose name starts with one of `prefixes`.
pub(crate) fn run(root: &Path, data: &Path, what: &[String], errors: usize) -> Result<(), Problem> {
    let wants = |name: &str| what.is_empty() || what.iter().any(|wanted| wanted == name);
    let mut folders: Vec<PathBuf> = fs::read_dir(data)
        .map_err(|error| format!("{}: {error}; name the folder of gold data with --data", data.display()))?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    for folder in folders {
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or("").to_owned();
        let is_sentences = name.starts_with("sbd-") && wants("sentences");
        let is_names = name.starts_with("ner-") && wants("names");
        if !is_sentences && !is_names {
            continue;
        }
        for file in files_in(&folder, "jsonl")? {
            let rows = read_jsonl(&file)?;
            let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
            let title = format!("{name}/{stem}");
            if is_sentences {
                sentences::print(&title, &rows, errors);
            } else {
                let rows: Vec<&Row> = rows.iter().collect();
                print_names(&title, &rows, Model::shipped());
                if is_trained_on(&format!("{title}.jsonl")) {
                    println!("  the model was trained on these rows; `train --dev` measures without them");
                }
                print_errors(&rows, errors, Model::shipped());
            }
        }
        if let Some((_, peers)) = PEERS.iter().find(|(prefix, _)| *prefix == name) {
            println!("  others on the test that is kept apart: {peers}");
        }
    }
    if wants("sentiment") {
        sentiment::eval(data, errors)?;
    }
    if wants("suggest") {
        suggest::eval(data)?;
    }
    print_bundled(&Gold::read(root)?, &wants, errors);
    if wants("names") {
        agreement::print(root, &own_rows(root)?)?;
    }
    if wants("quotations") {
        let rows = own_rows(root)?;
        quotations::print("own texts", &rows.iter().collect::<Vec<_>>(), errors, Model::shipped());
        println!("  the model learned names from these texts; `train --dev` measures without them");
        println!("  others on tests that are kept apart: cue verbs 79.2 F1, textacy with spaCy sm 61.0 F1");
    }
    Ok(())
}

/// The bundled articles against what people marked in them.
fn print_bundled(gold: &Gold, wants: &dyn Fn(&str) -> bool, errors: usize) {
    const TITLE: &str = "bundled articles";
    let rows: Vec<&Row> = gold.rows.iter().collect();
    if wants("sentences") {
        sentences::print(TITLE, &gold.rows, errors);
        println!("  others: SRX rules 99.8, blingfire 99.4, spaCy sm 99.0, Intl.Segmenter 97.4, pysbd 94.6");
    }
    if wants("names") {
        print_names(TITLE, &rows, Model::shipped());
        print_errors(&rows, errors, Model::shipped());
        println!("  others: spaCy md 85.9, spaCy sm 83.1, compromise 66.4");
    }
    if wants("quotations") {
        quotations::print(TITLE, &rows, errors, Model::shipped());
        println!("  others: cue verbs 55.8 % right, textacy with spaCy sm 51.9 % right");
    }
    if wants("aliases") {
        aliases::print(gold, errors, Model::shipped());
    }
}

/// What the engine finds, with its labels.
pub(crate) fn found(text: &str, model: &Model) -> Vec<(Span, String)> {
    let document = analyze_with(text, model);
    document.mentions.iter().map(|mention| (mention.span, mention.kind.as_str().to_owned())).collect()
}

/// Precision, recall and strict F1 of people, organisations and places together, then of each.
pub(crate) fn print_names(title: &str, rows: &[&Row], model: &Model) {
    let mut counts = ByType::new();
    for row in rows {
        compare(row, &found(&row.text, model), &mut counts);
    }
    let all = total(&counts);
    println!("{title:28} {:5} rows  {}", rows.len(), line(all));
    for (kind, label) in Coarse::ALL {
        println!("{:37} {label} {}", "", line(counts.get(&kind).copied().unwrap_or_default()));
    }
}

/// Precision, recall and F1 in percent.
pub(crate) fn line(counts: Counts) -> String {
    let (p, r, f) = (counts.precision(), counts.recall(), counts.f1());
    format!("P {} R {} F1 {}", percent(p), percent(r), percent(f))
}

/// A share in percent with one digit.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.1}", 100.0 * share)
}

/// Names that differ, with what stands around them.
pub(crate) fn print_errors(rows: &[&Row], n: usize, model: &Model) {
    let mut worst = Worst::new(n);
    for row in rows.iter().take_while(|_| n > 0) {
        let points = Points::of(&row.text);
        let found = found(&row.text, model);
        let ours: Vec<(usize, usize, Coarse)> = found
            .iter()
            .filter_map(|(span, label)| Some((points.span(*span).0, points.span(*span).1, Coarse::of(label)?)))
            .collect();
        let gold: Vec<(usize, usize, Coarse)> =
            row.names.iter().filter_map(|(start, end, label)| Some((*start, *end, Coarse::of(label)?))).collect();
        let missed = gold.iter().filter(|name| !ours.contains(name)).map(|name| ("missed", name));
        let wrong = ours.iter().filter(|name| !gold.contains(name)).map(|name| ("wrong ", name));
        let part = excerpt(row, &points);
        worst.add(missed.chain(wrong).map(|(what, (start, end, kind))| {
            let (before, name, after) =
                (part(start.saturating_sub(40), *start), part(*start, *end), part(*end, end + 30));
            format!("{what} {before}[{name}|{kind:?}]{after}  ({})", row.id)
        }));
    }
    worst.print();
}
