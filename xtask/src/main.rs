//! The project's own commands: `cargo xtask` lists them.
//!
//! They install what is missing, call the real tools and say in one line what they do and why. No outside crate is
//! used, so that the first command starts within seconds of a clone.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command line program prints")]

mod bench;
mod browser;
mod build;
mod debian;
mod docs;
mod golden;
mod lab;
mod manual;
mod page;
mod parsers;
mod seal;
mod serve;
mod sh;
mod shots;
mod slim;
mod split;
mod styles;
mod test;
mod tools;

use sh::{Failure, Outcome};
use std::process::ExitCode;

/// One command of `cargo xtask`.
struct Command {
    name: &'static str,
    /// What follows the name on the command line, for the help text.
    usage: &'static str,
    about: &'static str,
    run: fn(&[String]) -> Outcome,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        usage: "[--port N] [--release]",
        about: "Build the page, serve it on 127.0.0.1 and rebuild on every change",
        run: serve::run,
    },
    Command {
        name: "build",
        usage: "",
        about: "Write dist/: static files that work from any path on any static host",
        run: build::run,
    },
    Command {
        name: "test",
        usage: "[lint] [native] [parsers] [browser]",
        about: "Check everything, or only the named parts; what CI runs",
        run: test::run,
    },
    Command {
        name: "bench",
        usage: "[payload] [engine] [keys] [find] [browser]",
        about: "Measure the budgets and print each beside its limit",
        run: bench::run,
    },
    Command {
        name: "eval",
        usage: "[sentences|names|quotations|sentiment ...] --data DIR [--errors N]",
        about: "Measure the engine against gold data, beside the figures of others",
        run: lab::eval,
    },
    Command {
        name: "train",
        usage: "[names|sentiment] --data DIR [--dev]",
        about: "Make the models anew from the training data, the same bytes each time",
        run: lab::train,
    },
    Command {
        name: "shots",
        usage: "[NAME...]",
        about: "Take a picture of every view and state into target/shots/",
        run: shots::run,
    },
    Command { name: "docs", usage: "", about: "Write the pages of docs/ that are made from the code", run: docs::run },
    Command {
        name: "golden",
        usage: "",
        about: "Write tests/golden/ anew: every export format over one small project",
        run: golden::run,
    },
    Command {
        name: "styles",
        usage: "",
        about: "Called by Trunk before a build: join styles/*.css into target/site.css",
        run: styles::run,
    },
    Command {
        name: "seal",
        usage: "",
        about: "Called by Trunk after a build: write the first screen, check the page against its own policy",
        run: seal::run,
    },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        print!("{}", help());
        return ExitCode::SUCCESS;
    };
    if matches!(name.as_str(), "help" | "--help" | "-h") {
        print!("{}", help());
        return ExitCode::SUCCESS;
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        eprint!("cargo xtask: there is no command `{name}`.\n\n{}", help());
        return ExitCode::from(2);
    };
    if rest.iter().any(|argument| matches!(argument.as_str(), "--help" | "-h")) {
        println!("cargo xtask {} {}\n{}.", command.name, command.usage, command.about);
        return ExitCode::SUCCESS;
    }
    match (command.run)(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { message, code }) => {
            eprintln!("cargo xtask {name}: {message}");
            ExitCode::from(code)
        }
    }
}

fn help() -> String {
    let mut text = String::from("The project's commands, from any folder of the project:\n\n");
    for command in COMMANDS {
        let call = format!("{} {}", command.name, command.usage);
        text.push_str(&format!("  cargo xtask {:<46} {}\n", call.trim_end(), command.about));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command_once() {
        let help = help();
        for command in COMMANDS {
            assert_eq!(help.matches(&format!("cargo xtask {} ", command.name)).count(), 1, "{}", command.name);
        }
    }
}
