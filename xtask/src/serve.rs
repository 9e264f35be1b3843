//! `cargo xtask serve`: the page on this machine, rebuilt on every change.
//!
//! The build goes to `target/serve`, so that a `dist/` made for publishing stays as it is. The page is the one that
//! ships, policy included, but for one script file that reloads it (`seal.rs`).

use crate::sh::{Outcome, failure, root, say, usage};
use crate::tools::Build;
use crate::{build, seal};
use std::net::{Ipv4Addr, TcpListener};
use std::process::Command;

const DEFAULT_PORT: u16 = 8080;

/// Serves until it is stopped.
pub(crate) fn run(arguments: &[String]) -> Outcome {
    let mut port = DEFAULT_PORT;
    let mut profile = None;
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--port" => {
                let value = rest.next().ok_or_else(|| usage("`--port` needs a number, as in `--port 8081`"))?;
                port = parse_port(value)?;
            }
            "--release" => profile = Some("--release"),
            other if other.starts_with("--port=") => port = parse_port(&other["--port=".len()..])?,
            other => return Err(usage(format!("`serve` does not know `{other}`; it takes --port N and --release"))),
        }
    }
    free(port)?;
    let dist = root().join("target/serve");
    std::fs::create_dir_all(&dist).map_err(|error| failure(format!("{}: {error}", dist.display())))?;
    let mut trunk = build::trunk(if profile.is_some() { Build::Release } else { Build::Development })?;
    trunk.args(["serve", "--port", &port.to_string(), "--dist"]).arg(&dist).args(profile);
    // `seal` says the address after each build.
    trunk.env(seal::SERVED_AT, format!("http://127.0.0.1:{port}/"));
    say("Building the page, then serving it");
    become_it(trunk)
}

/// Trunk takes our place, so that whatever ends us ends the server too.
#[cfg(unix)]
fn become_it(mut program: Command) -> Outcome {
    use std::os::unix::process::CommandExt;
    Err(failure(format!("trunk did not start: {}", program.exec())))
}

#[cfg(not(unix))]
fn become_it(mut program: Command) -> Outcome {
    match program.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(failure(format!("trunk ended with {status}"))),
        Err(error) => Err(failure(format!("trunk did not start: {error}"))),
    }
}

fn parse_port(text: &str) -> Outcome<u16> {
    match text.parse() {
        Ok(port) if port > 0 => Ok(port),
        _ => Err(usage(format!("`{text}` is not a port; take a number from 1 to 65535"))),
    }
}

fn free(port: u16) -> Outcome {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => Err(failure(format!(
            "port {port} of 127.0.0.1 cannot be used ({error}); take another: `cargo xtask serve --port {}`",
            if port < u16::MAX { port + 1 } else { DEFAULT_PORT }
        ))),
    }
}
