//! Training and scores of sentiment toward a target (NewsMTSC, Hamborg and Donnay 2021).

use crate::data::{Points, Problem, Row, read_jsonl};
use crate::eval::percent;
use crate::score::Counts;
use crate::worst::Worst;
use standpoint::find::sentiment::{BITS, Model, N_CLASSES, Row as Weights, Scores, encode, features, shipped};
use standpoint::text::Span;
use std::fs;
use std::path::Path;

const TRAIN: &str = "stance-newsmtsc/train.jsonl";
const DEV: &str = "stance-newsmtsc/devtest_mt.jsonl";

/// Labels as the set writes them, in the order of the classes.
const LABELS: [&str; N_CLASSES] = ["neg", "neu", "pos"];

/// What a weight costs, beside the loss of one row.
const L2: f32 = 0.0038;
const PASSES: i32 = 300;
/// One unit of a weight; smaller ones are dropped.
const UNIT: f32 = 0.04;

/// What the file of the model says of itself.
const ABOUT: &str = "Standpoint's model of sentiment toward a target. Made by `cargo xtask train sentiment` from the \
    train part of NewsMTSC (Hamborg and Donnay 2021, MIT). MIT OR Apache-2.0.";

/// A sentence with its target and class.
struct Example {
    features: Vec<(u32, u8)>,
    class: usize,
}

fn target_of(row: &Row) -> Option<(Span, usize)> {
    let (start, end, label) = row.names.first()?;
    let points = Points::of(&row.text);
    let span = Span { start: points.byte(*start) as u32, end: points.byte(*end) as u32 };
    Some((span, LABELS.iter().position(|known| known == label)?))
}

/// Writes `models/sentiment.bin`.
pub(crate) fn train(root: &Path, data: &Path) -> Result<(), Problem> {
    let rows = read_jsonl(&data.join(TRAIN))?;
    let examples: Vec<Example> = rows
        .iter()
        .filter_map(|row| {
            let (target, class) = target_of(row)?;
            Some(Example { features: features(&row.text, target), class })
        })
        .collect();
    let bytes = learn(&examples);
    let model = Model::decode(&bytes).map_err(|_| "the model cannot be read back")?;
    print("sentiment, development rows", &read_jsonl(&data.join(DEV))?, &model, 0);
    let path = root.join("models/sentiment.bin");
    fs::write(&path, &bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("models/sentiment.bin: {} bytes, of {} sentences", bytes.len(), examples.len());
    Ok(())
}

/// Logistic regression with classes of equal weight, by Adam (Kingma and Ba 2015) over all rows at once: the same each
/// time.
fn learn(examples: &[Example]) -> Vec<u8> {
    let n = N_CLASSES << BITS;
    let (mut weights, mut mean, mut square) =
        (vec![0.0f32; n + N_CLASSES], vec![0.0; n + N_CLASSES], vec![0.0; n + N_CLASSES]);
    let mut sizes = [0.0f32; N_CLASSES];
    examples.iter().for_each(|example| sizes[example.class] += 1.0);
    let worth = sizes.map(|size| examples.len() as f32 / (N_CLASSES as f32 * size.max(1.0)));
    for pass in 1..=PASSES {
        let mut gradient: Vec<f32> = weights.iter().map(|weight| L2 * weight).collect();
        gradient[n..].fill(0.0);
        for example in examples {
            let mut scores: Scores = [weights[n], weights[n + 1], weights[n + 2]];
            for &(feature, count) in &example.features {
                for (class, score) in scores.iter_mut().enumerate() {
                    *score += weights[feature as usize * N_CLASSES + class] * f32::from(count);
                }
            }
            let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let odds = scores.map(|score| (score - most).exp());
            let sum: f32 = odds.iter().sum();
            for class in 0..N_CLASSES {
                let wanted = f32::from(u8::from(class == example.class));
                let step = (odds[class] / sum - wanted) * worth[example.class] / examples.len() as f32;
                gradient[n + class] += step;
                for &(feature, count) in &example.features {
                    gradient[feature as usize * N_CLASSES + class] += step * f32::from(count);
                }
            }
        }
        let rate = 0.02 * (1.0 - 0.999f32.powi(pass)).sqrt() / (1.0 - 0.9f32.powi(pass));
        for ((weight, gradient), (mean, square)) in
            weights.iter_mut().zip(&gradient).zip(mean.iter_mut().zip(square.iter_mut()))
        {
            *mean = 0.9 * *mean + 0.1 * gradient;
            *square = 0.999 * *square + 0.001 * gradient * gradient;
            *weight -= rate * *mean / (square.sqrt() + 1e-9);
        }
    }
    let round = |weight: f32| (weight / UNIT).round().clamp(-127.0, 127.0) as i8;
    let rows: Vec<Weights> = weights[..n]
        .chunks(N_CLASSES)
        .map(|row| [round(row[0]), round(row[1]), round(row[2])])
        .enumerate()
        .filter(|(_, row)| *row != [0; N_CLASSES])
        .map(|(number, row)| (number as u32, row))
        .collect();
    encode(ABOUT, UNIT, [weights[n], weights[n + 1], weights[n + 2]], &rows)
}

/// One line: F1 of each class and their mean; then the rows that it is most surely wrong about.
fn print(title: &str, rows: &[Row], model: &Model, n_errors: usize) {
    let mut worst = Worst::new(n_errors);
    let mut counts = [Counts::default(); N_CLASSES];
    for row in rows {
        let Some((target, class)) = target_of(row) else { continue };
        let scores = model.read(&row.text, target);
        let found = (0..N_CLASSES).rev().max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(1);
        if found == class {
            counts[class].hit += 1;
        } else {
            counts[found].wrong += 1;
            counts[class].missed += 1;
            // The surer, the worse.
            let sure = f64::from(scores[found]);
            let what = format!("{}, not {} ({sure:.2})", LABELS[class], LABELS[found]);
            let (before, name, after) =
                (&row.text[..target.start as usize], target.of(&row.text), &row.text[target.end as usize..]);
            worst.add_weighed(sure, vec![format!("{what}: {before}[{name}]{after}  ({})", row.id)]);
        }
    }
    let macro_f1 = counts.iter().map(|counts| counts.f1()).sum::<f64>() / N_CLASSES as f64;
    let each: Vec<String> =
        LABELS.iter().zip(counts).map(|(label, counts)| format!("{label} {}", percent(counts.f1()))).collect();
    println!("{title:28} {:5} rows  macro F1 {}  {}", rows.len(), percent(macro_f1), each.join(" "));
    worst.print();
}

/// Prints the shipped model's figures on the development rows.
pub(crate) fn eval(data: &Path, n_errors: usize) -> Result<(), Problem> {
    let Some(model) = shipped() else { return Err("models/sentiment.bin cannot be read; train it".to_owned()) };
    print("sentiment, development rows", &read_jsonl(&data.join(DEV))?, model, n_errors);
    println!(
        "  others on these rows: AFINN-165 53.0, VADER 49.6, wink 47.8, TextBlob 40.2, a hashed linear model 62.9"
    );
    Ok(())
}
