//! How fast the engine reads the bundled articles, repeated to 5 MB, on one core: rows for `cargo xtask bench`.
#![allow(clippy::print_stdout, reason = "a measurement prints its result")]

use std::time::Instant;

const BYTES: usize = 5_000_000;
const RUNS: usize = 5;

fn main() {
    let articles: Vec<String> =
        standpoint::format::bundled().iter().map(|article| article.text.as_ref().to_owned()).collect();
    let all = articles.join("\n\n");
    let copies = BYTES.div_ceil(all.len());
    let long = vec![all.as_str(); copies].join("\n\n");
    let one = speed(long.len(), || standpoint::find::analyze(&long).mentions.len());
    let each = speed(copies * articles.iter().map(String::len).sum::<usize>(), || {
        let count = |text: &String| standpoint::find::analyze(text).mentions.len();
        (0..copies).map(|_| articles.iter().map(count).sum::<usize>()).sum()
    });
    println!("row\tengine, the bundled articles repeated to 5 MB, as one article\t{one:.1}\tMB/s\t\t>=10");
    println!("row\tengine, the same article by article\t{each:.1}\tMB/s\t\t>=10");
}

/// The median speed in MB (a million bytes) a second.
fn speed(bytes: usize, mut read: impl FnMut() -> usize) -> f64 {
    let mut seconds: Vec<f64> = (0..RUNS)
        .map(|_| {
            let clock = Instant::now();
            assert!(std::hint::black_box(read()) > 0, "the articles name somebody");
            clock.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    bytes as f64 / 1e6 / seconds[RUNS / 2]
}
