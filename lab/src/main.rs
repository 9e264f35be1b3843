//! The engine's laboratory: measures it against gold data and trains its models.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program prints")]

mod agreement;
mod aliases;
mod bundled;
mod crf;
mod data;
mod eval;
mod lists;
mod markup;
mod names;
mod quotations;
mod score;
mod sentences;
mod sentiment;
mod sets;
mod suggest;
mod train;
mod worst;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const HELP: &str = "\
lab: measures the engine against gold data and trains its models

Usage: lab eval [sentences] [names] [quotations] [aliases] [sentiment] [suggest]
                --data DIR [--errors N]
       lab train [names|sentiment] --data DIR [--dev]

  --data DIR   the folder of gold data, with folders sbd-* (sentences) and ner-* (names) of JSONL files
  --errors N   list N differences of each set, those of the rows that go most wrong first
  --dev        only say how well it does on the rows that are held back; write nothing

For trials, train also takes --bits, --epochs, --rate, --l1, --least (numbers) and --without=SET.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("lab: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let value = |name: &str| {
        let at = arguments.iter().position(|argument| argument == name)?;
        arguments.get(at + 1).cloned()
    };
    let number = |name: &str| value(name).and_then(|value| value.parse::<f32>().ok());
    let Some((command, rest)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("the lab lies inside the project")?;
    let data = || value("--data").map(PathBuf::from).ok_or("name the folder of gold data with --data DIR");
    match command.as_str() {
        "eval" => {
            let what: Vec<String> = rest.iter().take_while(|word| !word.starts_with("--")).cloned().collect();
            if let Some(unknown) = what.iter().find(|what| !eval::PARTS.contains(&what.as_str())) {
                return Err(format!("`eval` has no part `{unknown}`; its parts are {}", eval::PARTS.join(", ")));
            }
            eval::run(root, &data()?, &what, number("--errors").map_or(0, |n| n as usize))
        }
        "train" => {
            let without = rest.iter().filter_map(|word| word.strip_prefix("--without=").map(str::to_owned)).collect();
            let mut wish = train::Wish::of(&number, without);
            wish.is_written = !rest.iter().any(|word| word == "--dev");
            let wants = |what: &str| rest.first().is_none_or(|first| first.starts_with("--") || first == what);
            if wants("sentiment") && wish.is_written {
                sentiment::train(root, &data()?)?;
            }
            if wants("names") {
                train::run(root, &data()?, &wish)?;
            }
            Ok(())
        }
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        unknown => Err(format!("there is no command `{unknown}`\n\n{HELP}")),
    }
}
