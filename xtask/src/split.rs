//! Cuts the modules of page and worker in two each: what is needed first, and what comes later.
//!
//! `src/main.rs` and `src/bin/worker.rs` say where. `wasm-split-cli` follows what each side names, which it reads from
//! the relocations in the module as cargo left it; so it must come before wasm-bindgen, and Trunk has no hook between
//! the two. Hence this runs after Trunk's own wasm-bindgen and writes over what that made, under the same names.

use crate::sh::{Outcome, cargo, failure, output_of, program, step};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// What Trunk calls the page's module, before its hash.
const MODULE: &str = "site-";

/// A program that is cut.
struct Program {
    /// Cargo's name of it, and of the profile it is built with.
    name: &'static str,
    /// What its files are called, without their endings.
    stem: String,
    /// How the first part fetches a file of the later one: JavaScript, from the file's name.
    fetch: fn(&str) -> String,
}

/// Cuts the page's module in a built folder; the files of the later part by name.
pub(crate) fn split_page(folder: &Path) -> Outcome<Vec<String>> {
    let stem = stem_in(folder)?;
    // boot.js has it by then.
    cut(folder, &Program { name: "site", stem, fetch: |file| format!("window.standpointFile(\"./{file}\")") })
}

/// Cuts the worker's module in a built folder, whose files are called `stem`.
pub(crate) fn split_worker(folder: &Path, stem: &str) -> Outcome {
    let fetch = |file: &str| {
        // Whatever the host calls it.
        let as_module = "{ headers: { \"content-type\": \"application/wasm\" } }";
        let checked = format!("answer.ok ? new Response(answer.body, {as_module}) : Promise.reject(answer.status)");
        format!("fetch(new URL(\"./{file}\", import.meta.url)).then((answer) => {checked})")
    };
    cut(folder, &Program { name: "worker", stem: stem.to_owned(), fetch }).map(drop)
}

/// Cuts a module; the files of the later part by name.
fn cut(folder: &Path, Program { name, stem, fetch }: &Program) -> Outcome<Vec<String>> {
    let whole = target_folder()?.join(format!("wasm32-unknown-unknown/{name}/{name}.wasm"));
    let parts = target_folder()?.join("split").join(name);
    let io = |error: std::io::Error| failure(format!("{}: {error}", parts.display()));
    if parts.exists() {
        fs::remove_dir_all(&parts).map_err(io)?;
    }
    step(
        &format!("Cutting the module `{name}` in two"),
        program("wasm-split-cli").arg(&whole).arg(&parts).args(["--out-name", stem]),
    )?;
    step(
        "Writing the first part's JavaScript",
        program("wasm-bindgen")
            .arg(parts.join(format!("{stem}.wasm")))
            // The later part calls the first one through its table of functions.
            .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", stem, "--out-dir"])
            .arg(folder),
    )?;
    let mut link = fs::read_to_string(parts.join(LINK)).map_err(io)?;
    let mut later = Vec::new();
    for entry in fs::read_dir(&parts).map_err(io)? {
        let path = entry.map_err(io)?.path();
        let Some(part) = path.file_name().and_then(OsStr::to_str) else { continue };
        if path.extension() == Some(OsStr::new("wasm")) && part != format!("{stem}.wasm") {
            // Under the first part's own name, so that no cache mixes the parts of two builds.
            let named = format!("{stem}_{part}");
            let plain = format!("fetch(new URL(\"./{part}\", import.meta.url))");
            if !link.contains(&plain) {
                return Err(failure(format!("{LINK} does not fetch {part}; did wasm-split-cli change?")));
            }
            link = link.replace(&plain, &fetch(&named));
            fs::copy(&path, folder.join(&named)).map_err(io)?;
            later.push(named);
        }
    }
    let linked = format!("{stem}_link.js");
    fs::write(folder.join(&linked), link).map_err(io)?;
    let glue = folder.join(format!("{stem}.js"));
    let text = fs::read_to_string(&glue).map_err(io)?;
    // The module goes on calling it by its old name.
    let import = format!("from \"./{LINK}\"");
    if !text.contains(&import) {
        return Err(failure(format!("{} does not import {LINK}, which fetches the later part", glue.display())));
    }
    fs::write(&glue, text.replace(&import, &format!("from \"./{linked}\""))).map_err(io)?;
    Ok(later)
}

/// The script that `wasm-split-cli` writes: it fetches the later part when the first one asks.
const LINK: &str = "__wasm_split.js";

/// The name of the page's module without its endings.
fn stem_in(folder: &Path) -> Outcome<String> {
    let names = fs::read_dir(folder).map_err(|error| failure(format!("{}: {error}", folder.display())))?;
    let names = names.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let stems = names.filter_map(|name| name.strip_suffix("_bg.wasm").map(str::to_owned));
    let found: Vec<String> = stems.filter(|stem| stem.starts_with(MODULE)).collect();
    match found.as_slice() {
        [stem] => Ok(stem.clone()),
        other => Err(failure(format!("{} has {} modules `{MODULE}…_bg.wasm`, not one", folder.display(), other.len()))),
    }
}

/// Where cargo builds.
fn target_folder() -> Outcome<PathBuf> {
    let metadata = output_of(cargo().args(["metadata", "--no-deps", "--offline", "--format-version", "1"]));
    let metadata = metadata.ok_or_else(|| failure("`cargo metadata` failed"))?;
    let key = "\"target_directory\":\"";
    let value = metadata.split_once(key).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value);
    value
        .map(|path| PathBuf::from(path.replace("\\\\", "\\")))
        .ok_or_else(|| failure("`cargo metadata` names no target folder"))
}
