//! The build's tools: found on the PATH when their version fits, else built once into a cache folder of the user.
//!
//! One folder per tool and version, so a second clone finds them and nobody's own tools are replaced. Nothing is
//! downloaded but from crates.io and by rustup. Not here: the browser and Node's packages (`browser.rs`).

use crate::sh::{Outcome, cargo, failure, output_of, program, root, say, step};
use std::ffi::OsString;
use std::path::PathBuf;

/// A program that cargo can install.
struct Tool {
    /// Name of the crate.
    krate: &'static str,
    binary: &'static str,
    /// Why the project needs it, for the line printed before the installation.
    purpose: &'static str,
    /// How to compile it: what counts is the time to the first page, not the speed of the tool.
    options: &'static [&'static str],
    /// Which of those on the PATH can do the same?
    patches: Patches,
}

#[derive(PartialEq)]
enum Patches {
    /// One with this or a newer patch version.
    Any,
    /// One with this version.
    Exact,
    /// None can be told, since it does not print its version; the name of its folder in the cache has it.
    Untold,
}

/// How the page is built.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Build {
    /// Soon, to be looked at.
    Development,
    /// As it ships.
    Release,
}

/// The newest line that compiles with Rust 1.95 (0.22 asks for 1.96).
const TRUNK_VERSION: &str = "0.21.14";

/// Without its default features Trunk cannot download tools itself, needs no TLS library and compiles in a third of
/// the time.
const TRUNK: Tool = Tool {
    krate: "trunk",
    binary: "trunk",
    purpose: "it puts the page together",
    options: &["--locked", "--no-default-features", "--config=profile.dev.strip=true"],
    patches: Patches::Any,
};

/// No `--locked`: the lock file that 0.2.130 carries names a `webpki-roots` that registries no longer serve. A little
/// optimisation pays, since this tool rewrites megabytes on every build.
const WASM_BINDGEN: Tool = Tool {
    krate: "wasm-bindgen-cli",
    binary: "wasm-bindgen",
    purpose: "it writes the JavaScript that starts the WebAssembly module",
    options: &["--no-default-features", "--config=profile.dev.opt-level=1"],
    patches: Patches::Exact,
};

/// The line of the `wasm_split_helpers` that the page is written with. A little optimisation pays here too.
const WASM_SPLIT_VERSION: &str = "0.2.3";

const WASM_SPLIT: Tool = Tool {
    krate: "wasm_split_cli_support",
    binary: "wasm-split-cli",
    purpose: "it cuts the page's module into what is needed at once and what comes later",
    options: &["--locked", "--features=build-binary", "--config=profile.dev.opt-level=1"],
    patches: Patches::Untold,
};

/// A PATH on which `trunk` and the right `wasm-bindgen` come first; installs what is missing of them and the
/// WebAssembly target. To build the page as it ships, `wasm-split-cli` is there as well.
pub(crate) fn path_for_builds(build: Build) -> Outcome<OsString> {
    wasm_target()?;
    let mut folders = Vec::new();
    folders.extend(ensure(&TRUNK, TRUNK_VERSION)?);
    folders.extend(ensure(&WASM_BINDGEN, &locked_version("wasm-bindgen")?)?);
    if build == Build::Release {
        folders.extend(ensure(&WASM_SPLIT, WASM_SPLIT_VERSION)?);
    }
    let old = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&old));
    std::env::join_paths(folders).map_err(|error| failure(format!("a folder of the PATH cannot be joined: {error}")))
}

/// The standard library for WebAssembly, from rustup.
pub(crate) fn wasm_target() -> Outcome {
    let sysroot = output_of(program("rustc").args(["--print", "sysroot"]))
        .ok_or_else(|| failure("`rustc` is not on the PATH; install Rust with rustup, https://rustup.rs"))?;
    if PathBuf::from(sysroot).join("lib/rustlib/wasm32-unknown-unknown").is_dir() {
        return Ok(());
    }
    if output_of(program("rustup").arg("--version")).is_none() {
        return Err(failure("Rust's wasm32-unknown-unknown target is missing, and so is rustup to install it"));
    }
    step(
        "Installing Rust's wasm32-unknown-unknown target: the page is WebAssembly",
        program("rustup").args(["target", "add", "wasm32-unknown-unknown"]),
    )
}

/// rustfmt and clippy, which a minimal Rust installation lacks.
pub(crate) fn rust_components() -> Outcome {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if output_of(cargo().args([subcommand, "--version"])).is_none() {
            step(
                &format!("Installing {component}: the checks use it"),
                program("rustup").args(["component", "add", component]),
            )?;
        }
    }
    Ok(())
}

/// The folder to put before the PATH, or none if the PATH has a version that fits.
fn ensure(tool: &Tool, version: &str) -> Outcome<Option<PathBuf>> {
    let is_told = tool.patches != Patches::Untold;
    let on_path = output_of(program(tool.binary).arg("--version")).filter(|_| is_told);
    if on_path.is_some_and(|text| fits(&text, version, &tool.patches)) {
        return Ok(None);
    }
    let folder = cache_folder()?.join(format!("{}-{version}", tool.krate));
    let bin = folder.join("bin");
    let binary = bin.join(format!("{}{}", tool.binary, std::env::consts::EXE_SUFFIX));
    let says = output_of(program(&binary).arg(if is_told { "--version" } else { "--help" }));
    if says.is_some_and(|text| !is_told || fits(&text, version, &Patches::Exact)) {
        return Ok(Some(bin));
    }
    say(format!("{} {version} is missing: {}. Compiling it once takes 2 to 4 minutes.", tool.krate, tool.purpose));
    step(
        &format!("Installing {} into {}", tool.krate, folder.display()),
        cargo()
            .args(["install", tool.krate, "--version", version, "--debug", "--config=profile.dev.debug=false"])
            .args(tool.options)
            .arg("--root")
            .arg(&folder)
            // A target folder of the caller's would mix the tool's artefacts with the project's.
            .env_remove("CARGO_TARGET_DIR"),
    )?;
    Ok(Some(bin))
}

/// Does `<tool> --version` print a version that can stand in for `wanted`?
fn fits(printed: &str, wanted: &str, patches: &Patches) -> bool {
    let Some(found) = printed.split_whitespace().nth(1) else { return false };
    if found == wanted {
        return true;
    }
    let parts = |version: &str| -> Option<Vec<u32>> { version.split('.').map(|part| part.parse().ok()).collect() };
    match (parts(found), parts(wanted)) {
        (Some(found), Some(wanted)) if *patches == Patches::Any => found[..2] == wanted[..2] && found >= wanted,
        _ => false,
    }
}

/// The version of a crate in Cargo.lock; the WebAssembly module and `wasm-bindgen` must be of one version.
fn locked_version(krate: &str) -> Outcome<String> {
    let path = root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).map_err(|error| failure(format!("{}: {error}", path.display())))?;
    version_in(&lock, krate).ok_or_else(|| failure(format!("Cargo.lock names no `{krate}`")))
}

fn version_in(lock: &str, krate: &str) -> Option<String> {
    let name = format!("name = \"{krate}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"').map(str::to_owned)
}

/// `STANDPOINT_TOOLS`, or `standpoint/tools` in the system's folder for caches.
fn cache_folder() -> Outcome<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = variable("STANDPOINT_TOOLS") {
        return std::path::absolute(&folder).map_err(|error| failure(format!("STANDPOINT_TOOLS: {error}")));
    }
    let caches = if cfg!(windows) {
        variable("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Caches"))
    } else {
        // The XDG standard says to ignore a relative path here.
        variable("XDG_CACHE_HOME")
            .filter(|folder| folder.is_absolute())
            .or_else(|| variable("HOME").map(|home| home.join(".cache")))
    };
    caches
        .map(|folder| folder.join("standpoint/tools"))
        .ok_or_else(|| failure("no folder for caches is known; name one in STANDPOINT_TOOLS"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_on_the_path_is_taken_when_its_version_fits() {
        for (printed, wanted, patches, expected) in [
            ("trunk 0.21.14", "0.21.14", Patches::Any, true),
            ("trunk 0.21.15", "0.21.14", Patches::Any, true),
            ("trunk 0.21.13", "0.21.14", Patches::Any, false),
            ("trunk 0.22.1", "0.21.14", Patches::Any, false),
            ("trunk 0.21.15-beta.1", "0.21.14", Patches::Any, false),
            ("wasm-bindgen 0.2.130", "0.2.130", Patches::Exact, true),
            ("wasm-bindgen 0.2.131", "0.2.130", Patches::Exact, false),
            ("", "0.2.130", Patches::Exact, false),
        ] {
            assert_eq!(fits(printed, wanted, &patches), expected, "{printed} for {wanted}");
        }
    }

    #[test]
    fn versions_are_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "bindgen"), None);
    }
}
