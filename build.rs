//! Writes the table of bundled articles from `seeds/manifest.json`, so that replacing the folder's content
//! and rebuilding bundles another corpus. The texts are cleaned and read here, by the same code that does it in the
//! page, so that opening the page neither does that work nor waits for the code that does it.

// Cargo reads a build script's standard output.
#![allow(clippy::print_stdout)]

use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};
use text::clean::{Change as CleanedChange, CleanedArticle, clean};

#[path = "build/codebook.rs"]
mod codebook;

#[allow(dead_code, unused_imports, unreachable_pub)]
#[path = "build/format/mod.rs"]
mod format;
// The lowest layers of the library, of which little is used here.
#[allow(dead_code, unused_imports, unreachable_pub, clippy::wrong_self_convention)]
#[path = "src/find/mod.rs"]
mod find;
#[allow(dead_code, unused_imports, unreachable_pub)]
#[path = "src/model/mod.rs"]
mod model;
#[allow(dead_code)]
#[path = "src/format/packed.rs"]
mod packed;
#[allow(dead_code, unused_imports, unreachable_pub, clippy::wrong_self_convention)]
#[path = "src/text/mod.rs"]
mod text;

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
    for folder in ["build", "src/text", "src/model", "src/find", "src/format", "models"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    if env_var("CARGO_CFG_TARGET_ARCH")? == "wasm32" {
        // Stripping takes this section along, and without it wasm-bindgen must guess what the module may use.
        println!("cargo::rustc-link-arg-bins=--keep-section=target_features");
        println!("cargo::rustc-link-arg-examples=--keep-section=target_features");
        // What cuts the modules of page and worker in two goes by the relocations.
        if env_var("DEBUG")? == "false" {
            println!("cargo::rustc-link-arg-bin=site=--emit-relocs");
            println!("cargo::rustc-link-arg-bin=worker=--emit-relocs");
        }
    }
    let root = PathBuf::from(env_var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env_var("OUT_DIR")?);
    write(&out.join("seeds.rs"), &seed_tables(&root.join("seeds"), &out)?)?;
    write(&out.join("codebook.rs"), &codebook_table(&root.join("seeds/codebooks/default.json"))?)
}

/// The tables as Rust, beside the cleaned texts as files in `out`.
fn seed_tables(seeds: &Path, out: &Path) -> Result<String, String> {
    let mut originals = String::from("static ORIGINALS: &[(&str, &str)] = &[\n");
    let mut articles = String::from("static ARTICLES: &[Bundled] = &[\n");
    let mut seen = BTreeSet::new();
    let mut n_articles = 0;
    for (nth, entry) in read_manifest(&seeds.join("manifest.json"))?.articles.iter().enumerate() {
        let file = &entry.file;
        let place = format!("seeds/manifest.json: articles[{nth}].file \"{file}\"");
        if !seen.insert(file) {
            return Err(format!("{place} is listed twice; list each file once"));
        }
        let path = seeds.join("articles").join(file);
        let original = fs::read_to_string(&path)
            .map_err(|error| format!("{place}: cannot read seeds/articles/{file} as UTF-8 text: {error}"))?;
        if original.trim().is_empty() {
            return Err(format!("{place}: seeds/articles/{file} has no text"));
        }
        let _ = writeln!(originals, "    ({file:?}, include_str!({path:?})),");
        let sha256 = hex(&original);
        let cleaned = clean(&original, &entry.title).into_iter().enumerate();
        for (part, article) in cleaned.filter(|(_, article)| !article.text.is_empty()) {
            let path = out.join(format!("article-{n_articles}.txt"));
            let found = out.join(format!("article-{n_articles}.bin"));
            n_articles += 1;
            write(&path, &article.text)?;
            write(&found, packed::pack(&find::analyze(&article.text)))?;
            articles.push_str(&row(entry, part == 0, &article, &sha256, [&path, &found]));
        }
    }
    let codebooks = codebooks(&seeds.join("codebooks"));
    Ok(format!("{originals}];\n{articles}];\nstatic CODEBOOKS_JSON: &[&str] = &[{codebooks}];\n"))
}

/// The files of the codebooks, that of a new project first, the others by name.
fn codebooks(folder: &Path) -> String {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|e| e == "json")).collect();
    files.sort_by_key(|path| (path.file_stem().is_none_or(|name| name != "default"), path.clone()));
    files.iter().map(|path| format!("include_str!({path:?}), ")).collect()
}

/// The table of the codebook that a new project begins with; an empty one without a file.
fn codebook_table(path: &Path) -> Result<String, String> {
    let Ok(json) = fs::read_to_string(path) else { return Ok(codebook::written(&model::Codebook::default())) };
    codebook::table(&json).map_err(|why| format!("seeds/codebooks/default.json: {why}"))
}

/// One article's row. What the manifest says goes before what cleaning found; it says it of a file's first article.
fn row(entry: &Entry, is_first: bool, article: &CleanedArticle, sha256: &str, [text, found]: [&Path; 2]) -> String {
    let field = |given: &str, found: &str| {
        if is_first && !given.is_empty() { given.to_owned() } else { found.to_owned() }
    };
    let Entry { file, lang, .. } = entry;
    let id = format!("sha256:{}", hex(&article.text));
    let title = field(&entry.title, &article.title);
    let outlet = field(&entry.outlet, &article.outlet);
    let date = field(&entry.date, &article.date);
    let author = field(&entry.author, &article.author);
    let url = field(&entry.url, &article.url);
    let lang = if lang.is_empty() { &article.lang } else { lang };
    let mut row = format!(
        "    Bundled {{ id: {id:?}, file: {file:?}, sha256: {sha256:?}, title: {title:?}, outlet: {outlet:?}, \
         date: {date:?}, author: {author:?}, url: {url:?}, lang: {lang:?}, text: include_str!({text:?}), \
         found: include_bytes!({found:?}), marks: &["
    );
    for mark in &article.marks {
        let (start, end) = (mark.span.start, mark.span.end);
        let _ = write!(row, "({start}, {end}, MarkKind::{:?}, {:?}), ", mark.kind, mark.rule);
    }
    row.push_str("], dropped: &[");
    for CleanedChange { rule, line, n_lines, step, text, kept } in &article.changes {
        let _ = write!(row, "({rule:?}, [{line}, {n_lines}, {step}], {text:?}, {kept:?}), ");
    }
    row.push_str("] },\n");
    row
}

/// The SHA-256 of a text's UTF-8 bytes, as the library writes it.
fn hex(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

fn write(path: &Path, text: impl AsRef<[u8]>) -> Result<(), String> {
    fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))
}

fn read_manifest(path: &Path) -> Result<Manifest, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("seeds/manifest.json: {error}; restore the file"))?;
    // serde's own message names the field, the line and the column.
    serde_json::from_str(&text).map_err(|error| format!("seeds/manifest.json: {error}"))
}

fn env_var(name: &str) -> Result<String, String> {
    env::var(name).map_err(|error| format!("{name}: {error}; run this through cargo"))
}
