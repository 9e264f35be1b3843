//! What `cargo xtask bench engine` measures natively: how fast the engine reads news, on one core, and how much memory
//! it takes on the way.
//!
//! - `engine_speed speed`: rows of speed, at lengths from 0.1 to 100 MB.
//! - `engine_speed memory MB`: a row of memory, in a process of its own, since what is measured is its peak.
//! - `engine_speed text BYTES`: the text itself, for those that read it elsewhere.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a measurement prints its result")]

use standpoint::find::analyze;
use standpoint::model::Document;
use std::fs;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

/// The length by which the others are judged, in bytes.
const ONE: usize = 1_000_000;

/// The lengths in bytes, and how often each is read in a round. They take turns, so that a busy moment of the machine
/// hurts all alike.
const LENGTHS: &[(usize, usize)] = &[(ONE / 10, 20), (ONE, 5), (10 * ONE, 1), (100 * ONE, 1)];

const ROUNDS: usize = 3;

/// Articles as long as those of a paper, read one by one.
const PASSES: usize = 9;

/// What nobody writes, but somebody may paste: each of these once took a time that grew with the square of the length.
const OVER_AND_OVER: [&str; 7] = ["twenty ", "twenty-", "“US ", "U.S. \"", "“a.\n", "“Yes,” ‘no’ ", "\"a "];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match (words.as_slice(), words.get(1).and_then(|word| word.parse().ok())) {
        (["speed"], _) => speed(),
        (["memory", _], Some(megabytes)) => memory(megabytes),
        (["text", _], Some(bytes)) => print!("{}", news(bytes)),
        _ => {
            eprintln!("engine_speed speed | memory MB | text BYTES");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

/// The bundled articles one after the other and over again, cut at the end of the last whole line.
fn news(bytes: usize) -> String {
    let articles = standpoint::format::bundled();
    let lines = articles.iter().flat_map(|article| article.text.lines());
    // The room is asked for at once, so that no copy counts as memory of the engine's.
    let mut text = String::with_capacity(bytes);
    for line in lines.cycle() {
        if text.len() + line.len() + 1 > bytes {
            break;
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

fn speed() {
    let texts: Vec<String> = LENGTHS.iter().map(|&(bytes, _)| news(bytes)).collect();
    let mut speeds: Vec<Vec<f64>> = vec![Vec::new(); texts.len()];
    // What is made once is made before.
    analyze(&texts[0]);
    for _ in 0..ROUNDS {
        for ((text, &(_, times)), speeds) in texts.iter().zip(LENGTHS).zip(&mut speeds) {
            speeds.extend((0..times).map(|_| megabytes_a_second(text.len(), || analyze(text).mentions.len())));
        }
    }
    let articles = standpoint::format::bundled();
    let length: usize = articles.iter().map(|article| article.text.len()).sum();
    let (copies, bytes) = (ONE.div_ceil(length), ONE.div_ceil(length) * length);
    let each = || articles.iter().map(|article| analyze(&article.text).mentions.len()).sum::<usize>();
    let one_by_one = (0..PASSES).map(|_| megabytes_a_second(bytes, || (0..copies).map(|_| each()).sum()));

    let one_by_one = median(one_by_one.collect());
    let medians: Vec<f64> = speeds.into_iter().map(median).collect();
    let of_one = medians[1];
    println!("row\tengine, natively: 1 MB of news as one article\t{of_one:.2}\tMB/s\t\t>=20");
    println!("row\t  the same article by article\t{one_by_one:.2}\tMB/s\t{of_one:.2}\t");
    for (&(bytes, _), speed) in LENGTHS.iter().zip(&medians).filter(|&(&(bytes, _), _)| bytes != ONE) {
        let length = bytes as f64 / ONE as f64;
        println!("row\t  {length} MB as one article; 1 MB beside it\t{speed:.2}\tMB/s\t{of_one:.2}\t");
    }
    for piece in OVER_AND_OVER {
        let speed_of = |bytes: usize| {
            let text = piece.repeat(bytes / piece.len());
            let clock = Instant::now();
            black_box(analyze(&text));
            text.len() as f64 / 1e6 / clock.elapsed().as_secs_f64()
        };
        let (short, long) = (speed_of(ONE / 10), speed_of(ONE));
        println!("row\t  1 MB of nothing but {piece:?}; 0.1 MB beside it\t{long:.2}\tMB/s\t{short:.2}\t");
    }
}

/// How many millions of bytes are read in a second.
fn megabytes_a_second(bytes: usize, mut read: impl FnMut() -> usize) -> f64 {
    let clock = Instant::now();
    assert!(black_box(read()) > 0, "the articles name somebody");
    bytes as f64 / 1e6 / clock.elapsed().as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn memory(megabytes: usize) {
    // Lists and models that are made once are not counted: they are the same for any text.
    analyze(&news(ONE / 10));
    let text = news(megabytes * ONE);
    // Makes the peak begin anew; where the system refuses, the peak so far is lower anyway.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let Some(before) = status_bytes("VmRSS:") else {
        return println!("note\tMemory is not measured: this system has no /proc/self/status.");
    };
    let document = analyze(&text);
    let Some(peak) = status_bytes("VmHWM:") else {
        return println!("note\tMemory is not measured: /proc/self/status does not say the peak.");
    };
    let beyond = peak.saturating_sub(before).saturating_sub(bytes_of(&document));
    let per_byte = beyond as f64 / text.len() as f64;
    println!("row\tengine, natively: memory beyond text and result, {megabytes} MB\t{per_byte:.2}\tB/B\t\t<=6");
    black_box(document);
}

/// A size from the system's record of this process, in bytes.
fn status_bytes(name: &str) -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
}

/// What the document takes: its lists as long as they are, since what is reserved and never written takes no memory,
/// and the names with the two counts before each.
fn bytes_of(document: &Document) -> usize {
    let Document { paragraphs, sentences, tokens, mentions, entities, quotations } = document;
    let counts = 2 * size_of::<usize>();
    let names: usize = entities.iter().map(|entity| entity.key.len() + entity.name.len() + 2 * counts).sum();
    size_of_val(&paragraphs[..])
        + size_of_val(&sentences[..])
        + size_of_val(&tokens[..])
        + size_of_val(&mentions[..])
        + size_of_val(&entities[..])
        + size_of_val(&quotations[..])
        + names
}
