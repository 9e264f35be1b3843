//! `lab train`: makes `models/names.bin` from the gold data, the same bytes each time.

use crate::crf::{Example, Settings, Trainer};
use crate::data::{Problem, Row, read_jsonl};
use crate::lists::gazetteer;
use crate::sets::{OWN, SETS, Set, own_rows};
use crate::{eval, quotations};
use standpoint::find::tagger::{Gazetteer, Model, Parts, feature_print};
use std::fs;
use std::path::Path;

/// The settings that did best on the rows that were held back.
const SETTINGS: Settings = Settings { bits: 18, epochs: 16, rate: 0.07, l1: 1.5, least: 1.0 };

/// One unit of a weight, in log odds; a byte holds 127 of them each way.
const UNIT: f32 = 0.12;

/// News sentences of which only the words are counted.
const NEWS: &str = "stance-newsmtsc/train.jsonl";

/// One row in so many is held back to measure by.
const HELD_BACK: u32 = 5;

const ABOUT: &str =
    "Standpoint's name tagger. Made by `cargo xtask train`; models/README.md says from what. CC BY-SA 4.0.";

/// What `lab train` was asked for.
pub(crate) struct Wish {
    /// Say how well a model does that was trained without the rows it is measured on.
    pub(crate) is_measured: bool,
    /// Write the model of all rows.
    pub(crate) is_written: bool,
    pub(crate) settings: Settings,
    pub(crate) without: Vec<String>,
    /// How many differences to list of each set.
    pub(crate) n_errors: usize,
}

impl Wish {
    pub(crate) fn of(options: &dyn Fn(&str) -> Option<f32>, without: Vec<String>) -> Wish {
        let settings = Settings {
            bits: options("--bits").map_or(SETTINGS.bits, |bits| bits as u32),
            epochs: options("--epochs").map_or(SETTINGS.epochs, |epochs| epochs as usize),
            rate: options("--rate").unwrap_or(SETTINGS.rate),
            l1: options("--l1").unwrap_or(SETTINGS.l1),
            least: options("--least").unwrap_or(SETTINGS.least),
        };
        let n_errors = options("--errors").map_or(0, |n| n as usize);
        Wish { is_measured: true, is_written: true, settings, without, n_errors }
    }
}

/// Trains, measures and writes.
pub(crate) fn run(root: &Path, data: &Path, wish: &Wish) -> Result<(), Problem> {
    let mut sets: Vec<(&Set, Vec<Row>)> = Vec::new();
    for set in SETS {
        sets.push((set, set.read(data)?));
    }
    sets.push((&OWN, own_rows(root)?));
    let mut news = read_jsonl(&data.join(NEWS))?;
    for (set, rows) in &sets {
        if set.counts_words {
            news.extend(rows.iter().cloned());
        }
    }
    let gazetteer_bytes = gazetteer(root, &news)?;
    let lists = Gazetteer::decode(&gazetteer_bytes).map_err(|_| "the gazetteer cannot be read back")?;
    println!("gazetteer: {} bytes", gazetteer_bytes.len());
    if wish.is_measured {
        let mut examples = Vec::new();
        let mut held_back: Vec<(&str, Vec<&Row>)> = Vec::new();
        for (set, rows) in &sets {
            let mut held = Vec::new();
            for (nth, row) in rows.iter().enumerate() {
                if set.is_measured && hash(&set.group(row, nth)).is_multiple_of(HELD_BACK) {
                    held.push(row);
                } else if !wish.without.iter().any(|name| name == set.name) {
                    set.examples(row, &lists, &mut examples);
                }
            }
            if set.is_measured {
                held_back.push((set.name, held));
            }
        }
        let bytes = learn(&examples, &gazetteer_bytes, wish.settings);
        println!("without the rows below: {} bytes; strict F1 on them, in percent:", bytes.len());
        let model = Model::decode(&bytes).map_err(|_| "the model cannot be read back")?;
        for (name, rows) in held_back {
            eval::print_names(name, &rows, &model);
            eval::print_errors(&rows, wish.n_errors, &model);
            if rows.iter().any(|row| !row.quotations.is_empty()) {
                quotations::print("  its quotations", &rows, wish.n_errors, &model);
            }
        }
    }
    if wish.is_written {
        let mut examples = Vec::new();
        for (set, rows) in &sets {
            rows.iter().for_each(|row| set.examples(row, &lists, &mut examples));
        }
        let bytes = learn(&examples, &gazetteer_bytes, wish.settings);
        let path = root.join("models/names.bin");
        fs::write(&path, &bytes).map_err(|error| format!("{}: {error}", path.display()))?;
        println!("models/names.bin: {} bytes, of {} stretches", bytes.len(), examples.len());
    }
    Ok(())
}

fn learn(examples: &[Example], gazetteer: &[u8], settings: Settings) -> Vec<u8> {
    let mut trainer = Trainer::new(settings.bits);
    trainer.train(examples, settings, |epoch, loss| println!("  pass {}: loss {loss:.4}", epoch + 1));
    let (rows, transitions) = trainer.rounded(UNIT, settings.least);
    let parts = Parts {
        about: ABOUT,
        feature_print: feature_print(),
        bits: settings.bits,
        unit: UNIT,
        rows: &rows,
        transitions: &transitions,
        gazetteer,
    };
    parts.encode()
}

fn hash(group: &str) -> u32 {
    group.bytes().fold(17u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into())) >> 3
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `learn` on the first of our own rows, a little.
    fn learned(n_rows: usize) -> Vec<u8> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the lab lies inside the project");
        let rows = own_rows(root).unwrap_or_else(|problem| panic!("{problem}"));
        let gazetteer = gazetteer(root, &rows).unwrap_or_else(|problem| panic!("{problem}"));
        let lists = Gazetteer::decode(&gazetteer).expect("the gazetteer is read back");
        let mut examples = Vec::new();
        rows.iter().take(n_rows).for_each(|row| OWN.examples(row, &lists, &mut examples));
        learn(&examples, &gazetteer, Settings { epochs: 3, ..SETTINGS })
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        let model = learned(60);
        assert!(Model::decode(&model).is_ok());
        assert!(model == learned(60), "trained twice, two models");
        assert!(model != learned(59), "the rows count");
    }
}
