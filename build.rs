//! Writes the table of bundled articles from `seeds/manifest.json`, so that replacing the folder's content
//! and rebuilding bundles another corpus. It checks the manifest; it does not clean or judge the texts.

// Cargo reads a build script's standard output.
#![allow(clippy::print_stdout)]

use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// `seeds/manifest.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    articles: Vec<Entry>,
}

/// One bundled file. What is not known is an empty string.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Name of a file in `seeds/articles`.
    file: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    outlet: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    author: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    lang: String,
    /// How the fields above are known, or why they are empty; for people only.
    #[serde(default, rename = "notes")]
    _notes: String,
}

fn main() -> Result<(), String> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=seeds");
    if env_var("CARGO_CFG_TARGET_ARCH")? == "wasm32" {
        // Stripping takes this section along, and without it wasm-bindgen must guess what the module may use.
        println!("cargo::rustc-link-arg-bin=site=--keep-section=target_features");
    }
    let root = PathBuf::from(env_var("CARGO_MANIFEST_DIR")?);
    let table = seed_table(&root.join("seeds"))?;
    let out = PathBuf::from(env_var("OUT_DIR")?).join("seeds.rs");
    fs::write(&out, table).map_err(|error| format!("{}: {error}", out.display()))
}

fn seed_table(seeds: &Path) -> Result<String, String> {
    let mut table = String::from("static SEEDS: &[Seed] = &[\n");
    let mut seen = BTreeSet::new();
    for (nth, entry) in read_manifest(&seeds.join("manifest.json"))?.articles.iter().enumerate() {
        let file = &entry.file;
        let place = format!("seeds/manifest.json: articles[{nth}].file \"{file}\"");
        if !seen.insert(file) {
            return Err(format!("{place} is listed twice; list each file once"));
        }
        let path = seeds.join("articles").join(file);
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("{place}: cannot read seeds/articles/{file} as UTF-8 text: {error}"))?;
        if text.trim().is_empty() {
            return Err(format!("{place}: seeds/articles/{file} has no text"));
        }
        let Entry { title, outlet, date, author, url, lang, .. } = entry;
        let _ = writeln!(
            table,
            "    Seed {{ file: {file:?}, title: {title:?}, outlet: {outlet:?}, date: {date:?}, author: {author:?}, \
             url: {url:?}, lang: {lang:?}, text: include_str!({path:?}) }},"
        );
    }
    table.push_str("];\n");
    let codebook = seeds.join("codebooks").join("default.json");
    let codebook = if codebook.exists() { format!("include_str!({codebook:?})") } else { "\"\"".to_owned() };
    let _ = writeln!(table, "static CODEBOOK_JSON: &str = {codebook};");
    Ok(table)
}

fn read_manifest(path: &Path) -> Result<Manifest, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("seeds/manifest.json: {error}; restore the file"))?;
    // serde's own message names the field, the line and the column.
    serde_json::from_str(&text).map_err(|error| format!("seeds/manifest.json: {error}"))
}

fn env_var(name: &str) -> Result<String, String> {
    env::var(name).map_err(|error| format!("{name}: {error}; run this through cargo"))
}
