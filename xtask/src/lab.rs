//! `cargo xtask eval` and `cargo xtask train`: the engine's laboratory, a program of its own that only they need.

use crate::sh::{Outcome, cargo, step};

/// Measures the engine against gold data.
pub(crate) fn eval(arguments: &[String]) -> Outcome {
    run("Measuring the engine against gold data", "eval", arguments)
}

/// Makes the models that the program carries.
pub(crate) fn train(arguments: &[String]) -> Outcome {
    run("Training the engine's models", "train", arguments)
}

fn run(what: &str, command: &str, arguments: &[String]) -> Outcome {
    let lab = ["run", "--locked", "--quiet", "--release", "--package", "lab", "--", command];
    step(what, cargo().args(lab).args(arguments))
}
