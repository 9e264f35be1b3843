//! Scores of the suggesters: each beside the most frequent class, and how many tags the learner needs.
//!
//! The rows are single sentences with a target and the sentiment toward it (NewsMTSC, Hamborg and Donnay 2021). The
//! word list and the learner read the sentence alone, so two targets of one sentence get one answer; a stance by cue
//! words is right if it is about the row's target and `favor` stands for `pos`, `against` for `neg`.

use crate::data::{Points, Problem, Row, read_jsonl};
use crate::eval::percent;
use crate::score::Counts;
use standpoint::find::analyze;
use standpoint::find::suggest::{ALL, Asked, Features, Learner, Study, features};
use standpoint::find::{Position, stance_cues};
use standpoint::model::{Body, Codebook, Document, EntityId, Scale, ScaleKind, Target};
use standpoint::text::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

const TRAIN: &str = "stance-newsmtsc/train.jsonl";
const DEV: &str = "stance-newsmtsc/devtest_mt.jsonl";

/// Labels as the set writes them, in the order of the scale.
const LABELS: [&str; 3] = ["neg", "neu", "pos"];

/// After how many tags the learner is measured, and over how many orders of the tags its figures are averaged.
const N_TAGS: [usize; 9] = [10, 20, 50, 100, 200, 500, 1000, 2000, 4000];
const N_ORDERS: u64 = 8;

/// A sentence with the answer.
#[derive(Clone)]
struct Example {
    text: String,
    target: Span,
    class: usize,
    document: Document,
    features: Features,
}

/// Prints all figures.
pub(crate) fn eval(data: &Path) -> Result<(), Problem> {
    let train = examples(&read_jsonl(&data.join(TRAIN))?);
    let dev = examples(&read_jsonl(&data.join(DEV))?);
    let most = (0..LABELS.len()).max_by_key(|class| train.iter().filter(|e| e.class == *class).count()).unwrap_or(0);
    print("suggest, most frequent class", &dev, &|_| Some((most, 0.0)));
    let codebook = codebook();
    let study = Study::new(&codebook);
    let by_words = |example: &Example| by_word_list(example, &codebook, &study);
    print("suggest, word list", &dev, &by_words);
    print_certainty("word list, training rows", &train, &by_words);
    let by_model = |example: &Example| by_trained_model(example, &codebook, &study);
    print_said("suggest, trained model", &dev, &by_model);
    print_cues("suggest, cue words", &dev);
    print_cues("suggest, cue words, training", &train);
    let (pool, held_back) = one_answer(&train);
    let held_back: Vec<Example> = held_back.into_iter().cloned().collect();
    print("suggest, held-back sentences", &held_back, &|_| Some((most, 0.0)));
    print("suggest, word list, the same", &held_back, &by_words);
    let bar = score(&held_back, &by_words).macro_f1;
    learning_curve(&pool, &held_back, bar);
    Ok(())
}

fn codebook() -> Codebook {
    let values = LABELS.iter().map(|label| (*label).into()).collect();
    let positions = [Position::Favor, Position::Against].map(|position| position.as_str().into()).to_vec();
    Codebook {
        sentiment: Scale { kind: ScaleKind::Ordinal, values, ..Scale::default() },
        positions,
        ..Codebook::default()
    }
}

fn examples(rows: &[Row]) -> Vec<Example> {
    rows.iter()
        .filter_map(|row| {
            let (start, end, label) = row.names.first()?;
            let points = Points::of(&row.text);
            let whole = Span::new(0, row.text.len());
            Some(Example {
                target: Span::new(points.byte(*start), points.byte(*end)),
                class: LABELS.iter().position(|known| known == label)?,
                document: analyze(&row.text),
                features: features(&row.text, whole),
                text: row.text.clone(),
            })
        })
        .collect()
}

/// The sentences of which all targets have one answer, each once; every eighth is held back.
fn one_answer(examples: &[Example]) -> (Vec<&Example>, Vec<&Example>) {
    let mut answers: BTreeMap<&str, Vec<&Example>> = BTreeMap::new();
    for example in examples {
        answers.entry(&example.text).or_default().push(example);
    }
    let alike = answers.into_values().filter(|same| same.iter().all(|example| example.class == same[0].class));
    let (held_back, pool): (Vec<_>, Vec<_>) = alike.map(|same| same[0]).enumerate().partition(|(nth, _)| nth % 8 == 0);
    (
        pool.into_iter().map(|(_, example)| example).collect(),
        held_back.into_iter().map(|(_, example)| example).collect(),
    )
}

/// What the word list says of the sentence that holds the target, and how sure it is.
fn by_word_list(example: &Example, codebook: &Codebook, study: &Study) -> Option<(usize, f32)> {
    let suggester = ALL.iter().find(|suggester| suggester.name() == "word list")?;
    let sentences = &example.document.sentences;
    let sentence_ix = sentences.iter().position(|sentence| sentence.span.end > example.target.start)?;
    let asked = Asked {
        text: &example.text,
        document: &example.document,
        ids: &[],
        sentence_ix,
        codebook,
        target: None,
        study,
    };
    let proposal = suggester.propose(&asked).pop()?;
    let Body::Sentiment(value) = proposal.body else { return None };
    Some((LABELS.iter().position(|label| **label == *value)?, proposal.certainty))
}

/// What the trained model says of the target, where it says something.
fn by_trained_model(example: &Example, codebook: &Codebook, study: &Study) -> Option<(usize, f32)> {
    let suggester = ALL.iter().find(|suggester| suggester.name() == "trained model")?;
    let document = &example.document;
    let sentence_ix = document.sentences.iter().position(|sentence| sentence.span.end > example.target.start)?;
    let named = document.mentions.iter().find(|mention| mention.span.overlaps(example.target))?;
    let ids: Vec<EntityId> = (0..document.entities.len()).map(|ix| EntityId::new(format!("e:{ix}"))).collect();
    let target = Target::Entity(ids.get(named.entity as usize)?.clone());
    let asked = Asked { text: &example.text, document, ids: &ids, sentence_ix, codebook, target: Some(&target), study };
    let proposal = suggester.propose(&asked).pop()?;
    let Body::Stance { position, .. } = proposal.body else { return None };
    Some((if *position == *Position::Favor.as_str() { 2 } else { 0 }, proposal.certainty))
}

/// A guess: the class, and how sure it is.
type Guess<'a> = &'a dyn Fn(&Example) -> Option<(usize, f32)>;

#[derive(Default)]
struct Score {
    n_right: usize,
    counts: [Counts; LABELS.len()],
    macro_f1: f64,
    /// How far the certainty is from how often it was right, over tenths of it (expected calibration error).
    miscalibration: f64,
}

fn score(examples: &[Example], guess: Guess<'_>) -> Score {
    let mut score = Score::default();
    let mut tenths = [(0.0, 0.0); 11];
    for example in examples {
        let Some((found, certainty)) = guess(example) else { continue };
        if found == example.class {
            score.n_right += 1;
            score.counts[found].hit += 1;
        } else {
            score.counts[found].wrong += 1;
            score.counts[example.class].missed += 1;
        }
        let tenth = &mut tenths[((certainty * 10.0) as usize).min(10)];
        tenth.0 += f64::from(certainty);
        tenth.1 += f64::from(u8::from(found == example.class));
    }
    score.macro_f1 = score.counts.iter().map(|counts| counts.f1()).sum::<f64>() / LABELS.len() as f64;
    score.miscalibration =
        tenths.iter().map(|(sure, right)| f64::abs(sure - right)).sum::<f64>() / examples.len() as f64;
    score
}

fn print(title: &str, examples: &[Example], guess: Guess<'_>) {
    let score = score(examples, guess);
    let accuracy = score.n_right as f64 / examples.len().max(1) as f64;
    let each: Vec<String> =
        LABELS.iter().zip(score.counts).map(|(label, counts)| format!("{label} {}", percent(counts.f1()))).collect();
    let (accuracy, f1) = (percent(accuracy), percent(score.macro_f1));
    println!("{title:30} {:5} rows  accuracy {accuracy}  macro F1 {f1}  {}", examples.len(), each.join(" "));
}

/// How often a guess is right where there is one.
fn print_said(title: &str, examples: &[Example], guess: Guess<'_>) {
    let said: Vec<bool> = examples.iter().filter_map(|e| guess(e).map(|(found, _)| found == e.class)).collect();
    let right = said.iter().filter(|is_right| **is_right).count() as f64 / said.len().max(1) as f64;
    println!("{title:30} {:5} rows  {} with a stance: {} right", examples.len(), said.len(), percent(right));
    print_certainty(title, examples, guess);
}

/// How often a guess is right by how sure it says it is.
fn print_certainty(title: &str, examples: &[Example], guess: Guess<'_>) {
    let mut tenths = [(0usize, 0usize); 101];
    for example in examples {
        let Some((found, certainty)) = guess(example) else { continue };
        let step = &mut tenths[(certainty * 100.0).round() as usize];
        step.0 += 1;
        step.1 += usize::from(found == example.class);
    }
    let said = tenths.iter().enumerate().filter(|(_, (n, _))| *n > 0);
    let said = said.map(|(sure, (n, right))| format!("{sure} % sure: {} of {n}", percent(*right as f64 / *n as f64)));
    println!("  {title}, right where {}", said.collect::<Vec<_>>().join(", "));
}

/// How often a stance by cue words is right, and how many rows have one.
fn print_cues(title: &str, examples: &[Example]) {
    let (mut n, mut right, mut against_sign) = (0, 0, 0);
    for example in examples {
        let document = &example.document;
        let named = document.mentions.iter().filter(|mention| mention.span.overlaps(example.target));
        let named: BTreeSet<u32> = named.map(|mention| mention.entity).collect();
        let cues = (0..document.sentences.len()).flat_map(|ix| stance_cues(&example.text, document, ix));
        let about = cues.filter(|cue| cue.holder.is_some() && cue.target.is_some_and(|target| named.contains(&target)));
        for cue in about {
            let says = if cue.position == Position::Favor { 2 } else { 0 };
            n += 1;
            right += usize::from(says == example.class);
            against_sign += usize::from(says == 2 - example.class && example.class != 1);
        }
    }
    let share = |of: usize| percent(of as f64 / f64::from(n.max(1)));
    println!(
        "{title:30} {:5} rows  {n} stances toward the target: {} right, {} the opposite, the rest marked neutral",
        examples.len(),
        share(right),
        share(against_sign)
    );
}

/// Prints how well the learner does after so many tags, and after how many it passes the word list.
fn learning_curve(pool: &[&Example], test: &[Example], bar: f64) {
    println!("suggest, learner, the same: mean of {N_ORDERS} orders of the tags");
    let mut passed = None;
    let mut learners: Vec<(Vec<usize>, Learner)> =
        (0..N_ORDERS).map(|seed| (shuffled(pool.len(), seed), Learner::of_scale(LABELS.len()))).collect();
    for n_tags in N_TAGS {
        let (mut right, mut f1, mut miscalibration) = (0.0, 0.0, 0.0);
        for (order, learner) in &mut learners {
            for ix in &order[learner.n_examples()..n_tags.min(order.len())] {
                learner.learn(&pool[*ix].features, pool[*ix].class);
            }
            let guess = |example: &Example| {
                let odds = learner.read(&example.features);
                let class = (0..odds.len()).max_by(|a, b| odds[*a].total_cmp(&odds[*b]))?;
                Some((class, odds[class]))
            };
            let score = score(test, &guess);
            right += score.n_right as f64 / test.len() as f64 / N_ORDERS as f64;
            f1 += score.macro_f1 / N_ORDERS as f64;
            miscalibration += score.miscalibration / N_ORDERS as f64;
        }
        if f1 > bar && passed.is_none() {
            passed = Some(n_tags);
        }
        let (right, f1) = (percent(right), percent(f1));
        println!(
            "  {n_tags:5} tags  accuracy {right}  macro F1 {f1}  off by {} in its certainty",
            percent(miscalibration)
        );
    }
    let begun = Instant::now();
    let all: Vec<(&Features, usize)> = pool.iter().map(|example| (&example.features, example.class)).collect();
    Learner::of_scale(LABELS.len()).follow(&all);
    println!("  learned {} tags anew in {} ms", all.len(), begun.elapsed().as_millis());
    match passed {
        Some(n_tags) => println!("  passes the word list within {n_tags} tags"),
        None => println!("  does not pass the word list"),
    }
}

/// The numbers below `n` in an order that the seed tells (Fisher and Yates with SplitMix64).
fn shuffled(n: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut state = seed;
    for ix in (1..n).rev() {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        order.swap(ix, ((bits ^ (bits >> 31)) % (ix as u64 + 1)) as usize);
    }
    order
}
